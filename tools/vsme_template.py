"""Writes down where a version of EFRAG's VSME template has its cells, from the empty template.

    python tools/vsme_template.py ../shared/samples/vsme/VSME-Digital-Template-1.3.0.xlsx

Some programs drop the defined names; the reader then goes by these places, once it has seen that
the landmarks (paragraph numbers, alike in every language) stand where they should.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Final

from zeren.files.vsme.frame import read_frame
from zeren.files.xlsx.cells import Workbook, cell_ref, read_cells
from zeren.standards.taxonomy import load_taxonomy

DATA: Final = Path(__file__).parent.parent / "src/zeren/standards/data/vsme"
SHEETS: Final = (
    "General Information",
    "Environmental Disclosures",
    "Social Disclosures",
    "Governance Disclosures",
)
ROW_NUMBERS: Final = 3  # the column in which tables count their rows
PARAGRAPH: Final = re.compile(r"[0-9]{1,3}(?:\([a-z]\))?(?:-[0-9]{1,3})?")


def main(template: str) -> None:
    book = read_cells(Path(template))
    frame = read_frame(book, load_taxonomy())
    version = frame.version
    content = {
        "names": {name: book.names[name] for name in sorted(frame.areas)},
        "landmarks": landmarks(book),
    }
    text = json.dumps(content, ensure_ascii=False, indent=0, separators=(",", ":"))
    (DATA / f"template-{version}.json").write_text(f"{text}\n", encoding="utf-8")


def landmarks(book: Workbook) -> dict[str, dict[str, str]]:
    """Paragraph numbers by sheet and cell; runs of row numbers are left out."""
    found: dict[str, dict[str, str]] = {}
    for name in SHEETS:
        sheet = book.sheet(name)
        previous: float | None = None
        for row, column, cell in sheet.filled():
            number = cell if isinstance(cell, float) else None
            words = str(int(number)) if number is not None else str(cell)
            counted = number is not None and previous is not None and number == previous + 1
            previous = number if column == ROW_NUMBERS else previous
            if PARAGRAPH.fullmatch(words) and not counted and words not in {"0", "1"}:
                found.setdefault(name, {})[cell_ref(row, column)] = words
    return found


if __name__ == "__main__":
    main(sys.argv[1])
