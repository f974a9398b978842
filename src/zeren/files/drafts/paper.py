"""What every sheet of a draft's workbook is made with, and the marks that stand on each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from zeren.files.drafts.cells import entry, units, words_for
from zeren.files.drafts.columns import Column
from zeren.files.workbook.layout import BOX, HEADER, INPUT, QUIET, Look
from zeren.files.workbook.sheet import Lists, letters
from zeren.files.workbook.words import NO, YES, BookLang, shown
from zeren.standards.drafts.known import Known, Names
from zeren.standards.drafts.shapes import Digits, OneOf, SomeOf, Whole, YesNo
from zeren.text import Text

if TYPE_CHECKING:
    import xlsxwriter
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

LAST_ROW: Final = 2_000  # as far as the lists are offered
_OWN: Final = {"clauses": ("clause", 0), "items": ("item", 0), "areas": ("area", 0)}
_LIGHT: Final = "#7fa29d"
_CHOOSE: Final = Text("请从列表中选", "Choose from the list")
_ARROW: Final = Text(
    "点单元格右边的箭头，选一项；也可以写代码。",
    "Click the arrow beside the cell and choose an entry, or write its code.",
)


@dataclass(frozen=True, slots=True)
class Pen:
    """Writes in one language, or in both, with the lists that are known."""

    book: xlsxwriter.Workbook
    look: Look
    lang: BookLang
    lists: Lists
    known: Known
    sheets: Mapping[str, str]

    def words(self, text: Text, *, between: str = " ") -> str:
        return shown(text, self.lang, between=between)

    def lines(self, text: Text) -> tuple[str, ...]:
        return (text.zh, text.en) if self.lang == "both" else (text.to(self.lang),)

    def style(self, name: str) -> Format:
        return self.look.of(f"draft-{name}", _STYLES[name])

    def names(self, column: Column) -> Names:
        """The closed list that a column chooses from; empty where it has none."""
        shape = column.shape
        name = shape.list if isinstance(shape, OneOf | SomeOf | Whole) else ""
        found = self.known.lists.get(name, {})
        return units(found) if name == "units" else found

    def shown(self, value: Any, column: Column) -> str:  # noqa: ANN401 - whatever the form holds
        return words_for(value, column, self.names(column), self.lang)


_ENTRY: Final[Mapping[str, Any]] = {**BOX, "bg_color": INPUT, "num_format": "@"}
_STYLES: Final[Mapping[str, Mapping[str, Any]]] = {
    "entry": _ENTRY,
    "example": {**_ENTRY, "bg_color": "#f1f3f3", "font_color": QUIET, "italic": True},
    "needed": HEADER,
    "optional": {**HEADER, "bg_color": _LIGHT, "bold": False},
    "hint": {**BOX, "font_color": QUIET, "font_size": 9},
}


def offer(pen: Pen, paper: Worksheet, column: Column, *, rows: tuple[int, int], place: int) -> None:
    """A drop-down for these rows; whoever writes something else is asked, or, of several codes, not."""
    source = _source(pen, column)
    if source is None:
        return
    several = isinstance(column.shape, SomeOf)
    paper.data_validation(
        rows[0],
        place,
        rows[1],
        place,
        {
            "validate": "list",
            "source": source,
            "error_type": "warning",
            "show_error": not several,
            "error_title": pen.words(_CHOOSE),
            "error_message": pen.words(_ARROW),
        },
    )


def _source(pen: Pen, column: Column) -> str | None:
    shape = column.shape
    if isinstance(shape, YesNo):
        return pen.lists.range_of([pen.words(YES), pen.words(NO)])
    if isinstance(shape, OneOf) and shape.list in _OWN:
        kind, place = _OWN[shape.list]
        letter = letters(place)
        return f"='{pen.sheets[kind]}'!${letter}${FIRST + 1}:${letter}${LAST_ROW}"
    names = pen.names(column)
    if not names or isinstance(shape, Digits):
        return None
    entries: Sequence[str] = [entry(code, names, pen.lang) for code in names]
    return pen.lists.range_of(entries)


FIRST: Final = 6  # rows above the first entry of a grid: keys, title, lead, bands, headers, hints
