"""What is wrong with a draft: every mistake with its cell, in both languages, all at once; nothing half."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.core.files.made_draft import (
    book_of,
    both,
    changed,
    clause,
    example,
    library_of,
    question,
    questionnaire_draft,
    read,
    sheet_of,
    standard_draft,
    told,
    words,
)

from zeren.files.drafts.importing import read_ready
from zeren.problems import Refused
from zeren.standards.drafts.checks import check
from zeren.standards.drafts.draft import Draft, DraftKind
from zeren.standards.drafts.known import known_to

CLAUSES = "条款 Clauses"
QUESTIONS = "题目 Questions"
ABOUT = "标准概况 About"


def test_a_clause_number_used_twice_is_told_at_both_cells(tmp_path: Path) -> None:
    ready = read(tmp_path, standard_draft(clause("5", "甲"), clause("6", "乙"), clause("5", "丙")))

    assert words(ready.problems) == [
        f'Sheet "{CLAUSES}", cell A7: “5” is used more than once: also in sheet "{CLAUSES}", cell A9. A number or code can be used only once. Change one of them.',
        f'Sheet "{CLAUSES}", cell A9: “5” is used more than once: also in sheet "{CLAUSES}", cell A7. A number or code can be used only once. Change one of them.',
    ]


def test_a_circle_of_parents_is_named_whole_and_once(tmp_path: Path) -> None:
    draft = standard_draft(
        clause("1", "甲", parent="3"),
        clause("2", "乙", parent="1"),
        clause("3", "丙", parent="2"),
        clause("4", "丁", parent="4"),
        clause("5", "戊", parent="1"),
    )

    ready = read(tmp_path, draft)

    assert told(ready) == [("parent-circle", CLAUSES, "B7"), ("parent-itself", CLAUSES, "B10")]
    assert "1 → 3 → 2 → 1" in ready.problems[0].what.zh


def test_unknown_parents_and_topics_are_told_with_what_was_perhaps_meant(tmp_path: Path) -> None:
    draft = standard_draft(clause("5", "甲", "E01", "E99", "Z"), clause("5.1", "乙", parent="5.0"))

    ready = read(tmp_path, draft)

    assert told(ready) == [
        ("not-in-list", CLAUSES, "F7"),
        ("not-in-list", CLAUSES, "G7"),
        ("not-in-list", CLAUSES, "B8"),
    ]
    assert "E09 (Emergency preparedness, injury and illness)" in ready.problems[0].remedy.en
    assert ready.problems[2].remedy.en.startswith("You can write: 5.1 (")


@pytest.mark.parametrize(
    ("id", "code"),
    [
        ("../x", "wrong-form"),
        ("CON", "wrong-form"),
        ("con", "reserved"),
        ("com7", "reserved"),
        ("sme", "reserved"),
        ("template", "reserved"),
        ("un-sdg", "id-taken"),
        ("x" * 31, "wrong-form"),
        ("a", "wrong-form"),
        ("a--b", "wrong-form"),
        ("a\tb", "wrong-form"),
        ("灯具", "wrong-form"),
        ("/etc/passwd", "wrong-form"),
        (".before-x", "wrong-form"),
    ],
)
def test_an_id_that_could_do_harm_is_refused(tmp_path: Path, id: str, code: str) -> None:  # noqa: A002
    draft = standard_draft()
    head = {**draft.head, "id": id}

    ready = read(tmp_path, Draft("standard", {**draft.tables, "standard": [head]}))

    assert (code, ABOUT, "C4") in told(ready)
    assert not (tmp_path / "library").exists()


def test_codes_of_ours_and_of_another_supplement_are_taken(tmp_path: Path) -> None:
    library_of(tmp_path, questionnaire_draft())
    other = questionnaire_draft(
        supplement=[example("supplement", id="city-y")],
        area=[{"code": "N", "title": both("乙市", "City Y")}],
        fact=[example("fact", code="lamps-sold"), example("fact", code="production")],
    )

    ready = read(tmp_path, other)

    assert [(one.code, one.place.cell, one.what.en) for one in ready.problems] == [
        ("taken", "A7", "“N” is used by “city-x” already."),
        ("taken", "A7", "“NR1” is used by “city-x” already."),
        ("taken", "A7", "“lamps-sold” is used by “city-x” already."),
        ("taken", "A8", "“production” is used by “sme” already."),
        ("taken", "A7", "“lamps-returned” is used by “city-x” already."),
    ]


def test_a_revision_may_use_its_own_codes(tmp_path: Path) -> None:
    library_of(tmp_path, questionnaire_draft(), standard_draft())

    assert read(tmp_path, questionnaire_draft()).problems == ()
    assert read(tmp_path, standard_draft()).problems == ()


def test_codes_that_a_revision_drops_are_named(tmp_path: Path) -> None:
    library_of(tmp_path, questionnaire_draft())
    fewer = questionnaire_draft(question=[question("N1.1"), question("N2.1")], red_line=[])

    ready = read(tmp_path, fewer)

    assert [(one.code, one.level, one.what.en) for one in ready.problems] == [
        ("codes-gone", "note", "The library had these, which are missing here: N1.2."),
        ("codes-gone", "note", "The library had these, which are missing here: NR1."),
    ]


def test_what_a_question_lacks_is_told_cell_by_cell(tmp_path: Path) -> None:
    whole = question("N1.1")
    bad = {
        **question("N1.2"),
        "levels": [*whole["levels"][:3], None, whole["levels"][4]],
        "weight": "heavy",
        "owner": "chef",
        "topics": [],
        "asked_when": ["no-such-fact"],
        "severity": {
            "scale": 9,
            "scope": 2,
            "irremediability": 1,
            "reason": both("因为", "Because"),
        },
    }
    del bad["risk"]

    ready = read(tmp_path, questionnaire_draft(question=[whole, bad, question("N2.1")]))

    found = [(one.code, one.what.en) for one in ready.problems]
    assert found == [
        ("missing", "“Level 3” is empty."),
        ("missing", "“What may happen” is empty."),
        ("not-whole", "“9” in “Scale” is no whole number from 1 to 5."),
        ("missing", "“Topic” is empty."),
        ("not-in-list", "“chef” is none of what “Owner” can be."),
        ("not-whole", "“heavy” in “Weight” is no whole number from 1 to 5."),
        ("not-in-list", "“no-such-fact” is none of what “Asked of” can be."),
    ]
    assert {one.place.sheet for one in ready.problems} == {QUESTIONS}
    header = openpyxl.load_workbook(tmp_path / "own.xlsx")[QUESTIONS]
    for problem in ready.problems:
        label = str(header[f"{problem.place.cell.rstrip('0123456789')}5"].value)
        named = problem.what.en.split("“")[-1].split("”")[0]
        assert named in label


def test_references_between_tables_are_checked(tmp_path: Path) -> None:
    draft = questionnaire_draft(
        item=[
            example("item", code="N.1"),
            example("item", code="X.1"),
            example("item", code="N.2"),
        ],
        question=[
            question("N1.1"),
            {**question("N9.1"), "item": "N.2"},
            {**question("N3.1"), "item": "N.3"},
        ],
        number=[example("number", code="lamps", least="10", most="2", per="nothing")],
    )

    assert [(one.code, one.place.cell) for one in read(tmp_path, draft).problems] == [
        ("not-of-area", "A8"),
        ("nothing-asked", "A8"),
        ("not-of-item", "A8"),
        ("not-in-list", "B9"),
        ("out-of-order", "N7"),
        ("not-in-list", "R7"),
    ]


def test_two_levels_that_say_the_same_are_told(tmp_path: Path) -> None:
    levels = question("N1.1")["levels"]
    draft = questionnaire_draft(
        question=[
            question("N1.1", levels=[*levels[:4], {**levels[4], "en": levels[0]["en"]}]),
            question("N2.1"),
        ]
    )

    (problem,) = read(tmp_path, draft).problems

    assert (problem.code, problem.place.cell) == ("alike", "J7")
    assert problem.what.en.endswith('also sheet "题目 Questions", cell R7.')


def test_long_texts_are_notes_and_endless_ones_errors(tmp_path: Path) -> None:
    draft = standard_draft(
        {"ref": "1", "title": both("长" * 61, "word " * 26)},
        {"ref": "2", "title": both("长" * 1201, "fine")},
    )

    ready = read(tmp_path, draft)

    assert [(one.code, one.level, one.place.cell) for one in ready.problems] == [
        ("long", "note", "C7"),
        ("long", "note", "D7"),
        ("too-long", "error", "C8"),
    ]


@pytest.mark.parametrize("sign", ["=", "@", "＝", "＠"])
def test_a_text_that_begins_like_a_formula_is_told(tmp_path: Path, sign: str) -> None:
    draft = standard_draft({"ref": "1", "title": both(f"{sign}cmd|' /C calc'!A0", "Calc")})

    assert told(read(tmp_path, draft)) == [("like-a-formula", CLAUSES, "C7")]


def test_a_claim_may_not_say_more_than_its_kind(tmp_path: Path) -> None:
    draft = standard_draft()
    claim = {**draft.head["claim"], "words": both("本企业符合本标准。", "We conform to it.")}
    head = {**draft.head, "claim": claim}

    ready = read(tmp_path, Draft("standard", {**draft.tables, "standard": [head]}))

    assert [(one.code, one.level) for one in ready.problems] == [("claim-conforms", "note")] * 2


def put_in(cell: str, value: str | float | datetime) -> Callable[[openpyxl.Workbook], object]:
    def change(book: openpyxl.Workbook) -> None:
        sheet = sheet_of(book, "Clauses")
        sheet[cell] = value
        if isinstance(value, float | datetime):
            sheet[cell].number_format = "General" if isinstance(value, float) else "yyyy-mm-dd"

    return change


@pytest.mark.parametrize(
    ("cell", "value", "found"),
    [
        ("A8", datetime(2027, 5, 1), [("date-in-code", "A8")]),  # noqa: DTZ001 - as a cell has it
        ("A8", 5.3, [("number-in-code", "A8")]),
        ("A8", 7, []),
        ("C8", '=CONCATENATE("a","b")', [("formula-unfinished", "C8")]),
        ("E8", "E04、E05，v01", []),
        ("E8", "Working hours and rest", []),
        ("E8", "E04；E04", [("named-twice", "E8")]),
        ("C8", "  两行\n标题\x07  ", []),
        ("D8", "\u202eevil", []),
    ],
)
def test_what_people_and_spreadsheets_do_to_a_cell(
    tmp_path: Path, cell: str, value: str | float | datetime, found: list[tuple[str, str]]
) -> None:
    path = book_of(tmp_path, standard_draft())
    if isinstance(value, str):
        value = value.replace("\x07", "")

    ready = read_ready(changed(path, put_in(cell, value)), tmp_path / "library")

    assert [(one.code, one.place.cell) for one in ready.problems] == found
    assert all(
        sign.isprintable()
        for row in ready.draft.of("clause")
        for text in row["title"].values()
        for sign in text
    )


def test_words_on_two_lines_become_one(tmp_path: Path) -> None:
    path = changed(book_of(tmp_path, standard_draft()), put_in("C8", "两行\n标题"))
    path = changed(path, put_in("D8", "two\nlines"))

    ready = read_ready(path, tmp_path / "library")

    assert ready.draft.of("clause")[1]["title"] == both("两行标题", "two lines")


def test_more_rows_than_anybody_keeps_are_refused(tmp_path: Path) -> None:
    path = book_of(tmp_path, standard_draft())

    def flood(book: openpyxl.Workbook) -> None:
        sheet = sheet_of(book, "Clauses")
        for row in range(20, 5200):
            sheet.cell(row, 1, f"x{row}")

    ready = read_ready(changed(path, flood), tmp_path / "library")

    assert ("too-many", CLAUSES, "") in told(ready)
    assert len(ready.problems) < 20


def test_a_cell_at_the_end_of_the_sheet_is_refused_by_the_guard(tmp_path: Path) -> None:
    path = changed(book_of(tmp_path, standard_draft()), put_in("XFD1048576", "far"))

    with pytest.raises(Refused) as refused:
        read_ready(path, tmp_path / "library")

    assert [one.code for one in refused.value.problems] == ["workbook-too-far"]


def test_a_cell_far_to_the_right_is_left_alone(tmp_path: Path) -> None:
    path = changed(book_of(tmp_path, standard_draft()), put_in("XFD9", "far"))

    ready = read_ready(path, tmp_path / "library")

    assert ready.draft.of("clause") == standard_draft().of("clause")


def test_a_copied_sheet_is_told(tmp_path: Path) -> None:
    path = book_of(tmp_path, standard_draft(clause("1", "甲")))

    def copy(book: openpyxl.Workbook) -> None:
        book.copy_worksheet(sheet_of(book, "Clauses")).title = "Backup"
        book.copy_worksheet(sheet_of(book, "About")).title = "Old"

    ready = read_ready(changed(path, copy), tmp_path / "library")

    assert told(ready) == [
        ("twice", CLAUSES, "A7"),
        ("twice", "Backup", "A7"),
        ("sheet-copied", "Old", ""),
    ]


def test_the_same_mistake_down_a_column_is_told_once(tmp_path: Path) -> None:
    draft = standard_draft(*({"ref": f"{n}", "title": {"zh": "题"}} for n in range(1, 120)))

    ready = read(tmp_path, draft)

    assert told(ready) == [("language-missing", CLAUSES, "D7:D125")]
    assert "--one-language" in ready.problems[0].remedy.en


def test_a_workbook_of_another_kind_is_refused() -> None:
    lamp_works = Path(__file__).parents[3] / "examples" / "lamp-works" / "answers.xlsx"

    with pytest.raises(Refused) as refused:
        read_ready(lamp_works, Path("nowhere"))

    assert [one.code for one in refused.value.problems] == ["not-a-draft"]


@pytest.mark.parametrize(
    ("kind", "tables"),
    [
        ("standard", {"standard": [{}], "clause": [{}]}),
        ("supplement", {"supplement": [{}], "question": [{}], "red_line": [{}], "number": [{}]}),
    ],
)
def test_what_is_missing_is_asked_for_in_whole_sentences(
    kind: DraftKind, tables: dict[str, list[dict[str, Any]]]
) -> None:
    remedies = [one.remedy for one in check(Draft(kind, tables), known_to())]

    assert any("例如：现行" in one.zh for one in remedies) == (kind == "standard")
    assert all("：例如" not in one.zh and "。。" not in one.zh for one in remedies)
    assert all(one.zh.endswith("。") and one.en.endswith(".") for one in remedies)
    assert all(": such" not in one.en and ".." not in one.en for one in remedies)


JUNK = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=8)
    | st.dates()
    | st.floats(allow_nan=False),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3)
    ),
    max_leaves=6,
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    draft=st.sampled_from([standard_draft(), questionnaire_draft()]),
    data=st.data(),
    junk=JUNK,
)
def test_whatever_stands_in_a_table_is_a_problem_and_no_traceback(
    draft: Draft,
    data: st.DataObject,
    junk: Any,  # noqa: ANN401
) -> None:
    kind = data.draw(st.sampled_from([kind for kind, rows in draft.tables.items() if rows]))
    key = data.draw(st.sampled_from(sorted(draft.tables[kind][0])))
    rows = [{**draft.tables[kind][0], key: junk}, *draft.tables[kind][1:]]

    faults = check(Draft(draft.kind, {**draft.tables, kind: rows}), known_to())

    for fault in faults:
        assert fault.what.zh
        assert fault.what.en
        assert fault.remedy.zh
        assert fault.remedy.en
