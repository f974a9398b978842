"""A workbook carried into another: what is unclear is told with its cell, and nothing in it acts."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.workbook import Workbook as Book
from tests.core.files.made_template import FILLED as VSME
from tests.core.files.made_template import make_template
from tests.core.files.made_workbook import FILLED, cell_of, changed, filled, read
from tests.docs.test_schemas import validator

from zeren.collect.responses import Answer, Saying
from zeren.files.workbook.carrying import Carrying
from zeren.files.workbook.earlier import carry_on
from zeren.files.workbook.template import write_carrying
from zeren.files.workbook.words import BookLang
from zeren.problems import Place, Refused
from zeren.standards.questionnaires import Tier
from zeren.text import Said

LANGS: tuple[BookLang, ...] = ("zh", "en", "both")
PEOPLE, PROFILE, NUMBERS, EVIDENCE, LINES = "员工责任", "企业概况", "数据", "证据", "红线"


def carry(path: Path, *, tier: Tier | None = None, same_period: bool = True) -> Carrying:
    return carry_on(path, tier=tier, supplements=(), same_period=same_period)


def written(carrying: Carrying, folder: Path, *, lang: BookLang = "zh") -> Path:
    path = folder / "new.xlsx"
    write_carrying(carrying, path, lang=lang)
    return path


def put(book: Book, sheet: str, code: str, header: str, value: object) -> None:
    cell: Any = book[sheet][cell_of(book[sheet], code, header)]
    cell.value = value


@pytest.mark.parametrize("lang", LANGS)
def test_within_its_period_a_workbook_comes_out_as_it_went_in(
    tmp_path: Path, lang: BookLang
) -> None:
    carrying = carry(filled(tmp_path))

    response, problems = read(written(carrying, tmp_path, lang=lang))

    assert response == FILLED
    assert [problem.code for problem in problems] == ["number-unusual"]
    assert carrying.unread == ()


def test_an_empty_workbook_carries_nothing_and_loses_nothing(tmp_path: Path) -> None:
    carrying = carry(filled(tmp_path, response=None), same_period=False)

    assert carrying.carried.stayed == ()
    assert carrying.carried.dropped == ()
    assert carrying.unread == ()
    assert carrying.problems == ()


def test_the_same_workbook_gives_the_same_bytes(tmp_path: Path) -> None:
    carrying = carry(filled(tmp_path), same_period=False)

    first = written(carrying, tmp_path).read_bytes()

    assert written(carry(filled(tmp_path), same_period=False), tmp_path).read_bytes() == first


def spoil(book: Book) -> None:
    """What people write that is not understood, a kind each."""
    put(book, PEOPLE, "E1.1", "回答", "还行")
    put(book, PEOPLE, "E1.2", "不适用的理由", "旺季除外")
    put(book, PEOPLE, "E1.3", "回答", None)
    put(book, PEOPLE, "E2.1", "是否公开", "以后再说")
    put(book, PROFILE, "employees-women", "填写", "三十四")
    put(book, PROFILE, "sector", "填写", "灯具")
    put(book, NUMBERS, "electricity", "填写", "48万")
    put(book, NUMBERS, "water", "填写", -5)
    book[EVIDENCE]["C4"] = "文件"


def test_what_was_not_understood_is_told_with_its_cell_and_as_it_was_written(
    tmp_path: Path,
) -> None:
    old = changed(filled(tmp_path), spoil)

    carrying = carry(old)

    sheets = openpyxl.load_workbook(old)

    def place(sheet: str, code: str, header: str) -> Place:
        return Place(sheet=sheet, cell=cell_of(sheets[sheet], code, header))

    assert [(one.code, one.place, dict(one.written)) for one in carrying.unread] == [
        (
            "sector",
            place(PROFILE, "sector", "填写"),
            {"entry": "灯具"},
        ),
        ("employees-women", place(PROFILE, "employees-women", "填写"), {"entry": "三十四"}),
        (
            "E1.1",
            place(PEOPLE, "E1.1", "回答"),
            {"answer": "还行", "words": said("E1.1")},
        ),
        ("E1.2", place(PEOPLE, "E1.2", "不适用的理由"), {"reason": "旺季除外"}),
        ("E1.3", place(PEOPLE, "E1.3", "自己的话"), {"words": said("E1.3")}),
        ("electricity", place(NUMBERS, "electricity", "填写"), {"entry": "48万"}),
        ("water", place(NUMBERS, "water", "填写"), {"entry": "-5"}),
        (
            "",
            Place(sheet=EVIDENCE, cell="B4"),
            {
                "for": "E3.1 设备、消防、用电与演练",
                "kind": "文件",
                "title": "2025 年消防演练记录（5 月、11 月，含夜班）",
                "issuer": "演示灯具厂安全组",
                "from": "2025-05-16",
                "to": "2025-11-21",
                "link": "evidence/fire-drills-2025.pdf",
            },
        ),
        ("", place(PEOPLE, "E2.1", "是否公开"), {}),
    ]
    validator("carried").validate(carrying.as_json())
    assert [one.why.en for one in carrying.unread][2:5] == [
        '"还行" is none of the answers offered.',
        "A level is chosen here, so the words under “Why it does not apply” were not used.",
        "There are words of your own, but no answer is chosen.",
    ]
    assert carrying.carried.response.answer_to.keys() == FILLED.answer_to.keys() - {"E1.1", "E1.3"}


def said(code: str) -> str:
    words = FILLED.answer_to[code].words
    assert words
    return words.text


def test_a_copied_row_that_says_something_else_is_told(tmp_path: Path) -> None:
    def copy(book: Book) -> None:
        sheet = book[LINES]
        [row] = [cell.row for cell in sheet["A"] if cell.value == "sme/R1"]
        sheet["A60"], sheet["C60"] = "sme/R1", "没有守住"
        assert row < 60

    carrying = carry(changed(filled(tmp_path), copy))

    assert [(one.code, one.place.cell, one.written) for one in carrying.unread] == [
        ("R1", "C60", {"answer": "没有守住"})
    ]
    assert carrying.carried.response.answer_to["R1"].said is Saying.KEPT


def test_a_row_with_a_code_that_nobody_knows_is_told(tmp_path: Path) -> None:
    def rename(book: Book) -> None:
        sheet = book[PEOPLE]
        [cell] = [cell for cell in sheet["A"] if cell.value == "sme/E1.1"]
        cell.value = "sme/E7.7"

    carrying = carry(changed(filled(tmp_path), rename))

    [one] = carrying.unread
    assert (one.code, one.written) == ("E7.7", {"answer": "2 部分到位", "words": said("E1.1")})


HOSTILE = (
    "=HYPERLINK(1)",
    "+1",
    "-1",
    "@SUM(A1)",
    "＝1+1",
    "sme/E1.2",
    "\x1b[31m\u202ered",
    "x" * 32_000,
)


@pytest.mark.parametrize("words", HOSTILE)
def test_words_that_were_dropped_stay_words_and_become_no_row(tmp_path: Path, words: str) -> None:
    basic = carry(filled(tmp_path), tier="basic")
    old = basic.carried.response
    answer = Answer("E1.5", 3, words=Said.of(words))
    whole = replace(
        basic, carried=replace(basic.carried, response=replace(old, answers=(*old.answers, answer)))
    )
    kept = carry(written(whole, tmp_path), tier="quick")
    [dropped] = [one.value for one in kept.carried.dropped if one.code == "E1.5"]

    paths = {lang: written(kept, tmp_path, lang=lang).rename(tmp_path / lang) for lang in LANGS}

    assert isinstance(dropped, Answer)
    assert dropped.words
    for lang, path in paths.items():
        with path.open("rb") as content:
            sheet = openpyxl.load_workbook(content).worksheets[1]
        cells = [str(row[3].value) for row in sheet.iter_rows() if row[1].value == "E1.5"]
        assert dropped.words.text in "".join(cells).replace("_x001B_", "\x1b"), lang
        assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
        assert read(path)[0].answers == FILLED.answers


def test_an_edition_of_which_nothing_is_known_is_carried_by_its_rows(tmp_path: Path) -> None:
    def rewrite(book: Book) -> None:
        marks = {"edition": "../2031", "sha256": "0" * 64}
        for row in book["_zeren"].iter_rows(max_col=2):
            row[1].value = marks.get(str(row[0].value), row[1].value)

    carrying = carry(changed(filled(tmp_path), rewrite), tier="basic")

    done = carrying.carried
    assert done.response.answer_to.keys() == FILLED.answer_to.keys()
    assert (done.dropped, done.moved, done.reworded) == ((), (), ())
    assert "E1.5" in done.new
    assert [problem.code for problem in carrying.problems] == ["other-edition"]


def test_numbers_of_persons_are_blacked_out_in_what_was_not_understood(tmp_path: Path) -> None:
    def tell(book: Book) -> None:
        put(book, PEOPLE, "E1.1", "回答", "还行")
        put(book, PEOPLE, "E1.1", "自己的话", "找李四 13800138000")

    carrying = carry(changed(filled(tmp_path), tell))

    [one] = carrying.unread
    assert one.written["words"] == "找李四 138●●●●●●●●"


def test_what_nobody_confirmed_is_carried_again_with_its_tick_and_still_waits(
    tmp_path: Path,
) -> None:
    waiting = written(carry(filled(tmp_path), same_period=False), tmp_path)
    assert not read(waiting)[0].published & FILLED.answer_to.keys()

    again = carry(waiting, tier="basic")

    assert again.carried.response.published >= FILLED.published
    assert again.carried.awaiting == again.carried.response.answer_to.keys() | set(
        again.carried.response.profile
    )


def beside(path: Path) -> dict[str, str]:
    """What stands beside the cells, by address."""
    found: dict[str, str] = {}
    book = openpyxl.load_workbook(path)
    for sheet in (book[PROFILE], book[NUMBERS]):
        [header] = [cell for row in sheet.iter_rows() for cell in row if cell.value == "上次的数"]
        for row in sheet.iter_rows(min_row=header.row + 1):
            if row[0].value and row[header.column - 1].value:
                found[str(row[0].value)] = str(row[header.column - 1].value)
    return found


@pytest.mark.parametrize("same_period", [False, True])
def test_what_stood_beside_the_cells_stands_there_when_it_is_carried_again(
    tmp_path: Path, *, same_period: bool
) -> None:
    once = written(carry(filled(tmp_path), same_period=False), tmp_path)
    before = beside(once)

    again = carry(once, same_period=same_period)
    after = beside(written(again, tmp_path))

    assert len(before) == len(FILLED.facts) + 2
    assert after == before
    assert again.unread == ()
    validator("carried").validate(again.as_json())


def test_the_figures_and_dates_of_the_period_in_between_take_the_place_of_the_older(
    tmp_path: Path,
) -> None:
    def fill(book: Book) -> None:
        put(book, PROFILE, "period-from", "填写", "2026-01-01")
        put(book, PROFILE, "period-to", "填写", "2026-12-31")
        put(book, NUMBERS, "electricity", "填写", 500000)

    once = written(carry(filled(tmp_path), same_period=False), tmp_path)
    before = beside(once)

    after = beside(written(carry(changed(once, fill), same_period=False), tmp_path))

    altered = {code for code in before if after[code] != before[code]}
    assert altered == {"sme/period-from", "sme/period-to", "sme/electricity"}
    assert after["sme/period-from"] == "2026-01-01"
    assert "2026" in after["sme/electricity"]


def test_what_somebody_wrote_over_a_figure_beside_a_cell_is_told(tmp_path: Path) -> None:
    def write(book: Book) -> None:
        put(book, NUMBERS, "electricity", "上次的数", "sme/E1.2")

    once = written(carry(filled(tmp_path), same_period=False), tmp_path)

    carrying = carry(changed(once, write), same_period=False)

    assert [(one.code, dict(one.written)) for one in carrying.unread if one.code][-1] == (
        "electricity",
        {"earlier": "sme/E1.2"},
    )


def test_a_cell_that_was_emptied_is_confirmed_too(tmp_path: Path) -> None:
    def empty(book: Book) -> None:
        put(book, PEOPLE, "E1.1", "上次的回答", None)

    waiting = written(carry(filled(tmp_path), same_period=False), tmp_path)
    before = {one.code: one for one in read(waiting)[1]}["unconfirmed"]
    after = {one.code: one for one in read(changed(waiting, empty))[1]}["unconfirmed"]

    assert "42 (" in before.what.en
    assert "41 (" in after.what.en


def test_the_guide_counts_what_waits_as_still_to_do(tmp_path: Path) -> None:
    waiting = written(carry(filled(tmp_path), same_period=False), tmp_path)

    book = openpyxl.load_workbook(waiting, data_only=True)
    counts = {row[1].value: (row[2].value, row[3].value) for row in book["说明"].iter_rows()}
    assert counts[PEOPLE] == (0, 8)
    sheet = book[PEOPLE]
    states = {str(row[0].value): row[11].value for row in sheet.iter_rows() if row[0].value}

    assert states["sme/E1.1"] == "○ 待确认"


def test_efrags_template_is_refused_in_words(tmp_path: Path) -> None:
    path = make_template(tmp_path / "vsme.xlsx", VSME)

    with pytest.raises(Refused) as refusal:
        carry(path)

    assert [problem.code for problem in refusal.value.problems] == ["carry-vsme"]
