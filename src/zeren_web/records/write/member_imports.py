"""A list of members is read, imported as one transaction, and undone as one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any, Final

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from zeren.files.members.columns import NAMES
from zeren.files.members.reading import MemberList
from zeren.text import Text, listed
from zeren_web.records.models import (
    AnswerVersion,
    Cohort,
    Company,
    Declaration,
    EvidenceFile,
    Invitation,
    MemberImport,
    Person,
    Response,
    Seat,
)
from zeren_web.records.read.member_imports import COLUMNS, Plan, Planned, plan_of
from zeren_web.records.write.audit import note
from zeren_web.records.write.members import new_company

HOURS: Final = 24  # a list waits that long to be confirmed
_CHANGED: Final = Text("之后又改过：{what}", "changed since: {what}")
_WORKED: Final = {
    "answered": Text("已经开始填写", "has begun to answer"),
    "seated": Text("已经有人加入", "somebody works for it already"),
    "invited": Text("已经发出邀请", "has been invited"),
    "shown": Text("已经有证据或声明", "has evidence or a declaration"),
}


def keep_for_confirmation(read: MemberList, *, by: Person) -> MemberImport:
    """Wait for a person to confirm; lists that nobody confirmed in time are gone."""
    forget_expired()
    made: MemberImport = MemberImport.objects.create(
        file_name=read.file[:200],
        value=read.as_json(),
        by=by,
        expires=timezone.now() + timedelta(hours=HOURS),
    )
    return made


def forget_expired() -> None:
    MemberImport.objects.filter(done=None, expires__lte=timezone.now()).delete()


def forget_import(waiting: MemberImport) -> None:
    """Whoever looked and did not want it."""
    MemberImport.objects.filter(pk=waiting.pk, done=None).delete()


def import_members(waiting: MemberImport, *, seen: str, by: Person) -> Plan | None:
    """Do what was shown, all of it or nothing; None where it would no longer do what was `seen`,
    or was done in between.
    """
    try:
        with transaction.atomic():
            return _imported(waiting, seen=seen, by=by)
    except IntegrityError:  # somebody made the same member or cohort at the same moment
        return None


def _imported(waiting: MemberImport, *, seen: str, by: Person) -> Plan | None:
    here = MemberImport.objects.select_for_update().filter(pk=waiting.pk, done=None).first()
    if here is None:
        return None
    read = MemberList.of(here.value)
    codes = [row.uscc for row in read.rows]
    list(Company.objects.select_for_update().filter(uscc__in=codes).values_list("pk"))
    plan = plan_of(read)
    if plan.fingerprint != seen:
        return None
    here.before = list(_written(plan))
    here.value, here.done = {}, timezone.now()
    here.made, here.changed = len(plan.new), len(plan.changed)
    here.save()
    note(
        "members-imported",
        who=by,
        file=here.file_name,
        number=here.pk,
        made=here.made,
        changed=here.changed,
    )
    return plan


def _written(plan: Plan) -> Iterator[dict[str, Any]]:
    """Write all of it, a few queries however many rows; yields what undoes it."""
    made = {name.casefold(): Cohort(name_zh=name) for name in plan.cohorts}
    Cohort.objects.bulk_create(made.values())
    known = {
        name: cohort for one in plan.all for name in one.joins if (cohort := plan.cohort(name))
    }
    inside = Company.cohorts.through
    companies = [_set(one) for one in plan.all]
    Company.objects.bulk_create(companies[: len(plan.new)])
    Company.objects.bulk_update(companies[len(plan.new) :], list(COLUMNS.values()), batch_size=200)
    links, rows = [], []
    for one, company in zip(plan.all, companies, strict=True):
        joined = [(known.get(name) or made[name.casefold()]).pk for name in one.joins]
        links += [inside(company_id=company.pk, cohort_id=cohort) for cohort in joined]
        rows.append(
            {
                "company": company.pk,
                "new": one.company is None,
                "fields": {each.column: [each.old, each.new] for each in one.differences},
                "cohorts": joined,
            }
        )
    inside.objects.bulk_create(links, ignore_conflicts=True)
    yield {"made": [cohort.pk for cohort in made.values()]}
    yield from rows


def _set(one: Planned) -> Company:
    new = {each.column: each.new for each in one.differences}
    company = one.company or new_company(one.row.uscc, new)
    for column, value in new.items():
        setattr(company, column, value)
    return company


def undo_import(done: MemberImport, *, by: Person) -> list[dict[str, str]]:
    """Put everything back as it stood before, but for what was worked on since; that is returned,
    a member a row with the reason in both languages. Undoing again changes nothing.
    """
    with transaction.atomic():
        here = (
            MemberImport.objects.select_for_update()
            .filter(pk=done.pk, done__isnull=False, undone=None)
            .first()
        )
        if here is None:
            return list(done.kept)
        (first, *rows) = here.before
        kept = list(_put_back(rows))
        Cohort.objects.filter(pk__in=first["made"], companies=None).delete()
        here.undone, here.kept, here.before = timezone.now(), kept, []
        here.save(update_fields=["undone", "kept", "before"])
        note("import-undone", who=by, file=here.file_name, number=here.pk, kept=len(kept))
    return kept


def _put_back(rows: list[dict[str, Any]]) -> Iterator[dict[str, str]]:
    """Put every member back; yields those of which something stays, with the reason."""
    companies = Company.objects.select_for_update().in_bulk([row["company"] for row in rows])
    worked = dict(_worked_on([row["company"] for row in rows if row["new"]]))
    gone: list[int] = []
    changed: list[Company] = []
    joined: dict[int, list[int]] = {}
    for row in rows:
        company = companies.get(row["company"])
        if company is None:
            continue
        since = _changed_since(company, row)
        why = worked.get(company.pk) or (
            _CHANGED.format(what=listed(since.values())) if since else None
        )
        if why:
            yield {"name": company.name_zh, "code": company.code, **why.as_json()}
        if row["new"]:
            gone += [] if why else [company.pk]
            continue
        for column, (old, _) in row["fields"].items():
            if column not in since:
                setattr(company, column, old)
        changed.append(company)
        for cohort in row["cohorts"]:
            joined.setdefault(cohort, []).append(company.pk)
    Company.objects.bulk_update(changed, list(COLUMNS.values()), batch_size=200)
    for cohort, inside in joined.items():
        Company.cohorts.through.objects.filter(cohort=cohort, company__in=inside).delete()
    Response.objects.with_scopes_disabled().filter(company__in=gone).delete()
    Company.objects.filter(pk__in=gone).delete()


def _changed_since(company: Company, row: dict[str, Any]) -> dict[str, Text]:
    """Fields in which no longer stands what the import wrote, with their names."""
    return {
        column: NAMES[name]
        for name, column in COLUMNS.items()
        if column in row["fields"] and getattr(company, column) != row["fields"][column][1]
    }


def _worked_on(numbers: list[int]) -> Iterator[tuple[int, Text]]:
    """Of these companies those that somebody has begun to work with, and how; one query."""

    def there(model: Any, path: str = "company") -> Exists:  # noqa: ANN401 - a scoped table
        return Exists(model.objects.with_scopes_disabled().filter(**{path: OuterRef("pk")}))

    found = Company.objects.filter(pk__in=numbers).annotate(
        answered=there(AnswerVersion, "response__company"),
        seated=there(Seat),
        invited=there(Invitation),
        shown=there(EvidenceFile) | there(Declaration),
    )
    for company in found:
        for sign, why in _WORKED.items():
            if getattr(company, sign):
                yield company.pk, why
                break
