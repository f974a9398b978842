"""A filing as a value: who reports, and every fact as XBRL states it, before anything is printed.

Facts are strings here, as they will stand in the file, so that one from anywhere can be held and
checked; nothing stops a fact from being wrong. `zeren.publish.filing.check` tells what is.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from zeren.collect.facts import Period, Source
from zeren.problems import Place
from zeren.text import Text

PURE: Final = "xbrli:pure"
USCC_SCHEME: Final = "urn:x-zeren:scheme:cn-uscc"  # ours: the code has no registered scheme
SCHEME_LABELS: Final = {
    "lei": Text("法人识别编码（LEI）", "Legal Entity Identifier (LEI)"),
    "duns": Text("邓白氏编码（D-U-N-S）", "D-U-N-S number"),
    "euid": Text("欧洲企业唯一标识（EUID）", "European Unique Identifier (EUID)"),
    "permid": Text("PermID", "PermID"),
    "uscc": Text(
        "统一社会信用代码（没有通用的 XBRL 命名，用责任 Zeren 自己的）",
        "Unified Social Credit Code (it has no common XBRL scheme; this one is Zeren's own)",
    ),
}


@dataclass(frozen=True, slots=True)
class Entity:
    """Who reports: an identifier, and the address of the scheme that gave it."""

    kind: str  # lei, duns, euid, permid, uscc
    scheme: str
    identifier: str
    place: Place = field(default_factory=Place)


@dataclass(frozen=True, slots=True)
class Tagged:
    """A fact as the filing states it.

    `value`: digits with a point, `true`, an ISO date, members' codes apart by spaces, or words.
    `unit`: `utr:MWh`, `utr:tCO2e/iso4217:EUR`, `xbrli:pure`; "" for what is no number.
    `decimals`: the place after the point down to which the number is given; "INF" means exactly.
    `dimensions`: axis and member (`country:IT`) or typed value, sorted by axis, prefixes included.
    `lang`: the language of words, `zh-Hans` or `en`; "" for everything else.
    """

    id: str
    concept: str
    value: str
    period: Period
    unit: str = ""
    decimals: str = ""
    dimensions: tuple[tuple[str, str], ...] = ()
    lang: str = ""
    source: Source = field(default_factory=Source)


@dataclass(frozen=True, slots=True)
class Filing:
    """Everything that is filed, with the words that a reader sees around it."""

    entry_point: str
    entity: Entity
    company: Text
    period: Period
    made_from: Text
    date: str
    facts: tuple[Tagged, ...]
