"""The plan as a working list: what answers bring up, what people decided, and what stays of both."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook
from tests.web.conftest import SignIn
from tests.web.desk.filled import fill

from zeren.files.entered import Entered
from zeren.files.plan_sheet import STATES
from zeren_web.desk.plan import STATE_WORDS
from zeren_web.records.models import Answer, Cycle, Person, PlanRow, Response
from zeren_web.records.read.editions import questionnaire_of
from zeren_web.records.write.answers import save_answer
from zeren_web.records.write.plans import Decided, save_row
from zeren_web.records.write.responses import begin_response

PLAN = "/me/lamps/2026/plan/"
MINE = {
    "who": "行政主管",
    "due": "2027-01-31",
    "state": "under-way",
    "note": "已经问过",
    "base": "0",
}


def row(response: Response, code: str) -> PlanRow | None:
    rows = PlanRow.objects.with_scope(company=response.company)
    found: PlanRow | None = rows.filter(response=response, code=code).first()
    return found


def page(client: Client, path: str) -> str:
    reply = client.get(path)
    assert reply.status_code == 200
    return reply.content.decode()


def below_target(response: Response, owner: Person, code: str) -> None:
    found = Answer.objects.with_scope(company=response.company)
    stands = found.get(response=response, code=code)
    save_answer(response, code, Entered("0"), base=stands.version, by=owner)


def test_a_matter_is_given_to_somebody_by_a_day(
    response: Response, owner: Person, editor: Person, signed_in: SignIn
) -> None:
    fill(response, owner)
    below_target(response, owner, "E2.1")
    client = signed_in(editor)

    reply = client.post(PLAN + "E2.1/", MINE)

    assert reply["Location"] == PLAN + "#m-E2.1"
    saved = row(response, "E2.1")
    assert saved
    assert (saved.who, str(saved.due), saved.state, saved.version) == (
        "行政主管",
        "2027-01-31",
        "under-way",
        1,
    )
    assert "行政主管" in page(client, PLAN)


def test_what_is_wrong_is_told_at_its_field_and_nothing_typed_is_lost(
    response: Response, owner: Person, signed_in: SignIn
) -> None:
    fill(response, owner)
    below_target(response, owner, "E2.1")
    sent = MINE | {"due": "明天", "state": "dropped", "note": "要留着的话"}

    reply = signed_in(owner).post(PLAN + "E2.1/", sent)

    shown = reply.content.decode()
    assert reply.status_code == 422
    assert "“明天”不是日期" in shown
    assert "为什么不做了" in shown
    assert "要留着的话" in shown
    assert row(response, "E2.1") is None


def test_two_on_one_matter_see_each_other(
    response: Response, owner: Person, editor: Person, signed_in: SignIn
) -> None:
    fill(response, owner)
    below_target(response, owner, "E2.1")
    save_row(response, "E2.1", Decided(who="同事定的人"), base=0, by=editor)
    client = signed_in(owner)

    reply = client.post(PLAN + "E2.1/", MINE)

    assert reply.status_code == 409
    assert "同事定的人" in reply.content.decode()
    assert "行政主管" in reply.content.decode()
    client.post(PLAN + "E2.1/", MINE | {"base": "1"})
    saved = row(response, "E2.1")
    assert saved
    assert saved.who == "行政主管"


def test_new_matters_come_in_and_worked_ones_never_vanish(
    response: Response, owner: Person, signed_in: SignIn
) -> None:
    fill(response, owner)
    client = signed_in(owner)
    below_target(response, owner, "E2.1")
    client.post(PLAN + "E2.1/", MINE)
    stands = Answer.objects.with_scope(company=response.company).get(code="E2.1")
    save_answer(response, "E2.1", Entered("4"), base=stands.version, by=owner)
    below_target(response, owner, "E3.1")

    shown = page(client, PLAN)

    assert 'id="m-E3.1"' in shown
    assert 'id="m-E2.1"' in shown
    assert "按现在的回答已经到目标" in shown


def test_next_year_tells_what_was_done(
    response: Response, owner: Person, signed_in: SignIn
) -> None:
    fill(response, owner)
    save_row(response, "E2.1", Decided(who="老李", state="done", note="装了风机"), base=0, by=owner)
    save_row(response, "E3.1", Decided(who="小王", state="under-way"), base=0, by=owner)
    today = timezone.localdate()
    later = Cycle.objects.create(
        year=2027,
        title_zh="2027",
        title_en="2027",
        period_start="2026-01-01",
        period_end="2026-12-31",
        opens=today,
        closes=today,
        launched=timezone.now(),
    )
    new = begin_response(response.company, later)
    fill(new, owner)
    below_target(new, owner, "E3.1")
    client = signed_in(owner)

    shown = page(client, "/me/lamps/2027/plan/")
    form = page(client, "/me/lamps/2027/plan/E3.1/")

    assert "装了风机" in shown
    assert "去年：小王" in shown
    assert 'value="小王"' in form


def test_the_workbook_holds_what_was_decided_even_where_the_plan_has_no_line_any_more(
    response: Response, owner: Person, signed_in: SignIn
) -> None:
    fill(response, owner)
    below_target(response, owner, "E2.1")
    dropped = Decided(who="=1+1", state="dropped", reason="没有食堂", note="明年再看")
    save_row(response, "E2.1", dropped, base=0, by=owner)
    save_row(response, "RM1.1", Decided(who="老李", state="done"), base=0, by=owner)

    reply = signed_in(owner).get("/me/lamps/2026/file/plan.xlsx")

    book = load_workbook(io.BytesIO(reply.content))
    rows = [[cell.value for cell in line] for line in book["行动计划"].iter_rows(min_row=5)]
    told = {line[1]: (line[5], line[13], line[14]) for line in rows}
    titles = response_titles(response)
    assert told[titles["E2.1"]] == ("=1+1", "不做了", "没有食堂\n明年再看")
    assert told[titles["RM1.1"]][:2] == ("老李", "完成")


def response_titles(response: Response) -> dict[str, str]:
    asked = questionnaire_of(response.cycle)
    return {one.code: one.title.zh for one in asked.questions}


def test_the_states_are_those_of_the_workbook() -> None:
    assert set(STATE_WORDS.values()) <= set(STATES)


def test_a_viewer_looks_and_a_matter_that_is_none_is_not_there(
    response: Response, owner: Person, viewer: Person, signed_in: SignIn
) -> None:
    fill(response, owner)
    below_target(response, owner, "E2.1")

    assert signed_in(viewer).get(PLAN + "E2.1/").status_code == 200
    assert signed_in(viewer).post(PLAN + "E2.1/", MINE).status_code == 404
    assert signed_in(owner).post(PLAN + "E99.9/", MINE).status_code == 404
    assert row(response, "E2.1") is None


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_database_no_more_for_three_than_for_one(
    response: Response,
    owner: Person,
    signed_in: SignIn,
    django_assert_max_num_queries: Any,  # noqa: ANN401 - pytest-django's
    count: int,
) -> None:
    fill(response, owner)
    for code in ("E2.1", "E3.1", "E1.1")[:count]:
        save_row(response, code, Decided(who="老李"), base=0, by=owner)
    client = signed_in(owner)
    with django_assert_max_num_queries(9):
        page(client, PLAN)
