"""The history of an answer: every version, and an old one brought back as a new one."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.web.conftest import SignIn

from zeren.files.entered import Entered
from zeren_web.records.models import AnswerVersion, Person, Response
from zeren_web.records.write.answers import Author, replace_answers, save_answer

HISTORY = "/me/lamps/2026/history/E1.1/"


def said(response: Response) -> list[object]:
    found = AnswerVersion.objects.with_scope(company=response.company_id)
    rows = found.filter(response=response, code="E1.1").order_by("version")
    return [row.get("said") for row in rows.values_list("entry", flat=True)]


@pytest.fixture
def three(response: Response, owner: Person) -> None:
    save_answer(response, "E1.1", Entered("1", words="最早"), base=0, by=owner)
    replace_answers(response, {"E1.1": Entered("2")}, by=owner, origin="workbook")
    save_answer(response, "E1.1", Entered("4"), base=2, by=Author(origin="errand", signed="王工（虚构）"))  # fmt: skip


@pytest.mark.usefixtures("three")
def test_it_says_who_when_and_from_where(viewer: Person, signed_in: SignIn) -> None:
    shown = signed_in(viewer).get(HISTORY).content.decode()

    for words in (
        "第 3 版",
        "王工（虚构）",
        "同事代答",
        "工作簿",
        "owner-lamps",
        "最早",
        "现在生效",
    ):
        assert words in shown
    assert "恢复这一版" not in shown


@pytest.mark.usefixtures("three")
def test_an_old_version_comes_back_as_a_new_one(
    response: Response, owner: Person, signed_in: SignIn
) -> None:
    client = signed_in(owner)

    assert client.post(HISTORY, {"version": "1", "base": "3"}).status_code == 302
    late = client.post(HISTORY, {"version": "2", "base": "3"})

    assert said(response) == ["1", "2", "4", "1"]
    assert late.status_code == 409
    assert "没有恢复" in late.content.decode()


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize("form", [{}, {"version": "9", "base": "3"}, {"version": "x", "base": "²"}])
def test_what_never_was_is_not_brought_back(
    response: Response, owner: Person, signed_in: SignIn, form: dict[str, str]
) -> None:
    assert signed_in(owner).post(HISTORY, form).status_code == 404
    assert said(response) == ["1", "2", "4"]


@pytest.mark.usefixtures("three")
def test_nobody_else_brings_back_anything(
    response: Response, stranger: Person, viewer: Person, signed_in: SignIn
) -> None:
    for person in (stranger, viewer):
        assert signed_in(person).post(HISTORY, {"version": "1", "base": "3"}).status_code == 404
    Response.objects.with_scope(company=response.company_id).update(state="submitted")
    assert said(response) == ["1", "2", "4"]


@pytest.mark.usefixtures("three")
def test_however_long_the_database_is_asked_few_times(
    owner: Person, signed_in: SignIn, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    client = signed_in(owner)
    with django_assert_max_num_queries(12):  # type: ignore[attr-defined] # a context
        assert client.get(HISTORY).status_code == 200
