"""A filled workbook is the buyer's own, with answers in it: part by part and cell by cell."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from time import process_time

import openpyxl
import pytest
import xlsxwriter
from tests.core.files.made_buyer import make_buyer

from zeren.files.buyer.answering import ReplyOrder, answer_buyer
from zeren.files.buyer.questions import read_buyer
from zeren.files.buyer.writing import fill_buyer
from zeren.files.xlsx.cells import cell_ref, read_cells
from zeren.files.xlsx.guard import check_workbook
from zeren.problems import Refused
from zeren.publish.reply.reply import Line, Writing
from zeren.text import Text

LAMP_WORKS = Path(__file__).parents[3] / "examples" / "lamp-works" / "answers.xlsx"
DAY = "2026-11-28"
OURS = re.compile(r"\[Content_Types\]\.xml|xl/comments\d+\.xml|xl/drawings/vmlDrawing\d+\.vml")
NOTHING = Text("", "")


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, tuple[Line, ...]]:
    """The buyer's workbook, the reply, and the lines that say what was written."""
    folder = tmp_path_factory.mktemp("reply")
    buyer = make_buyer(folder / "buyer.xlsx")
    answered = answer_buyer(buyer, LAMP_WORKS, ReplyOrder(DAY, everything=True))
    (folder / "reply.xlsx").write_bytes(answered.content)
    return buyer, folder / "reply.xlsx", answered.lines


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def cells(sheet: bytes) -> dict[str, str]:
    found = re.finditer(r'<c r="([A-Z]+\d+)"[^>]*?(?:/>|>.*?</c>)', sheet.decode(), re.DOTALL)
    return {match[1]: match[0] for match in found}


def around(sheet: bytes) -> str:
    """Everything of a sheet but its cells, the height of its rows, and the tie to comments."""
    text = re.sub(r'<c r="[A-Z]+\d+"[^>]*?(?:/>|>.*?</c>)', "", sheet.decode(), flags=re.DOTALL)
    text = re.sub(r'(<row [^>]*?) ht="[\d.]+"', r"\1", text)
    return re.sub(r"<legacyDrawing [^>]*/>", "", text)


def style(cell: str) -> str:
    found = re.search(r' s="\d+"', cell)
    return found[0] if found else ""


def line(row: int, column: int, value: str | Decimal, *, sheet: str = "Form") -> Line:
    """A line of a reply that writes one cell."""
    from zeren.publish.reply.asked import BuyerQuestion

    return Line(
        question=BuyerQuestion(sheet, row, "asked"),
        status="filled",
        source="sme/E1.2",
        title=NOTHING,
        confidence=1.0,
        relation=NOTHING,
        proposal="",
        why=NOTHING,
        ask=NOTHING,
        find_out=NOTHING,
        writings=(Writing((row, column), value, "From sme/E1.2"),),
    )


def fill(path: Path, *lines: Line) -> Path:
    out = path.with_name("filled.xlsx")
    out.write_bytes(fill_buyer(read_buyer(read_cells(path)), lines))
    return out


def test_every_part_without_a_filled_cell_keeps_its_bytes(
    filled: tuple[Path, Path, tuple[Line, ...]],
) -> None:
    buyer, reply, lines = filled
    before, after = parts(buyer), parts(reply)
    book = read_cells(buyer)
    touched = {book.contents.sheets[line.question.sheet] for line in lines if line.writings}

    changed = {name for name in after if before.get(name) != after[name]}

    ours = {name for name in changed if OURS.fullmatch(name) or "/_rels/" in name}
    assert changed - ours == touched
    assert set(before) <= set(after)
    assert {name for name in set(after) - set(before) if name not in ours} == set()


def test_in_a_filled_sheet_only_the_filled_cells_differ(
    filled: tuple[Path, Path, tuple[Line, ...]],
) -> None:
    buyer, reply, lines = filled
    before, after = parts(buyer), parts(reply)
    book = read_cells(buyer)
    for name, part in book.contents.sheets.items():
        written = {
            cell_ref(*one.cell)
            for line in lines
            if line.question.sheet == name
            for one in line.writings
        }
        old, new = cells(before[part]), cells(after[part])

        assert {ref for ref in new if old.get(ref) != new[ref]} == written
        assert {ref: style(old.get(ref, "")) for ref in written if ref in old} == {
            ref: style(new[ref]) for ref in written if ref in old
        }
        if name != "Notes":  # its rows become wider: there was no answer column
            assert around(before[part]) == around(after[part])


def test_drop_downs_protection_and_merged_cells_are_as_they_were(
    filled: tuple[Path, Path, tuple[Line, ...]],
) -> None:
    buyer, reply, _ = filled
    before, after = openpyxl.load_workbook(buyer), openpyxl.load_workbook(reply)

    for name in before.sheetnames:
        old, new = before[name], after[name]
        assert [(one.sqref, one.formula1) for one in old.data_validations.dataValidation] == [
            (one.sqref, one.formula1) for one in new.data_validations.dataValidation
        ]
        assert old.merged_cells.ranges == new.merged_cells.ranges
        assert old.protection.sheet == new.protection.sheet
        assert old.sheet_state == new.sheet_state


def test_each_filled_cell_says_where_it_comes_from(
    filled: tuple[Path, Path, tuple[Line, ...]],
) -> None:
    _, reply, lines = filled
    book = openpyxl.load_workbook(reply)
    writings = [(line, one) for line in lines for one in line.writings]

    comments = [book[line.question.sheet].cell(*one.cell).comment for line, one in writings]
    told = [comment.text for comment in comments if comment]

    assert told == [one.comment for _, one in writings]
    assert all(
        DAY in words and line.source in words
        for words, (line, _) in zip(told, writings, strict=True)
    )
    assert len(writings) > 200


def test_comments_tell_neither_level_nor_confidence(
    filled: tuple[Path, Path, tuple[Line, ...]],
) -> None:
    _, _, lines = filled
    comments = " ".join(one.comment for line in lines for one in line.writings)

    assert re.findall(r"\d+ ?%|[Ll]evel|级|得分|score|confidence", comments) == []


def test_the_reply_passes_our_own_guard_and_comes_out_equal_twice(
    filled: tuple[Path, Path, tuple[Line, ...]],
) -> None:
    buyer, reply, _ = filled

    again = answer_buyer(buyer, LAMP_WORKS, ReplyOrder(DAY, everything=True))

    assert check_workbook(reply) == ()
    assert again.content == reply.read_bytes()


def test_comments_and_pictures_of_the_buyer_stay(tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    with xlsxwriter.Workbook(path) as book:
        paper = book.add_worksheet("Form")
        paper.write_row(0, 0, ("Question", "Answer"))
        paper.write(1, 0, "Electricity consumption")
        paper.write(2, 0, "Natural gas")
        paper.write_comment("A2", "In kWh, please", {"author": "Buyer"})
        paper.write_comment("B3", "Invoices only", {"author": "Buyer"})
        paper.insert_textbox("E5", "A box of the buyer's")

    book = openpyxl.load_workbook(fill(path, line(2, 2, Decimal(7)), line(3, 2, Decimal(8))))

    told = {
        cell.coordinate: cell.comment.text for row in book["Form"] for cell in row if cell.comment
    }
    assert told == {"A2": "In kWh, please", "B2": "From sme/E1.2", "B3": "Invoices only"}
    with zipfile.ZipFile(path.with_name("filled.xlsx")) as package:
        sheet = package.read("xl/worksheets/sheet1.xml").decode()
        assert sheet.count("<legacyDrawing ") == 1
        assert sheet.count("<drawing ") == 1
        shapes = package.read("xl/drawings/vmlDrawing1.vml").decode()
        ids = re.findall(r'<v:shape id="(\w+)"', shapes)
        assert len(ids) == len(set(ids)) == 3


@pytest.mark.parametrize(
    "words", ["=1+1", "+86 10", "-3", "@SUM(A1)", "a\x07b\u202ec", "<b>&amp;</b>"]
)
def test_words_are_written_as_words(tmp_path: Path, words: str) -> None:
    path = tmp_path / "form.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("Form").write_row(0, 0, ("Question", "Answer"))

    book = openpyxl.load_workbook(fill(path, line(2, 2, words)))

    cell = book["Form"]["B2"]
    assert cell.data_type == "s"
    assert cell.value == words.replace("\x07", "").replace("\u202e", "")


def test_a_cell_that_was_never_written_takes_the_look_of_its_column(tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    with xlsxwriter.Workbook(path) as book:
        paper = book.add_worksheet("Form")
        paper.set_column(1, 1, 20, book.add_format({"bold": True}))
        paper.write("A1", "Question")
        paper.write("C9", "far away")

    book = openpyxl.load_workbook(
        fill(path, line(1, 2, "first"), line(5, 2, "new row"), line(9, 2, "between"))
    )

    paper = book["Form"]
    assert [paper[ref].value for ref in ("A1", "B1", "B5", "B9", "C9")] == [
        "Question",
        "first",
        "new row",
        "between",
        "far away",
    ]
    assert all(paper[ref].font.bold for ref in ("B1", "B5", "B9"))
    assert paper.dimensions == "A1:C9"


def test_formulas_are_worked_out_anew_when_the_reply_is_opened(tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("Form").write_formula("C1", "=COUNTA(B1:B9)", None, 0)
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(tmp_path / "plain.xlsx", "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, content.replace(b' fullCalcOnLoad="1"', b""))

    reply = fill(tmp_path / "plain.xlsx", line(2, 2, "there"))

    before, after = parts(tmp_path / "plain.xlsx"), parts(reply)
    assert after["xl/workbook.xml"] == before["xl/workbook.xml"].replace(
        b'<calcPr calcId="124519"', b'<calcPr calcId="124519" fullCalcOnLoad="1"'
    )
    assert after["xl/workbook.xml"] != before["xl/workbook.xml"]


def test_a_sheet_with_prefixed_tags_is_filled_too(tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("Form").write_row(0, 0, ("Question", "Answer"))
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(tmp_path / "prefixed.xlsx", "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                content = re.sub(rb"<(/?)(\w)", rb"<\1x:\2", content).replace(
                    b"xmlns=", b"xmlns:x="
                )
            new.writestr(name, content)

    book = openpyxl.load_workbook(fill(tmp_path / "prefixed.xlsx", line(2, 2, Decimal("1.50"))))

    assert book["Form"]["B2"].value == 1.5
    assert book["Form"]["B2"].comment.text == "From sme/E1.2"


@pytest.mark.parametrize(
    ("part", "code"),
    [("xl/vbaProject.bin", "file-macros"), ("_xmlsignatures/sig1.xml", "file-signed")],
)
def test_what_a_change_would_break_is_refused(tmp_path: Path, part: str, code: str) -> None:
    path = tmp_path / "form.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("Form")
    with zipfile.ZipFile(path, "a") as package:
        package.writestr(part, b"<x/>")

    with pytest.raises(Refused) as refused:
        read_buyer(read_cells(path))

    assert [problem.code for problem in refused.value.problems] == [code]


def test_a_sheet_written_like_no_other_is_refused_and_not_guessed_at(tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    with xlsxwriter.Workbook(path) as book:
        paper = book.add_worksheet("Form")
        paper.write_row(0, 0, ("Question", "Answer"))
        paper.write(1, 0, "Electricity consumption")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(tmp_path / "odd.xlsx", "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                content = content.replace(b"<sheetData>", b'<sheetData><!-- <c r="B2"/> -->')
            new.writestr(name, content)

    with pytest.raises(Refused) as refused:
        fill(tmp_path / "odd.xlsx", line(2, 2, "x"))

    assert [problem.code for problem in refused.value.problems] == ["sheet-unlike-any"]


def with_part(path: Path, name: str, change: Callable[[bytes], bytes], *, more: str = "") -> Path:
    """The workbook with one part changed, or one more added."""
    out = path.with_name("changed.xlsx")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.namelist():
            content = old.read(part)
            new.writestr(part, change(content) if part == name else content)
        if more:
            new.writestr(more, change(b""))
    return out


def plain_form(path: Path) -> Path:
    with xlsxwriter.Workbook(path) as book:
        paper = book.add_worksheet("Form")
        paper.write_row(0, 0, ("Question", "Answer"))
        paper.write(1, 0, "Electricity consumption")
    return path


SHEET = "xl/worksheets/sheet1.xml"
LINKS = "xl/worksheets/_rels/sheet1.xml.rels"
TIE = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Target="../../../../etc/evil.xml" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"/>'
    "</Relationships>"
)


def test_a_tie_that_leads_outside_the_package_is_not_followed(tmp_path: Path) -> None:
    form = plain_form(tmp_path / "form.xlsx")
    hostile = with_part(form, "", lambda _: TIE.encode(), more=LINKS)

    reply = fill(hostile, line(2, 2, "x"))

    assert [name for name in parts(reply) if ".." in name or "evil" in name] == []
    assert check_workbook(reply) == ()


@pytest.mark.parametrize("tag", ["<row r='1'>", '<row r="1">', '<c r="A1">'])
def test_tags_that_never_end_are_refused_at_once(tmp_path: Path, tag: str) -> None:
    form = plain_form(tmp_path / "form.xlsx")
    start = b'<row r="9">' if tag.startswith("<c") else b""
    hostile = with_part(
        form,
        SHEET,
        lambda sheet: sheet.replace(
            b"</sheetData>",
            start + tag.encode() * 60_000 + (b"</row>" if start else b"") + b"</sheetData>",
        ),
    )
    before = process_time()

    with pytest.raises(Refused):
        fill(hostile, line(2, 2, "x"))

    assert process_time() - before < 2


def test_a_list_that_closes_itself_does_not_take_the_next_ones_words(tmp_path: Path) -> None:
    form = plain_form(tmp_path / "form.xlsx")
    lists = (
        b'<dataValidations count="2"><dataValidation type="list" sqref="B2"/>'
        b'<dataValidation type="list" sqref="B3"><formula1>"Yes,No"</formula1></dataValidation>'
        b"</dataValidations>"
    )
    changed = with_part(
        form, SHEET, lambda sheet: sheet.replace(b"</sheetData>", b"</sheetData>" + lists)
    )

    (question,) = read_buyer(read_cells(changed)).questions

    assert question.options == ()


def test_pictures_in_the_page_head_are_not_mistaken_for_comments(tmp_path: Path) -> None:
    picture = Path(__file__).parents[3] / "docs" / "pictures" / "report-1.en.png"
    path = tmp_path / "form.xlsx"
    with xlsxwriter.Workbook(path) as book:
        paper = book.add_worksheet("Form")
        paper.write_row(0, 0, ("Question", "Answer"))
        paper.set_header("&L&G", {"image_left": str(picture)})

    before, after = parts(path), parts(fill(path, line(2, 2, "x")))

    sheet = after[SHEET].decode()
    assert sheet.index("<legacyDrawing ") < sheet.index("<legacyDrawingHF ")
    assert after["xl/drawings/vmlDrawing1.vml"] == before["xl/drawings/vmlDrawing1.vml"]
    assert b"Note" in after["xl/drawings/vmlDrawing2.vml"]
