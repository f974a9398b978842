"""A fictitious year to try everything with: sixty companies, two cycles, answers that differ.

The same bytes every time: whoever shows it twice shows the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Final

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from zeren.collect.responses import Saying
from zeren.collect.uscc import check_digit
from zeren.files.entered import Entered
from zeren.problems import Place, Problem, Refused
from zeren.standards.questionnaires import Field, Questionnaire
from zeren.text import Text
from zeren_web.demonstration.released import clear_released, released_year
from zeren_web.demonstration.shown import review_some, show_company
from zeren_web.records.models import (
    Body,
    Cohort,
    Company,
    CompanyKey,
    Cycle,
    Person,
    Post,
    Response,
    Seat,
)
from zeren_web.records.read.editions import questionnaire_of
from zeren_web.records.write.answers import replace_answers
from zeren_web.records.write.cycles import launch
from zeren_web.records.write.responses import begin_response

COMPANIES: Final = 60
SHOWN: Final = "demo-01"  # the company of the demonstration's people
_TRADES: Final = (
    ("C", "灯具厂", "Lamp Works", True),
    ("C", "电子厂", "Electronics", True),
    ("C", "注塑厂", "Moulding", True),
    ("I65", "软件公司", "Software", False),
    ("F51", "贸易公司", "Trading", False),
    ("C", "包装厂", "Packaging", True),
)
_PLACES: Final = (("GD", "中山市"), ("GD", "佛山市"), ("ZJ", "宁波市"), ("JS", "苏州市"))
_PEOPLE: Final = (
    ("owner", "负责人（演示）"),
    ("editor", "同事（演示）"),
    ("viewer", "顾问（演示）"),
)
_POSTS: Final = (("manager", "协会负责人（演示）"), ("reviewer", "审核人（演示）"))
_WORDS: Final = ("有制度，每月检查一次。", "做了一部分，记录不全。", "从去年开始做，有照片。")


def fill(*, reset: bool) -> Iterator[Text]:
    """Make it all; a word after each step. Raises Refused where there is real data."""
    if Company.objects.exclude(code__startswith="demo-").exists():
        raise Refused(
            Problem(
                "demo-over-real-data",
                "error",
                Place(file=str(settings.HOME)),
                Text("这里有真实数据，没有动它。", "There is real data here; it was left alone."),
                Text(
                    "请换一个文件夹：zeren demo --home 新文件夹。",
                    "Choose another folder: zeren demo --home NEW.",
                ),
            )
        )
    if Company.objects.exists() and not reset:
        yield Text(
            "演示数据已经在了。要重新来：zeren demo --reset",
            "The demonstration is there already. To begin again: zeren demo --reset",
        )
        return
    with transaction.atomic():
        _clear()
        _body()
        companies = _companies()
        yield Text(f"{len(companies)} 家虚构企业", f"{len(companies)} fictitious companies")
        today = timezone.localdate()
        for years_ago in (1, 0):
            cycle = _cycle(today.year - years_ago, today)
            count = _answers(cycle, companies, open_now=not years_ago)
            yield Text(f"{cycle.title_zh}：{count} 条回答", f"{cycle.title_en}: {count} answers")
        _people(companies[0])
        _shown(companies[0])
        review_some(today.year)
    last = Cycle.objects.get(year=today.year - 1)
    by = Person.objects.get(email="manager@demo.invalid")
    count = released_year(last, companies, by=by)
    yield Text(f"{last.year} 年集中发布：{count} 家", f"Release {last.year}: {count} companies")
    yield Text(
        f"好了。打开网站：ZEREN_DEMO=1 zeren serve --home {settings.HOME}",
        f"Done. Open the site with: ZEREN_DEMO=1 zeren serve --home {settings.HOME}",
    )


def _clear() -> None:
    mine = Company.objects.filter(code__startswith="demo-")
    clear_released()
    CompanyKey.objects.with_scopes_disabled().filter(company__in=mine).delete()
    Response.objects.with_scopes_disabled().filter(company__in=mine).delete()
    Cycle.objects.filter(responses=None).delete()
    Cohort.objects.all().delete()
    Person.objects.filter(email__endswith="@demo.invalid").delete()
    mine.delete()


def _body() -> None:
    Body.objects.update_or_create(
        only_one=True,
        defaults={"name_zh": "演示行业协会", "name_en": "Demo Industry Association"},
    )


def _companies() -> list[Company]:
    cohorts = [
        Cohort.objects.create(name_zh="演示工业园", name_en="Demo Industrial Park"),
        Cohort.objects.create(name_zh="第二批", name_en="Second batch"),
    ]
    made = []
    for number in range(1, COMPANIES + 1):
        trade, zh, en, _ = _TRADES[number % len(_TRADES)]
        company = Company.objects.create(
            code=f"demo-{number:02}",
            uscc=_uscc(number),
            name_zh=f"演示{zh}{number:02}（虚构）",
            name_en=f"Demo {en} {number:02} (fictitious)",
            city=_PLACES[number % len(_PLACES)][1],
            sector=trade,
            contact_name="联系人（演示）",
            contact_email=f"contact-{number:02}@demo.invalid" if number % 5 else "",
            contact_phone=f"1-0000-{number:04}",
        )
        company.cohorts.add(cohorts[number % 2])
        made.append(company)
    return made


def _uscc(number: int) -> str:
    body = f"91440600MADEM{number:04}"
    return body + check_digit(body)


def _cycle(year: int, today: date) -> Cycle:
    ends = today + timedelta(days=30) if year == today.year else date(year, 12, 20)
    cycle = Cycle.objects.create(
        year=year,
        title_zh=f"{year} 年度社会责任自评（演示）",
        title_en=f"Self-assessment {year} (demonstration)",
        tier="quick",
        period_start=date(year - 1, 1, 1),
        period_end=date(year - 1, 12, 31),
        opens=min(date(year, 9, 1), today),
        closes=ends,
    )
    launch(cycle, by=None)
    return cycle


def _answers(cycle: Cycle, companies: list[Company], *, open_now: bool) -> int:
    """Answers of differing skill; in the open cycle some have only begun, and a few have not."""
    questionnaire, count = questionnaire_of(cycle), 0
    for number, company in enumerate(companies, start=1):
        chance = Random(f"{cycle.year} {company.code}")  # noqa: S311 - a demonstration, no secret
        response = begin_response(company, cycle)
        share = 1.0 if not open_now else chance.choice((0.0, 0.35, 0.7, 1.0))
        if number == 1 and open_now:
            share = 0.6
        entries = _entries(questionnaire, company, cycle, number=number, chance=chance)
        kept = dict(list(entries.items())[: int(len(entries) * share)])
        count += replace_answers(response, kept, by=None, origin="carried")
        if share == 1.0:
            state = "accepted" if not open_now else "submitted"
            Response.objects.with_scope(company=company).filter(pk=response.pk).update(
                state=state, submitted=timezone.now()
            )
    return count


def _entries(
    questionnaire: Questionnaire, company: Company, cycle: Cycle, *, number: int, chance: Random
) -> dict[str, Entered]:
    people = chance.randint(20, 260)
    skill = chance.uniform(0.8, 3.2)
    given = _profile(company, cycle, number=number, people=people, chance=chance)
    found = {code: Entered(said, public=True) for code, said in given.items()}
    for question in questionnaire.questions:
        level = max(0, min(4, round(chance.gauss(skill, 0.9))))
        if question.kind == "yes-partly-no":
            level = level // 2 * 2
        said = Saying.DONT_KNOW.value if chance.random() < 0.05 else str(level)
        words = chance.choice(_WORDS) if chance.random() < 0.2 else ""
        found[question.code] = Entered(said, words=words, public=chance.random() < 0.4)
    for line in questionnaire.red_lines:
        broken = chance.random() < 0.02
        found[line.code] = Entered((Saying.BROKEN if broken else Saying.KEPT).value)
    for asked in questionnaire.numbers():
        if asked.code not in given:
            found[asked.code] = Entered(_number(asked, people, chance))
    order = {one: place for place, one in enumerate(_in_order(questionnaire))}
    return dict(sorted(found.items(), key=lambda pair: order[pair[0]]))


def _in_order(questionnaire: Questionnaire) -> Iterator[str]:
    yield from (field.code for field in questionnaire.profile())
    yield from (question.code for question in questionnaire.questions)
    yield from (line.code for line in questionnaire.red_lines)
    yield from (field.code for field in questionnaire.numbers())


def _profile(
    company: Company, cycle: Cycle, *, number: int, people: int, chance: Random
) -> dict[str, str]:
    women = round(people * chance.uniform(0.3, 0.6))
    produces = _TRADES[number % len(_TRADES)][3]
    yes = {True: "yes", False: "no"}
    return {
        "uscc": company.uscc,
        "name-zh": company.name_zh,
        "name-en": company.name_en,
        "ownership": "private",
        "sector": company.sector,
        "revenue": str(people * chance.randint(20, 90)),
        "region": _PLACES[number % len(_PLACES)][0],
        "city": company.city,
        "sites": "1",
        "employees-women": str(women),
        "employees-men": str(people - women),
        "dispatched-workers": "0",
        "production": yes[produces],
        "dormitory": yes[produces and chance.random() < 0.5],
        "dispatched": "no",
        "interns": "no",
        "chemicals": yes[produces and chance.random() < 0.6],
        "platform": "no",
        "personal-data": yes[not produces],
        "period-from": cycle.period_start.isoformat(),
        "period-to": cycle.period_end.isoformat(),
    }


def _number(asked: Field, people: int, chance: Random) -> str:
    """Something usual for a company of this size."""
    low = float(asked.range.usual_least or 0)
    high = float(asked.range.usual_most or 10)
    value = (low + (high - low) * chance.uniform(0.02, 0.1)) * people
    return str(round(value)) if asked.whole or value > 1 else f"{value:.2f}"


def _people(company: Company) -> None:
    for role, name in _PEOPLE:
        person = Person.objects.create(email=f"{role}@demo.invalid", name=name)
        Seat.objects.create(person=person, company=company, role=role)
    for role, name in _POSTS:
        person = Person.objects.create(email=f"{role}@demo.invalid", name=name)
        Post.objects.create(person=person, role=role)


def _shown(company: Company) -> None:
    mine = Response.objects.with_scope(company=company).select_related("company", "cycle")
    owner = Person.objects.get(email="owner@demo.invalid")
    show_company(list(mine.order_by("cycle__year")), owner)
