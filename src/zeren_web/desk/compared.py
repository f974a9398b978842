"""A comparison as a page shows it: rows under their kinds, each with what stands and what the file says."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from zeren.collect.responses import Evidence
from zeren.files.canonical import canonical
from zeren.files.entered import Entered
from zeren.files.refused_sheet import NotTaken
from zeren.files.workbook.said import written_lines
from zeren.publish.wording import EVIDENCE_WORDS
from zeren.standards.questionnaires import Questionnaire
from zeren.text import Said, Text, in_language
from zeren_web.desk.rows import lines_of
from zeren_web.records.read.comparing import TAKEN_UNLESS_SAID, Comparison, Kind, Line

KINDS: Final[Mapping[Kind, tuple[Text, Text]]] = {
    "conflicting": (
        Text("两边都改过", "Changed on both sides"),
        Text(
            "下载以后，网上和文件里都改了。不勾选，就留网上的。",
            "Changed online and in the file since the download. Left unticked, what stands online stays.",
        ),
    ),
    "changed": (
        Text("文件里改了", "Changed in the file"),
        Text("勾选的以文件为准。", "What is ticked follows the file."),
    ),
    "new": (
        Text("新填的", "New"),
        Text("网上还没有填，文件里填了。", "Not answered online so far."),
    ),
    "emptied": (
        Text("文件里清空了", "Emptied in the file"),
        Text(
            "网上有，文件里删掉了。不勾选，就留网上的。",
            "Answered online, empty in the file. Left unticked, what stands online stays.",
        ),
    ),
}
_PUBLIC: Final = Text("可公开", "may be published")
_PRIVATE: Final = Text("不公开", "not published")


@dataclass(frozen=True, slots=True)
class Row:
    """One line, with a box to tick where there is something to decide."""

    line: Line
    key: str  # code and the version that was seen
    chosen: bool
    stands: tuple[Text | Said, ...]
    found: tuple[Text | Said, ...]


@dataclass(frozen=True, slots=True)
class Group:
    kind: Kind
    title: Text
    lead: Text
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class PieceRow:
    """A piece of evidence that the file lists and the library does not have."""

    key: str
    piece: Evidence
    kind: Text
    title: Text
    chosen: bool


def key_of(line: Line) -> str:
    return f"{line.code}@{line.version}"


def key_of_piece(piece: Evidence) -> str:
    told = {**piece.as_json(), "sheet": "", "cell": ""}
    return hashlib.sha256(canonical(told)).hexdigest()[:20]


def groups_of(
    found: Comparison, questionnaire: Questionnaire, chosen: frozenset[str] | None
) -> tuple[Group, ...]:
    """`chosen` are the keys that are ticked; None for what is suggested."""
    made = (
        Group(kind, *KINDS[kind], tuple(_rows(found.of(kind), questionnaire, chosen)))
        for kind in KINDS
    )
    return tuple(group for group in made if group.rows)


def _rows(
    lines: Iterable[Line], questionnaire: Questionnaire, chosen: frozenset[str] | None
) -> Iterator[Row]:
    for line in lines:
        asked = questionnaire.matter_of[line.code]
        ticks = line.stands.public != line.found.public
        yield Row(
            line,
            key_of(line),
            key_of(line) in chosen if chosen is not None else line.kind in TAKEN_UNLESS_SAID,
            (*lines_of(asked, line.stands), *_tick(line.stands, said=ticks)),
            (*lines_of(asked, line.found), *_tick(line.found, said=ticks)),
        )


def _tick(entered: Entered, *, said: bool) -> Iterator[Text]:
    if said and not entered.is_empty:
        yield _PUBLIC if entered.public else _PRIVATE


def pieces_of(
    found: Comparison, titles: Mapping[str, Text], chosen: frozenset[str] | None
) -> tuple[PieceRow, ...]:
    return tuple(
        PieceRow(
            key := key_of_piece(piece),
            piece,
            EVIDENCE_WORDS[piece.kind],
            titles[piece.question],
            chosen is None or key in chosen,
        )
        for piece in found.evidence
    )


def refused_rows(found: Comparison) -> tuple[NotTaken, ...]:
    return tuple(
        NotTaken(
            line.place.sheet,
            line.place.cell,
            line.title,
            _written(line.written),
            line.why or _NO_WHY,
        )
        for line in found.of("refused")
    )


def _written(written: Mapping[str, str]) -> str:
    """Alone as it is; of several cells each with the name of its column, in both languages."""
    if len(written) == 1:
        return next(iter(written.values()))
    lines = written_lines(written)
    return "\n".join(f"{name.zh} {name.en}: {in_language(words, 'zh')}" for name, words in lines)


_NO_WHY: Final = Text("看不懂。", "It was not understood.")
