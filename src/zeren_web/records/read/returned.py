"""A workbook that a company sent back: whose it is, what it would change, why it cannot be taken."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from django.utils import timezone

from zeren.files.filled import Filled, read_filled
from zeren.problems import Place, Problem, Refused
from zeren.text import Text
from zeren_web.records.models import Batch, Company, Cycle, Response, ReturnedWorkbook
from zeren_web.records.read.comparing import Stands, compare, standing_of
from zeren_web.records.read.editions import library_of, questionnaire_of


@dataclass(frozen=True, slots=True)
class Reading:
    """What one file says; `company` is None where nobody can tell, `entries` empty where refused."""

    company: Company | None
    entries: Mapping[str, tuple[Mapping[str, object], int]] = field(default_factory=dict)
    told: Mapping[str, object] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def read_returned(cycle: Cycle, data: bytes, *, name: str) -> Reading:
    """Guard, read, match by the code inside, hold beside what stands. Never raises Refused."""
    try:
        filled = read_filled(data, file=name, library=library_of(cycle))
    except Refused as refusal:
        return Reading(None, problems=refusal.problems)
    if problem := _other_round(cycle, filled):
        return Reading(None, problems=(problem,))
    uscc = str(filled.response.profile.get("uscc", ""))
    company = Company.objects.filter(uscc=uscc, left=None).first() if uscc else None
    if company is None:
        return Reading(
            None, problems=(_problem("uscc-unknown" if uscc else "uscc-absent", code=uscc),)
        )
    response = Response.objects.with_scope(company=company).filter(cycle=cycle).first()
    if response is not None and not response.takes_answers(timezone.localdate()):
        return Reading(company, problems=(_problem("not-taken"),))
    standing = standing_of(response) if response else {}
    return _beside(cycle, filled, company, standing)


def _beside(
    cycle: Cycle, filled: Filled, company: Company, standing: Mapping[str, Stands]
) -> Reading:
    """What the company saved itself is never in `entries`: it is told as conflicting."""
    found = compare(filled, questionnaire=questionnaire_of(cycle), standing=standing, before=None)
    taken = (*found.of("new"), *found.of("changed"))
    return Reading(
        company,
        {line.code: (line.found.as_json(), line.version) for line in taken},
        {
            "new": len(found.of("new")),
            "changed": len(found.of("changed")),
            "same": found.unchanged,
            "conflicting": [line.code for line in found.of("conflicting")],
            "refused": [line.place.words().as_json() for line in found.of("refused")],
            "evidence": len(found.evidence),
        },
        tuple(one for one in filled.problems if one.code in _WORTH_TELLING),
    )


def _other_round(cycle: Cycle, filled: Filled) -> Problem | None:
    asked, profile = filled.response.asked, filled.response.profile
    if asked.id != cycle.questionnaire or asked.edition != cycle.edition:
        return _problem("other-questionnaire", edition=f"{asked.id} {asked.edition}"[:40])
    end = profile.get("period-to")
    if isinstance(end, str) and end[:4] != str(cycle.period_end.year):
        return _problem("other-period", end=end, ours=cycle.period_end)
    return None


_WORTH_TELLING: Final = frozenset(("other-edition", "marks-lost", "ids-lost", "supplement-unknown"))
_WHY: Final[Mapping[str, tuple[Text, Text]]] = {
    "uscc-absent": (
        Text(
            "里面没有统一社会信用代码，或者写错了。",
            "It holds no Unified Social Credit Code, or a wrong one.",
        ),
        Text(
            "请企业补上再发；文件名不用来认企业。",
            "Ask the company to add it; file names are not used to tell companies.",
        ),
    ),
    "uscc-unknown": (
        Text(
            "统一社会信用代码 {code} 不是会员企业的。",
            "The Unified Social Credit Code {code} is no member's.",
        ),
        Text(
            "请核对代码，或者先把企业加进会员。",
            "Check the code, or add the company to the members first.",
        ),
    ),
    "not-taken": (
        Text(
            "这家企业的答卷已经交了，或者填写时间已过。",
            "This company's response was submitted, or its time is over.",
        ),
        Text(
            "要改，请先退回它，或者延长截止日。",
            "To change it, return it first, or move the closing date.",
        ),
    ),
    "other-questionnaire": (
        Text(
            "这是另一份问卷的工作簿（{edition}）。",
            "It is a workbook of another questionnaire ({edition}).",
        ),
        Text(
            "请用 zeren carry 带到这一版，或者请企业用这一轮的工作簿填。",
            "Carry it on with `zeren carry`, or ask the company for this round's workbook.",
        ),
    ),
    "other-period": (
        Text(
            "它填的期间到 {end}，这一轮到 {ours}。",
            "Its period ends on {end}, this round's on {ours}.",
        ),
        Text("请核对是不是发错了年份。", "Check whether the wrong year was sent."),
    ),
}


def _problem(code: str, /, **values: object) -> Problem:
    what, remedy = _WHY[code]
    return Problem(code, "error", Place(), what.format(**values), remedy)


@dataclass(frozen=True, slots=True)
class BatchRow:
    """A file as the table shows it. `rival`: another file of the same company says something else."""

    workbook: ReturnedWorkbook
    problems: tuple[Problem, ...]
    same_as: str = ""
    rival: bool = False

    @property
    def may_be_taken(self) -> bool:
        return self.workbook.state == "read" and bool(self.workbook.entries) and not self.same_as


def rows_of_batch(batch: Batch) -> tuple[BatchRow, ...]:
    """One query; a file that says the same as an earlier one of its company is named so."""
    books = list(batch.workbooks.select_related("company").defer("data"))
    first: dict[tuple[object, str], str] = {}
    same: dict[int, str] = {}
    for book in books:
        if book.company_id and book.state == "read":
            key = (book.company_id, str(sorted(book.entries.items())))
            if key in first:
                same[book.pk] = first[key]
            first.setdefault(key, book.name)
    kinds: dict[object, set[str]] = {}
    for company, content in first:
        kinds.setdefault(company, set()).add(content)
    return tuple(
        BatchRow(
            book,
            tuple(Problem.of(one) for one in book.problems),
            same.get(book.pk, ""),
            len(kinds.get(book.company_id, ())) > 1,
        )
        for book in books
    )
