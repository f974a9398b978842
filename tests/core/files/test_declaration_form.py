"""The form of a declaration: written, filled in by people and other programs, read again."""

import hashlib
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Final

import openpyxl
import pytest
from openpyxl.workbook import Workbook as Book
from tests.core.declare.made_declaration import DAY, SME, form, made, response
from tests.core.files.test_examples import parts

from zeren.declare.form import LINES, DocumentRow, Form
from zeren.declare.from_response import Filled, declaration_from
from zeren.declare.prefilled import form_from
from zeren.files.declaration_form.reading import read_form
from zeren.files.declaration_form.sheets import NO_CLAIM
from zeren.files.declaration_form.template import write_form
from zeren.files.workbook.words import BOOK_LANGS, BookLang, shown
from zeren.problems import Refused
from zeren.standards.catalogue import load_standards
from zeren.standards.claims import CLAIM_WORDS, may_be_declared
from zeren.text import LANGS

INDEX: Final = "index.txt"
WRITTEN: Final = hashlib.sha256(b"46").hexdigest()


def written(folder: Path, *, filled: Form | None = None, lang: BookLang = "both") -> Path:
    """A filled form with its document beside it."""
    (folder / INDEX).write_bytes(b"46")
    path = folder / "declaration.xlsx"
    write_form(filled or hashed(), path, lang=lang)
    return path


def hashed() -> Form:
    known = form()
    return Form(
        {name: words for name, words in known.entries.items() if words},
        known.sites,
        known.claims,
        (DocumentRow("资料目录", INDEX, WRITTEN, "RM3.3"),),
    )


def changed(path: Path, change: Callable[[Book], object]) -> Filled:
    """What is read after somebody changed the form with another program."""
    book = openpyxl.load_workbook(path)
    change(book)
    book.save(path)
    return read_form(path)


def row_of(book: Book, key: str) -> tuple[str, int]:
    """The sheet and row of a key."""
    for sheet in book:
        for cells in sheet.iter_rows():
            for cell in cells:
                if cell.value == key:
                    return sheet.title, int(cell.row or 0)
    raise KeyError(key)


def put(book: Book, key: str, value: str | float | date, *, column: str = "C") -> None:
    sheet, row = row_of(book, key)
    book[sheet][f"{column}{row}"] = value


@pytest.mark.parametrize("lang", BOOK_LANGS)
def test_what_is_written_is_read(tmp_path: Path, lang: BookLang) -> None:
    found = read_form(written(tmp_path, lang=lang))

    assert found.form == hashed()
    assert found.problems == ()


def test_the_same_form_gives_the_same_bytes(tmp_path: Path) -> None:
    first = parts(written(tmp_path))

    assert parts(written(tmp_path)) == first


@pytest.mark.parametrize("lang", BOOK_LANGS)
def test_what_is_suggested_needs_only_what_nobody_can_know(tmp_path: Path, lang: BookLang) -> None:
    path = written(tmp_path, filled=form_from(response(), day="2026-11-22"), lang=lang)

    found = read_form(path)
    _, problems = made(found.form)

    assert found.form == form_from(response(), day="2026-11-22")
    assert [one.place.field for one in problems if one.level == "error"] == [
        *("address.zh", "place.zh", "signatory.zh", "function.zh"),
        *("sites.0.address", "claims"),
    ]


def test_every_line_says_what_it_is_and_how_to_fill_it(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(written(tmp_path))

    for line in LINES:
        sheet, row = row_of(book, f"line/{line.code}")
        label, hint = (str(book[sheet][f"{column}{row}"].value) for column in "BE")
        assert label.startswith("＊") == line.needed
        assert all(words in label for words in (line.label.zh, line.label.en))
        assert all(words in hint for words in (line.help.zh, line.help.en))


@pytest.mark.parametrize("lang", BOOK_LANGS)
def test_a_standard_offers_its_own_claim_and_none(tmp_path: Path, lang: BookLang) -> None:
    book = openpyxl.load_workbook(written(tmp_path, lang=lang))
    offered = {one.id: one for one in load_standards() if may_be_declared(one)}
    sheet = book[row_of(book, "claim/iso-26000-2010")[0]]
    lists = {
        str(one.sqref): str(one.formula1)
        for one in sheet.data_validations.dataValidation
        if one.type == "list"
    }

    keys = {str(cell.value) for cell in sheet["A"] if cell.value}

    assert keys == {f"claim/{id}" for id in offered} - {"claim/cn-sme-csr-guide-1"}  # noqa: A001
    for key in keys:
        kind = offered[key.removeprefix("claim/")].claim.kind
        source = lists[f"E{row_of(book, key)[1]}"]
        assert words_at(book, source) == [shown(NO_CLAIM, lang), shown(CLAIM_WORDS[kind], lang)]
        assert (kind == "conforms") == (
            CLAIM_WORDS["conforms"].to(LANGS[lang == "en"]) in words_at(book, source)[1]
        )


def words_at(book: Book, source: str) -> list[str]:
    """The entries of a drop-down."""
    name, cells = source.lstrip("=").replace("$", "").split("!")
    return [str(cell.value) for (cell,) in book[name.strip("'")][cells]]


def test_conformity_stands_under_a_warning(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(written(tmp_path))
    sheet, first = row_of(book, "claim/gbt-27050")
    above = str(book[sheet][f"B{first - 1}"].value)

    assert "答完问卷，不等于符合" in above
    assert "Having answered the questionnaire is not conformity" in above
    assert row_of(book, "claim/ungc-10")[1] < first < row_of(book, "claim/gbt-39604-2020")[1]


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("以它为指南", "used-as-guidance"),
        ("used as guidance", "used-as-guidance"),
        ("used-as-guidance", "used-as-guidance"),
        ("本企业在社会责任工作中以 ISO 26000:2010 为指南。", "used-as-guidance"),
        ("符合它的要求", "conforms"),
        ("conforms", "conforms"),
        ("通过认证", "通过认证"),
        ("We are certified", "We are certified"),
    ],
)
def test_a_claim_is_read_in_whatever_words_it_is_written(
    tmp_path: Path, said: str, kind: str
) -> None:
    def write(book: Book) -> None:
        put(book, "claim/iso-26000-2010", said, column="E")

    found = changed(written(tmp_path), write)
    _, problems = made(found.form)

    assert found.form.claims == (("iso-26000-2010", kind),)
    assert [one.code for one in problems] == (
        ["claim-refused"] if kind != "used-as-guidance" else []
    )


def test_a_claim_that_is_refused_is_told_at_its_cell(tmp_path: Path) -> None:
    def write(book: Book) -> None:
        put(book, "claim/rba-code-8", "conforms to it", column="E")

    found = changed(written(tmp_path, lang="zh"), write)
    declaration, problems = declaration_from(response(), found, day=DAY, questionnaire=SME)

    assert declaration is None
    (problem,) = problems
    assert problem.words("zh") == (
        f"工作表“标准”单元格 {problem.place.cell}：对《责任商业联盟行为准则 8.0》不能说“符合它的要求”。"
        "支持不是认证；审核结论只能由 RBA 的评估得出。"
        "可以说（supports）：“本企业支持责任商业联盟行为准则 8.0。”"
    )
    assert problem.place.cell.startswith("E")


def test_a_standard_that_somebody_adds_is_read_by_its_title_or_id(tmp_path: Path) -> None:
    def write(book: Book) -> None:
        sheet = book[row_of(book, "claim/un-sdg")[0]]
        for title, said in (("RBA VAP", "passed"), ("gri-standards", "参照它报告")):
            sheet.append([None, title, None, None, said])

    found = changed(written(tmp_path), write)
    _, problems = made(found.form)

    assert found.form.claims[1:] == (("RBA VAP", "passed"), ("gri-standards", "with-reference-to"))
    assert [one.code for one in problems] == ["standard-unknown", "claim-refused"]


def test_sheets_and_rows_may_be_moved_and_renamed(tmp_path: Path) -> None:
    def write(book: Book) -> None:
        for sheet in book:
            if not sheet.title.startswith("_"):
                sheet.title = f"x{sheet.title}"[:31]
        book.move_sheet(book.sheetnames[1], offset=3)
        for sheet in book:
            sheet.protection.disable()
        book[row_of(book, "site/name")[0]].insert_rows(3, 2)
        book[row_of(book, "document/file")[0]].insert_cols(1)

    found = changed(written(tmp_path), write)

    assert found.form == hashed()
    assert found.problems == ()


def test_dates_and_numbers_are_read_as_people_write_them(tmp_path: Path) -> None:
    def write(book: Book) -> None:
        put(book, "line/issued", "2026年11月22日")
        put(book, "line/until", datetime(2027, 11, 22))  # noqa: DTZ001 - as a cell holds it
        put(book, "line/period-from", date(2025, 1, 1))
        put(book, "line/employees", "６０ 人")

    found = changed(written(tmp_path), write)

    assert found.form == hashed()


def test_cells_that_cannot_be_read_are_all_told_with_sheet_and_cell(tmp_path: Path) -> None:
    def write(book: Book) -> None:
        put(book, "line/issued", "下个月")
        put(book, "line/employees", "六十")
        put(book, "line/dispatched", 5.5)
        put(book, "line/place", "=NOW()")
        put(book, "document/title", INDEX)  # harmless: the row of keys is hidden

    found = changed(written(tmp_path, lang="en"), write)

    assert [(one.code, one.place.sheet) for one in found.problems] == [
        ("not-a-number", "Declaration"),
        ("headcount-impossible", "Declaration"),
        ("formula-unfinished", "Declaration"),
        ("not-a-date", "Declaration"),
    ]
    assert all(one.place.cell for one in found.problems)


@pytest.mark.parametrize("words", ["=1+1", "+86 760", "-", "@SUM(A1)", "＝cmd", "\t=1"])
def test_words_that_look_like_formulas_stay_words(tmp_path: Path, words: str) -> None:
    wanted = Form({**hashed().entries, "contact": words}, ((words, words),), hashed().claims)
    path = written(tmp_path, filled=wanted)

    book = openpyxl.load_workbook(path)

    assert not [cell for sheet in book for row in sheet for cell in row if cell.data_type == "f"]
    assert read_form(path).form.entries["contact"] == words.strip()


def test_the_hash_of_a_document_is_worked_out_from_the_file_beside_the_form(
    tmp_path: Path,
) -> None:
    (tmp_path / "evidence").mkdir()
    (tmp_path / "evidence" / "演练.txt").write_bytes(b"drill")
    rows = (
        DocumentRow("目录", INDEX),
        DocumentRow("演练", "evidence\\演练.txt"),
        DocumentRow("别处", "elsewhere.pdf", "c" * 64),
        DocumentRow("网上", "https://lamp-works.example/a.pdf", "D" * 64),
    )
    path = written(tmp_path, filled=Form(hashed().entries, documents=rows))

    found = read_form(path)

    assert [row.sha256 for row in found.form.documents] == [
        WRITTEN,
        hashlib.sha256(b"drill").hexdigest(),
        "c" * 64,
        "d" * 64,
    ]
    assert found.problems == ()


@pytest.mark.parametrize(
    ("file", "sha256", "code"),
    [
        ("nowhere.pdf", "", "document-missing"),
        ("folder", "", "document-missing"),
        ("n" * 300, "", "document-missing"),
        ("../secret.txt", "", "document-outside"),
        ("a/../../secret.txt", "", "document-outside"),
        ("..\\secret.txt", "", "document-outside"),
        ("/etc/hostname", "", "document-outside"),
        ("C:\\secret.txt", "", "document-outside"),
        ("\\\\server\\share\\a.txt", "", "document-outside"),
        ("link.txt", "", "document-outside"),
        ("https://lamp-works.example/a.pdf", "", "document-link"),
        (INDEX, "e" * 64, "hash-differs"),
    ],
)
def test_a_document_that_cannot_be_hashed_is_told_at_its_cell(
    tmp_path: Path, file: str, sha256: str, code: str
) -> None:
    home = tmp_path / "home"
    (home / "folder").mkdir(parents=True)
    (tmp_path / "secret.txt").write_text("secret")
    (home / "link.txt").symlink_to(tmp_path / "secret.txt")
    rows = (DocumentRow("文件", file, sha256),)
    path = written(home, filled=Form(hashed().entries, documents=rows), lang="en")

    found = read_form(path)

    (problem,) = found.problems
    assert (problem.code, problem.place.sheet, problem.place.cell) == (code, "Documents", "B6")
    assert found.form.documents[0].sha256 == ""


def test_a_workbook_that_is_no_form_is_refused(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.save(tmp_path / "other.xlsx")

    with pytest.raises(Refused) as refusal:
        read_form(tmp_path / "other.xlsx")

    assert [one.code for one in refusal.value.problems] == ["not-a-declaration-form"]


def test_a_form_goes_through_the_guard(tmp_path: Path) -> None:
    path = tmp_path / "declaration.xlsx"
    path.write_bytes(b"PK\x03\x04 not a workbook at all")

    with pytest.raises(Refused):
        read_form(path)


def test_a_copied_sheet_is_told(tmp_path: Path) -> None:
    def write(book: Book) -> None:
        book.copy_worksheet(book[row_of(book, "line/place")[0]])

    found = changed(written(tmp_path), write)

    assert [one.code for one in found.problems] == ["sheet-copied"]
    assert found.form == hashed()


def test_what_cannot_be_seen_is_taken_out(tmp_path: Path) -> None:
    def write(book: Book) -> None:
        put(book, "line/signatory", "演示\u202e签署人\ufeff")

    assert changed(written(tmp_path), write).form.entries["signatory.zh"] == "演示签署人"
