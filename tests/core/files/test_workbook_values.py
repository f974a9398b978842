"""What people write into cells, and what is understood."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zeren.collect.facts import plain
from zeren.collect.responses import Saying
from zeren.files.workbook.units import also_written
from zeren.files.workbook.values import Complaint, Value, code_of, date_of, number_of
from zeren.files.workbook.words import (
    YES_PARTLY_NO,
    answer_words,
    answers_offered,
    choice_of,
    kind_of,
    level_of,
    publish_of,
    red_line_of,
    yes_no_of,
)
from zeren.problems import Place
from zeren.publish.wording import unit_words
from zeren.standards.load import load_questionnaire
from zeren.standards.questionnaires import QuestionKind
from zeren.text import Text, same

PEOPLE = Text("人", "people")


@pytest.mark.parametrize(
    ("written", "number"),
    [
        (1200.0, "1200"),
        (0.1 + 0.2, "0.3"),
        ("1,200", "1200"),
        ("1，200", "1200"),
        ("1 200", "1200"),
        ("1\u00a0200.5", "1200.5"),
        ("１２００", "1200"),
        (" 60人 ", "60"),
        ("60 people", "60"),
        ("-3", "-3"),
        ("0", "0"),
    ],
)
def test_digits_are_understood_however_they_are_grouped(written: Value, number: str) -> None:
    assert number_of(written, unit=PEOPLE) == Decimal(number)


def test_twelve_in_words_is_answered_with_digits() -> None:
    complaint = number_of("十二", unit=PEOPLE)

    assert isinstance(complaint, Complaint)
    assert (
        complaint.at(Place(sheet="员工", cell="D14")).words("zh"),
        complaint.at(Place(sheet="Employees", cell="D14")).words("en"),
    ) == (
        "工作表“员工”单元格 D14：“十二”不是数字。请填写阿拉伯数字，例如 12；没有这个数就空着。",
        'Sheet "Employees", cell D14: "十二" is not a number. Write digits, for example 12; leave it empty if you do not have the figure.',
    )


@pytest.mark.parametrize(
    ("written", "example"),
    [("12万", "120000"), ("1.5 亿", "150000000"), ("3k", "3000"), ("2.5 million", "2500000")],
)
def test_a_shortened_number_is_answered_with_all_its_digits(written: str, example: str) -> None:
    complaint = number_of(written, unit=PEOPLE)

    assert isinstance(complaint, Complaint)
    assert complaint.code == "number-short"
    assert complaint.remedy == Text(
        f"请把数字写全，例如 {example}。", f"Write all its digits, for example {example}."
    )


@pytest.mark.parametrize("written", ["无", "-", "—", "/", "None", "n/a", "没有"])
def test_nothing_may_mean_zero_or_unknown_so_we_ask(written: str) -> None:
    complaint = number_of(written, unit=PEOPLE)

    assert isinstance(complaint, Complaint)
    assert complaint.code == "number-or-nothing"


@pytest.mark.parametrize(
    "written",
    ["加仑60", "50-60", "1,2", "1.2.3", "½", True, date(2026, 1, 2), float("nan"), float("-inf")],
)
def test_what_is_not_one_number_is_never_guessed(written: Value) -> None:
    complaint = number_of(written, unit=PEOPLE)

    assert isinstance(complaint, Complaint)
    assert complaint.code == "not-a-number"


@pytest.mark.parametrize(
    "written", ["约120", "75人左右", "大约 120", "100多人", "about 60", "~60", "100+", "约5万"]
)
def test_about_a_number_is_answered_with_a_word_on_exactness(written: str) -> None:
    complaint = number_of(written, unit=PEOPLE)

    assert isinstance(complaint, Complaint)
    assert (complaint.code, complaint.remedy) == (
        "number-about",
        Text(
            "请删去“约”“左右”这样的字，写确切的数字。",
            'Take out words such as "about" and write the exact number.',
        ),
    )


@pytest.mark.parametrize("written", ["60 kg", "500毫升", "5 ml", "50-60", date(2026, 1, 2)])
def test_what_has_digits_is_never_asked_for_digits(written: Value) -> None:
    complaint = number_of(written, unit=Text("升", "litres"), also=("L", "l"))

    assert isinstance(complaint, Complaint)
    assert "阿拉伯" not in complaint.remedy.zh


def test_another_unit_is_answered_with_the_one_asked_for() -> None:
    complaint = number_of("60 桶", unit=Text("升", "litres"))

    assert isinstance(complaint, Complaint)
    assert complaint.at(Place(sheet="数据", cell="C9")).words("zh") == (
        "工作表“数据”单元格 C9：“60 桶”不是单独一个数字。请只写数字，单位是升。"
    )


@pytest.mark.parametrize(("written", "full"), [("4860万", "4860"), ("1.2 亿", "12000")])
def test_ten_thousands_are_not_multiplied_twice(written: str, full: str) -> None:
    unit = Text("万元", "× ¥10,000")

    complaint = number_of(written, unit=unit)

    assert isinstance(complaint, Complaint)
    assert complaint.remedy.en == f"The unit is ¥10,000: write digits only, for example {full}."
    assert number_of("4,860 万元", unit=unit) == Decimal(4860)


@pytest.mark.parametrize("unit", ["person", "kWh", "m3", "L", "t", "kg", "h", "d", "CNY10k", "1"])
def test_every_word_for_a_unit_may_stand_behind_the_number(unit: str) -> None:
    also = also_written(unit, help_words=same(""))

    assert {number_of(f"1,250{word}", unit=unit_words(unit), also=also) for word in also} == {
        Decimal(1250)
    }


def test_a_persons_number_is_not_repeated_in_a_complaint() -> None:
    assert "13800138000" not in str(number_of("电话 13800138000", unit=PEOPLE))


@given(st.decimals(min_value=0, max_value=10**12, places=2))
def test_every_plain_number_is_read_as_itself(number: Decimal) -> None:
    assert number_of(plain(number), unit=same("")) == number
    assert number_of(f"{number:,}", unit=same("")) == number


@pytest.mark.parametrize(
    "written",
    [
        date(2026, 1, 31),
        datetime(2026, 1, 31),  # noqa: DTZ001 - cells know no time zone
        46053.0,
        "2026-01-31",
        "2026/1/31",
        "2026.1.31",
        "2026年1月31日",
        "２０２６年 1 月 31 日",
    ],
)
def test_dates_are_understood_however_they_are_written(written: Value) -> None:
    assert date_of(written) == "2026-01-31"


@pytest.mark.parametrize(
    "written",
    ["31/01/2026", "2026-02-30", "2026年", "去年", 31.0, True, "0001-01-01", date(1899, 12, 30)],
)
def test_what_is_not_one_day_is_never_guessed(written: Value) -> None:
    complaint = date_of(written)

    assert isinstance(complaint, Complaint)
    assert complaint.code == "not-a-date"


@pytest.mark.parametrize("written", ["24.12.31", "24/12/31", "31/12/24", "24年12月31日"])
def test_a_short_year_is_answered_with_a_whole_one(written: str) -> None:
    complaint = date_of(written)

    assert isinstance(complaint, Complaint)
    assert complaint.remedy == Text(
        "请写成四位数的年份，例如 2024-12-31。", "Write all four digits of it, as in 2024-12-31."
    )


def test_a_code_that_became_a_number_has_lost_its_end() -> None:
    complaint = code_of(9.14403001922038e17)

    assert isinstance(complaint, Complaint)
    assert complaint.code == "digits-lost"


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("3 已到位 In place", 3),
        ("3 已到位", 3),
        ("In place", 3),
        ("已到位", 3),
        ("３", 3),
        (" 3 ", 3),
        ("3级", 3),
        ("Level 3", 3),
        ("4 In place, measured and improving", 4),
        ("不清楚 Don't know", Saying.DONT_KNOW),
        ("don’t know", Saying.DONT_KNOW),
        ("N/A", Saying.NOT_APPLICABLE),
        ("不适用", Saying.NOT_APPLICABLE),
        ("5", None),
        ("-1", None),
        ("2.5", None),
        ("3 or 4", None),
        ("3/4", None),
        ("✓", None),
        ("好", None),
    ],
)
def test_levels_are_understood_in_words_and_digits(written: str, said: int | Saying | None) -> None:
    assert level_of(written, "level") == said


@pytest.mark.parametrize(
    ("written", "said"),
    [("是", 4), ("Partly", 2), ("否 No", 0), ("✓", 4), ("1", None), ("3", None)],
)
def test_yes_partly_no_are_levels_four_two_nothing(written: str, said: int | None) -> None:
    assert level_of(written, "yes-partly-no") == said
    assert list(YES_PARTLY_NO) == [4, 2, 0]


@pytest.mark.parametrize("lang", ["zh", "en", "both"])
@pytest.mark.parametrize("kind", ["level", "yes-partly-no"])
def test_every_answer_offered_is_understood(kind: QuestionKind, lang: str) -> None:
    for said in answers_offered(kind, may_not_apply=True):
        assert level_of(answer_words(said, kind, lang), kind) == said  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("守住了 Kept", Saying.KEPT),
        ("kept", Saying.KEPT),
        ("是", Saying.KEPT),
        ("没有守住", Saying.BROKEN),
        ("No", Saying.BROKEN),
        ("不清楚", Saying.DONT_KNOW),
        ("也许", None),
        ("没有", None),  # a breach, or none? nobody can tell
        ("有", None),
        ("无", None),
    ],
)
def test_red_lines_are_kept_broken_or_unknown(written: str, said: Saying | None) -> None:
    assert red_line_of(written) == said


@pytest.mark.parametrize(
    ("written", "yes"),
    [
        ("是", True),
        ("Yes", True),
        ("Y", True),
        ("√", True),
        ("☑", True),
        ("TRUE", True),
        ("否", False),
        ("no", False),
        ("×", False),
        ("没有", False),
        ("也许", None),
        ("x", None),
    ],
)
def test_yes_and_no_have_many_forms(written: str, yes: bool | None) -> None:  # noqa: FBT001
    assert yes_no_of(written) == yes


@pytest.mark.parametrize(
    ("written", "publish"),
    [
        ("公开", True),
        ("公开 Publish", True),
        ("是", True),
        ("✓", True),
        ("", False),
        ("不公开", False),
        ("Keep private", False),
        ("保密", False),
        ("以后再说", None),
    ],
)
def test_only_a_clear_yes_publishes(written: str, publish: bool | None) -> None:  # noqa: FBT001
    assert publish_of(written) == publish


def test_choices_are_found_by_label_in_either_language_or_by_code() -> None:
    field = load_questionnaire("sme", tier="quick").field_of["region"]

    found = {choice_of(words, field) for words in ("广东", "guangdong", "GD", "广东 Guangdong")}

    assert found == {"GD"}
    assert choice_of("广州", field) is None


def test_no_two_choices_of_a_field_are_written_alike() -> None:
    for field in load_questionnaire("sme", tier="basic").fields:
        for choice in field.choices:
            assert choice_of(choice.label.zh, field) == choice.code
            assert choice_of(choice.label.en, field) == choice.code


def test_kinds_of_evidence_are_found_in_either_language() -> None:
    found = [kind_of(words) for words in ("证书", "Certificate", "第三方报告", "report?")]

    assert found == ["certificate", "certificate", "third-party-report", None]
