"""Showing a few sealed answers to one named buyer until a day: the file that only this buyer gets."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Final
from unicodedata import category, normalize

from zeren.declare.credential import TYP, window
from zeren.declare.jws import Unsound, parsed
from zeren.declare.package import ANSWERS, CREDENTIAL, Package
from zeren.declare.sealing import Binding, show
from zeren.files.bundle import write_bundle

if TYPE_CHECKING:
    from zeren.declare.sealing import Disclosure, Random
    from zeren.files.signatures import Key

USUAL_DAYS: Final = 30
LONGEST_NAME: Final = 200
CHINA: Final = timezone(timedelta(hours=8))  # a day is a day in China
_MOST_DAYS: Final = 366
_JOINERS: Final = "\u200c\u200d"  # some scripts cannot be written without them


def buyer_name(words: str) -> str:
    """In one line, without what cannot be seen: nobody can hide a name behind another's."""
    seen = "".join(sign for sign in normalize("NFC", words) if _is_seen(sign))
    return " ".join(seen.split())


def _is_seen(sign: str) -> bool:
    """No control, no mark that turns the direction of reading, no half of a character."""
    return sign.isspace() or sign in _JOINERS or category(sign)[0] != "C"


def longest_day(package: Package, start: datetime) -> date:
    """The last day until which something may be shown: nothing holds after the declaration ends."""
    try:
        end = window(parsed(package.members[CREDENTIAL], typ=TYP).claims())[1]
    except Unsound:
        end = None  # what is wrong is said where it is verified
    return (end or start + timedelta(days=_MOST_DAYS)).astimezone(CHINA).date()


def show_to(  # noqa: PLR0913 - to whom, what, for how long, with which key
    package: Package,
    chosen: Iterable[Disclosure],
    *,
    name: str,
    start: int,
    last: str,
    key: Key,
    random: Random,
) -> bytes:
    """The `.zeren` for the buyer; `start` in seconds since 1970, `last` an ISO day. Raises ValueError
    where the key or the disclosures are another declaration's.
    """
    sealed = package.members[ANSWERS].decode("ascii", "replace").partition("~")[0] + "~"
    shown = show(
        sealed, chosen, binding=Binding(name, start, end_of(last), random(16).hex()), by=key
    )
    return write_bundle(Package({**package.members, ANSWERS: shown.encode()}))


def end_of(last: str) -> int:
    """The last second of a day in China."""
    return int(datetime.fromisoformat(f"{last}T23:59:59+08:00").timestamp())
