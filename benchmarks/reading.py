"""Bar a: reading the real VSME workbook whole, guard and names included, against openpyxl.

    python benchmarks/reading.py [workbook.xlsx]

CPU seconds of the work alone, each run in a process of its own, both sides by turns; medians.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from statistics import median
from typing import Final

ROOT: Final = Path(__file__).parents[1]
SAMPLE: Final = (
    ROOT.parent / "shared" / "samples" / "vsme" / "VSME-Digital-Template-Sample-1.3.0.xlsx"
)
RUNS: Final = 5
BAR: Final = 25

SIDES: Final = {
    "zeren": """
import sys, time
from pathlib import Path
import python_calamine
from zeren.files.xlsx.cells import read_cells
start = time.process_time()
book = read_cells(Path(sys.argv[1]))
sheets = [book.sheet(name) for name in book.sheets]
names = list(book.names)
print(time.process_time() - start)
""",
    "calamine alone": """
import sys, time
from python_calamine import CalamineWorkbook
start = time.process_time()
book = CalamineWorkbook.from_path(sys.argv[1])
sheets = [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]
print(time.process_time() - start)
""",
    "openpyxl": """
import sys, time, warnings
import openpyxl
warnings.simplefilter("ignore")
start = time.process_time()
book = openpyxl.load_workbook(sys.argv[1], data_only=True)
names = list(book.defined_names)
print(time.process_time() - start)
""",
}


def main(workbook: Path) -> int:
    if not workbook.exists():
        print(f"reading: {workbook.name} is not here, nothing measured")
        return 0
    seconds: dict[str, list[float]] = {side: [] for side in SIDES}
    for _ in range(RUNS):
        for side, code in SIDES.items():
            command = [sys.executable, "-c", code, str(workbook)]
            done = subprocess.run(command, check=True, capture_output=True, text=True)
            seconds[side].append(float(done.stdout))
    for side, runs in seconds.items():
        print(f"reading: {side:15} {median(runs):6.3f} CPU-s")
    ratio = median(seconds["openpyxl"]) / median(seconds["zeren"])
    print(f"reading: openpyxl / zeren = {ratio:.1f} (bar a: at least {BAR})")
    return 0 if ratio >= BAR else 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else SAMPLE))
