"""What a reviewer is shown first: red lines, what does not fit, what changed, what has no evidence."""

from __future__ import annotations

from dataclasses import replace

from tests.core.assess.made import question, questionnaire, response

from zeren.assess.review import Check, review_checks
from zeren.collect.facts import Period
from zeren.collect.responses import Evidence, Response, Saying
from zeren.problems import Place, Problem
from zeren.standards.load import load_questionnaire
from zeren.standards.questionnaires import Questionnaire
from zeren.text import Said, same


def kinds(checks: tuple[Check, ...]) -> list[tuple[str, str]]:
    return [(check.kind, check.code) for check in checks]


def test_a_high_answer_asks_for_evidence_until_a_piece_counts() -> None:
    asked = questionnaire(question("E1.1"), question("E1.2"))
    said = response({"E1.1": 3, "E1.2": 2})
    period = said.period
    piece = Evidence("E1.1", "record", Said.of("sheet"), sha256="0" * 64, period=period)
    photo = piece._replace(kind="photo")

    assert kinds(review_checks(asked, said)) == [("no-evidence", "E1.1")]
    assert kinds(review_checks(asked, replace(said, evidence=(photo,)))) == [
        ("no-evidence", "E1.1")
    ]
    assert review_checks(asked, replace(said, evidence=(piece,))) == ()


def test_a_strong_change_since_last_year_is_named_with_both_figures() -> None:
    asked = questionnaire(*(question(f"E1.{n}") for n in range(1, 6)))
    then = response({f"E1.{n}": 2 for n in range(1, 6)})
    now = response({"E1.1": 0, "E1.2": 1, "E1.3": 2, "E1.4": 2, "E1.5": 2})

    checks = review_checks(asked, now, last=(asked, then))

    assert kinds(checks) == [("jump", "E1.1")]
    assert checks[0].what.en == "Level 2 last year, level 0 this year."


def test_a_score_is_compared_on_what_was_asked_in_both_years() -> None:
    now_asked = questionnaire(question("E1.1"), question("E1.2"), question("E1.3"))
    then_asked = questionnaire(question("E1.1"))
    now = response({"E1.1": 2, "E1.2": 0, "E1.3": 0})

    assert review_checks(now_asked, now, last=(then_asked, response({"E1.1": 2}))) == ()


def test_what_is_open_says_so_and_whether_it_was_last_year() -> None:
    asked = questionnaire(question("E1.1"), question("E1.2"), question("E1.3"))
    then = response({"E1.2": Saying.DONT_KNOW, "E1.3": 1})
    now = response({"E1.1": Saying.DONT_KNOW, "E1.3": Saying.DONT_KNOW})

    checks = review_checks(asked, now, last=(asked, then))

    assert [
        (one.code, "last year" in one.what.en, "two years" in one.what.en) for one in checks
    ] == [
        ("E1.1", False, True),
        ("E1.2", True, False),
    ]
    assert kinds(review_checks(asked, now)) == [("open", "E1.2")]


def ours(answers: dict[str, int | Saying], **numbers: str) -> tuple[Questionnaire, Response]:
    from zeren.files.entered import Entered, response_from

    asked = load_questionnaire()
    entered = {
        code: Entered(said.value if isinstance(said, Saying) else str(said))
        for code, said in answers.items()
    }
    entered |= {code: Entered(number) for code, number in numbers.items()}
    return asked, response_from(asked, entered)[0]


def test_red_lines_come_first_broken_unknown_open_and_mended() -> None:
    asked, now = ours({"R1": Saying.BROKEN, "R2": Saying.DONT_KNOW, "R3": Saying.KEPT})
    last = ours({"R3": Saying.BROKEN})

    checks = review_checks(asked, now, last=last)

    lines = [(one.code, one.what.en) for one in checks if one.kind == "red-line"]
    assert lines[:3] == [
        ("R1", "Answered “broken”."),
        ("R2", "Answered “don't know”."),
        ("R3", "Last year “broken”, this year “kept”."),
    ]
    assert all(what == "Not answered." for _, what in lines[3:])


def test_a_number_that_doubled_or_was_halved_is_named() -> None:
    asked, now = ours({}, electricity="200", water="99")
    last = ours({}, electricity="100", water="50")

    found = [one for one in review_checks(asked, now, last=last) if one.kind == "jump"]

    assert [(one.code, one.what.en) for one in found] == [
        ("electricity", "100 last year, 200 this year.")
    ]


def test_what_the_reader_found_stands_at_its_question() -> None:
    note = Problem("contradicts-profile", "note", Place(field="E1.1"), same("a"), same("b"))
    open_note = Problem("unanswered", "note", Place(), same("c"), same("d"))
    asked = questionnaire(question("E1.1"))

    checks = review_checks(asked, response({"E1.1": 1}), problems=(note, open_note))

    assert checks == (Check("odd", "E1.1", same("a"), same("b")),)


def test_the_period_decides_which_evidence_counts() -> None:
    asked = questionnaire(question("E1.1"))
    old = Evidence("E1.1", "record", Said.of("x"), sha256="0" * 64, period=Period("2020-12-31"))

    checks = review_checks(asked, replace(response({"E1.1": 4}), evidence=(old,)))

    assert kinds(checks) == [("no-evidence", "E1.1")]
