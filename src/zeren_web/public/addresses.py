"""The addresses that everybody may open."""

from __future__ import annotations

from django.urls import path

from zeren_web.public.views import home

ADDRESSES = [
    path("", home.home, name="front"),
]
