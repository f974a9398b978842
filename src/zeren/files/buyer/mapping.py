"""The mapping file: how a buyer's workbooks are laid out, and which answer belongs to which question.

It is written beside the workbook with what was guessed; whoever corrects it is followed from then
on. A file that is there is never changed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final

import tomli

from zeren.faults import told
from zeren.files.buyer.headers import ROLES, TICKS, Role, role_of
from zeren.files.buyer.layout import Layout
from zeren.files.characters import printable
from zeren.files.xlsx.names import LAST_COLUMN, cell_ref, column_number
from zeren.problems import Place, Problem, Refused
from zeren.publish.reply.reply import Chosen, key_of
from zeren.publish.reply.sources import load_sources
from zeren.standards.catalogue import nearest, standard_ids
from zeren.standards.library import OURS_ALONE, Library
from zeren.text import Text, listed, same

_KEYS: Final = frozenset({"name", "header", "standard", "skip", *ROLES, *TICKS, "years"})
_TOP: Final = frozenset({"sheet", "match"})
_MATCH: Final = frozenset({"question", "is"})
_NOTHING: Final = "nothing"
_LARGEST: Final = 1 << 20
_COLUMN: Final = re.compile(r"[A-Za-z]{1,3}")
_AT_LINE: Final = re.compile(r"at line (\d+)")


@dataclass(frozen=True)
class BuyersMapping:
    """What a mapping file says: layouts by sheet (empty: skip it), and matches by words."""

    sheets: Mapping[str, tuple[Layout, ...]] = field(default_factory=dict)
    chosen: Mapping[str, Chosen] = field(default_factory=dict)


def read_mapping(path: Path, library: Library = OURS_ALONE) -> BuyersMapping:
    """Read a mapping file; raises `Refused` with every mistake in it, each with its line.

    It may name standards and supplements of a library.
    """
    try:
        size = path.stat().st_size
        text = path.read_text(encoding="utf-8-sig") if size <= _LARGEST else ""
    except OSError as fault:
        why, remedy = told(fault)
        raise Refused(_problem(path, "mapping-unreadable", why=why, remedy=remedy)) from fault
    except UnicodeDecodeError as fault:
        raise Refused(_problem(path, "mapping-not-utf8")) from fault
    if size > _LARGEST:
        raise Refused(_problem(path, "mapping-too-large"))
    try:
        table = tomli.loads(text)
    except tomli.TOMLDecodeError as fault:
        line = _AT_LINE.search(str(fault))
        number = int(line[1]) if line else len(text.splitlines())
        raise Refused(_problem(path, "mapping-not-toml", line=number)) from fault
    reader = _Reader(path, text, library)
    mapping = reader.read(table)
    if reader.problems:
        raise Refused(*reader.problems)
    return mapping


class _Reader:
    """Reads the tables of a mapping file and collects what is wrong."""

    def __init__(self, path: Path, text: str, library: Library) -> None:
        self.problems: list[Problem] = []
        self._path = path
        self._lines = text.splitlines()
        self._library = library
        self._codes = {
            source.address: source.code for source in load_sources(library) if source.address
        }

    def read(self, table: Mapping[str, Any]) -> BuyersMapping:
        for key in set(table) - _TOP:
            self._report("mapping-unknown-key", "", 0, key, said=key, known=_all(_TOP))
        sheets: dict[str, tuple[Layout, ...]] = {}
        for number, one in enumerate(self._tables(table, "sheet")):
            name = one.get("name")
            if not isinstance(name, str) or not name:
                self._report("mapping-no-name", "sheet", number, "name")
            else:
                sheets[name] = (*sheets.get(name, ()), *self._layout(one, number))
        chosen = {}
        for number, one in enumerate(self._tables(table, "match")):
            match = self._match(one, number)
            if match:
                chosen[match[0]] = match[1]
        return BuyersMapping(sheets, chosen)

    def _tables(self, table: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
        found = table.get(key, [])
        if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
            self._report("mapping-not-tables", "", 0, key, said=key)
            return []
        return found

    def _layout(self, table: Mapping[str, Any], number: int) -> tuple[Layout, ...]:
        for key in sorted(set(table) - _KEYS):
            self._report("mapping-unknown-key", "sheet", number, key, said=key, known=_all(_KEYS))
        if table.get("skip") is True:
            return ()
        columns: dict[Role, int] = {}
        for role in (*ROLES, *TICKS):
            column = self._column(table, role, number)
            if column:
                columns[role] = column
        years = self._years(table, number)
        standard = table.get("standard", "")
        if standard and standard not in standard_ids(self._library):
            near = nearest(standard, library=self._library) if isinstance(standard, str) else ()
            code = "mapping-standard" if near else "mapping-standard-unknown"
            hint = listed(map(same, near))
            self._report(code, "sheet", number, "standard", said=standard, near=hint)
        header = table.get("header", 0)
        if not isinstance(header, int) or isinstance(header, bool) or header < 0:
            self._report("mapping-header", "sheet", number, "header", said=header)
        ticks = {role: columns.pop(role) for role in TICKS if role in columns}
        if "question" not in columns or not ("answer" in columns or ticks or years):
            self._report("mapping-no-columns", "sheet", number, "name", said=table.get("name", ""))
        if self.problems:
            return ()
        heads = {"yes": "yes", "no": "no", "na": "n/a"}
        named = {heads[role]: column for role, column in ticks.items()}
        return (Layout(header, columns, named, years, str(standard), guessed=False),)

    def _column(self, table: Mapping[str, Any], role: str, number: int) -> int | None:
        said = table.get(role)
        if said is None:
            return None
        if isinstance(said, str) and _COLUMN.fullmatch(said):
            column = column_number(said.upper())
            if column <= LAST_COLUMN:
                return column
        self._report("mapping-column", "sheet", number, role, said=said)
        return None

    def _years(self, table: Mapping[str, Any], number: int) -> dict[int, int]:
        said = table.get("years", {})
        if not isinstance(said, dict):
            self._report("mapping-column", "sheet", number, "years", said=said)
            return {}
        years = {}
        for year in said:
            column = self._column(said, year, number)
            if column and year.isascii() and year.isdigit():
                years[int(year)] = column
        return years

    def _match(self, table: Mapping[str, Any], number: int) -> tuple[str, Chosen] | None:
        for key in sorted(set(table) - _MATCH):
            self._report("mapping-unknown-key", "match", number, key, said=key, known=_all(_MATCH))
        question, said = table.get("question"), table.get("is")
        if not isinstance(question, str) or not key_of(question):
            self._report("mapping-no-question", "match", number, "question")
            return None
        if said == _NOTHING:
            return key_of(question), Chosen("")
        address = said if isinstance(said, str) and "/" in said else f"sme/{said}"
        if address not in self._codes:
            near = get_close_matches(str(address), self._codes, n=3, cutoff=0.5)
            hint = listed(map(same, near or ("sme/E1.2", "sme/R1", "sme/electricity")))
            self._report("mapping-address", "match", number, "is", said=said, near=hint)
            return None
        return key_of(question), Chosen(self._codes[address])

    def _report(self, code: str, kind: str, number: int, key: str, **values: object) -> None:
        line = self._line(kind, number, key)
        self.problems.append(_problem(self._path, code, line=line, **values))

    def _line(self, kind: str, number: int, key: str) -> int:
        """The line of a key in the n-th table of its kind; of the table where the key is missing."""
        start = 0
        if kind:
            heads = [
                at for at, line in enumerate(self._lines) if line.strip().startswith(f"[[{kind}]]")
            ]
            start = heads[number] if number < len(heads) else 0
        for at in range(start + bool(kind), len(self._lines)):
            line = self._lines[at].strip()
            if kind and line.startswith("["):
                break
            if re.match(rf"(?:\[+\s*)?[\"']?{re.escape(key)}[\"']?\s*[=\]]", line):
                return at + 1
        return start + 1


def write_mapping(layouts: Mapping[str, tuple[Layout, ...]], *, file: str) -> str:
    """A mapping file with what was guessed, ready to be corrected."""
    pieces = [_HEAD.format(file=printable(file).replace("\n", " "))]
    for name, tables in layouts.items():
        for layout in tables or (None,):
            pieces.append(f"[[sheet]]\nname = {_quoted(name)}\n")
            pieces.append("skip = true\n" if layout is None else _table(layout))
            pieces.append("\n")
    return "".join(pieces) + _TAIL


def _table(layout: Layout) -> str:
    lines = [f"header = {layout.header}"]
    lines += [
        f'{role} = "{letters(layout.columns[role])}"' for role in ROLES if role in layout.columns
    ]
    for head, column in layout.ticks.items():
        lines.append(f'{role_of(head) or head} = "{letters(column)}"')
    if layout.years:
        years = ", ".join(f'{year} = "{letters(column)}"' for year, column in layout.years.items())
        lines.append(f"years = {{ {years} }}")
    if layout.standard:
        lines.append(f'standard = "{layout.standard}"')
    return "\n".join(lines) + "\n"


def letters(column: int) -> str:
    return cell_ref(1, column)[:-1]


def _quoted(words: str) -> str:
    """A TOML string; JSON's escapes are TOML's."""
    return json.dumps(words, ensure_ascii=False).replace("\x7f", "\\u007f")


def _all(keys: Iterable[str]) -> Text:
    return listed(map(same, sorted(keys)))


_HEAD: Final = """\
# zeren reply：这份问卷（{file}）每张表的列是这样认的；认错了就改这里，再运行一次。本文件不会被程序改动。
# How zeren reply understood the sheets of {file}. Correct it and run again; this file is never changed by the program.
# header：表头在第几行，没有表头写 0。question 问题，answer 回答，remark 备注，number 编号，clause 条款，unit 单位；
# yes、no、na：打勾的列；years：各年的列；standard：条款属于哪个标准（zeren standards 可查）；skip = true：不填这张表。
# header: the row of heads, 0 for none. yes, no, na: columns to tick. years: a column a year.
# standard: whose clauses the numbers are (zeren standards lists them). skip = true: leave the sheet alone.

"""
_TAIL: Final = """\
# 对应错了的题写在这里，同一家客户下一份问卷用同一个文件（--mapping）就会记得。is 写地址，或 "nothing"。
# Wrongly matched questions go here; use this file again (--mapping) for the same buyer's next questionnaire.
# [[match]]
# question = "Do you keep records of overtime?"
# is = "sme/E1.2"
"""

_SAY: Final[Mapping[str, tuple[Text, Text]]] = {
    "mapping-unreadable": (
        Text("读不到这个对照文件：{why}", "The mapping file cannot be read. {why}"),
        Text("{remedy}", "{remedy}"),
    ),
    "mapping-not-utf8": (
        Text("对照文件不是 UTF-8 编码。", "The mapping file is not written in UTF-8."),
        Text("请用记事本等另存为 UTF-8。", "Save it as UTF-8 in your editor."),
    ),
    "mapping-too-large": (
        Text("对照文件超过 1 MB。", "The mapping file is over 1 MB."),
        Text("请检查是不是选错了文件。", "See whether it is the right file."),
    ),
    "mapping-not-toml": (
        Text(
            "这一行写得不对，读不下去了。",
            "This line is not written as TOML; reading stopped here.",
        ),
        Text(
            '照旁边几行的样子写：名称 = "值"，文字放在引号里。',
            'Write it like its neighbours: name = "value", with words in quotation marks.',
        ),
    ),
    "mapping-unknown-key": (
        Text("不认识“{said}”。", "“{said}” is not known here."),
        Text("这里可以写：{known}。", "What may stand here: {known}."),
    ),
    "mapping-not-tables": (
        Text(
            "“{said}”要写成 [[{said}]] 一段一段的样子。",
            "“{said}” has to be written as tables, [[{said}]].",
        ),
        Text("请照文件开头的例子改。", "Follow the tables at the top of the file."),
    ),
    "mapping-no-name": (
        Text("这一段没有写工作表的名称。", "This table does not name its sheet."),
        Text('请加一行：name = "工作表名"。', 'Add a line: name = "the sheet\'s name".'),
    ),
    "mapping-column": (
        Text("“{said}”不是列的字母。", "“{said}” is not the letter of a column."),
        Text('请写列号，例如 "D"。', 'Write its letter, for example "D".'),
    ),
    "mapping-header": (
        Text("“{said}”不是行号。", "“{said}” is not the number of a row."),
        Text("请写表头所在的行号；没有表头写 0。", "Write the row of the heads, or 0 for none."),
    ),
    "mapping-standard": (
        Text("目录中没有“{said}”这个标准。", "The catalogue has no standard “{said}”."),
        Text(
            "相近的有：{near}。运行 zeren standards 查看全部。",
            "Near ones: {near}. “zeren standards” lists them all.",
        ),
    ),
    "mapping-standard-unknown": (
        Text("目录中没有“{said}”这个标准。", "The catalogue has no standard “{said}”."),
        Text(
            "运行 zeren standards 查看全部。自己标准库里的标准这里还用不上：删去这一行，就按词句来对。",
            "“zeren standards” lists them all. Standards of your own library cannot be named here yet: delete this line, and the words decide.",
        ),
    ),
    "mapping-no-columns": (
        Text(
            "工作表“{said}”没有写全：要有 question，还要有 answer、years 或 yes、no。",
            "The sheet “{said}” needs a question column and one of answer, years, or yes and no.",
        ),
        Text(
            "请补上；不填这张表就写 skip = true。",
            "Add it, or write skip = true to leave the sheet alone.",
        ),
    ),
    "mapping-no-question": (
        Text("这一段没有写问题。", "This match names no question."),
        Text(
            '请加一行：question = "对方的原话"。',
            'Add a line: question = "the buyer\'s words".',
        ),
    ),
    "mapping-address": (
        Text("没有“{said}”这个题目地址。", "There is no question of ours at “{said}”."),
        Text(
            '例如：{near}。运行 zeren questions 查看全部；没有对应的题写 "nothing"。',
            'For example: {near}. “zeren questions” lists them all; write "nothing" where none fits.',
        ),
    ),
}


def _problem(path: Path, code: str, *, line: int | None = None, **values: object) -> Problem:
    what, remedy = _SAY[code]
    return Problem(
        code=code,
        level="error",
        place=Place(file=path.name, line=line),
        what=what.format(**values),
        remedy=remedy.format(**values),
    )
