"""A person's mistake: the place, the fact, the remedy, in both languages."""

from zeren.problems import Place, Problem, Refused, has_errors
from zeren.text import Text

TWELVE = Problem(
    code="not-a-number",
    level="error",
    place=Place(sheet="员工", cell="D14"),
    what=Text("“十二”不是数字。", '"十二" is not a number.'),
    remedy=Text("请填写阿拉伯数字，例如 12。", "Write digits, for example 12."),
)


def test_a_problem_reads_as_whole_sentences_in_both_languages() -> None:
    assert (
        TWELVE.words("zh") == "工作表“员工”单元格 D14：“十二”不是数字。请填写阿拉伯数字，例如 12。"
    )
    assert TWELVE.words("en") == (
        'Sheet "员工", cell D14: "十二" is not a number. Write digits, for example 12.'
    )


def test_a_place_names_only_what_is_known() -> None:
    assert Place().words() == Text("", "")
    assert Place(file="a.toml", line=7).words() == Text(
        "文件“a.toml”第 7 行", 'File "a.toml", line 7'
    )
    assert Place(file="a.toml", line=7).as_json() == {"file": "a.toml", "line": 7}


def test_a_problem_without_a_place_has_no_stray_colon() -> None:
    nowhere = Problem("x", "note", Place(), Text("事实。", "A fact."), Text("办法。", "A remedy."))

    assert (nowhere.words("zh"), nowhere.words("en")) == ("事实。办法。", "A fact. A remedy.")
    assert not has_errors([nowhere])


def test_a_refusal_carries_every_problem() -> None:
    refusal = Refused(TWELVE, TWELVE)

    assert refusal.problems == (TWELVE, TWELVE)
    assert has_errors(refusal.problems)


def test_a_problem_is_read_back_as_it_was_written() -> None:
    line = Problem("x", "note", Place(file="a.toml", line=7), TWELVE.what, TWELVE.remedy)

    assert [Problem.of(one.as_json()) for one in (TWELVE, line)] == [TWELVE, line]
