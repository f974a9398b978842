"""The coverage of a standard as a working sheet: a row an answer, with what is still to be added.

Each row repeats the clause and its state, so that filters and sorting keep what belongs together; a
clause that nothing speaks to has one row.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from io import BytesIO
from typing import Final

from zeren.assess.coverage import ClauseCoverage, Given, StandardCoverage
from zeren.assess.coverage.clauses import State
from zeren.files.list_sheet import Column, ListSheet, Value, new_book
from zeren.files.workbook.layout import Look
from zeren.publish.covered import (
    EXPLAINED,
    LIMIT,
    STATE_WORDS,
    advice_words,
    counts_words,
    given_words,
    larger_words,
    named_words,
    place_words,
    relation_words,
)
from zeren.standards.questionnaires import Questionnaire
from zeren.text import LANGS, Said, Text, cut_short, same

_SHEET: Final = Text("覆盖情况", "Coverage")
_MARK: Final = Text("内部 · 自评，未经核实", "Internal · self-assessed, not verified")
_MOST: Final = 400  # characters of an answer
_STATE: Final = 2  # the column of the state
_COLUMNS: Final = (
    Column(Text("条款", "Clause"), 12, "strong"),
    Column(Text("名称", "Title"), 26),
    Column(Text("状态", "State"), 11),
    Column(Text("问的是什么", "What was asked"), 27),
    Column(Text("您的回答", "Your answer"), 42),
    Column(Text("在哪一格", "Where"), 19),
    Column(Text("怎样对应", "By which way"), 30),
    Column(Text("还差什么", "What is missing"), 36),
    Column(Text("由谁补、补什么", "Who adds what"), 26, "entry"),
)
_REPEATED: Final = {0: "again", 1: "again", 2: "text", 7: "text", 8: "text"}
_NOTHING: Final = same("")
_TONES: Final[Mapping[State, Mapping[str, str]]] = {
    "covered": {"bg_color": "#dff2e3", "font_color": "#14532d"},
    "partly": {"bg_color": "#fdf4dc", "font_color": "#7a5200"},
    "open": {"bg_color": "#f7e1e1", "font_color": "#9a1b1b"},
}


def print_coverage(
    found: StandardCoverage, questionnaire: Questionnaire | None, *, date_: str
) -> bytes:
    """Print it as xlsx, a sheet in each language; `date_` is ISO. Equal coverage, equal bytes."""
    target = BytesIO()
    title = Text("{standard} · {sheet}", "{standard} · {sheet}").format(
        standard=found.standard.title, sheet=_SHEET
    )
    leads = (
        Text("{counts}{limit}", "{counts} {limit}").format(counts=counts_words(found), limit=LIMIT),
        EXPLAINED,
        *larger_words(found),
    )
    book = new_book(target, title=f"{title.zh} {title.en}", day=date.fromisoformat(date_))
    for lang in LANGS:
        paper = book.add_worksheet(_SHEET.to(lang))
        sheet = ListSheet(Look(book, lang), paper, lang, _COLUMNS, header=len(leads) + 2)
        sheet.head(title, *leads, frozen=2)
        _write_rows(sheet, found, questionnaire)
        sheet.set_page(_MARK)
    book.close()
    return target.getvalue()


def _write_rows(
    sheet: ListSheet, found: StandardCoverage, questionnaire: Questionnaire | None
) -> None:
    place = sheet.header
    for one in found.clauses:
        for number, values in enumerate(_rows(one, questionnaire)):
            place += 1
            look = "heading" if one.is_heading else ""
            sheet.row(place, values, look=look, looks=_REPEATED if number else None)
    if place > sheet.header:
        sheet.paper.autofilter(sheet.header, 0, place, len(_COLUMNS) - 1)
        _colour(sheet, place)


def _rows(one: ClauseCoverage, questionnaire: Questionnaire | None) -> Iterator[tuple[Value, ...]]:
    """A row an answer, one where there is none; what is missing stands in the first."""
    clause = (same(one.clause.ref), one.clause.title, STATE_WORDS[one.state])
    advice = advice_words(one, questionnaire)
    if not one.answers:
        yield (*clause, *[_NOTHING] * 4, advice, None)
    for number, given in enumerate(one.answers):
        yield (*clause, *_answer(given, questionnaire), _NOTHING if number else advice, None)


def _answer(given: Given, questionnaire: Questionnaire | None) -> tuple[Text, ...]:
    words = given_words(given, questionnaire)
    said = same(words.text) if isinstance(words, Said) else words
    return (
        named_words(given.code, questionnaire),
        Text(cut_short(said.zh, _MOST), cut_short(said.en, _MOST)),
        place_words(given),
        relation_words(given.relation),
    )


def _colour(sheet: ListSheet, last: int) -> None:
    """The state by colour too; the colour never says anything on its own."""
    for state, tone in _TONES.items():
        words = STATE_WORDS[state].to(sheet.lang)
        sheet.paper.conditional_format(
            sheet.first,
            _STATE,
            last,
            _STATE,
            {
                "type": "formula",
                "criteria": f'=$C{sheet.first + 1}="{words}"',
                "format": sheet.look.tone(**tone),
            },
        )
