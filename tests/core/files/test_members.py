"""A member list: its columns are known by their headings, and all that is wrong is said at once."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path
from time import process_time

import pytest
import xlsxwriter
from tests.core.files.hostile import BOMBS

from zeren.collect.uscc import check_digit
from zeren.files.members.columns import FIELDS, NAMES, field_of
from zeren.files.members.reading import MemberList, MemberRow, read_members
from zeren.files.members.sheet import List, columns, print_list, print_template, words
from zeren.problems import Refused
from zeren.text import LANGS, Lang, Text


def code(number: int) -> str:
    body = f"91440600MATET{number:04}"
    return body + check_digit(body)


def book(*rows: tuple[object, ...], first: tuple[object, ...] = ()) -> bytes:
    target = BytesIO()
    made = xlsxwriter.Workbook(target, {"strings_to_formulas": False})
    paper = made.add_worksheet("名单")
    for number, row in enumerate((first, *rows) if first else rows):
        paper.write_row(number, 0, row)
    made.close()
    return target.getvalue()


HEADINGS = ("社会信用代码", "企业名称", "联系人", "E-mail", "手机", "城市", "园区", "批次")


def test_a_list_is_read_by_its_headings_wherever_they_stand() -> None:
    data = book(
        ("演示协会会员名单",),
        (),
        ("序号", *HEADINGS),
        (
            1,
            code(1).lower(),
            " 甲厂 ",
            "张三（演示）",
            "a@example.com",
            13800000000,
            "中山市",
            "东园",
            "一批、二批",
        ),
    )

    read = read_members(data, file="m.xlsx")

    assert read.rows == (
        MemberRow(
            4, code(1), "甲厂", "", "中山市", "张三（演示）", "a@example.com", "13800000000",
            ("东园", "一批", "二批"),
        ),
    )  # fmt: skip
    assert [(one.code, one.place.cell) for one in read.problems] == [
        ("member-list-unknown-column", "A3")
    ]
    assert MemberList.of(read.as_json()) == read


def test_everything_that_is_wrong_is_said_at_once_at_its_cell() -> None:
    wrong = code(2)[:-1] + ("0" if code(2)[-1] != "0" else "1")
    data = book(
        HEADINGS,
        (code(1), "甲厂"),
        (wrong, "乙厂"),
        ("", "丙厂"),
        (code(1), "甲厂又一次"),
        (code(3), "丁厂", "", "nobody", "no"),
        (91440600123456789012, "戊厂"),
        (code(4), "己" * 121),
    )

    read = read_members(data, file="m.xlsx")

    assert [row.name_zh for row in read.rows] == ["甲厂"]
    assert [(one.code, one.place.cell) for one in read.problems] == [
        ("uscc-check-digit", "A3"),
        ("member-code-missing", "A4"),
        ("member-twice", "A5"),
        ("member-email", "D6"),
        ("member-phone", "E6"),
        ("digits-lost", "A7"),
        ("member-too-long", "B8"),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("mark", [",", "\t", ";"])
def test_a_text_file_is_read_in_every_encoding_that_excel_writes(encoding: str, mark: str) -> None:
    text = mark.join(("统一社会信用代码", "企业名称")) + "\r\n" + mark.join((code(1), "甲厂"))

    read = read_members(text.encode(encoding), file="m.csv")

    assert [(row.uscc, row.name_zh) for row in read.rows] == [(code(1), "甲厂")]


@pytest.mark.parametrize("lang", LANGS)
def test_the_template_and_an_exported_list_are_read_back(lang: Lang) -> None:
    day = date(2026, 11, 29)
    nasty = '=HYPERLINK("http://x","y")'
    row = [code(1), nasty, "+1", "-中山", "@someone", "a@example.com", "+86 138 0000 0000", "=东园"]
    shown = List(NAMES["name_zh"], (), columns(), [[words(one) for one in row]])

    empty = read_members(print_template(lang, day=day), file="t.xlsx")
    read = read_members(print_list(shown, lang=lang, day=day), file="m.xlsx")

    assert (empty.rows, empty.problems) == ((), ())
    assert [(one.uscc, one.name_zh, one.name_en, one.city, one.cohorts) for one in read.rows] == [
        (code(1), nasty, "+1", "-中山", ("=东园",))
    ]
    assert read.problems == ()


def test_every_heading_of_ours_is_known_in_both_languages_and_at_once() -> None:
    for field in FIELDS:
        name: Text = NAMES[field]
        both = f"{name.zh} / {name.en}"
        assert [field_of(one) for one in (name.zh, name.en, both, f"* {name.zh}：")] == [field] * 4


@pytest.mark.parametrize("name", list(BOMBS)[:4])
def test_a_bomb_is_refused_quickly(name: str, tmp_path: Path) -> None:
    make, _ = BOMBS[name]
    data = make(tmp_path / "m.xlsx").read_bytes()
    began = process_time()

    with pytest.raises(Refused):
        read_members(data, file="bomb.xlsx")

    assert process_time() - began < 3  # 0.3 at most on a quiet machine
