"""Which evidence counts for a question, and why another piece does not."""

from __future__ import annotations

from typing import Final, Literal

from zeren.collect.facts import Period
from zeren.collect.responses import Evidence
from zeren.standards.questionnaires import Question

_LASTING: Final = ("policy", "certificate")
Shortfall = Literal["kind", "nowhere", "period", "expired"]


def counts(piece: Evidence, *, question: Question, period: Period) -> bool:
    """Of a kind that the question names, in force in the period to its end, and there to be seen."""
    return not shortfalls(piece, question=question, period=period)


def shortfalls(piece: Evidence, *, question: Question, period: Period) -> tuple[Shortfall, ...]:
    """All the reasons why a piece does not count.

    It is there to be seen when it is attached (a hash, a link or a file name) or was seen on site by
    a named visitor who recorded it.
    """
    failed: dict[Shortfall, bool] = {
        "kind": piece.kind not in {hint.kind for hint in question.evidence},
        "nowhere": not (piece.sha256 or piece.link or piece.visitor),
        "period": not _overlaps(piece, period),
        "expired": bool(piece.expires) and piece.expires < period.end,
    }
    return tuple(reason for reason, is_so in failed.items() if is_so)


def _overlaps(piece: Evidence, period: Period) -> bool:
    """A piece without period counts; one with an expiry lasts until then.

    A policy or certificate that says only since when is in force until somebody says otherwise.
    """
    if piece.period is None:
        return True
    start = piece.period.start or piece.period.end
    last = max(piece.period.end, piece.expires)
    if piece.period.start is None and piece.kind in _LASTING and not piece.expires:
        return start <= period.end
    return start <= period.end and last >= (period.start or period.end)
