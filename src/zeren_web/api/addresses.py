"""The addresses of the interface for programs. What lies behind `api/v1/` is loaded by the first request
to it, so that a server that nobody's program asks does without.
"""

from __future__ import annotations

from django.urls import path

from zeren_web.api import docs, door

ADDRESSES = [
    path("api/v1/<path:rest>", door.door, name="api_door"),
    path("api/docs/", docs.page, name="api_docs"),
    path("api/openapi.json", docs.openapi, name="api_openapi"),
]
