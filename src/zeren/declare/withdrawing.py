"""Taking back what a credential says, on the list of revocations on which it names a place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from zeren.declare.association import Entry, StatusList


class OtherCredential(ValueError):  # noqa: N818 - it names what was found
    """The place belongs to another credential in the record."""


def place_of(claims: Mapping[str, Any], url: str) -> int | None:
    """The place that a credential names on this list; None where it names none, or several."""
    said = claims.get("credentialStatus")
    spots = [one for one in (said if isinstance(said, list) else [said]) if isinstance(one, dict)]
    places = [
        one["statusListIndex"]
        for one in spots
        if one.get("statusListCredential") == url and isinstance(one.get("statusListIndex"), int)
    ]
    return places[0] if len(places) == 1 else None


def withdrawn_on(
    record: StatusList, claims: Mapping[str, Any], place: int, *, day: str, reason: str
) -> StatusList:
    """Set the bit. A declaration's place is noted down by it. Raises `OtherCredential`."""
    name = str(claims.get("id", ""))
    known = next((entry for entry in record.entries if entry.index == place), None)
    if known is not None and known.credential != name:
        raise OtherCredential(name)
    if known is None:
        party = claims.get("credentialSubject", {}).get("issuedToParty", {})
        subject = str(party.get("registeredId") or party.get("name") or "")
        record = record.with_entry(Entry(place, "declaration", name, subject, day))
    return record.without(place, day=day, reason=reason)
