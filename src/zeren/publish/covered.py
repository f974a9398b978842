"""Coverage in words: the state of a clause, the answers that speak to it, and by which way."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from functools import cache
from typing import Final

from zeren.assess.coverage import ClauseCoverage, Further, Given, StandardCoverage
from zeren.assess.coverage.clauses import State
from zeren.collect.facts import Fact
from zeren.collect.responses import Answer
from zeren.publish.facts_only import value_words
from zeren.publish.wording import TIER_WORDS, answer_words, unit_words
from zeren.standards.crosswalks import BASIS_WORDS, KIND_WORDS, SURE_STRENGTH, Relation, Step
from zeren.standards.load import OUR_SUPPLEMENTS
from zeren.standards.questionnaires import Field, Questionnaire
from zeren.standards.topics import load_topics
from zeren.standards.vsme import load_concepts
from zeren.text import Said, Text, counted, parted, same

_FEW: Final = 3  # further questions that a line names
STATE_WORDS: Final[Mapping[State, Text]] = {
    "covered": Text("已覆盖", "covered"),
    "partly": Text("部分覆盖", "partly"),
    "open": Text("空缺", "open"),
}
EXPLAINED: Final = Text(
    "强度是我们对这条对应有几分把握：满分 10，5 以上算有把握；“经议题”指没有人写过对照表，是由两边共同的议题推出来的。",
    "The strength tells how sure the match is, 10 at most, sure from 5; “through” topics means that nobody wrote a table and the topics both sides share suggest it.",
)
LIMIT: Final = Text(
    "回答只是指向条款的依据，不等于符合该条款，也没有人核实过。",
    "An answer is evidence towards a clause. It is not conformity with it, and nobody has checked it.",
)


def asked_words(code: str, questionnaire: Questionnaire | None) -> Text:
    """The short name of a question, red line, number or concept."""
    if code in load_concepts():
        return load_concepts()[code].label
    code = code.rpartition("/")[2]
    if questionnaire is None:
        return same(code)
    matter = questionnaire.question_of.get(code) or questionnaire.red_line_of.get(code)
    if matter:
        return matter.title
    field = questionnaire.field_of.get(code)
    return field.label if field else same(code)


def named_words(code: str, questionnaire: Questionnaire | None) -> Text:
    """A question by its code and name; a number or a concept by its name alone."""
    name = asked_words(code, questionnaire)
    code = code.rpartition("/")[2]
    if questionnaire is None or not _has_code(code, questionnaire):
        return name
    return Text(f"{code} {name.zh}", f"{code} {name.en}")


def _has_code(code: str, questionnaire: Questionnaire) -> bool:
    """Whether people know it by its code: the workbook shows those of questions and red lines."""
    return code in questionnaire.question_of or code in questionnaire.red_line_of


def given_words(given: Given, questionnaire: Questionnaire | None) -> Text | Said:
    """What was said: a level and what one sees at it, a figure with its unit, or own words."""
    said = given.said
    if isinstance(said, Fact):
        value = value_words(said)
        unit = unit_words(said.unit)
        if isinstance(value, Said):
            return value
        return Text(f"{value.zh} {unit.zh}".strip(), f"{value.en} {unit.en}".strip())
    return _answer(said, questionnaire)


def _answer(said: Answer, questionnaire: Questionnaire | None) -> Text:
    if questionnaire is None:
        return same(said.said)
    code = said.question
    matter = questionnaire.question_of.get(code) or questionnaire.red_line_of[code]
    return answer_words(matter, said)


def place_words(given: Given) -> Text:
    """Where it was said: Sheet!B7; empty where no cell is known."""
    source = given.source
    return same(f"{source.sheet}!{source.cell}" if source.cell else source.sheet)


def relation_words(relation: Relation) -> Text:
    """Its kind, its strength of ten and what that rests on; of several steps, the weakest link."""
    words = Text(
        "{kind} · 强度 {strength} · {basis}", "{kind} · {strength} of 10 · {basis}"
    ).format(
        kind=KIND_WORDS[relation.kind],
        strength=relation.strength,
        basis=_basis(relation),
    )
    if len(relation.steps) == 1:
        return words
    return Text(
        "{words} · 共 {number} 步，最弱一环 {weakest}",
        "{words} · {number} steps, the weakest {weakest}",
    ).format(words=words, number=len(relation.steps), weakest=step_words(relation.weakest))


def step_words(step: Step) -> Text:
    return same(f"{step.source.clause} → {step.target.clause}")


def _basis(relation: Relation) -> Text:
    topics = dict.fromkeys(topic for step in relation.steps for topic in step.topics)
    if topics:
        names = [_topic_titles().get(topic, same(topic)) for topic in topics]
        return Text(
            "经议题" + "".join(f"“{name.zh}”" for name in names),
            "through " + ", ".join(f"“{name.en}”" for name in names),
        )
    return BASIS_WORDS[relation.basis]


@cache
def _topic_titles() -> Mapping[str, Text]:
    return {topic.id: topic.title for topic in load_topics()}


def advice_words(one: ClauseCoverage, questionnaire: Questionnaire | None) -> Text:
    """What would say more: questions still silent, a larger questionnaire, or nothing of ours."""
    if one.is_heading or one.state == "covered":
        return Text("", "")
    told, larger = _still(one, questionnaire), _larger(one)
    return Text(told.zh + larger.zh, f"{told.en} {larger.en}".strip())


def _still(one: ClauseCoverage, questionnaire: Questionnaire | None) -> Text:
    """What is to be done about a clause with the questions of this workbook."""
    if not one.is_asked:
        return Text("", "") if one.further else _ASKED_NOWHERE
    if one.missing:
        return Text("还可以回答：{codes}。", "Still to answer: {codes}.").format(
            codes=parted(named_words(code, questionnaire) for code in one.missing)
        )
    return _NOT_PUT_TO_YOU if one.state == "open" else _ONLY_A_PART


_ASKED_NOWHERE: Final = Text(
    "我们的问卷没有问到，请另行准备。",
    "Our questionnaire does not ask about it: prepare it separately.",
)
_NOT_PUT_TO_YOU: Final = Text(
    "您的企业没有被问到相关问题；如果适用，请另行说明。",
    "Nothing about it was asked of your company; where it applies, explain it separately.",
)
_ONLY_A_PART: Final = Text(
    "回答只涉及其中一部分，请补充该条款要求的内容。",
    "The answers speak to a part of it: add what the clause asks beyond them.",
)


def _offers(one: ClauseCoverage) -> tuple[tuple[Further, ...], ...]:
    """What is worth asking further, by who asks it: where something is said already, only what is sure.

    Where a larger tier asks, it alone is named: supplements are for companies of one kind.
    """
    worth = [more for more in one.further if one.state == "open" or more.strength >= SURE_STRENGTH]
    firsts = {more.supplement: more for more in reversed(worth)}
    firsts = {"": firsts[""]} if "" in firsts else firsts
    return tuple(
        tuple(more for more in worth if _source(more) == _source(first))
        for first in worth
        if first is firsts.get(first.supplement)
    )


def _source(more: Further) -> tuple[str, str]:
    return more.tier, more.supplement


def _larger(one: ClauseCoverage) -> Text:
    """“基本版会问：E1.5 …；E1.6 …。”"""
    told = [_asks(offer) for offer in _offers(one)]
    return Text("".join(words.zh for words in told), " ".join(words.en for words in told))


def _asks(offer: tuple[Further, ...]) -> Text:
    names = parted(_further_name(more) for more in offer[:_FEW])
    if (left := len(offer) - _FEW) > 0:
        names = Text(f"{names.zh}，等 {len(offer)} 项", f"{names.en}; and {left} more")
    return Text("{by}会问：{names}。", "{by} asks: {names}.").format(by=_by(offer[0]), names=names)


def _further_name(more: Further) -> Text:
    if isinstance(more.matter, Field):
        return more.title
    return Text(f"{more.code} {more.title.zh}", f"{more.code} {more.title.en}")


def _by(more: Further) -> Text:
    if not more.tier:
        return Text(f"补充问卷 {more.supplement} ", f"The supplement {more.supplement}")
    tier = TIER_WORDS[more.tier]
    if not more.supplement:
        return Text(tier.zh, f"The {tier.en} tier")
    return Text(
        f"{tier.zh}加补充问卷 {more.supplement} ",
        f"The {tier.en} tier with the supplement {more.supplement}",
    )


def larger_words(
    found: StandardCoverage, *, old: str = "old.xlsx", library: str = "DIR"
) -> tuple[Text, ...]:
    """How many clauses a larger tier would ask about, and each supplement; and the command for it."""
    offers = [offer[0] for one in found.clauses for offer in _offers(one)]
    lines = []
    for supplement in dict.fromkeys(more.supplement for more in offers):
        group = [more for more in offers if more.supplement == supplement]
        widest = next((more for more in group if more.tier), group[0])
        lines.append(
            Text(
                "有 {count} 个条款，{by}问得更多：{command}",
                "{by} asks more about {count}: {command}",
            ).format(
                by=_by(widest),
                count=Text(str(len(group)), counted(len(group), "clause", "clauses")),
                command=_carrying(widest, old=old, library=library),
            )
        )
    return tuple(lines)


def _carrying(more: Further, *, old: str, library: str) -> str:
    """The command that carries the same answers into the larger workbook."""
    words = f"zeren carry {shlex.quote(old)} --out new.xlsx"
    words += f" --tier {more.tier}" if more.tier else ""
    words += f" --with {more.supplement}" if more.supplement else ""
    ours = {"", *(name for names in OUR_SUPPLEMENTS.values() for name in names)}
    words += "" if more.supplement in ours else f" --library {shlex.quote(library)}"
    return f"{words} --same-period"


def counts_words(found: StandardCoverage) -> Text:
    """“42 个条款：已覆盖 33，部分覆盖 8，空缺 1。”"""
    numbers = found.counted
    return Text(
        "{all} 个条款：已覆盖 {covered}，部分覆盖 {partly}，空缺 {open}。",
        "{all} clauses: {covered} covered, {partly} partly, {open} open.",
    ).format(
        all=sum(numbers.values()),
        covered=numbers["covered"],
        partly=numbers["partly"],
        open=numbers["open"],
    )
