"""What the register signs: read back alike, and refused in every other spelling."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.declare.register.made import KEY, ORIGIN, VERIFIER

from zeren.declare.jws import Unsound
from zeren.declare.register.notes import Checkpoint, Verifier, is_name, opened, signed, text_of
from zeren.files.register_folder.folder import ed25519_holds

POINT = Checkpoint(ORIGIN, 20852163, bytes(range(32)))
NOTE = signed(POINT, VERIFIER, KEY.sign)
# Of the package golang.org/x/mod/sumdb/note: a key whose line is printed in its documentation.
GO = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"


def test_a_checkpoint_is_three_lines_and_a_signature() -> None:
    lines = NOTE.split("\n")

    assert lines[:4] == [ORIGIN, "20852163", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=", ""]
    assert lines[4].startswith(f"— {ORIGIN} ")
    assert lines[5:] == [""]
    assert opened(NOTE, VERIFIER, ed25519_holds) == POINT


def test_the_key_of_another_program_is_read() -> None:
    assert Verifier.of(GO).line == GO
    assert Verifier.of(VERIFIER.line) == VERIFIER


@pytest.mark.parametrize(
    "line", ["", "a+b", GO.replace("c74f", "c74e"), GO.replace("+AR", "+AB"), GO[:-4], f"x{GO}"]
)
def test_a_key_that_does_not_fit_its_name_is_refused(line: str) -> None:
    with pytest.raises(Unsound):
        Verifier.of(line)


@pytest.mark.parametrize("name", ["", "two words", "a+b", "a\nb", "a\u3000b", "a\u2028b"])
def test_a_name_has_no_space_and_no_plus(name: str) -> None:
    assert not is_name(name)


@given(st.data())
def test_a_changed_byte_breaks_the_note(data: st.DataObject) -> None:
    content = bytearray(NOTE.encode())
    at = data.draw(st.integers(0, len(content) - 1))
    content[at] ^= data.draw(st.integers(1, 255))

    with pytest.raises(Unsound):
        opened(bytes(content), VERIFIER, ed25519_holds)


def test_a_witness_may_sign_beside_us_and_cannot_sign_for_us() -> None:
    other = Verifier("witness.example", VERIFIER.key)
    beside = signed(POINT, other, KEY.sign).rsplit("\n\n", 1)[1]

    assert opened(NOTE + beside, VERIFIER, ed25519_holds) == POINT
    with pytest.raises(Unsound, match="not-signed"):
        opened(signed(POINT, other, KEY.sign), VERIFIER, ed25519_holds)


def test_a_checkpoint_of_another_register_is_not_ours() -> None:
    foreign = signed(Checkpoint("another.example", 1, bytes(32)), VERIFIER, KEY.sign)

    with pytest.raises(Unsound, match="origin"):
        opened(foreign, VERIFIER, ed25519_holds)


@pytest.mark.parametrize(
    "text",
    [
        f"{ORIGIN}\n1\n",
        f"{ORIGIN}\n01\n{'A' * 43}=\n",
        f"{ORIGIN}\n-1\n{'A' * 43}=\n",
        f"{ORIGIN}\n1\n{'A' * 42}==\n",
        f"{ORIGIN}\n1\n{'A' * 43}=",
        f"{ORIGIN}\n١\n{'A' * 43}=\n",
    ],
)
def test_a_checkpoint_in_another_spelling_is_refused(text: str) -> None:
    with pytest.raises(Unsound):
        Checkpoint.of(text)


@pytest.mark.parametrize(
    "note", ["", "\n\n", "a\n\nb\n", "a\n\n— x y\n", b"\xff\n\n\xe2\x80\x94 a b\n"]
)
def test_what_is_no_note_is_refused(note: str | bytes) -> None:
    with pytest.raises(Unsound):
        text_of(note)
