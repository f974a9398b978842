"""The files that a company hands out: its declaration on paper in both languages, and the `.zeren`."""

from __future__ import annotations

from zeren.declare.declaration import Declaration
from zeren.declare.package import Package
from zeren.files.bundle import write_bundle
from zeren.files.pdf import print_pdf
from zeren.publish.declaration_pages import Sealed, declaration_pages
from zeren.text import LANGS


def rendered(declaration: Declaration, sealed: Sealed, *, site: str = "") -> dict[str, bytes]:
    """`declaration.zh.pdf`, `declaration.en.pdf` and `declaration.zeren`; equal input gives equal bytes.

    Raises `Refused` where `site` is no address, or where no font with Chinese characters is found.
    """
    named = {lang: sealed._replace(file=f"declaration.{lang}.pdf") for lang in LANGS}
    pages = {
        one.file: print_pdf(declaration_pages(declaration, one, site=site), lang)
        for lang, one in named.items()
    }
    return {**pages, "declaration.zeren": write_bundle(Package(sealed.members))}
