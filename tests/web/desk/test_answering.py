"""Answering in the browser: with a script, without one, two at once, and when it is too late."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from tests.web.conftest import SignIn
from tests.web.desk.filled import fill

from zeren.files.entered import MOST_WORDS, Entered, entered_from
from zeren.files.workbook.example import read_toml, response_from_toml
from zeren_web.records.models import Answer, AuditLine, Cycle, Person, Response
from zeren_web.records.read.editions import questionnaire_of
from zeren_web.records.write.answers import replace_answers, save_answer

ME = "/me/lamps/2026/"
EXAMPLE = Path(__file__).parents[3] / "examples" / "lamp-works" / "answers.toml"
SCRIPT = {"X-Requested-With": "fetch"}


def entry_of(response: Response, code: str) -> dict[str, Any] | None:
    found = Answer.objects.with_scope(company=response.company)
    entry: dict[str, Any] | None = (
        found.filter(response=response, code=code).values_list("entry", flat=True).first()
    )
    return entry


def page(client: Client, path: str, *, status: int = 200) -> str:
    reply = client.get(path)
    assert reply.status_code == status
    return reply.content.decode()


def test_the_tasks_say_how_far_it_is(owner: Person, signed_in: SignIn) -> None:
    shown = page(signed_in(owner), ME)

    assert "测试企业1" in shown
    assert "0 / 8 部分完成" in shown


def test_a_plain_form_saves_and_leads_to_the_next_question(
    response: Response, owner: Person, signed_in: SignIn
) -> None:
    reply = signed_in(owner).post(ME + "save/E1.1/", {"said": "3", "words": "有", "base": "0"})

    assert (reply.status_code, reply["Location"]) == (302, ME + "q/E1.2/")
    assert entry_of(response, "E1.1") == {"said": "3", "words": "有"}


def test_a_script_is_told_the_version(owner: Person, signed_in: SignIn) -> None:
    client = signed_in(owner)

    first = client.post(ME + "save/E1.1/", {"said": "3", "base": "0"}, headers=SCRIPT)
    second = client.post(ME + "save/E1.1/", {"said": "2", "base": "1"}, headers=SCRIPT)

    assert (first.json()["version"], second.json()["version"]) == (1, 2)


def test_two_people_on_one_answer_see_both_and_choose(
    response: Response, owner: Person, editor: Person, signed_in: SignIn
) -> None:
    save_answer(response, "E1.1", Entered("1", words="我们有合同"), base=0, by=editor)
    client = signed_in(owner)
    mine = {"said": "4", "words": "都签了", "base": "0"}

    reply = client.post(ME + "save/E1.1/", mine)

    shown = reply.content.decode()
    assert reply.status_code == 409
    assert "我们有合同" in shown
    assert "都签了" in shown
    assert 'name="base" value="1"' in shown
    assert entry_of(response, "E1.1") == {"said": "1", "words": "我们有合同"}

    client.post(ME + "save/E1.1/", mine | {"base": "1"})
    assert entry_of(response, "E1.1") == {"said": "4", "words": "都签了"}


def test_a_script_is_told_of_the_other_version_too(
    response: Response, owner: Person, editor: Person, signed_in: SignIn
) -> None:
    save_answer(response, "E1.1", Entered("1"), base=0, by=editor)

    reply = signed_in(owner).post(ME + "save/E1.1/", {"said": "4", "base": "0"}, headers=SCRIPT)

    assert reply.status_code == 409
    assert (reply.json()["version"], reply.json()["by"]) == (1, "editor-lamps")


def test_what_is_too_long_is_refused_and_still_on_the_page(
    response: Response, owner: Person, signed_in: SignIn
) -> None:
    words = "长" * (MOST_WORDS + 1)

    reply = signed_in(owner).post(ME + "save/E1.1/", {"said": "3", "words": words, "base": "0"})

    assert reply.status_code == 422
    assert words in reply.content.decode()
    assert entry_of(response, "E1.1") is None


def test_a_number_in_words_is_kept_as_typed_and_told_at_its_field(
    response: Response, owner: Person, signed_in: SignIn
) -> None:
    client = signed_in(owner)

    reply = client.post(ME + "save/electricity/", {"said": "十二万度", "base": "0"})

    assert reply["Location"] == ME + "part/numbers/#f-electricity"
    assert entry_of(response, "electricity") == {"said": "十二万度"}
    assert "“十二万度”不是数字" in page(client, ME + "part/numbers/")


def test_two_people_on_one_number_see_both(
    response: Response, owner: Person, editor: Person, signed_in: SignIn
) -> None:
    save_answer(response, "electricity", Entered("1000"), base=0, by=editor)

    reply = signed_in(owner).post(ME + "save/electricity/", {"said": "2000", "base": "0"})

    assert reply.status_code == 409
    assert "1000" in reply.content.decode()
    assert 'value="2000"' in reply.content.decode()


def test_only_what_the_form_holds_can_be_set(
    response: Response, owner: Person, signed_in: SignIn
) -> None:
    sent = {"said": "3", "base": "0", "public": "1", "awaiting": "1", "version": "9", "by": "1"}

    signed_in(owner).post(ME + "save/E1.1/", sent)

    assert entry_of(response, "E1.1") == {"said": "3"}


def test_saying_it_again_confirms_what_was_carried_and_keeps_its_tick(
    response: Response, owner: Person, signed_in: SignIn
) -> None:
    save_answer(response, "E1.1", Entered("3", public=True, awaiting=True), base=0, by=owner)

    signed_in(owner).post(ME + "save/E1.1/", {"said": "3", "base": "1"})

    assert entry_of(response, "E1.1") == {"said": "3", "public": True}


def test_after_the_last_day_nothing_is_taken_and_all_can_be_read(
    response: Response, owner: Person, signed_in: SignIn
) -> None:
    response.cycle.closes = response.cycle.opens
    response.cycle.grace_days = 0
    response.cycle.save()
    client = signed_in(owner)

    refused = client.post(ME + "save/E1.1/", {"said": "3", "base": "0"})

    assert refused.status_code == 403
    assert "没有保存" in refused.content.decode()
    assert entry_of(response, "E1.1") is None
    assert "disabled" in page(client, ME + "q/E1.1/")


def test_a_viewer_reads_and_cannot_write(
    response: Response, viewer: Person, signed_in: SignIn
) -> None:
    client = signed_in(viewer)

    assert client.get(ME + "q/E1.1/").status_code == 200
    assert client.post(ME + "save/E1.1/", {"said": "3", "base": "0"}).status_code == 404
    assert entry_of(response, "E1.1") is None


@pytest.mark.parametrize(
    "code", ["E99.9", "nothing", "E1.1%00", "E1.1/..", "%E2%80%AEE1.1", "x" * 300]
)
def test_what_is_not_asked_is_not_there(owner: Person, signed_in: SignIn, code: str) -> None:
    client = signed_in(owner)

    assert client.get(f"{ME}q/{code}/").status_code == 404
    assert client.post(f"{ME}save/{code}/", {"said": "3", "base": "0"}).status_code == 404


CANARY = "<script>alert('x')</script>{{7191*7}}\u202e=1+1"


def test_whatever_is_typed_is_shown_as_words(
    response: Response, owner: Person, signed_in: SignIn
) -> None:
    for code in ("name-zh", "statement", "electricity", "E1.1"):
        save_answer(response, code, Entered(CANARY, words=CANARY, reason=CANARY), base=0, by=owner)
    client = signed_in(owner)

    for path in ("", "q/E1.1/", "part/profile/", "part/E/", "part/numbers/", "check/", "result/"):
        shown = page(client, ME + path)
        assert "<script>alert" not in shown
        assert "50337" not in shown


def test_a_response_with_errors_is_not_taken_and_the_page_says_why(
    response: Response, owner: Person, signed_in: SignIn
) -> None:
    reply = signed_in(owner).post(ME + "submit/")

    shown = reply.content.decode()
    assert reply.status_code == 422
    assert "还没有填" in shown
    assert "<title>错误：检查全部回答 · 责任</title>" in shown
    assert shown.count('<div class="summary" role="alert" tabindex="-1" autofocus>') == 1
    response.refresh_from_db()
    assert response.state == "open"


def test_a_field_that_is_too_long_is_told_on_top_with_a_link_to_it(
    owner: Person, signed_in: SignIn
) -> None:
    too_long = {"said": "长" * (MOST_WORDS + 1), "base": "0"}

    reply = signed_in(owner).post(ME + "save/electricity/", too_long)

    assert reply.status_code == 422
    assert re.search(
        r'autofocus><h2>有一处要改</h2><ul><li><a href="#i-electricity">', reply.content.decode()
    )


def test_numbers_are_shown_with_commas_and_kept_as_they_were_typed(
    response: Response, owner: Person, signed_in: SignIn
) -> None:
    typed = {"electricity": "1250000.50", "sites": "1200", "revenue": "1,250", "water": "约 3000"}
    kept = {code: Entered(said) for code, said in typed.items()}
    replace_answers(response, kept, by=owner, origin="page")
    client = signed_in(owner)

    checked, form = page(client, ME + "check/"), page(client, ME + "part/numbers/")

    for shown in ("1,250,000.50 千瓦时", "1,200", "1,250 万元", "约 3000 立方米"):
        assert f'<td class="said">{shown}</td>' in checked
    assert 'name="said" value="1250000.50"' in form
    assert entry_of(response, "electricity") == {"said": "1250000.50"}


def test_submitting_hands_it_over_once_and_closes_it(
    response: Response, owner: Person, signed_in: SignIn
) -> None:
    table, questionnaire = read_toml(EXAMPLE)
    said = entered_from(questionnaire, response_from_toml(table, questionnaire))
    asked = questionnaire_of(response.cycle).matter_of
    kept = {code: entered for code, entered in said.items() if code in asked and code != "R1"}
    replace_answers(response, kept, by=owner, origin="carried")
    client = signed_in(owner)
    assert client.post(ME + "submit/").status_code == 422
    assert "不是本企业在协会登记的" in page(client, ME + "check/")  # the example's code
    kept["uscc"] = Entered(response.company.uscc)
    replace_answers(response, kept, by=owner, origin="carried")
    assert "还有 1 题没有回答：R1。" in page(client, ME + "check/")

    replies = [client.post(ME + "submit/") for _ in range(2)]

    assert [reply.status_code for reply in replies] == [302, 302]
    response.refresh_from_db()
    assert response.state == "submitted"
    assert AuditLine.objects.filter(what="response-submitted").count() == 1
    late = client.post(ME + "save/E1.1/", {"said": "3", "base": "1"}, headers=SCRIPT)
    assert (late.status_code, late.json()) == (403, {"closed": True})


def test_an_editor_cannot_submit(editor: Person, signed_in: SignIn) -> None:
    assert signed_in(editor).post(ME + "submit/").status_code == 404


@pytest.mark.parametrize("base", ["", "-1", "x", "9" * 12, "9" * 5000, "１", "1e3"])
def test_a_version_that_is_none_saves_nothing_over_anybody(
    response: Response, owner: Person, signed_in: SignIn, base: str
) -> None:
    save_answer(response, "E1.1", Entered("1"), base=0, by=owner)

    reply = signed_in(owner).post(ME + "save/E1.1/", {"said": "4", "base": base}, headers=SCRIPT)

    assert reply.status_code == 409
    assert entry_of(response, "E1.1") == {"said": "1"}


@pytest.mark.parametrize("year", ["0", "99999", "9" * 30, "9" * 5000])
def test_a_year_that_never_was_is_not_there(owner: Person, signed_in: SignIn, year: str) -> None:
    reply = signed_in(owner).get(f"/me/lamps/{year}/")

    assert reply.status_code == 404
    assert "这一页不在" in reply.content.decode()


def test_the_way_back_from_signing_in_is_the_page_that_was_asked(owner: Person) -> None:
    client = Client()
    asked = client.get(ME + "check/")
    client.post(asked["Location"], {"address": owner.email, "next": ME + "check/"})
    code = re.findall(r"\b\d{6}\b", str(mail.outbox[0].body))[0]

    entered = client.post("/account/code/", {"code": code, "next": ME + "check/"})

    assert entered["Location"] == ME + "check/"


def test_no_page_of_a_desk_is_kept_by_a_browser(owner: Person, signed_in: SignIn) -> None:
    assert "no-store" in signed_in(owner).get(ME)["Cache-Control"]


def test_a_form_without_its_token_saves_nothing_and_says_what_to_do(
    response: Response, owner: Person
) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(owner)

    reply = client.post(ME + "save/E1.1/", {"said": "3", "base": "0"})

    assert reply.status_code == 403
    assert "这一页开得太久了" in reply.content.decode()
    assert entry_of(response, "E1.1") is None


@pytest.mark.parametrize("path", ["", "q/E1.1/", "part/E/", "part/profile/", "check/", "result/"])
def test_a_page_asks_the_database_no_more_for_three_answers_than_for_one(
    response: Response,
    owner: Person,
    signed_in: SignIn,
    django_assert_max_num_queries: Any,  # noqa: ANN401 - pytest-django's
    path: str,
) -> None:
    client = signed_in(owner)
    page(client, ME + path)
    save_answer(response, "E1.1", Entered("2"), base=0, by=owner)
    with django_assert_max_num_queries(12) as one:
        page(client, ME + path)
    for code in ("E1.2", "E1.3", "E2.1"):
        save_answer(response, code, Entered("2"), base=0, by=owner)

    with django_assert_max_num_queries(12) as three:
        page(client, ME + path)

    assert len(three) == len(one)


def test_a_save_takes_six_queries_at_most(
    owner: Person,
    signed_in: SignIn,
    django_assert_max_num_queries: Any,  # noqa: ANN401 - pytest-django's
) -> None:
    client = signed_in(owner)
    client.post(ME + "save/E1.1/", {"said": "1", "base": "0"}, headers=SCRIPT)

    with django_assert_max_num_queries(12) as asked:
        client.post(ME + "save/E1.1/", {"said": "2", "base": "1"}, headers=SCRIPT)

    begun = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")
    own = [one["sql"] for one in asked if not one["sql"].startswith(begun)]
    assert len(own) <= 6


def test_once_its_time_is_over_nothing_is_handed_in(
    response: Response, owner: Person, signed_in: SignIn
) -> None:
    fill(response, owner)
    client = signed_in(owner)
    Cycle.objects.update(closed=timezone.now())

    reply = client.post(ME + "submit/")

    assert reply.status_code == 403
    response.refresh_from_db()
    assert response.state == "open"
