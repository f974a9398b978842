"""From the answers and the filled form to a declaration, or to everything that still stands in its way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final, NamedTuple

from zeren.collect import uscc
from zeren.collect.facts import Period
from zeren.collect.numbers import EMPLOYEES
from zeren.collect.periods import PERIOD
from zeren.collect.personal import personal_numbers
from zeren.collect.responses import Response
from zeren.declare.checks import is_day, problems_of, sides, texts_of
from zeren.declare.declaration import (
    Claimed,
    Declaration,
    Issuer,
    Scope,
    Signatory,
    Site,
    SupportingDocument,
    Words,
)
from zeren.declare.form import LINES, Form
from zeren.declare.prefilled import DISPATCHED, confirmed, known_from
from zeren.declare.validity import usual_end
from zeren.problems import Level, Place, Problem, Refused, has_errors
from zeren.standards.catalogue import Standard, find_standard
from zeren.standards.claims import declared
from zeren.standards.library import OURS_ALONE, Library
from zeren.standards.questionnaires import Questionnaire
from zeren.text import Said, Text, listed, same

_NEEDED: Final = ("uscc", "name-zh", "name-en", *EMPLOYEES, DISPATCHED, *PERIOD)
_FEW: Final = 6  # documents that are named
_NOTHING: Final = "—"  # stands where a needed line is empty, so that all else is checked too


class Filled(NamedTuple):
    """A form that came back: what it holds, where each cell is, and what could not be read."""

    form: Form
    places: Mapping[str, Place] = MappingProxyType({})
    problems: tuple[Problem, ...] = ()

    def where(self, name: str) -> Place:
        """The place of a cell: `place.zh`, `sites.0.name`, `claims.2`, `documents.1.title`."""
        return self.places.get(name) or Place(field=name)


def declaration_from(
    response: Response,
    filled: Filled,
    *,
    day: str,
    questionnaire: Questionnaire,
    awaiting: frozenset[str] = frozenset(),
    library: Library = OURS_ALONE,
) -> tuple[Declaration | None, tuple[Problem, ...]]:
    """A declaration, None where something is wrong; and all that is wrong or worth knowing.

    `day` is today: the date of issue where the form names none. Only confirmed answers count.
    """
    sound = confirmed(response, awaiting)
    making = _Making(sound, filled, day, library)
    making.problems += [*filled.problems, *_unconfirmed(response, questionnaire, awaiting)]
    if not sound.answers:
        making.say("answers-missing", Place(), _NO_ANSWERS)
    made = making.declaration()
    told = {problem.place for problem in making.problems if problem.level == "error"}
    tried = any(kind != "none" for _, kind in filled.form.claims)
    making.problems += (
        problem
        for problem in problems_of(made, making.where)
        if problem.place not in told and not (tried and problem.code == "claims-missing")
    )
    _notes(making, made)
    problems = tuple(making.problems)
    return None if has_errors(problems) else made, problems


@dataclass(slots=True)
class _Making:
    """A declaration in the making; `at` leads from its paths to the cells of the form."""

    response: Response
    filled: Filled
    day: str
    library: Library
    problems: list[Problem] = field(default_factory=list)
    at: dict[str, str] = field(default_factory=dict)

    def say(
        self, code: str, place: Place, words: tuple[Text, Text], *, level: Level = "error"
    ) -> None:
        self.problems.append(Problem(code, level, place, *words))

    def where(self, path: str) -> Place:
        """The cell behind a path of the declaration, or behind the longest known beginning of it."""
        parts = path.split(".")
        beginnings = (".".join(parts[:length]) for length in range(len(parts), 0, -1))
        known = {**_AT, **self.at}
        name = next((known[one] for one in beginnings if one in known), path)
        english = f"{name.removesuffix('.zh')}.en"
        entries = self.filled.form.entries
        is_english = name.endswith(".zh") and not entries.get(name) and entries.get(english)
        return self.filled.where(english if is_english else name)

    def declaration(self) -> Declaration:
        """With a dash where a needed line is empty: it is never handed out then."""
        entries = self._entries()
        issued = entries.get("issued", self.day)
        return Declaration(
            issuer=Issuer(
                name=_name(entries),
                uscc=entries.get("uscc", ""),
                address=_words(entries, "address"),
                contact=entries.get("contact", ""),
            ),
            scope=Scope(
                object=_words(entries, "object"),
                sites=tuple(self._sites()),
                employees=_count(entries.get("employees", "0")),
                dispatched=_count(entries.get("dispatched", "0")),
                period=Period(
                    entries.get("period-to", self.response.period.end),
                    entries.get("period-from", self.response.period.start),
                ),
            ),
            statement=_words(entries, "statement"),
            claims=tuple(self._claims()),
            issued=issued,
            until=entries.get("until") or (usual_end(issued) if is_day(issued) else ""),
            place=_words(entries, "place"),
            signatory=Signatory(_words(entries, "signatory"), _words(entries, "function")),
            asked=self.response.asked,
            limits=_perhaps(entries, "limits"),
            review=_perhaps(entries, "review"),
            documents=tuple(self._documents()),
            supersedes=entries.get("supersedes", ""),
            published=_published(self.response),
        )

    def _entries(self) -> dict[str, str]:
        """The form's words with those of the answers; where they differ or are missing, it is said."""
        written = {name: words.strip() for name, words in self.filled.form.entries.items()}
        entries = {name: words for name, words in written.items() if words}
        if "uscc" in entries:
            entries["uscc"] = uscc.normalise(entries["uscc"])
        for code, known in known_from(self.response).items():
            said = entries.setdefault(code, known)
            if said != known:
                what = _DIFFERS.format(form=said, answers=known)
                self.say("form-differs", self.filled.where(code), (what, _AGREE))
        unread = {problem.place for problem in self.filled.problems}
        for line in LINES:
            places = [self.filled.where(cell) for cell in line.cells]
            empty = not any(cell in entries for cell in line.cells)
            if line.needed and empty and not unread.intersection(places):
                what = _MISSING.format(label=line.label)
                self.say("form-missing", places[0], (what, _FILL_IN))
        return entries

    def _sites(self) -> Iterator[Site]:
        for number, (name, address) in enumerate(self.filled.form.sites):
            for part in ("name", "address"):
                self.at[f"scope.sites.{number}.{part}"] = f"sites.{number}.{part}"
            yield Site(Said.of(name.strip()), Said.of(address.strip()))

    def _claims(self) -> Iterator[Claimed]:
        made = 0
        for number, (name, kind) in enumerate(self.filled.form.claims):
            place = self.filled.where(f"claims.{number}")
            try:
                known = find_standard(name, library=self.library)
                words = declared(known, kind)
            except Refused as refusal:
                self.problems += (one._replace(place=place) for one in refusal.problems)
                continue
            if words is None:
                continue
            self.at[f"claims.{made}"] = f"claims.{number}"
            made += 1
            self._warn(known, place)
            yield Claimed(known.id, known.title, known.edition, known.claim.kind, words)

    def _warn(self, known: Standard, place: Place) -> None:
        """What somebody who signs such a sentence should have thought of."""
        if known.claim.kind == "conforms":
            what = _CONFORMS.format(words=known.claim.words, limit=known.claim.limit)
            self.say("claim-of-conformity", place, (what, _BE_SURE), level="note")
        if known.superseded_by:
            what = _OLD.format(title=known.title, newer=known.superseded_by)
            self.say("standard-superseded", place, (what, _OLD_REMEDY), level="note")

    def _documents(self) -> Iterator[SupportingDocument]:
        """Those whose hash is known; rows without file and hash are left out, and that is said."""
        made = 0
        left_out: list[Text] = []
        unread = {problem.place for problem in self.filled.problems}
        for number, row in enumerate(self.filled.form.documents):
            path = f"documents.{number}"
            title = row.title.strip() or row.file.strip()
            if not row.sha256:
                if self.filled.where(f"{path}.file") not in unread:
                    left_out.append(same(title))
                continue
            for part in ("title", "sha256", "question"):
                self.at[f"documents.{made}.{part}"] = f"{path}.{part}"
            made += 1
            yield SupportingDocument(Said.of(title), row.sha256, row.question)
        if left_out:
            more = [same("…")] if len(left_out) > _FEW else []
            what = _LEFT_OUT.format(titles=listed([*left_out[:_FEW], *more]))
            place = self.filled.where("documents")
            self.say("document-left-out", place, (what, _LIST_IT), level="note")


def _name(entries: Mapping[str, str]) -> Text:
    chinese, english = entries.get("name-zh", ""), entries.get("name-en", "")
    either = chinese or english or _NOTHING
    return Text(chinese or either, english or either)


def _words(entries: Mapping[str, str], code: str) -> Words:
    """In both languages where both were written, else as it was said."""
    return _perhaps(entries, code) or Said.of(_NOTHING)


def _perhaps(entries: Mapping[str, str], code: str) -> Words | None:
    chinese, english = entries.get(f"{code}.zh", ""), entries.get(f"{code}.en", "")
    if chinese and english and chinese != english:
        return Text(chinese, english)
    either = chinese or english
    return Said.of(either) if either else None


def _count(words: str) -> int:
    """A whole number; what is none becomes one that cannot be."""
    return int(words) if words.isdecimal() and len(words) < len(str(10**9)) else -1


def _published(response: Response) -> tuple[str, ...]:
    """The codes of what was answered, in words or in figures, and ticked for the public."""
    said = {answer.question for answer in response.answers}
    said |= {fact.code.rpartition("/")[2] for fact in response.facts}
    return tuple(sorted(said & response.published))


def _unconfirmed(
    response: Response, questionnaire: Questionnaire, awaiting: frozenset[str]
) -> Iterator[Problem]:
    waiting = [questionnaire.field_of[code].label for code in _NEEDED if code in awaiting]
    if waiting:
        what = _WAITING.format(labels=listed(waiting))
        yield Problem("declare-unconfirmed", "error", Place(), what, _CONFIRM)
    left = [answer.question for answer in response.answers if answer.question in awaiting]
    if left:
        what = _LEFT.format(count=len(left))
        yield Problem("answers-left-out", "note", Place(), what, _CONFIRM)


def _notes(making: _Making, made: Declaration) -> None:
    """What may well be meant, and is worth a second look before somebody signs."""
    for path, words in texts_of(made):
        kinds = {one.kind for text in sides(words) for one in personal_numbers(text)}
        if kinds & {"identity", "card"}:
            making.say("personal-number", making.where(path), _IDENTITY)
        elif kinds:
            making.say("personal-number", making.where(path), _MOBILE, level="note")
    if made.issued > making.day:
        what = _AHEAD.format(issued=made.issued)
        making.say("issued-ahead", making.where("issued"), (what, _AHEAD_REMEDY), level="note")
    if made.scope.period.end > made.issued:
        making.say("period-open", making.where("scope.period.end"), _OPEN, level="note")
    sites = making.response.number("sites")
    if sites is not None and sites != len(made.scope.sites):
        what = _SITES.format(said=sites, listed=len(made.scope.sites))
        making.say("sites-differ", making.where("scope.sites"), (what, _SITES_REMEDY), level="note")


_AT: Final[Mapping[str, str]] = {
    "issuer.name": "name-zh",
    "issuer.uscc": "uscc",
    "issuer.address": "address.zh",
    "issuer.contact": "contact",
    "scope.object": "object.zh",
    "scope.employees": "employees",
    "scope.dispatched": "dispatched",
    "scope.period.start": "period-from",
    "scope.period.end": "period-to",
    "scope.sites": "sites",
    "documents": "documents",
    "claims": "claims",
    "statement": "statement.zh",
    "place": "place.zh",
    "signatory.name": "signatory.zh",
    "signatory.function": "function.zh",
    "limits": "limits.zh",
    "review": "review.zh",
}
_NO_ANSWERS: Final = (
    Text(
        "没有一个已确认的回答，没有什么可以声明。",
        "No answer is confirmed: there is nothing to declare.",
    ),
    Text("请先填答卷。", "Fill in the questionnaire first."),
)
_DIFFERS: Final = Text(
    "这里写的是“{form}”，答卷里是“{answers}”。", 'This says "{form}"; the answers say "{answers}".'
)
_AGREE: Final = Text(
    "请核对哪个对，把另一个改成一样。", "Find out which is right and change the other."
)
_MISSING: Final = Text("“{label}”还没有填。", '"{label}" is still empty.')
_FILL_IN: Final = Text("这一项必填，请补上。", "It is needed: please fill it in.")
_CONFORMS: Final = Text("这里声明：“{words}”{limit}", "This declares: “{words}” {limit}")
_BE_SURE: Final = Text(
    "没有把握就选“不声明”；签署人要对这句话负责。",
    "Unless you are sure, choose “no claim”: whoever signs answers for this sentence.",
)
_OLD: Final = Text("《{title}》已被 {newer} 取代。", "{title} is superseded by {newer}.")
_OLD_REMEDY: Final = Text("请看看能不能改用新的。", "See whether you can name the newer one.")
_LEFT_OUT: Final = Text(
    "这些文件没有文件名，也没有 SHA-256，不列入声明：{titles}。",
    "Without a file name or a SHA-256 these are left out of the declaration: {titles}.",
)
_LIST_IT: Final = Text(
    "要列入，就把文件放在这张表旁边，写上文件名；否则不用管。",
    "To list one, put the file beside this form and name it; otherwise never mind.",
)
_WAITING: Final = Text(
    "这几项是从上次带来的，还没有确认：{labels}。",
    "These were carried from last time and are not confirmed: {labels}.",
)
_LEFT: Final = Text(
    "有 {count} 个回答是从上次带来的，还没有确认，不算在声明里。",
    "Answers carried from last time and not confirmed, which the declaration leaves out: {count}.",
)
_CONFIRM: Final = Text(
    "请在答卷里核对，选“已确认”。", "Look at them in the answers and choose “Confirmed”."
)
_IDENTITY: Final = (
    Text(
        "这里好像有身份证号或银行卡号。",
        "What looks like an identity number or a bank card is written here.",
    ),
    Text(
        "请删掉：声明会交给别人，收不回来。",
        "Take it out: a declaration is handed to others and cannot be called back.",
    ),
)
_MOBILE: Final = (
    Text("这里写了一个手机号。", "A mobile phone number is written here."),
    Text(
        "声明会交给别人。请改写公司的总机或邮箱；本人同意的，可以不改。",
        "A declaration is handed to others. Give the company's switchboard or mailbox instead, unless that person agrees.",
    ),
)
_AHEAD: Final = Text(
    "签发日期 {issued} 还没有到。", "The date of issue, {issued}, is still to come."
)
_AHEAD_REMEDY: Final = Text(
    "在那之前，别人核对这份声明不会通过。请核对日期。",
    "Until then nobody who verifies the declaration will find it in force. Check the date.",
)
_OPEN: Final = (
    Text("签发时，声明的期间还没有结束。", "The period declared is not over at the date of issue."),
    Text("请核对；通常声明已经过完的一年。", "Look again: usually it is a year that has ended."),
)
_SITES: Final = Text(
    "答卷里有 {said} 个场所，这里列了 {listed} 个。",
    "Sites by the answers: {said}; listed here: {listed}.",
)
_SITES_REMEDY: Final = Text(
    "没有全列的，请在“限制”里写明。", "If that is meant, say so under “Limits”."
)
