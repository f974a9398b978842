"""A signed statement and shown answers in words, line by line, for whoever reads a verdict."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from zeren.declare.labels import LABELS, NO, POINTS, SAID, YES, asked_as, points
from zeren.text import Lang, Text

_COLON = Text("：", ": ")


def statement_lines(
    table: Mapping[str, object], lang: Lang, *, depth: int = 0
) -> Iterator[tuple[int, str]]:
    """Every value as it was signed, each line with how deep it is set in; lists have a line a member."""
    for name in (*(one for one in LABELS if one in table), *(table.keys() - LABELS.keys())):
        value = table[name]
        if value in (None, "", []):
            continue
        lead = f"{_label(name, lang)}{_COLON.to(lang)}"
        if isinstance(value, Mapping) and not _is_text(value):
            yield depth, lead.rstrip()
            yield from statement_lines(value, lang, depth=depth + 1)
        elif isinstance(value, list) and any(isinstance(one, Mapping) for one in value):
            yield depth, lead.rstrip()
            yield from ((depth + 1, f"- {_in_line(one, lang)}") for one in value)
        else:
            yield depth, lead + _in_line(value, lang)


def shown_line(one: Mapping[str, object], lang: Lang) -> str:
    """An answer, a fact or a score that is shown."""
    code = str(one["code"])
    name = asked_as(code) if one["kind"] == "scores" else code
    return f"{name}{_COLON.to(lang)}{_in_line(one['value'], lang)}"


def _is_text(value: Mapping[str, object]) -> bool:
    return value.keys() in ({"zh", "en"}, {"lang", "text"})


def _in_line(value: object, lang: Lang) -> str:
    """A value in one line; a text in both languages in that of the reader."""
    if isinstance(value, Mapping):
        if _is_text(value):
            return str(value.get(lang, value.get("text")))
        filled = (
            (_label(name, lang), _in_line(_as_points(name, value[name]), lang))
            for name in (
                *(one for one in LABELS if one in value),
                *(value.keys() - LABELS.keys()),
            )
        )
        return Text("；", "; ").to(lang).join(f"{name} {words}" for name, words in filled if words)
    if isinstance(value, bool):
        return (YES if value else NO).to(lang)
    if isinstance(value, list):
        return Text("、", ", ").to(lang).join(_in_line(one, lang) for one in value)
    return "" if value is None else SAID.get(str(value), Text(str(value), str(value))).to(lang)


def _as_points(name: str, value: object) -> object:
    return points(value) if name in POINTS and isinstance(value, int) else value


def _label(name: str, lang: Lang) -> str:
    return LABELS[name].to(lang) if name in LABELS else name
