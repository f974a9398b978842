"""The wall before the outward report: what is not ticked cannot be seen or worked out."""

import json
from dataclasses import replace
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.publish.made import YEAR, answered, questionnaire

from zeren.collect.responses import Evidence, Response, Saying
from zeren.publish.document import Document, Look
from zeren.publish.outward import outward_report
from zeren.publish.published import published, unflattering
from zeren.standards.topics import load_topics
from zeren.text import Said

TICKED = frozenset({"RM1.1", "E1.1", "R1", "electricity", "statement", "sector"})
CANARY = "金丝雀canary"
QUESTIONS = [question.code for question in questionnaire().questions]
LINES = [line.code for line in questionnaire().red_lines]
NUMBERS = [field.code for field in questionnaire().fields if field.kind == "number"]
WORDS = [field.code for field in questionnaire().fields if field.kind in {"text", "long-text"}]


def outward(response: Response) -> Document:
    asked = questionnaire()
    return outward_report(
        published(asked, response),
        areas=asked.areas,
        topics=load_topics(),
        date="2026-11-22",
        look=Look(),
    )


def test_what_is_not_ticked_appears_nowhere() -> None:
    untold = [code for code in QUESTIONS if code not in TICKED]
    silent = [code for code in WORDS if code not in {*TICKED, "name-zh", "name-en"}]
    response = answered(
        words=dict.fromkeys(untold, Said.of(CANARY)),
        profile_says=dict.fromkeys(silent, Said.of(CANARY)),
        numbers={code: Decimal("987654321.5") for code in NUMBERS if code not in TICKED},
        evidence=[Evidence(code, "record", Said.of(CANARY), issuer=CANARY) for code in untold],
        published=TICKED,
    )

    document = repr(outward(response))

    assert CANARY not in document
    assert "987654321" not in document
    assert "987,654,321" not in document


def test_a_novel_in_place_of_the_name_is_cut() -> None:
    response = answered(profile_says={"name-zh": Said.of("灯" * 32_000)})

    assert published(questionnaire(), response).company.zh == "灯" * 300


def test_what_is_ticked_is_shown() -> None:
    response = answered(
        level=3,
        words={"E1.1": Said.of("每人一份合同，自己拿着。")},
        numbers={"electricity": Decimal("125000.5")},
        published=TICKED,
    )

    document = repr(outward(response))

    asked = questionnaire()
    assert asked.question_of["E1.1"].levels[3].zh in document
    assert "每人一份合同，自己拿着。" in document
    assert "125,000.5" in document
    assert "我们做灯，也希望做灯的人过得好。" in document
    assert asked.red_line_of["R1"].title.en in document


untold_levels = st.dictionaries(
    st.sampled_from([code for code in QUESTIONS if code not in TICKED]),
    st.one_of(st.integers(0, 4), st.sampled_from([Saying.DONT_KNOW, Saying.NOT_APPLICABLE])),
)
untold_lines = st.dictionaries(
    st.sampled_from([code for code in LINES if code not in TICKED]),
    st.sampled_from([Saying.KEPT, Saying.BROKEN, Saying.DONT_KNOW]),
)
untold_numbers = st.dictionaries(
    st.sampled_from([code for code in NUMBERS if code not in TICKED]),
    st.decimals(0, 10**9, allow_nan=False, places=2),
)


@settings(max_examples=60, deadline=None)
@given(untold_levels, untold_lines, untold_numbers)
def test_two_responses_that_differ_only_in_what_is_not_ticked_give_the_same_report(
    levels: dict[str, int | Saying], lines: dict[str, int | Saying], numbers: dict[str, Decimal]
) -> None:
    one = answered(published=TICKED)
    other = answered(said={**levels, **lines}, numbers=numbers, published=TICKED)

    assert outward(one) == outward(other)


def test_an_unanswered_question_and_an_unticked_one_look_alike() -> None:
    full = answered(published=TICKED)
    silent = replace(
        full, answers=tuple(answer for answer in full.answers if answer.question in TICKED)
    )

    assert outward(full) == outward(silent)


def test_no_score_level_coverage_or_hash_goes_out() -> None:
    document = outward(answered(level=1, published=QUESTIONS))
    attached = json.loads(document.data[0][1])

    def keys(value: object) -> set[str]:
        if isinstance(value, dict):
            return set(value) | {key for inner in value.values() for key in keys(inner)}
        if isinstance(value, list):
            return {key for inner in value for key in keys(inner)}
        return set()

    assert keys(attached) & {"score", "level", "coverage", "sha256", "risk", "gap", "plan"} == set()
    assert attached["verified"] is False
    assert questionnaire().sha256[:8] not in repr(document)


def test_a_broken_red_line_or_a_dont_know_is_not_told_even_when_ticked() -> None:
    response = answered(said={"R1": Saying.BROKEN, "E1.1": Saying.DONT_KNOW}, published=TICKED)

    content = published(questionnaire(), response)

    assert [practice.code for practice in content.practices] == ["RM1.1"]


def test_evidence_is_marked_attached_and_not_checked() -> None:
    kind = questionnaire().question_of["E1.1"].evidence[0].kind
    proof = Evidence("E1.1", kind, Said.of("合同签收表"), period=YEAR, link="E1.1.pdf")

    content = published(questionnaire(), answered(evidence=[proof], published=TICKED))

    marked = {practice.code: practice.evidence_attached for practice in content.practices}
    assert marked == {"R1": False, "RM1.1": False, "E1.1": True}
    assert "合同签收表" not in repr(outward(answered(evidence=[proof], published=TICKED)))


def test_one_name_serves_both_languages_where_only_one_was_given() -> None:
    response = answered(profile_says={"name-en": ""})

    content = published(questionnaire(), response)

    assert content.company.en == content.company.zh == "演示灯具厂（虚构）"


def test_a_report_with_nothing_ticked_says_so_and_keeps_its_chapters() -> None:
    document = outward(answered())

    assert [section.code for section in document.sections] == [
        "glance",
        "practices",
        "numbers",
        "method",
        "limits",
    ]
    assert repr(document).count("企业没有公开这一部分") == 3


def test_a_published_value_holds_only_what_the_report_may_say() -> None:
    """A new field here must be thought about: it goes out to everybody."""
    assert set(published(questionnaire(), answered())._fields) == {
        "source",
        "company",
        "period",
        "about",
        "statement",
        "statement_by",
        "practices",
        "figures",
    }


def test_an_answer_below_its_target_is_pointed_out_before_it_is_printed() -> None:
    response = answered(said={"RM1.1": 1, "E1.1": 3}, published=TICKED)

    (note,) = unflattering(questionnaire(), response)

    assert (note.code, note.level, note.place.field) == ("published-below-target", "note", "RM1.1")
    assert questionnaire().question_of["RM1.1"].levels[1].zh in note.what.zh


def test_a_line_left_empty_is_not_printed_empty() -> None:
    response = answered(profile_says={"sector": "", "city": ""}, published=[*TICKED, "city"])

    assert published(questionnaire(), response).about == ()
