"""What people write behind a number for its unit, beside the words that the workbook shows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from zeren.publish.wording import unit_words
from zeren.text import Text

_ALSO: Final[Mapping[str, tuple[str, ...]]] = {
    "1": ("起", "次", "件", "处", "个", "家", "cases", "case", "sites", "site"),
    "CNY": ("人民币", "RMB", "yuan"),
    "CNY10k": ("万元人民币", "万人民币", "万元RMB"),
    "L": ("公升", "L", "litre", "liters", "liter"),
    "d": ("日", "day", "d"),
    "h": ("工时", "学时", "个小时", "小时", "hour", "hrs", "h"),
    "kWh": ("度", "度电", "千瓦小时", "kW·h", "kW.h"),
    "kg": ("公斤", "kilograms", "kgs"),
    "m2": ("平米", "平方", "m2", "square metres", "square meters"),
    "m3": ("立方", "方", "m3", "cubic metres", "cubic meters"),
    "person": ("名", "个", "位", "个人", "名员工", "employees", "persons", "person"),
    "t": ("公吨", "t", "tonne"),
    "tCO2e": ("tCO2e", "t CO2e"),
}


def also_written(unit: str, *, help_words: Text) -> frozenset[str]:
    """Other words for the unit; also those in brackets in the help: “立方米（吨）” of water."""
    named = re.findall(re.escape(unit_words(unit).zh) + r"（(\w{1,4})）", help_words.zh)
    return frozenset((*_ALSO.get(unit, ()), *named))
