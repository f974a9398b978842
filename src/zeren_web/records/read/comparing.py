"""A workbook that came back beside what stands: what is new, changed, conflicting, refused.

Three things are held beside each other: what stood when the workbook was made, what stands now, and
what the file says. Only where the file differs from both is there anything to decide.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final, Literal

from zeren.collect.facts import Period
from zeren.collect.responses import Evidence
from zeren.files.entered import Entered, entered_from, response_from
from zeren.files.filled import Filled
from zeren.files.workbook.said import title_of
from zeren.problems import Place
from zeren.standards.questionnaires import Questionnaire
from zeren.text import Text
from zeren_web.records.models import Answer, AnswerVersion, EvidenceUse, Response
from zeren_web.records.read.editions import questionnaire_of
from zeren_web.records.read.private import evidence_of

Kind = Literal["new", "changed", "emptied", "conflicting", "refused"]
Found = Kind | Literal["unchanged", "elsewhere", ""]  # "": nothing to say of it
TAKEN_UNLESS_SAID: Final = frozenset[Kind](("new", "changed"))
NOT_ASKED: Final = Text("这一轮没有问到它。", "This is not asked in this round.")
_NOTHING: Final = Entered()


@dataclass(frozen=True, slots=True)
class Stands:
    """What stands under a code, and its version; 0 where nothing ever stood."""

    entered: Entered = _NOTHING
    version: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """One answer or field about which there is something to decide, or to be told.

    `found` is what would stand if the file were followed. Of a refused cell there is no such thing,
    only its words as they were `written`, by column, and `why`.
    """

    kind: Kind
    code: str  # "" where even that could not be told
    title: Text
    place: Place
    stands: Entered
    version: int
    found: Entered = _NOTHING
    written: Mapping[str, str] = field(default_factory=dict)
    why: Text | None = None


@dataclass(frozen=True)
class Comparison:
    """All lines in the order of the sheets, and the pieces of evidence that are not there yet."""

    lines: tuple[Line, ...]
    evidence: tuple[Evidence, ...]
    unchanged: int  # said in the file as it stands
    elsewhere: int  # changed since the download, and not in the file: stays as it is

    def of(self, kind: Kind) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.kind == kind)


def compare(
    filled: Filled,
    *,
    questionnaire: Questionnaire,
    standing: Mapping[str, Stands],
    before: Mapping[str, Stands] | None = None,
    evidence: Iterable[Evidence] = (),
) -> Comparison:
    """Hold a workbook beside what stands.

    `before` is what stood when the workbook was made; None where nobody knows: then whatever differs
    from an answer that somebody gave is a conflict, and an empty cell says nothing.
    """
    three = _Three(
        questionnaire,
        _plain(questionnaire, filled.entered),
        standing,
        _plain(questionnaire, {code: one.entered for code, one in standing.items()}),
        before,
        None
        if before is None
        else _plain(questionnaire, {code: one.entered for code, one in before.items()}),
    )
    asked, unchanged, elsewhere = questionnaire.matter_of.keys(), 0, 0
    lines: list[Line] = list(_refused(filled, questionnaire, standing))
    unread = {line.code for line in lines}
    for code in filled.places:
        if code not in asked:
            continue
        kind = three.kind_of(code, unread=code in unread)
        if kind == "unchanged":
            unchanged += 1
        elif kind == "elsewhere":
            elsewhere += 1
        elif kind:
            lines.append(three.line(kind, code, filled.places[code]))
    order = {code: place for place, code in enumerate(filled.places)}
    lines.sort(key=lambda line: order.get(line.code, len(order)))
    known = {_bare(piece) for piece in evidence}
    pieces = {_bare(piece): piece for piece in filled.response.evidence if piece.question in asked}
    new = tuple(piece for bare, piece in pieces.items() if bare not in known)
    return Comparison(tuple(lines), new, unchanged, elsewhere)


@dataclass(frozen=True, slots=True)
class _Three:
    """The file, what stands, what stood; each also as the core reads it, so that 1,200 is 1200."""

    questionnaire: Questionnaire
    file: Mapping[str, Entered]
    standing: Mapping[str, Stands]
    now: Mapping[str, Entered]
    before: Mapping[str, Stands] | None
    then: Mapping[str, Entered] | None

    def kind_of(self, code: str, *, unread: bool) -> Found:
        """`unread`: something stands there that is told as refused."""
        said = self.file.get(code, _NOTHING)
        if self.before is None or self.then is None:
            return self._without_past(code, said)
        if said == self.now.get(code, _NOTHING):
            return "" if said.is_empty else "unchanged"
        if said == self.then.get(code, _NOTHING):
            return "elsewhere"
        if said.is_empty and unread:
            return ""
        stands = self.standing.get(code, Stands())
        if stands.version != self.before.get(code, Stands()).version:
            return "conflicting"
        return "emptied" if said.is_empty else _new_or_changed(stands)

    def _without_past(self, code: str, said: Entered) -> Found:
        """An empty cell says nothing, nor does a tick alone; what waits to be confirmed gives way."""
        stands = self.standing.get(code, Stands())
        if said.is_empty:
            return ""
        if _words(said) == _words(self.now.get(code, _NOTHING)):
            return "unchanged"
        free = stands.entered.is_empty or stands.entered.awaiting
        return _new_or_changed(stands) if free else "conflicting"

    def line(self, kind: Kind, code: str, place: Place) -> Line:
        stands = self.standing.get(code, Stands())
        said = self.file.get(code, _NOTHING)
        then = self.then.get(code, _NOTHING) if self.then is not None else None
        untouched = said.public == then.public if then else not stands.entered.is_empty
        found = replace(said, public=stands.entered.public if untouched else said.public)
        return Line(
            kind,
            code,
            title_of(self.questionnaire, code),
            place,
            stands.entered,
            stands.version,
            found,
        )


def _plain(questionnaire: Questionnaire, entries: Mapping[str, Entered]) -> dict[str, Entered]:
    """As the core reads them and would write them.

    What waits to be confirmed has no tick in a workbook; that of what is public anyway says nothing.
    """
    settled = {
        code: replace(entry, awaiting=False, public=entry.public and not entry.awaiting)
        for code, entry in entries.items()
    }
    read, _ = response_from(questionnaire, settled)
    always = {one.code for one in questionnaire.fields if one.always_published}
    return {
        code: replace(entry, public=entry.public and code not in always)
        for code, entry in entered_from(questionnaire, read).items()
    }


def _new_or_changed(stands: Stands) -> Kind:
    return "new" if stands.entered.is_empty else "changed"


def _words(entered: Entered) -> tuple[str, str, str]:
    return entered.said, entered.words, entered.reason


def _refused(
    filled: Filled, questionnaire: Questionnaire, standing: Mapping[str, Stands]
) -> Iterator[Line]:
    """Cells that were not understood, and rows that this round does not ask, with their words."""
    asked = questionnaire.matter_of.keys()
    for one in filled.unread:
        stands = standing.get(one.code, Stands())
        title = title_of(questionnaire, one.code)
        yield Line(
            "refused",
            one.code,
            title,
            one.place,
            stands.entered,
            stands.version,
            written=one.written,
            why=one.why,
        )
    for code, entry in filled.entered.items():
        if code not in asked:
            words = {"answer": entry.said, "words": entry.words, "reason": entry.reason}
            written = {name: said for name, said in words.items() if said}
            place = filled.places.get(code, Place(field=code))
            title = title_of(questionnaire, code)
            yield Line("refused", code, title, place, _NOTHING, 0, written=written, why=NOT_ASKED)
    for piece in filled.response.evidence:
        if piece.question not in asked:
            place = Place(sheet=piece.source.sheet, cell=piece.source.cell)
            written = {"for": piece.question, "title": piece.title.text, "link": piece.link}
            title = title_of(questionnaire, piece.question)
            yield Line("refused", "", title, place, _NOTHING, 0, written=written, why=NOT_ASKED)


def _bare(piece: Evidence) -> tuple[str, str, str, str, Period | None, str, str]:
    """What makes two pieces the same, whatever cell they stand in."""
    return (
        piece.question,
        piece.kind,
        piece.title.text,
        piece.issuer,
        piece.period,
        piece.expires,
        piece.link,
    )


def name_of(response: Response) -> str:
    """How a workbook names the response from which it was filled."""
    return f"{response.company.code}/{response.cycle.year}"


def comparison_of(response: Response, filled: Filled) -> Comparison:
    """The same for a response in the tables; whoever asks has the right to. At most three queries."""
    standing = standing_of(response)
    uses = (
        EvidenceUse.objects.with_scope(company=response.company_id)
        .filter(response=response)
        .select_related("piece")
    )
    return compare(
        filled,
        questionnaire=questionnaire_of(response.cycle),
        standing=standing,
        before=_before(response, filled, standing),
        evidence=[evidence_of(use.code, use.piece) for use in uses],
    )


def standing_of(response: Response) -> dict[str, Stands]:
    """Every answer that stands, with its version; one query."""
    answers = Answer.objects.with_scope(company=response.company_id).filter(response=response)
    rows = answers.values_list("code", "entry", "version")
    return {code: Stands(Entered.of(entry), version) for code, entry, version in rows}


def _before(
    response: Response, filled: Filled, standing: Mapping[str, Stands]
) -> dict[str, Stands] | None:
    """What stood when the workbook was filled; None where it was not filled from this response.

    A version that never was makes the whole of it unknown: somebody changed the marks.
    """
    made_from = filled.made_from
    if made_from is None or made_from.response != name_of(response):
        return None
    moved = {
        code: version
        for code, version in made_from.versions.items()
        if standing.get(code, Stands()).version != version
    }
    earlier = (
        AnswerVersion.objects.with_scope(company=response.company_id)
        .filter(response=response, code__in=moved)
        .values_list("code", "version", "entry")
    )
    found = {
        code: Stands(Entered.of(entry), version)
        for code, version, entry in (earlier if moved else ())
        if moved.get(code) == version
    }
    if found.keys() != moved.keys():
        return None
    same = made_from.versions.keys() - moved.keys()
    return {**{code: standing[code] for code in same if code in standing}, **found}
