"""The addresses of what a company works on after its answers: what is public, its plan, its declaration."""

from __future__ import annotations

from django.urls import path

from zeren_web.desk.views import declaring, planning, publishing, sharing, signing

OUTWARD = [
    path("me/<slug:company>/<int:year>/publish/", publishing.publish, name="publish"),
    path(
        "me/<slug:company>/<int:year>/publish/preview/",
        publishing.preview,
        name="publish_preview",
    ),
    path("me/<slug:company>/<int:year>/publish/draft/", publishing.draft, name="publish_draft"),
    path(
        "me/<slug:company>/<int:year>/publish/confirm/",
        publishing.confirm,
        name="publish_confirm",
    ),
    path(
        "me/<slug:company>/<int:year>/publish/withdraw/",
        publishing.withdraw,
        name="publish_withdraw",
    ),
    path("me/<slug:company>/<int:year>/publish/look/", publishing.look, name="publish_look"),
    path(
        "me/<slug:company>/<int:year>/publish/<int:number>/",
        publishing.published_report,
        name="published_report",
    ),
    path("me/<slug:company>/<int:year>/file/<str:kind>", publishing.download, name="file"),
    path("me/<slug:company>/<int:year>/plan/", planning.plan, name="plan"),
    path("me/<slug:company>/<int:year>/plan/<code:code>/", planning.matter, name="plan_matter"),
    path("me/<slug:company>/<int:year>/declare/", declaring.declare, name="declare"),
    path("me/<slug:company>/<int:year>/declare/form/", declaring.form, name="declare_form"),
    path("me/<slug:company>/<int:year>/declare/key/", declaring.key, name="declare_key"),
    path(
        "me/<slug:company>/<int:year>/declare/brought/",
        declaring.brought,
        name="declare_brought",
    ),
    path(
        "me/<slug:company>/<int:year>/declare/<int:number>/",
        declaring.declaration,
        name="declaration",
    ),
    path(
        "me/<slug:company>/<int:year>/declare/<int:number>/link/",
        declaring.link,
        name="declaration_link",
    ),
    path(
        "me/<slug:company>/<int:year>/declare/<int:number>/unlink/",
        declaring.unlink,
        name="declaration_unlink",
    ),
    path(
        "me/<slug:company>/<int:year>/declare/<int:number>/drop/",
        declaring.drop,
        name="declaration_drop",
    ),
    path(
        "me/<slug:company>/<int:year>/declare/<int:number>/withdraw/",
        declaring.take_back,
        name="declaration_withdraw",
    ),
    path("me/<slug:company>/<int:year>/declare/<int:number>/share/", sharing.share, name="share"),
    path("s/<slug:token>/", signing.sign, name="sign"),
    path(
        "me/<slug:company>/<int:year>/declare/<int:number>/internal/",
        declaring.internal,
        name="declaration_internal",
    ),
]
