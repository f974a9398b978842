"""`zeren publish` on one workbook: what it writes, and that it writes it the same again."""

import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.core.cli.command import LAMP_WORKS, zeren

EXPECTED = {
    "assessment.json",
    "diagnosis.en.pdf",
    "diagnosis.zh.pdf",
    "manifest.json",
    "plan.xlsx",
    "report.en.docx",
    "report.en.pdf",
    "report.html",
    "report.zh.docx",
    "report.zh.pdf",
    "response.json",
}


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("publish") / "out"
    ran = zeren("publish", LAMP_WORKS, "--out", out, "--date", "2026-11-22")
    assert ran.code == 0, ran.err
    return out


def test_everything_is_written(written: Path) -> None:
    assert {path.name for path in written.iterdir()} == EXPECTED


def test_the_manifest_holds_the_hash_of_each_file(written: Path) -> None:
    manifest = json.loads((written / "manifest.json").read_bytes())

    listed = {file["name"]: file["sha256"] for file in manifest["files"]}
    found = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in written.iterdir()
        if path.name != "manifest.json"
    }
    assert listed == found
    assert manifest["source"]["sha256"] == hashlib.sha256(LAMP_WORKS.read_bytes()).hexdigest()


def test_equal_input_and_date_give_equal_bytes(written: Path, tmp_path: Path) -> None:
    again = tmp_path / "again"
    moved = tmp_path / "answers.xlsx"
    shutil.copy(LAMP_WORKS, moved)

    assert zeren("publish", moved, "--out", again, "--date", "2026-11-22", lang="zh").code == 0

    for name in EXPECTED:
        assert (again / name).read_bytes() == (written / name).read_bytes(), name


def test_another_date_changes_the_documents(written: Path, tmp_path: Path) -> None:
    zeren("publish", LAMP_WORKS, "--out", tmp_path, "--date", "2026-11-23", "--no-word")

    assert (tmp_path / "report.zh.pdf").read_bytes() != (written / "report.zh.pdf").read_bytes()
    assert (tmp_path / "response.json").read_bytes() == (written / "response.json").read_bytes()
    assert not (tmp_path / "report.zh.docx").exists()


def test_the_manifest_is_what_json_prints(tmp_path: Path) -> None:
    ran = zeren("publish", LAMP_WORKS, "--out", tmp_path, "--no-word", "--json")

    assert json.loads(ran.out) == json.loads((tmp_path / "manifest.json").read_bytes())


@pytest.mark.parametrize(
    ("option", "value"), [("--colour", "#ffff00"), ("--colour", "teal"), ("--logo", "missing.png")]
)
def test_a_logo_or_colour_that_will_not_do_is_refused_with_a_reason(
    tmp_path: Path, option: str, value: str
) -> None:
    ran = zeren("publish", LAMP_WORKS, "--out", tmp_path / "out", option, value)

    assert ran.code == 1
    assert ran.err.strip()
    assert not (tmp_path / "out").exists()


def test_a_place_that_cannot_be_written_is_said_plainly(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("no folder")

    ran = zeren("publish", LAMP_WORKS, "--out", blocked / "inside")

    assert ran.code == 1
    assert "could not be read or written" in ran.err


def test_a_plan_that_somebody_works_on_is_never_overwritten(tmp_path: Path) -> None:
    order = ("publish", LAMP_WORKS, "--out", tmp_path, "--date", "2026-11-22")
    zeren(*order)
    (tmp_path / "plan.xlsx").write_bytes(b"our notes of a month")

    again = zeren(*order, "--no-word")

    assert (tmp_path / "plan.kept-1.xlsx").read_bytes() == b"our notes of a month"
    assert (tmp_path / "plan.xlsx").read_bytes() != b"our notes of a month"
    assert "plan.kept-1.xlsx" in again.err
    assert not (tmp_path / "report.zh.docx").exists()  # written before, stale now


def test_two_runs_into_one_folder_leave_the_whole_work_of_one(tmp_path: Path) -> None:
    days = ("2026-01-01", "2026-02-02")
    order = ["publish", str(LAMP_WORKS), "--out", str(tmp_path), "--no-word", "--date"]
    running = [
        subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-c", "from zeren.cli.main import run; run()", *order, day],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for day in days
    ]

    codes = [one.wait() for one in running]
    manifest = json.loads((tmp_path / "manifest.json").read_bytes())

    assert codes == [0, 0]
    assert {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in tmp_path.iterdir()
    } == {
        "manifest.json": hashlib.sha256((tmp_path / "manifest.json").read_bytes()).hexdigest(),
        **{file["name"]: file["sha256"] for file in manifest["files"]},
    }
