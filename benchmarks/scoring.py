"""Bar d: how fast scores are computed, beside a memory copy and a plain loop, in one run.

Run it as `python benchmarks/scoring.py`. Times are CPU seconds of one core, medians of five runs.
"""

from __future__ import annotations

import os

os.environ["OPENBLAS_NUM_THREADS"] = "1"  # before numpy: one core, as the bar says

import argparse
import time
from collections.abc import Callable
from statistics import median
from typing import TYPE_CHECKING

import numpy as np

from zeren.assess import assess
from zeren.assess.applicable import Stand, stands
from zeren.assess.scores import ScoreMatrix, score_block, score_matrix, scores
from zeren.collect.facts import Period
from zeren.collect.responses import Answer, Asked, Response
from zeren.standards.load import load_questionnaire
from zeren.standards.questionnaires import Questionnaire

if TYPE_CHECKING:
    from numpy.typing import NDArray

RUNS = 5
PLAIN_ROWS = 5_000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--responses", type=int, default=1_000_000)
    count: int = parser.parse_args().responses
    questionnaire = load_questionnaire("sme", tier="quick")
    standing = stands(questionnaire, answered(questionnaire))
    matrix = matrix_of(questionnaire, standing)
    block = np.random.default_rng(2026).integers(0, 6, (count, len(standing)), dtype=np.uint8)

    kernel = seconds(lambda: score_block(matrix, block)) / count
    copy = seconds(block.copy) / count
    few = block[:PLAIN_ROWS].tolist()
    plain = seconds(lambda: plain_scores(matrix, few)) / len(few)
    one = seconds(lambda: scores(questionnaire, standing, evidenced=frozenset()), times=200)
    whole = seconds(lambda: assess(questionnaire, answered(questionnaire)), times=200)

    check(matrix, block)
    print(f"{count:,} responses of {len(standing)} questions in {len(matrix.groups)} groups")
    print(f"  ours                {1 / kernel / 1e6:8.2f} million a second and core (bar: 1)")
    print(
        f"  copying the bytes   {1 / copy / 1e6:8.2f} million; ours: {kernel / copy:.0f} × the time"
    )
    print(
        f"  plain Python loop   {1 / plain / 1e6:8.4f} million; ours: {plain / kernel:.0f} × faster"
    )
    print("one response")
    print(f"  scoring             {one * 1e3:8.3f} ms (bar: 0.2), declared and evidenced")
    print(f"  whole assessment    {whole * 1e3:8.3f} ms")


def answered(questionnaire: Questionnaire) -> Response:
    """A made-up response with every question answered."""
    return Response(
        asked=Asked(
            questionnaire.id, questionnaire.edition, questionnaire.tier, questionnaire.sha256
        ),
        period=Period(start="2026-01-01", end="2026-12-31"),
        profile={},
        answers=tuple(
            Answer(question.code, number % 5)
            for number, question in enumerate(questionnaire.questions)
        ),
        facts=(),
    )


def matrix_of(questionnaire: Questionnaire, standing: tuple[Stand, ...]) -> ScoreMatrix:
    return score_matrix(
        [stand.question for stand in standing],
        areas=[area.code for area in questionnaire.areas],
        items=[item.code for item in questionnaire.items],
    )


def plain_scores(matrix: ScoreMatrix, block: list[list[int]]) -> list[list[int]]:
    """The same in the plainest Python, each group with the questions that it has."""
    columns = [
        [(row, weight) for row, weight in enumerate(column) if weight]
        for column in matrix.weights.T.astype(int).tolist()
    ]
    return [[plain_score(cells, column) for column in columns] for cells in block]


def plain_score(cells: list[int], column: list[tuple[int, int]]) -> int:
    possible = earned = 0
    for row, weight in column:
        if cells[row]:
            possible += weight
            earned += weight * (cells[row] - 1)
    return (5000 * earned + possible) // (2 * possible) if possible else -1


def check(matrix: ScoreMatrix, block: NDArray[np.uint8]) -> None:
    """Both ways must agree, or the figures mean nothing."""
    few = block[:PLAIN_ROWS]
    if score_block(matrix, few).hundredths.tolist() != plain_scores(matrix, few.tolist()):
        message = "the plain loop and ours disagree"
        raise AssertionError(message)


def seconds(work: Callable[[], object], *, times: int = 1) -> float:
    """CPU seconds of one call: the median of five runs after one to warm up."""
    work()
    taken = []
    for _ in range(RUNS):
        start = time.process_time()
        for _ in range(times):
            work()
        taken.append((time.process_time() - start) / times)
    return median(taken)


if __name__ == "__main__":
    main()
