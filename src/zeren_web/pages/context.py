"""What every page knows: its language, who reads it, whose installation it is."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from zeren_web.pages.words import lang, tag
from zeren_web.records.models import Person
from zeren_web.records.read.body import the_body
from zeren_web.records.read.posts import post_of


def page(request: HttpRequest) -> dict[str, object]:
    here, person = lang(), getattr(request, "user", None)
    return {
        "lang": here,
        "lang_tag": tag(here),
        "body": SimpleLazyObject(the_body),
        "demo": settings.DEMO,
        "person": person,
        "post": SimpleLazyObject(lambda: post_of(person)) if isinstance(person, Person) else None,
    }
