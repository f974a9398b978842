"""`zeren reply` as a person runs it."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from tests.core.cli.command import LAMP_WORKS, ROOT, zeren, zeren_alone
from tests.core.files.made_buyer import make_buyer

DAY = ("--date", "2026-11-28")


@pytest.fixture
def buyer(tmp_path: Path) -> Path:
    return make_buyer(tmp_path / "buyer.xlsx")


def small(path: Path, *questions: str) -> Path:
    with xlsxwriter.Workbook(path) as book:
        paper = book.add_worksheet("Form")
        paper.write_row(0, 0, ("Question", "Answer"))
        paper.write_column(1, 0, questions)
    return path


def test_a_reply_is_written_with_its_list_and_mapping(buyer: Path) -> None:
    out = buyer.with_name("reply.xlsx")

    ran = zeren("reply", buyer, "--from", LAMP_WORKS, "--out", out, *DAY)

    assert ran.code == 0
    assert "333 questions" in ran.out
    assert "Labour: heads in row 1" in ran.out
    assert sorted(path.name for path in buyer.parent.iterdir()) == [
        "buyer.mapping.toml",
        "buyer.xlsx",
        "reply.list.xlsx",
        "reply.xlsx",
    ]
    assert openpyxl.load_workbook(out)["General"]["C6"].value == "演示灯具厂（虚构）"
    assert openpyxl.load_workbook(buyer.with_name("reply.list.xlsx")).sheetnames == [
        "To do",
        "Filled",
    ]


def test_without_out_one_only_looks(buyer: Path) -> None:
    ran = zeren("reply", buyer, "--from", LAMP_WORKS, lang="zh")

    assert ran.code == 0
    assert "各表的列是这样认的" in ran.out
    assert {path.name for path in buyer.parent.iterdir()} == {"buyer.xlsx", "buyer.mapping.toml"}


def test_equal_days_give_equal_bytes_in_both_files(buyer: Path) -> None:
    for name in ("one.xlsx", "two.xlsx"):
        out = buyer.with_name(name)
        assert zeren("reply", buyer, "--from", LAMP_WORKS, "--out", out, *DAY).code == 0

    for ending in (".xlsx", ".list.xlsx"):
        one, two = (buyer.with_name(f"{name}{ending}").read_bytes() for name in ("one", "two"))
        assert one == two


def test_only_ticked_answers_go_out_unless_the_person_says_so(buyer: Path) -> None:
    few, more = buyer.with_name("few.xlsx"), buyer.with_name("all.xlsx")
    zeren("reply", buyer, "--from", LAMP_WORKS, "--out", few, *DAY)
    zeren("reply", buyer, "--from", LAMP_WORKS, "--out", more, "--all", *DAY)

    turnover = [openpyxl.load_workbook(path)["General"]["C22"].value for path in (few, more)]
    assert turnover == [None, "23,800,000 CNY"]


def test_the_mapping_of_a_buyer_is_remembered(tmp_path: Path) -> None:
    mapping = tmp_path / "acme.toml"
    mapping.write_text(
        '[[match]]\nquestion = "Our secret question"\nis = "sme/sites"\n', encoding="utf-8"
    )
    before = mapping.read_bytes()
    for name in ("first", "second"):
        form = small(tmp_path / f"{name}.xlsx", "Our secret question?")
        out = tmp_path / f"{name}.reply.xlsx"

        ran = zeren("reply", form, "--from", LAMP_WORKS, "--mapping", mapping, "--out", out, *DAY)

        assert ran.code == 0
        assert openpyxl.load_workbook(out)["Form"]["B2"].value == 2
    assert mapping.read_bytes() == before


def test_a_mistake_in_the_mapping_is_told_and_nothing_is_written(tmp_path: Path) -> None:
    form = small(tmp_path / "form.xlsx", "Do you save water?")
    mapping = form.with_name("form.mapping.toml")
    mapping.write_text('[[match]]\nquestion = "x"\nis = "sme/E1.99"\n', encoding="utf-8")

    ran = zeren("reply", form, "--from", LAMP_WORKS, "--out", tmp_path / "reply.xlsx")

    assert ran.code == 1
    assert "line 3" in ran.err
    assert not (tmp_path / "reply.xlsx").exists()


def test_a_workbook_that_is_not_understood_gets_a_mapping_to_correct(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "odd.xlsx") as book:
        book.add_worksheet("Form").write(0, 0, "Welcome")

    ran = zeren("reply", tmp_path / "odd.xlsx", "--from", LAMP_WORKS, "--out", tmp_path / "r.xlsx")

    assert ran.code == 1
    assert "could not be told" in ran.err
    assert not (tmp_path / "r.xlsx").exists()
    assert "skip = true" in (tmp_path / "odd.mapping.toml").read_text(encoding="utf-8")


def test_given_files_are_never_written_over(buyer: Path) -> None:
    before = buyer.read_bytes()

    ran = zeren("reply", buyer, "--from", LAMP_WORKS, "--out", buyer, "--force")

    assert ran.code == 2
    assert buyer.read_bytes() == before


@pytest.mark.parametrize("name", ["reply.xlsx", "reply.list.xlsx"])
def test_a_file_that_is_there_is_replaced_only_by_force(buyer: Path, name: str) -> None:
    buyer.with_name(name).write_text("mine", encoding="utf-8")
    words = ("reply", buyer, "--from", LAMP_WORKS, "--out", buyer.with_name("reply.xlsx"), *DAY)

    assert zeren(*words).code == 2
    assert buyer.with_name(name).read_text(encoding="utf-8") == "mine"
    assert zeren(*words, "--force").code == 0


def test_no_comments_leaves_the_cells_bare(buyer: Path) -> None:
    out = buyer.with_name("bare.xlsx")
    zeren("reply", buyer, "--from", LAMP_WORKS, "--out", out, "--no-comments", *DAY)

    book = openpyxl.load_workbook(out)
    assert [cell for sheet in book for row in sheet for cell in row if cell.comment] == []
    assert book["General"]["C14"].value == 60


def test_json_tells_how_each_question_fares(buyer: Path) -> None:
    ran = zeren("reply", buyer, "--from", LAMP_WORKS, "--json")

    table = json.loads(ran.out)
    first = table["lines"][0]
    assert (first["status"], first["source"], first["cells"][0]["column"]) == (
        "filled",
        "sme/name-en",
        3,
    )
    assert len(table["lines"]) == 333


def test_efrags_template_is_known_by_itself(tmp_path: Path) -> None:
    template = ROOT.parent / "shared/samples/vsme/VSME-Digital-Template-1.3.0.xlsx"
    if not template.exists():
        pytest.skip("EFRAG's empty template is not here (../shared/samples/vsme)")
    shutil.copy(template, tmp_path / "vsme.xlsx")

    ran = zeren("reply", tmp_path / "vsme.xlsx", "--from", LAMP_WORKS, "--out", tmp_path / "r.xlsx")

    assert ran.code == 0
    assert "EFRAG's VSME template" in ran.out
    assert "cell E4: Your answers hold no identifier" in ran.err
    assert zeren("check", tmp_path / "r.xlsx").code == 0
    assert not (tmp_path / "vsme.mapping.toml").exists()


@pytest.mark.parametrize("ending", [".xls", ".xlsm", ".ods", ".csv"])
def test_what_is_no_xlsx_workbook_is_refused_with_a_remedy(tmp_path: Path, ending: str) -> None:
    form = tmp_path / f"form{ending}"
    form.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"))

    ran = zeren("reply", form, "--from", LAMP_WORKS, "--out", tmp_path / "r.xlsx")

    assert ran.code == 1
    assert "save it as .xlsx" in ran.err


def test_answers_that_are_facts_only_cannot_fill_a_form(tmp_path: Path) -> None:
    sample = ROOT.parent / "shared/samples/vsme/VSME-Digital-Template-Sample-1.3.0.xlsx"
    if not sample.exists():
        pytest.skip("EFRAG's filled sample is not here (../shared/samples/vsme)")
    form = small(tmp_path / "form.xlsx", "Do you save water?")

    ran = zeren("reply", form, "--from", sample, "--out", tmp_path / "r.xlsx")

    assert ran.code == 1
    assert "zeren template" in ran.err


def test_no_file_is_named_for_two_things_even_by_force(tmp_path: Path) -> None:
    listed = make_buyer(tmp_path / "r.list.xlsx")
    answers = tmp_path / "q.list.xlsx"
    shutil.copy(LAMP_WORKS, answers)
    out = tmp_path / "out.xlsx"
    before = listed.read_bytes(), answers.read_bytes()

    for words in (
        (listed, "--from", LAMP_WORKS, "--out", tmp_path / "r.xlsx"),
        (listed, "--from", answers, "--out", tmp_path / "q.xlsx"),
        (listed, "--from", LAMP_WORKS, "--out", out, "--mapping", out),
        (listed, "--from", LAMP_WORKS, "--out", out, "--mapping", tmp_path / "out.list.xlsx"),
    ):
        ran = zeren("reply", *words, "--force")
        assert ran.code == 2
        assert "named for two things" in ran.err

    assert (listed.read_bytes(), answers.read_bytes()) == before
    assert not out.exists()


@pytest.mark.parametrize("name", [".", "/", ""])
def test_a_folder_is_no_questionnaire(name: str) -> None:
    ran = zeren("reply", name, "--from", LAMP_WORKS)

    assert ran.code in {1, 2}


def test_the_help_tells_that_looking_writes_the_mapping() -> None:
    assert "and write the mapping file" in " ".join(zeren_alone("reply", "--help").out.split())


def test_why_a_carried_workbook_holds_answers_back_is_told(tmp_path: Path) -> None:
    buyer, carried = make_buyer(tmp_path / "buyer.xlsx"), tmp_path / "carried.xlsx"
    assert zeren("carry", LAMP_WORKS, "--out", carried).code == 0

    ran = zeren("reply", buyer, "--from", carried, "--json")

    assert "unconfirmed" in {one["code"] for one in json.loads(ran.out)["problems"]}


def test_a_figure_that_may_be_a_part_of_the_whole_is_left_to_the_person(tmp_path: Path) -> None:
    buyer = tmp_path / "buyer.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ("No.", "Question", "Answer"),
        (1, "Number of work-related accidents", None),
        (2, "Water withdrawal in total, m3", None),
    ):
        sheet.append(row)
    book.save(buyer)

    ran = zeren("reply", buyer, "--from", LAMP_WORKS, "--all", "--json")

    lines = {one["source"]: one["status"] for one in json.loads(ran.out)["lines"]}
    assert lines == {"sme/injuries": "check", "sme/water": "filled"}


VSME = ROOT.parent / "shared/samples/vsme/VSME-Digital-Template-1.3.0.xlsx"
FILLED_VSME = VSME.with_name("VSME-Digital-Template-Sample-1.3.0.xlsx")


def steps(out: str) -> list[str]:
    """The numbered lines at the end of what the screen shows."""
    return re.findall(r"^  \d\. (.*)$", out, re.MULTILINE)


def test_without_out_the_next_step_is_the_line_to_type(buyer: Path) -> None:
    ran = zeren("reply", buyer, "--from", LAMP_WORKS)

    told = steps(ran.out)
    assert len(told) == 3
    assert str(buyer.with_name("buyer.mapping.toml")) in told[0]
    assert told[1].endswith(f"zeren reply {buyer} --from {LAMP_WORKS} --out reply.xlsx")
    assert str(LAMP_WORKS) in told[2]


@pytest.mark.parametrize(
    ("lang", "words"),
    [("en", ("“To do”", "ask first: Head of personnel")), ("zh", ("“待办”", "先问人事负责人"))],
)
def test_after_writing_the_next_steps_name_files_sheets_and_people(
    buyer: Path, lang: str, words: tuple[str, str]
) -> None:
    out = buyer.with_name("reply.xlsx")

    ran = zeren("reply", buyer, "--from", LAMP_WORKS, "--out", out, *DAY, lang=lang)

    told = steps(ran.out)
    assert len(told) == 3
    assert str(out) in told[0]
    assert str(buyer.with_name("reply.list.xlsx")) in told[1]
    assert all(one in told[1] for one in words)
    assert "--all" in told[2]


def test_nothing_is_held_back_where_all_is_used(buyer: Path) -> None:
    out = buyer.with_name("reply.xlsx")

    ran = zeren("reply", buyer, "--from", LAMP_WORKS, "--out", out, "--all", *DAY)

    assert len(steps(ran.out)) == 2


def test_the_next_step_for_efrags_template_is_to_check_it(tmp_path: Path) -> None:
    if not VSME.exists():
        pytest.skip("EFRAG's empty template is not here (../shared/samples/vsme)")
    out = tmp_path / "r.xlsx"

    ran = zeren("reply", VSME, "--from", LAMP_WORKS, "--out", out)

    told = steps(ran.out)
    assert len(told) == 2
    assert told[0].endswith(f"zeren check {out}")
    assert "held back: Annual revenue (in ¥10,000)" in ran.out


@pytest.mark.parametrize(
    ("lang", "part", "whole"),
    [
        (
            "en",
            "Energy consumption from fuels (Renewable energy)",
            "Energy consumption from fuels (Total renewable and non-renewable energy)",
        ),
        (
            "zh",
            "燃料消耗量（按能量计）（可再生能源）",
            "燃料消耗量（按能量计）（可再生与不可再生能源合计）",
        ),
    ],
)
def test_a_fact_left_over_is_named_with_its_category(
    tmp_path: Path, lang: str, part: str, whole: str
) -> None:
    if not FILLED_VSME.exists():
        pytest.skip("EFRAG's filled sample is not here (../shared/samples/vsme)")
    shutil.copy(VSME, tmp_path / "ve.xlsx")

    ran = zeren("reply", tmp_path / "ve.xlsx", "--from", FILLED_VSME, lang=lang)

    named = [line.strip() for line in ran.out.splitlines() if line.startswith("    ")]
    assert {part, whole} <= set(named)
    assert len(named) == len(set(named)) == 18
    data = json.loads(zeren("reply", tmp_path / "ve.xlsx", "--from", FILLED_VSME, "--json").out)
    assert part in {one["name"][lang] for one in data["left"]}
    assert {"BreakdownOfEnergyConsumptionAxis": "RenewableEnergyMember"} in [
        one["dimensions"] for one in data["left"]
    ]
