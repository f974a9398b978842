"""The tree is RFC 6962's: another implementation finds the same roots, and what is proven is so."""

from hashlib import sha256
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pymerkle import InmemoryTree

from zeren.declare.register.merkle import (
    EMPTY_ROOT,
    At,
    includes,
    is_continued,
    leaf_hash,
    leaf_hashes,
    node_hash,
    prove_consistency,
    prove_inclusion,
    root,
    root_of,
)
from zeren.declare.register.tiles import Edge, Tile, grown, reader, tiles_of


def lines(count: int) -> list[bytes]:
    return [b"entry %d" % number for number in range(count)]


def in_memory(size: int) -> At:
    """A tree of `size` leaves, asked as the tiles are asked."""
    hashes = leaf_hashes(lines(size))
    return lambda height, index: root_of(hashes[index << height : (index + 1) << height])


def test_the_known_roots_of_rfc_6962_come_out() -> None:
    inputs = ("", "00", "10", "2021", "3031", "40414243", "5051525354555657")
    hashes = leaf_hashes(bytes.fromhex(words) for words in inputs)

    assert EMPTY_ROOT.hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert root_of(hashes[:1]).hex() == (
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
    )
    assert root_of(hashes[:7]).hex() == (
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c"
    )


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 700), st.data())
def test_another_implementation_finds_the_same_roots(size: int, data: st.DataObject) -> None:
    entries = data.draw(st.lists(st.binary(max_size=40), min_size=size % 40, max_size=size % 40))
    entries += lines(size - size % 40)
    theirs = InmemoryTree(algorithm="sha256")
    for entry in entries:
        theirs.append_entry(entry)
    edge, _ = grown(Edge(), entries)

    ours = root_of(leaf_hashes(entries))

    assert ours == edge.root
    assert ours == (theirs.get_root(size) if size else EMPTY_ROOT)


@settings(max_examples=80, deadline=None)
@given(st.integers(1, 600), st.data())
def test_what_is_in_the_tree_is_proven_and_nothing_else(size: int, data: st.DataObject) -> None:
    at = in_memory(size)
    index = data.draw(st.integers(0, size - 1))
    path, expected = prove_inclusion(at, index, size), root(at, size)
    leaf = leaf_hash(lines(size)[index])

    def holds(**changed: object) -> bool:
        return includes(
            **{"leaf": leaf, "index": index, "size": size, "path": path, "expected": expected}  # type: ignore[arg-type]
            | changed
        )

    assert holds()
    assert not holds(leaf=leaf_hash(b"another"))
    assert not holds(expected=bytes(32))
    assert not holds(path=(*path, bytes(32)))
    assert not holds(index=size)
    assert not holds(index=-1)
    for at_, one in enumerate(path):
        assert not holds(path=(*path[:at_], one[:-1] + bytes((one[-1] ^ 1,)), *path[at_ + 1 :]))
        assert not holds(path=path[:at_] + path[at_ + 1 :])
    for other in range(size):
        assert holds(index=other) == (other == index)


@settings(max_examples=80, deadline=None)
@given(st.integers(0, 500), st.integers(0, 500))
def test_a_longer_register_is_shown_to_begin_with_the_shorter(one: int, other: int) -> None:
    old, new = sorted((one, other))
    at = in_memory(new)
    proof = prove_consistency(at, old, new)
    old_root, new_root = root(at, old), root(at, new)

    assert is_continued(old=old, old_root=old_root, new=new, new_root=new_root, proof=proof)
    assert not is_continued(
        old=old, old_root=sha256(b"x").digest(), new=new, new_root=new_root, proof=proof
    )
    assert not is_continued(
        old=old, old_root=old_root, new=new, new_root=new_root, proof=(*proof, bytes(32))
    )
    if 0 < old < new:
        assert not is_continued(
            old=old, old_root=old_root, new=new, new_root=sha256(b"x").digest(), proof=proof
        )
    if proof:
        assert not is_continued(
            old=old, old_root=old_root, new=new, new_root=new_root, proof=proof[:-1]
        )
    assert new == old or not is_continued(
        old=new, old_root=new_root, new=old, new_root=old_root, proof=proof
    )


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(1, 900), min_size=1, max_size=5))
def test_growing_in_steps_or_at_once_makes_the_same_tiles(steps: list[int]) -> None:
    size = sum(steps)
    whole, tiles_at_once = grown(Edge(), lines(size))
    edge = Edge()
    tiles: dict[Tile, bytes] = {}
    for low, high in pairwise([0, *(sum(steps[:at]) for at in range(1, len(steps) + 1))]):
        edge, made = grown(edge, lines(size)[low:high])
        tiles |= dict(made)

    due = {tile for tile in tiles_of(size) if tile.level >= 0}
    assert edge.root == whole.root
    assert {tile: tiles[tile] for tile in due} == dict(tiles_at_once)
    assert {tile for tile, _ in tiles_at_once} == due
    at = reader(lambda tile: tiles[tile], size)
    assert root(at, size) == whole.root


def test_a_tree_with_a_third_level_keeps_its_edge() -> None:
    half = [b"%d" % number for number in range(256**2)]
    edge, _ = grown(Edge(), half)
    after, tiles = grown(edge, [b"one more"])

    assert edge.levels[:2] == ((), ())
    assert after.root == node_hash(edge.root, leaf_hash(b"one more"))
    assert [tile.path for tile, _ in tiles] == ["tile/0/256.p/1"]


@pytest.mark.parametrize(
    ("tile", "path"),
    [
        (Tile(0, 0), "tile/0/000"),
        (Tile(0, 0, 1), "tile/0/000.p/1"),
        (Tile(1, 1234067), "tile/1/x001/x234/067"),
        (Tile(-1, 1000, 255), "tile/entries/x001/000.p/255"),
    ],
)
def test_a_tile_is_where_the_specification_puts_it(tile: Tile, path: str) -> None:
    assert tile.path == path
    assert Tile.of(path) == tile


@pytest.mark.parametrize(
    "path",
    [
        "tile/0/0",
        "tile/00/000",
        "tile/0/x000/001",
        "tile/0/000.p/256",
        "tile/0/000.p/0",
        "tile/a/0",
    ],
)
def test_a_path_that_is_not_spelt_so_is_no_tile(path: str) -> None:
    assert Tile.of(path) is None
