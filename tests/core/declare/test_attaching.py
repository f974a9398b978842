"""What others said stands beside a declaration once, under names of its own."""

from __future__ import annotations

import pytest

from zeren.declare.attaching import Full, with_member
from zeren.declare.package import Package

OWN = Package({"declaration.jwt": b"d", "statement.json": b"{}"})


def test_the_same_is_not_put_in_twice_and_each_has_a_name_of_its_own() -> None:
    once = with_member(OWN, "check-1.jwt", b"one")

    assert with_member(once, "check-1.jwt", b"one") == once
    assert with_member(once, "check-1.jwt", b"two").members == {
        **OWN.members,
        "check-1.jwt": b"one",
        "check-2.jwt": b"two",
    }


def test_a_later_proof_takes_the_place_of_the_earlier_one() -> None:
    both = with_member(with_member(OWN, "proof.json", b"1"), "proof.json", b"2")

    assert both.members == {**OWN.members, "proof.json": b"2"}


def test_of_a_kind_there_are_nine_at_most() -> None:
    full = OWN
    for number in range(9):
        full = with_member(full, "check-1.jwt", b"%d" % number)

    with pytest.raises(Full, match="check"):
        with_member(full, "check-1.jwt", b"ten")
