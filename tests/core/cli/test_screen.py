"""What the screen says when the machine, not the person, is the trouble."""

from pathlib import Path

import pytest
from tests.core.cli.command import LAMP_WORKS, zeren

from zeren.cli.screen import could_not_finish


def test_a_machine_without_memory_is_told_apart_from_a_full_disk() -> None:
    told = could_not_finish(MemoryError())
    full = could_not_finish(OSError(28, "No space left", "out/plan.xlsx"))

    assert "memory" in told or "内存" in told
    assert "out/plan.xlsx" in full
    assert "No space left" not in full
    assert "disk is full" in full or "磁盘满了" in full


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("zh", "读写失败：没有这个文件或文件夹。请核对名称和所在的文件夹。然后再运行一次"),
        ("en", "could not be read or written. There is no such file or folder. Check its name"),
    ],
)
def test_why_a_file_cannot_be_written_is_told_in_the_language_of_the_screen(
    tmp_path: Path, lang: str, words: str
) -> None:
    out = tmp_path / "nowhere" / "next.xlsx"

    ran = zeren("carry", LAMP_WORKS, "--out", out, lang=lang)

    assert ran.code == 1
    assert words in ran.err
    assert str(out) in ran.err or str(out.parent) in ran.err
    assert "No such file" not in ran.err
