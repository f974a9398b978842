"""How good the way through topics is, and how fast one response is held against every standard.

Run it as `python benchmarks/crosswalks.py`. Precision and recall count against the tables, which are
hidden meanwhile. The time is CPU seconds of one core, the median of nine runs; the limit is 20 ms.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from zeren.assess.coverage import Ways, clause_coverage
from zeren.files.answers import read_answers
from zeren.standards.catalogue import load_standards
from zeren.standards.crosswalks import SURE_STRENGTH
from zeren.standards.crosswalks.agreement import MEASURED, agreement

EXAMPLE = Path(__file__).parents[1] / "examples" / "lamp-works" / "answers.xlsx"
LIMIT = 20.0  # ms
RUNS = 9


def main() -> None:
    print("the way through topics, against the table that it replaces (precision, recall)")
    for one, other in MEASURED:
        suggested, sure = agreement(one, other), agreement(one, other, least=SURE_STRENGTH)
        print(
            f"  {one} → {other}: {suggested.tabled} pairs; "
            f"all {suggested.precision:.2f}, {suggested.recall:.2f}; "
            f"sure {sure.precision:.2f}, {sure.recall:.2f}"
        )
    sys.exit(0 if coverage() else 1)


def coverage() -> bool:
    """Print the time of one response against all standards; whether it keeps the limit."""
    read = read_answers(EXAMPLE)
    standards = load_standards()
    ways = Ways(read.questionnaire)
    first = seconds(lambda: clause_coverage(read.response, standards, ways), times=1)
    again = seconds(lambda: clause_coverage(read.response, standards, ways), times=RUNS)
    clauses = sum(len(standard.clauses) for standard in standards)
    print(f"one response against {len(standards)} standards, {clauses} clauses")
    print(f"  finding the ways, once   {first * 1e3:8.1f} ms")
    print(
        f"  coverage                 {again * 1e3:8.1f} ms; "
        f"{again * 1e3 / LIMIT:.2f} × the limit of {LIMIT:.0f} ms"
    )
    return again * 1e3 <= LIMIT


def seconds(work: Callable[[], object], *, times: int) -> float:
    found = []
    for _ in range(times):
        start = time.process_time()
        work()
        found.append(time.process_time() - start)
    return median(found)


if __name__ == "__main__":
    main()
