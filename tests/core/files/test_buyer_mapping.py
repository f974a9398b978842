"""The mapping file says what was guessed, takes corrections, and names each mistake with its line."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.files.made_buyer import make_buyer

from zeren.files.buyer.layout import Layout
from zeren.files.buyer.mapping import read_mapping, write_mapping
from zeren.files.buyer.questions import read_buyer
from zeren.files.xlsx.cells import read_cells
from zeren.problems import Refused
from zeren.publish.reply.reply import Chosen, key_of


def mistakes(tmp_path: Path, text: str) -> list[tuple[str, int | None]]:
    path = tmp_path / "acme.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(Refused) as refused:
        read_mapping(path)
    return [(problem.code, problem.place.line) for problem in refused.value.problems]


def test_what_was_guessed_reads_back_as_it_was_written(tmp_path: Path) -> None:
    guessed = read_buyer(read_cells(make_buyer(tmp_path / "buyer.xlsx")), year=2025)
    path = tmp_path / "buyer.mapping.toml"
    path.write_text(write_mapping(guessed.layouts, file="buyer.xlsx"), encoding="utf-8")

    mapping = read_mapping(path)
    again = read_buyer(read_cells(tmp_path / "buyer.xlsx"), known=mapping.sheets, year=2025)

    assert mapping.chosen == {}
    assert set(mapping.sheets) == set(guessed.layouts)
    told = [(one.sheet, one.row, one.answer, one.remark, one.unit) for one in guessed.questions]
    assert [
        (one.sheet, one.row, one.answer, one.remark, one.unit) for one in again.questions
    ] == told
    assert [sorted(one.ticks.values()) for one in again.questions] == [
        sorted(one.ticks.values()) for one in guessed.questions
    ]


def test_corrections_of_columns_and_matches_are_followed(tmp_path: Path) -> None:
    path = tmp_path / "acme.toml"
    path.write_text(
        """
[[sheet]]
name = "Form"
header = 2
question = "b"
years = { 2025 = "D" }
standard = "rba-code-8"

[[sheet]]
name = "Other"
skip = true

[[match]]
question = "Do you keep records of OVERTIME?"
is = "sme/E1.2"

[[match]]
question = "Your bank?"
is = "nothing"
""",
        encoding="utf-8",
    )

    mapping = read_mapping(path)

    assert mapping.sheets == {
        "Form": (Layout(2, {"question": 2}, {}, {2025: 4}, standard="rba-code-8", guessed=False),),
        "Other": (),
    }
    assert mapping.chosen == {
        key_of("do you keep records of overtime"): Chosen("E1.2"),
        key_of("your bank"): Chosen(""),
    }


def test_all_mistakes_come_at_once_each_with_its_line(tmp_path: Path) -> None:
    text = """\
shet = 1

[[sheet]]
name = "Form"
question = "B1"
answer = "C"
colour = "red"
standard = "rba"

[[sheet]]
question = "B"

[[match]]
question = "x?"
is = "sme/E99.9"

[[match]]
is = "nothing"
"""
    assert mistakes(tmp_path, text) == [
        ("mapping-unknown-key", 1),
        ("mapping-unknown-key", 7),
        ("mapping-column", 5),
        ("mapping-standard", 8),
        ("mapping-no-columns", 4),
        ("mapping-no-name", 10),
        ("mapping-address", 15),
        ("mapping-no-question", 17),
    ]


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ('[[sheet]]\nname = "a\n', "mapping-not-toml", 2),
        ("[sheet]\nname = 1\n", "mapping-not-tables", 1),
        ("sheet = [1]\n", "mapping-not-tables", 1),
        ('[[sheet]]\nname = "a"\nheader = -1\nquestion = "A"\nanswer = "B"', "mapping-header", 3),
        ('[[sheet]]\nname = "a"\nquestion = "ZZZZ"\nanswer = "B"', "mapping-column", 3),
        ('[[match]]\nquestion = "a"\nis = 3', "mapping-address", 3),
    ],
)
def test_a_mistake_is_told_with_its_line(tmp_path: Path, text: str, code: str, line: int) -> None:
    assert mistakes(tmp_path, text)[0] == (code, line)


def test_what_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "acme.toml"
    path.write_bytes(b"\xff\xfe\x00")

    with pytest.raises(Refused) as refused:
        read_mapping(path)

    assert [problem.code for problem in refused.value.problems] == ["mapping-not-utf8"]


@given(st.text(max_size=30), st.text(max_size=30))
def test_any_name_of_a_sheet_or_file_can_be_written_and_read(name: str, file: str) -> None:
    import tomli

    text = write_mapping({name: ()}, file=file)

    assert tomli.loads(text) == {"sheet": [{"name": name, "skip": True}]}


def test_an_unknown_standard_with_none_near_is_told_where_all_are_listed(tmp_path: Path) -> None:
    path = tmp_path / "m.toml"
    path.write_text(
        '[[sheet]]\nname = "A"\nquestion = "A"\nanswer = "B"\nstandard = "qqqqqqqq"\n',
        encoding="utf-8",
    )

    with pytest.raises(Refused) as refused:
        read_mapping(path)

    (problem,) = refused.value.problems
    assert "zeren standards" in problem.remedy.en
    assert "Near" not in problem.remedy.en
    assert "相近" not in problem.remedy.zh
