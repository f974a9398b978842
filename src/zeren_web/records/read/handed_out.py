"""A declaration's files as they go out: the company's own members, with what the association says today.

They are put together when somebody asks, as `zeren attach` does, and kept until something beside them
changes: nobody downloads an old list of revocations.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db.models.fields.files import FieldFile

from zeren import __version__
from zeren.declare.attaching import Full, with_member
from zeren.declare.package import PROOF, Package
from zeren.files.bundle import write_bundle
from zeren.files.seal import Layout, Reader, handed_out, judged
from zeren.files.writing import alone_in, write_whole
from zeren_web.records.models import Confirmation, Declaration
from zeren_web.records.read.keys import status_list, the_trust
from zeren_web.records.read.releases import package_of

FILES: Final = ("declaration.zeren", "declaration.zh.pdf", "declaration.en.pdf")
_AS_SIGNED: Final = {"declaration.zh.pdf": "pdf_zh", "declaration.en.pdf": "pdf_en"}


def file_of(declaration: Declaration, name: str) -> bytes | None:
    """One of `FILES`; None for pages that were never printed of what does not hold any more.

    Raises Refused where what is kept was damaged.
    """
    package = attached(declaration)
    if name == FILES[0]:
        return write_bundle(package)
    folder = Path(settings.MEDIA_ROOT) / "handed-out" / str(declaration.pk)
    path = folder / f"{_key(package)}.{name}"
    with suppress(FileNotFoundError):
        return path.read_bytes()
    folder.mkdir(parents=True, exist_ok=True)
    with alone_in(folder):
        for page, content in _pages(declaration, package).items():
            write_whole(folder / f"{_key(package)}.{page}", content)
        _clear(folder, keep=_key(package))
    return path.read_bytes() if path.exists() else None


def attached(declaration: Declaration) -> Package:
    """What the company signed, and beside it what the association confirms, with the newest list."""
    rows = Confirmation.objects.with_scope(company=declaration.company_id).filter(
        signed__isnull=False, revoked=None
    )
    package = package_of(declaration)
    for name, content in _beside(declaration, rows):
        with suppress(Full):
            package = with_member(package, name, content)
    return package


def _beside(declaration: Declaration, rows: Iterable[Confirmation]) -> Iterable[tuple[str, bytes]]:
    for one in rows:
        if one.kind == "identity" or one.declaration_id == declaration.pk:
            name = PROOF if one.kind == "proof" else f"{one.kind}-1.jwt"
            yield name, one.content.encode()
    if (newest := status_list()) is not None:
        yield "status-1.jwt", newest


def _pages(declaration: Declaration, package: Package) -> dict[str, bytes]:
    """Printed anew where all of it holds; else as the company signed them."""
    trust = the_trust()
    reader = Reader((trust,) if trust else (), datetime.now(UTC))
    verdict = judged(package, reader)
    if verdict.outcome == "fails":
        kept = {name: getattr(declaration, field) for name, field in _AS_SIGNED.items()}
        return {name: _content(field) for name, field in kept.items() if field}
    address = settings.URL.rstrip("/")
    site = f"{address}/verify/" if address.startswith("https://") else ""
    made = handed_out(package, verdict, reader, Layout(site=site))
    return {name: made[name] for name in _AS_SIGNED}


def _content(field: FieldFile) -> bytes:
    with field.open("rb") as file:
        content: bytes = file.read()
    return content


def _key(package: Package) -> str:
    digest = sha256(__version__.encode())
    for name, content in sorted(package.members.items()):
        digest.update(f"\n{name} {len(content)}\n".encode() + content)
    return digest.hexdigest()[:32]


def _clear(folder: Path, *, keep: str) -> None:
    for path in folder.iterdir():
        if path.is_file() and not path.name.startswith(keep):
            path.unlink(missing_ok=True)
