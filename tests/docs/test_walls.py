"""The walls hold: each import contract is tried once with a deliberate violation."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def lint_imports(root: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(root / "src"), "COLUMNS": "200"}
    return subprocess.run(  # noqa: S603 - our own tool on our own copy
        [
            Path(sys.executable).parent / "lint-imports",
            "--no-cache",
            "--config",
            root / "pyproject.toml",
        ],
        cwd=root,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def house(tmp_path: Path) -> Path:
    shutil.copytree(
        ROOT / "src",
        tmp_path / "src",
        ignore=shutil.ignore_patterns("__pycache__", "data", "*.typ"),
    )
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_the_house_stands_as_it_is(house: Path) -> None:
    result = lint_imports(house)

    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize(
    ("module", "line", "contract"),
    [
        ("text.py", "import django", "The core knows no web framework and no web package"),
        ("cli/main.py", "import zeren_web", "The core knows no web framework and no web package"),
        ("problems.py", "import zeren.standards.load", "Rooms import to their left only"),
        ("standards/load.py", "import zeren.collect.facts", "Rooms import to their left only"),
        ("collect/facts.py", "import zeren.assess.scores", "Rooms import to their left only"),
        ("assess/scores.py", "import zeren.publish.wording", "Rooms import to their left only"),
        ("publish/wording.py", "import zeren.files.canonical", "Rooms import to their left only"),
        ("files/canonical.py", "import zeren.cli.screen", "Rooms import to their left only"),
        ("cupboard.py", "", "Rooms import to their left only"),
        ("publish/wording.py", "import typst", "Only zeren.files touches the libraries"),
        ("collect/facts.py", "import python_calamine", "Only zeren.files touches the libraries"),
        ("cli/check.py", "import openpyxl", "Only zeren.files touches the libraries"),
        ("declare/did.py", "import cryptography", "Only zeren.files touches the libraries"),
        ("collect/facts.py", "import zeren.collect.responses", "No cycles"),
    ],
)
def test_a_violation_is_caught(house: Path, module: str, line: str, contract: str) -> None:
    path = house / "src" / "zeren" / module
    words = path.read_text(encoding="utf-8") if path.exists() else ""
    path.write_text(f"{words}\n{line}\n", encoding="utf-8")

    result = lint_imports(house)

    assert result.returncode == 1, result.stdout
    broken = [row for row in result.stdout.splitlines() if row.endswith("BROKEN")]
    assert any(row.startswith(contract) for row in broken), result.stdout
