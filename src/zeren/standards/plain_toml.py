"""Reading a TOML file that somebody else wrote: plain, small and sound, or refused in words."""

from __future__ import annotations

import re
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import tomli

from zeren.faults import told
from zeren.problems import Place, Problem, Refused
from zeren.standards.library import Table
from zeren.text import Text

MAX_FILE: Final = 1 << 20
_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]{0,60}")
# A key of very many parts takes the parser a time that grows with their square.
_FAR: Final = re.compile(rb"(?<![\w\"'-])(?:[\w\"'-]++[ \t]*+\.[ \t]*+){24}")


def read_toml(path: Path, *, file: str) -> Table:
    """The table of a file; raises `Refused` where it is no plain file of sound TOML."""
    try:
        content = _content(path, file)
        return tomli.loads(content.decode("utf-8").replace("\r\n", "\n"))
    except tomli.TOMLDecodeError as fault:
        raise _refuse("not-toml", file, line=fault.lineno) from fault
    except UnicodeDecodeError as fault:
        raise _refuse("not-utf8", file) from fault
    except RecursionError as fault:
        raise _refuse("file-too-deep", file) from fault
    except OSError as fault:
        why, remedy = told(fault)
        raise Refused(Problem("file-unreadable", "error", Place(file=file), why, remedy)) from fault


def _content(path: Path, file: str) -> bytes:
    """All bytes of it. A link is not followed: it may lead out of the folder, or never end."""
    about = path.lstat()
    if not stat.S_ISREG(about.st_mode):
        raise _refuse("not-a-file", file)
    if not _NAME.fullmatch(path.stem):
        raise _refuse("file-odd-name", file)
    with path.open("rb") as stream:
        content = stream.read(MAX_FILE + 1)
    if len(content) > MAX_FILE:
        raise _refuse("file-too-large", file, limit=MAX_FILE >> 20)
    if _FAR.search(content):
        raise _refuse("file-too-deep", file)
    return content


_REFUSALS: Final[Mapping[str, tuple[Text, Text]]] = {
    "not-a-file": (
        Text(
            "这不是普通文件，可能是链接，没有读取。",
            "This is no plain file, perhaps a link, and was not read.",
        ),
        Text("请把文件本身放进标准库。", "Put the file itself into the library."),
    ),
    "file-odd-name": (
        Text(
            "文件名里有不该有的字符，没有读取。",
            "The name has signs it should not have; it was not read.",
        ),
        Text(
            "文件名只用英文字母、数字、点和连字符。", "Use letters, digits, dots and hyphens only."
        ),
    ),
    "file-too-large": (
        Text("文件超过 {limit} MB，没有读取。", "The file is over {limit} MB and was not read."),
        Text(
            "标准和问卷没有这么大，请检查内容。",
            "No standard or questionnaire is that large: look into it.",
        ),
    ),
    "file-too-deep": (
        Text("内容一层套一层，太深了，没有读取。", "It is nested too deeply and was not read."),
        Text("请照 data/README.md 的格式写。", "Write it as the format in data/README.md says."),
    ),
    "not-toml": (
        Text(
            "这一行不是正确的 TOML，整个文件没有读取。",
            "This line is no sound TOML; the file was not read.",
        ),
        Text(
            "请检查引号、等号和括号；或者从工作簿重新导入。",
            "Check quotes, equals signs and brackets, or import it again from the workbook.",
        ),
    ),
    "not-utf8": (
        Text("文件不是 UTF-8 编码，没有读取。", "The file is not in UTF-8 and was not read."),
        Text("请另存为 UTF-8。", "Save it as UTF-8."),
    ),
}


def _refuse(code: str, file: str, *, line: int | None = None, **values: object) -> Refused:
    what, remedy = _REFUSALS[code]
    place = Place(file=file, line=line)
    return Refused(Problem(code, "error", place, what.format(**values), remedy))
