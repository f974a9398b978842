"""A small year that is ready for its release, made by the steps that people take."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from django.utils import timezone

from zeren.collect.uscc import check_digit
from zeren.files.entered import Entered
from zeren.files.signatures import Key, new_key
from zeren_web.demonstration.released import declared_row, published_row
from zeren_web.records.models import (
    Company,
    Cycle,
    Declaration,
    Person,
    Post,
    Publication,
    Response,
)
from zeren_web.records.read.editions import questionnaire_of
from zeren_web.records.read.releases import candidates
from zeren_web.records.write.answers import replace_answers
from zeren_web.records.write.association_keys import make_keys
from zeren_web.records.write.cycles import launch
from zeren_web.records.write.release_steps import begin_notice, note_checks
from zeren_web.records.write.responses import begin_response

PASSPHRASE: Final = "a long passphrase"  # noqa: S105 - for tests
YEAR: Final = 2026
PROFILE: Final = {
    "ownership": "private",
    "sector": "C",
    "revenue": "3000",
    "region": "GD",
    "city": "中山市",
    "sites": "1",
    "employees-women": "40",
    "employees-men": "60",
    "dispatched-workers": "0",
    "production": "yes",
    "dormitory": "no",
    "dispatched": "no",
    "interns": "no",
    "chemicals": "no",
    "platform": "no",
    "personal-data": "no",
    "period-from": "2025-01-01",
    "period-to": "2025-12-31",
}


def made_cycle() -> Cycle:
    today = timezone.localdate()
    made = Cycle.objects.create(
        year=YEAR,
        title_zh="2026 年度自评",
        title_en="Self-assessment 2026",
        period_start="2025-01-01",
        period_end="2025-12-31",
        opens=today - timedelta(days=1),
        closes=today + timedelta(days=30),
    )
    launch(made, by=None)
    return made


def keeper() -> Person:
    """A manager of the association."""
    person, is_new = Person.objects.get_or_create(
        email="keeper@association.test", defaults={"name": "keeper"}
    )
    if is_new:
        Post.objects.create(person=person, role="manager")
    return person


def made_company(number: int) -> Company:
    body = f"91440600MAYEA{number:04}"
    return Company.objects.create(
        code=f"works-{number}",
        uscc=body + check_digit(body),
        name_zh=f"测试工厂{number}",
        name_en=f"Test Works {number}",
        city="内部城市",
        sector="C",
    )


def answered(company: Company, cycle: Cycle, *, public: bool = True) -> Response:
    """A response that was accepted: every question at level 2 or 3, every second one public."""
    response = begin_response(company, cycle)
    questionnaire = questionnaire_of(cycle)
    said = {
        "uscc": company.uscc,
        "name-zh": company.name_zh,
        "name-en": company.name_en,
        **PROFILE,
    }
    entries = {
        code: Entered(words, public=public and not code.startswith("employees"))
        for code, words in said.items()
    }
    for number, question in enumerate(questionnaire.questions):
        level = "2" if question.kind == "yes-partly-no" else str(2 + number % 2)
        entries[question.code] = Entered(level, public=public and number % 2 == 0)
    for line in questionnaire.red_lines:
        entries[line.code] = Entered("kept", public=public)
    replace_answers(response, entries, by=None, origin="page")
    Response.objects.with_scope(company=company).filter(pk=response.pk).update(state="accepted")
    return response


def shown(response: Response) -> Publication:
    return published_row(response, by=keeper())


def declared(publication: Publication, key: Key | None = None) -> Declaration:
    return declared_row(publication, key or new_key())


def made_year(*, companies: int = 3, declaring: int = 1) -> Cycle:
    """Everything before the last press: answers, publications, declarations, checks, the notice."""
    by, cycle = keeper(), made_cycle()
    make_keys(PASSPHRASE, by=by)
    for number in range(1, companies + 1):
        publication = shown(answered(made_company(number), cycle))
        if number <= declaring:
            declared(publication)
    looked_up(cycle)
    begin_notice(cycle, days=0, by=by)
    return cycle


def looked_up(cycle: Cycle) -> None:
    results = {one.company: "clear" for one in candidates(cycle)}
    note_checks(cycle, results, source="信用中国", day=timezone.localdate(), by=keeper())
