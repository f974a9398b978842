"""A list as a sheet to work on: a title, a lead, a header that stays in sight, and rows as high as their words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from zeren.files.characters import printable
from zeren.files.workbook.layout import BOX, HEADER, INPUT, QUIET, TEAL, TINT, Look, height
from zeren.files.xlsx.editing import MOST_CHARACTERS
from zeren.text import Lang, Text

if TYPE_CHECKING:
    import xlsxwriter
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

Value = Text | int | date | None

HEADER_ROW: Final = 3
FIRST_ROW: Final = HEADER_ROW + 1
_FORMULA_SIGNS: Final = tuple("=+-@\t\r\n＝＋－＠﹢﹣﹦﹫")
_ROOM: Final[dict[Lang, float]] = {"zh": 1.0, "en": 1.15}  # Arial runs narrower than reckoned
_LOOKS: Final[Mapping[str, Mapping[str, Any]]] = {
    "title": {"bold": True, "font_size": 16, "font_color": TEAL, "valign": "vcenter"},
    "lead": {"font_color": QUIET, "valign": "vcenter"},
    "header": HEADER,
    "heading": {**BOX, "bold": True, "font_color": TEAL, "bg_color": TINT},
    "text": BOX,
    "strong": {**BOX, "bold": True},
    "again": {**BOX, "font_color": QUIET},
    "count": {**BOX, "align": "center", "indent": 0},
    "day": {**BOX, "num_format": "yyyy-mm-dd", "align": "center", "indent": 0},
    "entry": {**BOX, "bg_color": INPUT},
}


@dataclass(frozen=True, slots=True)
class Column:
    header: Text
    width: float
    look: str = "text"


def new_book(target: BytesIO, *, title: str, day: date) -> xlsxwriter.Workbook:
    """A workbook in which words stay words; `day` is the day on which it was made."""
    import xlsxwriter

    book = xlsxwriter.Workbook(
        target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    created = datetime(day.year, day.month, day.day)  # noqa: DTZ001 - a day, no hour
    book.set_properties({"title": title, "created": created})
    book.set_size(2400, 1300)
    return book


@dataclass(frozen=True, slots=True)
class ListSheet:
    """One sheet in one language."""

    look: Look
    paper: Worksheet
    lang: Lang
    columns: Sequence[Column]
    header: int = HEADER_ROW  # the row of the header; what is said above it takes the rows before

    @property
    def first(self) -> int:
        return self.header + 1

    def head(self, title: Text, *leads: Text, frozen: int) -> None:
        """Title, leads and header; `frozen` columns stay in sight."""
        self.paper.hide_gridlines(2)
        self.paper.set_row(0, 30)
        self._put(0, 0, title, "title")
        for row, lead in enumerate(leads, start=1):
            self._put(row, 0, lead, "lead")
        self.paper.set_row(self.header, 36)
        for place, column in enumerate(self.columns):
            self.paper.set_column(place, place, column.width)
            self._put(self.header, place, column.header, "header")
        self.paper.freeze_panes(self.first, frozen)
        self.paper.repeat_rows(self.header)

    def row(
        self,
        place: int,
        values: Iterable[Value],
        *,
        look: str = "",
        looks: Mapping[int, str] | None = None,
    ) -> None:
        """Its height is ours to give: not every program fits rows to their words.

        `look` is for the whole row, `looks` for single cells of it.
        """
        pairs: list[tuple[str, float]] = []
        for at, (column, value) in enumerate(zip(self.columns, values, strict=True)):
            self._put(place, at, value, (looks or {}).get(at) or look or column.look)
            if isinstance(value, Text):
                pairs.append((value.to(self.lang), column.width * _ROOM[self.lang]))
        self.paper.set_row(place, height(pairs))

    def set_page(self, mark: Text) -> None:
        """For printing: landscape A4, one page wide, with a mark and page numbers below."""
        self.paper.set_landscape()
        self.paper.set_paper(9)
        self.paper.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
        self.paper.fit_to_pages(1, 0)
        self.paper.set_footer(f"&L&9{mark.to(self.lang)}&R&9&P / &N")

    def _put(self, row: int, place: int, value: Value, look: str) -> None:
        """Words stay words, in this program and the next, whatever they begin with."""
        if value is None:
            self.paper.write_blank(row, place, None, self._format(look))
        elif isinstance(value, Text):
            words = printable(value.to(self.lang))[:MOST_CHARACTERS]
            style = self._format(look, quoted=words.startswith(_FORMULA_SIGNS))
            self.paper.write_string(row, place, words, style)
        elif isinstance(value, date):
            self.paper.write_datetime(row, place, value, self._format(look))
        else:
            self.paper.write_number(row, place, value, self._format(look))

    def _format(self, look: str, *, quoted: bool = False) -> Format:
        return self.look.of(
            f"{look} quoted" if quoted else look,
            {**_LOOKS[look], "quote_prefix": True} if quoted else _LOOKS[look],
        )
