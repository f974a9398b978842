"""The reply to a buyer: what is filled in, what is proposed, what stays open and whom to ask."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final, Literal

from zeren.collect.facts import plain
from zeren.collect.responses import Response
from zeren.publish.reply import reasons
from zeren.publish.reply.asked import NO, YES, BuyerQuestion, Cell, folded
from zeren.publish.reply.clauses import spoken_of
from zeren.publish.reply.matching import SURE, languages, matches
from zeren.publish.reply.saying import Silence, Speaker, Statement
from zeren.publish.reply.sources import NOTHING, Source, load_sources, whole_questionnaire
from zeren.publish.sums import SUMS
from zeren.publish.wording import period_words
from zeren.standards.library import OURS_ALONE, Library
from zeren.standards.questionnaires import Questionnaire
from zeren.text import Lang, Text

Status = Literal["filled", "check", "kept", "open"]
STATUSES: Final[tuple[Status, ...]] = ("filled", "check", "kept", "open")
_LIKELY: Final = 0.35  # below it a proposal would only distract


@dataclass(frozen=True, slots=True)
class Writing:
    """What goes into one cell of the buyer's, and the comment beside it."""

    cell: Cell
    value: str | Decimal
    comment: str


@dataclass(frozen=True, slots=True)
class Line:
    """How one question fares. `proposal` is what could be written; `writings` what is written."""

    question: BuyerQuestion
    status: Status
    source: str  # an address such as sme/E1.2; empty where nothing of ours fits
    title: Text
    confidence: float
    relation: Text
    proposal: str
    why: Text
    ask: Text
    find_out: Text
    writings: tuple[Writing, ...] = ()

    def as_json(self) -> dict[str, object]:
        asked = self.question
        return {
            "sheet": asked.sheet,
            "row": asked.row,
            "question": asked.words,
            "number": asked.number,
            "clauses": [f"{standard} {ref}" for standard, ref in asked.clauses],
            "status": self.status,
            "source": self.source,
            "title": self.title.as_json() if self.source else None,
            "confidence": f"{self.confidence:.2f}",
            "relation": self.relation.as_json() if self.source else None,
            "proposal": self.proposal,
            "why": self.why.as_json() if self.why.en else None,
            "ask": self.ask.as_json() if self.ask.en else None,
            "find_out": self.find_out.as_json() if self.find_out.en else None,
            "cells": [
                {
                    "row": one.cell[0],
                    "column": one.cell[1],
                    "value": plain(one.value) if isinstance(one.value, Decimal) else one.value,
                }
                for one in self.writings
            ],
        }


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the person said belongs to a question: one of our codes, or nothing."""

    code: str


def reply(  # noqa: PLR0913 - the last three change what is said without them
    questions: Iterable[BuyerQuestion],
    questionnaire: Questionnaire,
    response: Response,
    *,
    date: str,
    chosen: Mapping[str, Chosen] | None = None,
    everything: bool = False,
    library: Library = OURS_ALONE,
) -> tuple[Line, ...]:
    """A line for each question, in their order.

    `chosen`: the person's corrections by the question's words; `everything`: use also what is not
    ticked for the public; `date` stands in the comments; `library`: supplements that may answer and
    standards whose clauses may be named.
    """
    speaker = Speaker(questionnaire, whole_questionnaire(library), response, everything)
    desk = _Desk(speaker, date, chosen or {}, library)
    return tuple(desk.line(question) for question in questions)


@dataclass(frozen=True, slots=True)
class _Found:
    """The source for a question, how sure it is, and what ties both."""

    source: Source
    confidence: float
    relation: Text


# A figure and those that belong beside it where somebody asks for the whole.
_PARTS: Final = {"electricity": ("solar-own",), "injuries": ("injuries-dispatched",)}


class _Desk:
    """Works through the questions one by one."""

    def __init__(
        self, speaker: Speaker, date: str, chosen: Mapping[str, Chosen], library: Library
    ) -> None:
        self._speaker = speaker
        self._date = date
        self._chosen = chosen
        self._library = library
        self._sources = {source.code: source for source in load_sources(library)}

    def line(self, asked: BuyerQuestion) -> Line:
        found = self._found(asked)
        if found is None or found.source.kind == NOTHING or found.confidence < _LIKELY:
            return _without(asked)
        statement = self._speaker.says(found.source, asked)
        sure = found.confidence >= SURE
        if isinstance(statement, Silence) and not sure:
            return self._made(asked, found, status="check", why=reasons.UNSURE)
        if isinstance(statement, Silence):
            status: Status = "kept" if statement.kept_back else "open"
            proposal = self._held_back(asked, found) if statement.kept_back else ""
            return self._made(asked, found, status=status, why=statement.why, proposal=proposal)
        lang = _lang(asked)
        words = _shown(statement, asked, lang)
        partial = self._is_part(found)
        if not sure or partial or asked.obstacle:
            why = reasons.OBSTACLES[asked.obstacle] if asked.obstacle else reasons.UNSURE
            why = reasons.A_PART if partial and sure else why
            return self._made(asked, found, status="check", why=why, proposal=words)
        writings = _writings(statement, asked, lang, self._comment(found, lang))
        answered = any(one.cell != asked.remark for one in writings)
        return self._made(
            asked,
            found,
            status="filled" if answered else "check",
            why=Text("", "") if answered else reasons.CHOOSE,
            proposal=words,
            writings=writings,
        )

    def _is_part(self, found: _Found) -> bool:
        """Whether the buyer may mean more than this figure; what the person chose is taken."""
        if found.relation == reasons.BY_PERSON:
            return False
        others = _PARTS.get(found.source.code, ())
        return any(self._speaker.response.number(code) for code in others)

    def _held_back(self, asked: BuyerQuestion, found: _Found) -> str:
        """What would be written if the answer were ticked; for the list that stays inside."""
        statement = replace(self._speaker, everything=True).says(found.source, asked)
        return _shown(statement, asked, _lang(asked)) if isinstance(statement, Statement) else ""

    def _found(self, asked: BuyerQuestion) -> _Found | None:
        """What the person chose, else what clause and words say."""
        chosen = self._chosen.get(key_of(asked.words))
        if chosen is not None:
            source = self._sources.get(chosen.code)
            return _Found(source, 1.0, reasons.BY_PERSON) if source else None
        clauses = spoken_of(asked.clauses, self._library) if asked.clauses else None
        found = matches(
            asked.words,
            clauses=clauses,
            measured=bool(asked.unit),
            most=1,
            library=self._library,
        )
        if not found:
            return None
        best = found[0]
        by_clause = clauses is not None and best.source.code in clauses
        relation = reasons.BY_CLAUSE if by_clause else reasons.BY_WORDS
        return _Found(best.source, best.confidence, relation)

    def _made(
        self,
        asked: BuyerQuestion,
        found: _Found,
        *,
        status: Status,
        why: Text,
        proposal: str = "",
        writings: tuple[Writing, ...] = (),
    ) -> Line:
        """Nobody is worth asking where an answer is there, or the match itself is in doubt."""
        none = Text("", "")
        has_answer = bool(proposal) or status == "kept"
        ask, find_out = (
            (none, none) if has_answer or why == reasons.UNSURE else self._whom(found.source)
        )
        return Line(
            question=asked,
            status=status,
            source=found.source.address,
            title=found.source.title,
            confidence=found.confidence,
            relation=found.relation,
            proposal=proposal,
            why=why,
            ask=ask,
            find_out=find_out,
            writings=writings,
        )

    def _whom(self, source: Source) -> tuple[Text, Text]:
        """The role to ask, and how that person finds out."""
        whole = self._speaker.whole
        if source.kind in {"level", "red-line"}:
            matter = whole.question_of.get(source.code) or whole.red_line_of[source.code]
            return whole.role_of[matter.owner].title, matter.find_out
        total = next((one for one in SUMS if one.code == source.code), None)
        if total:
            return whole.role_of[total.owner].title, whole.field_of[total.parts[0]].help
        field = whole.field_of[source.code]
        return whole.role_of[_keeper(field.section)].title, field.help

    def _comment(self, found: _Found, lang: Lang) -> str:
        """What the cell rests on; it goes out, so it tells neither level nor confidence."""
        period = period_words(self._speaker.response.period)
        return (
            Text(
                "来源：企业自评回答 {address}“{title}”\n对应：{relation}\n期间：{period}\n自评，未经核实。填写日期：{date}",
                "Source: the company's own answer {address}, “{title}”\nRelation: {relation}\nPeriod: {period}\nSelf-assessed, not verified. Filled in on {date}",
            )
            .format(
                address=found.source.address,
                title=found.source.title,
                relation=found.relation,
                period=period,
                date=self._date,
            )
            .to(lang)
        )


def _without(asked: BuyerQuestion) -> Line:
    """A question to which nothing of ours belongs."""
    none = Text("", "")
    return Line(
        question=asked,
        status="open",
        source="",
        title=none,
        confidence=0.0,
        relation=none,
        proposal="",
        why=reasons.NOTHING,
        ask=none,
        find_out=none,
    )


def key_of(words: str) -> str:
    """A question's words as they are remembered: letters and digits, in one case and width."""
    import unicodedata

    folded = unicodedata.normalize("NFKC", words).casefold()
    return "".join(character for character in folded if character.isalnum())


def _lang(asked: BuyerQuestion) -> Lang:
    """A row in both languages is answered in English: a buyer abroad reads that."""
    spoken = languages(asked.words)
    return "zh" if spoken == ("zh",) else "en"


def _shown(statement: Statement, asked: BuyerQuestion, lang: Lang) -> str:
    if statement.number is not None and asked.unit:
        return plain(statement.number)
    return statement.in_words(lang)


def _writings(
    statement: Statement, asked: BuyerQuestion, lang: Lang, comment: str
) -> tuple[Writing, ...]:
    """The answer's cell where it can hold the answer; else the words go beside it."""
    words = safe(statement.in_words(lang))
    says_more = asked.option_like(words) is None and folded(words) not in YES | NO
    beside = (Writing(asked.remark, words, comment),) if asked.remark and says_more else ()
    if asked.ticks:
        cell = asked.tick(yes=statement.yes) if statement.yes is not None else None
        return (Writing(cell, "√" if lang == "zh" else "X", comment), *beside) if cell else beside
    if asked.answer is None:
        return beside
    if asked.options:
        option = asked.option(yes=statement.yes) if statement.yes is not None else None
        option = option or asked.option_like(words)
        return (Writing(asked.answer, option, comment), *beside) if option else beside
    if statement.number is not None:
        return (Writing(asked.answer, statement.number, comment),)
    if statement.yes is not None:
        lead = Text("是。", "Yes. ") if statement.yes else Text("否。", "No. ")
        words = f"{lead.to(lang)}{words}" if says_more else words
    return (Writing(asked.answer, words, comment),)


_SIGNS: Final = tuple("=+-@\t\r＝＋－＠﹢﹣﹦﹫")


def safe(words: str) -> str:
    """Words that no program takes for a formula, in this file or in one copied from it."""
    return f"“{words}”" if words.startswith(_SIGNS) else words


def _keeper(section: str) -> str:
    """The role that usually keeps the figures of a section."""
    keepers = {
        "resources": "environment",
        "safety": "safety",
        "people": "hr",
        "market": "finance",
        "community": "admin",
        "trade": "finance",
        "company": "admin",
        "place": "admin",
    }
    return keepers.get(section, "admin")


__all__ = ["STATUSES", "Chosen", "Line", "Status", "Writing", "key_of", "reply", "safe"]
