"""The whole declaration as a document: the company's own part, then what stands beside it."""

from __future__ import annotations

from typing import Final

from zeren.declare.declaration import Declaration
from zeren.declare.package import STATEMENT
from zeren.publish.declaration_pages import proven, said
from zeren.publish.declaration_pages.sealed import Sealed, described
from zeren.publish.document import Document
from zeren.publish.wording import period_words
from zeren.text import Text

MARK: Final = Text("企业自我声明 · 不是证书", "Self-declared · not a certificate")


def declaration_pages(declaration: Declaration, sealed: Sealed, *, site: str = "") -> Document:
    """Lay out the declaration. `site` is where the QR code leads; raises `Refused` if it is no address."""
    sections = (
        said.who(declaration, sealed),
        said.statement(declaration),
        said.standards(declaration.claims),
        said.sites(declaration.scope.sites),
        said.validity(declaration),
        said.documents(declaration.documents),
        said.signed(),
        proven.beside(sealed),
        proven.verifying(sealed, proven.verify_address(sealed.sha256, site=site)),
        proven.limits(sealed),
    )
    return Document(
        code="declaration",
        title=Text("自我声明", "Self-declaration"),
        subtitle=Text(
            "企业关于社会责任的自我声明，内容由企业自己负责",
            "The company's own declaration on social responsibility, for which it alone answers",
        ),
        company=declaration.issuer.name,
        period=period_words(declaration.scope.period),
        date=declaration.issued,
        mark=MARK,
        said_in=Text("原文为英文", "original in Chinese"),
        sections=tuple(section for section in sections if section is not None),
        look=sealed.look,
        data=tuple(
            (name, content, described(name)) for name, content in sorted(sealed.members.items())
        ),
        source=STATEMENT,
        reference=sealed.id,
        signing=said.signing(declaration),
    )
