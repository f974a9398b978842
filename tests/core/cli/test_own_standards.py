"""An association's own standard and questionnaire, from the command line to the published report."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pymupdf
import pytest
from tests.core.cli.command import LAMP_WORKS, zeren, zeren_alone
from tests.core.files.made_draft import (
    book_of,
    clause,
    question,
    questionnaire_draft,
    standard_draft,
)

from zeren.collect.responses import Answer, Saying
from zeren.files.answers import read_answers
from zeren.files.workbook.template import write_template
from zeren.standards.library_folder import read_library
from zeren.standards.load import load_questionnaire


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with the lamp trade's standard and questionnaire, imported by the command."""
    folder = tmp_path_factory.mktemp("imported")
    for draft in (standard_draft(), questionnaire_draft()):
        ran = zeren("standards", "import", book_of(folder, draft), "--out", folder / "library")
        assert ran.code == 0, ran.err
    return folder / "library"


@pytest.fixture
def library(imported: Path, tmp_path: Path) -> Path:
    """That library, to do with as a test pleases."""
    return Path(shutil.copytree(imported, tmp_path / "library"))


@pytest.fixture(scope="module")
def answered(imported: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The lamp works' workbook once more, with the supplement answered and its red line broken."""
    own = read_library(imported)
    read = read_answers(LAMP_WORKS)
    asked = load_questionnaire(
        "sme", tier=read.response.asked.tier, supplements=("ict", "city-x"), library=own
    )
    more = (
        Answer(question="N1.1", said=1),
        Answer(question="N2.1", said=2),
        Answer(question="NR1", said=Saying.BROKEN),
    )
    response = replace(
        read.response,
        asked=read.response.asked._replace(supplements=("ict", "city-x"), sha256=asked.sha256),
        answers=(*read.response.answers, *more),
        profile={**read.response.profile, "lamps-sold": True},
    )
    book = tmp_path_factory.mktemp("answered") / "answers.xlsx"
    write_template(asked, book, lang="both", response=response)
    return book


@pytest.mark.parametrize("words", [("standard",), ("questionnaire",)])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_an_empty_workbook_is_written_and_says_what_it_lacks(
    tmp_path: Path, words: tuple[str], lang: str
) -> None:
    own = tmp_path / "own.xlsx"

    made = zeren("standards", "template", own, "--kind", words[0], "--lang", lang)
    read = zeren("standards", "import", own, "--out", tmp_path / "library", lang=lang)

    assert made.code == 0
    assert read.code == 1
    assert {"zh": "什么也没有写入", "en": "nothing was written"}[lang] in read.out
    assert not (tmp_path / "library").exists()


def test_the_standard_shows_with_its_topics(library: Path) -> None:
    listed = zeren("standards", "--library", library)
    shown = zeren("standards", "lamp-2027", "--library", library, lang="zh")
    data = json.loads(zeren("standards", "lamp-2027", "--library", library, "--json").out)

    assert (listed.code, shown.code) == (0, 0)
    assert "lamp-2027" in listed.out
    assert "灯具责任指引" in shown.out
    assert "5.2          工时、加班和休息日  [E04 E05 E16 E17]" in shown.out
    assert data["clauses"][4]["topics"] == ["M07"]
    assert zeren("standards", "lamp-2027").code == 2


def test_without_a_verb_everything_is_as_it_was() -> None:
    assert zeren("standards").out.count("\n") == 26
    assert json.loads(zeren("standards", "un-sdg", "--json").out)["id"] == "un-sdg"
    assert zeren("standards", "--json", "un-sdg").out == zeren("standards", "un-sdg", "--json").out
    assert zeren("standards", "un-sdg", "more").code == 2
    assert "zeren standards template" in zeren_alone("standards", "template", "--help").out


def test_nothing_is_replaced_unasked(library: Path, tmp_path: Path) -> None:
    own = book_of(tmp_path, standard_draft(clause("1", "新的一条")))
    path = library / "standards" / "lamp-2027.toml"
    before = path.read_bytes()

    refused = zeren("standards", "import", own, "--out", library)
    kept = path.read_bytes()
    forced = zeren("standards", "import", own, "--out", library, "--force")

    assert (refused.code, kept) == (2, before)
    assert (forced.code, b"\xe6\x96\xb0" in path.read_bytes()) == (0, True)


def test_a_draft_with_errors_changes_nothing(library: Path, tmp_path: Path) -> None:
    own = book_of(tmp_path, questionnaire_draft(question=[]))
    before = {path: path.read_bytes() for path in library.rglob("*.toml")}

    ran = zeren("standards", "import", own, "--out", library, "--force", "--json")

    assert ran.code == 1
    assert json.loads(ran.out)["written"] is None
    assert {path: path.read_bytes() for path in library.rglob("*.toml")} == before


@pytest.mark.parametrize("source", ["lamp-2027", "city-x", "ict", "gri-standards"])
def test_what_exists_can_be_revised(library: Path, tmp_path: Path, source: str) -> None:
    ran = zeren(
        "standards", "template", tmp_path / "again.xlsx", "--from", source, "--library", library
    )
    wrong = zeren(
        "standards",
        "template",
        tmp_path / "x.xlsx",
        "--from",
        source,
        "--library",
        library,
        "--kind",
        "standard",
    )
    back = zeren("standards", "import", tmp_path / "again.xlsx", "--out", library, "--force")

    assert ran.code == 0
    assert wrong.code == (0 if source in {"lamp-2027", "gri-standards"} else 2)
    assert back.code == (0 if source in {"lamp-2027", "city-x"} else 1)
    assert zeren("standards", "template", tmp_path / "y.xlsx", "--from", "sme").code == 2


def test_the_beginning_of_an_id_will_do_where_it_is_the_only_one(tmp_path: Path) -> None:
    made = zeren("standards", "template", tmp_path / "gri.xlsx", "--from", "gri")
    several = zeren("standards", "template", tmp_path / "x.xlsx", "--from", "rba", lang="zh")
    unknown = zeren("standards", "template", tmp_path / "x.xlsx", "--from", "gri-2021")

    assert made.code == 0
    assert (several.code, unknown.code) == (2, 2)
    assert "rba-code-8、rba-vap-8.0.2" in several.err
    assert "--library or in ZEREN_LIBRARY" in unknown.err
    assert not (tmp_path / "x.xlsx").exists()


def test_a_member_answers_it_and_gets_everything(
    library: Path, answered: Path, tmp_path: Path
) -> None:
    """Template, check, assess, publish; the supplement is scored apart and leaves the score alone."""
    blank = tmp_path / "blank.xlsx"
    assert zeren("template", blank, "--with", "city-x", "--library", library).code == 0
    checked = zeren("check", answered, "--library", library, "--json")
    assessed = zeren("assess", answered, "--library", library)
    alone = zeren("assess", LAMP_WORKS)
    published = zeren(
        "publish", answered, "--library", library, "--out", tmp_path / "out", "--date", "2027-01-31"
    )

    codes = {one["question"] for one in json.loads(checked.out)["answers"]}
    assert {"N1.1", "N2.1", "NR1"} <= codes
    assert json.loads(checked.out)["questionnaire"]["supplements"] == ["ict", "city-x"]
    assert "Lamps of X (apart): declared" in assessed.out
    assert assessed.out.splitlines()[0] == alone.out.splitlines()[0]  # score and band
    assert "Example: no false safety marks" in assessed.out
    assert published.code == 0, published.err
    with pymupdf.open(tmp_path / "out" / "diagnosis.en.pdf") as diagnosis:  # type: ignore[no-untyped-call]
        first = " ".join(diagnosis[0].get_text().split())
    assert "Not kept: “Example: no false safety marks”" in first
    assert "stands in a supplement and leaves the band as it is" in first


def test_one_answer_counts_for_the_association_s_own_standard_too(
    library: Path, answered: Path, tmp_path: Path
) -> None:
    """And what the supplement asks counts for everybody's."""
    own = json.loads(
        zeren("coverage", answered, "--standard", "lamp-2027", "--library", library, "--json").out
    )
    related = zeren("crosswalk", "lamp-2027", "iso-26000", "--library", library)
    indexed = zeren(
        "publish", answered, "--out", tmp_path / "out", "--index", "lamp", "--library", library,
        "--no-word",
    )  # fmt: skip

    hours = next(one for one in own["clauses"] if one["ref"] == "5.2")
    assert hours["state"] in ("covered", "partly")
    assert {"E1.2", "E1.3"} & {given["code"] for given in hours["answers"]}
    assert "6.4.4" in related.out
    assert indexed.code == 0, indexed.err
    assert "灯具责任指引" in (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    assert zeren("coverage", answered, "--standard", "lamp-2027").code == 2


def test_a_supplement_of_one_s_own_is_carried_on(
    library: Path, answered: Path, tmp_path: Path
) -> None:
    words = ("carry", answered, "--out", tmp_path / "next.xlsx", "--library", library, "--json")

    carried = json.loads(zeren(*words).out)
    read = json.loads(zeren("check", tmp_path / "next.xlsx", "--library", library, "--json").out)

    assert {"N1.1", "N2.1", "NR1"} <= {one["question"] for one in read["answers"]}
    assert not {"N1.1", "N2.1", "NR1"} & set(carried["new"])


def test_a_supplement_of_one_s_own_that_would_ask_is_named_with_its_library(
    library: Path, tmp_path: Path
) -> None:
    empty, new = tmp_path / "empty.xlsx", tmp_path / "new.xlsx"
    assert zeren("template", empty, "--tier", "basic").code == 0

    ran = zeren("coverage", empty, "--standard", "lamp-2027", "--library", library, lang="en")

    assert "The supplement city-x asks: N" in ran.out
    assert (
        f"--out new.xlsx --with city-x --library {library} --same-period"
        in ran.out.splitlines()[-1]
    )
    options = ("--with", "city-x", "--library", library, "--same-period")
    assert zeren("carry", empty, "--out", new, *options).code == 0


def test_without_the_library_the_supplement_is_named_as_unknown(answered: Path) -> None:
    ran = zeren("check", answered)

    assert "city-x" in ran.err
    assert "If it is your association's own, name its folder with --library" in ran.err
    assert "another revision" not in ran.err


def test_carried_without_the_library_its_answers_are_told_with_their_cells(
    answered: Path, tmp_path: Path
) -> None:
    ran = zeren("carry", answered, "--out", tmp_path / "next.xlsx", "--json")

    unread = {one["code"]: one for one in json.loads(ran.out)["unread"]}
    assert {"city-x/N1.1", "city-x/N2.1", "city-x/NR1", "city-x/lamps-sold"} == unread.keys()
    assert unread["city-x/N2.1"]["written"]["answer"].startswith("2 ")
    assert "entry" in unread["city-x/lamps-sold"]["written"]
    assert all(one["place"]["sheet"] and one["place"]["cell"] for one in unread.values())
    assert all("--library" in one["why"]["en"] for one in unread.values())


def test_the_questions_can_be_read(library: Path) -> None:
    ran = zeren("questions", "city-x/N1.1", "--library", library)
    topic = zeren("questions", "--with", "city-x", "--topic", "V07", "--library", library)

    assert (ran.code, topic.code) == (0, 0)
    assert "city-x/N1.1" in ran.out
    assert "city-x/N2.1" in topic.out
    assert zeren("questions", "--with", "city-x").code == 2


def test_the_environment_names_the_library(
    library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZEREN_LIBRARY", str(library))

    listed = zeren("standards")
    made = zeren("template", tmp_path / "a.xlsx", "--with", "city-x")
    again = zeren("standards", "import", book_of(tmp_path, standard_draft()), "--force")

    assert "lamp-2027" in listed.out
    assert (made.code, again.code) == (0, 0)
    monkeypatch.setenv("ZEREN_LIBRARY", str(tmp_path / "nowhere"))
    assert zeren("standards").code == 2


def test_what_is_broken_in_a_library_is_shown_and_the_rest_is_there(library: Path) -> None:
    (library / "standards" / "bad.toml").write_text('id = "bad', encoding="utf-8")

    ran = zeren("standards", "lamp-2027", "--library", library, "--json")

    assert ran.code == 1
    assert json.loads(ran.out)["id"] == "lamp-2027"
    assert 'File "standards/bad.toml", line 1' in ran.err


def test_a_file_in_the_place_of_the_library_is_told(tmp_path: Path) -> None:
    (tmp_path / "library").write_text("a file", encoding="utf-8")

    ran = zeren(
        "standards", "import", book_of(tmp_path, standard_draft()), "--out", tmp_path / "library"
    )

    assert ran.code == 2


def test_where_it_cannot_be_written_that_is_told_and_nothing_is_left_behind(tmp_path: Path) -> None:
    folder = tmp_path / "library"
    folder.mkdir()
    (folder / "standards").write_text("a file", encoding="utf-8")

    ran = zeren("standards", "import", book_of(tmp_path, standard_draft()), "--out", folder)

    assert ran.code == 1
    assert "could not be read or written" in ran.err
    assert [path.name for path in folder.iterdir()] == ["standards"]


def test_an_import_that_is_killed_leaves_the_old_edition_or_the_new_one(
    library: Path, tmp_path: Path
) -> None:
    """At whatever moment; and the next one clears up."""
    first = questionnaire_draft()
    second = questionnaire_draft(question=[question("N1.1"), question("N2.1", weight=5)])
    books = []
    for number, draft in enumerate((second, first)):
        (tmp_path / f"{number}").mkdir()
        books.append(book_of(tmp_path / f"{number}", draft))
    program = "from zeren.cli.main import run; run()"

    for turn, delay in enumerate((0.3, 0.38, 0.44, 0.5, 0.55, 0.6, 0.66, 0.75)):
        words = ["standards", "import", str(books[turn % 2]), "--out", str(library), "--force"]
        with subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-c", program, *words],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        ) as running:
            time.sleep(delay)
            running.kill()
        own = read_library(library)
        assert own.problems == ()
        assert len(own.supplements["city-x"]["N2"]["question"]) == 1

    assert zeren("standards", "import", books[0], "--out", library, "--force").code == 0
    assert sorted(path.name for path in library.iterdir()) == ["city-x", "standards"]
