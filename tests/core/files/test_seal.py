"""Sealing and laying out: what is signed, what is kept, and what of others is printed for whom."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.core.cli.command import LAMP_WORKS
from tests.core.declare.made import declaration, key
from tests.core.declare.verification.packaged import NOW, check, identity, members, status, trust

from zeren.declare.credential import bound, digest_sri
from zeren.declare.jws import parsed
from zeren.declare.package import Package
from zeren.declare.sealing import issuer_part
from zeren.files.answers import read_answers
from zeren.files.seal import Layout, Reader, handed_out, holding, judged, sealed_declaration

TRUSTED = Reader((trust(),), NOW)


def counted(size: int) -> bytes:
    """No randomness: the same bytes each time, so that what is made of them can be compared."""
    return hashlib.sha256(str(size).encode()).digest()[:size]


def made(**more: Any) -> tuple[Package, Any]:  # noqa: ANN401 - did, status
    return sealed_declaration(
        declaration(),
        read_answers(LAMP_WORKS),
        key(ed25519=True),  # EdDSA signs the same twice
        did=more.pop("did", key(ed25519=True).did),
        random=counted,
        **more,
    )


def test_the_same_declaration_key_and_salts_give_the_same_members() -> None:
    assert made()[0].members == made()[0].members


def test_the_credential_is_bound_to_the_very_members_beside_it() -> None:
    package, kept = made()

    digests = bound(parsed(package.members["declaration.jwt"], typ="vc+jwt").claims())

    sealed = package.members["answers.sd-jwt"].decode()
    assert digests == {
        "statement.json": digest_sri(package.members["statement.json"]),
        "answers.sd-jwt": digest_sri(issuer_part(sealed).encode()),
    }
    assert sealed.find("~") == len(sealed) - 1
    assert sum(map(len, kept.of.values())) > 100


def test_every_answer_has_a_salt_of_its_own() -> None:
    import os

    package, kept = sealed_declaration(
        declaration(), read_answers(LAMP_WORKS), key(), did=key().did, random=os.urandom
    )

    every = [one for kind in kept.of.values() for one in kind]
    assert len({one.digest for one in every}) == len(every)
    assert not [one for one in every if one.text.encode() in package.members["answers.sd-jwt"]]


def printed(given: dict[str, bytes], reader: Reader = TRUSTED) -> set[str]:
    package = Package(given)
    return {one.confirmed.member for one in holding(package, judged(package, reader), reader)}


def test_what_is_printed_is_what_holds_for_this_reader() -> None:
    given = members()
    checked = {**given, "check-1.jwt": check(given["declaration.jwt"])}

    assert printed(checked) == {"identity-1.jwt", "check-1.jwt"}
    assert printed(checked, Reader((), NOW)) == set()
    assert printed(checked, Reader((trust("stranger"),), NOW)) == set()


@pytest.mark.parametrize(
    "wrong",
    [
        {"identity-1.jwt": identity(by="stranger")},
        {"identity-1.jwt": identity(of=key("other"))},
        {"identity-1.jwt": identity(uscc="91440600MADEM0LA17")},
        {"identity-1.jwt": identity(until=NOW - timedelta(days=2))},
        {"identity-1.jwt": identity()[:-4] + b"AAAA"},
        {"check-1.jwt": check(b"another declaration")},
    ],
    ids=["stranger", "key", "code", "late", "altered", "check"],
)
def test_what_does_not_hold_is_not_printed(wrong: dict[str, bytes]) -> None:
    assert not wrong.keys() & printed({**members(), **wrong})


def test_of_several_only_the_one_that_counts_is_printed() -> None:
    later = identity(until=NOW + timedelta(days=10))

    assert printed({**members(), "identity-2.jwt": later}) == {"identity-1.jwt"}


def test_an_identity_cannot_be_printed_as_a_check() -> None:
    """Put in under the name of a check it is none, whatever it says of itself."""
    given = {**members(), "check-1.jwt": identity()}

    assert printed(given) == {"identity-1.jwt"}


def test_equal_members_give_equal_files_whoever_lays_them_out() -> None:
    package = Package({**members(), "status-1.jwt": status()})
    files = [
        handed_out(package, judged(package, reader), reader, Layout())
        for reader in (TRUSTED, Reader((trust(),), datetime.fromisoformat(str(NOW))))
    ]

    assert files[0] == files[1]


def test_kept_files_are_in_place_before_anything_goes_out(tmp_path: Path) -> None:
    """Where a page cannot be put in its place, what it needs is there already."""
    from zeren.files.writing import write_with_kept

    (tmp_path / "page").mkdir()
    (tmp_path / "page" / "in the way").touch()

    with pytest.raises(OSError, match="page"):
        write_with_kept(tmp_path, [("page", b"p")], [("kept", b"k")])

    kept = tmp_path / "internal" / "kept"
    assert kept.read_bytes() == b"k"
    assert (kept.stat().st_mode & 0o777, kept.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["internal", "page"]


def test_a_folder_that_others_could_read_is_closed(tmp_path: Path) -> None:
    from zeren.files.writing import write_with_kept

    (tmp_path / "internal").mkdir(mode=0o755)

    write_with_kept(tmp_path, [], [("kept", b"k")])

    assert (tmp_path / "internal").stat().st_mode & 0o777 == 0o700
