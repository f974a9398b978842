"""Bar c: EFRAG's filled workbook to a filing with our own checks, as a whole process without PDFs.

Beside it, in the same run, Arelle validating that filing as a whole process. Bars: 0.7 CPU-s for the
process, 0.05 s for the checks. EFRAG's converter with Arelle took 8.3 to 10.8 CPU-s for the same work.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import Final

ROOT: Final = Path(__file__).parents[1]
SHARED: Final = ROOT.parent / "shared"
SAMPLE: Final = SHARED / "samples" / "vsme" / "VSME-Digital-Template-Sample-1.3.0.xlsx"
TAXONOMY: Final = SHARED / "facts" / "efrag" / "vsme-2026-05-01.json"
WORKER: Final = ROOT / "tests" / "core" / "files" / "arelle_worker.py"
RUNS: Final = 5
BAR: Final = 0.7
CHECKS_BAR: Final = 0.05

OURS: Final = """
import sys, time
from pathlib import Path
from zeren.files.answers import read_answers
from zeren.files.writing import write_all
from zeren.files.xbrl import print_filing
from zeren.publish.filing import check, file_response
read = read_answers(Path(sys.argv[1]))
filing, _ = file_response(read.response, questionnaire=None, date="2026-11-22",
                          identifier_at=read.identifier_at)
start = time.process_time()
problems = check(filing)
print(time.process_time() - start)
write_all(Path(sys.argv[2]), print_filing(filing, colour="#0f5c55"))
"""
PACKAGE: Final = """
import sys
from pathlib import Path
from tests.core.files.made_taxonomy import make_package
make_package(Path(sys.argv[1]))
"""


def cpu(*words: object, given: str = "") -> tuple[float, str]:
    """User and system seconds of one process, and what it printed."""
    before = os.times()
    done = subprocess.run(
        [sys.executable, *map(str, words)],
        check=True,
        cwd=ROOT,
        input=given,
        capture_output=True,
        text=True,
    )
    after = os.times()
    spent = (after.children_user - before.children_user) + (
        after.children_system - before.children_system
    )
    return spent, done.stdout


def main() -> int:
    if not SAMPLE.exists():
        print(f"filing: {SAMPLE.name} is not here, nothing measured")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        ours = [cpu("-c", OURS, SAMPLE, folder) for _ in range(RUNS + 1)][1:]
        theirs = arelle(Path(folder)) if TAXONOMY.exists() else []
    whole, checks = median(run for run, _ in ours), median(float(said) for _, said in ours)
    print(f"filing: zeren, whole process   {whole:6.3f} CPU-s (bar c: at most {BAR})")
    print(f"filing: zeren, checks alone    {checks:6.4f} CPU-s (bar c: at most {CHECKS_BAR})")
    if theirs:
        peer = median(theirs)
        print(f"filing: Arelle, validating it  {peer:6.3f} CPU-s; {peer / whole:.1f} × ours")
    else:
        print("filing: EFRAG's data of the taxonomy is not here, Arelle was not measured")
    return 0 if whole <= BAR and checks <= CHECKS_BAR else 1


def arelle(folder: Path) -> list[float]:
    """Whole processes in which Arelle reads and validates the page; it must find nothing wrong."""
    cpu("-c", PACKAGE, folder / "vsme.zip")
    seconds = []
    for _ in range(RUNS):
        order = json.dumps({"file": str(folder / "report.xhtml")}) + "\n"
        spent, said = cpu(WORKER, folder / "configuration", folder / "vsme.zip", given=order)
        answer = json.loads(said)
        wrong = [one for one in answer["messages"] if one["level"] not in {"INFO", "DEBUG"}]
        if wrong or not answer["facts"]:
            message = f"Arelle did not validate the filing: {wrong}"
            raise AssertionError(message)
        seconds.append(spent)
    return seconds


if __name__ == "__main__":
    sys.exit(main())
