"""A response to the real questionnaire, made for tests."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from zeren.collect.facts import Fact, Period
from zeren.collect.responses import Answer, Asked, Evidence, Response, Saying
from zeren.standards.load import load_questionnaire
from zeren.standards.questionnaires import Questionnaire
from zeren.text import Said

YEAR = Period(end="2025-12-31", start="2025-01-01")


def questionnaire() -> Questionnaire:
    return load_questionnaire("sme", tier="quick")


def profile() -> dict[str, str | bool | Said]:
    return {
        "name-zh": "演示灯具厂（虚构）",
        "name-en": "Demo Lamp Works (fictitious)",
        "sector": "C",
        "production": True,
        "dormitory": True,
        "dispatched": False,
        "personal-data": True,
        "statement": Said.of("我们做灯，也希望做灯的人过得好。"),
        "statement-by": Said.of("总经理"),
    }


def answered(
    *,
    level: int = 2,
    said: Mapping[str, int | Saying] | None = None,
    words: Mapping[str, Said] | None = None,
    numbers: Mapping[str, Decimal] | None = None,
    profile_says: Mapping[str, str | bool | Said] | None = None,
    evidence: Iterable[Evidence] = (),
    published: Iterable[str] = (),
) -> Response:
    """Every question at `level` unless `said` says otherwise; every red line kept."""
    asked = questionnaire()
    answers: dict[str, int | Saying] = {question.code: level for question in asked.questions}
    answers |= {line.code: Saying.KEPT for line in asked.red_lines}
    answers |= dict(said or {})
    numbers = {"employees-women": Decimal(30), "employees-men": Decimal(30), **(numbers or {})}
    return Response(
        asked=Asked(asked.id, asked.edition, asked.tier, asked.sha256),
        period=YEAR,
        profile={**profile(), **(profile_says or {})},
        answers=tuple(
            Answer(code, value, words=(words or {}).get(code)) for code, value in answers.items()
        ),
        facts=tuple(
            Fact(
                asked.address(code),
                "number",
                number,
                YEAR,
                unit=asked.field_of[code].unit,
                topics=asked.field_of[code].topics,
            )
            for code, number in numbers.items()
        ),
        evidence=tuple(evidence),
        published=frozenset(published),
    )
