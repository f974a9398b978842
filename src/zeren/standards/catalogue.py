"""The standards that Zeren knows: edition, publisher, what a company may claim, and the clauses.

Numbers and short titles only: what a clause requires stands in the standard itself. A standard whose
clauses may not be shipped is listed without them, and its licence note says so.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Final, Literal

import tomli

from zeren.problems import Place, Problem, Refused
from zeren.text import Text, listed, same

ClaimKind = Literal[
    "used-as-guidance",
    "conforms",
    "with-reference-to",
    "supports",
    "contributes-to",
    "reports",
    "none",
]
_DATA: Final = Path(__file__).parent / "data" / "standards"


@dataclass(frozen=True, slots=True)
class Claim:
    """What a company may say of a standard, in our words, and where that ends."""

    kind: ClaimKind
    words: Text
    limit: Text


@dataclass(frozen=True, slots=True)
class Clause:
    """A numbered part of a standard; `parent` is the ref that it stands under, or empty."""

    ref: str
    title: Text
    parent: str = ""
    note: Text | None = None


@dataclass(frozen=True)
class Standard:
    """A standard in one edition. Dates are ISO, as exact as known: 2013-12-18, 2025-04, 2016 or empty.

    `superseded_by` is the id of the newer one in this catalogue; `certainty` says how sure we are of
    what is listed here.
    """

    id: str
    title: Text
    edition: Text
    publisher: Text
    published: str
    in_force: str
    superseded_by: str
    status: Text
    licence: Text
    certainty: Text
    claim: Claim
    clauses: tuple[Clause, ...]

    @property
    def is_disclosure(self) -> bool:
        """Whether it asks for figures and accounts to be reported, rather than for how one works."""
        return self.claim.kind in ("reports", "with-reference-to")

    @cached_property
    def clause_of(self) -> Mapping[str, Clause]:
        return {clause.ref: clause for clause in self.clauses}


@cache
def standard_ids() -> tuple[str, ...]:
    """The ids of all standards in order, without reading any of them."""
    return tuple(sorted(file.stem for file in _DATA.glob("*.toml")))


@cache
def standard(id: str) -> Standard:  # noqa: A002 - the word that its files and users use
    """Read one standard. An unknown id is refused, with the nearest ones named."""
    if id not in standard_ids():
        raise Refused(_unknown(id))
    return _standard(tomli.loads((_DATA / f"{id}.toml").read_text(encoding="utf-8")))


@cache
def load_standards() -> tuple[Standard, ...]:
    """Every standard, by id."""
    return tuple(standard(name) for name in standard_ids())


def find_standard(asked: str) -> Standard:
    """By its id, or by the beginning of just one id: `gri`, `iso-26000`. Refuses what fits none or several."""
    fitting = (
        [name for name in standard_ids() if name.startswith(asked.casefold())] if asked else []
    )
    return standard(fitting[0] if len(fitting) == 1 else asked)


def nearest(asked: str, *, most: int = 3) -> tuple[str, ...]:
    """Ids that somebody may have meant: those whose id or title holds the words, else look-alikes."""
    from difflib import get_close_matches

    wanted = _folded(asked)
    if not wanted:
        return ()
    holding = tuple(
        known.id
        for known in load_standards()
        if any(wanted in _folded(words) for words in (known.id, known.title.zh, known.title.en))
    )
    ids = {_folded(name): name for name in standard_ids()}
    alike = get_close_matches(wanted, ids, n=most, cutoff=0.6)
    return holding[:most] or tuple(ids[match] for match in alike)


def _folded(words: str) -> str:
    """Letters and digits only, so that “GB/T 36000” finds gbt-36000-2015."""
    return re.sub(r"[\W_]", "", words.casefold())


def _unknown(asked: str) -> Problem:
    found = nearest(asked)
    remedy = (
        Text("您要找的可能是：{ids}。", "Perhaps you mean: {ids}.").format(
            ids=listed(map(same, found))
        )
        if found
        else Text("请运行 zeren standards 查看全部标准。", "Run “zeren standards” to see them all.")
    )
    return Problem(
        code="standard-unknown",
        level="error",
        place=Place(field=asked),
        what=Text("目录中没有这个标准。", "The catalogue has no standard of this id."),
        remedy=remedy,
    )


def _standard(table: Mapping[str, Any]) -> Standard:
    claim = table["claim"]
    return Standard(
        id=table["id"],
        title=Text.of(table["title"]),
        edition=Text.of(table["edition"]),
        publisher=Text.of(table["publisher"]),
        published=table.get("published", ""),
        in_force=table.get("in_force", ""),
        superseded_by=table.get("superseded_by", ""),
        status=Text.of(table["status"]),
        licence=Text.of(table["licence"]),
        certainty=Text.of(table["certainty"]),
        claim=Claim(
            kind=claim["kind"], words=Text.of(claim["words"]), limit=Text.of(claim["limit"])
        ),
        clauses=tuple(_clause(clause) for clause in table["clauses"]),
    )


def _clause(table: Mapping[str, Any]) -> Clause:
    return Clause(
        ref=table["ref"],
        title=Text.of(table["title"]),
        parent=table.get("parent", ""),
        note=Text.of(table["note"]) if "note" in table else None,
    )
