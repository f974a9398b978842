"""Who works for the association, and what each may do there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

from zeren_web.records.models import Person, Post

Duty = Literal["review", "work", "manage"]
_DUTIES: Final[Mapping[str, frozenset[Duty]]] = {
    "reviewer": frozenset({"review"}),
    "staff": frozenset({"review", "work"}),
    "manager": frozenset({"review", "work", "manage"}),
}


def post_of(person: Person) -> Post | None:
    """A person's post, kept on the person after one query."""
    if not hasattr(person, "_post"):
        found = Post.objects.filter(person=person, person__is_active=True).first()
        person._post = found  # type: ignore[attr-defined]  # noqa: SLF001 - for this request
    post: Post | None = person._post  # type: ignore[attr-defined]  # noqa: SLF001
    return post


def has_duty(person: Person, duty: Duty) -> bool:
    post = post_of(person)
    return post is not None and duty in _DUTIES[post.role]
