"""Verifying a declaration: the whole process against `cryptography` checking one signature in a bare process.

    python benchmarks/verify.py

CPU seconds of whole processes by turns, medians. The file holds everything that can travel: sealed
answers, an identity, a list of withdrawals, a check and a proof from a register; as `.zeren` and as PDF.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Final

ROOT: Final = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.core.declare.made import key  # noqa: E402
from tests.core.declare.verification.packaged import (  # noqa: E402
    check,
    declared,
    proof,
    trust,
    verifier,
)
from tests.core.declare.verification.test_shared import GIVEN  # noqa: E402

from zeren.files.association import write_json  # noqa: E402
from zeren.files.canonical import canonical, sha256  # noqa: E402
from zeren.files.declaration_files import rendered  # noqa: E402
from zeren.publish.declaration_pages import Sealed  # noqa: E402

RUNS: Final = 9
BAR: Final = 0.2
_VERIFY: Final = "from zeren.cli.main import run; run()"
_BARE: Final = """
import sys, base64
from cryptography.hazmat.primitives.asymmetric import ec, utils
from cryptography.hazmat.primitives.hashes import SHA256
def raw(text): return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
x, y = (int.from_bytes(raw(one)) for one in sys.argv[2:4])
signed, _, signature = open(sys.argv[1]).read().rpartition(".")
r, s = raw(signature)[:32], raw(signature)[32:]
der = utils.encode_dss_signature(int.from_bytes(r), int.from_bytes(s))
key = ec.EllipticCurvePublicNumbers(x, y, ec.SECP256R1()).public_key()
key.verify(der, signed.encode(), ec.ECDSA(SHA256()))
"""


def main() -> int:
    with TemporaryDirectory() as folder:
        desk = Path(folder)
        token = _write(desk)
        trusted = ("--trust", desk / "association.pub", "--at", "2027-03-01")
        jobs: dict[str, tuple[object, ...]] = {
            "zeren verify .zeren": (_VERIFY, "verify", desk / "declaration.zeren", *trusted),
            "zeren verify PDF": (_VERIFY, "verify", desk / "declaration.zh.pdf", *trusted),
            "bare cryptography": (_BARE, token, key().jwk["x"], key().jwk["y"]),
        }
        seconds: dict[str, list[float]] = {name: [] for name in jobs}
        for _ in range(RUNS):
            for name, (code, *words) in jobs.items():
                seconds[name].append(_cpu(str(code), *words))
    found = {name: median(runs) for name, runs in seconds.items()}
    for name, spent in found.items():
        print(f"verify: {name:20} {spent:6.3f} CPU-s, whole process")
    ours, bare = found["zeren verify .zeren"], found["bare cryptography"]
    worst = max(ours, found["zeren verify PDF"])
    print(f"verify: {ours / bare:.1f} times one bare signature; {worst:.3f} CPU-s (bar: {BAR})")
    return 0 if worst <= BAR else 1


def _write(desk: Path) -> Path:
    token = GIVEN["declaration.jwt"]
    members = {
        **GIVEN,
        "check-1.jwt": check(token),
        "proof.json": canonical(proof(token)),
    }
    sealed = Sealed("urn:uuid:0", sha256(token), key().did, members)
    for name, content in rendered(declared(), sealed).items():
        (desk / name).write_bytes(content)
    trusted = trust(register=verifier().line)
    (desk / "association.pub").write_bytes(write_json(trusted.as_json()))
    (desk / "declaration.jwt").write_bytes(token)
    return desk / "declaration.jwt"


def _cpu(code: str, *words: object) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-c", code, *map(str, words)]
    subprocess.run(command, check=True, capture_output=True, env={**os.environ, "ZEREN_LANG": "en"})
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    sys.exit(main())
