"""Asking Arelle, the reference among open XBRL processors, what it thinks of our files."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from zeren.files.xbrl.header import header_of
from zeren.publish.filing import Filing

_ID: Final = re.compile(r"element\((c\d+)/.*")
WORKER: Final = Path(__file__).with_name("arelle_worker.py")


@dataclass(frozen=True)
class Answer:
    """What Arelle said about a file, and the facts that it read."""

    messages: list[dict[str, Any]]
    facts: list[dict[str, Any]]

    @property
    def complaints(self) -> list[dict[str, Any]]:
        return [one for one in self.messages if one["level"] not in {"INFO", "DEBUG"}]


@dataclass(frozen=True)
class Arelle:
    process: subprocess.Popen[str]

    def read(self, path: Path) -> Answer:
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(json.dumps({"file": str(path)}) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        assert line, "Arelle ended without an answer"
        answer = json.loads(line)
        return Answer(answer["messages"], answer["facts"])


@contextmanager
def arelle(folder: Path, package: Path) -> Iterator[Arelle]:
    """One process for many files: it starts slowly and cannot be shared between threads."""
    words = [sys.executable, str(WORKER), str(folder / "configuration"), str(package)]
    with (
        (folder / "arelle.log").open("w") as log,
        subprocess.Popen(  # noqa: S603 - our own script
            words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True
        ) as process,
    ):
        try:
            yield Arelle(process)
        finally:
            assert process.stdin
            process.stdin.close()
            process.wait(timeout=60)


def blamed(answer: Answer, filing: Filing) -> set[str]:
    """The ids of the facts that Arelle finds wrong.

    A complaint about a context is one about each fact in it. Of a sum the total is to blame, of two
    contradicting facts the later one, as our own checks say it.
    """
    header = header_of(filing)
    in_context: dict[str, set[str]] = defaultdict(set)
    for fact in filing.facts:
        in_context[header.context_of(fact)].add(fact.id)
    known = {fact.id for fact in filing.facts}
    found: set[str] = set()
    for complaint in answer.complaints:
        refs = [_ID.sub(r"\1", ref) for ref in complaint["refs"]]
        if complaint["code"].startswith("calc11e:"):
            refs = refs[:1]
        elif complaint["code"] == "arelle:duplicateFacts":
            refs = refs[1:]
        for ref in refs:
            found |= in_context.get(ref, {ref} & known)
    return found
