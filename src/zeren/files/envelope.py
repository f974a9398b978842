"""Opening what a declaration travels in: a PDF, a `.zeren` file or the credential alone."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from zeren.declare.package import ANSWERS, CREDENTIAL, MOST_BYTES, Package
from zeren.faults import told
from zeren.files.envelope_refusals import refuse
from zeren.files.opened import opened
from zeren.files.xlsx.refusals import refuse as refuse_file
from zeren.problems import Refused

MOST_FILE: Final = 32_000_000
_MEGABYTE: Final = 1_000_000
_TOKEN: Final = b"eyJ"  # how the header of every JWS begins


def package_of(path: Path) -> Package:
    """The members in a file, told by its content; raises `Refused` where there is no declaration in it."""
    return package_in(_read(path), file=path.name)


def package_in(data: bytes, *, file: str) -> Package:
    """The members in these bytes, which were sent under this name. Raises `Refused`."""
    if not data:
        raise refuse_file("file-empty", file=file)
    if len(data) > MOST_FILE:
        raise _too_large(len(data), file)
    if data.startswith(b"%PDF-"):
        from zeren.files.pdf_members import read_pdf_members

        return _with_declaration(read_pdf_members(data, file=file), file)
    if data.startswith(b"PK"):
        from zeren.files.bundle import read_bundle

        return _with_declaration(read_bundle(data, file=file), file)
    if data.startswith(_TOKEN) and len(data) <= MOST_BYTES:
        return Package({ANSWERS if b"~" in data else CREDENTIAL: data})
    raise refuse("envelope-kind", file=file)


def _with_declaration(package: Package, file: str) -> Package:
    if CREDENTIAL not in package.members:
        raise refuse("envelope-no-declaration", file=file)
    return package


def _read(path: Path) -> bytes:
    file = path.name
    try:
        with opened(path) as stream:
            size = os.fstat(stream.fileno()).st_size
            data = stream.read(MOST_FILE + 1) if size <= MOST_FILE else b""
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError, ValueError) as fault:
        raise refuse_file("file-missing", file=file) from fault
    except OSError as fault:
        why, remedy = told(fault)
        raise refuse_file("file-unreadable", file=file, why=why, remedy=remedy) from fault
    if max(size, len(data)) > MOST_FILE:
        raise _too_large(max(size, len(data)), file)
    return data


def _too_large(size: int, file: str) -> Refused:
    limit = MOST_FILE // _MEGABYTE
    return refuse("envelope-too-large", file=file, size=-(-size // _MEGABYTE), limit=limit)
