"""Hundreds of workbooks: bad ones are passed over, finished ones kept, names kept apart."""

import json
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.core.cli.command import LAMP_WORKS, zeren, zeren_alone


@pytest.fixture(scope="module")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workbook without answers: it has errors, is published all the same, and soon."""
    book = tmp_path_factory.mktemp("blank") / "answers.xlsx"
    assert zeren("template", book).code == 0
    return book


def workbooks(folder: Path, book: Path) -> list[Path]:
    (folder / "north").mkdir()
    (folder / "south").mkdir()
    paths = [folder / "north" / "answers.xlsx", folder / "south" / "answers.xlsx"]
    for path in paths:
        shutil.copy(book, path)
    broken = folder / "坏文件.xlsx"
    broken.write_bytes(b"not a workbook")
    return [*paths, broken]


def publish(paths: list[Path], out: Path, *more: str) -> list[tuple[str, str]]:
    ran = zeren_alone(
        "publish", *paths, "--out", out, "--date", "2026-11-22", "--no-word", "--json", *more
    )
    assert ran.code == 1
    return [(Path(row["folder"]).name, row["state"]) for row in json.loads(ran.out)]


def test_a_bad_workbook_does_not_stop_the_others_and_the_next_run_goes_on(
    blank: Path, tmp_path: Path
) -> None:
    paths, out = workbooks(tmp_path, blank), tmp_path / "out"

    first = publish(paths, out)
    (out / "answers" / "report.zh.pdf").unlink()
    second = publish(paths, out)
    third = publish(paths, out, "--again")

    assert first == [("answers", "written"), ("answers-2", "written"), ("坏文件", "refused")]
    assert second == [("answers", "written"), ("answers-2", "kept"), ("坏文件", "refused")]
    assert third == first
    assert (out / "answers" / "report.zh.pdf").read_bytes() == (
        out / "answers-2" / "report.zh.pdf"
    ).read_bytes()


def test_a_run_ends_with_a_table_of_results_and_what_went_wrong(
    blank: Path, tmp_path: Path
) -> None:
    one, _, broken = workbooks(tmp_path, blank)

    ran = zeren_alone("publish", one, broken, "--out", tmp_path / "out", "--no-word", lang="zh")

    assert ran.code == 1
    assert "已写入" in ran.out
    assert "读不了" in ran.out
    assert "坏文件.xlsx" in ran.out


FOLDERS = {
    "...xlsx": "_",  # its stem is the folder above
    "..xlsx": "_-2",
    "x\r\ny.xlsx": "x_y",
    "CON.xlsx": "_CON",
    "\u202e责任.xlsx": "责任",
    "e\u0301.xlsx": "\u00e9",
    f"{'企' * 83}.xlsx": "企" * 66,
    "[red]灯具厂[a].xlsx": "[red]灯具厂[a]",
}


def test_a_folder_has_a_safe_name_inside_the_one_that_was_asked_for(tmp_path: Path) -> None:
    books = [tmp_path / name for name in FOLDERS]
    for book in books:
        book.write_bytes(b"not a workbook")

    ran = zeren_alone("publish", *books, "--out", tmp_path / "out", "--json")

    found = [Path(row["folder"]) for row in json.loads(ran.out)]
    assert found == [tmp_path / "out" / folder for folder in FOLDERS.values()]


def test_the_table_shows_a_name_as_it_is_written(tmp_path: Path) -> None:
    books = [tmp_path / "[red]灯具厂.xlsx", tmp_path / "\x1b[31mred.xlsx"]
    for book in books:
        book.write_bytes(b"not a workbook")

    ran = zeren_alone("publish", *books, "--out", tmp_path / "out")

    assert "[red]灯具厂.xlsx" in ran.out
    assert "\x1b" not in ran.out + ran.err


def test_a_place_that_cannot_be_written_is_no_fault_of_the_program(
    blank: Path, tmp_path: Path
) -> None:
    books = [tmp_path / "a.xlsx", tmp_path / "b.xlsx"]
    for book in books:
        shutil.copy(blank, book)
    (tmp_path / "out").write_text("a file, not a folder")

    ran = zeren_alone("publish", *books, "--out", tmp_path / "out" / "more", "--json")

    assert ran.code == 1
    assert [row["state"] for row in json.loads(ran.out)] == ["unwritten", "unwritten"]


def test_a_worker_that_is_killed_stops_only_its_own_workbook(blank: Path, tmp_path: Path) -> None:
    script = tmp_path / "run.py"
    script.write_text(KILLED)

    ran = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, script, *workbooks(tmp_path, blank), tmp_path / "out"],
        capture_output=True,
        text=True,
        check=True,
    )

    assert ran.stdout.split() == ["written", "failed", "refused"]


KILLED = """
import os, signal, sys
from pathlib import Path
from zeren.cli import batch
from zeren.files.publication import Order
from zeren.publish.document import Look

publish = batch.publish_job

def publish_job(job, order):
    if "south" in str(job.workbook):
        os.kill(os.getpid(), signal.SIGKILL)
    return publish(job, order)

batch.publish_job = publish_job

if __name__ == "__main__":
    *books, out = map(Path, sys.argv[1:])
    order = Order(date="2026-11-22", look=Look(), word=False)
    print(*(one.state for one in batch.publish_all(books, out, order, again=False, quiet=True)))
"""


def test_a_killed_run_leaves_no_worker_and_the_next_one_finishes(tmp_path: Path) -> None:
    books = [tmp_path / f"{number}.xlsx" for number in range(6)]
    for book in books:
        shutil.copy(LAMP_WORKS, book)
    order = ["publish", *books, "--out", tmp_path / "out", "--date", "2026-11-22", "--no-word"]

    for signal_sent in (signal.SIGKILL, signal.SIGTERM):
        _kill_midway([*map(str, order)], tmp_path / "out", signal_sent)
    again = zeren_alone(*order)

    assert again.code == 0
    assert list(tmp_path.glob("out/*/*kept*")) == []


def _kill_midway(order: list[str], out: Path, signal_sent: signal.Signals) -> None:
    """Begin, and kill the run as soon as another workbook is published."""
    before = len(list(out.glob("*/manifest.json")))
    begun = subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-c", "from zeren.cli.main import run; run()", *order],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    for _ in range(600):
        if len(list(out.glob("*/manifest.json"))) > before:
            break
        time.sleep(0.02)
    begun.send_signal(signal_sent)
    begun.communicate(timeout=20)  # ends only once no worker holds the pipe
