"""Lists that leave: members with everything known of them, and an empty list to fill in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Final

from zeren.files.list_sheet import Column, ListSheet, Value, new_book
from zeren.files.members.columns import FIELDS, NAMES, Field
from zeren.files.workbook.layout import Look
from zeren.text import Lang, Text, same

_WIDTHS: Final[dict[Field, float]] = {
    "uscc": 24,
    "name_zh": 34,
    "name_en": 34,
    "city": 14,
    "contact": 14,
    "email": 28,
    "phone": 18,
    "cohorts": 24,
}
_TITLE: Final = Text("会员名单", "Members")
_HOW: Final = (
    Text(
        "一行一家企业。统一社会信用代码必填，18 位，照营业执照填；新会员还要填企业名称。",
        "A company a row. The Unified Social Credit Code is needed: 18 characters, as on the business"
        " licence. A new member needs its name, too.",
    ),
    Text(
        "空着的格不会改动已有内容。几个分组用顿号或逗号隔开。",
        "An empty cell changes nothing that is known already. Several cohorts: with commas between.",
    ),
)
_BLANK_ROWS: Final = 200


@dataclass(frozen=True, slots=True)
class List:
    """What a sheet shows: a title, what is said below it, columns and rows."""

    title: Text
    leads: Sequence[Text]
    columns: Sequence[Column]
    rows: Iterable[Sequence[Value]]
    look: str = ""


def print_list(shown: List, *, lang: Lang, day: date) -> bytes:
    """The list as a workbook in one language; words stay words, whatever they begin with."""
    target = BytesIO()
    book = new_book(target, title=shown.title.to(lang), day=day)
    paper = book.add_worksheet(shown.title.to(lang))
    sheet = ListSheet(Look(book, lang), paper, lang, shown.columns, len(shown.leads) + 1)
    sheet.head(shown.title, *shown.leads, frozen=2)
    for place, row in enumerate(shown.rows, start=sheet.first):
        sheet.row(place, row, look=shown.look)
    sheet.set_page(shown.title)
    book.close()
    return target.getvalue()


def print_template(lang: Lang, *, day: date) -> bytes:
    """An empty list whose headings the import knows."""
    blank = [None] * len(FIELDS)
    rows = (blank for _ in range(_BLANK_ROWS))
    return print_list(List(_TITLE, _HOW, columns(), rows, look="entry"), lang=lang, day=day)


def columns() -> list[Column]:
    """The columns that an import reads back."""
    return [Column(NAMES[field], _WIDTHS[field]) for field in FIELDS]


def words(value: str) -> Text | None:
    """Words of people for a cell, the same in both languages; nothing for none."""
    return same(value) if value else None
