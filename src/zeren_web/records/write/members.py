"""Members change, leave, come back, and are put in cohorts; nothing is deleted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from django.db import IntegrityError, transaction
from django.utils import timezone

from zeren_web.records.models import Cohort, Company, Person
from zeren_web.records.write.audit import note
from zeren_web.records.write.responses import begin_open_responses

EDITABLE: Final = (
    "name_zh",
    "name_en",
    "city",
    "sector",
    "contact_name",
    "contact_email",
    "contact_phone",
)


def add_member(
    uscc: str, said: Mapping[str, str], cohorts: Iterable[Cohort] = (), *, by: Person
) -> Company | None:
    """A new member, its code from its Unified Social Credit Code; None where it is one already."""
    try:
        with transaction.atomic():
            company = new_company(uscc, said)
            company.save(force_insert=True)
            company.cohorts.set(cohorts)
            note("member-added", who=by, company=company, name=company.name_zh, uscc=uscc)
    except IntegrityError:
        return None
    return company


def new_company(uscc: str, said: Mapping[str, str]) -> Company:
    """Not saved yet. The code stands in addresses, so it is small letters and digits."""
    fields = {name: value for name, value in said.items() if name in EDITABLE}
    return Company(code=uscc.lower(), uscc=uscc, **fields)


def change_member(
    company: Company, said: Mapping[str, str], cohorts: Iterable[Cohort] | None, *, by: Person
) -> None:
    """Set what may be set; without cohorts it stays in those it is in. The log keeps what stood there
    before.
    """
    with transaction.atomic():
        here = Company.objects.select_for_update().get(pk=company.pk)
        before = {
            name: getattr(here, name)
            for name in EDITABLE
            if name in said and getattr(here, name) != said[name]
        }
        inside = set(here.cohorts.values_list("pk", flat=True))
        chosen = inside if cohorts is None else {cohort.pk for cohort in cohorts}
        if not before and inside == chosen:
            return
        for name in before:
            setattr(here, name, said[name])
        here.save(update_fields=list(before))
        here.cohorts.set(chosen)
        after = {name: said[name] for name in before}
        moved = {"cohorts": [sorted(inside), sorted(chosen)]} if inside != chosen else {}
        note("member-changed", who=by, company=here, before=before, after=after, **moved)


def leave(company: Company, *, by: Person) -> None:
    """From today it is no member: its people come in no more, all it said is kept."""
    with transaction.atomic():
        here = Company.objects.filter(pk=company.pk, left=None)
        if here.update(left=timezone.localdate()):
            note("member-left", who=by, company=company)


def come_back(company: Company, *, by: Person) -> None:
    with transaction.atomic():
        if Company.objects.filter(pk=company.pk, left__isnull=False).update(left=None):
            note("member-back", who=by, company=company)
            begin_open_responses(company)


def make_cohort(name_zh: str, name_en: str, *, by: Person) -> Cohort | None:
    """None where there is one of this name."""
    try:
        with transaction.atomic():
            cohort: Cohort = Cohort.objects.create(name_zh=name_zh, name_en=name_en)
            note("cohort-made", who=by, name=name_zh)
    except IntegrityError:
        return None
    return cohort


def rename_cohort(cohort: Cohort, name_zh: str, name_en: str, *, by: Person) -> bool:
    """False where another cohort has this name."""
    try:
        with transaction.atomic():
            Cohort.objects.filter(pk=cohort.pk).update(name_zh=name_zh, name_en=name_en)
            note("cohort-renamed", who=by, before=cohort.name_zh, after=name_zh)
    except IntegrityError:
        return False
    return True


def delete_cohort(cohort: Cohort, *, by: Person) -> bool:
    """Only an empty one; those that left count, for they may come back to it."""
    with transaction.atomic():
        here = Cohort.objects.select_for_update().filter(pk=cohort.pk)
        if here.filter(companies__isnull=False).exists():
            return False
        if here.delete()[0]:
            note("cohort-deleted", who=by, name=cohort.name_zh)
    return True


def put_in_cohort(cohort: Cohort, companies: Iterable[Company], *, by: Person) -> int:
    """Returns how many were not in it before."""
    inside = Company.cohorts.through
    with transaction.atomic():
        there = set(inside.objects.filter(cohort=cohort).values_list("company_id", flat=True))
        new = [company for company in companies if company.pk not in there]
        cohort.companies.add(*new)
        _note_moved("cohort-joined", cohort, new, by=by)
    return len(new)


def take_out_of_cohort(cohort: Cohort, companies: Iterable[Company], *, by: Person) -> int:
    """Returns how many were in it."""
    with transaction.atomic():
        there = set(cohort.companies.values_list("pk", flat=True))
        gone = [company for company in companies if company.pk in there]
        cohort.companies.remove(*gone)
        _note_moved("cohort-parted", cohort, gone, by=by)
    return len(gone)


def _note_moved(what: str, cohort: Cohort, companies: list[Company], *, by: Person) -> None:
    if companies:
        codes = [company.code for company in companies]
        note(what, who=by, name=cohort.name_zh, companies=codes)
