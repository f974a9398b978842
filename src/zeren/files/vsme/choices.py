"""From the words of a drop-down list to the taxonomy's member, in whichever language it was filled."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from functools import cache, cached_property
from typing import Final

from zeren.files.xlsx.cells import Workbook
from zeren.standards.taxonomy import Taxonomy, load_taxonomy, member_label

_NACE: Final = re.compile(r"(?:NACE\s+)?([A-V])\s*[-–]\s*(\d\d(?:\.\d{1,2})?)\b")
_WASTE: Final = re.compile(r"(\d\d)(?:\s?(\d\d))?(?:\s?(\d\d))?\b")

# Drop-down words that differ from the taxonomy's labels.
_OTHER_WORDS: Final = {
    "As an average across the reporting period": "vsme:AverageDuringTheReportingPeriodMember",
    "At the end of the reporting period": "vsme:AtTheEndOfTheReportingPeriodMember",
    "C8 - Revenues from certain sectors and exclusion from EU reference benchmarks": "vsme:C8-RevenuesFromCertainSectorsAndExclusionFromEuReferenceBenchmarksMember",
    "Sustainability report prepared on a consolidated basis": "vsme:ConsolidatedMember",
    "Sustainability report prepared on an individual basis": "vsme:IndividualMember",
    "other (please specify the legal form in the row below)": "vsme:OtherUndertakingsLegalFormMember",
}
_YES: Final = frozenset({"yes", "true", "y", "是", "有"})
_NO: Final = frozenset({"no", "false", "n", "否", "无", "没有"})
_NOTHING: Final = frozenset({"none", "无", "没有"})
_MANY: Final = 300  # no guessing in lists so long
_UNITS: Final = {
    "kg": "kg",
    "kilograms": "kg",
    "公斤": "kg",
    "千克": "kg",
    "t": "t",
    "tonnes": "t",
    "metrictonnes": "t",
    "吨": "t",
    "m3": "m3",
    "cubicmeters": "m3",
    "立方米": "m3",
    "ha": "ha",
    "hectares": "ha",
    "公顷": "ha",
    "m2": "m2",
    "sqm": "m2",
    "平方米": "m2",
    "mwh": "MWh",
    "tco2e": "tCO2e",
}


class Choices:
    """What the words in this workbook's cells mean."""

    def __init__(self, book: Workbook) -> None:
        self._book = book

    def member(self, words: str, domain: str) -> str | None:
        """The member's code, or None for words that are not on the list."""
        return _member(words, domain) or next(
            (
                code
                for english in self._english(words)
                if (code := _member(english, domain)) is not None
            ),
            None,
        )

    def yes(self, words: str) -> bool | None:
        """True for yes, False for no, None for neither."""
        for said in self._sayings(words):
            word = _plain(said)
            if word in _YES or word in _NO:
                return word in _YES
        return None

    def nothing(self, words: str, domain: str) -> bool:
        """Whether the words say that nothing on the list applies."""
        if _member(words, domain) is not None:
            return False
        return any(_plain(said) in _NOTHING for said in self._sayings(words))

    def unit(self, words: str) -> str | None:
        """The unit's code; `kilograms (kg)` and `metric tonnes (t)` name it in brackets."""
        for said in self._sayings(words):
            for part in (*re.findall(r"[(（]([^()（）]*)[)）]", said), said):
                unit = _UNITS.get(_plain(part))
                if unit is not None:
                    return unit
        return None

    def near(self, words: str, domain: str) -> str:
        """The label that looks most like these words; empty if none does or the list is long."""
        codes = load_taxonomy().members(domain)
        if len(codes) > _MANY:
            return ""
        labels = {_plain(member_label(code).en): code for code in codes}
        found = get_close_matches(_plain(words), labels, n=1, cutoff=0.6)
        return member_label(labels[found[0]]).en if found else ""

    def _sayings(self, words: str) -> Iterator[str]:
        """The words, then what they are in English; the workbook's translations are read only then."""
        yield words
        yield from self._english(words)

    def _english(self, words: str) -> tuple[str, ...]:
        """What the words are in English by the workbook's own translations; at most a few."""
        return self._translations.get(_plain(words), ())

    @cached_property
    def _translations(self) -> Mapping[str, tuple[str, ...]]:
        area = self._book.area("template_translations")
        if area is None:
            return {}
        found: dict[str, tuple[str, ...]] = {}
        sheet = self._book.sheet(area.sheet)
        for row in range(area.bottom + 1, sheet.last_row + 1):
            english = sheet.at(row, area.left)
            if not isinstance(english, str):
                continue
            for column in range(area.left - 1, area.right + 1):
                words = sheet.at(row, column)
                key = _plain(words) if isinstance(words, str) else ""
                if key and key != _plain(english) and english not in found.get(key, ()):
                    found[key] = (*found.get(key, ()), english)
        return found


def _plain(words: str) -> str:
    """Letters and digits only, in small letters and one width."""
    folded = unicodedata.normalize("NFKC", words).casefold()
    return re.sub(r"[\W_]+", "", folded)


def _member(words: str, domain: str) -> str | None:
    if domain == "nace" and (match := _NACE.match(words.strip())):
        code = f"nace:NACE_{match[1]}{match[2].replace('.', '')}"
        return code if code in _all(domain) else None
    if domain == "waste" and (match := _WASTE.match(words.strip())):
        return _waste().get("".join(digits or "" for digits in match.groups()))
    plain = _plain(words.removeprefix("NACE "))
    return _labels(domain).get(plain)


@cache
def _labels(domain: str) -> Mapping[str, str]:
    codes = _all(domain)
    labels = {_plain(member_label(code).zh): code for code in codes}
    labels |= {_plain(member_label(code).en): code for code in codes}
    labels |= {_plain(words): code for words, code in _OTHER_WORDS.items() if code in codes}
    if domain == "country":
        labels |= {_plain(code.removeprefix("country:")): code for code in codes}
    return labels


@cache
def _waste() -> Mapping[str, str]:
    return {code.split("-")[1]: code for code in _all("waste") if code[8:9].isdigit()}


@cache
def _all(domain: str) -> frozenset[str]:
    taxonomy: Taxonomy = load_taxonomy()
    return frozenset(taxonomy.members(domain))
