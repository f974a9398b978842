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
from zeren.files.characters import printable
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
from zeren_web.records.models.releases import MOST_CONTACT, MOST_SOURCE, MOST_WORDS
from zeren_web.records.read.releases import preparation_of, release_of
from zeren_web.records.write.audit import note

_FIRST_DAY: Final = date(2000, 1, 1)
_MOST_OBJECTIONS: Final = 500  # of one notice; more are no objections but a flood


def note_checks(
    cycle: Cycle, results: Mapping[Company, str], *, source: str, day: date, by: Person
) -> int:
    """Note what a look-up found of many companies at once. Raises Refused, with nothing noted."""
    where = " ".join(printable(source).split())
    if not where or len(where) > MOST_SOURCE:
        raise Refused(_NO_SOURCE)
    if not _FIRST_DAY <= day <= timezone.localdate():
        raise Refused(_not_been(day))
    looked = {
        company: Looked(company.uscc, where, day.isoformat(), result)
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
        note("records-looked-up", who=by, year=cycle.year, companies=len(looked), source=where)
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
    said, reached_at = printable(words).strip(), " ".join(printable(contact).split())
    if not said or len(said) > MOST_WORDS:
        raise Refused(_words(said, "words"))
    if len(reached_at) > MOST_CONTACT:
        raise Refused(_LONG_CONTACT)
    rows = Objection.objects.with_scope(company=company)
    every = Objection.objects.with_scopes_disabled().filter(cycle=cycle)
    if every.count() >= _MOST_OBJECTIONS:
        raise Refused(_FLOOD)
    made: Objection = rows.create(cycle=cycle, company=company, words=said, contact=reached_at)
    return made


def answer(objection: Objection, reply: str, *, by: Person) -> None:
    """The reply, without which nothing is released. Raises Refused: no words, or too many."""
    said = printable(reply).strip()
    if not said or len(said) > MOST_WORDS:
        raise Refused(_words(said, "reply"))
    with transaction.atomic():
        Objection.objects.with_scope(company=objection.company_id).filter(pk=objection.pk).update(
            reply=said, replied=timezone.now(), by=by
        )
        note("objection-answered", who=by, company=objection.company, year=objection.cycle.year)


def _words(said: str, at: str) -> Problem:
    return Problem(
        "objection-words",
        "error",
        Place(field=at),
        Text("还没有写内容。", "Nothing is written yet.")
        if not said
        else Text(f"写了 {len(said)} 字，太长。", f"{len(said)} characters are too many."),
        Text(f"请写在 {MOST_WORDS} 字以内。", f"Please write up to {MOST_WORDS} characters."),
    )


def _not_been(day: date) -> Problem:
    return Problem(
        "checks-day",
        "error",
        Place(field="date"),
        Text("{day} 还没有到，或者太早了。", "{day} is still to come, or too long ago.").format(
            day=day
        ),
        Text(
            "请填真正查询的那天，2000 年以后，不晚于今天。",
            "Write the day of the look-up, after 1999 and not after today.",
        ),
    )


_NO_SOURCE: Final = Problem(
    "checks-source",
    "error",
    Place(field="source"),
    Text("没有写在哪里查的，或者写得太长。", "Where it was looked up is missing, or too long."),
    Text(
        f"请写查询的网站或机构，最多 {MOST_SOURCE} 字。",
        f"Write the site or the office, in up to {MOST_SOURCE} characters.",
    ),
)
_LONG_CONTACT: Final = Problem(
    "objection-contact",
    "error",
    Place(field="contact"),
    Text("联系方式太长。", "The way to reach you is too long."),
    Text(
        f"请只写一个邮箱或电话，最多 {MOST_CONTACT} 字。",
        f"Write one address or number, in up to {MOST_CONTACT} characters.",
    ),
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
