"""What a company shows: its newest publications, its declarations and what became of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from zeren.collect import uscc
from zeren.collect.restored import response_from_json
from zeren.declare.register.entries import REASONS
from zeren_web.records.models import (
    Certificate,
    Company,
    Confirmation,
    Declaration,
    Publication,
)
from zeren_web.records.read.editions import questionnaire_of
from zeren_web.records.read.handed_out import FILES, file_of
from zeren_web.records.read.outward import as_look
from zeren_web.records.read.published.values import (
    Confirmed,
    Declared,
    Found,
    Listed,
    Profile,
    Report,
    State,
)

A_PAGE: Final = 50


def companies(words: str = "", page: int = 1) -> Found:
    """Companies by a part of the name, or by the whole code; at most three queries."""
    every = _matching(words)
    total = every.count()
    pages = max(1, -(-total // A_PAGE))
    here = min(max(1, page), pages)
    return Found(_lines(every, (here - 1) * A_PAGE, A_PAGE), here, pages, total)


def companies_from(words: str, *, offset: int, limit: int) -> tuple[tuple[Listed, ...], int]:
    """A part of the same list, and how long the whole of it is; at most three queries."""
    every = _matching(words)
    return _lines(every, offset, limit), every.count()


def _matching(words: str) -> QuerySet[Company]:
    every = visible_companies()
    wanted = " ".join(words.replace("\0", " ").split())[:80]
    if not wanted:
        return every
    code = uscc.normalise(wanted)
    return every.filter(Q(name_zh__icontains=wanted) | Q(name_en__icontains=wanted) | Q(uscc=code))


def _lines(every: QuerySet[Company], offset: int, limit: int) -> tuple[Listed, ...]:
    part = list(every.order_by("code")[offset : offset + limit])
    years, states = _years(part), _states(part)
    return tuple(
        Listed(one.code, one.uscc, one.name, years.get(one.pk, ()), states.get(one.pk))
        for one in part
    )


def profile(code: str) -> Profile | None:
    """A company's own page; None for one that is not public and for one that is not there, alike."""
    company = visible_companies().filter(code=code).first()
    if company is None:
        return None
    certificates = issued_certificates().filter(company=company).order_by("-cycle__year")
    return Profile(
        company.code,
        company.uscc,
        company.name,
        tuple(_reports(company)),
        tuple(_declarations(company)),
        tuple(one.number for one in certificates),
    )


def report(code: str, year: int) -> tuple[Profile, Report] | None:
    """What it made public of one year."""
    found = profile(code)
    if found is None:
        return None
    wanted = next((one for one in found.reports if one.year == year), None)
    return (found, wanted) if wanted else None


def declaration_file(code: str, entry: int, name: str) -> tuple[str, bytes] | None:
    """A file of a declaration that stands, and how to call it; what was withdrawn is not handed out."""
    company = visible_companies().filter(code=code).first()
    if company is None or name not in FILES:
        return None
    row = _registered(company).filter(entry=entry, withdrawn=None).first()
    if row is None:
        return None
    content = file_of(row, name)
    return (f"{company.name_zh} {name}", content) if content is not None else None


def all_codes() -> Iterator[str]:
    """Every company that has a page."""
    yield from visible_companies().order_by("code").values_list("code", flat=True)


def registered(sha256: str) -> Declared | None:
    """A declaration in the register with what became of it, by its credential's hash."""
    row = (
        Declaration.objects.with_scopes_disabled()
        .filter(sha256=sha256, entry__isnull=False)
        .select_related("publication__response__cycle")
        .defer("answers", "form", "disclosures", "publication__value")
        .first()
    )
    return _declared(row, ()) if row else None


def issued_certificates() -> QuerySet[Certificate]:
    rows: QuerySet[Certificate] = Certificate.objects.with_scopes_disabled()
    return rows.filter(cycle__released__isnull=False)


def _shown() -> QuerySet[Publication]:
    """Publications that may be seen: of a released cycle, of a company that came out with it."""
    rows: QuerySet[Publication] = Publication.objects.with_scopes_disabled()
    came_out = Certificate.objects.with_scopes_disabled().filter(
        cycle=OuterRef("response__cycle"), company=OuterRef("response__company")
    )
    return rows.filter(Exists(came_out), response__cycle__released__isnull=False)


def visible_companies() -> QuerySet[Company]:
    shown = _shown().filter(response__company=OuterRef("pk"), withdrawn=None)
    declared = Declaration.objects.with_scopes_disabled().filter(
        company=OuterRef("pk"),
        entry__isnull=False,
        publication__response__cycle__released__isnull=False,
    )
    came_out = issued_certificates().filter(company=OuterRef("pk"))
    return Company.objects.filter(Exists(came_out)).filter(Exists(shown) | Exists(declared))


def _years(part: list[Company]) -> dict[int, tuple[int, ...]]:
    found: dict[int, tuple[int, ...]] = {}
    rows = issued_certificates().filter(company__in=part).order_by("-cycle__year")
    for pk, year in rows.values_list("company_id", "cycle__year"):
        found[pk] = (*found.get(pk, ()), year)
    return found


def _states(part: list[Company]) -> dict[int, State]:
    """How the latest declaration of each stands."""
    rows = (
        Declaration.objects.with_scopes_disabled()
        .filter(company__in=part, entry__isnull=False)
        .filter(publication__response__cycle__released__isnull=False)
        .order_by("entry")
        .only("company", "withdrawn", "replaced", "valid_until")
    )
    return {one.company_id: _state(one) for one in rows}


def _reports(company: Company) -> Iterator[Report]:
    rows = (
        _shown()
        .filter(response__company=company)
        .select_related("response__cycle", "look")
        .order_by("-response__cycle__year", "-number")
    )
    by_cycle: dict[int, list[Publication]] = {}
    for row in rows:
        by_cycle.setdefault(row.response.cycle_id, []).append(row)
    for versions in by_cycle.values():
        standing = next((one for one in versions if one.withdrawn is None), None)
        if standing is not None:
            earlier = [one for one in versions if one.number < standing.number]
            yield _report(standing, earlier)


def _report(row: Publication, earlier: list[Publication]) -> Report:
    cycle = row.response.cycle
    return Report(
        cycle.year,
        cycle.title,
        row.number,
        row.confirmed,
        row.sha256,
        response_from_json(row.value),
        questionnaire_of(cycle),
        tuple(row.index),
        as_look(row.look),
        tuple((one.number, one.confirmed) for one in earlier),
    )


def _registered(company: Company) -> QuerySet[Declaration]:
    rows: QuerySet[Declaration] = Declaration.objects.with_scope(company=company)
    return (
        rows.filter(entry__isnull=False, publication__response__cycle__released__isnull=False)
        .select_related("company", "publication__response__cycle")
        .defer("answers", "form", "disclosures", "publication__value")
        .order_by("-entry")
    )


def _declarations(company: Company) -> Iterator[Declared]:
    beside: dict[int | None, list[Confirmation]] = {}
    rows = Confirmation.objects.with_scope(company=company).filter(
        signed__isnull=False, revoked=None
    )
    for one in rows.exclude(kind="proof"):
        beside.setdefault(one.declaration_id, []).append(one)
    for row in _registered(company):
        yield _declared(row, tuple(map(_confirmed, beside.get(row.pk, ()))))


def _confirmed(row: Confirmation) -> Confirmed:
    said = row.said
    day = said.get("day") or (row.signed or row.at).date().isoformat()
    return Confirmed(
        row.kind,
        str(said.get("means") or said.get("how") or ""),
        date.fromisoformat(day),
        row.until,
        tuple(said.get("codes", ())),
    )


def _declared(row: Declaration, confirmed: tuple[Confirmed, ...]) -> Declared:
    state = _state(row)
    ended = {"withdrawn": row.withdrawn, "superseded": row.replaced}.get(state)
    return Declared(
        entry=row.entry or 0,
        year=row.publication.response.cycle.year,
        signed=row.signed or row.prepared,
        until=row.valid_until,
        sha256=row.sha256,
        state=state,
        reason=REASONS.get(row.reason) if state == "withdrawn" else None,
        ended=ended,
        confirmed=confirmed,
    )


def _state(row: Declaration) -> State:
    if row.withdrawn is not None:
        return "withdrawn"
    if row.replaced is not None:
        return "superseded"
    is_over = row.valid_until is not None and row.valid_until < timezone.localdate()
    return "ended" if is_over else "stands"
