"""Small questionnaires and responses made for the tests of this room, by hand and at random."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Final

from hypothesis import strategies as st

from zeren.collect.facts import Fact, Period
from zeren.collect.responses import Answer, Asked, Evidence, Response, Saying
from zeren.standards.questionnaires import (
    Area,
    Band,
    Choice,
    Duty,
    Effort,
    EvidenceHint,
    EvidenceKind,
    Exposure,
    Item,
    Pace,
    Question,
    Questionnaire,
    RedLine,
    Settings,
    Severity,
    SizeRule,
)
from zeren.text import Said, Text, same

YEAR: Final = Period(start="2026-01-01", end="2026-12-31")
DUTY: Final = Duty(law=same("law"), article=same("1"), checked="2026-01-01", source="the law")
SETTINGS: Final = Settings(
    effort_days={"S": 2, "M": 10, "L": 30},
    find_out_days=1,
    small_share=25,
    capacity={"micro": 10, "small": 20, "medium": 40, "large": 120},
    horizons=(30, 90, 180, 365),
    near_term=5,
    bands=tuple(
        Band(code, least, same(code), same(code))
        for code, least in (
            ("starting", 0),
            ("building", 20),
            ("working", 40),
            ("established", 60),
            ("leading", 80),
        )
    ),
    broken_cap="building",
    cash_bands=tuple(same(band) for band in ("0", "1", "2", "3")),
    default_target=3,
    final_coverage=100,
    provisional_coverage=60,
    risk_levels=tuple(
        (code, least, same(code))
        for code, least in (("low", 2), ("moderate", 5), ("high", 10), ("critical", 15))
    ),
    challenge_below=50,
    grave_severity=4,
    many_not_applicable=20,
)
INDUSTRY: Final = SizeRule(
    code="industry",
    title=same("industry"),
    large=(1000, 40000, None),
    medium=(300, 2000, None),
    small=(20, 300, None),
)
LEASING: Final = SizeRule(
    code="leasing",
    title=same("leasing"),
    large=(300, None, 120000),
    medium=(100, None, 8000),
    small=(10, None, 100),
    note=Text("只是估算。", "An estimate only."),
)


def texts(*words: str) -> tuple[Text, ...]:
    return tuple(same(word) for word in words)


def severity(size: int) -> Severity:
    return Severity(scale=size, scope=1, irremediability=1, reason=same("reason"))


def question(code: str = "E1.1", **changes: Any) -> Question:  # noqa: ANN401 - any field of a question
    """A practice of weight 1, severity 3, effort M, target 3, evidenced by a record."""
    area = code.rstrip("0123456789.")
    plain = Question(
        code=code,
        item=f"{area}.{code.removeprefix(area).split('.')[0]}",
        tier="quick",
        kind="level",
        topics=("E01",),
        title=same(f"title of {code}"),
        asked=same("asked"),
        why=same("why"),
        levels=texts("0", "1", "2", "3", "4"),
        steps=texts("0 to 1", "1 to 2", "2 to 3", "3 to 4"),
        first_step=same("first step"),
        find_out=same("find out"),
        risk=same("risk"),
        stuck=same("stuck"),
        helped=same("helped"),
        examples=(),
        evidence=(EvidenceHint("record", same("a record")),),
        weight=1,
        severity=severity(3),
        effort="M",
        effort_by_size=(),
        cash=1,
        owner="hr",
        target=3,
        duty=None,
        asked_when=(),
        exposure=Exposure(),
        not_for=None,
    )
    if "may_not_apply" in changes:
        changes["not_for"] = same("not for") if changes.pop("may_not_apply") else None
    return plain._replace(**changes)


def red_line(code: str = "R1", **changes: Any) -> RedLine:  # noqa: ANN401 - any field of a red line
    plain = RedLine(
        code=code,
        topics=("E03",),
        title=same(f"title of {code}"),
        asked=same("asked"),
        why=same("why"),
        first_step=same("first step"),
        find_out=same("find out"),
        steps=texts("stop", "repair"),
        evidence=(EvidenceHint("record", same("a record")),),
        owner="owner",
        effort="S",
        cash=2,
        duty=DUTY,
        asked_when=(),
    )
    return plain._replace(**changes)


def questionnaire(
    *questions: Question,
    red_lines: Sequence[RedLine] = (),
    **changes: Any,  # noqa: ANN401
) -> Questionnaire:
    """Areas and items are those of the questions, in the order of their codes."""
    items = sorted({asked.item for asked in questions})
    areas = sorted({asked.area for asked in questions})
    plain = Questionnaire(
        id="sme",
        edition="2026",
        sha256="00",
        title=same("questionnaire"),
        note=same("note"),
        tier="quick",
        settings=SETTINGS,
        pace=Pace(255, 238, 30, same("basis")),
        areas=tuple(Area(code, same(code)) for code in areas),
        items=tuple(
            Item(code, code.split(".")[0], *texts(code, "stuck", "helped")) for code in items
        ),
        questions=questions,
        red_lines=tuple(red_lines),
        fields=(),
        roles=(),
        size_classes=tuple(Choice(code, same(code)) for code in SETTINGS.capacity),
        size_rules={"C": INDUSTRY, "L": LEASING},
    )
    return replace(plain, **changes)


def answer(code: str, said: int | Saying, *, words: Said | None = None) -> Answer:
    """“Not applicable” comes with its reason."""
    reason = Said.of("no such thing here") if said is Saying.NOT_APPLICABLE else None
    return Answer(code, said, reason=reason, words=words)


def number(code: str, value: int) -> Fact:
    return Fact(f"sme/{code}", "number", Decimal(value), YEAR, topics=("RM00",))


def response(
    answers: Mapping[str, int | Saying],
    *,
    profile: Mapping[str, str | bool | Said] | None = None,
    numbers: Mapping[str, int] | None = None,
    evidence: Sequence[Evidence] = (),
) -> Response:
    return Response(
        asked=Asked(id="sme", edition="2026", tier="quick", sha256="00"),
        period=YEAR,
        profile=profile or {},
        answers=tuple(answer(code, said) for code, said in answers.items()),
        facts=tuple(number(code, value) for code, value in (numbers or {}).items()),
        evidence=tuple(evidence),
    )


def evidence(code: str = "E1.1", **changes: Any) -> Evidence:  # noqa: ANN401 - any field of it
    """An attached record of the year."""
    plain = Evidence(code, "record", Said.of("a record"), period=YEAR, link="record.pdf")
    return plain._replace(**changes)


@dataclass(frozen=True)
class Case:
    """A questionnaire and a response to it."""

    questionnaire: Questionnaire
    response: Response


CODES: Final = tuple(
    f"{area}{item}.{n}" for area in ("E", "RM") for item in (1, 2) for n in (1, 2, 10)
)
LINES: Final = ("R1", "R2", "R3")
LEVELS: Final = (0, 1, 2, 3, 4)
EFFORTS: Final[tuple[Effort, ...]] = ("S", "M", "L")
KINDS: Final[tuple[EvidenceKind, ...]] = ("record", "policy")


@st.composite
def questions(draw: st.DrawFn, code: str) -> Question:
    return question(
        code,
        weight=draw(st.integers(1, 5)),
        severity=severity(draw(st.integers(1, 5))),
        effort=draw(st.sampled_from(EFFORTS)),
        effort_by_size=draw(st.sampled_from(((), (("small", "S"),), (("micro", "L"),)))),
        target=draw(st.sampled_from((3, 3, 3, 2, 4))),
        duty=draw(st.sampled_from((None, None, DUTY))),
        may_not_apply=draw(st.booleans()),
        asked_when=draw(st.sampled_from(((), (), ("production",)))),
        exposure=Exposure(facts=draw(st.sampled_from(((), ("dormitory",))))),
    )


@st.composite
def pieces(draw: st.DrawFn, code: str) -> Evidence:
    """Evidence that counts, or fails to for one of several reasons."""
    return evidence(
        code,
        kind=draw(st.sampled_from(KINDS)),
        link=draw(st.sampled_from(("record.pdf", "record.pdf", ""))),
        visitor=draw(st.sampled_from(("", "Li Na"))),
        expires=draw(st.sampled_from(("", "2026-06-30", "2027-06-30"))),
    )


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """A questionnaire of 1–8 questions and none or three red lines with any response to it."""
    codes = draw(st.lists(st.sampled_from(CODES), min_size=1, max_size=8, unique=True))
    lines = draw(st.sampled_from(((), LINES)))
    says = (*LEVELS, Saying.DONT_KNOW, Saying.NOT_APPLICABLE, None)
    line_says = (Saying.KEPT, Saying.BROKEN, Saying.DONT_KNOW, None)
    answers = {code: draw(st.sampled_from(says)) for code in codes}
    answers |= {code: draw(st.sampled_from(line_says)) for code in lines}
    given = response(
        {code: said for code, said in answers.items() if said is not None},
        profile=draw(
            st.fixed_dictionaries(
                {}, optional={"production": st.booleans(), "dormitory": st.booleans()}
            )
        ),
        evidence=[draw(pieces(code)) for code in codes if draw(st.booleans())],
    )
    asked = questionnaire(
        *(draw(questions(code)) for code in codes), red_lines=[red_line(code) for code in lines]
    )
    return Case(asked, given)


def saying(given: Response, code: str, said: int | Saying) -> Response:
    """The same response with one answer changed or added."""
    others = tuple(kept for kept in given.answers if kept.question != code)
    return replace(given, answers=(*others, answer(code, said)))
