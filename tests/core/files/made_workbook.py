"""A filled workbook for the tests of this room, and the ways in which people change one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import openpyxl
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook as Book
from openpyxl.worksheet.worksheet import Worksheet

from zeren.collect.facts import Source
from zeren.collect.responses import Response
from zeren.files.workbook.example import read_toml, response_from_toml
from zeren.files.workbook.reading import read_workbook
from zeren.files.workbook.template import write_template
from zeren.files.workbook.words import BookLang
from zeren.files.xlsx.cells import read_cells
from zeren.problems import Problem

EXAMPLES: Final = Path(__file__).resolve().parents[3] / "examples"
QUICK: Final = Path(__file__).resolve().parents[2] / "samples" / "quick"
TABLE, SME = read_toml(QUICK / "answers.toml")
FILLED: Final = response_from_toml(TABLE, SME)


def filled(folder: Path, *, lang: BookLang = "zh", response: Response | None = FILLED) -> Path:
    """The workbook with this response; the two that every test asks for are made once."""
    path = folder / f"answers.{lang}.xlsx"
    if response is FILLED or response is None:
        path.write_bytes(_made(lang, is_filled=response is not None))
    else:
        write_template(SME, path, lang=lang, response=response)
    return path


@cache
def _made(lang: BookLang, *, is_filled: bool) -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "answers.xlsx"
        write_template(SME, path, lang=lang, response=FILLED if is_filled else None)
        return path.read_bytes()


def changed(path: Path, change: Callable[[Book], object]) -> Path:
    """Open, change and save it with another library, as another program would."""
    book = openpyxl.load_workbook(path)
    change(book)
    target = path.with_name(f"changed-{path.name}")
    book.save(target)
    return target


def read(path: Path) -> tuple[Response, tuple[Problem, ...]]:
    """The response without its cells, and the problems."""
    response, problems, _ = read_workbook(read_cells(path))
    return bare(response), problems


def bare(response: Response) -> Response:
    """The response without the cells it was read from."""
    nowhere = Source()
    return replace(
        response,
        answers=tuple(answer._replace(source=nowhere) for answer in response.answers),
        facts=tuple(fact._replace(source=nowhere) for fact in response.facts),
        evidence=tuple(piece._replace(source=nowhere) for piece in response.evidence),
    )


def cell_of(sheet: Worksheet, code: str, header: str) -> str:
    """Where the value of a code stands: in its row, under a header."""
    rows = {str(cell.value): cell.row for cell in sheet["A"] if cell.value}
    [column] = [
        get_column_letter(int(cell.column or 0))
        for row in sheet.iter_rows(max_row=5)
        for cell in row
        if str(cell.value).split("\n")[0] == header
    ]
    return f"{column}{rows[f'sme/{code}']}"
