"""The same facts as xBRL-JSON (Open Information Model 1.0), for programs that read no pages."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Final
from xml.etree.ElementTree import tostring

from zeren.collect.facts import Period
from zeren.files.canonical import canonical
from zeren.files.characters import printable
from zeren.files.xbrl.tags import BLOCK, paragraphs, shape_of
from zeren.publish.filing.values import PURE, Filing, Tagged
from zeren.standards.taxonomy import Taxonomy, load_taxonomy

_WHOLE: Final = re.compile(r"-?[0-9]{1,3}")
_DOCUMENT_TYPE: Final = "https://xbrl.org/2021/xbrl-json"


def print_json(filing: Filing) -> bytes:
    """Canonical JSON: every fact by its id, with what it is, of whom, when, in what unit."""
    taxonomy = load_taxonomy()
    facts = {fact.id: _fact(fact, filing) for fact in filing.facts}
    table = {
        "documentInfo": {
            "documentType": _DOCUMENT_TYPE,
            "namespaces": _namespaces(filing, taxonomy),
            "taxonomy": [filing.entry_point],
        },
        "facts": facts,
    }
    return canonical(table) + b"\n"


def _namespaces(filing: Filing, taxonomy: Taxonomy) -> dict[str, str]:
    known = {
        name: taxonomy.namespaces[name] for name in ("vsme", "country", "nace", "waste", "utr")
    }
    return {
        "xbrl": "https://xbrl.org/2021",
        "iso4217": "http://www.xbrl.org/2003/iso4217",
        filing.entity.kind: filing.entity.scheme,
        **known,
    }


def _fact(fact: Tagged, filing: Filing) -> dict[str, object]:
    dimensions = {
        "concept": fact.concept,
        "entity": printable(f"{filing.entity.kind}:{filing.entity.identifier}"),
        "period": period_of(fact.period),
        **{axis: printable(value) for axis, value in fact.dimensions},
    }
    if fact.unit and fact.unit != PURE:
        dimensions["unit"] = fact.unit
    if fact.lang:
        dimensions["language"] = fact.lang.lower()
    stated: dict[str, object] = {"value": _value(fact), "dimensions": dimensions}
    if fact.decimals and fact.decimals != "INF":
        whole = _WHOLE.fullmatch(fact.decimals)
        stated["decimals"] = int(fact.decimals) if whole else fact.decimals
    return stated


def _value(fact: Tagged) -> str:
    shape = shape_of(fact)
    if shape is not None and shape.type == BLOCK:
        return "".join(tostring(made, encoding="unicode") for made in paragraphs(fact.value))
    return printable(fact.value)


def period_of(period: Period) -> str:
    """Moments, as OIM writes them: a day ends when the next begins."""
    if period.start is None:
        return _after(period.end)
    return f"{period.start}T00:00:00/{_after(period.end)}"


def _after(day: str) -> str:
    """A day that is none stays as it is: our checks tell it."""
    try:
        return f"{date.fromisoformat(day) + timedelta(days=1)}T00:00:00"
    except (ValueError, OverflowError):
        return f"{day}T24:00:00"
