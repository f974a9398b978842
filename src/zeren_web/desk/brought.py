"""A declaration that the company signed on its own machine: looked at by the core before it is kept."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Final

from django.conf import settings
from django.utils import timezone

from zeren.collect import uscc
from zeren.declare.declaration import Declaration as Said
from zeren.declare.package import CREDENTIAL, STATEMENT, Package
from zeren.declare.statement import read_statement
from zeren.files.envelope import package_of
from zeren.files.seal import Layout, Reader, handed_out, judged
from zeren.problems import Place, Problem, Refused
from zeren.publish.document import Look
from zeren.text import Text
from zeren_web.records.models import Company, Publication
from zeren_web.records.write.declarations import Files

MOST_BYTES: Final = 8_000_000


def site_of() -> str:
    """Where the code on the pages leads: this site's check, where it has an address of its own."""
    return f"{settings.URL.rstrip('/')}/verify" if settings.URL.startswith("https://") else ""


def read_brought(
    content: bytes, name: str, *, company: Company, publication: Publication, look: Look
) -> tuple[Said, Files]:
    """Raises Refused: no declaration, one that does not hold, another company's, one that is over, or
    one that calls public what was not confirmed as public here.
    """
    if len(content) > MOST_BYTES:
        raise Refused(_problem(_TOO_LARGE))
    package = _package(content, name)
    reader = Reader((), timezone.now())
    verdict = judged(package, reader)
    if verdict.outcome == "fails" or STATEMENT not in package.members:
        raise Refused(_problem((verdict.sentence, _WHOLE)))
    said = read_statement(package.members[STATEMENT])
    if uscc.normalise(said.issuer.uscc) != company.uscc:
        raise Refused(_problem(_OTHER))
    more = sorted(set(said.published) - set(publication.value["published"]))
    if more:
        raise Refused(_problem((_MORE.format(codes="、".join(more[:6])), _CONFIRM_FIRST)))
    files = handed_out(package, verdict, reader, Layout(look, site_of()))
    return said, Files(package, files, {})


def _package(content: bytes, name: str) -> Package:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "declaration"
        path.write_bytes(content)
        package = package_of(path)
    if CREDENTIAL not in package.members:
        raise Refused(_problem((_NONE.format(name=name), _WHOLE)))
    return package


def _problem(words: tuple[Text, Text]) -> Problem:
    return Problem("declaration-brought", "error", Place(field="file"), *words)


_NONE: Final = Text("“{name}”里没有声明。", '"{name}" holds no declaration.')
_WHOLE: Final = Text(
    "请上传 zeren declare 写出的 .zeren 或 PDF，不要改动。",
    "Send the .zeren or PDF that zeren declare wrote, unchanged.",
)
_TOO_LARGE: Final = (Text("文件太大。", "The file is too large."), _WHOLE)
_OTHER: Final = (
    Text(
        "这份声明的统一社会信用代码不是本企业的。", "The declaration bears another company's code."
    ),
    Text("请核对是哪一家的声明。", "See whose declaration it is."),
)
_MORE: Final = Text(
    "声明里写作公开的这些，在这里没有确认公开：{codes}。",
    "The declaration calls these public, and they were not confirmed as public here: {codes}.",
)
_CONFIRM_FIRST: Final = Text(
    "请先在“公开”里确认，或用同样的勾选重新声明。",
    "Confirm them under “Publish” first, or declare anew with the same ticks.",
)
