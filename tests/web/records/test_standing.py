"""The statement before a save lets in exactly whom the reading of a response lets in to edit."""

from __future__ import annotations

from itertools import product

import pytest
from django.http import Http404
from django.utils import timezone

from zeren_web.records.models import Company, Cycle, Person, Response, Seat
from zeren_web.records.read.private import response_for
from zeren_web.records.read.standing import forget_cycles, standing_for

NOW = timezone.now()


@pytest.mark.parametrize(
    ("role", "consultant", "consented", "left", "launched"),
    tuple(
        product(
            ("owner", "editor", "viewer"),
            (False, True),
            (None, NOW),
            (None, NOW.date()),
            (None, NOW),
        )
    ),
)
def test_both_let_in_the_same_people(  # noqa: PLR0917 - one combination
    role: str,
    consultant: bool,  # noqa: FBT001 - a column
    consented: object,
    left: object,
    launched: object,
    response: Response,
    nobody: Person,
) -> None:
    Seat.objects.with_scopes_disabled().create(
        person=nobody,
        company=response.company,
        role=role,
        consultant=consultant,
        consented=consented,
    )
    Company.objects.update(left=left)
    Cycle.objects.update(launched=launched)
    forget_cycles()

    def lets_in(read: object, **more: object) -> bool:
        try:
            read(nobody, company="lamps", year=2026, **more)  # type: ignore[operator]
        except Http404:
            return False
        return True

    assert lets_in(standing_for, code="E1.1") == lets_in(response_for, doing="edit")


def test_a_code_that_is_not_asked_is_not_there(owner: Person) -> None:
    with pytest.raises(Http404):
        standing_for(owner, company="lamps", year=2026, code="X9.9")
