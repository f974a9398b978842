"""The addresses of what a company works on after its answers: what is public, its plan, its declaration."""

from __future__ import annotations

from django.urls import path

from zeren_web.desk.views import planning, publishing

_PUBLISHING = [
    path("me/<slug:company>/<int:year>/publish/", publishing.publish, name="publish"),
    path(
        "me/<slug:company>/<int:year>/publish/preview/", publishing.preview, name="publish_preview"
    ),
    path("me/<slug:company>/<int:year>/publish/draft/", publishing.draft, name="publish_draft"),
    path(
        "me/<slug:company>/<int:year>/publish/confirm/", publishing.confirm, name="publish_confirm"
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
]
_PLANNING = [
    path("me/<slug:company>/<int:year>/plan/", planning.plan, name="plan"),
    path("me/<slug:company>/<int:year>/plan/<code:code>/", planning.matter, name="plan_matter"),
]
OUTWARD = [*_PUBLISHING, *_PLANNING]
