"""The content index by clauses, and the claim above it."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from pathlib import Path

import pymupdf
import pytest

from zeren.assess.coverage import Ways
from zeren.files.answers import Read, read_answers
from zeren.files.publication import Order, publish_file
from zeren.problems import Refused
from zeren.publish.claims import NOTES
from zeren.publish.content_index import content_index
from zeren.publish.document import Callout, Cards, Look, Paragraph, Section, Table
from zeren.publish.outward import outward_report
from zeren.publish.published import published
from zeren.standards.catalogue import load_standards, standard
from zeren.standards.claims import CLAIM_WORDS, claimed
from zeren.text import Lang, Text, in_language

ROOT = Path(__file__).parents[3]
EXAMPLE = ROOT / "examples" / "lamp-works" / "answers.xlsx"
# The row of B1, with the practice E3.1 and the page, as both languages write it.
TOLD = r"\bB1 .*?E3\.1.*?(?:第|p\.)\s?(?P<page>\d+)"
INDEXED = ("gri-standards", "iso-26000-2010", "un-sdg", "rba-code-8")


@cache
def lamp_works() -> Read:
    return read_answers(EXAMPLE)


def sections(read: Read, *names: str) -> tuple[Section, ...]:
    assert read.questionnaire
    content = published(read.questionnaire, read.response)
    chosen = [standard(name) for name in names]
    return content_index(content, read.response, Ways(read.questionnaire), chosen)


def refs(section: Section) -> list[str]:
    return [
        row[0].words.en
        for block in section.blocks
        if isinstance(block, Table)
        for row in block.rows
        if isinstance(row[0].words, Text)
    ]


def test_each_standard_gets_its_claim_in_its_own_words() -> None:
    for section, name in zip(sections(lamp_works(), *INDEXED), INDEXED, strict=True):
        claim = section.blocks[0]

        assert isinstance(claim, Callout)
        assert claim.title == standard(name).claim.words
        note = NOTES[standard(name).claim.kind].en
        whole = note.format(company="Demo Lamp Works (fictitious)", period=2025)
        assert in_language(claim.words[0], "en") == whole


def test_beside_an_aim_stands_what_is_done_and_no_figure() -> None:
    (goals,) = sections(lamp_works(), "un-sdg")

    assert refs(goals) == ["7"]  # not 6, to which only the water withdrawn would lead


def test_what_falls_short_of_its_target_is_no_contribution() -> None:
    read = lamp_works()
    weak = tuple(
        one._replace(said=1) if one.question == "V2.2" else one for one in read.response.answers
    )

    (goals,) = sections(read._replace(response=replace(read.response, answers=weak)), "un-sdg")

    assert [type(block) for block in goals.blocks] == [Paragraph]


def test_the_index_of_vsme_names_the_module() -> None:
    (vsme,) = sections(lamp_works(), "efrag-vsme")

    assert isinstance(vsme.blocks[0], Callout)
    assert (
        in_language(vsme.blocks[0].words[-1], "en")
        == "All that is listed belongs to the Basic Module."
    )


def test_of_a_disclosure_standard_only_what_a_table_puts_close_is_listed() -> None:
    (gri,) = sections(lamp_works(), "gri-standards")

    assert refs(gri) == ["2-7", "2-8", "303-3", "404-1"]


def test_every_line_points_at_a_place_that_is_in_the_report() -> None:
    read = lamp_works()
    assert read.questionnaire
    content = published(read.questionnaire, read.response)
    index = sections(read, *INDEXED)
    report = outward_report(
        content,
        areas=read.questionnaire.areas,
        topics=(),
        date="2026-11-28",
        look=Look(),
        index=index,
    )

    places = set(_codes(report.sections))

    pointed = {
        cell.at
        for section in index
        for block in section.blocks
        if isinstance(block, Table)
        for row in block.rows
        for cell in row
        if cell.at
    }
    assert pointed
    assert pointed <= places


def test_what_is_not_published_leaves_no_trace_in_the_index() -> None:
    read = lamp_works()
    shown = read.response.published
    stripped = replace(
        read.response,
        answers=tuple(one for one in read.response.answers if one.question in shown),
        profile={code: value for code, value in read.response.profile.items() if code in shown},
    )

    assert sections(read._replace(response=stripped), *INDEXED) == sections(read, *INDEXED)


def test_an_index_without_a_line_says_so() -> None:
    read = lamp_works()
    nothing = read._replace(response=replace(read.response, published=frozenset()))

    (gri,) = sections(nothing, "gri-standards")

    assert [type(block) for block in gri.blocks] == [Paragraph]  # and so claims nothing


@pytest.mark.parametrize("name", [one.id for one in load_standards()])
@pytest.mark.parametrize("kind", CLAIM_WORDS)
def test_a_claim_is_either_what_the_standard_permits_or_refused_with_the_reason(
    name: str, kind: str
) -> None:
    known = standard(name)
    if kind == "none":
        assert claimed(known, kind) is None
        return
    permitted = known.claim.kind == kind and kind != "conforms"

    if permitted:
        assert claimed(known, kind) == known.claim.words
        return
    with pytest.raises(Refused) as refused:
        claimed(known, kind)
    (problem,) = refused.value.problems
    assert problem.code == "claim-refused"
    assert problem.remedy.zh
    if known.claim.kind != "conforms":
        assert known.claim.limit.en in problem.what.en


def test_who_wants_to_claim_nothing_claims_nothing() -> None:
    read = lamp_works()
    assert read.questionnaire
    content = published(read.questionnaire, read.response)
    chosen = [standard("rba-code-8")]

    (index,) = content_index(
        content, read.response, Ways(read.questionnaire), chosen, unclaimed={"rba-code-8"}
    )

    claim = index.blocks[0]
    assert isinstance(claim, Callout)
    assert claim.title.en == "No claim is made about this standard"


def test_no_report_claims_conformity_of_its_own() -> None:
    conforming = [one for one in load_standards() if one.claim.kind == "conforms"]

    assert conforming
    assert [claimed(one) for one in conforming] == [None] * len(conforming)


def test_a_claim_that_nobody_knows_is_told_what_there_is() -> None:
    with pytest.raises(Refused) as refused:
        claimed(standard("un-sdg"), "endorsed-by")

    (problem,) = refused.value.problems
    assert problem.code == "claim-unknown"
    assert "contributes-to" in problem.what.en


def _codes(blocks: tuple[object, ...]) -> list[str]:
    found = []
    for block in blocks:
        if isinstance(block, Section):
            found += [block.code, *_codes(block.blocks)]
        elif isinstance(block, Table):
            found += [cell.code for row in block.rows for cell in row]
        elif isinstance(block, Cards):
            found += [card.code for card in block.cards]
    return found


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_page_told_is_the_page_on_which_the_practice_stands(lang: Lang, tmp_path: Path) -> None:
    order = Order(date="2026-11-28", look=Look(), word=False, index=("rba-code-8",))
    publish_file(EXAMPLE, tmp_path, order)
    with pymupdf.open(tmp_path / f"report.{lang}.pdf") as report:  # type: ignore[no-untyped-call]
        pages = [" ".join(page.get_text().split()) for page in report]

    stands = 1 + next(at for at, words in enumerate(pages) if "E3.1" in words)
    line = next(found for words in reversed(pages) if (found := re.search(TOLD, words)))

    assert int(line["page"]) == stands


def test_a_claim_stands_on_the_page_of_its_table(tmp_path: Path) -> None:
    order = Order(date="2026-11-28", look=Look(), word=False, index=INDEXED)
    publish_file(EXAMPLE, tmp_path, order)
    with pymupdf.open(tmp_path / "report.zh.pdf") as report:  # type: ignore[no-untyped-call]
        pages = ["".join(page.get_text().split()) for page in report]

    for name in INDEXED:
        known = standard(name)
        claim = "".join(known.claim.words.zh.split())
        caption = "".join(f"{known.title.zh}（{known.edition.zh}）".split())
        (page,) = (words for words in pages if claim in words)
        assert caption in page
