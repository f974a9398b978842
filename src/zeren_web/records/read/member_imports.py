"""What an import would do, worked out before anything is written."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Final

from django.http import Http404
from django.utils import timezone

from zeren.files.canonical import canonical
from zeren.files.members import remarks
from zeren.files.members.columns import NAMES, Field
from zeren.files.members.reading import MemberList, MemberRow
from zeren.problems import Problem
from zeren.text import Text
from zeren_web.records.models import Cohort, Company, MemberImport, Person

COLUMNS: Final[dict[Field, str]] = {  # a field of the list → a field of the company
    "name_zh": "name_zh",
    "name_en": "name_en",
    "city": "city",
    "contact": "contact_name",
    "email": "contact_email",
    "phone": "contact_phone",
}
_AT_ONCE: Final = 500


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that would be another."""

    name: Text
    column: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Planned:
    """A row, the member it speaks of, if there is one, and what would change."""

    row: MemberRow
    company: Company | None
    differences: tuple[Difference, ...] = ()
    joins: tuple[str, ...] = ()  # cohorts it is not in yet

    @property
    def is_same(self) -> bool:
        return self.company is not None and not self.differences and not self.joins


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that an import would do."""

    new: tuple[Planned, ...] = ()
    changed: tuple[Planned, ...] = ()
    same: tuple[Planned, ...] = ()
    problems: tuple[Problem, ...] = ()
    cohorts: tuple[str, ...] = ()  # that would be made
    _by_name: dict[str, Cohort] = field(default_factory=dict)

    @property
    def all(self) -> tuple[Planned, ...]:
        """What would be written, what is new first."""
        return (*self.new, *self.changed)

    @property
    def refused(self) -> tuple[Problem, ...]:
        return tuple(one for one in self.problems if one.level == "error")

    @property
    def notes(self) -> tuple[Problem, ...]:
        return tuple(one for one in self.problems if one.level == "note")

    @property
    def fingerprint(self) -> str:
        """The same for two plans that do the same."""
        done: list[Any] = [
            [
                one.row.uscc,
                one.company.pk if one.company else None,
                [[each.column, each.old, each.new] for each in one.differences],
                list(one.joins),
            ]
            for one in self.all
        ]
        return hashlib.sha256(canonical({"done": done, "cohorts": list(self.cohorts)})).hexdigest()

    def cohort(self, name: str) -> Cohort | None:
        return self._by_name.get(name.casefold())


def waiting_import(person: Person, number: int) -> MemberImport:
    """A list that this person read in and has not confirmed; raises Http404."""
    found = MemberImport.objects.filter(
        pk=number, by=person, done=None, expires__gt=timezone.now()
    ).first()
    if found is None:
        raise Http404
    return found


def plan_of(read: MemberList) -> Plan:
    """Compare a list with the members there are; a query for each 500 rows and two more."""
    by_name = {
        name.casefold(): cohort
        for cohort in Cohort.objects.all()
        for name in (cohort.name_en, cohort.name_zh)
        if name
    }
    members = {company.uscc: company for company in _members(row.uscc for row in read.rows)}
    named = _namesakes(read, members)
    new: list[Planned] = []
    changed: list[Planned] = []
    same: list[Planned] = []
    problems, missing = list(read.problems), dict[str, str]()
    for row in read.rows:
        company = members.get(row.uscc)
        if company is None and not row.name_zh:
            problems.append(remarks.no_name(read.place(row.line, "name_zh")))
            continue
        problems += _remarks(read, row, company, named)
        planned = _planned(row, company, by_name)
        for name in planned.joins:
            if name.casefold() not in by_name:
                missing.setdefault(name.casefold(), name)
        (same if planned.is_same else changed if company else new).append(planned)
    return Plan(
        tuple(new), tuple(changed), tuple(same), tuple(problems), tuple(missing.values()), by_name
    )


def _members(codes: Iterable[str]) -> Iterator[Company]:
    left = iter(codes)
    while some := list(islice(left, _AT_ONCE)):
        yield from Company.objects.filter(uscc__in=some).prefetch_related("cohorts")


def _namesakes(read: MemberList, members: dict[str, Company]) -> dict[str, str]:
    """The codes of members that are called like somebody new; two companies may be."""
    names = [row.name_zh for row in read.rows if row.uscc not in members]
    found: dict[str, str] = {}
    for start in range(0, len(names), _AT_ONCE):
        some = Company.objects.filter(name_zh__in=names[start : start + _AT_ONCE])
        found |= dict(some.values_list("name_zh", "uscc"))
    return found


def _remarks(
    read: MemberList, row: MemberRow, company: Company | None, named: dict[str, str]
) -> Iterator[Problem]:
    if company and company.left:
        yield remarks.has_left(read.place(row.line, "uscc"), company.left.isoformat())
    if company is None and row.name_zh in named:
        place = read.place(row.line, "name_zh")
        yield remarks.same_name(place, row.name_zh, named[row.name_zh])


def _planned(row: MemberRow, company: Company | None, by_name: dict[str, Cohort]) -> Planned:
    """What a row leaves empty stays as it is; nobody is taken out of a cohort."""
    differences = tuple(
        Difference(NAMES[name], column, old, new)
        for name, column in COLUMNS.items()
        if (new := getattr(row, name)) and new != (old := getattr(company, column, ""))
    )
    inside = {cohort.pk for cohort in company.cohorts.all()} if company else set()
    joins = tuple(
        name
        for name in row.cohorts
        if (known := by_name.get(name.casefold())) is None or known.pk not in inside
    )
    return Planned(row, company, differences, joins)
