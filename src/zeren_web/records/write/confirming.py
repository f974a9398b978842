"""What the association confirms: staff write down what they saw, a manager signs it with the key.

Who looks does not hold the key, who holds the key does not look: what was written down waits until
somebody signs everything that waits at once.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Final

from django.db import transaction
from django.utils import timezone

from zeren.declare.association import (
    REASONS,
    Check,
    Entry,
    Identity,
    Kind,
    StatusList,
    free_index,
    sign_check,
    sign_identity,
)
from zeren.declare.bitstring import LEAST
from zeren.declare.credential import Status
from zeren.declare.jws import parsed
from zeren.declare.verification.confirmed import Case
from zeren.declare.verification.declared import Declared, declared_in
from zeren.files.characters import printable
from zeren.files.register_folder.disk import only_writer
from zeren.files.signed import signature_holds
from zeren.problems import Place, Problem, Refused
from zeren.text import Text
from zeren_web.records.models import Confirmation, Declaration, Person
from zeren_web.records.read.keys import keys_folder
from zeren_web.records.read.releases import package_of
from zeren_web.records.write.association_keys import Opened, keep_record, publish_list, record
from zeren_web.records.write.audit import note

MOST_WORDS: Final = 300
_YEARS: Final = 3
_FIRST: Final = {"registered": date(1900, 1, 1), "day": date(2000, 1, 1)}
_DAYS: Final = 366


def ask_identity(
    declaration: Declaration, *, how: str, registered: date, until: date, by: Person
) -> Confirmation:
    """Write down whose the key is that signed this declaration. Raises Refused."""
    words, today = _said(how, "how"), timezone.localdate()
    _has_been(registered, "registered")
    if not today < until or (until - today).days > _YEARS * _DAYS:
        raise Refused(_problem("identity-until", *_UNTIL, at="until"))
    return _asked(
        declaration,
        "identity",
        {"how": words, "registered": registered.isoformat(), "until": until.isoformat()},
        by=by,
    )


def ask_check(
    declaration: Declaration, *, codes: Sequence[str], means: str, day: date, by: Person
) -> Confirmation:
    """Write down which answers staff looked at. Raises Refused: none, or no word by what means."""
    if not codes:
        raise Refused(_problem("check-codes", *_NO_CODES, at="codes"))
    _has_been(day, "day")
    said: dict[str, object] = {
        "codes": list(dict.fromkeys(codes)),
        "means": _said(means, "means"),
        "day": day.isoformat(),
    }
    return _asked(declaration, "check", said, by=by)


def _asked(
    declaration: Declaration, kind: str, said: dict[str, object], *, by: Person
) -> Confirmation:
    company = declaration.company
    with transaction.atomic():
        made: Confirmation = Confirmation.objects.with_scope(company=company).create(
            company=company, declaration=declaration, kind=kind, said=said, by=by
        )
        note(f"{kind}-written", who=by, company=company, sha256=declaration.sha256)
    return made


def sign_waiting(opened: Opened, *, by: Person | None) -> int:
    """Sign all that was written down; how many. Each place is noted before its credential is kept."""
    with only_writer(keys_folder()):
        now, count = record(), 0
        for one in waiting():
            declared = declared_by(one.declaration)
            spot = Status(now.url, free_index(now, secrets.randbelow(LEAST)))
            token, until = _signed(one, declared, spot, opened)
            claims = parsed(token, typ="vc+jwt").claims()
            subject = declared.uscc if one.kind == "identity" else declared.id
            today = datetime.now(UTC).date().isoformat()
            kind: Kind = "identity" if one.kind == "identity" else "check"
            now = now.with_entry(Entry(spot.number, kind, claims["id"], subject, today))
            keep_record(now)
            with transaction.atomic():
                Confirmation.objects.with_scope(company=one.company_id).filter(pk=one.pk).update(
                    content=token, signed=timezone.now(), until=until, place=spot.number
                )
                note(f"{one.kind}-signed", who=by, company=one.company, place=spot.number)
            count += 1
        publish_list(now, by=opened.by, key=opened.key)
    return count


def waiting() -> list[Confirmation]:
    """What was written down and not signed."""
    return list(
        Confirmation.objects.with_scopes_disabled()
        .filter(content="", revoked=None)
        .select_related("company", "declaration")
    )


def declared_by(declaration: Declaration | None) -> Declared:
    """The company's own part, where it holds today. Raises Refused."""
    if declaration is None:
        raise Refused(_problem("confirm-no-declaration", *_NO_DECLARATION))
    case = Case((), datetime.now(UTC), signature_holds)
    declared, steps = declared_in(package_of(declaration), case)
    wrong = [step for step in steps if step.outcome == "fails"]
    if declared is None or wrong:
        words = (wrong or list(steps))[0].words
        raise Refused(_problem("declaration-fails", words, _ANEW))
    return declared


def _signed(
    one: Confirmation, declared: Declared, spot: Status, opened: Opened
) -> tuple[str, date]:
    said = one.said
    if declared.uscc != one.company.uscc:
        raise Refused(_problem("confirm-other-company", *_OTHER_COMPANY))
    if one.kind == "identity":
        until = date.fromisoformat(said["until"])
        identity = Identity(
            did=declared.did,
            key=declared.jwk,
            name=declared.names[-1],
            uscc=declared.uscc,
            registered=date.fromisoformat(said["registered"]),
            how=said["how"],
            since=min(declared.since, _start(timezone.localdate())),
            until=_end(until),
            spot=spot,
        )
        return sign_identity(identity, by=opened.by, key=opened.key), until
    check = Check(
        declaration=declared.id,
        digest=declared.sha256,
        did=declared.did,
        name=declared.names[-1],
        reviewed=tuple(said["codes"]),
        means=said["means"],
        day=date.fromisoformat(said["day"]),
        since=_start(date.fromisoformat(said["day"])),
        until=declared.until,
        spot=spot,
    )
    return sign_check(check, by=opened.by, key=opened.key), declared.until.date()


def revoke(one: Confirmation, reason: str, opened: Opened, *, by: Person) -> None:
    """Take back what was confirmed; the list tells it, never why."""
    if reason not in REASONS:
        raise Refused(_problem("revoke-reason", *_NO_REASON, at="reason"))
    with only_writer(keys_folder()):
        now = record()
        if one.place is not None:
            day = timezone.localdate().isoformat()
            now = _without(now, one.place, day=day, reason=reason)
            keep_record(now)
        with transaction.atomic():
            rows = Confirmation.objects.with_scope(company=one.company_id)
            rows.filter(pk=one.pk, revoked=None).update(revoked=timezone.now(), reason=reason)
            note(f"{one.kind}-revoked", who=by, company=one.company, reason=reason)
        publish_list(now, by=opened.by, key=opened.key)


def _without(now: StatusList, place: int, *, day: str, reason: str) -> StatusList:
    try:
        return now.without(place, day=day, reason=reason)
    except KeyError:  # the record was restored from before that place was given
        return replace(now)


def _start(day: date) -> datetime:
    return datetime.fromisoformat(f"{day}T00:00:00+08:00")


def _end(day: date) -> datetime:
    return datetime.fromisoformat(f"{day}T23:59:59+08:00")


def _has_been(day: date, at: str) -> None:
    """What was seen was seen by now; a day from which no time can be reckoned would stop all signing."""
    first, today = _FIRST[at], timezone.localdate()
    if not first <= day <= today:
        what = _NOT_BEEN[0].format(day=day)
        remedy = _NOT_BEEN[1].format(first=first, today=today)
        raise Refused(_problem("day-not-been", what, remedy, at=at))


def _said(words: str, at: str) -> str:
    said = " ".join(printable(words).split())
    if not said or len(said) > MOST_WORDS:
        raise Refused(_problem("confirm-words", *_NO_WORDS, at=at))
    return said


def _problem(code: str, what: Text, remedy: Text, *, at: str = "declaration") -> Problem:
    return Problem(code, "error", Place(field=at), what, remedy)


_NOT_BEEN: Final = (
    Text("{day} 还没有到，或者太早了。", "{day} is still to come, or too long ago."),
    Text("请填 {first} 到今天（{today}）的日期。", "Write a day from {first} to today, {today}."),
)


_NO_WORDS: Final = (
    Text("没有写清楚是怎样查的。", "It does not say how it was found out."),
    Text(
        f"请用 {MOST_WORDS} 字以内写明，买家会读到这句话。",
        f"Say it in up to {MOST_WORDS} characters; buyers read this sentence.",
    ),
)
_UNTIL: Final = (
    Text("截止日期不对。", "The last day is not right."),
    Text(
        "要在今天以后，最多三年：执照、印章和人都会变，到时再看一次。",
        "It lies after today and within three years: licences, seals and people change. Look again then.",
    ),
)
_NO_CODES: Final = (
    Text("没有选核查过的题。", "No answer that was looked at is chosen."),
    Text("请勾选真正看过的题，别的不要选。", "Tick those that were looked at, and no others."),
)
_NO_REASON: Final = (
    Text("没有选原因。", "No reason is chosen."),
    Text("请选一个中性的原因代码。", "Choose one of the neutral codes."),
)
_NO_DECLARATION: Final = (
    Text("这家企业还没有签过声明。", "This company has not signed a declaration."),
    Text("签了以后才能确认。", "It can be confirmed once there is one."),
)
_OTHER_COMPANY: Final = (
    Text(
        "声明里的统一社会信用代码不是这家企业的。",
        "The unified social credit code in the declaration is not this company's.",
    ),
    Text("请让企业重新签一份。", "Ask the company for a new one."),
)
_ANEW: Final = Text(
    "这份声明不可信，什么也没有签。请让企业重新签一份。",
    "This declaration cannot be relied on, and nothing was signed. Ask the company for it anew.",
)
