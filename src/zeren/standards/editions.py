"""What changed between editions: which codes each of them asked, in which words, and where codes went.

`data/editions/<id>/<year>.toml` lists what an edition asks, `retired.toml` beside it keeps the tables
of what is asked no more, so that an old workbook can still be read. A code is never reused: found in
two editions, it is the same question.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path
from typing import Final

from zeren.standards.from_tables import Table, field_from, made, question_from, red_line_from
from zeren.standards.library import OURS_ALONE, Library
from zeren.standards.load import load_questionnaire
from zeren.standards.ours import read_ours
from zeren.standards.questionnaires import TIERS, Field, Question, Questionnaire, RedLine, Tier
from zeren.text import Text

Matter = Question | RedLine | Field

_DATA: Final = Path(__file__).parent / "data"
_RETIRED: Final = "retired"
_MARK: Final = 12  # hex digits: enough to tell two wordings of one code apart


@dataclass(frozen=True, slots=True)
class Listed:
    """A code in the list of an edition: the first tier that asks it, and a mark of its wording."""

    tier: Tier
    mark: str


@dataclass(frozen=True, slots=True)
class Retired:
    """A code that is asked no more: since when, where its answer goes now (nowhere, too), and why."""

    matter: Matter
    part: str  # the questionnaire or supplement that asked it
    edition: str  # the first that no longer asks it
    now: tuple[str, ...]
    reason: Text

    @property
    def code(self) -> str:
        return self.matter.code


@dataclass(frozen=True, slots=True)
class Changes:
    """From what was asked then to what is asked now.

    `moved` says where the answer to a retired code belongs now, step by step to the present edition;
    `retired` has the reason of every code that is asked no more. `new` was not asked then, in the
    order of the questionnaire; `reworded` was asked in other words.
    """

    moved: Mapping[str, tuple[str, ...]]
    retired: Mapping[str, Retired]
    new: tuple[str, ...]
    reworded: frozenset[str]

    def now(self, code: str) -> tuple[str, ...]:
        """The codes under which the answer to a code stands now; itself where nothing moved."""
        return self.moved.get(code, () if code in self.retired else (code,))


def marks_of(questionnaire: Questionnaire) -> dict[str, str]:
    """A mark of the wording of everything that is asked, by code."""
    return {one.code: _mark(one) for one in _matters(questionnaire)}


def list_of(id: str, supplement: str = "") -> dict[str, Listed]:  # noqa: A002
    """What the present edition of a questionnaire, or of its supplement, asks."""
    part, supplements = supplement or id, (supplement,) if supplement else ()
    found: dict[str, Listed] = {}
    for tier in TIERS:
        asked = load_questionnaire(id, tier=tier, supplements=supplements)
        for code, mark in marks_of(asked).items():
            if code not in found and asked.homes.get(code, id) == part:
                found[code] = Listed(tier, mark)
    return found


def editions(id: str) -> tuple[str, ...]:  # noqa: A002
    """The years of which there is a list, in order."""
    return tuple(sorted(year for year in _files(id) if year != _RETIRED))


def asked_then(
    id: str,  # noqa: A002
    year: str,
    *,
    tier: Tier,
    supplements: tuple[str, ...] = (),
) -> dict[str, str] | None:
    """What an edition asked in this tier with these supplements: a mark of its wording by code.

    None where there is no list of that edition.
    """
    if year not in _files(id):
        return None
    tiers = TIERS[: TIERS.index(tier) + 1]
    parts = (part for name in (id, *supplements) for part in _list(name, year).items())
    return {code: one.mark for code, one in parts if one.tier in tiers}


def as_asked(
    id: str,  # noqa: A002
    tier: Tier,
    supplements: tuple[str, ...],
    *,
    year: str,
    library: Library = OURS_ALONE,
) -> Questionnaire:
    """A questionnaire to read an old response by: the present one, and what that edition asked beside.

    Of an edition without a list, everything that was ever asked. Raises LookupError or OSError as
    `load_questionnaire` does.
    """
    present, whole = (
        load_questionnaire(id, tier=one, supplements=supplements, library=library)
        for one in (tier, TIERS[-1])
    )
    then = asked_then(id, year, tier=tier, supplements=supplements)
    gone = {one.code: one for one in retired(id, supplements)}
    known = marks_of(present)
    more = [
        one
        for one in (*_matters(whole), *(one.matter for one in gone.values()))
        if one.code not in known and (one.code in gone if then is None else one.code in then)
    ]
    return replace(
        present,
        questions=(*present.questions, *(one for one in more if isinstance(one, Question))),
        red_lines=(*present.red_lines, *(one for one in more if isinstance(one, RedLine))),
        fields=(*present.fields, *(one for one in more if isinstance(one, Field))),
        homes={**present.homes, **{code: one.part for code, one in gone.items() if one.part != id}},
    )


def changes(then: Mapping[str, str], now: Questionnaire, retirements: Iterable[Retired]) -> Changes:
    """What is different for somebody who was asked `then` (see `asked_then`) and is asked `now`."""
    present, gone = marks_of(now), {one.code: one for one in retirements}
    moved = {code: goes for code in gone if (goes := _goes(code, gone, frozenset()))}
    known = {*then, *(end for code, ends in moved.items() if code in then for end in ends)}
    return Changes(
        moved=moved,
        retired=gone,
        new=tuple(code for code in present if code not in known),
        reworded=frozenset(code for code, mark in present.items() if then.get(code, mark) != mark),
    )


def _goes(code: str, gone: Mapping[str, Retired], seen: frozenset[str]) -> tuple[str, ...]:
    """Through editions that nobody answered: 2026 → 2027 → 2028."""
    if code not in gone:
        return (code,)
    if code in seen:
        return ()
    ends = (end for one in gone[code].now for end in _goes(one, gone, seen | {code}))
    return tuple(dict.fromkeys(ends))


@cache
def retired(id: str, supplements: tuple[str, ...] = ()) -> tuple[Retired, ...]:  # noqa: A002
    """Every code of a questionnaire and its supplements that is asked no more."""
    return tuple(
        one
        for part in (id, *supplements)
        if _RETIRED in _files(part)
        for one in _retired(part, read_ours(_files(part)[_RETIRED]))
    )


def _retired(part: str, table: Table) -> Iterator[Retired]:
    laws = {law["id"]: law for law in read_ours(_DATA / "laws.toml")["law"]}
    for kind in ("question", "red_line", "field"):
        for one in table.get(kind, ()):
            gone = one["gone"]
            yield Retired(
                matter=made(one, partial(_matter, kind, laws=laws)),
                part=part,
                edition=gone["edition"],
                now=tuple(gone.get("now", ())),
                reason=Text.of(gone["reason"]),
            )


def _matter(kind: str, retired: Table, *, laws: Mapping[str, Table]) -> Matter:
    table = {key: value for key, value in retired.items() if key != "gone"}
    if kind == "question":
        return question_from(table, laws, default_target=3)  # nobody scores it any more
    return red_line_from(table, laws) if kind == "red_line" else field_from(table)


@cache
def _list(id: str, year: str) -> dict[str, Listed]:  # noqa: A002
    source = _files(id).get(year)
    asked = read_ours(source)["asked"] if source else {}
    return {code: Listed(tier, mark) for code, (tier, mark) in asked.items()}


def _files(id: str) -> dict[str, Path]:  # noqa: A002
    """By name, so that a name from outside leads nowhere else."""
    folders = {folder.name: folder for folder in (_DATA / "editions").iterdir()}
    return {path.stem: path for path in folders[id].glob("*.toml")} if id in folders else {}


def _matters(questionnaire: Questionnaire) -> tuple[Matter, ...]:
    return (*questionnaire.questions, *questionnaire.red_lines, *questionnaire.fields)


def _mark(matter: Matter) -> str:
    """Of what a person reads before answering: another word in either language, another mark."""
    if isinstance(matter, Field):
        words: list[object] = [matter.label, matter.help, matter.unit]
        words += [(choice.code, choice.label) for choice in matter.choices]
    else:
        words = [matter.asked, *(matter.levels if isinstance(matter, Question) else ())]
    content = json.dumps(words, ensure_ascii=False, default=Text.as_json)
    return hashlib.sha256(content.encode()).hexdigest()[:_MARK]
