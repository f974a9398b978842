"""`zeren declare` without a form: the options say the rest, and each thing missing names its option."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import openpyxl
import pytest
from tests.core.cli.command import Ran, zeren
from tests.core.cli.made_declared import DAY, Desk, desk_in
from tests.core.files.test_declaration_form import put, row_of

PLAIN = ("--signer", "Demo signatory, PhD, General manager", "--place", "中山")
GUIDED = ("--standard", "iso-26000", "--claim", "used-as-guidance")


def without_form(desk: Desk, *words: object, lang: str = "en") -> Ran:
    answers = desk.folder / "lamp-works" / "answers.xlsx"
    return zeren("declare", answers, "--date", DAY, *words, lang=lang)


def test_without_a_form_options_say_the_rest(tmp_path: Path) -> None:
    desk = desk_in(tmp_path)
    (desk.folder / "lamp-works" / "declaration.xlsx").unlink()
    more = ("--standard", "rba-code-8", "--claim", "supports")
    signed = ("--key", desk.key, "--out", desk.out)

    shown = without_form(desk, *PLAIN, *GUIDED, *more, "--show")
    ran = without_form(desk, *PLAIN, *GUIDED, *more, *signed)

    assert (shown.code, ran.code) == (0, 0), shown.err + ran.err
    assert "Demo signatory, PhD" in shown.out
    statement = json.loads(desk.members()["statement.json"])
    claims = [(one["standard"], one["kind"]) for one in statement["claims"]]
    assert claims == [("iso-26000-2010", "used-as-guidance"), ("rba-code-8", "supports")]
    words = json.dumps(statement, ensure_ascii=False)
    assert '"Demo signatory, PhD"' in words
    assert '"General manager"' in words
    assert '"广东中山市古镇镇"' in words
    assert zeren("verify", desk.zeren_file).code == 3  # amber: nobody has said whose key it is


def test_an_address_that_is_given_stands_for_the_one_of_the_answers(tmp_path: Path) -> None:
    ran = without_form(desk_in(tmp_path), *PLAIN, *GUIDED, "--address", "1 Demo Road", "--json")

    words = json.dumps(json.loads(ran.out)["statement"], ensure_ascii=False)
    assert '"1 Demo Road"' in words
    assert "古镇镇" not in words


@pytest.mark.parametrize("kind", ["conforms", "certified"])
def test_what_a_standard_does_not_permit_is_refused_without_a_form_too(
    tmp_path: Path, kind: str
) -> None:
    desk = desk_in(tmp_path)
    claim = ("--standard", "iso-26000", "--claim", kind)

    ran = without_form(desk, *PLAIN, *claim, "--key", desk.key, "--out", desk.out)

    assert ran.code == 1
    assert "Of ISO 26000" in ran.err
    assert "used-as-guidance" in ran.err
    assert not desk.out.exists()


def test_what_is_missing_names_its_option(tmp_path: Path) -> None:
    desk = desk_in(tmp_path)

    ran = without_form(desk, "--address", "中山", "--show")

    assert ran.code == 1
    for option in ("--standard", "--signer", "--place"):
        assert f"Add {option}" in ran.err or f"a pair of {option}" in ran.err
    assert "this form" not in ran.err


def test_what_the_answers_say_wrongly_is_told_at_its_cell_of_the_workbook(tmp_path: Path) -> None:
    desk = desk_in(tmp_path)
    answers = desk.folder / "lamp-works" / "answers.xlsx"
    shutil.rmtree(answers.parent / "documents")
    book = openpyxl.load_workbook(answers)
    put(book, "sme/sites", 3, column="C")
    put(book, "sme/name-zh", "演示灯具厂\u202e（虚构）", column="C")
    book.save(answers)
    cell = {code: "{} C{}".format(*row_of(book, f"sme/{code}")) for code in ("sites", "name-zh")}

    ran = without_form(desk, *PLAIN, *GUIDED, "--json")

    told = {
        (one["code"], f"{one['place']['sheet']} {one['place'].get('cell', '')}".strip())
        for one in json.loads(ran.out)["problems"]
    }
    assert told == {
        ("text-unseen", cell["name-zh"]),
        ("sites-differ", cell["sites"]),
        ("document-left-out", "证据 Evidence"),
    }


@pytest.mark.parametrize(
    "words",
    [("--signer", "Demo signatory"), ("--signer", "演示签署人，"), ("--signer", ", manager"),
     ("--standard", "iso-26000"), ("--claim", "supports"), (*GUIDED, "--claim", "supports"),
     (*PLAIN, "--with", "declaration.xlsx"), (*PLAIN, "--form", "new.xlsx")],
)  # fmt: skip
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_half_a_pair_no_function_or_a_form_beside_is_wrong_usage(
    tmp_path: Path, words: tuple[str, ...], lang: str
) -> None:
    ran = without_form(desk_in(tmp_path), *words, "--show", lang=lang)

    assert ran.code == 2
    assert "zeren declare --help" in ran.err
