"""The content index of a report by the clauses of other standards: where each is spoken to, and the claim.

Only what the report publishes counts, and only what surely belongs to a clause is listed: an index is
a signpost for readers, and one that points at nothing costs more trust than a short one.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from zeren.assess.coverage import ClauseCoverage, Given, StandardCoverage, Ways, clause_coverage
from zeren.collect.responses import Answer, Response
from zeren.publish.claims import NOTES
from zeren.publish.covered import asked_words
from zeren.publish.document import Block, Callout, Cell, Paragraph, Section, Table
from zeren.publish.outward import figure_places, line_place, practice_places
from zeren.publish.published import Published
from zeren.publish.wording import period_words
from zeren.standards.catalogue import Standard
from zeren.standards.claims import claimed
from zeren.standards.questionnaires import Questionnaire
from zeren.standards.vsme import VSME
from zeren.text import Text, same

_MOST: Final = 4  # answers of a line; the rest is counted


def content_index(
    content: Published,
    response: Response,
    ways: Ways,
    standards: Sequence[Standard],
    *,
    unclaimed: Container[str] = (),
) -> tuple[Section, ...]:
    """A section for each standard, in the order given; `unclaimed` are ids without a claim."""
    shown = _only_published(content, response)
    places = _places(content, ways.questionnaire)
    return tuple(
        _section(
            found, content, places, ways.questionnaire, claims=found.standard.id not in unclaimed
        )
        for found in clause_coverage(shown, standards, ways)
    )


def _only_published(content: Published, response: Response) -> Response:
    """What is not in the report counts nowhere, not even to tell which questions were asked."""
    codes = {practice.code for practice in content.practices}
    facts = {figure.fact for figure in content.figures}
    lines = {line.code for line in content.about}
    return replace(
        response,
        profile={},
        answers=tuple(answer for answer in response.answers if answer.question in codes),
        facts=tuple(
            fact
            for fact in response.facts
            if fact in facts or fact.code.rpartition("/")[2] in lines
        ),
    )


def _places(content: Published, questionnaire: Questionnaire | None) -> dict[str, tuple[str, Text]]:
    """By the code of an answer or fact: where in the report it stands, and the title above it."""
    places = dict(figure_places(content.figures))
    glance = Text("企业概览", "At a glance")
    for fact_id in (questionnaire.id, *questionnaire.supplements) if questionnaire else ():
        places |= {f"{fact_id}/{line.code}": (line_place(line), glance) for line in content.about}
    titles = {area.code: area.title for area in questionnaire.areas} if questionnaire else {}
    at = practice_places(content.practices)
    for practice in content.practices:
        title = titles.get(practice.area, Text("红线", "Red lines"))
        places[practice.code] = (at[practice.code], title)
    return places


def _section(
    found: StandardCoverage,
    content: Published,
    places: dict[str, tuple[str, Text]],
    questionnaire: Questionnaire | None,
    *,
    claims: bool,
) -> Section:
    standard = found.standard
    listed = list(_listed(found, questionnaire))
    blocks: list[Block | Section] = []
    if listed:
        blocks.append(_claim(standard, listed, content, claims=claims))
        blocks.append(_table(listed, places, questionnaire, standard))
    else:
        blocks.append(
            Paragraph(
                Text(
                    "本报告公开的内容里，还没有可以确切列到这个标准条款下的。",
                    "Nothing that this report publishes can surely be listed under a clause of this standard yet.",
                ),
                style="note",
            )
        )
    title = Text("内容索引：{title}", "Content index: {title}").format(title=standard.title)
    code = "".join(sign if sign.isalnum() else "-" for sign in standard.id)
    return Section(f"index-{code}", title, tuple(blocks))


def _listed(
    found: StandardCoverage, questionnaire: Questionnaire | None
) -> Iterator[ClauseCoverage]:
    """The clauses with a sure answer; beside an aim, only what is done for it stands."""
    aims = {one.code: one.target for one in questionnaire.questions} if questionnaire else {}

    def belongs(given: Given) -> bool:
        is_deed = isinstance(given.said, Answer) and not (
            isinstance(given.said.said, int) and given.said.said < aims.get(given.code, 0)
        )
        return found.is_sure(given) and (is_deed or not found.standard.claim.is_of_deeds)

    for one in found.clauses:
        if answers := tuple(filter(belongs, one.answers)):
            yield replace(one, answers=answers)


def _claim(
    standard: Standard, listed: Sequence[ClauseCoverage], content: Published, *, claims: bool
) -> Callout:
    """What is claimed, and to the reader what that means."""
    said = claimed(standard) if claims else None
    note = NOTES[standard.claim.kind if said else "none"].format(
        company=content.company, period=period_words(content.period)
    )
    return Callout(
        tone="plain",
        title=said or Text("对这个标准不作声明", "No claim is made about this standard"),
        words=(note, _modules(listed)) if standard.id == VSME else (note,),
    )


def _modules(listed: Sequence[ClauseCoverage]) -> Text:
    """VSME wants to be told whether its second module was used."""
    if any(one.clause.ref.startswith("C") for one in listed):
        return Text(
            "列出的披露项属于基础模块和综合模块。",
            "What is listed belongs to the Basic and the Comprehensive Module.",
        )
    return Text("列出的披露项都属于基础模块。", "All that is listed belongs to the Basic Module.")


def _table(
    listed: Iterable[ClauseCoverage],
    places: dict[str, tuple[str, Text]],
    questionnaire: Questionnaire | None,
    standard: Standard,
) -> Table:
    return Table(
        caption=Text("{title}（{edition}）", "{title} ({edition})").format(
            title=standard.title, edition=standard.edition
        ),
        header=(
            Text("条款", "Clause"),
            Text("名称", "Title"),
            Text("本报告的内容", "In this report"),
            Text("在哪里", "Where"),
        ),
        rows=tuple(_row(one, places, questionnaire) for one in listed),
        shares=(2, 6, 7, 4),
    )


def _row(
    one: ClauseCoverage,
    places: dict[str, tuple[str, Text]],
    questionnaire: Questionnaire | None,
) -> tuple[Cell, ...]:
    names = list(dict.fromkeys(_name(given, questionnaire) for given in one.answers))
    more = len(names) - _MOST
    words = _joined(names[:_MOST])
    if more > 0:
        words = Text(f"{words.zh}等 {len(names)} 项", f"{words.en} and {more} more")
    if one.state != "covered":
        words = Text(f"{words.zh}（部分）", f"{words.en} (in part)")
    section, title = places[one.answers[0].code]
    return (
        Cell(same(one.clause.ref)),
        Cell(one.clause.title),
        Cell(words),
        Cell(title, at=section),
    )


def _name(given: Given, questionnaire: Questionnaire | None) -> Text:
    name = asked_words(given.code, questionnaire)
    code = given.code
    if questionnaire is None or "/" in code:
        return name
    return Text(f"{name.zh}（{code}）", f"{name.en} ({code})")


def _joined(names: Sequence[Text]) -> Text:
    return Text("、".join(name.zh for name in names), "; ".join(name.en for name in names))
