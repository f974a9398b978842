"""`zeren carry`, run as a person runs it: this year's workbook, and the one of next year."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from tests.core.cli.command import LAMP_WORKS, zeren, zeren_alone
from tests.core.cli.next_year import next_year
from tests.core.files.made_workbook import filled
from tests.docs.test_schemas import validator

from zeren.files.workbook.words import BookLang

Table = dict[str, Any]


def checked(book: Path, *, alone: bool = False) -> Table:
    """What `zeren check` reads from a workbook, without the cells and the problems."""
    check = zeren_alone if alone else zeren
    table: Table = json.loads(check("check", book, "--json").out)
    for kind in ("answers", "facts", "evidence"):
        for one in table[kind]:
            del one["sheet"], one["cell"]
    table["problems"] = [problem["code"] for problem in table["problems"]]
    return table


def confirmed(book: Path) -> Path:
    """Every cell that asks to be confirmed says so."""
    opened = openpyxl.load_workbook(book)
    for sheet in opened:
        for row in sheet.iter_rows():
            for cell in row:
                if (
                    cell.value in {"待确认", "To confirm", "待确认 To confirm"}
                    and not cell.protection.locked
                ):
                    cell.value = "已确认"
    target = book.with_name(f"confirmed-{book.name}")
    opened.save(target)
    return target


def test_a_larger_tier_and_a_supplement_in_the_same_year_ask_nothing_twice(tmp_path: Path) -> None:
    old, new = filled(tmp_path), tmp_path / "new.xlsx"

    ran = zeren(
        "carry", old, "--out", new, "--tier", "basic", "--with", "ict", "--same-period", "--json"
    )

    before, after, told = checked(old), checked(new), json.loads(ran.out)
    assert ran.code == 0
    assert (after["questionnaire"]["tier"], after["questionnaire"]["supplements"]) == (
        "basic",
        ["ict"],
    )
    for part in ("period", "profile", "answers", "facts", "evidence", "published"):
        assert after[part] == before[part]
    assert (told["dropped"], told["moved"], told["unread"], told["to_confirm"]) == ([], [], [], [])
    assert "ict" not in str(told["from"])
    assert {"E1.5", "T1.1", "R6"} <= set(told["new"])
    assert "unconfirmed" not in after["problems"]


@pytest.mark.parametrize("lang", ["zh", "en", "both"])
def test_another_year_waits_to_be_confirmed_and_publishes_nothing_until_then(
    tmp_path: Path, lang: BookLang
) -> None:
    old, new = filled(tmp_path, lang=lang), tmp_path / "new.xlsx"

    told = json.loads(zeren("carry", old, "--out", new, "--json").out)

    before, waiting, after = checked(old), checked(new), checked(confirmed(new))
    del before["profile"]["period-from"], before["profile"]["period-to"]
    for part in ("profile", "answers", "evidence"):
        assert waiting[part] == after[part] == before[part]
    assert [one["code"] for one in told["earlier"]] == [one["code"] for one in before["facts"]]
    assert waiting["facts"] == []
    assert "unconfirmed" in waiting["problems"]
    assert "unconfirmed" not in after["problems"]
    assert set(waiting["published"]) == set(before["published"]) - set(told["to_confirm"])
    assert after["published"] == before["published"]


def test_next_years_edition_takes_over_this_years_workbook(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, new = filled(tmp_path), tmp_path / "new.xlsx"
    before = checked(old)
    monkeypatch.setenv("PYTHONPATH", str(next_year(tmp_path / "next")))

    ran = zeren_alone("carry", old, "--out", new, "--json")

    told, after = json.loads(ran.out), checked(confirmed(new), alone=True)
    assert ran.code == 0
    validator("carried").validate(told)
    assert (told["from"]["edition"], told["to"]["edition"]) == ("2026", "2027")
    assert [(one["was"], one["now"]) for one in told["moved"]] == [
        ("E1.2", "E1.20"),
        ("water", "water-taken"),
    ]
    assert (told["reworded"], told["new"]) == (["E1.1"], ["E1.21", "district"])
    assert [
        (kind, one[kind].get("said", one[kind].get("value")), one["why"]["zh"])
        for one in told["dropped"]
        for kind in one
        if kind != "why"
    ] == [
        ("answer", 2, "这份问卷问得少，没有问到它：它在基本版或补充问卷里。"),
        ("answer", 2, "这一版不问了。"),
        ("entry", {"lang": "zh", "text": "总经理"}, "不再需要。"),
    ]
    assert told["dropped"][1]["answer"]["words"]["text"].startswith("八位员工在老家参保")
    assert after["answers"] == in_order(
        before["answers"], {"E1.2": "E1.20", "E1.3": "", "E1.4": ""}
    )
    assert after["evidence"] == before["evidence"]
    assert after["profile"] == {
        code: value
        for code, value in before["profile"].items()
        if code not in {"period-from", "period-to", "statement-by"}
    }
    assert [one["code"] for one in told["earlier"]][-1] == "sme/water-taken"
    assert len(told["earlier"]) == len(before["facts"])
    assert set(before["published"]) - set(after["published"]) == {"statement-by", "water"}
    assert set(after["published"]) - set(before["published"]) == {"district", "water-taken"}


def in_order(answers: list[Table], goes: dict[str, str]) -> list[Table]:
    """The answers under their present codes; a code that moved stands last of its item."""
    renamed = [{**one, "question": goes.get(one["question"], one["question"])} for one in answers]
    kept = [one for one in renamed if one["question"]]
    last = [one for one in kept if one["question"] == "E1.20"]
    rest = [one for one in kept if one["question"] != "E1.20"]
    place = [one["question"] for one in rest].index("E1.1") + 1
    return [*rest[:place], *last, *rest[place:]]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_screen_names_what_was_dropped_and_what_to_do(tmp_path: Path, lang: str) -> None:
    new = tmp_path / "new.xlsx"

    ran = zeren("carry", LAMP_WORKS, "--out", new, "--tier", "quick", lang=lang)

    assert ran.code == 0
    assert ("Dropped (" if lang == "en" else "没有带过来 (") in ran.out
    assert "RM1.2" in ran.out
    assert "--same-period" in ran.out
    assert f"zeren check {new}" in ran.out


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_where_nothing_is_new_nobody_is_told_to_fill_it_in(tmp_path: Path, lang: str) -> None:
    next_year, same_year = tmp_path / "next.xlsx", tmp_path / "same.xlsx"

    later = zeren("carry", LAMP_WORKS, "--out", next_year, lang=lang).out.splitlines()
    again = zeren("carry", LAMP_WORKS, "--out", same_year, "--same-period", lang=lang)

    whole = "Nothing was lost" if lang == "en" else "没有丢掉任何内容"
    assert whole in again.out
    assert again.out.splitlines()[-1] == (
        f"Next: zeren check {same_year}" if lang == "en" else f"下一步：zeren check {same_year}"
    )
    assert ("122 places wait" if lang == "en" else "有 122 处待确认") in later[-1]
    assert ("numbers of the new period" if lang == "en" else "新期间的数据") in later[-1]
    assert not any(words in later[-1] for words in ("what is new", "新问的"))


def test_where_something_is_new_its_number_is_told(tmp_path: Path) -> None:
    old, new = tmp_path / "quick.xlsx", tmp_path / "new.xlsx"
    zeren("carry", LAMP_WORKS, "--out", old, "--tier", "quick", "--same-period")

    ran = zeren("carry", old, "--out", new, "--tier", "basic", "--same-period", lang="en")

    assert "Nothing was lost" in ran.out
    assert "fill in what is new (108)" in ran.out.splitlines()[-1]


@pytest.mark.parametrize(
    ("lang", "numbers", "whole"),
    [
        ("zh", "42 个数据是上一个期间的", "没有丢掉任何内容"),
        ("en", "42 numbers are", "Nothing was lost"),
    ],
)
def test_the_sheet_of_what_became_counts_the_numbers_and_says_where_nothing_was_lost(
    tmp_path: Path, lang: str, numbers: str, whole: str
) -> None:
    later, smaller = tmp_path / "later.xlsx", tmp_path / "smaller.xlsx"
    zeren("carry", LAMP_WORKS, "--out", later, "--lang", lang)
    zeren("carry", LAMP_WORKS, "--out", smaller, "--tier", "quick", "--lang", lang)

    said, less = (
        "\n".join(
            str(row[1].value) for row in openpyxl.load_workbook(path).worksheets[1].iter_rows()
        )
        for path in (later, smaller)
    )

    assert numbers in said
    assert whole in said
    assert whole not in less


@pytest.mark.parametrize("lang", ["zh", "en", "both"])
def test_the_guide_counts_what_waits_apart(tmp_path: Path, lang: str) -> None:
    later, same_year = tmp_path / "later.xlsx", tmp_path / "same.xlsx"
    zeren("carry", LAMP_WORKS, "--out", later, "--lang", lang)
    zeren("carry", LAMP_WORKS, "--out", same_year, "--same-period", "--lang", lang)

    rows = counts(later)

    header, management = rows[0], rows[2]
    words = {"zh": "待确认", "en": "To confirm", "both": "待确认 To confirm"}[lang]
    assert header[3] == words
    assert management[2:5] == (0, 15, 15)
    assert sum(row[3] for row in rows[1:-1]) == 122
    assert management[5] == "▒" * 20
    assert words not in counts(same_year)[0]
    assert counts(same_year)[2][2:4] == (15, 15)


def counts(book: Path) -> list[tuple[Any, ...]]:
    """The rows of the overview on the guide sheet, its header first."""
    guide = openpyxl.load_workbook(book, data_only=True).worksheets[0]
    rows = list(guide.iter_rows(values_only=True))
    start = next(place for place, row in enumerate(rows) if len(row) > 3 and row[2] and row[3])
    return rows[start : start + 11]


@pytest.mark.parametrize(
    ("lang", "name"),
    [
        ("zh", "统一社会信用代码；企业名称（中文）"),
        ("en", "Unified social credit code; Company name"),
    ],
)
def test_check_names_what_waits(tmp_path: Path, lang: str, name: str) -> None:
    new = tmp_path / "new.xlsx"
    zeren("carry", LAMP_WORKS, "--out", new)

    ran = zeren("check", new, lang=lang)

    assert name in ran.err
    assert "uscc" not in ran.err


def onto_itself(folder: Path) -> list[object]:
    old = Path(shutil.copy(LAMP_WORKS, folder))
    return [old, "--out", old, "--force"]


def over_another(folder: Path) -> list[object]:
    return [LAMP_WORKS, "--out", shutil.copy(LAMP_WORKS, folder)]


def as_a_table(folder: Path) -> list[object]:
    return [LAMP_WORKS, "--out", folder / "new.csv"]


@pytest.mark.parametrize("words", [onto_itself, over_another, as_a_table])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_workbook_is_written_over_unasked_and_the_old_one_never(
    tmp_path: Path, words: Callable[[Path], list[object]], lang: str
) -> None:
    ran = zeren("carry", *words(tmp_path), lang=lang)

    assert ran.code == 2
    assert all(path.read_bytes() == LAMP_WORKS.read_bytes() for path in tmp_path.iterdir())


def test_a_file_that_is_no_workbook_of_ours_is_refused_and_nothing_written(tmp_path: Path) -> None:
    strange = tmp_path / "strange.xlsx"
    openpyxl.Workbook().save(strange)

    ran = zeren("carry", strange, "--out", tmp_path / "new.xlsx", "--json")

    assert ran.code == 1
    assert [problem["code"] for problem in json.loads(ran.out)["problems"]] == ["not-ours"]
    assert not (tmp_path / "new.xlsx").exists()
