"""Clauses of standards that a buyer names: “GRI 305-1”, “RBA A3”, “SDG 8”, or a bare “A3” in its column.

A bare number counts only where the sheet, its column or the mapping file names the standard.
"""

from __future__ import annotations

import re
from typing import Final

from zeren.publish.reply.sources import evidence_for
from zeren.standards.catalogue import Standard, standard, standard_ids
from zeren.standards.library import OURS_ALONE, Library

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


def standard_named(words: str, library: Library = OURS_ALONE) -> str:
    """The one standard that a heading names; empty where it names none, or several.

    One of a library is known by its id or its whole title.
    """
    found = {id for id, pattern in _NAMES if pattern.search(words)}  # noqa: A001
    found |= {id for id in library.standards if _names(words, id, library)}  # noqa: A001
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


def _names(words: str, id: str, library: Library) -> bool:  # noqa: A002
    title = standard(id, library=library).title
    said = words.casefold()
    return any(name.casefold() in said for name in (id, title.zh, title.en))


def bare_clauses(
    words: str,
    id: str,  # noqa: A002 - as the catalogue calls it
    library: Library = OURS_ALONE,
) -> tuple[Ref, ...]:
    """The clauses of this standard that a cell of numbers names; none for an unknown standard."""
    if id not in standard_ids(library):
        return ()
    said = _BARE.findall(words)
    if id in library.standards:  # whoever wrote it may number its clauses as they like
        said = [*_own(words, standard(id, library=library)), *said]
    found = [(id, ref) for one in said if (ref := _known(id, one, library))]
    return tuple(dict.fromkeys(found))


def _own(words: str, own: Standard) -> list[str]:
    """The refs that stand in the words as the standard writes them."""
    return [
        ref
        for ref in own.clause_of
        if re.search(rf"(?<![\w.-]){re.escape(ref)}(?![\w-]|\.\d)", words, re.IGNORECASE)
    ]


def _known(id: str, said: str, library: Library = OURS_ALONE) -> str:  # noqa: A002
    """The ref as the catalogue writes it, or that of the clause above; empty where there is none."""
    refs = standard(id, library=library).clause_of
    for ref in (said, f"P{said}", said.rpartition(".")[0], said.rpartition("-")[0]):
        if ref in refs:
            return ref
    return ""


def spoken_of(refs: tuple[Ref, ...], library: Library = OURS_ALONE) -> frozenset[str] | None:
    """The codes of ours that these clauses speak of; None where no clause is named."""
    found = frozenset[str]().union(*(evidence_for(*ref, library) for ref in refs))
    return found or None
