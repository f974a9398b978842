"""What a declaration may say of a standard, and why nothing else."""

import pytest

from zeren.problems import Problem, Refused
from zeren.standards.catalogue import load_standards, standard
from zeren.standards.claims import CLAIM_WORDS, declared, may_be_declared


def refusal(name: str, kind: str) -> Problem:
    with pytest.raises(Refused) as refused:
        declared(standard(name), kind)
    (problem,) = refused.value.problems
    return problem


@pytest.mark.parametrize("name", [one.id for one in load_standards()])
@pytest.mark.parametrize("kind", CLAIM_WORDS)
def test_a_declaration_states_what_the_standard_permits_or_hears_why_not(
    name: str, kind: str
) -> None:
    known = standard(name)
    if kind == "none":
        assert declared(known, kind) is None
    elif kind == known.claim.kind and may_be_declared(known):
        assert declared(known, kind) == known.claim.words
    else:
        problem = refusal(name, kind)
        assert problem.code == "claim-refused"
        assert known.claim.limit.en in problem.what.en or known.claim.of_report


def test_only_three_standards_can_be_conformed_to() -> None:
    found = [one.id for one in load_standards() if one.claim.kind == "conforms"]

    assert found == ["gbt-27050", "gbt-39604-2020", "sjt-11728-2018"]
    assert all(map(may_be_declared, map(standard, found)))


def test_guidance_is_never_conformed_to_nor_certified() -> None:
    conforms = refusal("iso-26000-2010", "conforms")
    certified = refusal("iso-26000-2010", "认证")

    assert conforms.words("zh") == (
        "“iso-26000-2010=conforms”：对《社会责任指南（ISO 26000）》不能说“符合它的要求”。"
        "它是指南，没有可供认证的要求，不能声称据此获得认证或达标。"
        "可以说（used-as-guidance）：“本企业在社会责任工作中以 ISO 26000:2010 为指南。”"
    )
    assert "认证" in certified.what.en
    assert "used-as-guidance" in certified.remedy.en


def test_a_sentence_about_a_report_is_no_declaration() -> None:
    of_reports = {one.id for one in load_standards() if one.claim.of_report}

    assert of_reports == {
        *("cass-esg-6", "cn-exchange-21", "cn-mof-csds", "efrag-vsme", "gbt-36001-2015"),
        *("gri-standards", "hkex-esg-code"),
    }
    problem = refusal("gri-standards", "with-reference-to")
    assert problem.what.en == (
        "What GRI Standards permits to say is said of a report, and this declaration is none."
    )


def test_no_sentence_that_may_be_declared_speaks_of_this_report() -> None:
    for known in filter(may_be_declared, load_standards()):
        assert "本报告" not in known.claim.words.zh, known.id
        assert "report" not in known.claim.words.en.casefold(), known.id
