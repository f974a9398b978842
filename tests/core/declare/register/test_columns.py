"""A bundle read in columns says what its entries say one by one, or nothing at all."""

from collections.abc import Iterable
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from tests.core.declare.register.made import PROFILE, TIME, declared, digest

from zeren.declare.register.columns import ColumnReader, Columns
from zeren.declare.register.entries import Entry, Proposed, entries_in
from zeren.declare.register.kept import Numbers
from zeren.declare.register.standing import Standing, standing
from zeren.declare.register.tiles import bundled, unbundled

LATER = "2026-11-23T08:00:00Z"
proposals = st.builds(
    Proposed,
    kind=st.sampled_from(["declare", "declare", "supersede", "withdraw", "sign", "release"]),
    hash=st.integers(0, 9).map(digest),
    org=st.sampled_from(["a", "member-1", "91350100M000100Y43"]),
    profile=st.just(PROFILE)
    | st.integers(0, 12).map(f"{PROFILE};of={{}}".format)
    | st.sampled_from(["own-request", "no-such-reason"]).map(f"{PROFILE};reason={{}}".format),
)
logs = st.lists(proposals, min_size=1, max_size=16)
firsts = st.sampled_from([0, 3, 95, 256, 9990, 10**11])


def entered(proposed: Iterable[Proposed], first: int = 0) -> list[Entry]:
    """The later half at a later time."""
    made = list(proposed)
    return [
        one.entered(number, TIME if number - first < len(made) / 2 else LATER)
        for number, one in enumerate(made, first)
    ]


def is_special(entry: Entry) -> bool:
    return entry.kind in {"supersede", "withdraw"} or ";" in entry.profile


@given(logs, firsts)
def test_columns_say_what_the_entries_say(proposed: list[Proposed], first: int) -> None:
    entries = entered(proposed, first)

    assert ColumnReader().read(bundled(one.bytes for one in entries), first) == Columns(
        leaves=[b"\0" + one.bytes for one in entries],
        hashes=bytes.fromhex("".join(one.hash for one in entries)),
        first_time=entries[0].time,
        last_time=entries[-1].time,
        special=[at for at, one in enumerate(entries) if is_special(one)],
    )


def holds(content: bytes, first: int, reader: ColumnReader) -> None:
    """Where columns are read at all, they are what stands in the bundle, entry by entry."""
    columns = reader.read(content, first)
    if columns is None:
        return
    entries = entries_in(content)
    assert entries is not None
    assert [one.seq for one in entries] == list(range(first, first + len(entries)))
    assert [one.time for one in entries] == sorted(one.time for one in entries)
    assert columns.leaves == [b"\0" + line for line in unbundled(content)]
    assert columns.hashes.hex() == "".join(one.hash for one in entries)
    assert (columns.first_time, columns.last_time) == (entries[0].time, entries[-1].time)
    assert list(columns.special) == [at for at, one in enumerate(entries) if is_special(one)]


@given(logs, firsts, st.data())
def test_whatever_a_byte_becomes_columns_are_not_read_less_strictly(
    proposed: list[Proposed], first: int, data: st.DataObject
) -> None:
    content = bundled(one.bytes for one in entered(proposed, first))
    reader = ColumnReader()
    reader.read(content, first)  # what it remembers must not make it careless
    at = data.draw(st.integers(0, len(content)))
    some = data.draw(st.binary(max_size=3))

    for end in (at, at + 1, at + len(some), at + data.draw(st.integers(0, 200))):
        holds(content[:at] + some + content[end:], first, reader)


def test_every_bit_of_a_bundle_counts() -> None:
    made = (
        declared(0),
        declared(1),
        Proposed("supersede", digest(7), "member-0", f"{PROFILE};of=0"),
    )
    content = bundled(one.bytes for one in entered(made, 9))
    reader = ColumnReader()
    assert reader.read(content, 9) is not None

    read = []
    for at in range(len(content)):
        for bit in range(8):
            other = content[:at] + bytes((content[at] ^ 1 << bit,)) + content[at + 1 :]
            holds(other, 9, reader)
            read.append(reader.read(other, 9) is not None)
    assert 0 < sum(read) < len(read) / 4  # a digit of a hash, a letter of a name
    assert reader.read(content, 10) is reader.read(content[:-1], 9) is reader.read(b"", 9) is None


def by_bundle(entries: list[Entry], cuts: Iterable[int]) -> Standing:
    made, reader = Standing(), ColumnReader()
    for low, high in pairwise(cuts):
        content = bundled(one.bytes for one in entries[low:high])
        columns = reader.read(content, low)
        assert columns is not None
        made.take_bundles([(content, high - low)], columns)
    return made


@given(logs, st.sets(st.integers(1, 15)))
def test_reading_by_the_bundle_amounts_to_the_same_as_one_by_one(
    proposed: list[Proposed], inner: set[int]
) -> None:
    entries = entered(proposed)
    count = len(entries)

    found = by_bundle(entries, sorted({0, count, *(cut for cut in inner if cut < count)}))

    whole = standing(entries)
    assert list(found.entries) == [found.entries[number] for number in range(count)] == entries
    assert found.entries[-1:] == entries[-1:]
    assert (found.made, found.ended, found.unfit) == (whole.made, whole.ended, whole.unfit)
    assert found.last == whole.last


def test_a_hash_that_comes_twice_is_found_in_bundles_too() -> None:
    entries = entered(declared(number % 300) for number in range(700))
    found = by_bundle(entries, range(0, 701, 100))

    assert found.unfit == [(number, "twice") for number in range(300, 700)]
    assert found.made == {digest(number): number for number in range(300)}
    assert list(found.entries) == entries


def test_hashes_that_begin_alike_are_not_taken_for_one_another() -> None:
    numbers = Numbers()
    one, other = bytes(8) + b"a" * 24, bytes(8) + b"b" * 24

    assert numbers.add_bundle(one, 0)
    assert not numbers.add_bundle(other, 1)  # not certain: they are looked at one by one
    assert numbers.table == {one.hex(): 0, other.hex(): 1}
    assert not numbers.add_bundle(one, 2)
