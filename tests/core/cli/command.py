"""Running the command line as a person does: a process, its output, its exit code."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[3]
LAMP_WORKS = ROOT / "examples" / "lamp-works" / "answers.xlsx"


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str


def zeren(*words: object, lang: str = "en", encoding: str = "utf-8") -> Ran:
    """Run `zeren` with these words; a traceback on the screen fails whoever called."""
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", "from zeren.cli.main import run; run()", *map(str, words)],
        env={
            **os.environ,
            "LC_ALL": "",
            "LC_MESSAGES": "",
            "LANG": "C.UTF-8",
            "ZEREN_LANG": lang,
            "PYTHONIOENCODING": encoding,
            "COLUMNS": "160",
        },
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    assert "Traceback" not in done.stderr + done.stdout, done.stderr
    return Ran(done.returncode, done.stdout, done.stderr)
