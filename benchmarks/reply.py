"""A reply to a questionnaire of 333 rows: whole process against openpyxl's load and save, and how right.

    python benchmarks/reply.py [other.tsv]

CPU seconds of whole processes by turns, medians. Then precision and recall on both halves of the
sample (the weights were chosen on the first), and on another file of the same form if one is given.
"""

from __future__ import annotations

import hashlib
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

from tests.core.files.made_buyer import Asked, make_buyer, sample  # noqa: E402

from zeren.publish.reply.matching import SURE, matches  # noqa: E402
from zeren.publish.reply.sources import NOTHING  # noqa: E402

ANSWERS: Final = ROOT / "examples" / "lamp-works" / "answers.xlsx"
RUNS: Final = 5
BAR: Final = 2.0
PRECISE: Final = 0.95
_COPY: Final = """
import sys, openpyxl
openpyxl.load_workbook(sys.argv[1]).save(sys.argv[2])
"""
_REPLY: Final = "from zeren.cli.main import run; run()"


def main(other: Path | None) -> int:
    with TemporaryDirectory() as folder:
        fast = _time(Path(folder))
    asked = sample()
    halves = [[one for one in asked if _half(one.words) == part] for part in (0, 1)]
    right = [
        _measure(name, part)
        for name, part in zip(("first half", "second half"), halves, strict=True)
    ]
    if other is not None:
        _measure(other.name, _read(other))
    return 0 if fast and min(right) >= PRECISE else 1


def _time(folder: Path) -> bool:
    buyer = make_buyer(folder / "buyer.xlsx")
    seconds: dict[str, list[float]] = {"zeren reply": [], "openpyxl load+save": []}
    for run in range(RUNS):
        out = folder / f"reply-{run}.xlsx"
        words = ("reply", buyer, "--from", ANSWERS, "--out", out, "--date", "2026-11-28", "--all")
        seconds["zeren reply"].append(_cpu(_REPLY, *words))
        seconds["openpyxl load+save"].append(_cpu(_COPY, buyer, folder / "copy.xlsx"))
    for side, runs in seconds.items():
        print(f"reply: {side:20} {median(runs):6.3f} CPU-s, whole process")
    ours = median(seconds["zeren reply"])
    print(f"reply: 333 rows in {ours:.2f} CPU-s (bar: at most {BAR})")
    return ours <= BAR


def _cpu(code: str, *words: object) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        [sys.executable, "-c", code, *map(str, words)],
        check=True,
        capture_output=True,
        env={**os.environ, "ZEREN_LANG": "en"},
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _half(words: str) -> int:
    return hashlib.sha256(words.encode()).digest()[0] % 2


def _measure(name: str, asked: list[Asked]) -> float:
    """Print how many questions are sure, how many of those are right; returns the precision."""
    sure = right = 0
    for one in asked:
        best = matches(one.words, most=1)
        if best and best[0].confidence >= SURE and best[0].source.kind != NOTHING:
            sure += 1
            right += best[0].source.code in one.codes
    answerable = sum(one.codes != ("-",) for one in asked)
    precision, recall = right / max(sure, 1), right / max(answerable, 1)
    print(
        f"reply: {name}: {len(asked)} questions, {answerable} with an answer of ours; "
        f"{sure} sure, {right} right: precision {precision:.3f}, recall {recall:.3f}"
    )
    return precision


def _read(path: Path) -> list[Asked]:
    lines = (line for line in path.read_text(encoding="utf-8").splitlines() if "\t" in line)
    pairs = (line.split("\t", 1) for line in lines if not line.startswith("#"))
    return [Asked("", tuple(codes.split("|")), words) for codes, words in pairs]


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else None))
