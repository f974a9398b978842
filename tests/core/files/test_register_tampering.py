"""Whatever is edited, deleted, reordered or cut in a register is found, whoever did it."""

import random
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from tests.core.declare.register.made import digest
from tests.core.files.made_register import BUNDLE, Desk, Tamper, flipped, make_desk, rewritten

from zeren.declare.register.tiles import bundled, unbundled
from zeren.problems import Refused


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return make_desk(tmp_path)


def consistent(log: Path, _: Path) -> None:
    """Whoever edits an entry and works out every hash anew is still without the key."""
    other = make_desk(log.parent.parent / "other")
    numbers = [number + 1000 if number == 5 else number for number in range(300)]
    other.enter(*numbers)
    shutil.rmtree(log / "tile")
    shutil.copytree(other.register.log / "tile", log / "tile")


@pytest.mark.parametrize(
    ("tamper", "code"),
    [
        (
            rewritten(lambda lines: [lines[0].replace(b"member-0", b"member-1"), *lines[1:]]),
            "altered",
        ),
        (rewritten(lambda lines: [lines[1], lines[0], *lines[2:]]), "altered"),
        (rewritten(lambda lines: lines[1:]), "cut"),
        (rewritten(lambda lines: lines[:-1]), "cut"),
        (rewritten(lambda lines: [*lines, lines[0]]), "cut"),
        (rewritten(lambda lines: lines[:-2], "tile/entries/001.p/44"), "cut"),
        (rewritten(lambda lines: [b"{}", *lines[1:]]), "not-ours"),
        (flipped("tile/0/000"), "altered"),
        (flipped("tile/0/001.p/44"), "altered"),
        (flipped("tile/1/000.p/1", at=3), "tile"),
        (flipped("checkpoint"), "forged"),
        (lambda log, _: (log / "tile/0/000").unlink(), "missing"),
        (lambda log, _: (log / BUNDLE).unlink(), "missing"),
        (lambda log, _: (log / "checkpoint").unlink(), "no-checkpoint"),
        (lambda log, old: (log / "checkpoint").write_bytes(old.read_bytes()), "older"),
        (lambda log, _: (log / "checkpoint").write_bytes(b"x"), "forged"),
        (consistent, "root"),
    ],
)
def test_whatever_is_changed_is_found(
    desk: Desk, tmp_path: Path, tamper: Tamper, code: str
) -> None:
    desk.enter(*range(299))
    old = tmp_path / "old"
    old.write_bytes(desk.note)
    desk.enter(299)
    now = desk.note

    tamper(desk.register.log, old)

    found = desk.audit(now)
    assert not found.is_sound
    assert f"audit-{code}" in [problem.code for problem in found.problems]
    with pytest.raises(Refused):
        desk.enter(300)


def test_every_single_byte_counts(desk: Desk) -> None:
    desk.enter(*range(258))
    due = (
        "checkpoint",
        BUNDLE,
        "tile/entries/001.p/2",
        "tile/0/000",
        "tile/0/001.p/2",
        "tile/1/000.p/1",
    )
    chance = random.Random(5)  # noqa: S311 - not a secret
    for name in due:
        path = desk.register.log / name
        content = path.read_bytes()
        for _ in range(25):
            at = chance.randrange(len(content))
            path.write_bytes(
                content[:at] + bytes((content[at] ^ 1 << chance.randrange(8),)) + content[at + 1 :]
            )
            assert not desk.audit().is_sound, (name, at)
            path.write_bytes(content[:at] + content[at + 1 :])
            assert not desk.audit().is_sound, (name, at)
        path.write_bytes(content)
    assert desk.audit().problems == []


def test_a_register_that_was_rewritten_and_signed_again_does_not_fit_what_others_kept(
    desk: Desk, tmp_path: Path
) -> None:
    desk.enter(*range(20))
    kept = desk.note
    other = make_desk(tmp_path / "other")
    other.enter(*range(19), 999, 20)

    assert other.audit().is_sound
    assert [one.code for one in other.audit(kept).problems] == ["audit-rewritten"]
    assert [one.code for one in other.audit(b"nonsense").problems] == ["audit-remembered-foreign"]
    assert desk.audit(kept).problems == []


LARGE = 10_300


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """So many entries that they are read in columns."""
    desk = make_desk(tmp_path_factory.mktemp("large"))
    desk.enter(*range(LARGE))
    return desk


def exchanged(lines: list[bytes]) -> list[bytes]:
    return [*lines[:9], lines[10], lines[9], *lines[11:]]


def other_hash(lines: list[bytes]) -> list[bytes]:
    return [lines[0].replace(digest(512).encode(), digest(99_999).encode()), *lines[1:]]


@pytest.mark.parametrize(
    ("tamper", "code", "told"),
    [
        (rewritten(other_hash, "tile/entries/002"), "altered", "Entry 512 "),
        (rewritten(exchanged, "tile/entries/017"), "altered", "Entry 4361 "),
        (rewritten(lambda lines: [*lines[:-1], b"{}"], "tile/entries/039"), "not-ours", " 10239 "),
        (rewritten(lambda lines: lines[1:], "tile/entries/039"), "cut", "incomplete"),
        (rewritten(lambda lines: [*lines, lines[0]], "tile/entries/040.p/60"), "cut", "incomplete"),
        (flipped("tile/entries/003", at=1), "cut", "incomplete"),
        (lambda log, _: (log / "tile/entries/020").unlink(), "missing", "missing"),
    ],
)
def test_in_a_large_register_whatever_is_changed_is_found_at_its_place(
    large: Desk, tmp_path: Path, tamper: Tamper, code: str, told: str
) -> None:
    copy = Desk(replace(large.register, folder=tmp_path / "copy"), large.signer)
    shutil.copytree(large.register.folder, copy.register.folder)
    assert copy.audit().problems == []

    tamper(copy.register.log, tmp_path)

    found = copy.audit()
    assert f"audit-{code}" in [problem.code for problem in found.problems]
    assert told in found.problems[0].what.en


def test_an_entry_that_moved_into_the_file_beside_is_missed_in_its_own(
    large: Desk, tmp_path: Path
) -> None:
    """All the bytes are still there, in the same order."""
    copy = Desk(replace(large.register, folder=tmp_path / "copy"), large.signer)
    shutil.copytree(large.register.folder, copy.register.folder)
    names = [copy.register.log / f"tile/entries/{number}" for number in ("004", "005")]
    before, after = (unbundled(path.read_bytes()) for path in names)
    names[0].write_bytes(bundled(before[:-1]))
    names[1].write_bytes(bundled([before[-1], *after]))

    assert [problem.code for problem in copy.audit().problems] == ["audit-cut"]
