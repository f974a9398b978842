"""Jobs for the tests of the worker, in a module that a worker's process can import."""

from __future__ import annotations

import os
import time
from pathlib import Path

from zeren.problems import Place, Problem, Refused
from zeren.text import Text
from zeren_web.background.jobs import job
from zeren_web.background.outputs import keep_output


def write_line(path: str, line: str) -> None:
    """One write, which several processes may do at once."""
    handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    os.write(handle, f"{line}\n".encode())
    os.close(handle)


@job(Text("记一笔", "note a line"))
def note_line(path: str, line: str, seconds: float = 0.0) -> str:
    """Begin, take a while, end; what it makes is a file with the line."""
    write_line(path, f"begin {line}")
    time.sleep(seconds)
    sha256 = keep_output(line.encode())
    write_line(path, f"end {line}")
    return sha256


@job(Text("先错后对", "err first"))
def err_first(path: str, errors: int) -> None:
    """Err so many times, which are counted in a file."""
    write_line(path, "try")
    if len(Path(path).read_text(encoding="utf-8").splitlines()) <= errors:
        raise ConnectionError("nobody is there")


@job(Text("问不到", "ask for what is not there"))
def refuse() -> None:
    raise Refused(
        Problem(
            "not-there",
            "error",
            Place(file="a.pdf"),
            Text("文件不在了。", "The file is gone."),
            Text("请再生成一次。", "Make it again."),
        )
    )


@job(Text("说不清", "return what is no JSON"))
def return_a_set() -> object:
    return {1, 2}
