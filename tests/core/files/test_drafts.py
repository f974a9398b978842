"""An association's own standard and questionnaire: from workbook to TOML to workbook, and into use."""

from __future__ import annotations

from pathlib import Path

import pytest
import tomli
from tests.core.files.made_draft import (
    book_of,
    both,
    changed,
    clause,
    example,
    library_of,
    question,
    questionnaire_draft,
    read,
    sheet_of,
    standard_draft,
    told,
)

from zeren.files.answers import read_answers
from zeren.files.drafts.example import EXAMPLES
from zeren.files.drafts.importing import put, read_ready
from zeren.files.drafts.template import write_draft
from zeren.files.workbook.template import write_template
from zeren.files.workbook.words import BOOK_LANGS, BookLang
from zeren.standards.catalogue import load_standards, standard
from zeren.standards.drafts.checks import check
from zeren.standards.drafts.draft import Draft, DraftKind, Row
from zeren.standards.drafts.existing import existing_draft
from zeren.standards.drafts.from_files import files_of
from zeren.standards.drafts.known import known_to
from zeren.standards.library import OURS_ALONE
from zeren.standards.library_folder import read_library
from zeren.standards.load import load_questionnaire, our_files
from zeren.standards.topics import load_topics, topics_by_clause
from zeren.text import Text

DRAFTS = pytest.mark.parametrize(
    "draft", [standard_draft(), questionnaire_draft()], ids=["standard", "questionnaire"]
)


@DRAFTS
@pytest.mark.parametrize("lang", BOOK_LANGS)
def test_what_was_written_is_read_whatever_the_language_of_the_workbook(
    tmp_path: Path, draft: Draft, lang: BookLang
) -> None:
    ready = read_ready(book_of(tmp_path, draft, lang=lang), tmp_path / "library")

    assert ready.problems == ()
    assert {kind: list(rows) for kind, rows in ready.draft.tables.items()} == draft.tables


@DRAFTS
def test_import_and_template_undo_each_other(tmp_path: Path, draft: Draft) -> None:
    library = library_of(tmp_path, draft)

    again = existing_draft(draft.id, library)

    assert again is not None
    assert {kind: list(rows) for kind, rows in again.tables.items()} == draft.tables


def test_a_supplement_of_ours_comes_through_a_workbook_unchanged(tmp_path: Path) -> None:
    """Only its codes are taken, as they should be; every word and number comes back."""
    draft = existing_draft("ict", OURS_ALONE)
    assert draft is not None

    ready = read(tmp_path, draft)

    taken = {one.code for one in ready.problems if one.level == "error"}
    assert taken == {"reserved", "taken"}
    files = {name: dict(table) for name, table in files_of(ready.draft).items()}
    ours = {name: dict(table) for name, table in our_files("ict").items()}
    files["profile"]["section"] = ours["profile"]["section"]
    assert files == ours


@pytest.mark.parametrize("id", ["gbt-36000-2015", "gri-standards", "un-sdg", "cn-sme-csr-guide-2"])
def test_a_standard_of_ours_comes_through_a_workbook_unchanged(tmp_path: Path, id: str) -> None:  # noqa: A002
    draft = existing_draft(id, OURS_ALONE)
    assert draft is not None

    ready = read(tmp_path, draft)

    assert {one.code for one in ready.problems if one.level == "error"} == {"id-taken"}
    assert [dict(row) for row in ready.draft.of("clause")] == [
        dict(row) for row in draft.of("clause")
    ]
    assert ready.draft.head == draft.head


@pytest.mark.parametrize("kind", ["standard", "supplement"])
@pytest.mark.parametrize("lang", BOOK_LANGS)
def test_an_untouched_example_is_not_imported(
    tmp_path: Path, kind: DraftKind, lang: BookLang
) -> None:
    path = tmp_path / "own.xlsx"
    write_draft(kind, path, known_to(), lang=lang)

    ready = read_ready(path, tmp_path / "library")

    assert {name: rows for name, rows in ready.draft.tables.items() if name != kind} == {
        name: [] for name in ready.draft.tables if name != kind
    }
    assert not (tmp_path / "library").exists()


def test_the_examples_are_sound_themselves() -> None:
    """Whoever changes one word of them has something that can be imported."""
    standard_of: dict[str, list[Row]] = {
        "standard": [EXAMPLES["standard"]],
        "clause": [{**EXAMPLES["clause"], "parent": "5.2"}],
    }
    kinds = ("supplement", "area", "item", "question", "red_line", "fact", "number")
    own: dict[str, list[Row]] = {kind: [EXAMPLES[kind]] for kind in kinds}
    own["question"] = [{**EXAMPLES["question"], "kind": "level"}]

    assert [one.code for one in check(Draft("standard", standard_of), known_to())] == [
        "parent-itself"
    ]
    assert check(Draft("supplement", own), known_to()) == ()


def test_a_changed_example_counts(tmp_path: Path) -> None:
    path = tmp_path / "own.xlsx"
    write_draft("standard", path, known_to(), lang="zh")

    def rename(book: object) -> None:
        sheet_of(book, "条款")["C7"] = "工时"  # type: ignore[arg-type]

    ready = read_ready(changed(path, rename), tmp_path / "library")

    assert [row["title"]["zh"] for row in ready.draft.of("clause")] == ["工时"]


def test_equal_drafts_are_equal_bytes(tmp_path: Path) -> None:
    first, second = tmp_path / "first.xlsx", tmp_path / "second.xlsx"
    for path in (first, second):
        draft = questionnaire_draft()
        write_draft(draft.kind, path, known_to(), lang="both", draft=draft)
    library_of(tmp_path, questionnaire_draft())
    toml = (tmp_path / "library" / "city-x" / "N1.toml").read_bytes()

    assert first.read_bytes() == second.read_bytes()
    put(read(tmp_path, questionnaire_draft()), tmp_path / "library")
    assert (tmp_path / "library" / "city-x" / "N1.toml").read_bytes() == toml


def test_an_imported_standard_is_a_standard_like_any_other(tmp_path: Path) -> None:
    library = library_of(tmp_path, standard_draft())

    own = standard("lamp-2027", library=library)

    assert own in load_standards(library)
    assert own not in load_standards()
    assert [one.ref for one in own.clauses] == ["5", "5.1", "5.2", "6", "6.10"]
    topics = topics_by_clause("lamp-2027", library=library)
    assert [topic.id for topic in topics["5.2"]] == ["E04", "E05", "E16", "E17"]
    of = {topic.id: topic.clauses for topic in load_topics(library)}
    assert of["M07"]["lamp-2027"] == ("6.10",)
    assert all("lamp-2027" not in topic.clauses for topic in load_topics())


def test_an_imported_questionnaire_is_a_supplement(tmp_path: Path) -> None:
    library = library_of(tmp_path, questionnaire_draft())

    asked = load_questionnaire("sme", tier="basic", supplements=("ict", "city-x"), library=library)
    quick = load_questionnaire("sme", supplements=("city-x",), library=library)

    own = [one.code for one in asked.questions if asked.homes.get(one.code) == "city-x"]
    assert own == ["N1.1", "N1.2", "N2.1"]
    assert asked.area_of["N"].supplement == "city-x"
    assert asked.address("N1.1") == "city-x/N1.1"
    assert asked.question_of["N1.1"].stuck == asked.item_of["N.1"].stuck
    assert asked.question_of["N2.1"].stuck == Text("没地方放。", "No room.")
    assert asked.sections["numbers/city-x"] == Text("某市灯具补充", "Lamps of city X")
    assert "N1.2" not in quick.question_of
    assert {"NR1", "lamps-sold", "lamps-returned"} <= {*asked.red_line_of, *asked.field_of}


def test_a_new_edition_replaces_the_old_one_whole(tmp_path: Path) -> None:
    library_of(tmp_path, questionnaire_draft())
    fewer = questionnaire_draft(
        item=[example("item", code="N.1", title=both("光", "Light"))],
        question=[question("N1.1")],
        red_line=[],
        fact=[],
        number=[],
    )

    library_of(tmp_path, fewer)

    folder = tmp_path / "library"
    assert sorted(path.name for path in (folder / "city-x").iterdir()) == [
        "N1.toml",
        "questionnaire.toml",
    ]
    assert sorted(path.name for path in folder.iterdir()) == ["city-x"]


def test_a_reader_finds_the_old_edition_while_the_new_one_takes_its_place(tmp_path: Path) -> None:
    """Killed between the two renames, or just after: the old one whole, then the new one whole."""
    before = library_of(tmp_path, questionnaire_draft())
    folder = tmp_path / "library"

    (folder / "city-x").rename(folder / ".before-city-x")
    halfway = read_library(folder)
    newer = questionnaire_draft(question=[question("N1.1"), question("N2.1")])
    after = library_of(tmp_path, newer)

    assert (halfway.sha256, halfway.problems) == (before.sha256, ())
    assert after.sha256 != before.sha256
    assert [path.name for path in folder.iterdir()] == ["city-x"]


def test_the_toml_is_read_as_it_was_meant(tmp_path: Path) -> None:
    """Quotes, breaks and brackets in a title stay words."""
    evil = 'x" }\n[[clause]]\nid = "sme" \\ “引号” \'\'\' """ # {zh} 😀'
    draft = standard_draft(clause("1", evil))

    library_of(tmp_path, draft)

    text = (tmp_path / "library" / "standards" / "lamp-2027.toml").read_text(encoding="utf-8")
    (row,) = tomli.loads(text)["clauses"]
    assert row["title"]["zh"] == " ".join(evil.split())
    assert set(tomli.loads(text)) == {*standard_draft().head, "clauses"}


def test_sheets_may_be_renamed_sorted_and_widened(tmp_path: Path) -> None:
    path = book_of(tmp_path, questionnaire_draft())

    def rework(book: object) -> None:
        sheet = sheet_of(book, "Questions")  # type: ignore[arg-type]
        sheet.title = "我们的题"
        sheet.insert_cols(3)
        sheet["C8"] = "内部备注"
        sheet.insert_rows(8)

    ready = read_ready(changed(path, rework), tmp_path / "library")

    assert ready.problems == ()
    assert ready.draft.of("question") == questionnaire_draft().of("question")


def test_where_the_keys_are_gone_the_headers_serve(tmp_path: Path) -> None:
    path = book_of(tmp_path, standard_draft())

    def drop(book: object) -> None:
        sheet_of(book, "Clauses").delete_rows(1)  # type: ignore[arg-type]

    ready = read_ready(changed(path, drop), tmp_path / "library")

    assert ready.problems == ()
    assert ready.draft.of("clause") == standard_draft().of("clause")


def test_one_language_is_enough_where_it_was_asked_for(tmp_path: Path) -> None:
    draft = standard_draft(
        {"ref": "1", "title": {"zh": "工时"}}, {"ref": "2", "title": {"zh": "工资"}}
    )

    strict, lenient = read(tmp_path, draft), read(tmp_path, draft, one_language=True)

    sheet = "条款 Clauses"
    assert told(strict) == [("language-missing", sheet, "D7:D8")]
    assert [(one.code, one.level) for one in lenient.problems] == [("language-doubled", "note")]
    put(lenient, tmp_path / "library")
    own = standard("lamp-2027", library=read_library(tmp_path / "library"))
    assert own.clauses[0].title == Text("工时", "工时")
    again = existing_draft("lamp-2027", read_library(tmp_path / "library"))
    assert again is not None
    assert told(read(tmp_path, again)) == [("language-missing", sheet, "D7:D8")]


@pytest.mark.parametrize("lang", BOOK_LANGS)
@pytest.mark.parametrize(
    "title",
    [
        both("证据", "Evidence"),
        both("红线", "Red lines"),
        both("员工责任", "Employee responsibility"),
        both("[]:*?", "'/\\'"),
        both("History", "history"),
        both("很长" * 20, "A very long " * 5),
    ],
    ids=["evidence", "red-lines", "an-area", "no-sign-left", "excels-own", "long"],
)
def test_an_area_may_have_any_name(tmp_path: Path, lang: BookLang, title: dict[str, str]) -> None:
    """Even that of another sheet; the members' workbook is written and read all the same."""
    library = library_of(tmp_path, questionnaire_draft(area=[{"code": "N", "title": title}]))
    asked = load_questionnaire("sme", supplements=("city-x",), library=library)

    write_template(asked, tmp_path / "answers.xlsx", lang=lang)

    read_back = read_answers(tmp_path / "answers.xlsx", library=library)
    assert read_back.questionnaire == asked
    assert not [one for one in read_back.problems if one.code in {"sheet-lost", "id-unknown"}]
