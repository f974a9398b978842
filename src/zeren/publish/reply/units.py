"""Units that buyers name, and figures turned into them without rounding."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal, Inexact, localcontext
from typing import Final

# How much one of each unit is of the first in its family.
_FAMILIES: Final[tuple[Mapping[str, Decimal], ...]] = (
    {
        "MJ": Decimal(1),
        "GJ": Decimal(1000),
        "kWh": Decimal("3.6"),
        "MWh": Decimal(3600),
        "GWh": Decimal(3_600_000),
    },
    {"L": Decimal(1), "m3": Decimal(1000)},
    {"kg": Decimal(1), "g": Decimal("0.001"), "t": Decimal(1000)},
    {
        "CNY": Decimal(1),
        "CNY1k": Decimal(1000),
        "CNY10k": Decimal(10_000),
        "CNY1m": Decimal(1_000_000),
    },
    {"h": Decimal(1)},
    {"d": Decimal(1)},
    {"person": Decimal(1), "1": Decimal(1)},
    {"%": Decimal(1)},
)
_WORDS: Final = (
    ("CNY10k", r"万元|10[,.]?000\s*(?:RMB|CNY|yuan)|(?:RMB|CNY)\s*10[,.]?000"),
    ("CNY1m", r"百万元|million\s*(?:RMB|CNY|yuan)|(?:RMB|CNY)\s*(?:million|mn?\b)"),
    ("CNY1k", r"千元|thousand\s*(?:RMB|CNY|yuan)"),
    ("foreign", r"\b(?:USD|EUR|GBP|JPY|HKD|US\$|dollars?|euros?)\b|[$€£]|美元|欧元|港币"),
    ("CNY", r"\b(?:RMB|CNY|yuan)\b|人民币|¥|元"),
    ("GWh", r"\bGWh\b|吉瓦时"),
    ("MWh", r"\bMWh\b|兆瓦时"),
    ("kWh", r"\bkWh\b|千瓦时|千瓦·时|kW·h|(?<!温)(?<!程)度(?=\b|$|[)）])"),
    ("GJ", r"\bGJ\b|吉焦"),
    ("MJ", r"\bMJ\b|兆焦"),
    ("m3", r"\bm3\b|m³|cubic met(?:re|er)s?|立方米|立方"),
    ("L", r"\blit(?:re|er)s?\b|(?<![A-Za-z])L(?![A-Za-z])|公升|升"),
    ("kg", r"\bkgs?\b|kilograms?|千克|公斤"),
    ("tCO2e", r"tCO2e?|t CO2|吨二氧化碳"),
    ("t", r"\b(?:metric )?tonn?e?s?\b|(?<![A-Za-z])t(?![A-Za-z])|吨"),
    ("%", r"%|％|per ?cent\b|百分比"),
    ("h", r"\bhours?\b|\bhrs?\b|(?<![A-Za-z])h(?![A-Za-z])|小时|工时|学时"),
    ("d", r"\bdays?\b|天"),
    ("person", r"\bpersons?\b|\bpeople\b|\bheads?\b|\bFTE\b|人数|人$"),
    ("1", r"^\s*(?:number|no\.?|count|cases?|pcs|个|件|起|次)\s*$"),
)
_PATTERNS: Final = tuple((unit, re.compile(words, re.IGNORECASE)) for unit, words in _WORDS)
_IN_BRACKETS: Final = re.compile(
    r"[(（\[]([^()（）\[\]]{1,24})[)）\]]|\bin ((?:metric )?\w+|m³)\s*[?？:]?$"
)


def unit_in(words: str, *, whole: bool = False) -> str:
    """The unit that a text names, in brackets or at its end, or in a cell of its own (`whole`)."""
    said = [words] if whole else [one or two for one, two in _IN_BRACKETS.findall(words)]
    for part in reversed(said):
        for unit, pattern in _PATTERNS:
            if pattern.search(part.strip()):
                return unit
    return ""


def converted(value: Decimal, unit: str, wanted: str) -> Decimal | None:
    """The same amount in another unit, exactly; None where it is another kind or would be rounded."""
    if unit == wanted:
        return value
    for family in _FAMILIES:
        if unit in family and wanted in family:
            with localcontext() as context:
                context.prec = 40
                context.traps[Inexact] = True
                try:
                    return value * family[unit] / family[wanted]
                except Inexact:
                    return None
    return None
