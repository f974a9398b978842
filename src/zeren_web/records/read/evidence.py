"""A company's evidence library: its pieces, where each is shown, and the file behind one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Final, Literal, cast

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone

from zeren.publish.wording import EVIDENCE_WORDS
from zeren.standards.questionnaires import EvidenceKind
from zeren.text import Text
from zeren_web.records.models import Company, EvidenceFile, EvidenceUse, Person
from zeren_web.records.read.private import Doing, seat_in

SOON: Final = timedelta(days=60)
Holding = Literal["", "soon", "over"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece with the questions that it is shown for: (year, code)."""

    row: EvidenceFile
    uses: tuple[tuple[int, str], ...]

    @property
    def kind(self) -> Text:
        return EVIDENCE_WORDS[cast(EvidenceKind, self.row.kind)]

    @property
    def holding(self) -> Holding:
        return holding_of(self.row, timezone.localdate())


def holding_of(piece: EvidenceFile, today: date) -> Holding:
    """Whether it is over, or will be soon."""
    if piece.expires is None:
        return ""
    if piece.expires < today:
        return "over"
    return "soon" if piece.expires <= today + SOON else ""


def library_of(company: Company) -> tuple[Piece, ...]:
    """Every piece that can be used, newest first; two queries."""
    return tuple(Piece(row, uses) for row, uses in all_pieces(company) if row.dropped is None)


def all_pieces(company: Company) -> list[tuple[EvidenceFile, tuple[tuple[int, str], ...]]]:
    """Those that were taken out and are kept, too, each with the questions it is shown for."""
    rows = list(pieces_of(company).select_related("by"))
    uses: dict[int, list[tuple[int, str]]] = {}
    shown = EvidenceUse.objects.with_scope(company=company).filter(piece__company=company)
    for piece, year, code in shown.order_by("-response__cycle__year", "code").values_list(
        "piece_id", "response__cycle__year", "code"
    ):
        uses.setdefault(piece, []).append((year, code))
    return [(row, tuple(uses.get(row.pk, ()))) for row in rows]


def piece_for(
    person: Person, *, company: str, number: int, doing: Doing = "view"
) -> tuple[EvidenceFile, str]:
    """One piece of a company in which the person may do this, and the person's role; two queries."""
    seat = seat_in(person, company, doing)
    piece: EvidenceFile | None = (
        pieces_of(seat.company).filter(pk=number).select_related("company", "by").first()
    )
    if piece is None:
        raise Http404
    return piece, seat.role


def uses_of(piece: EvidenceFile) -> list[tuple[int, str]]:
    """The questions that a piece is shown for: (year, code); one query."""
    uses = EvidenceUse.objects.with_scope(company=piece.company_id).filter(piece=piece)
    return list(
        uses.order_by("-response__cycle__year", "code").values_list("response__cycle__year", "code")
    )


def pieces_of(company: Company) -> QuerySet[EvidenceFile]:
    found: QuerySet[EvidenceFile] = EvidenceFile.objects.with_scope(company=company)
    return found.filter(company=company)


def path_of(company: str, sha256: str, kind: str) -> str:
    """Where a file lies under MEDIA_ROOT: nothing of its name as people call it is in it."""
    return f"evidence/{company}/{sha256[:2]}/{sha256}.{kind}"


def content_of(piece: EvidenceFile) -> bytes:
    """The bytes. Raises Http404 where there are none, or they are no longer there."""
    if not piece.file:
        raise Http404
    try:
        return (Path(settings.MEDIA_ROOT) / str(piece.file)).read_bytes()
    except FileNotFoundError as fault:
        raise Http404 from fault
