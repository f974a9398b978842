"""The catalogue: what it lists, what it permits to be said, and what it must not ship."""

from __future__ import annotations

import re
from collections import Counter
from typing import get_args

import pytest

from zeren.problems import Place, Problem, Refused
from zeren.standards.catalogue import (
    ClaimKind,
    Clause,
    Standard,
    find_standard,
    load_standards,
    nearest,
    standard,
    standard_ids,
)
from zeren.standards.library import Library
from zeren.standards.topics import load_topics
from zeren.standards.vsme import load_concepts
from zeren.text import Text

EACH_STANDARD = pytest.mark.parametrize("known", load_standards(), ids=lambda known: known.id)
NOT_SHIPPED = ("eu-esrs-csddd", "sasb-ict")
CLAUSES_NOT_SEEN = ("gbt-39604-2020", "sjt-11728-2018", "tcesa-16003-2021")
CONFORMITY = re.compile(
    r"符合|\bconform|\bcompl(y|ies|iant|iance)\b|certified (to|against)", re.IGNORECASE
)


def texts(known: Standard) -> list[Text]:
    return [
        known.title,
        known.edition,
        known.publisher,
        known.status,
        known.licence,
        known.certainty,
        known.claim.words,
        known.claim.limit,
        *(clause.title for clause in known.clauses),
        *(clause.note for clause in known.clauses if clause.note),
    ]


def test_the_catalogue_lists_these_standards() -> None:
    assert standard_ids() == (
        "cass-esg-6",
        "cesa-sjt16000-family",
        "cn-exchange-21",
        "cn-mof-csds",
        "cn-sme-csr-guide-1",
        "cn-sme-csr-guide-2",
        "efrag-vsme",
        "eu-esrs-csddd",
        "gbt-27050",
        "gbt-36000-2015",
        "gbt-36001-2015",
        "gbt-39604-2020",
        "gbt-sr-family",
        "gri-standards",
        "hkex-esg-code",
        "iso-26000-2010",
        "rba-code-8",
        "rba-vap-8.0.2",
        "rmi-rra-3",
        "sasb-ict",
        "sjt-11728-2018",
        "tcesa-16003-2021",
        "tcfis-0002",
        "un-sdg",
        "ungc-10",
        "untp-topics",
    )


@EACH_STANDARD
def test_a_standard_has_the_id_of_its_file(known: Standard) -> None:
    assert standard(known.id) == known


@EACH_STANDARD
def test_dates_are_iso_and_as_exact_as_known(known: Standard) -> None:
    for date in (known.published, known.in_force):
        assert re.fullmatch(r"(\d{4}(-\d\d(-\d\d)?)?)?", date)


@EACH_STANDARD
def test_a_superseding_standard_is_in_the_catalogue(known: Standard) -> None:
    assert known.superseded_by in {"", *standard_ids()} - {known.id}


@EACH_STANDARD
def test_no_ref_is_given_twice(known: Standard) -> None:
    assert [ref for ref, times in Counter(c.ref for c in known.clauses).items() if times > 1] == []


@EACH_STANDARD
def test_a_clause_stands_under_one_that_was_listed_before_it(known: Standard) -> None:
    seen = {""}
    for clause in known.clauses:
        assert clause.parent in seen
        seen.add(clause.ref)


@EACH_STANDARD
def test_clause_titles_are_short_titles_and_never_sentences(known: Standard) -> None:
    for clause in known.clauses:
        assert len(clause.title.zh) <= 40
        assert len(clause.title.en) <= 90
        assert not clause.title.zh.endswith("。")
        assert not clause.title.en.endswith(".")
        assert not re.search(r"memory|KPI|short title|fourth-level", clause.title.en)


@EACH_STANDARD
def test_each_language_is_written_in_its_own_script(known: Standard) -> None:
    for text in texts(known):
        assert not re.search(r"[\u4e00-\u9fff]", text.en), text.en
        assert not re.search(r"[\u4e00-\u9fff][(),:;?!]|[(),:;?!][\u4e00-\u9fff]", text.zh), text.zh


@EACH_STANDARD
def test_every_standard_has_a_claim_of_a_known_kind(known: Standard) -> None:
    assert known.claim.kind in get_args(ClaimKind)


@pytest.mark.parametrize(
    "known",
    [known for known in load_standards() if known.claim.kind != "conforms"],
    ids=lambda known: known.id,
)
def test_who_used_guidance_never_says_that_it_conforms(known: Standard) -> None:
    assert not CONFORMITY.search(known.claim.words.zh)
    assert not CONFORMITY.search(known.claim.words.en)


def test_only_requirements_standards_let_a_company_declare_conformity() -> None:
    conforming = [known.id for known in load_standards() if known.claim.kind == "conforms"]

    assert conforming == ["gbt-27050", "gbt-39604-2020", "sjt-11728-2018"]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("iso-26000-2010", "used-as-guidance"),
        ("gbt-36000-2015", "used-as-guidance"),
        ("cn-sme-csr-guide-2", "used-as-guidance"),
        ("gri-standards", "with-reference-to"),
        ("rba-code-8", "supports"),
        ("ungc-10", "supports"),
        ("un-sdg", "contributes-to"),
        ("efrag-vsme", "reports"),
        ("rba-vap-8.0.2", "none"),
    ],
)
def test_what_may_be_claimed_of_a_standard(name: str, kind: str) -> None:
    assert standard(name).claim.kind == kind


def test_clauses_that_may_not_be_shipped_are_not() -> None:
    without = [known.id for known in load_standards() if not known.clauses]

    assert without == sorted((*NOT_SHIPPED, *CLAUSES_NOT_SEEN))
    assert not any(name in topic.clauses for topic in load_topics() for name in NOT_SHIPPED)


@pytest.mark.parametrize("name", NOT_SHIPPED)
def test_a_standard_without_clauses_says_why(name: str) -> None:
    licence = standard(name).licence

    assert re.search(r"不随本软件发布|不收录任何条款", licence.zh)
    assert re.search(r"not shipped|no clause is shipped", licence.en)


def test_how_many_clauses_the_well_known_ones_have() -> None:
    def leaves(name: str) -> int:
        parents = {clause.parent for clause in standard(name).clauses}
        return sum(clause.ref not in parents for clause in standard(name).clauses)

    counted = {
        name: leaves(name)
        for name in (
            "iso-26000-2010",
            "cn-sme-csr-guide-2",
            "rba-code-8",
            "cn-exchange-21",
            "efrag-vsme",
            "gri-standards",
            "rmi-rra-3",
            "un-sdg",
            "ungc-10",
            "untp-topics",
        )
    }

    assert counted == {
        "iso-26000-2010": 37,
        "cn-sme-csr-guide-2": 19,
        "rba-code-8": 42,
        "cn-exchange-21": 21,
        "efrag-vsme": 40,
        "gri-standards": 141,
        "rmi-rra-3": 33,
        "un-sdg": 17,
        "ungc-10": 10,
        "untp-topics": 15,
    }


def test_gbt_36000_has_31_issues_under_its_seven_core_subjects() -> None:
    issues = [clause for clause in standard("gbt-36000-2015").clauses if clause.ref[0].isalpha()]

    assert len(issues) == 31
    assert {issue.parent for issue in issues} == {f"7.{number}" for number in range(2, 9)}


def test_a_clause_is_found_by_its_ref() -> None:
    assert standard("gri-standards").clause_of["305-1"] == Clause(
        ref="305-1",
        title=Text("直接（范围 1）温室气体排放", "Direct (Scope 1) GHG emissions"),
        parent="305",
        note=Text("2027 年起由 GRI 102 取代", "Replaced by GRI 102 from 2027"),
    )


def test_an_unknown_standard_is_refused_and_the_nearest_are_named() -> None:
    with pytest.raises(Refused) as refused:
        standard("gri")

    assert refused.value.problems == (
        Problem(
            code="standard-unknown",
            level="error",
            place=Place(field="gri"),
            what=Text("目录中没有这个标准。", "The catalogue has no standard of this id."),
            remedy=Text(
                "您要找的可能是：gri-standards。如果是自己编写的标准，请用 --library 或环境变量 ZEREN_LIBRARY 指明标准库文件夹。",
                "Perhaps you mean: gri-standards. If it is one of your own, name its library's folder with --library or in ZEREN_LIBRARY.",
            ),
        ),
    )


def test_with_a_library_at_hand_nobody_is_told_to_name_one() -> None:
    with pytest.raises(Refused) as refused:
        standard("gri", library=Library(sha256="1"))

    assert "--library" not in refused.value.problems[0].words("en")


def test_a_beginning_of_several_ids_is_refused_and_they_are_listed() -> None:
    with pytest.raises(Refused) as refused:
        find_standard("rba")

    [problem] = refused.value.problems
    assert problem.code == "standard-unknown"
    assert problem.what.en == "More than one standard's id begins so."
    assert problem.remedy.zh == "请写得再全一些：rba-code-8、rba-vap-8.0.2。"
    assert find_standard("gri").id == "gri-standards"


def test_a_path_is_no_id() -> None:
    with pytest.raises(Refused):
        standard("../topics")


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("GB/T 36000", ("gbt-36000-2015",)),
        ("ISO 26000", ("iso-26000-2010",)),
        ("RBA", ("rba-code-8", "rba-vap-8.0.2")),
        ("iso-2600-2010", ("iso-26000-2010",)),
        ("全球契约", ("ungc-10",)),
        ("zzz", ()),
        ("", ()),
    ],
)
def test_what_somebody_may_have_meant(asked: str, meant: tuple[str, ...]) -> None:
    assert nearest(asked) == meant


def test_every_vsme_concept_belongs_to_a_disclosure_and_to_topics_that_speak_of_it() -> None:
    clauses = standard("efrag-vsme").clauses
    disclosures = {clause.ref for clause in clauses if not clause.parent}
    topics = {topic.id: topic for topic in load_topics()}
    concepts = load_concepts().values()

    assert len(concepts) == 143
    assert {concept.disclosure for concept in concepts} == {"", *disclosures}
    for concept in concepts:
        spoken = {
            ref for name in concept.topics for ref in topics[name].clauses.get("efrag-vsme", ())
        }
        assert concept.topics
        assert not concept.disclosure or concept.disclosure in spoken, concept.code


def test_every_vsme_paragraph_belongs_to_the_disclosure_of_its_concepts() -> None:
    parent_of = {clause.ref: clause.parent for clause in standard("efrag-vsme").clauses}
    concepts = load_concepts().values()

    spoken = {ref: concept.disclosure for concept in concepts for ref in concept.paragraphs}

    assert spoken == {ref: parent for ref, parent in parent_of.items() if parent}
    assert all(concept.paragraphs for concept in concepts if concept.disclosure)


def test_labels_of_vsme_concepts_are_distinct_and_fit_a_line_or_two() -> None:
    labels = [concept.label for concept in load_concepts().values()]

    assert len({label.zh for label in labels}) == len({label.en for label in labels}) == 143
    assert [label.zh for label in labels if len(label.zh) > 40] == []
    assert [label.en for label in labels if len(label.en) > 100] == []
