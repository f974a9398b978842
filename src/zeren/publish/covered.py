"""Coverage in words: the state of a clause, the answers that speak to it, and by which way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from zeren.assess.coverage import ClauseCoverage, Given, StandardCoverage
from zeren.assess.coverage.clauses import State
from zeren.collect.facts import Fact
from zeren.collect.responses import Answer
from zeren.publish.facts_only import value_words
from zeren.publish.wording import answer_words, unit_words
from zeren.standards.crosswalks import BASIS_WORDS, KIND_WORDS, Relation, Step
from zeren.standards.questionnaires import Questionnaire
from zeren.standards.vsme import load_concepts
from zeren.text import Said, Text, listed, same

STATE_WORDS: Final[Mapping[State, Text]] = {
    "covered": Text("已覆盖", "covered"),
    "partly": Text("部分覆盖", "partly"),
    "open": Text("空缺", "open"),
}
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


def _named(code: str, questionnaire: Questionnaire | None) -> Text:
    """A question by its code and name, a number by its name alone."""
    name = asked_words(code, questionnaire)
    if questionnaire is None or code in questionnaire.field_of:
        return name
    return Text(f"{code} {name.zh}", f"{code} {name.en}")


def _listed(names: Iterable[Text]) -> Text:
    """Names that hold commas themselves, parted by semicolons."""
    names = tuple(names)
    return Text("；".join(name.zh for name in names), "; ".join(name.en for name in names))


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
        return Text("经议题 {topics}", "through {topics}").format(
            topics=listed(same(topic) for topic in topics)
        )
    return BASIS_WORDS[relation.basis]


def advice_words(one: ClauseCoverage, questionnaire: Questionnaire | None) -> Text:
    """What would say more: the questions still silent, or that nothing of ours asks about it."""
    if one.is_heading or one.state == "covered":
        return Text("", "")
    if not one.is_asked:
        return Text(
            "我们的问卷没有问到，请另行准备。",
            "Our questionnaire does not ask about it: prepare it separately.",
        )
    if one.missing:
        return Text("还可以回答：{codes}。", "Still to answer: {codes}.").format(
            codes=_listed(_named(code, questionnaire) for code in one.missing)
        )
    if one.state == "open":
        return Text(
            "您的企业没有被问到相关问题；如果适用，请另行说明。",
            "Nothing about it was asked of your company; where it applies, explain it separately.",
        )
    return Text(
        "回答只涉及其中一部分，请补充该条款要求的内容。",
        "The answers speak to a part of it: add what the clause asks beyond them.",
    )


def counts_words(found: StandardCoverage) -> Text:
    """“42 个条款：已覆盖 33，部分覆盖 8，空缺 1。”"""
    counted = found.counted
    return Text(
        "{all} 个条款：已覆盖 {covered}，部分覆盖 {partly}，空缺 {open}。",
        "{all} clauses: {covered} covered, {partly} partly, {open} open.",
    ).format(
        all=sum(counted.values()),
        covered=counted["covered"],
        partly=counted["partly"],
        open=counted["open"],
    )
