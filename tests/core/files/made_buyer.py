"""A fictitious buyer's questionnaire (演示): eight sheets, each laid out as another buyer might."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

QUESTIONS: Final = Path(__file__).parents[2] / "samples" / "buyer" / "questions.tsv"
_UNITS: Final = {
    "electricity": "kWh",
    "solar-own": "MWh",
    "green-power": "MWh",
    "natural-gas": "m3",
    "vehicle-fuel": "litres",
    "water": "m3",
    "water-discharged": "m3",
    "hazardous-waste": "kg",
    "other-waste": "t",
    "waste": "t",
    "waste-recycled": "t",
    "heat-bought": "GJ",
    "refrigerant": "kg",
    "bottled-gas": "kg",
}
_CHINESE: Final = {
    "kWh": "度",
    "MWh": "MWh",
    "m3": "吨",
    "litres": "升",
    "kg": "千克",
    "t": "吨",
    "GJ": "GJ",
    "natural-gas": "立方米",
}


@dataclass(frozen=True)
class Asked:
    """A line of the sample: its sheet, the codes that answer it, and the question."""

    sheet: str
    codes: tuple[str, ...]
    words: str


def sample() -> tuple[Asked, ...]:
    found = []
    sheet = ""
    for line in QUESTIONS.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            sheet = line.removeprefix("## ")
        elif line and not line.startswith("#"):
            codes, _, words = line.partition("\t")
            found.append(Asked(sheet, tuple(codes.split("|")), words))
    return tuple(found)


def make_buyer(path: Path) -> Path:
    """Write the whole sample as a workbook of a buyer who likes colours, lists and merged cells."""
    with xlsxwriter.Workbook(path) as book:
        look = {
            "head": book.add_format(
                {
                    "bold": True,
                    "bg_color": "#203864",
                    "font_color": "white",
                    "border": 1,
                    "text_wrap": True,
                }
            ),
            "text": book.add_format({"border": 1, "text_wrap": True, "valign": "top"}),
            "input": book.add_format(
                {"border": 1, "bg_color": "#fff2cc", "text_wrap": True, "valign": "top"}
            ),
            "open": book.add_format(
                {"border": 1, "bg_color": "#fff2cc", "text_wrap": True, "locked": False}
            ),
            "title": book.add_format({"bold": True, "font_size": 14}),
        }
        writers: dict[str, Callable[[Worksheet, list[Asked]], None]] = {
            "General": lambda paper, asked: _plain(paper, asked, look),
            "Labour": lambda paper, asked: _listed(paper, asked, look, protect=False),
            "Health and safety": lambda paper, asked: _listed(paper, asked, look, protect=True),
            "Environment": lambda paper, asked: _years(paper, asked, look),
            "Social figures": lambda paper, asked: _plain(paper, asked, look),
            "Business ethics": lambda paper, asked: _plain(paper, asked, look),
            "管理体系": lambda paper, asked: _chinese(paper, asked, look),
            "劳工": lambda paper, asked: _ticked(paper, asked, look),
            "环境数据": lambda paper, asked: _chinese(paper, asked, look, unit=True),
            "综合 Mixed": lambda paper, asked: _chinese(paper, asked, look),
            "Notes": _bare,
        }
        for name, write in writers.items():
            write(book.add_worksheet(name), [one for one in sample() if one.sheet == name])
        lists = book.add_worksheet("Lists")
        for row, word in enumerate(("Yes", "No", "N/A")):
            lists.write(row, 0, word)
        lists.hide()
        book.define_name("YesNo", "=Lists!$A$1:$A$3")
        summary = book.add_worksheet("Summary")
        summary.write_formula("A1", "=COUNTA(General!D5:D60)", None, 0)
    return path


Look = dict[str, "xlsxwriter.format.Format"]


def _plain(paper: Worksheet, asked: list[Asked], look: Look) -> None:
    """Number, question, answer, remarks; a title above and a heading across all columns."""
    paper.set_column(1, 1, 60)
    paper.set_column(2, 3, 40)
    paper.write(0, 0, "Supplier questionnaire (演示, fictitious)", look["title"])
    paper.merge_range(2, 0, 2, 3, "Please answer every question.", look["text"])
    for column, head in enumerate(("No.", "Question", "Your answer", "Comments")):
        paper.write(3, column, head, look["head"])
    for number, one in enumerate(asked, start=1):
        row = 3 + number
        paper.write(row, 0, number, look["text"])
        paper.write(row, 1, one.words, look["text"])
        paper.write_blank(row, 2, None, look["input"])
        paper.write_blank(row, 3, None, look["input"])


def _listed(paper: Worksheet, asked: list[Asked], look: Look, *, protect: bool) -> None:
    """Yes, No or N/A from a list, and room for comments; clauses of the RBA Code beside."""
    paper.set_column(1, 1, 60)
    paper.set_column(2, 3, 40)
    for column, head in enumerate(("RBA clause", "Requirement", "Response", "Supplier comments")):
        paper.write(0, column, head, look["head"])
    for row, one in enumerate(asked, start=1):
        paper.write(row, 0, "A1" if one.codes == ("R2",) else "", look["text"])
        paper.write(row, 1, one.words, look["text"])
        paper.write_blank(row, 2, None, look["open" if protect else "input"])
        paper.write_blank(row, 3, None, look["open" if protect else "input"])
    source = "=YesNo" if protect else ["Yes", "No", "N/A"]
    paper.data_validation(1, 2, len(asked), 2, {"validate": "list", "source": source})
    if protect:
        paper.protect()


def _years(paper: Worksheet, asked: list[Asked], look: Look) -> None:
    """A column a year, and one for units."""
    paper.set_column(0, 0, 60)
    for column, head in enumerate(("Indicator", "Unit", "2024", "2025", "Notes")):
        paper.write(1, column, head, look["head"])
    for row, one in enumerate(asked, start=2):
        paper.write(row, 0, one.words, look["text"])
        paper.write(row, 1, _UNITS.get(one.codes[0], ""), look["text"])
        paper.write_blank(row, 3, None, look["input"])


def _chinese(paper: Worksheet, asked: list[Asked], look: Look, *, unit: bool = False) -> None:
    heads = (
        ("序号", "问题", "单位", "回答", "备注")
        if unit
        else ("序号", "问题 Question", "回答 Answer", "备注 Remarks")
    )
    paper.set_column(1, 1, 60)
    paper.set_column(2, 4, 40)
    for column, head in enumerate(heads):
        paper.write(0, column, head, look["head"])
    for row, one in enumerate(asked, start=1):
        paper.write(row, 0, row, look["text"])
        paper.write(row, 1, one.words, look["text"])
        if unit:
            paper.write(
                row,
                2,
                _CHINESE.get(one.codes[0]) or _CHINESE.get(_UNITS.get(one.codes[0], ""), ""),
                look["text"],
            )
        paper.write_blank(row, 3 if unit else 2, None, look["input"])


def _ticked(paper: Worksheet, asked: list[Asked], look: Look) -> None:
    """One column to tick for each answer."""
    paper.set_column(1, 1, 60)
    paper.set_column(5, 5, 50)
    for column, head in enumerate(("编号", "检查内容", "是", "否", "不适用", "说明")):
        paper.write(0, column, head, look["head"])
    for row, one in enumerate(asked, start=1):
        paper.write(row, 0, f"L{row}", look["text"])
        paper.write(row, 1, one.words, look["text"])
        for column in range(2, 6):
            paper.write_blank(row, column, None, look["input"])


def _bare(paper: Worksheet, asked: list[Asked]) -> None:
    """A list without heads, styles or anything."""
    for row, one in enumerate(asked):
        paper.write(row, 0, one.words)
