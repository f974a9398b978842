"""Reading a member list: what each row says, and everything that is wrong in it, at once."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from io import StringIO
from typing import Any, Final

from zeren.collect import uscc
from zeren.files.characters import printable
from zeren.files.members import remarks
from zeren.files.members.columns import LONGEST, NAMES, Field, field_of
from zeren.files.workbook.values import Complaint, code_of, words_of
from zeren.files.xlsx.cells import Cell, Sheet, Workbook, cell_ref
from zeren.files.xlsx.guard import admit_bytes
from zeren.problems import Place, Problem, Refused

MOST_ROWS: Final = 5_000
MOST_BYTES: Final = 5_000_000
_HEADINGS_WITHIN: Final = 20  # rows from the top
_MOST_COLUMNS: Final = 200
_ENCODINGS: Final = ("utf-8-sig", "gb18030")
_EMAIL: Final = re.compile(
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,63}"
)
_DIGITS: Final = re.compile(r"[0-9]")
_LEAST_DIGITS: Final = 6
_BETWEEN: Final = re.compile(r"[、,，;；\n]+")


@dataclass(frozen=True, slots=True)
class MemberRow:
    """What a row says of a member; what it leaves empty it says nothing about."""

    line: int
    uscc: str
    name_zh: str = ""
    name_en: str = ""
    city: str = ""
    contact: str = ""
    email: str = ""
    phone: str = ""
    cohorts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MemberList:
    """The rows that can be used, and what is wrong with those that cannot."""

    file: str
    sheet: str
    columns: Mapping[str, int]  # of each field, the first that holds it
    rows: tuple[MemberRow, ...]
    problems: tuple[Problem, ...]

    def place(self, line: int, field: Field) -> Place:
        return Place(sheet=self.sheet, cell=cell_ref(line, self.columns.get(field, 1)))

    def as_json(self) -> dict[str, Any]:
        return {
            "file": self.file,
            "sheet": self.sheet,
            "columns": dict(self.columns),
            "rows": [{**asdict(row), "cohorts": list(row.cohorts)} for row in self.rows],
            "problems": [problem.as_json() for problem in self.problems],
        }

    @classmethod
    def of(cls, table: Mapping[str, Any]) -> MemberList:
        rows = (MemberRow(**{**row, "cohorts": tuple(row["cohorts"])}) for row in table["rows"])
        problems = tuple(map(Problem.of, table["problems"]))
        return cls(table["file"], table["sheet"], table["columns"], tuple(rows), problems)


def read_members(data: bytes, *, file: str) -> MemberList:
    """Read a workbook or a text file with commas; raises Refused where it is no member list."""
    if len(data) > MOST_BYTES:
        raise Refused(remarks.too_large(file, MOST_BYTES))
    if file.lower().endswith((".csv", ".txt")) and not data.startswith(b"PK"):
        return _Reading(file, "", _table(data, file), {}).read()
    book = Workbook(admit_bytes(data, file=file))
    readings = (_Reading(file, name, *_grid(book.sheet(name))) for name in book.sheets)
    found = next((one for one in readings if one.heading), None)
    if found is None:
        raise Refused(remarks.no_code_column(file))
    return found.read()


def _grid(sheet: Sheet) -> tuple[Mapping[int, Mapping[int, Cell]], Mapping[str, str]]:
    """The filled rows of a sheet, and its broken formulas by their cells."""
    rows: dict[int, dict[int, Cell]] = {}
    for row, column, cell in sheet.filled():
        if column <= _MOST_COLUMNS:
            rows.setdefault(row, {})[column] = cell
    return rows, sheet.broken


def _table(data: bytes, file: str) -> Mapping[int, Mapping[int, Cell]]:
    """The rows of a text file: in UTF-8, or as Chinese Excel saves it."""
    for encoding in _ENCODINGS:
        try:
            text = data.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise Refused(remarks.no_text(file))
    first = text.partition("\n")[0]
    marks = max(",\t;", key=first.count)
    try:
        lines = list(csv.reader(StringIO(text, newline=""), delimiter=marks))
    except csv.Error as fault:
        raise Refused(remarks.no_text(file)) from fault
    return {
        number: {
            column: cell for column, cell in enumerate(line[:_MOST_COLUMNS], 1) if cell.strip()
        }
        for number, line in enumerate(lines, 1)
    }


class _Reading:
    """One sheet while it is read."""

    def __init__(
        self,
        file: str,
        sheet: str,
        rows: Mapping[int, Mapping[int, Cell]],
        broken: Mapping[str, str],
    ) -> None:
        self.file, self.sheet, self.rows, self.broken = file, sheet, rows, broken
        self.heading = next(
            (
                number
                for number in sorted(rows)[:_HEADINGS_WITHIN]
                if "uscc" in map(field_of, map(words_of, rows[number].values()))
            ),
            0,
        )

    def read(self) -> MemberList:
        if not self.heading:
            raise Refused(remarks.no_code_column(self.file))
        columns: dict[Field, list[int]] = {}
        problems: list[Problem] = []
        for column, heading in sorted(self.rows[self.heading].items()):
            field = field_of(words_of(heading))
            if field:
                columns.setdefault(field, []).append(column)
            elif words := printable(words_of(heading)):
                place = Place(sheet=self.sheet, cell=cell_ref(self.heading, column))
                problems.append(remarks.unknown_column(place, words))
        lines = [line for line in sorted(self.rows) if line > self.heading and self.rows[line]]
        if len(lines) > MOST_ROWS:
            raise Refused(remarks.too_many_rows(self.file, MOST_ROWS))
        rows = tuple(self._sound(lines, columns, problems))
        first = {str(field): found[0] for field, found in columns.items()}
        return MemberList(self.file, self.sheet, first, rows, tuple(problems))

    def _sound(
        self, lines: Sequence[int], columns: Mapping[Field, list[int]], problems: list[Problem]
    ) -> Iterator[MemberRow]:
        """The rows that can be used; of the others, every problem."""
        seen: dict[str, int] = {}
        for line in lines:
            said, wrong = self._row(line, columns)
            if not said and not wrong:
                continue
            code = said.get("uscc", "")
            place = self._place(line, columns["uscc"][0])
            if code and not any(one.place == place for one in wrong):
                wrong += uscc.problems_of(code, place=place)
                code = uscc.normalise(code)
                if code in seen:
                    wrong.append(remarks.twice(place, code, seen[code]))
                seen.setdefault(code, line)
            elif not code and not wrong:
                wrong.append(remarks.no_code(place))
            problems += wrong
            if not wrong:
                groups = tuple(dict.fromkeys(filter(None, said.pop("cohorts", "").split("\n"))))
                yield MemberRow(**{**said, "line": line, "uscc": code, "cohorts": groups})  # type: ignore[arg-type]

    def _row(
        self, line: int, columns: Mapping[Field, list[int]]
    ) -> tuple[dict[str, str], list[Problem]]:
        """Of several columns for one thing the first that is filled counts; cohorts add up."""
        said: dict[str, str] = {}
        wrong: list[Problem] = []
        for field, places in columns.items():
            for column in places:
                place = self._place(line, column)
                if place.cell in self.broken:
                    wrong.append(remarks.broken(place, self.broken[place.cell]))
                    continue
                words, complaint = _said(field, self.rows[line].get(column))
                if complaint:
                    wrong.append(complaint.at(place))
                elif words and field == "cohorts":
                    said[field] = f"{said.get(field, '')}\n{words}"
                elif words:
                    said.setdefault(field, words)
        return said, wrong

    def _place(self, line: int, column: int) -> Place:
        return Place(sheet=self.sheet, cell=cell_ref(line, column))


def _said(field: Field, cell: Cell) -> tuple[str, Complaint | None]:
    """What a cell says for a field, on one line, or what is wrong with it."""
    if field == "uscc" and isinstance(found := code_of(cell), Complaint):
        return "", found
    written = printable(words_of(cell)).replace("\u00a0", " ")
    if field == "cohorts":
        groups = [" ".join(piece.split()) for piece in _BETWEEN.split(written)]
        long = next((one for one in groups if len(one) > LONGEST[field]), None)
        return "\n".join(groups), remarks.too_long(NAMES[field], LONGEST[field]) if long else None
    words = " ".join(written.split())
    if len(words) > LONGEST[field]:
        return "", remarks.too_long(NAMES[field], LONGEST[field])
    if field == "email" and words and not is_email(words):
        return "", remarks.no_email(words)
    if field == "phone" and words and not is_phone(words):
        return "", remarks.no_phone(words)
    return words, None


def is_email(words: str) -> bool:
    """One address, written so that a letter can be sent to it."""
    return _EMAIL.fullmatch(words) is not None and len(words) <= LONGEST["email"]


def is_phone(words: str) -> bool:
    """Digits enough to be called by; landlines and extensions are written in many ways."""
    return len(_DIGITS.findall(words)) >= _LEAST_DIGITS
