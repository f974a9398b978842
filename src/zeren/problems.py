"""What a person can fix: the exact place, what is wrong there, and what to do, in both languages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final, Literal, NamedTuple

from zeren.text import Lang, Text

Level = Literal["error", "note"]


class Place(NamedTuple):
    """Where to look: a file, and in it a sheet and cell, a line, or a named field."""

    file: str = ""
    sheet: str = ""
    cell: str = ""
    line: int | None = None
    field: str = ""

    def words(self) -> Text:
        """“工作表“员工”单元格 D14” and “Sheet "Employees", cell D14”; empty when unknown."""
        zh: list[str] = []
        en: list[str] = []
        if self.file:
            zh.append(f"文件“{self.file}”")
            en.append(f'file "{self.file}"')
        if self.sheet:
            zh.append(f"工作表“{self.sheet}”")
            en.append(f'sheet "{self.sheet}"')
        if self.cell:
            zh.append(f"单元格 {self.cell}")
            en.append(f"cell {self.cell}")
        if self.line is not None:
            zh.append(f"第 {self.line} 行")
            en.append(f"line {self.line}")
        if self.field:
            zh.append(f"“{self.field}”")
            en.append(f'"{self.field}"')
        english = ", ".join(en)
        return Text("".join(zh), english[:1].upper() + english[1:])

    def as_json(self) -> dict[str, object]:
        table = {
            "file": self.file,
            "sheet": self.sheet,
            "cell": self.cell,
            "line": self.line,
            "field": self.field,
        }
        return {name: value for name, value in table.items() if value not in ("", None)}

    @classmethod
    def of(cls, table: Mapping[str, Any]) -> Place:
        return cls(**table)


class Problem(NamedTuple):
    """A person's mistake (`error`) or something worth knowing (`note`), with its remedy.

    `code` is stable and may be searched for; `what` states the fact; `remedy` says what to do.
    Both are whole sentences.
    """

    code: str
    level: Level
    place: Place
    what: Text
    remedy: Text

    def words(self, lang: Lang) -> str:
        place = self.place.words().to(lang)
        colon, gap = ("：", "") if lang == "zh" else (": ", " ")
        lead = f"{place}{colon}" if place else ""
        return f"{lead}{self.what.to(lang)}{gap}{self.remedy.to(lang)}"

    def as_json(self) -> dict[str, object]:
        return {
            "code": self.code,
            "level": self.level,
            "place": self.place.as_json(),
            "what": self.what.as_json(),
            "remedy": self.remedy.as_json(),
        }

    @classmethod
    def of(cls, table: Mapping[str, Any]) -> Problem:
        """Read a problem back from its JSON."""
        return cls(
            code=table["code"],
            level=table["level"],
            place=Place.of(table["place"]),
            what=Text.of(table["what"]),
            remedy=Text.of(table["remedy"]),
        )


class Refused(Exception):  # noqa: N818 - it names what happened to the person's input
    """An input that cannot be read at all; it carries the problems that say why."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("; ".join(problem.words("en") for problem in problems))
        self.problems: Final = problems


def has_errors(problems: Iterable[Problem]) -> bool:
    return any(problem.level == "error" for problem in problems)
