"""A small declaration for the tests of this room, and the form that makes it."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from zeren.collect.facts import Fact, Period
from zeren.collect.responses import Answer, Asked, Evidence, Response
from zeren.declare.declaration import (
    Claimed,
    Declaration,
    Issuer,
    Scope,
    Signatory,
    Site,
    SupportingDocument,
)
from zeren.declare.form import DocumentRow, Form
from zeren.declare.from_response import Filled, declaration_from
from zeren.declare.prefilled import form_from
from zeren.problems import Problem
from zeren.standards.catalogue import standard
from zeren.standards.load import load_questionnaire
from zeren.text import Said, Text

SME: Final = load_questionnaire("sme", tier="quick")
YEAR: Final = Period("2025-12-31", "2025-01-01")
DAY: Final = "2026-11-22"
HASH: Final = "a" * 64
_GUIDE: Final = standard("iso-26000-2010")

DECLARED: Final = Declaration(
    issuer=Issuer(
        name=Text("演示灯具厂（虚构）", "Demo Lamp Works (fictitious)"),
        uscc="91440600MADEM0LA17",
        address=Text("演示路 1 号", "1 Yanshi Road"),
        contact="csr@lamp-works.example",
    ),
    scope=Scope(
        object=Said.of("全部场所的社会责任管理"),
        sites=(Site(Said.of("一厂"), Said.of("演示路 1 号")),),
        employees=60,
        dispatched=6,
        period=YEAR,
    ),
    statement=Said.of("We did what our answers say."),
    claims=(
        Claimed(_GUIDE.id, _GUIDE.title, _GUIDE.edition, "used-as-guidance", _GUIDE.claim.words),
    ),
    issued=DAY,
    until="2027-11-22",
    place=Said.of("中山"),
    signatory=Signatory(Said.of("演示签署人"), Text("总经理", "General manager")),
    asked=Asked("sme", SME.edition, "quick", SME.sha256),
    documents=(SupportingDocument(Said.of("资料目录"), HASH, "RM3.3"),),
    published=("E1.1", "electricity"),
)


def response() -> Response:
    """Sixty people, six dispatched, one answer and one figure that the company shows."""

    def number(code: str, value: int) -> Fact:
        return Fact(SME.address(code), "number", Decimal(value), YEAR)

    return Response(
        asked=DECLARED.asked,
        period=YEAR,
        profile={
            "uscc": DECLARED.issuer.uscc,
            "name-zh": Said.of(DECLARED.issuer.name.zh),
            "name-en": Said.of(DECLARED.issuer.name.en),
            "dispatched": True,
            "period-from": "2025-01-01",
            "period-to": "2025-12-31",
        },
        answers=(Answer("E1.1", 3), Answer("E1.2", 2)),
        facts=(
            number("sites", 1),
            number("employees-women", 34),
            number("employees-men", 26),
            number("dispatched-workers", 6),
            number("electricity", 486200),
        ),
        evidence=(
            Evidence("E1.1", "record", Said.of("花名册"), link="roster.pdf"),
            Evidence("E1.2", "record", Said.of("加班记录"), link="overtime.pdf"),
        ),
        published=frozenset({"E1.1", "electricity", "E3.1"}),
    )


def form(**entries: str) -> Form:
    """The form that makes the declaration above; what is given replaces a line, "" empties it."""
    known = form_from(response(), day=DAY)
    own = {
        "address.zh": "演示路 1 号",
        "address.en": "1 Yanshi Road",
        "contact": "csr@lamp-works.example",
        "object.zh": "全部场所的社会责任管理",
        "object.en": "",
        "statement.zh": "",
        "statement.en": "We did what our answers say.",
        "limits.zh": "",
        "limits.en": "",
        "review.zh": "",
        "review.en": "",
        "place.zh": "中山",
        "signatory.zh": "演示签署人",
        "function.zh": "总经理",
        "function.en": "General manager",
    }
    given = {name.replace("__", ".").replace("_", "-"): words for name, words in entries.items()}
    return known._replace(
        entries={**known.entries, **own, **given},
        sites=(("一厂", "演示路 1 号"),),
        claims=(("iso-26000-2010", "used-as-guidance"),),
        documents=(DocumentRow("资料目录", "index.txt", HASH, "RM3.3"),),
    )


def made(
    filled: Form | None = None,
    *,
    said: Response | None = None,
    awaiting: frozenset[str] = frozenset(),
    day: str = DAY,
) -> tuple[Declaration | None, tuple[Problem, ...]]:
    return declaration_from(
        said or response(),
        Filled(filled or form()),
        day=day,
        questionnaire=SME,
        awaiting=awaiting,
    )


def codes(problems: tuple[Problem, ...]) -> list[tuple[str, str]]:
    """What was found and where."""
    return [(problem.code, problem.place.field) for problem in problems]
