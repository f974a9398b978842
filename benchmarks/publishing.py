"""Bar b: EFRAG's filled workbook to everything that is published, as a whole process.

Beside it, in the same run, the peer's first step alone: openpyxl loading that workbook. Bars: 1.2 CPU-s
with Word, 0.8 without. Also bar: `zeren --version` within 0.15 s, beside Python starting with click.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[1]
VSME = ROOT.parent / "shared" / "samples" / "vsme" / "VSME-Digital-Template-Sample-1.3.0.xlsx"
LAMP_WORKS = ROOT / "examples" / "lamp-works" / "answers.xlsx"
RUNS = 5
RUN = "from zeren.cli.main import run; run()"


def cpu(*words: object) -> float:
    """User and system seconds of one process, children included."""
    before = os.times()
    subprocess.run(
        [sys.executable, "-c", *map(str, words)],
        check=False,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    after = os.times()
    return (after.children_user - before.children_user) + (
        after.children_system - before.children_system
    )


def main() -> None:
    book = VSME if VSME.exists() else LAMP_WORKS
    if book is LAMP_WORKS:
        print("EFRAG's sample is not here: measuring our own example instead")
    with tempfile.TemporaryDirectory() as folder:
        publish = (RUN, "publish", book, "--out", folder, "--date", "2026-11-22")
        works: dict[str, tuple[object, ...]] = {
            "openpyxl, loading only": (
                "import sys, openpyxl; openpyxl.load_workbook(sys.argv[1])",
                book,
            ),
            "zeren publish": publish,
            "zeren publish --no-word": (*publish, "--no-word"),
            "python with click": ("import click",),
            "zeren --version": (RUN, "--version"),
        }
        for work in works.values():
            cpu(*work)
        seconds = {name: [cpu(*work) for _ in range(RUNS)] for name, work in works.items()}
    peer = median(seconds["openpyxl, loading only"])
    for name, runs in seconds.items():
        print(
            f"{name:<26} {median(runs):6.3f} CPU-s (from {min(runs):.3f} to {max(runs):.3f});"
            f" {median(runs) / peer:5.2f} × openpyxl's loading"
        )


if __name__ == "__main__":
    main()
