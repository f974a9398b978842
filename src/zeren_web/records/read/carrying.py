"""Last year's response: to look at beside this year's, and to carry on into it by the core's rules."""

from __future__ import annotations

from dataclasses import dataclass

from zeren.collect.carried import Carried, carried
from zeren.collect.periods import PERIOD
from zeren.files.entered import Entered, entered_from
from zeren.standards.editions import Changes, changes, marks_of, retired
from zeren.standards.questionnaires import Questionnaire
from zeren_web.records.models import Answer, EvidenceUse, Response
from zeren_web.records.read.editions import questionnaire_of
from zeren_web.records.read.private import Desk, desk_of


@dataclass(frozen=True)
class Carrying:
    """What would be carried: entries that await, only where nothing was said yet; uses of evidence."""

    last: Desk
    carried: Carried
    entries: dict[str, Entered]
    uses: tuple[tuple[EvidenceUse, str], ...]  # and the code that they go to

    @property
    def left(self) -> int:
        """Last year's answers that do not replace what was answered already."""
        return len(self.carried.awaiting) - len(self.entries)


def last_of(response: Response) -> Response | None:
    """The newest earlier response of the same company; one query."""
    found: Response | None = (
        Response.objects.with_scope(company=response.company_id)
        .filter(
            company=response.company_id,
            cycle__launched__isnull=False,
            cycle__year__lt=response.cycle.year,
        )
        .select_related("company", "cycle")
        .order_by("-cycle__year")
        .first()
    )
    return found


def open_for_carrying(desk: Desk, last: Response) -> int:
    """About how many of last year's answers could still be carried in; one query."""
    numbers = {field.code for field in desk.questionnaire.fields if field.kind == "number"}
    given = {code for code, entry in desk.entered.items() if not entry.is_empty}
    could = desk.questionnaire.matter_of.keys() - numbers - given - set(PERIOD)
    rows = Answer.objects.with_scope(company=last.company_id).filter(response=last, code__in=could)
    return sum(bool(entry.get("said")) for entry in rows.values_list("entry", flat=True))


def changes_between(then: Questionnaire, now: Questionnaire) -> Changes:
    """Both as they were kept at launch, so that every wording is known."""
    return changes(marks_of(then), now, retired(now.id, now.supplements))


def carrying_into(desk: Desk, last: Response) -> Carrying:
    """Read all of last year's, and carry it on; two queries."""
    before = desk_of(last, desk.role)
    now, then = desk.questionnaire, questionnaire_of(last.cycle)
    between = changes_between(then, now)
    waiting = frozenset(code for code, entry in before.entered.items() if entry.awaiting)
    done = carried(
        before.read[0],
        changes=between,
        questionnaire=now,
        same_period=_period(last) == _period(desk.response),
        unconfirmed=waiting,
    )
    free = {
        code: entry
        for code, entry in entered_from(now, done.response, awaiting=done.awaiting).items()
        if desk.entered.get(code, Entered()).is_empty
    }
    known = now.matter_of.keys()
    uses = (
        (use, code)
        for use, piece in before.evidence
        if piece.dropped is None
        for code in between.now(use.code)
        if code in known
    )
    return Carrying(before, done, free, tuple(uses))


def _period(response: Response) -> tuple[object, object]:
    return response.cycle.period_start, response.cycle.period_end


def earlier(desk: Desk) -> Desk | None:
    """All of last year's response, where there is one; three queries."""
    last = last_of(desk.response)
    return desk_of(last, desk.role) if last else None


def earlier_answers(desk: Desk, codes: tuple[str, ...]) -> dict[str, Entered]:
    """What stood under these codes last year; two queries."""
    last = last_of(desk.response)
    if last is None:
        return {}
    rows = Answer.objects.with_scope(company=last.company_id).filter(response=last, code__in=codes)
    return {code: Entered.of(entry) for code, entry in rows.values_list("code", "entry")}
