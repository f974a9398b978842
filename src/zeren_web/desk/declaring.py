"""The form of a declaration as a page shows it, and from what was typed to a declaration.

What must be in it and what may be said of a standard is the core's; a problem stands at the field that
the core names.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Final

from django.utils import timezone

from zeren.collect.responses import Response as Value
from zeren.declare.declaration import Declaration as Said
from zeren.declare.form import LINES, DocumentRow, Form, Line
from zeren.declare.from_options import address_in
from zeren.declare.from_response import Filled, declaration_from
from zeren.declare.prefilled import confirmed, form_from, known_from
from zeren.files.characters import printable
from zeren.problems import Problem
from zeren.standards.catalogue import Standard, load_standards
from zeren.standards.claims import may_be_declared
from zeren.text import Text
from zeren_web.records.models import Declaration, Publication
from zeren_web.records.read.private import Desk

_ROOM: Final = 2  # empty rows that are offered below those that are filled
_MOST_ROWS: Final = 300
_LONGEST: Final = 8000
_REMEDIES: Final[Mapping[str, Text]] = {
    "claims-missing": Text("请至少勾一个标准。", "Tick at least one standard."),
    "declare-unconfirmed": Text("请到答卷里确认。", "Confirm them among the answers."),
    "answers-left-out": Text(
        "要算进去，请到答卷里确认。", "Confirm them among the answers if they should be in."
    ),
    "document-left-out": Text(
        "要列入，请写上文件的 SHA-256；否则不用管。",
        "To list one, give the file's SHA-256; otherwise never mind.",
    ),
    "hash-unclear": Text(
        "SHA-256 是 64 个字符，只有 0–9 和 a–f；没有就把这一行清空。",
        "A SHA-256 has 64 characters, 0–9 and a–f; empty the row if you have none.",
    ),
}
_TAKEN: Final = frozenset(line.code for line in LINES if line.from_answers)


@dataclass(frozen=True, slots=True)
class Cell:
    """One field of the page."""

    name: str
    lang: str  # "", "zh" or "en"
    value: str
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class FormLine:
    line: Line
    cells: tuple[Cell, ...]

    @property
    def fixed(self) -> bool:
        """Taken from the answers: it is changed there, so that both agree."""
        return self.line.from_answers

    @property
    def problems(self) -> tuple[Problem, ...]:
        return tuple(problem for cell in self.cells for problem in cell.problems)


@dataclass(frozen=True, slots=True)
class Offered:
    """A standard with the one sentence that it permits, or why a declaration cannot speak of it."""

    standard: Standard
    value: str
    chosen: bool

    @property
    def permitted(self) -> bool:
        return may_be_declared(self.standard)


@dataclass(frozen=True)
class Declaring:
    """A declaration in the making."""

    desk: Desk
    publication: Publication
    form: Form
    looked_at: bool = True  # somebody sent it, so what is wrong is told
    day: str = field(default_factory=lambda: timezone.localdate().isoformat())

    @cached_property
    def awaiting(self) -> frozenset[str]:
        return frozenset(code for code, one in self.desk.entered.items() if one.awaiting)

    @cached_property
    def response(self) -> Value:
        """What is sealed: the confirmed answers as they stand; public of them is what was confirmed."""
        public = frozenset(self.publication.value["published"])
        return replace(confirmed(self.desk.read[0], self.awaiting), published=public)

    @cached_property
    def made(self) -> tuple[Said | None, tuple[Problem, ...]]:
        """Nothing with an error in the answers is declared."""
        known = known_from(self.response)
        entries = {**self.form.entries, **known}
        form = self.form._replace(entries=entries)
        said, problems = declaration_from(
            self.response,
            Filled(form),
            day=self.day,
            questionnaire=self.desk.questionnaire,
        )
        wrong = tuple(one for one in self.desk.read[1] if one.level == "error")
        told = tuple(one._replace(remedy=_REMEDIES.get(one.code, one.remedy)) for one in problems)
        return (None if wrong else said), told

    @property
    def errors(self) -> tuple[Problem, ...]:
        return tuple(one for one in self.made[1] if one.level == "error") if self.looked_at else ()

    @property
    def notes(self) -> tuple[Problem, ...]:
        return tuple(one for one in self.made[1] if one.level == "note")

    def at(self, name: str) -> tuple[Problem, ...]:
        return tuple(one for one in self.errors if one.place.field == name)

    @property
    def bands(self) -> Iterator[tuple[Text, tuple[FormLine, ...]]]:
        """The lines under their headings."""
        title, lines = Text("", ""), list[FormLine]()
        for line in LINES:
            if line.band:
                if lines:
                    yield title, tuple(lines)
                title, lines = line.band, []
            lines.append(self._line(line))
        yield title, tuple(lines)

    def _line(self, line: Line) -> FormLine:
        entries = {**self.form.entries, **known_from(self.response)}
        values = entries if line.from_answers else self.form.entries
        cells = (
            Cell(name, name.partition(".")[2], values.get(name, ""), self.at(name))
            for name in line.cells
        )
        return FormLine(line, tuple(cells))

    @property
    def sites(self) -> list[tuple[Cell, Cell]]:
        rows = [*self.form.sites, *(("", ""),) * _ROOM]
        return [
            (
                Cell(f"sites.{n}.name", "", name, self.at(f"sites.{n}.name")),
                Cell(f"sites.{n}.address", "", address, self.at(f"sites.{n}.address")),
            )
            for n, (name, address) in enumerate(rows)
        ]

    @property
    def documents(self) -> list[tuple[int, DocumentRow, tuple[Problem, ...]]]:
        rows = [*self.form.documents, *(DocumentRow(),) * _ROOM]
        parts = ("title", "file", "sha256", "question")
        return [
            (n, row, tuple(one for part in parts for one in self.at(f"documents.{n}.{part}")))
            for n, row in enumerate(rows)
        ]

    @cached_property
    def standards(self) -> tuple[Offered, ...]:
        chosen = {name for name, kind in self.form.claims if kind != "none"}
        return tuple(
            Offered(one, f"{one.id}={one.claim.kind}", one.id in chosen)
            for one in load_standards()
            if not one.superseded_by
        )

    @property
    def site_problems(self) -> tuple[Problem, ...]:
        return tuple(one for one in self.errors if one.place.field in {"sites", "scope.sites"})

    @property
    def claim_problems(self) -> tuple[Problem, ...]:
        return tuple(one for one in self.errors if one.place.field.startswith("claims"))


def begun(desk: Desk, publication: Publication, last: Declaration | None) -> Declaring:
    """The form as it is first shown: what was typed for the last declaration, the rest from answers;
    what is signed and not withdrawn is what the new one replaces.
    """
    response = confirmed(desk.read[0], frozenset())
    known = form_from(
        replace(response, published=frozenset(publication.value["published"])),
        day=timezone.localdate().isoformat(),
    )
    address = address_in(response, desk.questionnaire)
    entries = {
        **known.entries,
        "issued": "",
        "until": "",
        f"address.{'zh' if not address.isascii() else 'en'}": address,
    }
    sites = tuple((name, address) for name, _ in known.sites)
    form = known._replace(entries=entries, sites=sites)
    if last is not None and last.form:
        earlier = form_of_json(last.form)
        kept = {**earlier.entries, "issued": "", "until": ""}
        form = Form({**entries, **kept}, earlier.sites, earlier.claims, known.documents)
    if last is not None and last.signed and not last.withdrawn:
        form = form._replace(entries={**form.entries, "supersedes": last.identifier})
    return Declaring(desk, publication, form, looked_at=False)


def form_sent(post: Any) -> Form:  # noqa: ANN401 - a QueryDict
    """Everything that was typed, as it was typed; lines that come from the answers are not taken."""
    names = [cell for line in LINES if line.code not in _TAKEN for cell in line.cells]
    entries = {name: _clean(post.get(name, "")) for name in names}
    sites = _rows(post, "site-name", "site-address")
    documents = _rows(post, "doc-title", "doc-sha256", "doc-question")
    claims = tuple(
        (name, kind)
        for name, _, kind in (one.partition("=") for one in post.getlist("claim")[:_MOST_ROWS])
    )
    return Form(
        entries,
        tuple((name, address) for name, address in sites),
        claims,
        tuple(DocumentRow(title, "", sha256.lower(), code) for title, sha256, code in documents),
    )


def _rows(post: Any, *names: str) -> list[Sequence[str]]:  # noqa: ANN401 - as above
    columns = [[_clean(one) for one in post.getlist(name)[:_MOST_ROWS]] for name in names]
    return [row for row in zip(*columns, strict=False) if any(row)]


def _clean(words: str) -> str:
    return printable(words).strip()[:_LONGEST]


def form_as_json(form: Form) -> dict[str, Any]:
    return {
        "entries": dict(form.entries),
        "sites": [list(site) for site in form.sites],
        "claims": [list(claim) for claim in form.claims],
        "documents": [list(row) for row in form.documents],
    }


def form_of_json(table: Mapping[str, Any]) -> Form:
    return Form(
        table["entries"],
        tuple((name, address) for name, address in table["sites"]),
        tuple((name, kind) for name, kind in table["claims"]),
        tuple(DocumentRow(*row) for row in table["documents"]),
    )
