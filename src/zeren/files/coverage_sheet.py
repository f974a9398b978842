"""The coverage of a standard as a working sheet: a row a clause, with what is still to be added."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Final

from zeren.assess.coverage import ClauseCoverage, Given, StandardCoverage
from zeren.files.list_sheet import FIRST_ROW, HEADER_ROW, Column, ListSheet, Value, new_book
from zeren.files.workbook.layout import Look
from zeren.publish.covered import (
    LIMIT,
    STATE_WORDS,
    advice_words,
    asked_words,
    counts_words,
    given_words,
    place_words,
    relation_words,
)
from zeren.standards.questionnaires import Questionnaire
from zeren.text import LANGS, Lang, Said, Text, same

_SHEET: Final = Text("覆盖情况", "Coverage")
_MOST: Final = 30  # answers of a row; the rest is counted
_MARK: Final = Text("内部 · 自评，未经核实", "Internal · self-assessed, not verified")
_COLUMNS: Final = (
    Column(Text("条款", "Clause"), 14, "strong"),
    Column(Text("名称", "Title"), 30),
    Column(Text("状态", "State"), 11),
    Column(Text("您的回答", "Your answers"), 52),
    Column(Text("在哪一格", "Where"), 18),
    Column(Text("怎样对应", "By which way"), 34),
    Column(Text("还差什么", "What is missing"), 34),
    Column(Text("由谁补、补什么", "Who adds what"), 28, "entry"),
)
_TONES: Final = (
    ("covered", {"bg_color": "#dff2e3", "font_color": "#14532d"}),
    ("partly", {"bg_color": "#fdf4dc", "font_color": "#7a5200"}),
    ("open", {"bg_color": "#f7e1e1", "font_color": "#9a1b1b"}),
)


def print_coverage(
    found: StandardCoverage, questionnaire: Questionnaire | None, *, date_: str
) -> bytes:
    """Print it as xlsx, a sheet in each language; `date_` is ISO. Equal coverage, equal bytes."""
    target = BytesIO()
    title = Text("{standard} · {sheet}", "{standard} · {sheet}").format(
        standard=found.standard.title, sheet=_SHEET
    )
    book = new_book(target, title=f"{title.zh} {title.en}", day=date.fromisoformat(date_))
    for lang in LANGS:
        sheet = ListSheet(Look(book, lang), book.add_worksheet(_SHEET.to(lang)), lang, _COLUMNS)
        lead = Text("{counts}{limit}", "{counts} {limit}").format(
            counts=counts_words(found), limit=LIMIT
        )
        sheet.head(title, lead, frozen=2)
        for place, one in enumerate(found.clauses, start=FIRST_ROW):
            look = "heading" if one.is_heading else ""
            sheet.row(place, _values(one, questionnaire, lang), look=look)
        _finish(sheet, HEADER_ROW + len(found.clauses))
    book.close()
    return target.getvalue()


def _finish(sheet: ListSheet, last: int) -> None:
    if last > HEADER_ROW:
        sheet.paper.autofilter(HEADER_ROW, 0, last, len(_COLUMNS) - 1)
        for state, tone in _TONES:
            words = next(text for known, text in STATE_WORDS.items() if known == state)
            sheet.paper.conditional_format(
                FIRST_ROW,
                2,
                last,
                2,
                {
                    "type": "formula",
                    "criteria": f'=$C{FIRST_ROW + 1}="{words.to(sheet.lang)}"',
                    "format": sheet.look.tone(**tone),
                },
            )
    sheet.set_page(_MARK)


def _values(
    one: ClauseCoverage, questionnaire: Questionnaire | None, lang: Lang
) -> tuple[Value, ...]:
    shown = one.answers[:_MOST]
    more = len(one.answers) - len(shown)
    lines = [_line(given, questionnaire, lang) for given in shown]
    if more:
        lines.append(Text(f"另有 {more} 个", f"and {more} more").to(lang))
    return (
        same(one.clause.ref),
        one.clause.title,
        STATE_WORDS[one.state],
        same("\n".join(lines)),
        same("\n".join(filter(None, (place_words(given).to(lang) for given in shown)))),
        same("\n".join(dict.fromkeys(relation_words(given.relation).to(lang) for given in shown))),
        advice_words(one, questionnaire),
        None,
    )


def _line(given: Given, questionnaire: Questionnaire | None, lang: Lang) -> str:
    words = given_words(given, questionnaire)
    said = words.text if isinstance(words, Said) else words.to(lang)
    asked = asked_words(given.code, questionnaire).to(lang)
    colon = "：" if lang == "zh" else ": "
    return f"{given.code.rpartition('/')[2]} {asked}{colon}{_shortened(said)}"


def _shortened(words: str, *, most: int = 400) -> str:
    return words if len(words) <= most else f"{words[: most - 1]}…"
