"""What the documents promise is there: commands, files, tests, lines."""

import re
import subprocess
from pathlib import Path

import pytest

from zeren.cli.main import VERBS

ROOT = Path(__file__).parents[2]
READMES = ("README.md", "README.zh.md")


@pytest.mark.parametrize("name", READMES)
def test_the_readme_is_short_and_names_every_verb(name: str) -> None:
    words = (ROOT / name).read_text(encoding="utf-8")

    assert len(words.splitlines()) <= 150
    assert {verb for verb in VERBS if f"zeren {verb}" in words} == set(VERBS)
    assert "make run" in words
    assert "make test" in words


@pytest.mark.parametrize(
    "name", [*READMES, "CONTRIBUTING.md", "docs/structure.md", "docs/mission.md"]
)
def test_every_path_that_a_document_names_is_there(name: str) -> None:
    words = (ROOT / name).read_text(encoding="utf-8")
    links = re.findall(r"\]\(([^)#:]+)\)", words)
    paths = re.findall(
        r"(?<![\w/.])((?:src|tests|docs|examples|tools|benchmarks)/[\w./-]*\w/?)", words
    )
    here = (ROOT / name).parent

    missing = [link for link in links if not (here / link).exists()]
    missing += [path for path in paths if not (ROOT / path).exists()]

    assert missing == []


def test_the_documents_name_no_command_that_does_not_exist() -> None:
    for path in [ROOT / "README.md", ROOT / "README.zh.md", *sorted((ROOT / "docs").rglob("*.md"))]:
        verbs = re.findall(r"`?\bzeren ([a-z]+)\b(?=[ `\n])", path.read_text(encoding="utf-8"))
        assert set(verbs) <= set(VERBS), path


def test_every_line_of_the_mission_is_answered() -> None:
    words = (ROOT / "docs" / "mission.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([A-F]\d+)(?:–[A-F](\d+))? \|(.*)$", words, re.MULTILINE)
    answered: set[str] = set()
    for first, last, row in rows:
        letter, start = first[0], int(first[1:])
        answered |= {f"{letter}{number}" for number in range(start, int(last or start) + 1)}
        assert "not yet" in row or "`zeren" in row or "report" in row

    expected = {"A": 11, "B": 7, "C": 5, "D": 7, "E": 9, "F": 6}
    assert answered == {
        f"{letter}{n}" for letter, most in expected.items() for n in range(1, most + 1)
    }


def test_no_tracked_file_names_this_machine() -> None:
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"],  # noqa: S607
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    here = re.compile(rb"/(?:work|root|farm)/")
    found = [
        name
        for name in listed.stdout.splitlines()
        if (ROOT / name).is_file()
        and name != "tests/docs/test_words.py"
        and not name.endswith((".png", ".xlsx", ".lock"))
        and here.search((ROOT / name).read_bytes())
    ]

    assert found == []
