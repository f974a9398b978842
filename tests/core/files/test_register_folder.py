"""The register on a disk: it grows by batches and releases, and is written to by its key alone."""

import errno
import json
import os
import shutil
from hashlib import sha256
from pathlib import Path

import pytest
from tests.core.declare.register.made import TIME, declared, digest
from tests.core.files.made_register import DAY, MOMENT, Desk, codes, make_desk, ready_for_release

from zeren.declare.package import PROFILE
from zeren.declare.register.entries import Entry, Proposed
from zeren.files.register_folder import writing
from zeren.files.register_folder.disk import write_settled
from zeren.files.register_folder.folder import Signer, make_register, open_register
from zeren.files.register_folder.journal import Unfinished
from zeren.files.register_folder.proving import check_proof, proof_for
from zeren.files.register_folder.staff import publish, stage
from zeren.files.register_folder.writing import enter
from zeren.problems import Refused
from zeren.text import Text


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return make_desk(tmp_path)


def test_an_empty_register_is_sound_and_grows_by_batches(desk: Desk) -> None:
    assert desk.audit().is_sound
    assert [desk.enter(0), desk.enter(*range(1, 300)), desk.enter(300)] == [1, 300, 301]

    found = desk.audit()
    assert found.problems == []
    assert [entry.hash for entry in found.standing.entries] == [digest(n) for n in range(301)]


def test_entering_again_gives_what_is_there(desk: Desk) -> None:
    desk.enter(0, 1)
    before = desk.note

    again = enter(desk.register, desk.signer, (declared(1), declared(0)), now=MOMENT)

    assert [entry.seq for entry in again.known] == [1, 0]
    assert again.new == ()
    assert desk.note == before


def test_a_batch_with_a_mistake_in_it_enters_nothing(desk: Desk) -> None:
    with pytest.raises(Refused) as refused:
        enter(
            desk.register,
            desk.signer,
            (declared(0), declared(1)._replace(hash="x"), declared(0, "another")),
            now=MOMENT,
        )

    assert codes(refused) == ["register-hash", "register-twice-in-batch"]
    assert desk.audit().size == 0


def test_what_would_end_one_entry_twice_is_refused_and_the_register_stays_sound(desk: Desk) -> None:
    desk.enter(0)
    two = tuple(
        Proposed("supersede", digest(number), "member-0", f"{PROFILE};of=0") for number in (7, 8)
    )

    with pytest.raises(Refused) as refused:
        enter(desk.register, desk.signer, two, now=MOMENT)
    assert codes(refused) == ["register-ended-in-batch"]
    stage(desk.register, two[:1])
    with pytest.raises(Refused) as refused:
        stage(desk.register, two)
    assert codes(refused) == ["register-ended-in-batch"]

    assert desk.audit().is_sound
    assert desk.enter(1) == 2


def test_the_clock_may_not_go_back(desk: Desk) -> None:
    desk.enter(0)

    with pytest.raises(Refused) as refused:
        enter(desk.register, desk.signer, (declared(1),), now=MOMENT.replace(year=2025))

    assert codes(refused) == ["register-clock"]


def test_the_year_is_written_with_four_digits(desk: Desk) -> None:
    enter(desk.register, desk.signer, (declared(0),), now=MOMENT.replace(year=999))

    assert desk.audit().is_sound
    assert desk.audit().standing.last == "0999-11-22T08:00:00Z"


def test_an_older_copy_of_the_folder_is_not_written_to(desk: Desk, tmp_path: Path) -> None:
    desk.enter(0)
    shutil.copytree(desk.register.folder, tmp_path / "copy")
    desk.enter(1)
    copy = Desk(open_register(tmp_path / "copy"), desk.signer)

    with pytest.raises(Refused) as refused:
        copy.enter(2)

    assert codes(refused) == ["register-forked"]
    assert copy.audit().size == 1


def test_a_copy_that_went_another_way_is_not_written_to(desk: Desk, tmp_path: Path) -> None:
    desk.enter(0)
    shutil.copytree(desk.register.folder, tmp_path / "copy")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    shutil.copy(desk.signer.path, elsewhere)
    copy = Desk(
        open_register(tmp_path / "copy"), Signer(desk.signer.key, elsewhere / "register.key")
    )
    copy.enter(1, 2)
    desk.enter(3)

    with pytest.raises(Refused) as refused:
        Desk(copy.register, desk.signer).enter(4)

    assert codes(refused) == ["register-forked"]


def test_another_key_cannot_write(desk: Desk, tmp_path: Path) -> None:
    from zeren.files.signatures import new_key

    for key in (new_key(ed25519=True), new_key()):
        with pytest.raises(Refused) as refused:
            Desk(desk.register, Signer(key, tmp_path / "other.key")).enter(0)
        assert codes(refused) == ["register-other-key"]


def test_a_register_is_not_made_over_another(desk: Desk) -> None:
    with pytest.raises(Refused) as refused:
        make_desk(desk.register.folder.parent)

    assert codes(refused) == ["register-already-there"]


@pytest.mark.parametrize("has_signed", [True, False])
def test_a_log_whose_settings_are_lost_is_not_written_over(desk: Desk, *, has_signed: bool) -> None:
    desk.enter(0)
    before = desk.note
    (desk.register.folder / "register.json").unlink()
    if not has_signed:
        desk.signer.memory.unlink()

    with pytest.raises(Refused) as refused:
        make_desk(desk.register.folder.parent)

    assert codes(refused) == ["register-key-used" if has_signed else "register-settings-lost"]
    assert desk.note == before


@pytest.mark.parametrize("name", ["staff/journal.json", "releases/2026.json"])
def test_what_is_left_of_a_register_is_not_taken_for_an_empty_one(desk: Desk, name: str) -> None:
    (desk.register.folder / "register.json").unlink()
    (desk.register.folder / name).write_text("{}")

    with pytest.raises(Refused) as refused:
        make_desk(desk.register.folder.parent)

    assert codes(refused) == ["register-settings-lost"]


def test_a_register_whose_making_was_interrupted_is_made(desk: Desk) -> None:
    (desk.register.folder / "register.json").unlink()

    assert make_desk(desk.register.folder.parent).enter(0) == 1


def test_a_key_signs_one_register_alone(desk: Desk, tmp_path: Path) -> None:
    desk.enter(0)

    with pytest.raises(Refused) as refused:
        make_register(
            tmp_path / "second", desk.signer, origin="b.example", operator="b", name=Text("乙", "B")
        )

    assert codes(refused) == ["register-key-used"]
    assert not (tmp_path / "second").exists()


def test_a_batch_that_the_key_has_signed_cannot_become_another(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Interrupted after the key remembered, then its note altered: finishing it would sign a fork."""
    desk.enter(0)

    def full(path: Path, content: bytes) -> None:
        if path.name == "checkpoint":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        write_settled(path, content)

    with monkeypatch.context() as patched:
        patched.setattr(writing, "write_settled", full)
        with pytest.raises(Refused):
            desk.enter(1, 2)
    signed, journal = desk.signer.memory.read_bytes(), desk.register.journal.read_text()
    for altered in (
        journal.replace(digest(1), digest(5)),
        journal.replace(
            f"\\n{declared(2).entered(2, TIME).bytes.decode()}".replace('"', '\\"'), ""
        ),
    ):
        assert altered != journal
        desk.register.journal.write_text(altered)
        with pytest.raises(Refused) as refused:
            desk.enter(3)
        assert codes(refused)[0] in {"register-journal-other", "register-forked"}
        assert desk.signer.memory.read_bytes() == signed
        assert desk.audit().size == 1

    desk.register.journal.write_text(journal)
    assert desk.enter(3) == 4
    assert desk.audit().is_sound


NEXT = declared(1).entered(1, TIME)
RELEASE = Proposed("release", sha256(b"{}").hexdigest(), "assoc", "zeren-release/1")


@pytest.mark.parametrize(
    ("entries", "files"),
    [
        ((NEXT._replace(seq=7),), {}),
        ((NEXT._replace(time="2020-01-01T00:00:00Z"),), {}),
        ((NEXT._replace(time="2027-02-31T00:00:00Z"),), {}),
        ((NEXT, declared(2).entered(2, "2027-01-01T00:00:00Z")), {}),
        ((NEXT._replace(kind="sign", profile="p/1;of=5"),), {}),
        ((NEXT._replace(org="13800138000"),), {}),
        ((NEXT, declared(1).entered(2, TIME)), {}),
        ((NEXT,), {"2026.json": b"{}"}),
        ((RELEASE.entered(1, TIME),), {"../2026.json": b"{}"}),
        ((RELEASE.entered(1, TIME),), {"2026.json": b"[]"}),
    ],
)
def test_an_unfinished_batch_that_does_not_fit_is_not_signed(
    desk: Desk, entries: tuple[Entry, ...], files: dict[str, bytes]
) -> None:
    desk.enter(0)
    signed = desk.note
    desk.register.journal.write_bytes(Unfinished(1, entries, files).bytes)

    with pytest.raises(Refused) as refused:
        desk.enter(3)

    assert codes(refused) == ["register-journal-unfit"]
    assert desk.note == desk.signer.memory.read_bytes() == signed
    assert list(desk.register.folder.rglob("2026.json")) == []
    desk.register.journal.unlink()
    assert desk.enter(3) == 2


def test_an_unfinished_release_is_finished(desk: Desk) -> None:
    desk.enter(0)
    batch = Unfinished(1, (NEXT, RELEASE.entered(2, TIME)), {"2026.json": b"{}"})
    desk.register.journal.write_bytes(batch.bytes)

    assert desk.enter(3) == 4
    assert (desk.register.releases / "2026.json").read_bytes() == b"{}"


@pytest.mark.parametrize(
    "altered",
    [
        {"files": 5},
        {"files": ["a"]},
        {"files": {"2026.json": 5}},
        {"files": {"2026.json": "\ud800"}},
        {"entries": 5},
        {"size": "1"},
    ],
)
def test_an_unfinished_batch_that_cannot_be_read_is_told(
    desk: Desk, altered: dict[str, object]
) -> None:
    desk.enter(0)
    journal = json.loads(Unfinished(1, (NEXT,)).bytes)
    desk.register.journal.write_text(json.dumps(journal | altered))

    with pytest.raises(Refused) as refused:
        desk.enter(3)

    assert codes(refused) == ["register-journal-broken"]


def test_a_release_switches_everything_at_one_moment(desk: Desk) -> None:
    desk.enter(0)
    ready_for_release(desk, 1, 2, 3)
    stage(desk.register, (declared(4),))

    written = publish(desk.register, desk.signer, name="2026", now=MOMENT, on=DAY)

    told = (desk.register.releases / "2026.json").read_bytes()
    assert [entry.kind for entry in written.new] == ["declare", "declare", "declare", "release"]
    assert len({entry.time for entry in written.new}) == 1
    assert written.new[-1].hash == sha256(told).hexdigest()
    assert {one.hash for one in desk.register.preparation().waiting} == {digest(4)}
    assert desk.audit().problems == []


def test_names_can_be_erased_and_only_hashes_stay(desk: Desk) -> None:
    desk.enter(0)
    desk.register.name_them({"member-0": Text("某个体户（演示）", "A sole trader (fictitious)")})
    assert desk.register.names()["member-0"].zh == "某个体户（演示）"

    (desk.register.staff / "names.json").write_text("{}")

    assert desk.audit().problems == []
    everything = b"".join(
        path.read_bytes() for path in desk.register.folder.rglob("*") if path.is_file()
    )
    assert "某个体户".encode() not in everything


def test_a_proof_of_each_entry_holds_and_of_none_other(desk: Desk) -> None:
    desk.enter(*range(260))
    key = desk.register.verifier

    for number in (0, 255, 256, 259):
        content = proof_for(desk.register, str(number))
        assert check_proof(content, key).outcome == "holds"
        assert check_proof(content, None).outcome == "unknown"
        changed = content.replace(digest(number).encode(), digest(1000).encode())
        assert check_proof(changed, key).outcome == "fails"
    with pytest.raises(Refused):
        proof_for(desk.register, digest(1000))
