"""The Python that a distribution brings may be older than ours: what reads strangers' files holds there, too.

Debian 12 brings 3.11.2, whose `re` matches possessive groups wrongly where a part of them can backtrack.
"""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Final

import pytest
from tests.core.files.hostile_pdf import printed
from tests.core.files.made_declaration import MEMBERS
from tests.tools import ROOT

PYTHON: Final = Path("/usr/bin/python3")
_READ: Final = """
import sys
if sys.version_info < (3, 11):
    sys.exit(3)
from zeren.files.pdf_members import read_pdf_members
content = open(sys.argv[1], "rb").read()
print(sorted(read_pdf_members(content, file="declaration.pdf").members))
"""


def test_it_reads_what_is_attached(tmp_path: Path) -> None:
    if not PYTHON.exists():
        pytest.skip(f"no Python of the system: {PYTHON}")
    (tmp_path / "declaration.pdf").write_bytes(printed())

    done = subprocess.run(  # noqa: S603 - a Python, and our own lines
        [PYTHON, "-c", _READ, tmp_path / "declaration.pdf"],
        env={"PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        check=False,
    )

    if done.returncode == 3:
        pytest.skip(f"{PYTHON} is older than 3.11")
    assert done.stderr == ""
    assert done.stdout == f"{sorted(MEMBERS)}\n"
