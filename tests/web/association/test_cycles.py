"""Cycles: made, cloned, launched; then what is asked is fixed and only the end can move."""

from __future__ import annotations

import hashlib
import json
from datetime import timedelta
from itertools import islice

import pytest
from django.test import Client
from django.utils import timezone
from tests.web.conftest import SignIn

from zeren.standards.load import content_of, load_questionnaire
from zeren_web.records.models import AuditLine, Cycle, Edition, Person, Response
from zeren_web.records.read.editions import questionnaire_of
from zeren_web.records.write.cycles import launch

DESK = "/desk/cycles/"
GIVEN = {
    "year": "2027",
    "title_zh": "2027 年度自评",
    "title_en": "Self-assessment 2027",
    "tier": "quick",
    "period_start": "2026-01-01",
    "period_end": "2026-12-31",
    "opens": "2027-01-10",
    "closes": "2027-03-31",
    "grace_days": "7",
    "least_group": "5",
}


@pytest.fixture
def desk(manager: Person, signed_in: SignIn) -> Client:
    return signed_in(manager)


def test_a_cycle_is_made_changed_and_launched(desk: Client) -> None:
    made = desk.post(DESK + "new/", {**GIVEN, "supplements": ["ict", "strange"]})
    changed = desk.post(DESK + "2027/", {**GIVEN, "closes": "2027-04-30"})
    desk.post(DESK + "2027/launch/")

    cycle = Cycle.objects.get(year=2027)
    assert (made["Location"], changed["Location"]) == (DESK + "2027/", DESK + "2027/")
    assert (cycle.closes.isoformat(), cycle.supplements) == ("2027-04-30", [])
    assert cycle.sha256 == load_questionnaire().sha256
    assert list(AuditLine.objects.order_by("id").values_list("what", flat=True)) == [
        "cycle-made",
        "cycle-changed",
        "cycle-launched",
    ]


def test_everything_that_is_wrong_is_said_at_once(desk: Client) -> None:
    wrong = {
        **GIVEN,
        "year": "27",
        "title_en": "",
        "tier": "huge",
        "period_end": "2025-12-31",
        "closes": "soon",
        "grace_days": "-1",
        "least_group": "2",
    }

    reply = desk.post(DESK + "new/?lang=en", wrong)

    shown = reply.content.decode()
    assert reply.status_code == 422
    assert "7 to put right" in shown
    assert all(
        f'href="#{name}"' in shown
        for name in ("year", "title_en", "tier", "period_end", "closes", "grace_days")
    )
    assert "a whole number from 3 to 50" in shown
    assert 'value="soon"' in shown
    assert not Cycle.objects.exists()


def test_a_period_of_more_than_a_year_and_a_taken_year_are_refused(
    desk: Client,
    cycle: Cycle,  # noqa: ARG001 - it is there
) -> None:
    long = desk.post(DESK + "new/", {**GIVEN, "period_start": "2025-06-01"}).content.decode()
    taken = desk.post(DESK + "new/", {**GIVEN, "year": "2026"}).content.decode()

    assert "最多一年" in long
    assert "2026 年已经有一个周期" in taken


def test_a_day_so_far_away_that_nothing_can_be_counted_from_it_is_refused(
    desk: Client, cycle: Cycle
) -> None:
    far = {"closes": "9999-12-31", "grace_days": "60"}

    moved = desk.post(f"{DESK}2026/?lang=en", far)
    made = desk.post(f"{DESK}new/", {**GIVEN, "period_start": "0001-01-01"})

    assert (moved.status_code, made.status_code) == (422, 422)
    assert "9999-12-31 is too far away: write a date in the years 2000 to 2100" in (
        moved.content.decode()
    )
    assert desk.get("/desk/").status_code == 200
    assert Cycle.objects.get().closes == cycle.closes


@pytest.mark.parametrize("year", ["9" * 5000, "²", "-1", "1999"])
def test_an_address_with_a_strange_year_brings_an_empty_form(desk: Client, year: str) -> None:
    assert desk.get(DESK + "new/", {"from": year}).status_code == 200


def test_last_years_cycle_comes_back_a_year_later(desk: Client) -> None:
    leap = {**GIVEN, "year": "2024", "title_zh": "2024 年度自评", "title_en": "Cycle 2024"}
    dates = {"period_start": "2023-01-01", "period_end": "2023-12-31", "opens": "2024-02-29"}
    desk.post(DESK + "new/", {**leap, **dates, "closes": "2024-05-31", "supplements": "ict"})

    shown = desk.get(DESK + "new/?from=2024").content.decode()

    assert all(
        f'value="{value}"' in shown
        for value in ("2025", "2025 年度自评", "Cycle 2025", "2024-12-31", "2025-02-28")
    )
    assert 'value="ict" checked' in shown


def test_after_launch_only_the_end_moves(desk: Client, cycle: Cycle) -> None:
    later = (timezone.localdate() + timedelta(days=60)).isoformat()

    desk.post(f"{DESK}2026/", {**GIVEN, "closes": later, "grace_days": "3", "tier": "basic"})

    now = Cycle.objects.get(pk=cycle.pk)
    line = AuditLine.objects.get(what="cycle-dates")
    assert (now.closes.isoformat(), now.grace_days) == (later, 3)
    assert (now.year, now.tier, now.title_zh) == (2026, "quick", "2026 年度自评")
    assert line.detail["was"] == [cycle.closes.isoformat(), 7]


def test_the_end_cannot_be_put_into_the_past(desk: Client, cycle: Cycle) -> None:
    today = timezone.localdate()
    Cycle.objects.filter(pk=cycle.pk).update(opens=today - timedelta(days=9))
    gone = (today - timedelta(days=1)).isoformat()

    reply = desk.post(f"{DESK}2026/", {"closes": gone, "grace_days": "0"})

    assert reply.status_code == 422
    assert "现在关闭" in reply.content.decode()
    assert Cycle.objects.get(pk=cycle.pk).closes == cycle.closes


def test_what_is_closed_takes_no_answers_until_its_end_is_moved(
    desk: Client, response: Response, owner: Person, signed_in: SignIn
) -> None:
    company = signed_in(owner)
    desk.post(f"{DESK}2026/close/")
    desk.post(f"{DESK}2026/close/")

    closed = company.post("/me/lamps/2026/save/E1.1/", {"said": "3", "base": "0"})
    desk.post(f"{DESK}2026/", {"closes": response.cycle.closes.isoformat(), "grace_days": "7"})
    opened = company.post("/me/lamps/2026/save/E1.1/", {"said": "3", "base": "0"})

    assert (closed.status_code, opened.status_code) == (403, 302)
    assert AuditLine.objects.filter(what="cycle-closed").count() == 1


def test_a_released_cycle_changes_no_more(desk: Client, cycle: Cycle) -> None:
    Cycle.objects.filter(pk=cycle.pk).update(released=timezone.now())
    later = (timezone.localdate() + timedelta(days=90)).isoformat()

    desk.post(f"{DESK}2026/", {"closes": later, "grace_days": "7"})
    desk.post(f"{DESK}2026/close/")

    now = Cycle.objects.get(pk=cycle.pk)
    assert (now.closes, now.closed) == (cycle.closes, None)


def another_edition() -> str:
    """What a package of another day might hold: one question asked in other words."""
    parts = json.loads(content_of("sme"))
    table = parts[0][1]["E1"]["question"][0]
    table["asked"] = {"zh": "这是那一年的问法？", "en": "Is this how it was asked that year?"}
    content = json.dumps(parts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    Edition.objects.create(sha256=hashlib.sha256(content.encode()).hexdigest(), content=content)
    return Edition.objects.latest("kept").sha256


def test_a_newer_package_does_not_change_what_a_running_cycle_asks(
    response: Response, owner: Person, signed_in: SignIn
) -> None:
    kept = another_edition()
    Cycle.objects.filter(pk=response.cycle_id).update(sha256=kept)

    shown = signed_in(owner).get("/me/lamps/2026/q/E1.1/").content.decode()

    assert "这是那一年的问法？" in shown
    assert load_questionnaire().sha256 != kept


def test_launching_keeps_the_edition_itself_and_once(cycle: Cycle) -> None:
    again = Cycle.objects.create(**{**GIVEN, "year": 2027, "grace_days": 7, "least_group": 5})
    launch(again, by=None)

    kept = Edition.objects.get()
    assert (kept.sha256, again.sha256) == (cycle.sha256, cycle.sha256)
    assert hashlib.sha256(kept.content.encode()).hexdigest() == kept.sha256
    assert questionnaire_of(cycle) == load_questionnaire()


@pytest.mark.parametrize("years", [1, 3, 12])
def test_the_list_asks_the_database_as_often_whatever_its_length(
    desk: Client,
    years: int,
    django_assert_max_num_queries: pytest.FixtureRequest,
) -> None:
    for year in islice(range(2001, 2100), years):
        Cycle.objects.create(**{**GIVEN, "year": year, "grace_days": 7, "least_group": 5})

    with django_assert_max_num_queries(8):  # type: ignore[operator] # pytest-django's
        assert desk.get(DESK).status_code == 200
