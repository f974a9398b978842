"""`zeren crosswalk` and `zeren coverage` as people run them."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import zipfile
from pathlib import Path

import openpyxl
import pytest
from tests.core.cli.command import LAMP_WORKS, zeren

from zeren.standards.catalogue import standard


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_crosswalk_says_how_clauses_relate_and_on_what_ground(lang: str) -> None:
    ran = zeren("crosswalk", "rba-code", "rba-vap", lang=lang)

    assert ran.code == 0
    assert ("equal · 8 of 10 · by title" if lang == "en" else "等同 · 强度 8 · 按名称") in ran.out
    assert "C2" in ran.out.splitlines()[-1]


def test_a_crosswalk_as_json_keeps_every_step() -> None:
    table = json.loads(zeren("crosswalk", "iso-26000", "gri", "--json").out)

    assert (table["from"], table["to"]) == ("iso-26000-2010", "gri-standards")
    assert {"from", "to", "relation", "strength", "basis", "direct", "steps"} == set(
        table["relations"][0]
    )


def test_a_crosswalk_to_a_standard_that_nothing_leads_to_says_so() -> None:
    ran = zeren("crosswalk", "gbt-27050", "gri")

    assert ran.code == 0
    assert "no way between" in ran.out


def test_an_unknown_standard_is_refused_with_the_nearest(tmp_path: Path) -> None:
    for words in (
        ("crosswalk", "gri", "nothing-like-it"),
        ("coverage", LAMP_WORKS, "--standard", "nothing-like-it"),
        ("publish", LAMP_WORKS, "--out", tmp_path / "out", "--index", "nothing-like-it"),
    ):
        ran = zeren(*words)

        assert ran.code == 2
        assert "nothing-like-it" in ran.err
        assert "--library or in ZEREN_LIBRARY" in ran.err
    assert (
        zeren("coverage", LAMP_WORKS, "--standard", "rba", "--out", tmp_path / "x.xlsx").code == 2
    )


def test_oscal_is_written_once_and_not_over_a_file(tmp_path: Path) -> None:
    path = tmp_path / "map.json"

    first = zeren("crosswalk", "rba-code", "rba-vap", "--oscal", path, "--date", "2026-11-28")
    again = zeren("crosswalk", "rba-code", "rba-vap", "--oscal", path)
    nothing = zeren("crosswalk", "gbt-27050", "gri", "--oscal", tmp_path / "none.json")

    assert (first.code, again.code, nothing.code) == (0, 2, 1)
    assert json.loads(path.read_bytes())["mapping-collection"]["metadata"]["version"]
    assert not (tmp_path / "none.json").exists()


def test_coverage_as_json_keeps_its_contract() -> None:
    ran = zeren("coverage", LAMP_WORKS, "--standard", "rba-code-8", "--json")
    table = json.loads(ran.out)

    assert ran.code == 0
    assert len(table["clauses"]) == 47
    for clause in table["clauses"]:
        assert {"ref", "state", "answers", "through"} <= set(clause)
        assert clause["state"] in {"covered", "partly", "open"}
    hours = next(clause for clause in table["clauses"] if clause["ref"] == "A3")
    assert {"code", "value", "unit", "sheet", "cell", "relation", "strength"} <= set(
        hours["answers"][0]
    )


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_coverage_on_the_screen_names_cells_and_never_speaks_of_conformity(lang: str) -> None:
    ran = zeren("coverage", LAMP_WORKS, "--standard", "iso-26000", lang=lang)

    assert ran.code == 0
    assert "!H" in ran.out
    assert ("not conformity" if lang == "en" else "不等于符合") in ran.out


def test_coverage_of_everything_is_a_line_a_standard() -> None:
    shown, table = zeren("coverage", LAMP_WORKS), zeren("coverage", LAMP_WORKS, "--json")

    names = [one["standard"] for one in json.loads(table.out)["standards"]]
    assert names == [line.split()[0] for line in shown.out.split("\n\n")[0].splitlines()]
    assert "gbt-27050" not in names


def quick(folder: Path, *options: str) -> Path:
    """The lamp works' answers to the quick tier."""
    path = folder / "quick.xlsx"
    words = ("--tier", "quick", "--same-period", *options)
    assert zeren("carry", LAMP_WORKS, "--out", path, *words).code == 0
    return path


def test_the_working_sheet_has_a_row_an_answer_in_both_languages(tmp_path: Path) -> None:
    path = tmp_path / "coverage.xlsx"
    clauses = json.loads(zeren("coverage", LAMP_WORKS, "--standard", "rba-code", "--json").out)[
        "clauses"
    ]

    ran = zeren("coverage", LAMP_WORKS, "--standard", "rba-code", "--out", path)

    assert ran.code == 0
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["覆盖情况", "Coverage"]
    for sheet in book:
        header = next(row[0].row for row in sheet if row[0].value in {"条款", "Clause"})
        rows = list(sheet.iter_rows(min_row=header + 1, values_only=True))
        assert [row[0] for row in rows] == [
            clause["ref"] for clause in clauses for _ in range(max(1, len(clause["answers"])))
        ]
        assert sheet.auto_filter.ref == f"A{header}:I{header + len(rows)}"
        assert all(row[1] and row[2] for row in rows)
        assert not any("\n" in str(cell) for row in rows for cell in row[:7])
        assert not any(cell.data_type == "f" for row in sheet.iter_rows(max_col=7) for cell in row)


def test_the_chinese_sheet_says_everything_in_chinese(tmp_path: Path) -> None:
    path = tmp_path / "coverage.xlsx"
    zeren("coverage", LAMP_WORKS, "--standard", "rba-code", "--out", path)

    rows = list(openpyxl.load_workbook(path)["覆盖情况"].iter_rows(values_only=True))

    words = [str(cell) for row in rows[5:] for place, cell in enumerate(row) if cell and place != 5]
    assert "满分 10" in str(rows[2][0])
    assert {row[2] for row in rows[5:]} == {"已覆盖", "部分覆盖", "空缺"}
    assert [one for one in words if re.search("[a-z]{3}", one.replace("kg", ""))] == []


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_quick_workbook_is_told_what_the_basic_tier_asks_and_how_to_get_there(
    tmp_path: Path, lang: str
) -> None:
    answers = quick(tmp_path)

    ran = zeren("coverage", answers, "--standard", "rba-code", lang=lang)

    unions = ran.out.split("\nA6 ")[1].split("\n")[1]
    assert ran.code == 0
    assert unions.strip().startswith(
        "→ The basic tier asks: E1.5" if lang == "en" else "→ 基本版会问：E1.5"
    )
    assert (
        f"zeren carry {answers} --out new.xlsx --tier basic --same-period"
        in ran.out.splitlines()[-1]
    )
    assert "does not ask" not in ran.out
    assert "没有问到" not in ran.out


def test_the_command_that_is_named_makes_those_questions_answerable(tmp_path: Path) -> None:
    answers = quick(tmp_path)
    told = zeren("coverage", answers, "--standard", "rba-code").out.splitlines()[-1]
    words = shlex.split(told.partition("zeren ")[2].replace("new.xlsx", str(tmp_path / "new.xlsx")))

    assert zeren(*words).code == 0

    table = json.loads(
        zeren("coverage", tmp_path / "new.xlsx", "--standard", "rba-code", "--json").out
    )
    unions = next(one for one in table["clauses"] if one["ref"] == "A6")
    assert {"E1.5", "E1.6", "R7"} <= set(unions["missing"])
    assert unions["asked_elsewhere"] == []


def test_a_supplement_that_asks_is_named_after_the_tier(tmp_path: Path) -> None:
    empty = tmp_path / "empty.xlsx"
    assert zeren("template", empty, "--lang", "en").code == 0
    words = ("coverage", empty, "--standard", "iso-26000")

    shown, table = zeren(*words, lang="en").out, json.loads(zeren(*words, "--json").out)

    access = next(one for one in table["clauses"] if one["ref"] == "6.7.8")["asked_elsewhere"]
    assert "The supplement ict asks: T7.1" in shown
    assert f"zeren carry {empty} --out new.xlsx --with ict --same-period" in shown
    assert (access[0]["code"], access[0]["tier"], access[0]["supplement"]) == ("T7.1", None, "ict")
    assert {one["tier"] for one in access} == {None, "basic"}


def test_who_was_asked_everything_is_sent_nowhere_else() -> None:
    table = json.loads(zeren("coverage", LAMP_WORKS, "--standard", "gri", "--json").out)

    assert {len(one["asked_elsewhere"]) for one in table["clauses"]} == {0}


def test_the_working_sheet_of_the_same_day_is_the_same_file(tmp_path: Path) -> None:
    for name in ("one.xlsx", "two.xlsx"):
        options = ("--standard", "gri", "--date", "2026-11-28")
        assert zeren("coverage", LAMP_WORKS, *options, "--out", tmp_path / name).code == 0

    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()
    assert zipfile.is_zipfile(tmp_path / "one.xlsx")


def test_options_that_do_not_go_together_are_wrong_usage(tmp_path: Path) -> None:
    sheet, words = tmp_path / "x.xlsx", ("--standard", "gri")

    assert "--standard" in zeren("coverage", LAMP_WORKS, "--out", sheet).err
    assert "--json" in zeren("coverage", LAMP_WORKS, *words, "--out", sheet, "--json").err
    assert ".xlsx" in zeren("coverage", LAMP_WORKS, *words, "--out", tmp_path / "x.txt").err
    assert zeren("crosswalk", "gri", "rba-code", "--oscal", sheet, "--json").code == 2
    for options in (
        ("--index", ","),
        ("--claim", "gri=none"),
        ("--index", "gri", "--claim", "un-sdg=none"),
    ):
        assert zeren("publish", LAMP_WORKS, "--out", tmp_path / "out", *options).code == 2
    assert list(tmp_path.iterdir()) == []


def test_what_is_read_is_never_written_over(tmp_path: Path) -> None:
    answers, listed = tmp_path / "a.xlsx", tmp_path / "list.xlsx"
    shutil.copy(LAMP_WORKS, answers)
    listed.write_text("# nothing yet\n", encoding="utf-8")
    words = ("coverage", answers, "--standard", "gri", "--recognitions", listed, "--force")

    for path in (answers, listed):
        assert zeren(*words, "--out", path).code == 2

    assert answers.read_bytes() == LAMP_WORKS.read_bytes()
    assert listed.read_text(encoding="utf-8") == "# nothing yet\n"


def test_mistakes_of_the_workbook_are_told_beside_its_coverage(tmp_path: Path) -> None:
    empty = tmp_path / "empty.xlsx"
    assert zeren("template", empty).code == 0

    shown = zeren("coverage", empty, "--standard", "rba-code")
    table = json.loads(zeren("coverage", empty, "--standard", "rba-code", "--json").out)

    assert shown.code == 1
    assert "still empty" in shown.err
    assert any(one["level"] == "error" for one in table["problems"])


def test_recognitions_are_shown_while_they_hold_and_warned_of_after(tmp_path: Path) -> None:
    listed = tmp_path / "recognitions.toml"
    listed.write_text(
        '[[recognition]]\nid = "demo"\nby = { zh = "演示协会（虚构）", en = "Demo Association" }\n'
        'kind = "assessment"\naccepts = "rba-vap-8.0.2"\nas = "rba-code-8"\nclauses = ["A1"]\n'
        'for = { zh = "采购准入", en = "supplier approval" }\nfrom = 2026-01-01\nuntil = 2026-12-31\n'
        'decision = { zh = "演示 1 号", en = "Demo 1" }\n',
        encoding="utf-8",
    )
    words = ("coverage", LAMP_WORKS, "--standard", "rba-code", "--recognitions", listed)

    holds = zeren(*words, "--date", "2026-06-01")
    lapsed = zeren(*words, "--date", "2027-06-01")
    table = json.loads(zeren(*words, "--date", "2027-06-01", "--json").out)

    title = standard("rba-vap-8.0.2").title.en
    assert f"Demo Association accepts an assessment by {title} for supplier approval" in holds.out
    assert "(clause A1; Demo 1, until 2026-12-31)" in holds.out
    assert "Demo Association accepts" not in lapsed.out
    assert "lapsed on 2026-12-31" in lapsed.err
    assert [one["standing"] for one in table["recognitions"]] == ["lapsed"]


@pytest.mark.parametrize("name", ["gri-standards=conforms", "gri", "=", "gri=<script>"])
def test_a_claim_that_does_not_hold_writes_nothing(tmp_path: Path, name: str) -> None:
    out = tmp_path / "out"

    ran = zeren("publish", LAMP_WORKS, "--out", out, "--index", "gri", "--claim", name)

    assert ran.code == (2 if name == "=" else 1)  # “” is no standard
    assert not out.exists()


def test_a_report_with_an_index_names_clauses_and_claim(tmp_path: Path) -> None:
    ran = zeren(
        "publish", LAMP_WORKS, "--out", tmp_path, "--no-word", "--index", "gri,iso-26000，un-sdg"
    )

    page = (tmp_path / "report.html").read_text(encoding="utf-8")

    assert ran.code == 0
    assert "参照 GRI 标准" in page
    assert "with reference to the GRI Standards" in page
    assert 'href="#en-number-0-' in page
    assert 'href="#zh-about-employees-women"' in page
    assert "--claim gri-standards=none" in ran.out
    assert "asks you to tell GRI" in ran.out
    assert "asks you to tell GRI" not in page  # what is asked of the company is said to the company


def test_what_is_not_said_is_not_told_either(tmp_path: Path) -> None:
    ran = zeren(
        "publish", LAMP_WORKS, "--out", tmp_path, "--no-word", "--index", "gri", "--claim", "gri=none"
    )  # fmt: skip

    assert ran.code == 0
    assert "--claim" not in ran.out
