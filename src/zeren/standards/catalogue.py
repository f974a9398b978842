"""The standards that Zeren knows: edition, publisher, what a company may claim, and the clauses.

Numbers and short titles only: what a clause requires stands in the standard itself. A standard whose
clauses may not be shipped is listed without them, and its licence note says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Final, Literal, NamedTuple

from zeren.problems import Place, Problem, Refused
from zeren.standards.library import OURS_ALONE, Library, Table
from zeren.standards.ours import read_ours
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
_OF_REPORTS: Final = ("reports", "with-reference-to")  # unless the standard says otherwise
_DATA: Final = Path(__file__).parent / "data" / "standards"


class Claim(NamedTuple):
    """What a company may say of a standard, in our words, and where that ends.

    `then` is what the standard asks of whoever has said it, or None. `of_report` tells that the
    sentence speaks of a report, not of the company: no declaration can state it.
    """

    kind: ClaimKind
    words: Text
    limit: Text
    then: Text | None = None
    of_report: bool = False

    @property
    def is_of_deeds(self) -> bool:
        """Whether it speaks of what a company does for an aim, which no figure says by itself."""
        return self.kind in ("supports", "contributes-to")


class Clause(NamedTuple):
    """A numbered part of a standard; `parent` is the ref that it stands under, or empty.

    `topics` are those that its own file names; of our standards, `topics.toml` names them.
    """

    ref: str
    title: Text
    parent: str = ""
    note: Text | None = None
    topics: tuple[str, ...] = ()


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
def our_standard_ids() -> tuple[str, ...]:
    """The ids of the standards that came with the package, without reading any of them."""
    return tuple(sorted(file.stem for file in _DATA.glob("*.toml")))


def standard_ids(library: Library = OURS_ALONE) -> tuple[str, ...]:
    """The ids of all standards: ours in order, then the library's."""
    return (*our_standard_ids(), *sorted(library.standards))


@lru_cache(maxsize=1024)
def standard(id: str, *, library: Library = OURS_ALONE) -> Standard:  # noqa: A002 - the word that its files and users use
    """Read one standard. An unknown id is refused, with the nearest ones named."""
    if id in our_standard_ids():
        return standard_from(our_standard_table(id))
    if id in library.standards:
        return standard_from(library.standards[id])
    raise Refused(_unknown(id, library))


def our_standard_table(id: str) -> Table:  # noqa: A002
    """What the file of a standard of ours holds."""
    return read_ours(_DATA / f"{id}.toml")


def load_standards(library: Library = OURS_ALONE) -> tuple[Standard, ...]:
    """Every standard: ours by id, then the library's."""
    return tuple(standard(name, library=library) for name in standard_ids(library))


def find_standard(asked: str, *, library: Library = OURS_ALONE) -> Standard:
    """By its id, or by the beginning of just one id: `gri`, `iso-26000`. Refuses what fits none or several."""
    fitting = meant(asked, standard_ids(library))
    if len(fitting) > 1:
        raise Refused(_several(asked, fitting))
    return standard(fitting[0] if fitting else asked, library=library)


def meant(asked: str, ids: Iterable[str]) -> tuple[str, ...]:
    """The one of these ids that is asked for, else all that begin so."""
    ids = tuple(ids)
    if asked in ids:
        return (asked,)
    return tuple(name for name in ids if name.startswith(asked.casefold())) if asked else ()


def nearest(asked: str, *, most: int = 3, library: Library = OURS_ALONE) -> tuple[str, ...]:
    """Ids that somebody may have meant: those whose id or title holds the words, else look-alikes."""
    from difflib import get_close_matches

    wanted = _folded(asked)
    if not wanted:
        return ()
    holding = tuple(
        known.id
        for known in load_standards(library)
        if any(wanted in _folded(words) for words in (known.id, known.title.zh, known.title.en))
    )
    ids = {_folded(name): name for name in standard_ids(library)}
    beginning = tuple(name for folded, name in ids.items() if folded.startswith(wanted))
    holding = tuple(dict.fromkeys((*beginning, *holding)))
    alike = get_close_matches(wanted, ids, n=most, cutoff=0.6)
    return holding[:most] or tuple(ids[match] for match in alike)


def _folded(words: str) -> str:
    """Letters and digits only, so that “GB/T 36000” finds gbt-36000-2015."""
    return re.sub(r"[\W_]", "", words.casefold())


def _unknown(asked: str, library: Library) -> Problem:
    found = nearest(asked, library=library)
    remedy = (
        Text("您要找的可能是：{ids}。", "Perhaps you mean: {ids}.").format(
            ids=listed(map(same, found))
        )
        if found
        else Text("请运行 zeren standards 查看全部标准。", "Run “zeren standards” to see them all.")
    )
    if library == OURS_ALONE:
        remedy = Text(remedy.zh + _OF_YOUR_OWN.zh, f"{remedy.en} {_OF_YOUR_OWN.en}")
    what = Text("目录中没有这个标准。", "The catalogue has no standard of this id.")
    return _no_one_standard(asked, what, remedy)


_OF_YOUR_OWN: Final = Text(
    "如果是自己编写的标准，请用 --library 或环境变量 ZEREN_LIBRARY 指明标准库文件夹。",
    "If it is one of your own, name its library's folder with --library or in ZEREN_LIBRARY.",
)


def _several(asked: str, fitting: Iterable[str]) -> Problem:
    return _no_one_standard(
        asked,
        Text("不止一个标准的 ID 这样开头。", "More than one standard's id begins so."),
        Text("请写得再全一些：{ids}。", "Write more of it: {ids}.").format(
            ids=listed(map(same, fitting))
        ),
    )


def _no_one_standard(asked: str, what: Text, remedy: Text) -> Problem:
    return Problem("standard-unknown", "error", Place(field=asked or "“”"), what, remedy)


def standard_from(table: Table) -> Standard:
    """A standard from the table of its file; raises KeyError or ValueError where it is not sound."""
    claim = table["claim"]
    return Standard(
        id=table["id"],
        title=Text.of(table["title"]),
        edition=Text.of(table["edition"]),
        publisher=Text.of(table["publisher"]),
        published=str(table.get("published", "")),
        in_force=str(table.get("in_force", "")),
        superseded_by=table.get("superseded_by", ""),
        status=Text.of(table["status"]),
        licence=Text.of(table["licence"]),
        certainty=Text.of(table["certainty"]),
        claim=Claim(
            kind=claim["kind"],
            words=Text.of(claim["words"]),
            limit=Text.of(claim["limit"]),
            then=Text.of(claim["then"]) if "then" in claim else None,
            of_report=claim.get("of_report", claim["kind"] in _OF_REPORTS),
        ),
        clauses=tuple(_clause(clause) for clause in table["clauses"]),
    )


def _clause(table: Table) -> Clause:
    return Clause(
        ref=table["ref"],
        title=Text.of(table["title"]),
        parent=table.get("parent", ""),
        note=Text.of(table["note"]) if "note" in table else None,
        topics=tuple(table.get("topics", ())),
    )
