"""Values made from the tables of the TOML files; a fault in the data is named exactly."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, TypeVar

from zeren.standards.questionnaires import (
    EVIDENCE_KINDS,
    Area,
    Band,
    Choice,
    Duty,
    EvidenceHint,
    Example,
    Exposure,
    Field,
    Item,
    Pace,
    Question,
    Range,
    RedLine,
    Settings,
    Severity,
    SizeRule,
)
from zeren.text import Text

Table = Mapping[str, Any]
Laws = Mapping[str, Table]
Made = TypeVar("Made")


class DataError(ValueError):
    """A fault in our own data: which table, which key."""


def made(table: Table, make: Callable[[Table], Made]) -> Made:
    """Build a value; whatever is wrong with the data is said with the table's code."""
    try:
        return make(table)
    except (KeyError, ValueError, TypeError) as fault:
        message = f"{table.get('code', '(no code)')}: {fault!r}"
        raise DataError(message) from fault


def _texts(tables: Iterable[Table], *, count: int | None = None) -> tuple[Text, ...]:
    texts = tuple(Text.of(table) for table in tables)
    if count is not None and len(texts) != count:
        message = f"{count} texts expected, {len(texts)} found"
        raise ValueError(message)
    return texts


def _within(value: object, least: int, most: int) -> int:
    if not isinstance(value, int) or not least <= value <= most:
        message = f"a whole number from {least} to {most} expected, not {value!r}"
        raise ValueError(message)
    return value


_SIZES: Final = ("micro", "small", "medium", "large")


def _only(table: Table, allowed: str) -> None:
    unknown = set(table) - set(allowed.split())
    if unknown:
        message = f"unknown keys: {sorted(unknown)}"
        raise ValueError(message)


def _size_order(pair: tuple[str, object]) -> tuple[int, str]:
    """From the smallest, in whatever order a file names them."""
    return (_SIZES.index(pair[0]) if pair[0] in _SIZES else len(_SIZES)), pair[0]


def area_from(table: Table) -> Area:
    _only(table, "code title")
    return Area(table["code"], Text.of(table["title"]))


def item_from(table: Table) -> Item:
    _only(table, "code title stuck helped")
    code = table["code"]
    return Item(
        code=code,
        area=code.split(".")[0],
        title=Text.of(table["title"]),
        stuck=Text.of(table["stuck"]),
        helped=Text.of(table["helped"]),
    )


def question_from(table: Table, laws: Laws, *, default_target: int) -> Question:
    _only(
        table,
        "code item tier kind topics title asked why levels steps first_step find_out not_for risk stuck"
        " helped examples evidence weight severity effort effort_by_size cash owner target duty asked_when"
        " exposure",
    )
    severity, exposure = table["severity"], table.get("exposure", {})
    _only(severity, "scale scope irremediability reason")
    _only(exposure, "sectors sizes facts")
    return Question(
        code=table["code"],
        item=table["item"],
        tier=table["tier"],
        kind=table["kind"],
        topics=tuple(table["topics"]),
        title=Text.of(table["title"]),
        asked=Text.of(table["asked"]),
        why=Text.of(table["why"]),
        levels=_texts(table["levels"], count=5),
        steps=_texts(table["steps"], count=4),
        first_step=Text.of(table["first_step"]),
        find_out=Text.of(table["find_out"]),
        not_for=Text.of(table["not_for"]) if "not_for" in table else None,
        risk=Text.of(table["risk"]),
        stuck=Text.of(table["stuck"]),
        helped=Text.of(table["helped"]),
        examples=tuple(_example(one) for one in table.get("examples", ())),
        evidence=_hints(table["evidence"]),
        weight=_within(table["weight"], 1, 5),
        severity=Severity(
            scale=_within(severity["scale"], 1, 5),
            scope=_within(severity["scope"], 1, 5),
            irremediability=_within(severity["irremediability"], 1, 5),
            reason=Text.of(severity["reason"]),
        ),
        effort=table["effort"],
        effort_by_size=tuple(sorted(table.get("effort_by_size", {}).items(), key=_size_order)),
        cash=_within(table["cash"], 0, 3),
        owner=table["owner"],
        target=_within(table.get("target", default_target), 1, 4),
        duty=_duty(table, laws),
        asked_when=tuple(table.get("asked_when", ())),
        exposure=Exposure(**{key: tuple(codes) for key, codes in exposure.items()}),
    )


def _example(table: Table) -> Example:
    _only(table, "words sectors")
    return Example(Text.of(table["words"]), tuple(table.get("sectors", ())))


def red_line_from(table: Table, laws: Laws) -> RedLine:
    _only(
        table,
        "code tier topics title asked why first_step find_out steps evidence owner effort cash asked_when duty",
    )
    return RedLine(
        code=table["code"],
        topics=tuple(table["topics"]),
        title=Text.of(table["title"]),
        asked=Text.of(table["asked"]),
        why=Text.of(table["why"]),
        first_step=Text.of(table["first_step"]),
        find_out=Text.of(table["find_out"]),
        steps=_texts(table["steps"]),
        evidence=_hints(table["evidence"]),
        owner=table["owner"],
        effort=table["effort"],
        cash=_within(table["cash"], 0, 3),
        duty=_duty(table, laws),
        asked_when=tuple(table.get("asked_when", ())),
    )


def _hints(tables: Iterable[Table]) -> tuple[EvidenceHint, ...]:
    hints = tuple(EvidenceHint(table["kind"], Text.of(table["example"])) for table in tables)
    strange = {hint.kind for hint in hints} - set(EVIDENCE_KINDS)
    if strange:
        message = f"unknown kinds of evidence: {sorted(strange)}"
        raise ValueError(message)
    return hints


def _duty(table: Table, laws: Laws) -> Duty | None:
    """The duty of a question; its law is named by the id in laws.toml."""
    duty = table.get("duty")
    if duty is None:
        return None
    _only(duty, "law article checked source binds_when")
    law = laws[duty["law"]]
    return Duty(
        law=Text.of(law["title"]),
        article=Text.of(duty["article"]),
        checked=str(duty["checked"]),
        source=duty.get("source", law["source"]),
        binds_when=tuple(duty.get("binds_when", ())),
    )


def choice_from(table: Table) -> Choice:
    return Choice(table["code"], Text.of(table["label"]))


def field_from(table: Table) -> Field:
    _only(
        table,
        "group code section kind tier label help required publish choices unit whole instant topics concept"
        " asked_when least most usual_least usual_most per minutes",
    )
    return Field(
        code=table["code"],
        group=table["group"],
        section=table["section"],
        kind=table["kind"],
        tier=table["tier"],
        label=Text.of(table["label"]),
        help=Text.of(table["help"]),
        required=table.get("required", False),
        choices=tuple(choice_from(choice) for choice in table.get("choices", ())),
        unit=table.get("unit", ""),
        whole=table.get("whole", False),
        instant=table.get("instant", False),
        range=Range(
            least=table.get("least"),
            most=table.get("most"),
            usual_least=table.get("usual_least"),
            usual_most=table.get("usual_most"),
            per=table.get("per", ""),
        ),
        topics=tuple(table.get("topics", ())),
        concept=table.get("concept", ""),
        asked_when=tuple(table.get("asked_when", ())),
        published_by_default=bool(table.get("publish", False)),
        always_published=table.get("publish") == "always",
        minutes=table.get("minutes", 0),
    )


def pace_from(table: Table) -> Pace:
    return Pace(
        zh_characters=table["zh_characters"],
        en_words=table["en_words"],
        decide_seconds=table["decide_seconds"],
        basis=Text.of(table["basis"]),
    )


def size_rule_from(table: Table) -> SizeRule:
    def limits(name: str) -> tuple[int | None, int | None, int | None]:
        employees, revenue, assets = table[name]
        return employees or None, revenue or None, assets or None

    return SizeRule(
        code=table["code"],
        title=Text.of(table["title"]),
        large=limits("large"),
        medium=limits("medium"),
        small=limits("small"),
        note=Text.of(table["note"]) if "note" in table else None,
    )


def settings_from(table: Table) -> Settings:
    return Settings(
        effort_days=dict(table["effort_days"]),
        find_out_days=table["find_out_days"],
        small_share=_within(table["small_share"], 1, 99),
        capacity=dict(table["capacity"]),
        horizons=tuple(table["horizons"]),
        near_term=table["near_term"],
        bands=tuple(
            Band(band["code"], band["least"], Text.of(band["title"]), Text.of(band["meaning"]))
            for band in table["band"]
        ),
        broken_cap=table["broken_cap"],
        cash_bands=_texts(table["cash_bands"], count=4),
        default_target=table["default_target"],
        final_coverage=table["final_coverage"],
        provisional_coverage=table["provisional_coverage"],
        risk_levels=tuple(
            (level["code"], level["least"], Text.of(level["title"]))
            for level in table["risk_level"]
        ),
        challenge_below=table["challenge_below"],
        grave_severity=_within(table["grave_severity"], 1, 5),
        many_not_applicable=table["many_not_applicable"],
    )
