"""What is known of a cycle's release: rows as the values of the core, which alone judges them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from typing import Final

from django.db.models import Exists, OuterRef
from django.http import Http404
from django.utils import timezone

from zeren.declare.credential import TYP
from zeren.declare.jws import Unsound, parsed
from zeren.declare.package import CREDENTIAL, PROFILE, Package
from zeren.declare.register.entries import Proposed
from zeren.declare.register.release import Notice, Preparation, RecordCheck
from zeren.declare.register.release import Objection as Objected
from zeren.files.bundle import read_bundle
from zeren_web.records.models import (
    Certificate,
    Company,
    Cycle,
    Declaration,
    LeftOut,
    Objection,
    Publication,
    Release,
    Response,
)
from zeren_web.records.models import RecordCheck as RecordCheckRow

PARTICIPATION: Final = (
    "zeren-participation/1"  # never registered; in the notice it stands for a company
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A company that would come out: with what it shows, and perhaps with a declaration."""

    company: Company
    declaration: Declaration | None
    proposed: tuple[Proposed, ...]

    @property
    def org(self) -> str:
        return self.company.uscc


@dataclass(frozen=True, slots=True)
class Renewal:
    """A company that is public and declared anew: what waits for the register, and which entry it
    would take the place of.
    """

    company: Company
    declaration: Declaration
    replaces: int | None

    @property
    def org(self) -> str:
        return self.company.uscc

    @property
    def since(self) -> str:
        """The day from which a look at its records counts."""
        return _day(_moment(self.declaration))

    @property
    def proposed(self) -> tuple[Proposed, ...]:
        return (_entry_for(self.declaration, self.replaces),)


Waiting = Candidate | Renewal
ById = Mapping[str, Declaration]


def everybody_waiting(cycle: Cycle) -> tuple[Waiting, ...]:
    """Who would come out, and who declared anew since it came out."""
    return candidates(cycle) + renewals(cycle)


def candidates(cycle: Cycle) -> tuple[Candidate, ...]:
    """Companies that confirmed what the public may see and have not come out yet; three queries."""
    out = Certificate.objects.with_scopes_disabled().filter(cycle=cycle).values("company")
    companies = {
        one.pk: one
        for one in Company.objects.filter(
            left=None,
            pk__in=Publication.objects.with_scopes_disabled()
            .filter(response__cycle=cycle, withdrawn=None)
            .values("response__company"),
        ).exclude(pk__in=out)
    }
    declared = {one.company_id: one for one in waiting_declarations(cycle)}
    return tuple(
        Candidate(company, declared.get(pk), tuple(_proposed(company, declared.get(pk), cycle)))
        for pk, company in companies.items()
    )


def accepted_in(cycle: Cycle) -> frozenset[int]:
    """Companies whose response was accepted at the review; one query."""
    accepted = Response.objects.with_scopes_disabled().filter(cycle=cycle, state="accepted")
    return frozenset(accepted.values_list("company_id", flat=True))


def renewals(cycle: Cycle) -> tuple[Renewal, ...]:
    """Companies that came out with it and declared anew since, each with its latest; three queries."""
    out = Certificate.objects.with_scopes_disabled().filter(cycle=cycle)
    public = set(out.filter(company__left=None).values_list("company_id", flat=True))
    if not public:
        return ()
    latest = {
        one.company_id: one for one in waiting_declarations(cycle) if one.company_id in public
    }
    signed = _signed_by(latest)
    found = (_renewal(one, signed[number], cycle) for number, one in latest.items())
    return tuple(one for one in found if one)


def waiting_since_release() -> dict[int, int]:
    """How many companies wait to be let out or to have a new declaration registered, by released year;
    years in which none does are not named, and cost nothing.
    """
    shown = Publication.objects.with_scopes_disabled().filter(withdrawn=None)
    out = Certificate.objects.with_scopes_disabled().filter(
        company=OuterRef("response__company"), cycle=OuterRef("response__cycle")
    )
    unregistered = Declaration.objects.with_scopes_disabled().filter(
        publication=OuterRef("pk"), signed__isnull=False, withdrawn=None, entry=None
    )
    some = shown.filter(~Exists(out) | Exists(unregistered)).values("response__cycle")
    released = Cycle.objects.filter(released__isnull=False, pk__in=some).order_by("-year")
    counted = {one.year: len(everybody_waiting(one)) for one in released}
    return {year: count for year, count in counted.items() if count}


def signed_in_cycle(cycle: Cycle, number: int) -> Declaration:
    """A signed declaration of this cycle, whatever became of it. Raises Http404."""
    found: Declaration | None = (
        Declaration.objects.with_scopes_disabled()
        .filter(pk=number, publication__response__cycle=cycle, signed__isnull=False)
        .exclude(sha256="")
        .select_related("company", "publication__response__cycle")
        .defer("answers", "form", "disclosures", "publication__value")
        .first()
    )
    if found is None:
        raise Http404
    return found


def _renewal(declaration: Declaration, signed: ById, cycle: Cycle) -> Renewal | None:
    """None where one that was signed later is in the register already."""
    entered = [
        one
        for one in signed.values()
        if one.entry is not None and one.publication.response.cycle_id == cycle.pk
    ]
    if any(_moment(one) > _moment(declaration) for one in entered):
        return None
    standing = (one for one in entered if one.withdrawn is None and one.replaced is None)
    latest = max((one.entry or 0 for one in standing), default=None)
    named = _named_by(declaration, signed)
    return Renewal(declaration.company, declaration, latest if named is None else named)


def _moment(declaration: Declaration) -> datetime:
    return declaration.signed or declaration.prepared


def waiting_declarations(cycle: Cycle) -> Iterator[Declaration]:
    """Signed and not registered, about what is still confirmed as public; of each company the latest
    comes last.
    """
    yield from (
        Declaration.objects.with_scopes_disabled()
        .filter(
            publication__response__cycle=cycle,
            publication__withdrawn=None,
            signed__isnull=False,
            withdrawn=None,
            entry=None,
        )
        .exclude(sha256="")
        .select_related("company")
        .defer("answers", "form", "disclosures")
        .order_by("signed", "pk")
    )


def _proposed(
    company: Company, declaration: Declaration | None, cycle: Cycle
) -> Iterator[Proposed]:
    if declaration is not None:
        yield proposed_of(declaration)
    stands_for = sha256(f"{PARTICIPATION} {company.uscc} {cycle.year}".encode()).hexdigest()
    yield Proposed("declare", stands_for, company.uscc, PARTICIPATION)


def proposed_of(declaration: Declaration) -> Proposed:
    """How it is to be registered: in the place of the one that it says it supersedes, or by itself."""
    if not declaration.statement.get("supersedes"):
        return _entry_for(declaration, None)
    signed = _signed_by([declaration.company_id])[declaration.company_id]
    return _entry_for(declaration, _named_by(declaration, signed))


def _entry_for(declaration: Declaration, replaces: int | None) -> Proposed:
    org = declaration.company.uscc
    if replaces is None:
        return Proposed("declare", declaration.sha256, org, PROFILE)
    return Proposed("supersede", declaration.sha256, org, f"{PROFILE};of={replaces}")


def _signed_by(companies: Iterable[int]) -> Mapping[int, ById]:
    """Everything that these companies signed, by the ids that later ones name; one query."""
    found: dict[int, dict[str, Declaration]] = {number: {} for number in companies}
    rows = (
        Declaration.objects.with_scopes_disabled()
        .filter(company__in=found, signed__isnull=False)
        .select_related("publication__response")
        .defer("answers", "form", "disclosures", "publication__value")
    )
    for one in rows:
        found[one.company_id][one.identifier] = one
    return found


def _named_by(declaration: Declaration, signed: ById) -> int | None:
    """The entry that it says it supersedes, if that still stands; where it names one that was never
    registered, the entry which that one names.
    """
    seen = {declaration.identifier}
    wanted = str(declaration.statement.get("supersedes") or "")
    while wanted and wanted not in seen:
        seen.add(wanted)
        row = signed.get(wanted)
        if row is None:
            return None
        if row.entry is not None:
            stands = row.withdrawn is None and row.replaced is None
            return int(row.entry) if stands else None
        wanted = str(row.statement.get("supersedes") or "")
    return None


def package_of(declaration: Declaration) -> Package:
    """What the company signed, as it is kept. Raises Refused where it was damaged."""
    with declaration.bundle.open("rb") as file:
        return read_bundle(file.read(), file=str(declaration.bundle.name))


def claims_of(declaration: Declaration) -> Mapping[str, object]:
    try:
        return parsed(package_of(declaration).members[CREDENTIAL], typ=TYP).claims()
    except (Unsound, KeyError):
        return {}


def release_of(cycle: Cycle) -> Release:
    """The one of this cycle, saved or not yet."""
    return Release.objects.filter(cycle=cycle).first() or Release(cycle=cycle)


def preparation_of(cycle: Cycle, found: Iterable[Waiting] | None = None) -> Preparation:
    """All of it as the core's value. Every company in it is announced, looked up and objected to,
    whether it declares or only shows its answers; who declared anew is looked up, too.
    """
    every = everybody_waiting(cycle) if found is None else tuple(found)
    orgs = {one.company.pk: one.org for one in every}
    release = release_of(cycle)
    checks = RecordCheckRow.objects.with_scopes_disabled().filter(cycle=cycle, company__in=orgs)
    left_out = LeftOut.objects.with_scopes_disabled().filter(cycle=cycle, company__in=orgs)
    reasons = {row.company_id: row.reason for row in left_out}
    hashes = {one.hash: each.company.pk for each in every for one in each.proposed}
    return Preparation(
        waiting=tuple(one for each in every for one in each.proposed),
        checks=tuple(
            RecordCheck(orgs[row.company_id], row.source, row.date.isoformat(), row.result)
            for row in checks
        ),
        notice=Notice(release.notice_from.isoformat(), release.notice_days, tuple(release.hashes))
        if release.notice_from
        else None,
        objections=tuple(map(_objected, objections_in(cycle))),
        left_out=tuple(sorted((sha, reasons[pk]) for sha, pk in hashes.items() if pk in reasons)),
    )


def objections_in(cycle: Cycle) -> tuple[Objection, ...]:
    return tuple(
        Objection.objects.with_scopes_disabled().filter(cycle=cycle).select_related("company")
    )


def _objected(row: Objection) -> Objected:
    return Objected(
        row.company.uscc,
        _day(row.at),
        row.words,
        row.reply,
        _day(row.replied) if row.replied else "",
    )


def _day(moment: datetime) -> str:
    return timezone.localtime(moment).date().isoformat()


def for_register(now: Preparation) -> Preparation:
    """What of it is entered in the register: the declarations."""
    mine = {one.hash for one in now.waiting if one.profile != PARTICIPATION}
    return replace(
        now,
        waiting=tuple(one for one in now.waiting if one.hash in mine),
        notice=replace(now.notice, hashes=tuple(one for one in now.notice.hashes if one in mine))
        if now.notice
        else None,
        left_out=tuple(pair for pair in now.left_out if pair[0] in mine),
    )


def coming_out(now: Preparation) -> frozenset[str]:
    """The organisations that a release would make public."""
    return frozenset(one.org for one in now.ready() if one.profile == PARTICIPATION)
