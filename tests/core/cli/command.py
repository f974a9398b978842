"""Running the command line as a person does: the words of the line, its output, its exit code."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import BytesIO, TextIOWrapper
from pathlib import Path

from zeren.cli import screen
from zeren.cli.main import run

ROOT = Path(__file__).parents[3]
LAMP_WORKS = ROOT / "examples" / "lamp-works" / "answers.xlsx"


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str


def zeren(*words: object, lang: str = "en") -> Ran:
    """Run `zeren` with these words inside this process, which spares most of the time.

    Help is in the language in which the program began: ask `zeren_alone` for it.
    """
    line = [*map(str, words)]
    assert "--help" not in line
    out, err = (TextIOWrapper(BytesIO(), encoding="utf-8") for _ in range(2))
    code = 0
    with _as_begun(line, _environment(lang)), redirect_stdout(out), redirect_stderr(err):
        try:
            run()
        except SystemExit as end:
            code = int(end.code or 0)
    return _ran(code, *(_written(stream) for stream in (out, err)))


def zeren_alone(*words: object, lang: str = "en", encoding: str = "utf-8") -> Ran:
    """Run `zeren` with these words as a process of its own."""
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", "from zeren.cli.main import run; run()", *map(str, words)],
        env=_environment(lang) | {"PYTHONIOENCODING": encoding},
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    return _ran(done.returncode, done.stdout, done.stderr)


def _environment(lang: str) -> dict[str, str]:
    ours = {"LC_ALL": "", "LC_MESSAGES": "", "LANG": "C.UTF-8", "ZEREN_LANG": lang}
    return {**os.environ, **ours, "COLUMNS": "160"}


def _ran(code: int, out: str, err: str) -> Ran:
    """A traceback on the screen fails whoever called."""
    assert "Traceback" not in err + out, err
    return Ran(code, out, err)


def _written(stream: TextIOWrapper) -> str:
    stream.flush()
    content = stream.buffer
    assert isinstance(content, BytesIO)
    return content.getvalue().decode("utf-8", "replace")


@contextmanager
def _as_begun(line: list[str], environment: Mapping[str, str]) -> Iterator[None]:
    """The words, the environment and the language of a program that has just begun."""
    before, argv = dict(os.environ), sys.argv
    os.environ.update(environment)
    sys.argv = ["zeren", *line]
    _forget_language()
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
        sys.argv = argv
        _forget_language()


def _forget_language() -> None:
    screen._chosen.cache_clear()
    screen.follow(None)
