"""Files appear whole, and what stands there is touched only when all of the new is on the disk."""

import resource
import subprocess
import sys
from pathlib import Path

import pytest
from tests.core.cli.command import LAMP_WORKS, zeren

from zeren.files.writing import write_all


def test_all_files_are_written_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "old").write_bytes(b"old")

    write_all(tmp_path, [("old", b"new"), ("another", b"")])

    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {
        "old": b"new",
        "another": b"",
    }


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError) as raised:
        write_all(tmp_path / "nowhere", [("a", b"")])

    assert raised.value.filename == str(tmp_path / "nowhere")


def with_little_room(size: int, *words: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", "from zeren.cli.main import run; run()", *map(str, words)],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)),
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_full_disk_leaves_everything_as_it_was(tmp_path: Path) -> None:
    order = ("publish", LAMP_WORKS, "--out", tmp_path, "--no-word", "--date")
    zeren(*order, "2026-11-22")
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}

    full = with_little_room(100_000, *order, "2026-11-23")
    after = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    again = zeren(*order, "2026-11-22")

    assert full.returncode == 1
    assert str(tmp_path) in full.stderr
    assert {**after, "manifest.json": b""} == {**before, "manifest.json": b""}
    assert again.code == 0
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_a_template_is_not_replaced_by_half_of_one(tmp_path: Path) -> None:
    book = tmp_path / "answers.xlsx"
    book.write_bytes(b"a month of answers")

    full = with_little_room(10_000, "template", book, "--force")

    assert full.returncode == 1
    assert str(book) in full.stderr
    assert book.read_bytes() == b"a month of answers"
