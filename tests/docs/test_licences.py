"""What ships is permissively licensed."""

import re
from importlib.metadata import distribution
from pathlib import Path

import pytest
from packaging.markers import Marker

ROOT = Path(__file__).parents[2]
PERMISSIVE = re.compile(
    r"\b(MIT|BSD|Apache|ISC|PSF|Python Software Foundation|OFL|Open Font|0BSD|Unlicense|CC0|Zlib)\b",
    re.IGNORECASE,
)
COPYLEFT = re.compile(r"\b(A?GPL|Affero|LGPL)\b")


def locked() -> list[str]:
    """The names of everything `pip install zeren` brings here."""
    found = []
    for line in (ROOT / "requirements" / "run.txt").read_text().splitlines():
        match = re.match(r"([\w.-]+)==\S+\s*(?:;\s*([^\\]+))?", line)
        if match and (not match[2] or Marker(match[2].strip()).evaluate()):
            found.append(match[1])
    return found


def test_the_lock_file_names_hashes_and_no_host() -> None:
    for path in (ROOT / "requirements").glob("*.txt"):
        words = path.read_text()

        assert "--hash=sha256:" in words
        assert not re.search(r"https?://|index-url", words)


@pytest.mark.parametrize("name", locked())
def test_a_dependency_that_ships_is_permissive(name: str) -> None:
    meta = distribution(name).metadata
    lines = [meta[key] for key in ("License-Expression", "License") if key in meta]
    stated = " ".join(
        [line.splitlines()[0] for line in lines if line]
        + [line for line in meta.get_all("Classifier") or [] if line.startswith("License")]
    )

    assert PERMISSIVE.search(stated), f"{name}: {stated!r}"
    assert not COPYLEFT.search(stated), f"{name}: {stated!r}"
