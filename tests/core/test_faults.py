"""What the system says in English is said in both languages, with what to do."""

from __future__ import annotations

import errno
import re
from pathlib import Path

import pytest

from zeren.faults import told
from zeren.files.buyer.mapping import read_mapping
from zeren.files.images import read_logo
from zeren.files.xlsx.zipped import read_file
from zeren.problems import Refused
from zeren.standards.library_folder import read_library
from zeren.standards.recognitions import load_recognitions

USUAL = {
    errno.ENOENT: "no such file",
    errno.EISDIR: "folder, not a file",
    errno.EACCES: "no right",
    errno.EPERM: "no right",
    errno.ENOSPC: "full",
    errno.EROFS: "not written to",
    errno.ENAMETOOLONG: "too long",
    errno.EBUSY: "Another program",
}


@pytest.mark.parametrize("number", sorted({*USUAL, errno.EIO, 9999}))
def test_a_fault_is_told_in_whole_sentences_of_one_language_each(number: int) -> None:
    fault = OSError(number, "Some words of the system", "file.xlsx")

    what, remedy = told(fault)

    assert USUAL.get(number, f"error {number}") in what.en
    for sentence in (what, remedy):
        assert re.fullmatch(r"[A-Z][^\u3400-\u9fff]*\.", sentence.en)
        assert re.fullmatch(r"[^a-zA-Z]*。", sentence.zh)
        assert "Some words" not in sentence.en


def test_windows_tells_of_a_locked_file_by_another_number() -> None:
    fault = PermissionError(errno.EACCES, "used by another process", "file.xlsx")
    fault.winerror = 32  # type: ignore[attr-defined]

    assert "has it open" in told(fault)[0].en


@pytest.mark.parametrize("read", [read_mapping, read_logo, read_file, load_recognitions])
def test_every_reader_says_why_a_file_cannot_be_read(read: object, tmp_path: Path) -> None:
    assert callable(read)
    path = tmp_path / ("x" * 300)

    with pytest.raises(Refused) as refused:
        read(path)

    (problem,) = refused.value.problems
    assert "名字或路径太长。请用短一点的名字。" in problem.words("zh")
    assert "is too long. Choose a shorter name." in problem.words("en")


@pytest.mark.parametrize("read", [read_mapping, read_logo, load_recognitions])
def test_a_folder_given_for_a_file_is_told_as_one(read: object, tmp_path: Path) -> None:
    assert callable(read)

    with pytest.raises(Refused) as refused:
        read(tmp_path)

    assert "这是文件夹，不是文件。" in refused.value.problems[0].words("zh")


def test_a_folder_of_a_library_that_is_none_is_told(tmp_path: Path) -> None:
    (tmp_path / "standards").mkdir()
    (tmp_path / "standards" / "own.toml").mkdir()

    (problem,) = read_library(tmp_path).problems

    assert problem.place.file == "standards/own.toml"


def test_no_code_shows_the_systems_own_words() -> None:
    source = Path(__file__).parents[2] / "src" / "zeren"
    shown = [
        (path.name, line.strip())
        for path in source.rglob("*.py")
        for line in path.read_text(encoding="utf-8").splitlines()
        if "strerror" in line and "raise OSError(" not in line
    ]

    assert shown == []
