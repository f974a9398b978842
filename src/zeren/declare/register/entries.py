"""Entries of the register: what may be written, and how, to the byte.

An entry holds no answer and no person: a hash, a kind, a profile, an organisation's id and a time. It is
canonical JSON (RFC 8785); what the fields may hold is so narrow that one pattern reads it, and a line
that the pattern does not read is not ours.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final, Literal, NamedTuple

from zeren.collect import uscc
from zeren.problems import Place, Problem
from zeren.text import Text

Kind = Literal["declare", "supersede", "withdraw", "release", "sign"]
KINDS: Final[Mapping[str, Text]] = {
    "declare": Text("登记自我声明", "declaration registered"),
    "supersede": Text("以新声明取代旧声明", "declaration replaced by a new one"),
    "withdraw": Text("撤回", "withdrawn"),
    "release": Text("集中发布", "release"),
    "sign": Text("签署倡议", "pledge signed"),
}
REASONS: Final[Mapping[str, Text]] = {
    "own-request": Text("应企业要求", "at the company's request"),
    "period-over": Text("有效期已过", "its period is over"),
    "company-closed": Text("企业已停业或注销", "the company has closed"),
    "recorded-in-error": Text("登记有误", "recorded in error"),
    "not-confirmed": Text("未通过核查或复核", "not confirmed at a check or review"),
    "key-replaced": Text("签名密钥已更换", "the signing key was replaced"),
    "key-lost": Text("密钥丢失或可能外泄", "the key was lost or may be in other hands"),
    "rules-not-met": Text("不再符合公示登记的规则", "no longer meets the register's rules"),
}
RELEASE_PROFILE: Final = "zeren-release/1"
PLEDGE_PROFILE: Final = "zeren-pledge/1"

# Possessive (+ behind a number): nothing here ever has to be tried twice, and it is a third faster.
# Patterns that only the register's keepers need are compiled where they are used.
HASH: Final = r"[0-9a-f]{64}+"
_ORG: Final = r"[A-Za-z0-9][A-Za-z0-9-]{0,39}+"
PROFILE: Final = r"[a-z0-9][a-z0-9./-]{0,59}+"
DETAIL: Final = r"(?:;of=(?:0|[1-9]\d{0,11}+)|;reason=[a-z-]{1,30}+)?+"
_TIME: Final = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"
ORG: Final = re.compile(_ORG, re.ASCII)
ABOUT: Final = rf'","kind":"({"|".join(KINDS)})","org":"({_ORG})","profile":"({PROFILE}{DETAIL})"'
END: Final = rf',"time":"({_TIME})"\}}'
_ENTRY: Final = rf'\{{"hash":"({HASH}){ABOUT},"seq":(0|[1-9]\d{{0,11}}+){END}'
ENTRY: Final = re.compile(_ENTRY, re.ASCII)
OPENING: Final = b'{"hash":"'
_BUNDLED: Final = rf"(?s:(..))({_ENTRY})"
_IN_TWO: Final = tuple(f"{chr(number >> 8)}{chr(number & 255)}" for number in range(1024))
_IDENTITY: Final = re.compile(r"\d{17}[\dXx]", re.ASCII)


class Entry(NamedTuple):
    """One line of the register. A plain tuple, for a million of them are read at once.

    `profile` says what the hash is of; behind a semicolon it says which earlier entry is replaced
    (`of`) or why something was withdrawn (`reason`).
    """

    hash: str
    kind: str
    org: str
    profile: str
    seq: int
    time: str

    @property
    def bytes(self) -> bytes:
        return (
            f'{{"hash":"{self.hash}","kind":"{self.kind}","org":"{self.org}",'
            f'"profile":"{self.profile}","seq":{self.seq},"time":"{self.time}"}}'
        ).encode()

    @property
    def subject(self) -> str:
        """The profile without what stands behind the semicolon."""
        return self.profile.partition(";")[0]

    @property
    def replaces(self) -> int | None:
        _, found, number = self.profile.partition(";of=")
        return int(number) if found else None

    @property
    def reason(self) -> str:
        return self.profile.partition(";reason=")[2]

    def as_json(self) -> dict[str, object]:
        return self._asdict()


class Proposed(NamedTuple):
    """What somebody wants to be entered; its number and time come with the writing."""

    kind: str
    hash: str
    org: str
    profile: str

    def entered(self, seq: int, time: str) -> Entry:
        return Entry(self.hash, self.kind, self.org, self.profile, seq, time)


def entry_of(line: bytes) -> Entry | None:
    """The entry in these bytes; None where they are not an entry of ours to the byte."""
    found = ENTRY.fullmatch(line.decode("latin-1"))
    if not found:
        return None
    sha, kind, org, profile, seq, time = found.groups()
    return Entry(sha, kind, org, profile, int(seq), time)


def entries_in(content: bytes) -> list[Entry] | None:
    """The entries of a bundle; None where anything in it is not an entry of ours to the byte."""
    text = content.decode("latin-1")
    rows = re.findall(_BUNDLED, text, re.ASCII)
    lengths = [len(row[1]) for row in rows]
    fits = sum(lengths) + 2 * len(rows) == len(text)  # nothing between them, nothing behind
    if not fits or [_IN_TWO[one] for one in lengths] != [row[0] for row in rows]:
        return None
    return [
        Entry(sha, kind, org, profile, int(seq), time)
        for _, _, sha, kind, org, profile, seq, time in rows
    ]


def is_time(words: str) -> bool:
    """Whether this is a moment that the calendar has, in UTC to the second."""
    if not re.fullmatch(_TIME, words, re.ASCII):
        return False
    try:
        datetime.strptime(words, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    except ValueError:
        return False
    return True


def problems_of_org(org: str, place: Place) -> tuple[Problem, ...]:
    """An id that is no id, a mistyped company code, or the number of a person."""
    from zeren.collect.personal import personal_numbers  # who only verifies does without

    if (_IDENTITY.fullmatch(org) and not uscc.is_right(org)) or personal_numbers(org):
        return (_of_a_person(place),)
    if not ORG.fullmatch(org):
        return (_no_id(org, place),)
    is_code = len(org) == uscc.LENGTH and org.isalnum() and org.upper() == org
    return uscc.problems_of(org, place=place) if is_code else ()


def _of_a_person(place: Place) -> Problem:
    return Problem(
        "register-person",
        "error",
        place,
        Text(
            "这像是个人的号码。登记后永远删不掉，所以不能用。",
            "This looks like a person's number. What is in the register stays for ever, so it cannot be used.",
        ),
        Text(
            "请用统一社会信用代码；个体工商户请用协会自己编的号，姓名写在 names.json 里，那里可以删。",
            "Use the unified social credit code; for a sole trader a number of your own, with the name in names.json, where it can be erased.",
        ),
    )


def _no_id(org: str, place: Place) -> Problem:
    return Problem(
        "register-org",
        "error",
        place,
        Text("“{org}”不能作组织的编号。", '"{org}" cannot be the id of an organisation.').format(
            org=org[:60]
        ),
        Text(
            "请用统一社会信用代码，或者自编的号：字母、数字和连字符，最多 40 个。",
            "Use the unified social credit code or a number of your own: letters, digits and hyphens, at most 40.",
        ),
    )
