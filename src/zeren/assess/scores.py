"""Scores: exact sums over a block of answers, one response or millions, with the same bits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

from zeren.assess.applicable import Stand
from zeren.assess.assessment import Score, State
from zeren.collect.evidence import counts
from zeren.collect.responses import Response
from zeren.standards.questionnaires import Question, Questionnaire, Settings

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Cells: TypeAlias = NDArray[np.uint8]
    Hundredths: TypeAlias = NDArray[np.int16]
    Weights: TypeAlias = NDArray[np.float32]

OVERALL: Final = "overall"
NOT_SHOWN: Final = -1
ROWS: Final = 1024  # a block of this height stays in the processor's cache
_MOST_WEIGHT: Final = (2**32 - 1) // 20_001  # the largest sum below is 20,001 × Σ weight


@dataclass(frozen=True, slots=True, eq=False)
class ScoreMatrix:
    """What each question (row) weighs in each group (column): overall, areas, items."""

    groups: tuple[str, ...]
    weights: Weights


@dataclass(frozen=True, slots=True, eq=False)
class ScoreBlock:
    """int16[responses, groups], hundredths of a point; NOT_SHOWN where no question applies."""

    groups: tuple[str, ...]
    hundredths: Hundredths


def score_matrix(
    questions: Sequence[Question],
    *,
    areas: Sequence[str],
    items: Sequence[str],
    supplements: frozenset[str] = frozenset(),
) -> ScoreMatrix:
    """Lay out the weights once; every block with a column a question can then be scored with it.

    Areas of supplements weigh nothing in the overall score. Raises ValueError where the weights are
    so large that sums would no longer be exact.
    """
    import numpy as np

    if sum(question.weight for question in questions) > _MOST_WEIGHT:
        message = f"the weights sum to more than {_MOST_WEIGHT}: scores would not be exact"
        raise ValueError(message)
    groups = (OVERALL, *areas, *items)
    column = {group: number for number, group in enumerate(groups)}
    weights = np.zeros((len(questions), len(groups)), np.float32)
    for row, question in enumerate(questions):
        for group in groups_of(question, supplements):
            weights[row, column[group]] = question.weight
    return ScoreMatrix(groups, weights)


def groups_of(question: Question, supplements: frozenset[str]) -> tuple[str, ...]:
    own = (question.area, question.item)
    return own if question.area in supplements else (OVERALL, *own)


def score_block(matrix: ScoreMatrix, block: Cells, *, rows: int = ROWS) -> ScoreBlock:
    """Score a block uint8[responses, questions] of cells: 0 leaves the sums, 1–5 are levels 0–4.

    A score is Σ weight·level ÷ (4·Σ weight), in hundredths of a point, rounded half up. Every sum
    is a whole number under 2^24, so float32 products add up exactly in any order and any height
    of block; the division is one of integers. The steps work in place, for speed.
    """
    import numpy as np

    hundredths = np.empty((len(block), len(matrix.groups)), np.int16)
    for start in range(0, len(block), rows):
        cells = block[start : start + rows]
        weight = ((cells != 0).astype(np.float32) @ matrix.weights).astype(np.uint32)
        score = (cells.astype(np.float32) @ matrix.weights).astype(np.uint32)
        is_empty = weight == 0
        score -= weight  # Σ weight·(level + 1) becomes Σ weight·level
        score *= 5000
        score += weight
        weight *= 2
        weight += is_empty
        score //= weight
        hundredths[start : start + rows] = score
        hundredths[start : start + rows] -= is_empty  # 0 becomes NOT_SHOWN
    return ScoreBlock(matrix.groups, hundredths)


def cell(stand: Stand, *, counts: bool = True) -> int:
    """One cell of a block. Don't-know, silence and a level that does not count are level 0."""
    if not stand.applies:
        return 0
    return 1 + (stand.level or 0) if counts else 1


def scores(
    questionnaire: Questionnaire, stands: Sequence[Stand], *, evidenced: frozenset[str]
) -> Mapping[str, Score]:
    """The score of one response overall, by area and by item, declared and evidenced."""
    supplements = frozenset(area.code for area in questionnaire.areas if area.supplement)
    groups = (
        OVERALL,
        *(area.code for area in questionnaire.areas),
        *(item.code for item in questionnaire.items),
    )
    own = [groups_of(stand.question, supplements) for stand in stands]
    weights = [stand.question.weight for stand in stands]
    first = score_row([cell(stand) for stand in stands], weights, own)
    shown = [cell(stand, counts=stand.question.code in evidenced) for stand in stands]
    second = score_row(shown, weights, own)
    tallies = _tallies(groups, stands, supplements)
    return {
        group: _score(
            declared=first.get(group, NOT_SHOWN),
            evidenced=second.get(group, NOT_SHOWN),
            tally=tallies[group],
            settings=questionnaire.settings,
        )
        for group in groups
    }


def score_row(
    cells: Sequence[int], weights: Sequence[int], groups: Sequence[Iterable[str]]
) -> dict[str, int]:
    """The same whole numbers as `score_block` for one response, without loading numpy for it; groups
    in which nothing applies are left out.
    """
    sums: dict[str, list[int]] = {}
    for found, weight, own in zip(cells, weights, groups, strict=True):
        for group in own if found else ():
            total = sums.setdefault(group, [0, 0])
            total[0] += weight
            total[1] += weight * (found - 1)
    return {
        group: (5000 * points + weight) // (2 * weight) for group, (weight, points) in sums.items()
    }


def nothing_scored() -> Score:
    return Score(
        declared=None, evidenced=None, answered=0, applicable=0, not_applicable=0, state="not-shown"
    )


def _tallies(
    groups: Iterable[str], stands: Iterable[Stand], supplements: frozenset[str]
) -> dict[str, list[int]]:
    """Answered, applicable, not applicable, for each group."""
    tallies = {group: [0, 0, 0] for group in groups}
    for stand in stands:
        is_answered, applies = stand.is_answered, stand.applies
        for group in groups_of(stand.question, supplements):
            tally = tallies[group]
            tally[0] += is_answered
            tally[1] += applies
            tally[2] += not applies
    return tallies


def _score(*, declared: int, evidenced: int, tally: list[int], settings: Settings) -> Score:
    answered, applicable, not_applicable = tally
    state = _state(answered, applicable, settings)
    is_shown = state != "not-shown"
    return Score(
        declared=declared if is_shown else None,
        evidenced=evidenced if is_shown else None,
        answered=answered,
        applicable=applicable,
        not_applicable=not_applicable,
        state=state,
        many_do_not_apply=100 * not_applicable
        > settings.many_not_applicable * (applicable + not_applicable),
    )


def _state(answered: int, applicable: int, settings: Settings) -> State:
    if not applicable or 100 * answered < settings.provisional_coverage * applicable:
        return "not-shown"
    if 100 * answered < settings.final_coverage * applicable:
        return "provisional"
    return "final"


def counting_evidence(question: Question, response: Response) -> bool:
    """Whether the response holds evidence that counts for this question."""
    return any(
        counts(piece, question=question, period=response.period)
        for piece in response.evidence
        if piece.question == question.code
    )
