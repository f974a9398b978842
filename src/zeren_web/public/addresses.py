"""The addresses that everybody may open."""

from __future__ import annotations

from django.urls import path

from zeren_web.public.views import (
    companies,
    files,
    finding,
    home,
    register,
    standards,
    verify,
    year,
)

ADDRESSES = [
    path("", home.home, name="front"),
    path("companies/", companies.search, name="companies"),
    path("companies/<slug:company>/", companies.profile, name="profile"),
    path("companies/<slug:company>/<int:year>/report/", companies.report, name="report"),
    path(
        "companies/<slug:company>/<int:year>/report.<str:kind>",
        companies.report_file,
        name="report_file",
    ),
    path(
        "companies/<slug:company>/declarations/<int:entry>/<str:name>",
        companies.declaration_file,
        name="declaration_file",
    ),
    path("register/", register.front, name="register"),
    path("register/<path:name>", register.page, name="register_page"),
    path("releases/<int:year>/", year.release, name="release_told"),
    path("notices/<int:year>/", year.notice, name="notice"),
    path("notices/<int:year>/object/", year.objecting, name="objecting"),
    path("certificates/<slug:number>/", year.certificate, name="certificate"),
    path(
        "certificates/<slug:number>/certificate.<str:kind>",
        year.certificate_file,
        name="certificate_file",
    ),
    path("verify/", verify.verify, name="verify"),
    path("verify/verify.html", verify.offline, name="verify_offline"),
    path("association.pub", files.trust, name="trust_file"),
    path("status-1.jwt", files.status, name="status_list"),
    path("standards/", standards.every, name="standards"),
    path("standards/<str:name>/", standards.one, name="standard"),
    path("crosswalk/", standards.crosswalk, name="crosswalk"),
    path("feed.<slug:language>.xml", finding.feed, name="feed"),
    path("sitemap.xml", finding.sitemap, name="sitemap"),
    path("robots.txt", finding.robots, name="robots"),
]
