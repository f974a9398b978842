"""`zeren declare`, run as a person runs it."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook as Book
from tests.core.cli.command import LAMP_WORKS, ROOT, zeren
from tests.core.files.test_declaration_form import put, row_of

DAY = "2026-11-22"
VSME = ROOT.parent / "shared/samples/vsme/VSME-Digital-Template-Sample-1.3.0.xlsx"


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """The lamp works' answers, form and documents."""
    shutil.copytree(LAMP_WORKS.parent, tmp_path / "lamp-works")
    return tmp_path / "lamp-works"


def changed(path: Path, change: Callable[[Book], object]) -> None:
    book = openpyxl.load_workbook(path)
    change(book)
    book.save(path)


def test_a_filled_form_is_shown_whole_in_both_languages(desk: Path) -> None:
    ran = zeren(
        "declare",
        desk / "answers.xlsx",
        "--with",
        desk / "declaration.xlsx",
        "--show",
        "--date",
        DAY,
    )

    chinese, english = ran.out.split("Self-declaration", 1)
    assert (ran.code, ran.err) == (0, "")
    for words in (
        "演示灯具厂（虚构）",
        "以 ISO 26000:2010 为指南",
        "员工 60 人；另有派遣工 6 人",
        "2027年11月22日",
    ):
        assert words in chinese
    for words in (
        "We support the RBA Code",
        "60 employees, 6 dispatched workers besides",
        "22 November 2027",
        "(original in Chinese)",
    ):
        assert words in english
    assert "No errors." in english


def test_a_form_is_written_and_told_what_it_lacks(desk: Path) -> None:
    out = desk / "new.xlsx"

    written = zeren("declare", desk / "answers.xlsx", "--form", out, "--date", DAY, "--lang", "zh")
    again = zeren("declare", desk / "answers.xlsx", "--form", out)
    shown = zeren(
        "declare", desk / "answers.xlsx", "--with", out, "--show", "--date", DAY, lang="zh"
    )

    assert (written.code, again.code, shown.code) == (0, 2, 1)
    assert f"zeren declare {desk / 'answers.xlsx'} --with {out} --show" in written.out
    assert "工作表“声明”单元格 C8：“地址”还没有填。这一项必填，请补上。" in shown.err
    assert "工作表“标准”：没有对任何标准作出说明。" in shown.err
    assert "有 6 处要改，改好之前不能声明。" in shown.out


def test_answers_with_errors_cannot_be_declared_and_the_errors_are_named(desk: Path) -> None:
    def spoil(book: Book) -> None:
        put(book, "sme/uscc", "91440600MADEM0LA18", column="C")

    changed(desk / "answers.xlsx", spoil)

    ran = zeren("declare", desk / "answers.xlsx", "--with", desk / "declaration.xlsx", "--json")
    form = zeren("declare", desk / "answers.xlsx", "--form", desk / "new.xlsx", "--json")

    table = json.loads(ran.out)
    assert (ran.code, table["statement"]) == (1, None)
    assert "uscc-check-digit" in [one["code"] for one in table["problems"]]
    assert form.code == 1
    assert [one["code"] for one in json.loads(form.out)["problems"]] == ["uscc-check-digit"]
    assert (desk / "new.xlsx").exists()


def test_carried_answers_that_nobody_confirmed_are_not_declared(desk: Path) -> None:
    carried = desk / "carried.xlsx"
    zeren("carry", desk / "answers.xlsx", "--out", carried, "--tier", "basic", "--with", "ict")

    form = zeren("declare", carried, "--form", desk / "new.xlsx", "--date", DAY)
    shown = zeren("declare", carried, "--with", desk / "new.xlsx", "--show", "--date", DAY)

    book = openpyxl.load_workbook(desk / "new.xlsx")
    sheet, row = row_of(book, "line/name-zh")
    assert form.code == 1  # no period yet, no figures
    assert book[sheet][f"C{row}"].value is None
    assert "These were carried from last time and are not confirmed" in shown.err
    assert shown.code == 1


def test_a_changed_document_changes_the_statement(desk: Path) -> None:
    words = (
        "declare",
        desk / "answers.xlsx",
        "--with",
        desk / "declaration.xlsx",
        "--date",
        DAY,
        "--json",
    )
    before = json.loads(zeren(*words).out)["statement"]
    (desk / "documents" / "index-of-procedures.txt").write_bytes(b"other")

    after = json.loads(zeren(*words).out)["statement"]

    assert before["documents"][0] == after["documents"][0]
    assert before["documents"][1]["sha256"] != after["documents"][1]["sha256"]


def test_the_form_must_not_replace_the_answers(desk: Path) -> None:
    before = (desk / "answers.xlsx").read_bytes()

    ran = zeren("declare", desk / "answers.xlsx", "--form", desk / "answers.xlsx", "--force")

    assert ran.code == 2
    assert (desk / "answers.xlsx").read_bytes() == before


@pytest.mark.parametrize(
    "words",
    [(), ("--form", "a.xlsx", "--with", "b.xlsx"), ("--with", "b.xlsx"), ("--form", "a.txt")],
    ids=range(4),
)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_wrong_usage_says_what_to_write(desk: Path, words: tuple[str, ...], lang: str) -> None:
    ran = zeren("declare", desk / "answers.xlsx", *words, lang=lang)

    assert ran.code == 2
    assert "zeren declare --help" in ran.err


def test_a_form_that_is_none_is_refused(desk: Path) -> None:
    ran = zeren("declare", desk / "answers.xlsx", "--with", desk / "answers.xlsx", "--show")
    missing = zeren("declare", desk / "answers.xlsx", "--with", desk / "nothing.xlsx", "--show")

    assert (ran.code, missing.code) == (1, 1)
    assert "This is not the form of a declaration." in ran.err


def test_figures_alone_are_no_answers(tmp_path: Path) -> None:
    if not VSME.exists():
        pytest.skip(f"{VSME.name} is not here")

    for words in (("--form", tmp_path / "new.xlsx"), ("--with", VSME, "--show")):
        ran = zeren("declare", VSME, *words)
        assert ran.code == 1
        assert "nothing can be declared from it" in ran.err
