"""Whether an association has withdrawn a credential, as far as the lists in the file can tell."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final, Literal, NamedTuple

from zeren.declare.bitstring import decoded, is_set
from zeren.declare.jws import Unsound
from zeren.declare.package import Package
from zeren.declare.verdict import Outcome, Step
from zeren.declare.verification.confirmed import Case, Confirmed, Stranger, open_confirmed
from zeren.declare.verification.flaws import flaw
from zeren.text import Text

STOPS: Final = ("revocation", "suspension")
_MOST_TTL: Final = 10**12  # milliseconds; what is longer says nothing


class Listed(NamedTuple):
    """A list of withdrawals that a trusted association signed; `fresh_until` is its last day."""

    confirmed: Confirmed
    purposes: tuple[str, ...]
    table: bytes
    fresh_until: datetime


class Standing(NamedTuple):
    """What the lists say of one credential. `asof` is the day of the list that says so."""

    state: Literal["good", "withdrawn", "stale", "no-list", "no-entry"]
    asof: datetime | None = None
    member: str = ""
    url: str = ""


def open_lists(package: Package, case: Case) -> tuple[tuple[Listed, ...], tuple[Step, ...]]:
    """The lists of trusted associations; a step that fails for each that is not as it should be."""
    lists: list[Listed] = []
    steps: list[Step] = []
    for member, content in package.all("status"):
        try:
            lists.append(_listed(open_confirmed(member, content, "status", case), case))
        except Stranger:
            continue  # says nothing about what we trust
        except Unsound as fault:
            steps.append(Step("status", "fails", _broken(str(fault)), member))
    return tuple(lists), tuple(steps)


def _listed(confirmed: Confirmed, case: Case) -> Listed:
    subject = confirmed.subject
    purposes, ttl = subject.get("statusPurpose"), subject.get("ttl")
    named = [purposes] if isinstance(purposes, str) else purposes
    if subject.get("type") != "BitstringStatusList" or not isinstance(named, list):
        raise Unsound("content")
    if confirmed.in_time(case.now) == "early":
        raise Unsound("future")
    last = min(confirmed.until, confirmed.since + case.max_status_age)
    if isinstance(ttl, int) and 0 < ttl < _MOST_TTL:
        last = min(last, confirmed.since + timedelta(milliseconds=ttl))
    encoded = subject.get("encodedList")
    if not isinstance(encoded, str):
        raise Unsound("content")
    return Listed(confirmed, tuple(map(str, named)), decoded(encoded), last)


def standing(
    claims: Mapping[str, Any], did: str, lists: tuple[Listed, ...], case: Case
) -> Standing:
    """How a credential of the association `did` stands. Raises `Unsound` for an entry of no sense.

    Withdrawn once is withdrawn, though the list that says so be old; not withdrawn is believed of a
    fresh list alone.
    """
    entries = _entries(claims)
    if not entries:
        return Standing("no-entry")
    found = [_of_entry(entry, did, lists, case) for entry in entries]
    order = ("withdrawn", "no-list", "stale", "good")
    return min(found, key=lambda one: order.index(one.state))


def _entries(claims: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    said = claims.get("credentialStatus")
    entries = said if isinstance(said, list) else [said] if said is not None else []
    if not all(isinstance(one, Mapping) for one in entries):
        raise Unsound("content")
    if any(one.get("type") != "BitstringStatusListEntry" for one in entries):
        raise Unsound("kind")  # a way of withdrawing that is not understood is not passed over
    return [one for one in entries if one.get("statusPurpose") in STOPS]


def _of_entry(
    entry: Mapping[str, Any], did: str, lists: tuple[Listed, ...], case: Case
) -> Standing:
    url, purpose, index = entry.get("statusListCredential"), entry["statusPurpose"], _index(entry)
    if not isinstance(url, str) or entry.get("statusSize", 1) != 1:
        raise Unsound("content")
    fitting = sorted(
        (
            one
            for one in lists
            if one.confirmed.by.did == did
            and one.confirmed.claims.get("id") == url
            and purpose in one.purposes
        ),
        key=lambda one: one.confirmed.since,
    )
    if not fitting:
        return Standing("no-list", url=url)
    newest = fitting[-1]
    asof, member = newest.confirmed.since, newest.confirmed.member
    looked_at = fitting if purpose == "revocation" else fitting[-1:]
    if any(is_set(one.table, index) for one in looked_at):
        return Standing("withdrawn", asof, member, url)
    is_fresh = case.now <= newest.fresh_until
    return Standing("good" if is_fresh else "stale", asof, member, url)


def _index(entry: Mapping[str, Any]) -> int:
    """An integer as UNTP writes it, or a base-10 string as W3C does."""
    said = entry.get("statusListIndex")
    if isinstance(said, str) and said.isascii() and said.isdigit() and len(said) <= 9:  # noqa: PLR2004
        return int(said)
    if isinstance(said, int) and not isinstance(said, bool):
        return said
    raise Unsound("status-index")


def _broken(code: str) -> Text:
    return WORDS["broken"].format(flaw=flaw(code))


def of_standing(found: Standing, subject: Text, by: Text) -> Step:
    """The step `status` in words. `subject` is what it is about, such as “the confirmation”."""
    said = {"subject": subject, "by": by, "url": found.url, "day": _day(found.asof)}
    return Step("status", _OUTCOMES[found.state], WORDS[found.state].format(**said), found.member)


def _day(time: datetime | None) -> str:
    return time.date().isoformat() if time else ""


_OUTCOMES: Final[Mapping[str, Outcome]] = {
    "good": "holds",
    "withdrawn": "fails",
    "stale": "unknown",
    "no-list": "unknown",
    "no-entry": "unknown",
}
WORDS: Final[Mapping[str, Text]] = {
    "good": Text(
        "按{by} {day} 的清单，{subject}没有被撤销。",
        "By the list of {day}, {by} has not revoked {subject}.",
    ),
    "withdrawn": Text("{by}已经撤销了{subject}。", "{by} has revoked {subject}."),
    "stale": Text(
        "{subject}在 {day} 没有被撤销；这份清单已经旧了，后来怎样看不出来。请从 {url} 取新的清单，和文件一起再核对（命令行用 --also）。",
        "On {day} {subject} was not revoked; that list is old by now, and what came after cannot be told. Get the new list from {url} and verify it together with the file (--also on the command line).",
    ),
    "no-list": Text(
        "文件里没有撤销清单，看不出{subject}是否已被撤销。请从 {url} 取清单，和文件一起再核对（命令行用 --also）。",
        "The file holds no list of revocations, so whether {subject} was revoked cannot be told. Get the list from {url} and verify it together with the file (--also on the command line).",
    ),
    "no-entry": Text(
        "{subject}没有写明在哪里查撤销，看不出是否已被撤销。",
        "No list of revocations is named for {subject}, so whether it was revoked cannot be told.",
    ),
    "broken": Text(
        "附带的撤销清单不可信：{flaw}。", "The list of revocations cannot be relied on: {flaw}."
    ),
}
