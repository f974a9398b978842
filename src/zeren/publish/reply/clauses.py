"""Clauses of standards that a buyer names: “GRI 305-1”, “RBA A3”, “SDG 8”, or a bare “A3” in its column.

A bare number counts only where the sheet, its column or the mapping file names the standard.
"""

from __future__ import annotations

import re
from typing import Final

from zeren.publish.reply.sources import evidence_for
from zeren.standards.catalogue import standard, standard_ids

Ref = tuple[str, str]  # a standard's id and the ref of a clause in it

_BY_NAME: Final = (
    ("gri-standards", re.compile(r"\bGRI[\s-]*(?:Standards?\s*)?(\d{1,3}-\d{1,2})", re.IGNORECASE)),
    ("rba-vap-8.0.2", re.compile(r"\bVAP[\s\d.]*?([A-E]\d{1,2})\b")),
    ("rba-code-8", re.compile(r"\b(?:RBA|EICC)(?:\s+Code)?[\s:.,-]*([A-E]\d{1,2})\b")),
    ("iso-26000-2010", re.compile(r"\bISO\s*26000\D{0,12}?(6\.\d(?:\.\d{1,2})?)", re.IGNORECASE)),
    ("efrag-vsme", re.compile(r"\bVSME[\s:.,-]*([BC]\d{1,2})\b")),
    ("un-sdg", re.compile(r"\bSDGs?\s*(?:No\.?\s*|#\s*)?(\d{1,2})\b", re.IGNORECASE)),
    (
        "ungc-10",
        re.compile(r"(?:\bUNGC|Global Compact)\D{0,14}?P?(\d{1,2})\b", re.IGNORECASE),
    ),
)
_NAMES: Final = (
    ("rba-vap-8.0.2", re.compile(r"\bVAP\b")),
    ("rba-code-8", re.compile(r"\b(?:RBA|EICC)\b")),
    ("gri-standards", re.compile(r"\bGRI\b")),
    ("efrag-vsme", re.compile(r"\bVSME\b")),
    ("iso-26000-2010", re.compile(r"\bISO\s*26000\b", re.IGNORECASE)),
    ("un-sdg", re.compile(r"\bSDGs?\b|可持续发展目标")),
    ("ungc-10", re.compile(r"\bUNGC\b|Global Compact|全球契约", re.IGNORECASE)),
    ("gbt-36000-2015", re.compile(r"GB\s*/?\s*T\s*36000", re.IGNORECASE)),
)
_BARE: Final = re.compile(r"(?<![\w.-])(?:[A-EPZ]-?\d{1,2}|\d{1,3}(?:[.-]\d{1,2}){0,2})(?![\w-])")


def standard_named(words: str) -> str:
    """The one standard that a heading names; empty where it names none, or several."""
    found = {id for id, pattern in _NAMES if pattern.search(words)}  # noqa: A001
    if found == {"rba-code-8", "rba-vap-8.0.2"}:
        return "rba-vap-8.0.2"
    return found.pop() if len(found) == 1 else ""


def clauses_in(words: str) -> tuple[Ref, ...]:
    """The clauses that a text names together with their standard."""
    found = [
        (id, ref)
        for id, pattern in _BY_NAME  # noqa: A001
        for said in pattern.findall(words)
        if (ref := _known(id, said))
    ]
    return tuple(dict.fromkeys(found))


def bare_clauses(words: str, id: str) -> tuple[Ref, ...]:  # noqa: A002 - as the catalogue calls it
    """The clauses of this standard that a cell of numbers names; none for an unknown standard."""
    if id not in standard_ids():
        return ()
    found = [(id, ref) for said in _BARE.findall(words) if (ref := _known(id, said))]
    return tuple(dict.fromkeys(found))


def _known(id: str, said: str) -> str:  # noqa: A002
    """The ref as the catalogue writes it, or that of the clause above; empty where there is none."""
    refs = standard(id).clause_of
    for ref in (said, f"P{said}", said.rpartition(".")[0], said.rpartition("-")[0]):
        if ref in refs:
            return ref
    return ""


def spoken_of(refs: tuple[Ref, ...]) -> frozenset[str] | None:
    """The codes of ours that these clauses speak of; None where no clause is named."""
    found = frozenset[str]().union(*(evidence_for(*ref) for ref in refs))
    return found or None
