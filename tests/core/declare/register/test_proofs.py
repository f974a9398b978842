"""A proof holds with the key alone, and with nothing changed in it."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.declare.register.made import KEY, ORIGIN, TIME, VERIFIER, declared

from zeren.declare.jws import Unsound
from zeren.declare.register.notes import Checkpoint, signed
from zeren.declare.register.proofs import Proof, checked, made, proof_of
from zeren.declare.register.tiles import Edge, grown, reader
from zeren.files.register_folder.folder import ed25519_holds

COUNT = 300
ENTRIES = [declared(number).entered(number, TIME) for number in range(COUNT)]
EDGE, TILES = grown(Edge(), [entry.bytes for entry in ENTRIES])
NOTE = signed(Checkpoint(ORIGIN, COUNT, EDGE.root), VERIFIER, KEY.sign)


def proof(index: int) -> Proof:
    at = reader(lambda tile: dict(TILES)[tile], COUNT)
    return made(ENTRIES[index], at, origin=ORIGIN, checkpoint=NOTE, size=COUNT)


def as_file(table: dict[str, Any]) -> bytes:
    return json.dumps(table).encode()


@pytest.mark.parametrize("index", [0, 1, 255, 256, 299])
def test_a_proof_travels_as_json_and_holds(index: int) -> None:
    read = proof_of(as_file(proof(index).as_json()))

    assert read == proof(index)
    assert checked(read, VERIFIER, ed25519_holds).root == EDGE.root
    assert read.size == COUNT


@given(st.integers(0, COUNT - 1), st.integers(0, COUNT - 1))
def test_one_entry_cannot_pass_for_another(one: int, other: int) -> None:
    table = proof(one).as_json() | {"entry": ENTRIES[other].as_json(), "index": other}

    if one == other:
        checked(proof_of(as_file(table)), VERIFIER, ed25519_holds)
    else:
        with pytest.raises(Unsound, match="path"):
            checked(proof_of(as_file(table)), VERIFIER, ed25519_holds)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"origin": "another.example"}, "origin"),
        ({"index": 6}, "index"),
        ({"hashes": []}, "path"),
        ({"entry": ENTRIES[5]._replace(org="lamp-works").as_json()}, "path"),
        ({"checkpoint": NOTE.replace("\n300\n", "\n301\n")}, "signature"),
        ({"entry": ENTRIES[5]._replace(kind="boast").as_json()}, "entry"),
        ({"entry": ENTRIES[5].as_json() | {"more": ""}}, "entry"),
        ({"entry": ENTRIES[5].as_json() | {"org": "\ud800"}}, "json"),
        ({"entry": ENTRIES[5].as_json() | {"org": "灯"}}, "entry"),
        ({"entry": ENTRIES[5].as_json() | {"seq": True}}, "entry"),
        ({"entry": None}, "entry"),
        ({"index": 5.0}, "proof"),
        ({"hashes": ["AAAA"]}, "proof"),
        ({"hashes": [5]}, "proof"),
        ({"hashes": ["=="]}, "base64"),
        ({"more": 1}, "proof"),
    ],
)
def test_a_changed_proof_does_not_hold(change: dict[str, Any], code: str) -> None:
    with pytest.raises(Unsound, match=f"^{code}$"):
        checked(proof_of(as_file(proof(5).as_json() | change)), VERIFIER, ed25519_holds)


def test_a_proof_is_about_one_file_to_the_byte() -> None:
    declaration = b"declaration 5"

    checked(proof(5), VERIFIER, ed25519_holds, credential=declaration)
    with pytest.raises(Unsound, match="credential"):
        checked(proof(5), VERIFIER, ed25519_holds, credential=declaration + b"\n")


def test_a_key_that_stands_twice_is_no_json_of_ours() -> None:
    with pytest.raises(Unsound, match="duplicate-key"):
        proof_of(as_file(proof(5).as_json()).replace(b'{"origin"', b'{"index": 4, "origin"', 1))
