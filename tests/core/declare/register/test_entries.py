"""Entries: one spelling each, no person in them, and rules that say what may come next."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.declare.register.made import PROFILE, TIME, declared, digest

from zeren.declare.register.entries import (
    KINDS,
    REASONS,
    Entry,
    Proposed,
    entries_in,
    entry_of,
    is_time,
    problems_of_org,
)
from zeren.declare.register.standing import Batch, Standing, problems_with, standing
from zeren.declare.register.tiles import bundled, unbundled
from zeren.files.canonical import canonical
from zeren.problems import Place

SMALL = "abcdefghijklmnopqrstuvwxyz0123456789"
entries = st.builds(
    Entry,
    hash=st.binary(min_size=32, max_size=32).map(bytes.hex),
    kind=st.sampled_from(sorted(KINDS)),
    org=st.text(f"{SMALL}XYZ-", max_size=39).map("m{}".format),
    profile=st.text(f"{SMALL}./-", max_size=59).map("p{}".format)
    | st.integers(0, 9999).map("p/1;of={}".format),
    seq=st.integers(0, 10**12 - 1),
    time=st.just(TIME),
)


@given(entries)
def test_an_entry_is_canonical_json_and_reads_back(entry: Entry) -> None:
    assert entry.bytes == canonical(entry.as_json())
    assert entry_of(entry.bytes) == entry
    assert json.loads(entry.bytes).keys() == {"hash", "kind", "org", "profile", "seq", "time"}


@given(entries, st.data())
def test_a_byte_more_or_less_is_another_entry_or_none(entry: Entry, data: st.DataObject) -> None:
    line = entry.bytes
    at = data.draw(st.integers(0, len(line)))

    for other in (line[:at] + b" " + line[at:], line[:at] + line[at + 1 :], line + b"\n"):
        found = entry_of(other)
        assert found is None or found != entry or other == line
        assert found is None or found.bytes == other


@given(st.lists(entries, max_size=20))
def test_a_bundle_is_read_in_one_go_as_it_is_one_by_one(found: list[Entry]) -> None:
    content = bundled(entry.bytes for entry in found)

    assert entries_in(content) == found
    assert unbundled(content) == [one.bytes for one in found]


@given(st.lists(entries, min_size=1, max_size=4), st.data())
def test_a_bundle_with_anything_else_in_it_is_not_read(
    found: list[Entry], data: st.DataObject
) -> None:
    content = bundled(entry.bytes for entry in found)
    at = data.draw(st.integers(0, len(content)))

    assert entries_in(content[:at] + b"\0" + content[at:]) is None
    assert (
        entries_in(content[: min(at, len(content) - 1)]) is None
        or at % len(content) == 0
        or (len(entries_in(content[: min(at, len(content) - 1)]) or ()) < len(found))
    )


@pytest.mark.parametrize("org", ["lamp-works", "91350100M000100Y43", "A1"])
def test_an_organisation_has_its_code_or_a_number_of_the_association(org: str) -> None:
    assert problems_of_org(org, Place()) == ()


@pytest.mark.parametrize(
    ("org", "code"),
    [
        ("11010519491231002X", "register-person"),
        ("13800138000", "register-person"),
        ("91350100M000100Y44", "uscc-check-digit"),
        ("灯具厂", "register-org"),
        ("", "register-org"),
        ("a" * 41, "register-org"),
        ('a","x":"', "register-org"),
    ],
)
def test_a_person_or_a_mistake_is_no_organisation(org: str, code: str) -> None:
    assert [problem.code for problem in problems_of_org(org, Place())] == [code]


def test_only_a_moment_of_the_calendar_is_a_time() -> None:
    assert is_time(TIME)
    assert not is_time("2026-02-30T08:00:00Z")
    assert not is_time("2026-11-22 08:00:00")


def entered(*proposed: Proposed) -> Standing:
    return standing(one.entered(number, TIME) for number, one in enumerate(proposed))


WITHDRAWN = Proposed("withdraw", digest(0), "member-0", f"{PROFILE};reason=own-request")
REPLACED = Proposed("supersede", digest(7), "member-0", f"{PROFILE};of=0")


def test_what_was_replaced_or_withdrawn_stays_and_says_so() -> None:
    now = entered(declared(0), REPLACED, declared(1), WITHDRAWN._replace(hash=digest(7)))

    assert [now.state(seq) for seq in range(3)] == ["superseded", "withdrawn", "stands"]
    assert (now.ender(0) or declared(0)).kind == "supersede"
    assert now.entries[3].reason == "own-request"
    assert now.unfit == []


@pytest.mark.parametrize(
    ("new", "code"),
    [
        (declared(0), "register-twice"),
        (declared(1)._replace(profile=f"{PROFILE};of=0"), "register-detail"),
        (REPLACED._replace(profile=PROFILE), "register-detail"),
        (REPLACED._replace(profile=f"{PROFILE};of=9"), "register-unknown"),
        (REPLACED._replace(org="member-1"), "register-other-org"),
        (WITHDRAWN._replace(hash=digest(5)), "register-unknown"),
        (WITHDRAWN._replace(org="member-1"), "register-other-org"),
        (WITHDRAWN._replace(profile=f"{PROFILE};reason=fraud"), "register-reason"),
        (declared(1)._replace(hash="ABC"), "register-hash"),
        (declared(1)._replace(profile="Some Thing"), "register-profile"),
        (REPLACED._replace(profile=f"{PROFILE};of=00"), "register-profile"),
        (REPLACED._replace(profile=f"{PROFILE};of=abc"), "register-profile"),
        (REPLACED._replace(profile=f"{PROFILE};of={'9' * 5000}"), "register-profile"),
        (REPLACED._replace(profile=f"{PROFILE};of=0;of=0"), "register-profile"),
        (REPLACED._replace(profile=f"{PROFILE};of=٠"), "register-profile"),
        (WITHDRAWN._replace(profile=f"{PROFILE};x;reason=own-request"), "register-profile"),
        (declared(1)._replace(profile=f"{PROFILE}\n"), "register-profile"),
        (declared(1)._replace(kind="boast"), "register-kind"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_reason(new: Proposed, code: str) -> None:
    assert [problem.code for problem in problems_with(new, entered(declared(0)), Place())] == [code]


def test_nothing_is_withdrawn_or_replaced_twice() -> None:
    now = entered(declared(0), WITHDRAWN)

    for new in (WITHDRAWN, REPLACED):
        assert [one.code for one in problems_with(new, now, Place())] == ["register-ended"]


@pytest.mark.parametrize(
    ("first", "second", "code"),
    [
        (REPLACED, REPLACED._replace(hash=digest(8)), "register-ended-in-batch"),
        (REPLACED, WITHDRAWN, "register-ended-in-batch"),
        (WITHDRAWN, REPLACED, "register-ended-in-batch"),
        (declared(1), declared(1, "another"), "register-twice-in-batch"),
    ],
)
def test_two_of_a_batch_do_not_end_the_same(first: Proposed, second: Proposed, code: str) -> None:
    batch = Batch(entered(declared(0), declared(5)))

    assert batch.problems_with(first, Place()) == ()
    assert [one.code for one in batch.problems_with(second, Place())] == [code]
    assert batch.problems_with(declared(9), Place()) == ()


_PIECES = st.lists(
    st.sampled_from(
        ["a", "/1", ";", "of=", "reason=", "own-request", "0", "7", "\n", "É", '"', "}"]
    ),
    max_size=6,
).map("".join)


@given(st.sampled_from([*KINDS, "boast"]), _PIECES, _PIECES, st.integers(0, 9))
def test_whatever_may_be_entered_reads_back_as_what_it_is(
    kind: str, org: str, profile: str, number: int
) -> None:
    new = Proposed(kind, digest(number), org, profile)
    now = entered(declared(0), declared(7))

    if not Batch(now).problems_with(new, Place()):
        line = new.entered(2, TIME)
        assert entry_of(line.bytes) == line
        now.take(line)
        assert now.unfit == []


def test_a_number_of_five_thousand_digits_finds_nothing() -> None:
    assert list(entered(declared(0)).found("9" * 5000)) == []


def test_the_longest_entry_is_read_in_a_bundle() -> None:
    longest = Entry(
        "f" * 64, "supersede", "x" * 40, f"{'p' * 60};of=123456789012", 10**12 - 1, TIME
    )
    content = bundled([longest.bytes] * 3)

    assert len(longest.bytes) > 255
    assert entries_in(content) == [longest] * 3


def test_every_reason_is_neutral_and_has_both_languages() -> None:
    for words in REASONS.values():
        assert words.zh
        assert words.en
        assert not any(bad in words.en for bad in ("fraud", "violation", "illegal"))
