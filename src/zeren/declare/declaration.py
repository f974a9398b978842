"""A self-declaration in the contents of ISO/IEC 17050-1 (GB/T 27050.1), clause 6: who declares what of whom.

It is the company's own attestation. Checks by others are credentials of their own and never part of it.
"""

from __future__ import annotations

from typing import NamedTuple

from zeren.collect.facts import Period
from zeren.collect.responses import Asked
from zeren.standards.catalogue import ClaimKind
from zeren.text import Said, Text

Words = Text | Said  # the company's own: written in both languages, or said in one


class Issuer(NamedTuple):
    """Who declares (6 b). `uscc` is the Unified Social Credit Code, 18 characters, or empty."""

    name: Text
    uscc: str
    address: Words
    contact: str = ""


class Site(NamedTuple):
    """A place that the declaration covers; `code` is the company's own, or empty."""

    name: Said
    address: Said


class Scope(NamedTuple):
    """The object of the declaration (6 c): sites, people and period. Headcounts are whole persons."""

    object: Words
    sites: tuple[Site, ...]
    employees: int
    dispatched: int
    period: Period


class Claimed(NamedTuple):
    """A standard that is spoken of (6 e), in its edition, and the sentence that it permits (6 d)."""

    standard: str
    title: Text
    edition: Text
    kind: ClaimKind
    words: Text


class Signatory(NamedTuple):
    """The authorised person (6 g)."""

    name: Words
    function: Words


class SupportingDocument(NamedTuple):
    """A document that supports the declaration (part 2): by title and SHA-256, never its content."""

    title: Said
    sha256: str
    question: str = ""


class Declaration(NamedTuple):
    """What is declared. Dates are ISO; `until` is at most 13 months after `issued`.

    `limits` are the limitations on validity (6 h); `review` says how continued validity is kept and how
    the declaration is changed and withdrawn (10). `published` are the codes of answers that the company
    made public; the answers themselves are sealed apart.
    """

    issuer: Issuer
    scope: Scope
    statement: Words
    claims: tuple[Claimed, ...]
    issued: str
    until: str
    place: Words
    signatory: Signatory
    asked: Asked
    limits: Words | None = None
    review: Words | None = None
    documents: tuple[SupportingDocument, ...] = ()
    supersedes: str = ""
    published: tuple[str, ...] = ()
