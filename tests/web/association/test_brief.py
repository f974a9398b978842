"""The brief for the leadership comes as a Word file, counted from what the cycle holds."""

from __future__ import annotations

from io import BytesIO

import docx
import pytest
from django.utils import timezone
from tests.web.conftest import SignIn, company_called

from zeren.files.entered import Entered
from zeren_web.records.models import Cycle, Person, Response
from zeren_web.records.read.editions import questionnaire_of
from zeren_web.records.write.answers import replace_answers
from zeren_web.records.write.responses import begin_response


def hand_in(cycle: Cycle, count: int) -> None:
    """So many companies with everything answered at level 1."""
    for number in range(count):
        made = begin_response(company_called(f"c{number}", number + 10), cycle)
        answers = {code: Entered("1") for code in questionnaire_of(cycle).question_of}
        replace_answers(made, answers, by=None, origin="page")
        Response.objects.with_scope(company=made.company).update(
            state="submitted", submitted=timezone.now()
        )


def said(content: bytes) -> str:
    return "\n".join(one.text for one in docx.Document(BytesIO(content)).paragraphs)


@pytest.mark.parametrize("count", [1, 6])
def test_results_are_told_from_the_smallest_group_on(
    count: int,
    cycle: Cycle,
    staff: Person,
    signed_in: SignIn,
    django_assert_max_num_queries: pytest.FixtureRequest,
) -> None:
    hand_in(cycle, count)
    company_called("idle", 500)
    client = signed_in(staff)

    with django_assert_max_num_queries(12):  # type: ignore[operator] # pytest-django's
        reply = client.get("/desk/cycles/2026/brief.docx?lang=en")

    words = said(reply.content)
    assert f"Of {count + 1} members, {count} have submitted" in words
    assert ("no result is shown" in words) == (count < cycle.least_group)
    assert ("The most common risks" in words) == (count >= cycle.least_group)
