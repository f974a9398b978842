"""Yes and no are said only where the words honestly carry them."""

import pytest

from zeren.publish.reply.polarity import answer_to, plain_yes_or_no

OURS = (
    "没有未满16周岁的人在这里干活，16、17岁的人 Nobody under 16 works here, and those aged 16 or 17"
)


@pytest.mark.parametrize(
    ("words", "line", "answer"),
    [
        ("Do you use child labour?", "R1", False),
        ("Is child labour excluded in your operations?", "R1", True),
        ("Do you not employ children?", "R1", True),
        ("公司是否雇用童工？", "R1", False),
        ("公司是否未雇用童工？", "R1", True),
        ("是否禁止使用童工？", "R1", True),
        ("Are emergency exits kept unlocked and unobstructed?", "R3", True),
        ("Are exits ever locked during working hours?", "R3", False),
        ("工资是否按时发放？", "R4", True),
        ("是否拖欠员工工资？", "R4", False),
        # a document, a check, another matter, another age, two negations: not carried
        ("Do you have a written policy against child labour?", "R1", None),
        ("是否制定了禁止童工的制度？", "R1", None),
        ("Do you verify that no child labour is used by suppliers?", "R1", None),
        ("Are child labour and forced labour prohibited?", "R1", None),
        ("Do you employ children under 18?", "R1", None),
        ("Is it not true that you do not use child labour?", "R1", None),
        ("Is prison labour excluded?", "R2", None),
        ("Describe your position on child labour.", "R1", None),
    ],
)
def test_a_kept_red_line_answers_plain_questions(
    words: str, line: str, *, answer: bool | None
) -> None:
    assert answer_to(words, line, ours=OURS) is answer


def test_a_fact_answers_whether_and_nothing_more() -> None:
    assert plain_yes_or_no("Do you provide dormitories?")
    assert plain_yes_or_no("是否提供宿舍？")
    assert not plain_yes_or_no("Are your dormitories clean?")
    assert not plain_yes_or_no("学生工的使用是否符合规定？")
    assert not plain_yes_or_no("Do you not use agency workers?")
