"""The cells in which one table of a draft stands, as its form has them: a column each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from zeren.standards.drafts.forms import FORMS
from zeren.standards.drafts.shapes import (
    NOTHING,
    Both,
    Key,
    Part,
    Several,
    Shape,
    SomeOf,
    numbered,
)
from zeren.text import LANGS, Lang, Text

Way = tuple[str | int, ...]  # from a table to one of its values: ("levels", 2, "zh")

_IN: Final[dict[Lang, Text]] = {
    "zh": Text("（中文）", " (Chinese)"),
    "en": Text("（英文）", " (English)"),
}


@dataclass(frozen=True, slots=True)
class Column:
    """A cell of every row of one kind: what it holds, what it is called, how wide it is."""

    kind: str
    way: Way
    label: Text
    shape: Shape
    help: Text
    needed: bool
    width: float
    band: Text | None = None

    @property
    def key(self) -> str:
        """The name by which the cell is found again: `question/levels.2.zh`."""
        return f"{self.kind}/{'.'.join(map(str, self.way))}"

    @property
    def lang(self) -> Lang | None:
        """The language of a phrase; None of anything else."""
        last = self.way[-1]
        if not isinstance(self.shape, Both):
            return None
        return "zh" if last == "zh" else "en"


@cache
def columns_of(kind: str) -> tuple[Column, ...]:
    """All columns of a kind of table, in order."""
    return tuple(column for key in FORMS[kind] for column in _of_key(kind, key))


def _of_key(kind: str, key: Key) -> Iterator[Column]:
    """The first carries the heading; what helps is said once, not on each of equal columns."""
    made = _leaves(kind, key, (key.name,), label=key.label, needed=key.needed)
    said: set[Text] = set()
    for number, column in enumerate(made):
        once = NOTHING if column.help in said else column.help
        said.add(column.help)
        yield replace(column, help=once, band=key.band if number == 0 else None)


def _leaves(kind: str, key: Key, way: Way, *, label: Text, needed: bool) -> Iterator[Column]:
    shape = key.shape
    if isinstance(shape, Several):
        yield from _listed(kind, key, shape, way, needed=needed)
        return
    if isinstance(shape, Part):
        for inner in shape.keys:
            whole = needed and inner.needed and inner.default is None
            yield from _leaves(kind, inner, (*way, inner.name), label=inner.label, needed=whole)
        return
    needed = needed and key.default is None
    if isinstance(shape, Both):
        for lang in LANGS:
            named = Text(label.zh + _IN[lang].zh, label.en + _IN[lang].en)
            yield Column(kind, (*way, lang), named, shape, key.help, needed, key.width)
    elif isinstance(shape, SomeOf) and shape.cells > 1:
        for number in range(shape.cells):
            named = numbered(Text(f"{label.zh} {{n}}", f"{label.en} {{n}}"), number + 1)
            due = needed and number < shape.least
            yield Column(kind, (*way, number), named, shape, key.help, due, key.width)
    else:
        yield Column(kind, way, label, shape, key.help, needed, key.width)


def _listed(kind: str, key: Key, shape: Several, way: Way, *, needed: bool) -> Iterator[Column]:
    for number in range(shape.cells):
        due = needed and number < shape.least
        shown = number + shape.first
        if isinstance(shape.shape, Part):
            for inner in shape.shape.keys:
                named = Text(f"{inner.label.zh} {shown}", f"{inner.label.en} {shown}")
                at = (*way, number, inner.name)
                yield from _leaves(kind, inner, at, label=named, needed=due and inner.needed)
        else:
            one = Key(key.name, key.label, shape.shape, key.help, width=key.width)
            named = numbered(key.label, shown)
            yield from _leaves(kind, one, (*way, number), label=named, needed=due)
