"""What came in with the ticks and with a company's look; only what is offered can be set by it."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict

from zeren.files.images import MOST_BYTES, check_logo, readable_colour
from zeren.problems import Place, Problem, Refused
from zeren.publish.document import Look
from zeren_web.desk.outward import Choosing

_MOST_CODES = 3000


@dataclass(frozen=True, slots=True)
class Ticks:
    """Codes to tick and codes to untick, by what their author saw and changed."""

    on: frozenset[str]
    off: frozenset[str]


def ticks_in(form: QueryDict, choosing: Choosing) -> Ticks:
    """`public` holds what is ticked, `stood` what was ticked when the page was made; `all` or `none`
    is the part whose button was pressed. What somebody else ticked meanwhile stays.
    """
    chosen = set(form.getlist("public")[:_MOST_CODES])
    for group in choosing.groups:
        codes = {row.code for row in group.rows}
        if form.get("all") == group.code:
            chosen |= codes
        if form.get("none") == group.code:
            chosen -= codes
    always = {row.code for group in choosing.groups for row in group.rows if row.always}
    chosen = (chosen | always) & choosing.offered
    stood = set(form.get("stood", "").split()) & choosing.offered
    return Ticks(frozenset(chosen - stood), frozenset(stood - chosen))


@dataclass(frozen=True, slots=True)
class SentLook:
    """A colour and a logo that will do, or what is wrong with them."""

    look: Look | None
    problems: tuple[Problem, ...] = ()


def look_in(form: QueryDict, logo: UploadedFile[bytes] | None, kept: Look) -> SentLook:
    """Without a new logo the one that is there stays; `drop` takes it away."""
    problems: list[Problem] = []
    written = form.get("colour", "").strip()
    colour = readable_colour(written) if written else Look().colour
    if isinstance(colour, Problem):
        problems.append(colour._replace(place=Place(field="colour")))
        colour = kept.colour
    content, name = (None, "") if form.get("drop") else (kept.logo, kept.logo_name)
    if logo is not None:
        try:
            content, name = check_logo(_read(logo), (logo.name or "logo")[:80])
        except Refused as refusal:
            problems += (one._replace(place=Place(field="logo")) for one in refusal.problems)
    if problems:
        return SentLook(None, tuple(problems))
    return SentLook(Look(colour=colour, logo=content, logo_name=name))


def _read(logo: UploadedFile[bytes]) -> bytes:
    """One byte more than may be: the core tells what is too heavy."""
    content: bytes = logo.read(MOST_BYTES + 1)
    return content
