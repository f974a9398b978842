"""Computing shown scores anew with our own questionnaires, which are loaded only where there are any."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zeren.declare.sealing import Presented
    from zeren.declare.showing import Recomputed


def recomputed_with_ours(presented: Presented) -> tuple[Recomputed, ...]:
    """As `zeren.declare.verification.verify` asks for it."""
    from zeren.declare.showing import recomputed
    from zeren.standards.load import asked_by

    return recomputed(presented, asked_by(presented.questionnaire))
