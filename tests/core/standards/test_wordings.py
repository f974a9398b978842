"""Everything that we ask can be recognised in a buyer's words."""

from zeren.publish.sums import SUMS
from zeren.standards.load import OUR_SUPPLEMENTS, load_questionnaire
from zeren.standards.wordings import load_wordings

WHOLE = load_questionnaire("sme", tier="basic", supplements=OUR_SUPPLEMENTS["sme"])


def test_every_question_and_red_line_has_words_and_nothing_else_has() -> None:
    assert set(load_wordings().questions) == {*WHOLE.question_of, *WHOLE.red_line_of}


def test_every_number_and_sum_has_words() -> None:
    numbers = {field.code for field in WHOLE.fields if field.kind == "number"}
    sums = {total.code for total in SUMS}

    found = set(load_wordings().fields)

    assert numbers | sums <= found
    assert found - sums <= set(WHOLE.field_of)


def test_words_stand_once_and_in_both_languages() -> None:
    words = load_wordings()
    for group in (words.questions, words.fields, words.nothing):
        for code, wording in group.items():
            for phrases in (wording.zh, wording.en):
                assert phrases, code
                assert all(phrases), code
                assert len(phrases) == len(set(phrases)), code
