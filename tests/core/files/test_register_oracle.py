"""Go's own library for such logs reads ours, and refuses what was altered."""

import base64
import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.core.files.made_register import (
    BUNDLE,
    Desk,
    flipped,
    make_desk,
)
from tests.tools import needs

from zeren.declare.register.merkle import prove_consistency
from zeren.declare.register.tiles import reader
from zeren.files.register_folder.folder import Register
from zeren.files.register_folder.proving import proof_for

GO = Path(__file__).parent / "register_oracle"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return make_desk(tmp_path)


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
