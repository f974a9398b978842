"""How others ask for what we ask: words of the trade by which a stranger's question is recognised."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from zeren.standards.ours import read_ours
from zeren.text import Lang

_DATA: Final = Path(__file__).parent / "data" / "wordings.toml"


@dataclass(frozen=True, slots=True)
class Wording:
    """Phrases in each language; they are alternatives, not translations of each other."""

    zh: tuple[str, ...]
    en: tuple[str, ...]

    def to(self, lang: Lang) -> tuple[str, ...]:
        return self.zh if lang == "zh" else self.en


@dataclass(frozen=True, slots=True)
class Wordings:
    """By code: of questions and red lines, of fields and sums of fields, and of what we never ask."""

    questions: Mapping[str, Wording]
    fields: Mapping[str, Wording]
    nothing: Mapping[str, Wording]


@cache
def load_wordings() -> Wordings:
    tables = read_ours(_DATA)
    groups = {
        group: {code: _wording(table) for code, table in tables[group].items()}
        for group in ("questions", "fields", "nothing")
    }
    return Wordings(**groups)


def _wording(table: Mapping[str, str]) -> Wording:
    zh = tuple(words.strip() for words in table["zh"].split("；"))
    return Wording(zh=zh, en=tuple(words.strip() for words in table["en"].split(";")))
