"""The register on a disk: nothing altered goes unseen, nothing acknowledged is lost, and it never forks."""

import base64
import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from tests.core.declare.register.made import KEY, ORIGIN, declared, digest
from tests.tools import ROOT, needs, takes_a_minute

from zeren.declare.register.merkle import prove_consistency
from zeren.declare.register.release import RecordCheck, looked_up, opened
from zeren.declare.register.tiles import bundled, reader, unbundled
from zeren.files.register_folder.folder import Register, Signer, make_register, open_register
from zeren.files.register_folder.proving import check_proof, proof_for
from zeren.files.register_folder.reading import Audit, audit
from zeren.files.register_folder.staff import change, publish, stage
from zeren.files.register_folder.writing import enter
from zeren.files.signatures import read_key
from zeren.problems import Refused
from zeren.text import Text

MOMENT = datetime(2026, 11, 22, 8, tzinfo=UTC)
DAY = "2026-11-22"
GO = Path(__file__).parent / "register_oracle"


@dataclass(frozen=True)
class Desk:
    """A register, its key, and what one does with them."""

    register: Register
    signer: Signer

    def enter(self, *numbers: int) -> int:
        batch = tuple(declared(number) for number in numbers)
        return enter(self.register, self.signer, batch, now=MOMENT).checkpoint.size

    def audit(self, *remembered: bytes) -> Audit:
        kept = tuple((f"kept-{number}", note) for number, note in enumerate(remembered))
        return audit(self.register.log, self.register.verifier, remembered=kept)

    @property
    def note(self) -> bytes:
        return (self.register.log / "checkpoint").read_bytes()


def make_desk(folder: Path) -> Desk:
    """Always with the same key, so that files are the same in each run."""
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    folder.mkdir(exist_ok=True)
    path = folder / "register.key"
    path.write_bytes(KEY.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    key = read_key(path, None)
    name = Text("演示协会", "Demonstration Association")
    register = make_register(folder / "reg", key, origin=ORIGIN, operator="assoc", name=name)
    return Desk(register, Signer(key, path))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return make_desk(tmp_path)


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [problem.code for problem in refused.value.problems]


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


def test_the_clock_may_not_go_back(desk: Desk) -> None:
    desk.enter(0)

    with pytest.raises(Refused) as refused:
        enter(desk.register, desk.signer, (declared(1),), now=MOMENT.replace(year=2025))

    assert codes(refused) == ["register-clock"]


Tamper = Callable[[Path, Path], None]
BUNDLE = "tile/entries/000"


def rewritten(change_lines: Callable[[list[bytes]], list[bytes]], name: str = BUNDLE) -> Tamper:
    def tamper(log: Path, _: Path) -> None:
        path = log / name
        path.write_bytes(bundled(change_lines(unbundled(path.read_bytes()))))

    return tamper


def flipped(name: str, at: int = 40) -> Tamper:
    def tamper(log: Path, _: Path) -> None:
        content = bytearray((log / name).read_bytes())
        content[at] ^= 1
        (log / name).write_bytes(content)

    return tamper


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


# --- killed, full, closed --------------------------------------------------------------------------


@dataclass
class Worker:
    """A process that enters batches and meets faults (`register_worker.py`)."""

    process: subprocess.Popen[str]

    def run(self, desk: Desk, *batches: tuple[int, int], **more: object) -> list[dict[str, Any]]:
        order = {
            "folder": str(desk.register.folder),
            "key": str(desk.signer.path),
            "batches": batches,
            **more,
        }
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(json.dumps(order) + "\n")
        self.process.stdin.flush()
        answer: list[dict[str, Any]] = json.loads(self.process.stdout.readline())
        return answer


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.core.files.register_worker"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        yield Worker(process)


def acked(answer: list[dict[str, Any]]) -> int:
    return max((one["acked"] for one in answer if "acked" in one), default=0)


def calls(answer: list[dict[str, Any]]) -> int:
    return int(next(one["calls"] for one in answer if "calls" in one))


def old_or_new(desk: Desk, answer: list[dict[str, Any]], *sizes: int) -> int:
    """The register is sound, has one of these sizes, and holds what was acknowledged."""
    found = desk.audit()
    assert found.is_sound, found.problems
    assert found.size in sizes
    assert found.size >= acked(answer)
    assert [entry.hash for entry in found.standing.entries] == [
        digest(number) for number in range(found.size)
    ]
    return found.size


def test_killed_at_any_step_of_a_write_it_is_old_or_new(worker: Worker, tmp_path: Path) -> None:
    """254 to 258: a whole tile, a whole bundle and the level above them are born in this write."""
    counting = make_desk(tmp_path / "counting")
    counting.enter(*range(254))
    steps = calls(worker.run(counting, (254, 258)))
    assert steps > 30

    seen = set()
    for step in range(1, steps + 1):
        desk = make_desk(tmp_path / f"{step}")
        desk.enter(*range(254))
        before = desk.note

        answer = worker.run(desk, (254, 258), at=step)

        assert not any("calls" in one for one in answer)
        seen.add(old_or_new(desk, answer, 254, 258))
        assert desk.audit(before).is_sound
        assert desk.enter(*range(254, 259)) == 259
        assert desk.audit(before).problems == []
    assert seen == {254, 258}


def random_kills(worker: Worker, desk: Desk, times: int) -> None:
    """Kill at random moments of a run of batches; go on with what is there."""
    chance = random.Random(17)  # noqa: S311 - not a secret
    size, before, interrupted = 0, desk.note, 0
    ends: set[int] = set()  # of batches; one that a run was killed in is finished by a later run
    for _ in range(times):
        cuts = sorted({size, *(size + chance.randrange(1, 40) for _ in range(3))})
        batches = tuple(pairwise(cuts))

        answer = worker.run(desk, *batches, delay=chance.uniform(0.001, 0.12))

        interrupted += not any("calls" in one for one in answer)
        ends.update(cuts)
        size = old_or_new(desk, answer, *ends)
        assert desk.audit(before).is_sound
        before = desk.note
    assert interrupted > times / 4
    desk.enter(size, size + 1)
    assert desk.audit(before).problems == []


def test_killed_at_random_moments_it_is_old_or_new(worker: Worker, desk: Desk) -> None:
    random_kills(worker, desk, 25)


@takes_a_minute()
def test_killed_at_five_hundred_random_moments_it_is_old_or_new(worker: Worker, desk: Desk) -> None:
    random_kills(worker, desk, 500)


@pytest.mark.parametrize(
    ("fault", "code"), [("ENOSPC", "full"), ("EROFS", "closed"), ("EIO", "failed")]
)
def test_a_disk_that_fails_at_any_step_says_so_and_nothing_is_lost(
    worker: Worker, tmp_path: Path, fault: str, code: str
) -> None:
    counting = make_desk(tmp_path / "counting")
    counting.enter(*range(254))
    steps = calls(worker.run(counting, (254, 258)))
    ends = set()
    for step in range(1, steps + 1, 1 if fault == "ENOSPC" else 4):
        desk = make_desk(tmp_path / f"{step}")
        desk.enter(*range(254))

        answer = worker.run(desk, (254, 258), at=step, what=fault)

        size = old_or_new(desk, answer, 254, 258)
        if acked(answer):
            continue
        told = next(one["refused"] for one in answer if "refused" in one)
        assert [problem["code"] for problem in told] == [f"register-disk-{code}"]
        ends.add(finished_later := "is signed already" in told[0]["what"]["en"])
        assert finished_later or not desk.register.journal.exists()
        assert finished_later or size == 254
        assert desk.enter(258) == (
            259 if desk.register.journal.exists() or size == 258 or finished_later else 255
        )
        assert desk.audit().problems == []
    assert ends == {False, True}


def test_several_writers_wait_for_each_other(desk: Desk) -> None:
    program = (
        "import sys; from tests.core.files.register_worker import run; import os;"
        "run({'folder': sys.argv[1], 'key': sys.argv[2], 'batches':"
        " [(int(sys.argv[3]) * 100 + n, int(sys.argv[3]) * 100 + n + 1) for n in range(5)]}, 1)"
    )
    together(6, program, desk)

    found = desk.audit()
    assert found.problems == []
    assert found.size == 30
    assert {entry.hash for entry in found.standing.entries} == {
        digest(writer * 100 + number) for writer in range(6) for number in range(5)
    }


def together(count: int, program: str, desk: Desk) -> list[str]:
    running = [
        subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-c", program, desk.register.folder, desk.signer.path, str(number)],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"},
            stdout=subprocess.PIPE,
            text=True,
        )
        for number in range(count)
    ]
    return [process.communicate()[0] for process in running]


def ready_for_release(desk: Desk, *numbers: int) -> None:
    batch = tuple(declared(number) for number in numbers)
    stage(desk.register, batch)
    change(desk.register, lambda now: opened(now, start=DAY, days=0))
    checks = [RecordCheck(one.org, "credit register", DAY, "clear") for one in batch]
    change(desk.register, lambda now: looked_up(now, checks))


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


def test_of_many_releases_at_once_one_happens(desk: Desk) -> None:
    ready_for_release(desk, *range(5))
    program = (
        "import sys; from tests.core.files.register_worker import run;"
        "run({'folder': sys.argv[1], 'key': sys.argv[2], 'batches': [], 'release': 'r' + sys.argv[3]}, 1)"
    )

    told = together(12, program, desk)

    assert sum('"acked"' in words for words in told) == 1
    assert sum("release-nothing" in words for words in told) == 11
    assert desk.audit().size == 6
    assert len(list(desk.register.releases.iterdir())) == 1


def test_a_release_that_is_killed_at_any_step_happens_wholly_or_not(
    worker: Worker, tmp_path: Path
) -> None:
    counting = make_desk(tmp_path / "counting")
    ready_for_release(counting, 0, 1)
    steps = calls(worker.run(counting, release="2026"))
    for step in range(1, steps + 1):
        desk = make_desk(tmp_path / f"{step}")
        ready_for_release(desk, 0, 1)

        worker.run(desk, at=step, release="2026")

        assert desk.audit().is_sound
        assert desk.audit().size in (0, 3)
        assert desk.enter(5) in (1, 4)
        if desk.audit().size == 1:
            publish(desk.register, desk.signer, name="2026", now=MOMENT, on=DAY)
        assert desk.audit().problems == []
        assert desk.audit().size == 4
        assert desk.register.preparation().waiting == ()
        assert (desk.register.releases / "2026.json").exists()


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


# --- another program ---------------------------------------------------------------------------------


Oracle = Callable[[Register, Path], "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="module")
def oracle(tmp_path_factory: pytest.TempPathFactory) -> Oracle:
    """The program of `register_oracle`, built with nothing but what Debian ships."""
    folder = tmp_path_factory.mktemp("go")
    binary = folder / "oracle"
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "GO111MODULE": "off",
        "GOPATH": "/usr/share/gocode",
        "GOCACHE": str(folder / "cache"),
    }
    build = ["go", "build", "-o", str(binary), "main.go"]
    subprocess.run(build, cwd=GO, env=environment, check=True)  # noqa: S603 - Debian's compiler

    def run(register: Register, given: Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(  # noqa: S603 - as above
            [binary, register.log, register.verifier.line, given],
            capture_output=True,
            text=True,
            check=False,
        )

    return run


@needs("go", "golang.org/x/mod")
@pytest.mark.parametrize("steps", [(0,), (1,), (3, 250, 4), (256,), (255, 2), (700, 1), (1, 299)])
def test_gos_own_library_verifies_tiles_checkpoint_and_proofs(
    desk: Desk, tmp_path: Path, oracle: Oracle, steps: tuple[int, ...]
) -> None:
    states, size = [], 0
    for step in steps:
        desk.enter(*range(size, size + step)) if step else None
        size += step
        states.append((size, desk.audit().root))
    found = desk.audit()
    at = reader(lambda tile: found.hashes[tile.level, tile.number], size)
    proofs = {
        "inclusion": [
            {
                "index": n,
                "entry": found.standing.entries[n].bytes.decode(),
                "hashes": json.loads(proof_for(desk.register, str(n)))["hashes"],
            }
            for n in sorted({0, size // 2, size - 1} if size else ())
        ],
        "consistency": [
            {
                "size": old,
                "root": base64.b64encode(root).decode(),
                "hashes": [
                    base64.b64encode(one).decode() for one in prove_consistency(at, old, size)
                ],
            }
            for old, root in states
            if old
        ],
    }
    given = tmp_path / "proofs.json"
    given.write_text(json.dumps(proofs))

    said = oracle(desk.register, given)

    assert said.returncode == 0, said.stderr
    assert said.stdout == (
        f"{size} entries, {len(proofs['inclusion'])} inclusion, {len(proofs['consistency'])} consistency\n"
    )


@needs("go", "golang.org/x/mod")
@pytest.mark.parametrize("name", ["checkpoint", BUNDLE, "tile/0/000", "tile/1/000.p/1"])
def test_gos_own_library_refuses_what_was_altered(
    desk: Desk, tmp_path: Path, oracle: Oracle, name: str
) -> None:
    desk.enter(*range(300))
    flipped(name, at=20)(desk.register.log, tmp_path)
    given = tmp_path / "proofs.json"
    given.write_text("{}")

    assert oracle(desk.register, given).returncode == 1
