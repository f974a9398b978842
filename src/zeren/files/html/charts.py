"""Charts as drawings of SVG: bars, the risk matrix, the timetable; words keep their size on a phone.

Bars and timetables measure sideways in per cent and downwards in pixels, so that they grow with
the page while their words do not shrink with it.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Final
from xml.etree.ElementTree import Element

from zeren.files.html.elements import Child, element, ours
from zeren.publish.document import Bar, Bars, Dot, Matrix, Span, Timetable, Tone
from zeren.publish.wording import points
from zeren.text import Lang

_LINE: Final = 22  # pixels of a line of words
_LINE_EMS: Final = 19.0  # what fits beside nothing on a phone 320 pixels wide
_SCALE: Final = (0, 20, 40, 60, 80, 100)
_FIELD: Final = 80
_MOST_DOTS: Final = 6
_DOTS_IN_A_ROW: Final = 3
_LATEST: Final = 95.0  # per cent: where a bar stands that only begins after the horizon


def drawing(figure: Bars | Matrix | Timetable, lang: Lang) -> Element:
    """The figure as one picture whose name is its alt text."""
    match figure:
        case Bars():
            parts, height = _bars(figure, lang)
        case Timetable():
            parts, height = _timetable(figure, lang)
        case Matrix():
            return _picture(figure.alt.to(lang), _matrix(figure, lang), view_box="0 0 440 482")
    return _picture(figure.alt.to(lang), parts, height=f"{height}")


def legend(figure: Bars | Matrix | Timetable, lang: Lang) -> Element | None:
    if isinstance(figure, Timetable):
        return None
    keys: tuple[tuple[str, tuple[Child, ...]], ...]
    if isinstance(figure, Bars):
        keys = (("first", (*ours(figure.first, lang),)), ("second", (*ours(figure.second, lang),)))
    else:
        keys = tuple(
            (tone, (*ours(words, lang), f" ≥ {least}")) for words, least, tone in figure.levels
        )
    return element(
        "ul",
        *(
            element("li", element("span", class_=f"key {name}", aria_hidden="true"), *words)
            for name, words in keys
        ),
        class_="legend",
    )


def _picture(
    alt: str, parts: list[Element], *, height: str | None = None, view_box: str | None = None
) -> Element:
    made = element("svg", *parts, role="img", aria_label=alt, width="100%", height=height)
    if view_box:
        made.set("viewBox", view_box)
        made.set("class", "matrix")
    return made


def _shape(tag: str, **attributes: str | float) -> Element:
    return element(tag, **{name: f"{value}" for name, value in attributes.items()})


def _words(words: str, **attributes: str | float) -> Element:
    return element("text", words, **{name: f"{value}" for name, value in attributes.items()})


def _per_cent(part: float) -> str:
    return f"{part:.2f}".rstrip("0").rstrip(".") + "%"


def lines_of(words: str, ems: float = _LINE_EMS) -> list[str]:
    """Break words into lines of about so many ems: a Chinese character is one, a Latin half."""
    lines = [""]
    width = 0.0
    for piece in _pieces(words):
        needed = sum(1.0 if char > "\u2e7f" else 0.55 for char in piece)
        if lines[-1] and width + needed > ems:
            lines.append("")
            width = 0.0
            piece = piece.lstrip()  # noqa: PLW2901 - a line does not begin with its space
        lines[-1] += piece
        width += needed
    return lines


def _pieces(words: str) -> Iterator[str]:
    """Where a line may break: before each Chinese character, before each space."""
    for kind, chars in groupby(words, key=lambda char: char > "\u2e7f"):
        run = "".join(chars)
        if kind:
            yield from run
        else:
            first, *rest = run.split(" ")
            yield first
            yield from (f" {word}" for word in rest)


def _bars(figure: Bars, lang: Lang) -> tuple[list[Element], int]:
    rows: list[Element] = []
    at = 0
    for bar in figure.bars:
        row, at = _bar(bar, at, lang)
        rows += row
    scale = [
        part
        for share in _SCALE
        for part in (
            _shape("line", x1=f"{share}%", x2=f"{share}%", y1=0, y2=at, class_="grid"),
            _words(f"{share}", x=f"{share}%", y=at + 16, class_=_edge("tick", share)),
        )
    ]
    return [*scale, *rows], at + _LINE


def _edge(name: str, share: float) -> str:
    """Words at an edge of the drawing lean inwards."""
    return f"{name} {'from' if share <= 0 else 'to' if share >= 100 else 'mid'}"  # noqa: PLR2004


def _bar(bar: Bar, at: int, lang: Lang) -> tuple[list[Element], int]:
    label = bar.label.to(lang)
    parts = []
    for line in lines_of(label, _LINE_EMS - 6):
        parts.append(_words(line, x=0, y=at + 16, class_="label"))
        at += _LINE
    shown = [points(value).to(lang) for value in (bar.first, bar.second) if value is not None]
    words = " / ".join(shown) or points(None).to(lang)
    parts.append(_words(words, x="100%", y=at - 6, class_="value to"))
    if bar.first is not None:
        width = _per_cent(bar.first / 100)
        parts.append(_shape("rect", x=0, y=at, width=width, height=14, class_="first"))
    if bar.second is not None:
        width = _per_cent(bar.second / 100)
        parts.append(_shape("rect", x=0, y=at + 3, width=width, height=8, class_="second"))
    return parts, at + 14 + 18


def _matrix(figure: Matrix, lang: Lang) -> list[Element]:
    left, top = 32, 34
    parts = [
        _words(f"↑ {figure.severity.to(lang)}", x=0, y=18, class_="axis"),
        _words(f"{figure.likelihood.to(lang)} →", x=440, y=478, class_="axis to"),
    ]
    for step in range(1, 6):
        parts += [
            _words(f"{step}", x=12, y=top + (5 - step) * _FIELD + 46, class_="tick mid"),
            _words(
                f"{step}", x=left + step * _FIELD - 40, y=top + 5 * _FIELD + 18, class_="tick mid"
            ),
        ]
    for severity in range(1, 6):
        for likelihood in range(1, 6):
            x, y = left + (likelihood - 1) * _FIELD, top + (5 - severity) * _FIELD
            size = severity * likelihood
            parts += [
                _shape(
                    "rect",
                    x=x + 1,
                    y=y + 1,
                    width=_FIELD - 2,
                    height=_FIELD - 2,
                    rx=3,
                    class_=f"field {_tone_of(figure, size)}",
                ),
                _words(f"{size}", x=x + _FIELD - 6, y=y + _FIELD - 7, class_="size to"),
            ]
            here = [d for d in figure.dots if (d.severity, d.likelihood) == (severity, likelihood)]
            parts += _dots(here, x, y)
    return parts


def _tone_of(figure: Matrix, size: int) -> Tone:
    tone: Tone = "plain"
    for _, least, level_tone in figure.levels:
        if size >= least:
            tone = level_tone
    return tone


def _dots(dots: list[Dot], x: int, y: int) -> list[Element]:
    """Numbers around the middle, in rows of three; what does not fit is counted in the last place."""
    names = [f"{dot.number}" for dot in dots]
    if len(names) > _MOST_DOTS:
        names[_MOST_DOTS - 1 :] = [f"+{len(names) - _MOST_DOTS + 1}"]
    rows = [names[at : at + _DOTS_IN_A_ROW] for at in range(0, len(names), _DOTS_IN_A_ROW)]
    parts = []
    for down, row in enumerate(rows):
        for across, name in enumerate(row):
            centre_x = x + 40 + 25 * across - 12.5 * (len(row) - 1)
            centre_y = y + 33 + 25 * down - 12.5 * (len(rows) - 1)
            parts += [
                _shape("circle", cx=centre_x, cy=centre_y, r=11.5, class_="dot"),
                _words(name, x=centre_x, y=centre_y + 4.5, class_="dot-no mid"),
            ]
    return parts


def _timetable(figure: Timetable, lang: Lang) -> tuple[list[Element], int]:
    horizon = max(
        [day for day, _ in figure.marks] or [span.end or 1 for span in figure.spans] or [1]
    )
    heads: list[Element] = []
    top = 0
    for day, words in figure.marks:
        share = 100 * day / horizon
        side = "to" if share > 50 else "from"  # noqa: PLR2004 - words lean towards the middle
        heads.append(
            _words(
                words.to(lang),
                x=_per_cent(share),
                y=top + 15,
                dx=-4 if side == "to" else 4,
                class_=f"tick {side}",
            )
        )
        top += 18
    rows: list[Element] = []
    at = top + 8
    for span in figure.spans:
        row, at = _span(span, at, horizon, lang)
        rows += row
    lines = [
        _shape(
            "line",
            x1=_per_cent(100 * day / horizon),
            x2=_per_cent(100 * day / horizon),
            y1=18 * number,
            y2=at,
            class_="grid",
        )
        for number, (day, _) in enumerate(figure.marks)
    ]
    return [*lines, *heads, *rows], at


def _span(span: Span, at: int, horizon: int, lang: Lang) -> tuple[list[Element], int]:
    parts = []
    for line in lines_of(span.label.to(lang)):
        parts.append(_words(line, x=0, y=at + 16, class_="label"))
        at += _LINE
    start = min(100 * span.start / horizon, _LATEST)
    end = 100.0 if span.end is None else min(100 * span.end / horizon, 100)
    parts.append(
        _shape(
            "rect",
            x=_per_cent(start),
            y=at,
            width=_per_cent(max(end - start, 1)),
            height=10,
            rx=2,
            class_=f"span {span.tone}",
        )
    )
    if span.end is None:
        parts.append(_words("→", x="100%", dx=-4, y=at + 9, class_="after to"))
    return parts, at + 10 + 14
