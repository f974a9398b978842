"""Whether what was brought back still proves what it proved: the audit log, every file's hash, the registers."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from zeren.files.register_folder.folder import open_register
from zeren.files.register_folder.reading import audit
from zeren.problems import Problem, Refused
from zeren_web.backup.home import REGISTER
from zeren_web.backup.refusals import problem
from zeren_web.records.models import EvidenceFile
from zeren_web.records.write.audit import broken_lines


def check(home: Path) -> Iterator[Problem]:
    """Everything that is not as it should be."""
    for line in broken_lines():
        yield problem("audit-broken", line=line)
        break  # from there on nothing is proven
    yield from _evidence(home / "files")
    for path in sorted(home.rglob(REGISTER)):
        yield from _register(path.parent)


def _evidence(files: Path) -> Iterator[Problem]:
    kept = EvidenceFile.objects.with_scopes_disabled().exclude(file="").exclude(sha256="")
    for name, sha256 in kept.values_list("file", "sha256").iterator():
        path = files / name
        if not path.is_file():
            yield problem("file-missing", file=name)
            continue
        with path.open("rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() != sha256:
                yield problem("file-changed", file=name)


def _register(folder: Path) -> Iterator[Problem]:
    try:
        register = open_register(folder)
    except Refused as refused:
        yield from refused.problems
        return
    yield from (
        one for one in audit(register.log, register.verifier).problems if one.level == "error"
    )
