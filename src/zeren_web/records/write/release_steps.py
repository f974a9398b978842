"""The steps before release day, each as the core takes it; the rows hold what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from django.db import transaction
from django.utils import timezone

from zeren.declare.register.entries import REASONS
from zeren.declare.register.release import RecordCheck as Looked
from zeren.declare.register.release import looked_up, opened, without
from zeren.files.register_folder.staff import problems_of_check
from zeren.problems import Place, Problem, Refused
from zeren.text import Text
from zeren_web.records.models import (
    Company,
    Cycle,
    LeftOut,
    Objection,
    Person,
    RecordCheck,
    Release,
)
from zeren_web.records.models.releases import MOST_WORDS
from zeren_web.records.read.releases import preparation_of, release_of
from zeren_web.records.write.audit import note

_MOST_OBJECTIONS: Final = 500  # of one notice; more are no objections but a flood


def note_checks(
    cycle: Cycle, results: Mapping[Company, str], *, source: str, day: date, by: Person
) -> int:
    """Note what a look-up found of many companies at once. Raises Refused, with nothing noted."""
    looked = {
        company: Looked(company.uscc, source.strip()[:80], day.isoformat(), result)
        for company, result in results.items()
    }
    found = [
        problem
        for company, one in looked.items()
        for problem in problems_of_check(one, Place(field=company.name_zh))
    ]
    if found:
        raise Refused(*found)
    looked_up(preparation_of(cycle), looked.values())
    with transaction.atomic():
        RecordCheck.objects.with_scopes_disabled().bulk_create(
            [
                RecordCheck(
                    cycle=cycle,
                    company=company,
                    source=one.source,
                    date=day,
                    result=one.result,
                    by=by,
                )
                for company, one in looked.items()
            ]
        )
        note(
            "records-looked-up", who=by, year=cycle.year, companies=len(looked), source=source[:80]
        )
    return len(looked)


def begin_notice(cycle: Cycle, *, days: int, by: Person) -> Release:
    """Announce everything that waits, from today. Raises Refused: nothing waits, one runs, bad days."""
    today = timezone.localdate()
    with transaction.atomic():
        release = release_of(cycle)
        now = opened(preparation_of(cycle), start=today.isoformat(), days=days)
        release.notice_from, release.notice_days = today, days
        release.hashes = list(now.notice.hashes if now.notice else ())
        release.save()
        note("notice-begun", who=by, year=cycle.year, days=days, entries=len(release.hashes))
    return release


def leave_out(cycle: Cycle, company: Company, reason: str, *, by: Person) -> None:
    """Leave a company out of this release; without a reason, take it in again."""
    if reason and reason not in REASONS:
        raise Refused(_NO_REASON)
    without(preparation_of(cycle), company.uscc, reason)
    with transaction.atomic():
        rows = LeftOut.objects.with_scope(company=company)
        if reason:
            rows.update_or_create(cycle=cycle, company=company, defaults={"reason": reason})
        else:
            rows.filter(cycle=cycle, company=company).delete()
        note("left-out", who=by, company=company, year=cycle.year, reason=reason)


def object_to(cycle: Cycle, company: Company, words: str, *, contact: str) -> Objection:
    """What somebody out there says of a company in the notice. Raises Refused: no words, too many."""
    said = words.strip()
    if not said or len(said) > MOST_WORDS:
        raise Refused(_words(said))
    rows = Objection.objects.with_scope(company=company)
    every = Objection.objects.with_scopes_disabled().filter(cycle=cycle)
    if every.count() >= _MOST_OBJECTIONS:
        raise Refused(_FLOOD)
    made: Objection = rows.create(
        cycle=cycle, company=company, words=said, contact=contact.strip()[:120]
    )
    return made


def answer(objection: Objection, reply: str, *, by: Person) -> None:
    """The reply, without which nothing is released. Raises Refused: no words, or too many."""
    said = reply.strip()
    if not said or len(said) > MOST_WORDS:
        raise Refused(_words(said))
    with transaction.atomic():
        Objection.objects.with_scope(company=objection.company_id).filter(pk=objection.pk).update(
            reply=said, replied=timezone.now(), by=by
        )
        note("objection-answered", who=by, company=objection.company, year=objection.cycle.year)


def _words(said: str) -> Problem:
    return Problem(
        "objection-words",
        "error",
        Place(field="words"),
        Text("还没有写内容。", "Nothing is written yet.")
        if not said
        else Text(f"写了 {len(said)} 字，太长。", f"{len(said)} characters are too many."),
        Text(f"请写在 {MOST_WORDS} 字以内。", f"Please write up to {MOST_WORDS} characters."),
    )


_NO_REASON: Final = Problem(
    "left-out-reason",
    "error",
    Place(field="reason"),
    Text("没有选原因。", "No reason is chosen."),
    Text("请选一个中性的原因代码。", "Choose one of the neutral codes."),
)
_FLOOD: Final = Problem(
    "objection-flood",
    "error",
    Place(field="words"),
    Text(
        "这次公示收到的意见已经太多，暂时收不了。",
        "This notice has had too many objections to take more here.",
    ),
    Text("请直接写信或打电话给协会。", "Please write to the association or ring it."),
)
