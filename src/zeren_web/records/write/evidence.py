"""Evidence: kept once, shown for many questions; taken off where things are open, never where they are closed."""

from __future__ import annotations

import errno
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from zeren.collect.responses import Evidence
from zeren.files.evidence_file import EvidenceContent
from zeren.files.writing import write_whole
from zeren_web.records.models import Company, EvidenceFile, EvidenceUse, Person, Response
from zeren_web.records.models.responses import WITH_THE_COMPANY
from zeren_web.records.read.evidence import path_of
from zeren_web.records.read.private import evidence_of
from zeren_web.records.write.audit import note

NO_ROOM = frozenset((errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EFBIG))


@dataclass(frozen=True, slots=True)
class Described:
    """What a person says of a piece; only these fields can be set from outside."""

    kind: str
    title: str
    issuer: str = ""
    period_start: date | None = None
    period_end: date | None = None
    expires: date | None = None
    link: str = ""


def add_piece(
    company: Company,
    described: Described,
    *,
    by: Person | None,
    content: EvidenceContent | None = None,
    file_name: str = "",
) -> EvidenceFile:
    """A new piece. The file is on the disk before its row is there. Raises OSError where it cannot be."""
    piece = EvidenceFile(company=company, by=by)
    _describe(piece, described)
    if content:
        piece.file.name = path_of(company.code, content.sha256, content.kind)
        piece.file_name, piece.sha256 = file_name[:200], content.sha256
        piece.size = len(content.content)
        _keep(Path(settings.MEDIA_ROOT) / piece.file.name, content.content)
    with transaction.atomic():
        piece.save(force_insert=True)
        note("evidence-added", who=by, company=company, title=piece.title, sha256=piece.sha256)
    return piece


def _keep(path: Path, content: bytes) -> None:
    """Whole or not at all; the same bytes are kept once."""
    if not path.is_file():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o750)
        write_whole(path, content)


def change_piece(piece: EvidenceFile, described: Described, *, by: Person) -> EvidenceFile:
    """What is said of it; the file itself never changes. The piece that says it from now on.

    A response that was handed in with it keeps what stood there: what is open gets a piece of its own.
    """
    if all(getattr(piece, name) == said for name, said in asdict(described).items()):
        return piece
    with transaction.atomic():
        uses = EvidenceUse.objects.with_scope(company=piece.company_id).filter(piece=piece.pk)
        of_open = uses.filter(response__state__in=WITH_THE_COMPANY)
        moving = list(of_open.values_list("pk", flat=True))
        if keeps := uses.exclude(pk__in=moving).exists():
            _take_out(piece)
            piece.pk = None
        _describe(piece, described)
        piece.save(force_insert=keeps)
        if keeps:
            here = EvidenceUse.objects.with_scope(company=piece.company_id)
            here.filter(pk__in=moving).update(piece=piece)
        note("evidence-changed", who=by, company=piece.company, title=piece.title)
    return piece


def _take_out(piece: EvidenceFile) -> None:
    """It stays where it was handed in, and cannot be used anew."""
    rows = EvidenceFile.objects.with_scope(company=piece.company_id)
    rows.filter(pk=piece.pk).update(dropped=timezone.now())


def _describe(piece: EvidenceFile, described: Described) -> None:
    piece.kind, piece.title, piece.issuer = described.kind, described.title, described.issuer
    piece.period_start, piece.period_end = described.period_start, described.period_end
    piece.expires, piece.link = described.expires, described.link


def use_piece(piece: EvidenceFile, response: Response, code: str) -> bool:
    """Show it for a question; whether it was not shown there yet."""
    uses = EvidenceUse.objects.with_scope(company=piece.company_id)
    return bool(uses.get_or_create(piece=piece, response=response, code=code)[1])


def leave_piece(piece: EvidenceFile, response: Response, code: str) -> None:
    """Show it there no longer; the piece stays in the library."""
    uses = EvidenceUse.objects.with_scope(company=piece.company_id)
    uses.filter(piece=piece, response=response, code=code).delete()


def drop_piece(piece: EvidenceFile, *, by: Person) -> bool:
    """Take it out of the library and off every response that is open.

    Where a response was handed in with it, row and file stay, and it only cannot be used anew.
    Returns whether it is gone altogether.
    """
    with transaction.atomic():
        uses = EvidenceUse.objects.with_scope(company=piece.company_id).filter(piece=piece)
        uses.filter(response__state__in=WITH_THE_COMPANY).delete()
        stays = uses.exists()
        if stays:
            _take_out(piece)
        else:
            piece.delete()
        note("evidence-dropped", who=by, company=piece.company, title=piece.title)
        if not stays and piece.file:
            transaction.on_commit(lambda: _forget(piece))
    return not stays


def _forget(piece: EvidenceFile) -> None:
    """The bytes go with the last row that holds them."""
    rows = EvidenceFile.objects.with_scope(company=piece.company_id)
    if not rows.filter(file=piece.file.name).exists():
        (Path(settings.MEDIA_ROOT) / str(piece.file)).unlink(missing_ok=True)


def attach_listed(response: Response, pieces: Iterable[Evidence], *, by: Person | None) -> int:
    """Pieces as a workbook lists them, without a file: found in the library or added to it.

    Returns how many are shown for a question that did not have them before.
    """
    pieces = tuple(pieces)
    if not pieces:
        return 0
    rows = EvidenceFile.objects.with_scope(company=response.company_id)
    known = {_same(evidence_of("", row)): row for row in rows.filter(dropped=None)}
    count = 0
    for one in pieces:
        row = known.get(_same(one))
        if row is None:
            row = add_piece(response.company, _described(one), by=by)
            known[_same(one)] = row
        count += use_piece(row, response, one.question)
    return count


def _same(piece: Evidence) -> tuple[object, ...]:
    """What makes two pieces one, whichever question they are shown for."""
    return piece.kind, piece.title.text, piece.issuer, piece.period, piece.expires, piece.link


def _described(piece: Evidence) -> Described:
    period = piece.period
    return Described(
        kind=piece.kind,
        title=piece.title.text[:400],
        issuer=piece.issuer[:200],
        period_start=_day(period.start if period else None),
        period_end=_day(period.end if period else None),
        expires=_day(piece.expires),
        link=piece.link[:2000],
    )


def _day(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso else None
