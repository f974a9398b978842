"""Taking back: at once on the pages, in the register and on the list of revocations.

The database comes first, for the profile must not show what was taken back. The register and the list
are signed with the association's keys: at once where the server opens them by itself, else with the
next press of a manager, who is told what waits.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Final

from django.utils import timezone

from zeren.declare.association import REASONS as OF_LISTS
from zeren.declare.register.entries import REASONS
from zeren.declare.withdrawing import OtherCredential, place_of, withdrawn_on
from zeren.files.register_folder.disk import only_writer
from zeren.problems import Refused
from zeren_web.records.models import Declaration, Person
from zeren_web.records.read.keys import keys_folder, opens_by_itself
from zeren_web.records.read.register import registered_states
from zeren_web.records.read.releases import claims_of
from zeren_web.records.write.association_keys import (
    Opened,
    keep_record,
    open_keys,
    publish_list,
    record,
)
from zeren_web.records.write.declarations import withdraw
from zeren_web.records.write.release import show_register

_ON_A_LIST: Final = {"period-over": "own-request", "rules-not-met": "not-confirmed"}


def withdraw_declaration(declaration: Declaration, reason: str, *, by: Person) -> bool:
    """Once; a second press changes nothing. Whether it is in the register and on the list already."""
    if reason not in REASONS:
        message = f"no reason of the register: {reason}"
        raise ValueError(message)
    withdraw(declaration, reason, by=by)
    if not opens_by_itself():
        return False
    with suppress(Refused):
        take_back(open_keys(), by=by)
        return True
    return False


def take_back(opened: Opened, *, by: Person | None) -> None:
    """Bring the list and the register up to what was withdrawn; nothing happens twice."""
    with only_writer(keys_folder()):
        before = now = record()
        for one in _withdrawn():
            claims = claims_of(one)
            place = place_of(claims, now.url)
            if place is not None:
                day = timezone.localtime(one.withdrawn).date().isoformat()
                with suppress(OtherCredential):
                    now = withdrawn_on(now, claims, place, day=day, reason=_list_reason(one))
        if now != before:
            keep_record(now)
        publish_list(now, by=opened.by, key=opened.key)
    show_register(opened, by=by)


def waiting_withdrawals() -> int:
    """How many are on the pages and not yet in the register."""
    states = registered_states()
    return sum(states.get(one.sha256) == "stands" for one in _withdrawn())


def _withdrawn() -> list[Declaration]:
    rows = Declaration.objects.with_scopes_disabled()
    return list(rows.filter(entry__isnull=False, withdrawn__isnull=False))


def _list_reason(declaration: Declaration) -> str:
    reason = _ON_A_LIST.get(declaration.reason, declaration.reason)
    return reason if reason in OF_LISTS else "own-request"
