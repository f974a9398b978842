"""The addresses of the association's desk."""

from __future__ import annotations

from django.urls import path

from zeren_web.association.views import today

ADDRESSES = [
    path("desk/", today.today, name="today"),
]
