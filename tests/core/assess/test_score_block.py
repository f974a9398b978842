"""The kernel: one function for one response and for millions, with the same bits."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from numpy.typing import NDArray
from tests.core.assess.made import question

from zeren.assess.scores import NOT_SHOWN, ScoreMatrix, score_block, score_matrix, score_row

Cells = NDArray[np.uint8]
CODES = ("E1.1", "E1.2", "E2.1", "RM1.1", "RM2.1", "RM2.2", "RM2.3")
AREAS = ("E", "RM")
ITEMS = ("E.1", "E.2", "RM.1", "RM.2")


@st.composite
def matrices(draw: st.DrawFn) -> ScoreMatrix:
    weights = draw(st.lists(st.integers(1, 5000), min_size=len(CODES), max_size=len(CODES)))
    asked = [question(code, weight=weight) for code, weight in zip(CODES, weights, strict=True)]
    return score_matrix(asked, areas=AREAS, items=ITEMS)


blocks = arrays.arrays(
    np.uint8, st.tuples(st.integers(0, 40), st.just(len(CODES))), elements=st.integers(0, 5)
)


@given(matrices(), blocks)
def test_one_response_and_a_batch_give_the_same_bits(matrix: ScoreMatrix, block: Cells) -> None:
    together = score_block(matrix, block).hundredths

    alone = [score_block(matrix, block[row : row + 1]).hundredths for row in range(len(block))]

    assert together.tobytes() == b"".join(row.tobytes() for row in alone)


@given(matrices(), blocks)
def test_one_response_scored_without_numpy_is_scored_the_same(
    matrix: ScoreMatrix, block: Cells
) -> None:
    weights = [int(weight) for weight in matrix.weights[:, 0]]
    groups = [
        [name for name, weight in zip(matrix.groups, row, strict=True) if weight]
        for row in matrix.weights
    ]

    alone = [score_row(row, weights, groups) for row in block.tolist()]

    together = [
        dict(zip(matrix.groups, row, strict=True))
        for row in score_block(matrix, block).hundredths.tolist()
    ]
    assert [{name: row.get(name, NOT_SHOWN) for name in matrix.groups} for row in alone] == together


@given(matrices(), blocks, st.integers(1, 50))
def test_the_height_of_a_block_changes_no_bit(matrix: ScoreMatrix, block: Cells, rows: int) -> None:
    assert (
        score_block(matrix, block, rows=rows).hundredths.tobytes()
        == score_block(matrix, block).hundredths.tobytes()
    )


@given(matrices(), blocks)
def test_each_score_is_the_rounded_share_in_whole_numbers(
    matrix: ScoreMatrix, block: Cells
) -> None:
    weights = matrix.weights.astype(int).tolist()

    expected = [
        [plainly(cells, [row[column] for row in weights]) for column in range(len(matrix.groups))]
        for cells in block.tolist()
    ]

    assert score_block(matrix, block).hundredths.tolist() == expected


def plainly(cells: list[int], weights: list[int]) -> int:
    possible = sum(weight for cell, weight in zip(cells, weights, strict=True) if cell)
    earned = sum(weight * (cell - 1) for cell, weight in zip(cells, weights, strict=True) if cell)
    return (20_000 * earned + 4 * possible) // (8 * possible) if possible else -1


def test_a_group_without_a_question_that_applies_is_not_shown() -> None:
    matrix = score_matrix([question("E1.1"), question("E2.1")], areas=["E"], items=["E.1", "E.2"])

    block = score_block(matrix, np.array([[3, 0], [0, 0]], np.uint8))

    assert block.groups == ("overall", "E", "E.1", "E.2")
    assert block.hundredths.tolist() == [[5000, 5000, 5000, -1], [-1, -1, -1, -1]]


def test_half_a_hundredth_is_rounded_up() -> None:
    asked = [question("E1.1", weight=1), question("E1.2", weight=799)]
    matrix = score_matrix(asked, areas=["E"], items=["E.1"])

    block = score_block(matrix, np.array([[3, 1]], np.uint8))

    assert block.hundredths.tolist() == [[6, 6, 6]]  # 1 × 2 ÷ (4 × 800) = 6.25 hundredths
    halves = score_block(matrix, np.array([[5, 1], [2, 1]], np.uint8)).hundredths[:, 0]
    assert halves.tolist() == [13, 3]  # 12.5 and 3.125


def test_the_heaviest_weights_still_add_up_exactly() -> None:
    asked = [question("E1.1", weight=107_368), question("E1.2", weight=107_369)]
    matrix = score_matrix(asked, areas=["E"], items=["E.1"])

    block = score_block(matrix, np.array([[5, 5], [5, 1], [1, 5]], np.uint8))

    assert block.hundredths[:, 0].tolist() == [10_000, 5000, 5000]


def test_weights_too_heavy_for_exact_sums_are_refused() -> None:
    with pytest.raises(ValueError, match="would not be exact"):
        score_matrix([question(weight=214_738)], areas=["E"], items=["E.1"])
