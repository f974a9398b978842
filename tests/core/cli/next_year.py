"""The program of next year: a copy of this one whose questionnaire has gone on by an edition."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Final

from tests.core.cli.command import ROOT

_DATA: Final = Path("zeren/standards/data")
_GONE: Final = """
[{kind}.gone]
edition = "2027"
now = {now}
reason = {{ zh = "{zh}", en = "{en}" }}
"""


def next_year(folder: Path) -> Path:
    """A folder for PYTHONPATH. Of edition 2026 E1.1 is asked in other words, E1.2 and the water moved,
    E1.3 and who signed the statement are asked no more, E1.4 in the larger tier only; E1.21 and the
    city's district are new.
    """
    shutil.copytree(
        ROOT / "src" / "zeren", folder / "zeren", ignore=shutil.ignore_patterns("__pycache__")
    )
    sme = folder / _DATA / "sme"
    left = folder / _DATA / "editions" / "sme" / "retired.toml"
    change(sme / "questionnaire.toml", 'edition = "2026"', 'edition = "2027"')
    change(sme / "E1.toml", "在这里干活的每一个人", "在厂里干活的每一个人")
    contracts = table_of(sme / "E1.toml", "question", "E1.1")
    fair = table_of(sme / "E1.toml", "question", "E1.4")
    change(sme / "E1.toml", fair, fair.replace('tier = "quick"', 'tier = "basic"'))
    hours = cut(sme / "E1.toml", "question", "E1.2")
    wages = cut(sme / "E1.toml", "question", "E1.3")
    water = cut(sme / "numbers.toml", "field", "water")
    signer = cut(sme / "profile.toml", "field", "statement-by")
    city = table_of(sme / "profile.toml", "field", "city")
    append(sme / "E1.toml", hours.replace('"E1.2"', '"E1.20"'))
    append(sme / "E1.toml", contracts.replace('"E1.1"', '"E1.21"'))
    append(sme / "numbers.toml", water.replace('"water"', '"water-taken"'))
    append(sme / "profile.toml", city.replace('"city"', '"district"'))
    append(left, hours + gone("question", ["E1.20"], "挪到后面问。", "It is asked further down."))
    append(left, wages + gone("question", [], "这一版不问了。", "This edition does not ask it."))
    append(left, _in("numbers", water) + gone("field", ["water-taken"], "改了名。", "Renamed."))
    append(left, _in("profile", signer) + gone("field", [], "不再需要。", "No longer needed."))
    return folder


def gone(kind: str, now: list[str], zh: str, en: str) -> str:
    return _GONE.format(kind=kind, now=now, zh=zh, en=en)


def _in(group: str, table: str) -> str:
    return table.replace("[[field]]", f'[[field]]\ngroup = "{group}"')


def change(path: Path, old: str, new: str) -> None:
    words = path.read_text(encoding="utf-8")
    assert old in words
    path.write_text(words.replace(old, new), encoding="utf-8")


def append(path: Path, table: str) -> None:
    words = path.read_text(encoding="utf-8") if path.exists() else ""
    path.write_text(f"{words.rstrip()}\n\n{table.strip()}\n", encoding="utf-8")


def table_of(path: Path, kind: str, code: str) -> str:
    """A table of a TOML file with everything under it, as it is written there."""
    words = path.read_text(encoding="utf-8")
    tables = re.split(r"^(?=\[\[\w+\]\]$)", words, flags=re.MULTILINE)
    [found] = [one for one in tables if one.startswith(f'[[{kind}]]\ncode = "{code}"\n')]
    return found


def cut(path: Path, kind: str, code: str) -> str:
    table = table_of(path, kind, code)
    change(path, table, "")
    return table
