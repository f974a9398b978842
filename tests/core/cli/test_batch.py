"""Hundreds of workbooks: bad ones are passed over, finished ones kept, names kept apart."""

import json
import shutil
from pathlib import Path

from tests.core.cli.command import LAMP_WORKS, zeren


def workbooks(folder: Path) -> list[Path]:
    (folder / "north").mkdir()
    (folder / "south").mkdir()
    paths = [folder / "north" / "answers.xlsx", folder / "south" / "answers.xlsx"]
    for path in paths:
        shutil.copy(LAMP_WORKS, path)
    broken = folder / "坏文件.xlsx"
    broken.write_bytes(b"not a workbook")
    return [*paths, broken]


def publish(paths: list[Path], out: Path, *more: str) -> list[tuple[str, str]]:
    ran = zeren(
        "publish", *paths, "--out", out, "--date", "2026-11-22", "--no-word", "--json", *more
    )
    assert ran.code == 1
    return [(Path(row["folder"]).name, row["state"]) for row in json.loads(ran.out)]


def test_a_bad_workbook_does_not_stop_the_others_and_the_next_run_goes_on(tmp_path: Path) -> None:
    paths, out = workbooks(tmp_path), tmp_path / "out"

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


def test_a_run_ends_with_a_table_of_results_and_what_went_wrong(tmp_path: Path) -> None:
    paths = workbooks(tmp_path)

    ran = zeren("publish", *paths, "--out", tmp_path / "out", "--no-word", lang="zh")

    assert ran.code == 1
    assert "已写好" in ran.out
    assert "读不了" in ran.out
    assert "坏文件.xlsx" in ran.out
