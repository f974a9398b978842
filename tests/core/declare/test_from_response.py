"""From answers and a form to a declaration: what agrees, what is missing, what may not be said."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.declare.made_declaration import (
    DAY,
    DECLARED,
    HASH,
    codes,
    form,
    made,
    response,
)

from zeren.collect.responses import Answer
from zeren.declare.form import LINES, DocumentRow, Form
from zeren.declare.prefilled import confirmed, form_from
from zeren.declare.statement import read_statement, statement_as_json
from zeren.files.canonical import canonical
from zeren.text import Said, Text


def test_answers_and_form_make_the_declaration() -> None:
    declaration, problems = made()

    assert declaration == DECLARED
    assert problems == ()


def test_what_the_answers_say_need_not_be_written_again() -> None:
    known = form_from(response(), day=DAY)

    assert {name: words for name, words in known.entries.items() if "." not in name} == {
        "name-zh": "演示灯具厂（虚构）",
        "name-en": "Demo Lamp Works (fictitious)",
        "uscc": "91440600MADEM0LA17",
        "employees": "60",
        "dispatched": "6",
        "period-from": "2025-01-01",
        "period-to": "2025-12-31",
        "issued": DAY,
        "until": "2027-11-22",
    }
    assert known.sites == (("演示灯具厂（虚构）", ""),)
    assert known.claims == ()  # what is said of a standard, somebody has to choose


def test_only_evidence_for_what_is_shown_is_suggested() -> None:
    here = form_from(response(), day=DAY, is_there=lambda name: name == "roster.pdf")
    elsewhere = form_from(response(), day=DAY)

    assert here.documents == (DocumentRow("花名册", "roster.pdf", "", "E1.1"),)
    assert elsewhere.documents == (DocumentRow("花名册", "", "", "E1.1"),)


def test_no_dispatched_workers_are_none() -> None:
    without = replace(
        response(),
        profile={**response().profile, "dispatched": False},
        facts=tuple(one for one in response().facts if "dispatched" not in one.code),
    )
    silent = replace(without, profile={**without.profile, "dispatched": True})

    assert form_from(without, day=DAY).entries["dispatched"] == "0"
    assert "dispatched" not in form_from(silent, day=DAY).entries


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("name_zh", "另一家厂"),
        ("name_en", "Another Works"),
        ("employees", "61"),
        ("dispatched", "5"),
        ("period_to", "2026-12-31"),
    ],
)
def test_form_and_answers_must_agree(name: str, words: str) -> None:
    declaration, problems = made(form(**{name: words}))

    assert declaration is None
    assert ("form-differs", name.replace("_", "-")) in codes(problems)


def test_the_code_may_be_written_with_gaps() -> None:
    declaration, problems = made(form(uscc="91440600 MADEM0LA17"))

    assert declaration == DECLARED
    assert problems == ()


def test_everything_that_is_wrong_is_told_at_once() -> None:
    bare = form(
        address__zh="",
        address__en="",
        place__zh="",
        signatory__zh="",
        until="2028-01-01",
        supersedes="the one of last year",
    )
    wrong = bare._replace(sites=(), claims=(), documents=(DocumentRow("名册", "", "12ab", ""),))

    declaration, problems = made(wrong)

    assert declaration is None
    assert codes(problems) == [
        ("form-missing", "address.zh"),
        ("form-missing", "place.zh"),
        ("form-missing", "signatory.zh"),
        ("sites-missing", "sites"),
        ("validity-too-long", "until"),
        ("claims-missing", "claims"),
        ("hash-unclear", "documents.0.sha256"),
        ("id-unclear", "supersedes"),
        ("sites-differ", "sites"),
    ]
    assert all(problem.what.zh and problem.remedy.en for problem in problems)


def test_one_language_is_enough_and_both_are_kept() -> None:
    declaration, _ = made(form(place__zh="", place__en="Zhongshan"))
    both, _ = made(form(place__zh="中山", place__en="Zhongshan"))

    assert declaration
    assert both
    assert declaration.place == Said("en", "Zhongshan")
    assert both.place == Text("中山", "Zhongshan")


def test_an_empty_date_is_the_day_of_signing_and_a_year() -> None:
    declaration, _ = made(form(issued="", until=""), day="2028-02-29")

    assert declaration
    assert (declaration.issued, declaration.until) == ("2028-02-29", "2029-02-28")


@pytest.mark.parametrize(
    ("standard", "kind", "reason"),
    [
        ("iso-26000-2010", "conforms", "It is guidance without requirements"),
        ("iso-26000-2010", "通过认证", "It is guidance without requirements"),
        ("rba-code-8", "conforms", "Support is not certification"),
        ("rba-vap-8.0.2", "conforms", "Assessments are made by firms RBA approves"),
        ("gri-standards", "with-reference-to", "is said of a report"),
        ("un-sdg", "used-as-guidance", "the UN has neither endorsed nor assessed it"),
    ],
)
def test_what_a_standard_does_not_permit_is_refused_with_its_reason(
    standard: str, kind: str, reason: str
) -> None:
    declaration, problems = made(form()._replace(claims=((standard, kind),)))

    assert declaration is None
    refused = problems[0]
    assert (refused.code, refused.place.field) == ("claim-refused", "claims.0")
    assert reason in refused.what.en


def test_an_unknown_standard_is_refused_with_the_nearest() -> None:
    _, problems = made(form()._replace(claims=(("iso-26001-2010", "supports"),)))

    assert problems[0].code == "standard-unknown"
    assert "iso-26000-2010" in problems[0].remedy.en


def test_whoever_declares_conformity_is_warned() -> None:
    declaration, problems = made(form()._replace(claims=(("gbt-39604-2020", "conforms"),)))

    assert declaration
    assert declaration.claims[0].kind == "conforms"
    assert [(one.code, one.level) for one in problems] == [("claim-of-conformity", "note")]
    assert "every requirement must have been checked first" in problems[0].what.en


def test_an_old_standard_is_named_with_a_word_about_the_newer() -> None:
    claims = (("cn-sme-csr-guide-1", "used-as-guidance"),)

    declaration, problems = made(form()._replace(claims=claims))

    assert declaration
    assert [one.code for one in problems] == ["standard-superseded"]


def test_the_same_standard_twice_is_told_at_its_second_row() -> None:
    claims = (("gri-standards", "none"), *form().claims, *form().claims)

    _, problems = made(form()._replace(claims=claims))

    assert codes(problems) == [("claim-twice", "claims.2")]


def test_an_answer_that_nobody_confirmed_is_not_declared() -> None:
    declaration, problems = made(awaiting=frozenset({"E1.1"}))

    assert declaration
    assert declaration.published == ("electricity",)
    assert [(one.code, one.level) for one in problems] == [("answers-left-out", "note")]
    assert [one.question for one in confirmed(response(), frozenset({"E1.1"})).answers] == ["E1.2"]


@pytest.mark.parametrize("code", ["uscc", "name-zh", "employees-women", "period-to"])
def test_who_declares_and_for_whom_must_be_confirmed(code: str) -> None:
    declaration, problems = made(awaiting=frozenset({code}))

    assert declaration is None
    assert [one.code for one in problems if one.level == "error"] == ["declare-unconfirmed"]


def test_nothing_can_be_declared_from_no_answer() -> None:
    declaration, problems = made(said=replace(response(), answers=()))

    assert declaration is None
    assert [one.code for one in problems] == ["answers-missing"]


def test_a_document_without_file_or_hash_is_left_out_and_named() -> None:
    rows = (DocumentRow("会议记录"), *form().documents, DocumentRow("", "x.txt", HASH))

    declaration, problems = made(form()._replace(documents=rows))

    assert declaration
    assert [one.title.text for one in declaration.documents] == ["资料目录", "x.txt"]
    assert [(one.code, one.level) for one in problems] == [("document-left-out", "note")]
    assert "会议记录" in problems[0].what.zh


@pytest.mark.parametrize(
    ("words", "level"),
    [("电话 13800138000", "note"), ("证件 11010519491231002X", "error")],
)
def test_a_person_s_number_is_seen_before_it_goes_out(words: str, level: str) -> None:
    declaration, problems = made(form(contact=words))

    assert (declaration is None) == (level == "error")
    assert [(one.code, one.level, one.place.field) for one in problems] == [
        ("personal-number", level, "contact")
    ]


def test_days_that_are_odd_are_pointed_out() -> None:
    early, ahead = made(form(issued="2025-11-01", until=""))[1], made(day="2026-11-21")[1]

    assert codes(early) == [("period-open", "period-to")]
    assert codes(ahead) == [("issued-ahead", "issued")]


def test_fewer_sites_than_the_answers_count_are_pointed_out() -> None:
    two = form()._replace(sites=(*form().sites, ("二厂", "演示路 18 号")))

    declaration, problems = made(two)

    assert declaration
    assert codes(problems) == [("sites-differ", "sites")]


def test_a_site_without_address_is_told_at_its_cell() -> None:
    _, problems = made(form()._replace(sites=(("一厂", " "),)))

    assert codes(problems) == [("text-missing", "sites.0.address")]


def test_what_cannot_be_a_headcount_is_told_at_its_cell() -> None:
    said = replace(response(), facts=())

    _, problems = made(form(employees="六十", dispatched="9" * 30), said=said)

    assert codes(problems) == [
        ("headcount-impossible", "employees"),
        ("headcount-impossible", "dispatched"),
    ]


def test_an_empty_form_is_answered_not_crashed() -> None:
    declaration, problems = made(Form())

    assert declaration is None
    assert {"form-missing", "sites-missing", "claims-missing"} <= {one.code for one in problems}


def test_only_what_was_answered_and_ticked_is_published() -> None:
    more = replace(
        response(), answers=(*response().answers, Answer("E3.2", 1)), published=frozenset({"E3.2"})
    )

    declaration, _ = made(said=more)

    assert declaration
    assert declaration.published == ("E3.2",)


OURS = {cell for line in LINES if not line.from_answers for cell in line.cells}
ANY = st.text(max_size=90) | st.sampled_from(
    ["2026-12-01", "2027-10-31", "a\nb", "\u202e", "x" * 5_000]
)


@given(
    st.dictionaries(st.sampled_from(sorted(OURS)), ANY),
    st.lists(st.tuples(ANY, ANY), max_size=2),
    st.lists(st.builds(DocumentRow, ANY, ANY, st.just(HASH) | ANY, ANY), max_size=2),
)
def test_whatever_may_be_declared_can_be_read_again(
    entries: dict[str, str], sites: list[tuple[str, str]], documents: list[DocumentRow]
) -> None:
    known = form()
    filled = Form(
        {**known.entries, **entries},
        (*known.sites, *sites),
        known.claims,
        (*known.documents, *documents),
    )

    declaration, problems = made(filled)

    if declaration is None:
        assert any(problem.level == "error" for problem in problems)
    else:
        assert read_statement(canonical(statement_as_json(declaration))) == declaration


def test_more_than_a_statement_holds_is_told_before_it_is_signed() -> None:
    many = form()._replace(documents=form().documents * 301, sites=form().sites * 301)

    declaration, problems = made(many)

    assert declaration is None
    assert codes(problems)[:2] == [("too-many", "documents"), ("too-many", "sites")]
