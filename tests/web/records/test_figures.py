"""The tables of a year: no group is small, and no two of them give a company away."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from zeren_web.records.read.figures import OTHERS, Scores, joined

GROUPS = st.dictionaries(
    st.sampled_from([*"ABCDEF", OTHERS]), st.integers(1, 12), min_size=1, max_size=7
)


@given(GROUPS, st.integers(2, 8))
def test_no_group_is_smaller_than_the_least_and_none_can_be_told_by_subtraction(
    sizes: dict[str, int], least: int
) -> None:
    groups: dict[str, list[Scores]] = {
        name: [{"overall": 100}] * count for name, count in sizes.items()
    }

    found = {name: len(members) for name, members in joined(groups, least=least).items()}

    total = sum(sizes.values())
    hidden = total - sum(found.values())
    assert all(count >= least for count in found.values())
    assert hidden == 0 or total < least


@given(GROUPS, st.integers(2, 8))
def test_a_group_that_stands_alone_has_all_its_members(sizes: dict[str, int], least: int) -> None:
    groups: dict[str, list[Scores]] = {
        name: [{"overall": 100}] * count for name, count in sizes.items()
    }

    found = joined(groups, least=least)

    assert all(len(members) == sizes[name] for name, members in found.items() if name != OTHERS)
