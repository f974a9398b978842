"""Charts as plain values: what each bar, field and span shows, beside the table that says it."""

from __future__ import annotations

from typing import Final

from zeren.files.pdf.tables import set_table
from zeren.files.pdf.words import Plain, Setter, shortened, width
from zeren.publish.document import Bars, Matrix, Timetable, Tone

_SIDE: Final = 5  # of the matrix
_DOTS_ON_A_LINE: Final = 4
_LABEL: Final = 34  # in halves of a Chinese character
_HALF: Final = 1.36  # mm, at the size of a mark's letters
_BESIDE: Final = 2.5  # mm


def set_bars(block: Bars, setter: Setter) -> Plain:
    return {
        "is": "bars",
        "caption": setter.line(block.caption),
        "alt": setter.title(block.alt),
        "first": setter.line(block.first),
        "second": setter.line(block.second),
        "bars": [
            {"label": setter.words(bar.label), "first": bar.first, "second": bar.second}
            for bar in block.bars
        ],
        "table": set_table(block.table, setter),
    }


def set_matrix(block: Matrix, setter: Setter) -> Plain:
    mosts = [least - 1 for _, least, _ in block.levels[1:]] + [_SIDE * _SIDE]
    return {
        "is": "matrix",
        "caption": setter.line(block.caption),
        "alt": setter.title(block.alt),
        "severity": setter.line(block.severity),
        "likelihood": setter.line(block.likelihood),
        "levels": [
            {"words": setter.line(words), "least": least, "most": most, "tone": tone}
            for (words, least, tone), most in zip(block.levels, mosts, strict=True)
        ],
        "rows": [_matrix_row(block, severity) for severity in range(_SIDE, 0, -1)],
        "table": set_table(block.table, setter),
    }


def _matrix_row(block: Matrix, severity: int) -> Plain:
    columns = range(1, _SIDE + 1)
    dots = [
        [
            dot.number
            for dot in block.dots
            if (dot.severity, dot.likelihood) == (severity, likelihood)
        ]
        for likelihood in columns
    ]
    return {
        "severity": severity,
        "lines": -(-max(map(len, dots)) // _DOTS_ON_A_LINE),
        "fields": [
            {
                "size": severity * likelihood,
                "tone": _tone(block, severity * likelihood),
                "dots": numbers,
            }
            for likelihood, numbers in zip(columns, dots, strict=True)
        ],
    }


def _tone(block: Matrix, size: int) -> Tone:
    reached: list[Tone] = [tone for _, least, tone in block.levels if size >= least]
    return reached[-1] if reached else "plain"


def set_timetable(block: Timetable, setter: Setter) -> Plain:
    return {
        "is": "timetable",
        "caption": setter.line(block.caption),
        "alt": setter.title(block.alt),
        "marks": [_mark(day, setter.line(words).split(" · ")) for day, words in block.marks],
        "spans": [
            {
                "label": shortened(setter.line(span.label), _LABEL),
                "start": span.start,
                "end": span.end,
                "tone": span.tone,
            }
            for span in block.spans
        ],
        "table": set_table(block.table, setter),
    }


def _mark(day: int, lines: list[str]) -> Plain:
    return {"day": day, "lines": lines, "room": max(map(width, lines)) * _HALF + _BESIDE}
