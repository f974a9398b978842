"""What a declaration says, part by part, in words for people: the parts of ISO/IEC 17050-1, clause 6."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from zeren.declare.declaration import Claimed, Declaration, Words
from zeren.publish.wording import day_words, period_words
from zeren.text import Text, counted, same

_SAID_IN: Final = Text("（原文为英文）", " (original in Chinese)")


@dataclass(frozen=True, slots=True)
class Part:
    """A heading and what stands under it."""

    title: Text
    lines: tuple[Text, ...]


def parts_of(declaration: Declaration) -> tuple[Part, ...]:
    """Everything that a declaration says, in order; parts with nothing in them are left out."""
    return tuple(part for part in _parts(declaration) if part.lines)


def told(words: Words) -> Text:
    """In each language; what was said in one only stays as it was said, and is marked in the other."""
    if isinstance(words, Text):
        return words
    marked = words.text + _SAID_IN.to("en" if words.lang == "zh" else "zh")
    return Text(words.text, marked) if words.lang == "zh" else Text(marked, words.text)


def _parts(one: Declaration) -> Iterator[Part]:
    issuer, scope = one.issuer, one.scope
    code = (_USCC.format(code=issuer.uscc),) if issuer.uscc else ()
    contact = (same(issuer.contact),) if issuer.contact else ()
    days = _VALIDITY.format(issued=day_words(one.issued), until=day_words(one.until))
    yield Part(_ISSUER, (issuer.name, *code, told(issuer.address), *contact))
    yield Part(_OBJECT, (told(scope.object), _period(one)))
    yield Part(_SITES, tuple(_pair(told(site.name), told(site.address)) for site in scope.sites))
    yield Part(_PEOPLE, (_people(one),))
    yield Part(_STATEMENT, (told(one.statement),))
    yield Part(_STANDARDS, tuple(map(_claim, one.claims)))
    yield Part(_LIMITS, (told(one.limits),) if one.limits else ())
    yield Part(_REVIEW, (told(one.review),) if one.review else ())
    yield Part(
        _DOCUMENTS,
        tuple(_pair(told(it.title), same(f"SHA-256 {it.sha256}")) for it in one.documents),
    )
    yield Part(_SUPERSEDES, (same(one.supersedes),) if one.supersedes else ())
    yield Part(_VALID, (days, told(one.place)))
    yield Part(_SIGNATORY, (told(one.signatory.name), told(one.signatory.function)))


def _pair(first: Text, second: Text) -> Text:
    return Text("{first} · {second}", "{first} · {second}").format(first=first, second=second)


def _claim(claim: Claimed) -> Text:
    return Text("{words}（{edition}）", "{words} ({edition})").format(
        words=claim.words, edition=claim.edition
    )


def _period(one: Declaration) -> Text:
    period = period_words(one.scope.period)
    return Text("期间：{period}", "Period: {period}").format(period=period)


def _people(one: Declaration) -> Text:
    staff, sent = one.scope.employees, one.scope.dispatched
    english = (
        f"{counted(staff, 'employee', 'employees')}, "
        f"{counted(sent, 'dispatched worker', 'dispatched workers')} besides"
    )
    return Text(f"员工 {staff} 人；另有派遣工 {sent} 人", english)


_ISSUER: Final = Text("声明人", "Issuer")
_USCC: Final = Text("统一社会信用代码 {code}", "Unified Social Credit Code {code}")
_OBJECT: Final = Text("声明的对象", "Object of the declaration")
_SITES: Final = Text("覆盖的场所", "Sites covered")
_PEOPLE: Final = Text("人数", "People")
_STATEMENT: Final = Text("声明", "Statement")
_STANDARDS: Final = Text("标准", "Standards")
_LIMITS: Final = Text("限制", "Limits")
_REVIEW: Final = Text("复查、变更和撤回", "Review, change and withdrawal")
_DOCUMENTS: Final = Text("支持性文件", "Supporting documents")
_SUPERSEDES: Final = Text("取代的声明", "Replaces")
_VALID: Final = Text("签发", "Issued")
_VALIDITY: Final = Text("{issued}签发，有效期至{until}", "{issued}, valid until {until}")
_SIGNATORY: Final = Text("签署人", "Signatory")
