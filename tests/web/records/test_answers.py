"""Saving answers: every save a version, nobody's words written over unseen."""

from __future__ import annotations

import pytest
from django_scopes import ScopeError

from zeren.files.entered import Entered
from zeren_web.records.models import Answer, AnswerVersion, Person, Response
from zeren_web.records.write.answers import Conflict, Saved, replace_answers, save_answer


def versions(response: Response, code: str) -> list[dict[str, object]]:
    found = AnswerVersion.objects.with_scope(company=response.company)
    return list(
        found.filter(response=response, code=code)
        .order_by("version")
        .values_list("entry", flat=True)
    )


def standing(response: Response, code: str) -> Answer:
    answer: Answer = Answer.objects.with_scope(company=response.company).get(
        response=response, code=code
    )
    return answer


def test_every_save_is_a_version(response: Response, owner: Person) -> None:
    first = save_answer(response, "E1.1", Entered("2"), base=0, by=owner)
    second = save_answer(response, "E1.1", Entered("3"), base=1, by=owner)

    assert (first, second) == (Saved(1), Saved(2))
    assert standing(response, "E1.1").entry == {"said": "3"}
    assert versions(response, "E1.1") == [{"said": "2"}, {"said": "3"}]


@pytest.mark.parametrize("base", [0, 1])
def test_who_saw_an_older_version_gets_the_newer_one_and_writes_nothing(
    response: Response, owner: Person, editor: Person, base: int
) -> None:
    save_answer(response, "E1.1", Entered("1"), base=0, by=editor)
    save_answer(response, "E1.1", Entered("2"), base=1, by=editor)

    outcome = save_answer(response, "E1.1", Entered("4"), base=base, by=owner)

    assert isinstance(outcome, Conflict)
    assert (outcome.theirs.entry, outcome.theirs.by) == ({"said": "2"}, editor)
    assert versions(response, "E1.1") == [{"said": "1"}, {"said": "2"}]


def test_two_who_say_the_same_are_no_conflict(
    response: Response, owner: Person, editor: Person
) -> None:
    save_answer(response, "E1.1", Entered("2"), base=0, by=editor)

    assert save_answer(response, "E1.1", Entered("2"), base=0, by=owner) == Saved(1)


def test_many_answers_at_once_change_only_what_differs(response: Response, owner: Person) -> None:
    save_answer(response, "E1.1", Entered("2"), base=0, by=owner)

    changed = replace_answers(
        response,
        {"E1.1": Entered("2"), "E1.2": Entered("1"), "E1.3": Entered("0")},
        by=owner,
        origin="workbook",
    )

    assert changed == 2
    assert [len(versions(response, code)) for code in ("E1.1", "E1.2", "E1.3")] == [1, 1, 1]


@pytest.mark.django_db
def test_a_reading_that_names_no_company_raises() -> None:
    with pytest.raises(ScopeError):
        Answer.objects.count()
