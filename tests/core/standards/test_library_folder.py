"""A library's folder: what is broken in it is said with file and key and left out; nothing else is lost."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.core.files.made_draft import (
    clause,
    example,
    question,
    questionnaire_draft,
    standard_draft,
)

from zeren.files.toml import print_toml
from zeren.problems import Refused
from zeren.standards.drafts.draft import Draft
from zeren.standards.drafts.from_files import files_of, standard_table
from zeren.standards.library import Library
from zeren.standards.library_folder import read_library
from zeren.standards.load import load_questionnaire


def stored(folder: Path, *drafts: Draft) -> Path:
    """A library with these drafts as files, whether sound or not."""
    (folder / "standards").mkdir(exist_ok=True)
    for draft in drafts:
        if draft.kind == "standard":
            path = folder / "standards" / f"{draft.id}.toml"
            path.write_text(print_toml(standard_table(draft)), encoding="utf-8")
            continue
        (folder / draft.id).mkdir()
        for name, table in files_of(draft).items():
            (folder / draft.id / f"{name}.toml").write_text(print_toml(table), encoding="utf-8")
    return folder


def told(library: Library) -> list[tuple[str, str, str]]:
    return [(one.code, one.place.file, one.place.field) for one in library.problems]


def test_what_is_sound_is_read(tmp_path: Path) -> None:
    library = read_library(stored(tmp_path, standard_draft(), questionnaire_draft()))

    assert library.problems == ()
    assert list(library.standards) == ["lamp-2027"]
    assert list(library.supplements) == ["city-x"]


def test_the_same_files_have_the_same_hash_and_a_changed_word_another(tmp_path: Path) -> None:
    folder = stored(tmp_path, standard_draft())
    first, second = read_library(folder), read_library(folder)
    path = folder / "standards" / "lamp-2027.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("劳动合同", "合同"), encoding="utf-8")

    assert first == second
    assert first != read_library(folder)


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        read_library(tmp_path / "nowhere")

    assert [one.code for one in refused.value.problems] == ["library-missing"]


def test_an_empty_folder_is_an_empty_library(tmp_path: Path) -> None:
    assert read_library(tmp_path) == Library()


def test_a_mistake_is_told_with_its_file_and_key_and_the_rest_still_counts(tmp_path: Path) -> None:
    bad = question("N1.1", owner="chef", weight=9)
    draft = questionnaire_draft(question=[question("N2.1"), bad])
    folder = stored(tmp_path, draft, standard_draft())

    library = read_library(folder)

    assert told(library) == [
        ("not-in-list", "city-x/N1.toml", "N1.1 owner"),
        ("not-whole", "city-x/N1.toml", "N1.1 weight"),
    ]
    assert list(library.supplements) == []
    assert list(library.standards) == ["lamp-2027"]


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [
        (b'id = "x', "not-toml", 1),
        (b"id = 1\nid = 2\n", "not-toml", 2),
        (b"\xff\xfe", "not-utf8", None),
        (b"a = " + b"[" * 100_000, "file-too-deep", None),
        (b".".join([b"a"] * 400_000) + b" = 1", "file-too-deep", None),
        (b"x = 1\n" * 200_000, "file-too-large", None),
    ],
)
def test_a_file_that_is_no_sound_toml_is_refused_at_once(
    tmp_path: Path, content: bytes, code: str, line: int | None
) -> None:
    (stored(tmp_path) / "standards" / "bad.toml").write_bytes(content)
    start = time.process_time()

    library = read_library(tmp_path)

    (problem,) = library.problems
    assert (problem.code, problem.place.file, problem.place.line) == (
        code,
        "standards/bad.toml",
        line,
    )
    assert time.process_time() - start < 1


def test_a_file_of_a_hundred_megabytes_is_not_read(tmp_path: Path) -> None:
    path = stored(tmp_path) / "standards" / "huge.toml"
    with path.open("wb") as stream:
        stream.truncate(100 << 20)
    start = time.process_time()

    library = read_library(tmp_path)

    assert told(library) == [("file-too-large", "standards/huge.toml", "")]
    assert time.process_time() - start < 1


def test_links_are_not_followed(tmp_path: Path) -> None:
    """Neither to a file elsewhere, nor to a folder, nor to what never ends."""
    inside, outside = tmp_path / "library", tmp_path / "elsewhere"
    inside.mkdir()
    outside.mkdir()
    stored(outside, standard_draft(), questionnaire_draft())
    stored(inside)
    (inside / "city-x").symlink_to(outside / "city-x")
    (inside / "standards" / "lamp-2027.toml").symlink_to(outside / "standards" / "lamp-2027.toml")
    (inside / "standards" / "zero.toml").symlink_to("/dev/zero")
    os.mkfifo(inside / "standards" / "pipe.toml")

    library = read_library(inside)

    assert told(library) == [
        ("not-a-file", "standards/lamp-2027.toml", ""),
        ("not-a-file", "standards/pipe.toml", ""),
        ("not-a-file", "standards/zero.toml", ""),
    ]
    assert library == Library()


@pytest.mark.parametrize("sign", ["\x1b[31m", "\u202e", "\n", "\x07", "\x9b"])
def test_signs_that_steer_a_screen_are_told(tmp_path: Path, sign: str) -> None:
    titled = {"ref": "1", "title": {"zh": f"甲{sign}乙", "en": "A"}}
    folder = stored(tmp_path, standard_draft(titled, {**titled, "ref": f"2{sign}"}))

    assert {code for code, _, _ in told(read_library(folder))} == {"unseen", "wrong-form"}


def test_an_id_of_ours_may_not_be_used_again(tmp_path: Path) -> None:
    head = {**standard_draft().head, "id": "un-sdg"}
    folder = stored(
        tmp_path, Draft("standard", {"standard": [head], "clause": [clause("1", "甲")]})
    )

    assert told(read_library(folder)) == [("id-taken", "standards/un-sdg.toml", "standard id")]


def test_of_two_supplements_with_one_code_the_first_counts(tmp_path: Path) -> None:
    other = questionnaire_draft(
        supplement=[example("supplement", id="city-y")], red_line=[], fact=[], number=[]
    )
    kept = {**other.tables, "question": [question("N1.1"), question("N2.1")]}
    folder = stored(tmp_path, questionnaire_draft(), Draft("supplement", kept))

    library = read_library(folder)

    assert list(library.supplements) == ["city-x"]
    assert told(library) == [("taken", "city-y/questionnaire.toml", "N code")]


def test_a_name_that_is_not_the_id_is_told(tmp_path: Path) -> None:
    folder = stored(tmp_path, standard_draft())
    (folder / "standards" / "lamp-2027.toml").rename(folder / "standards" / "lamps.toml")

    assert told(read_library(folder)) == [("id-not-name", "standards/lamps.toml", "standard id")]


def test_what_belongs_into_no_file_is_told(tmp_path: Path) -> None:
    folder = stored(tmp_path, questionnaire_draft())
    (folder / "city-x" / "notes.toml").write_text('idea = "more"\n', encoding="utf-8")

    assert told(read_library(folder)) == [("key-strange", "city-x/notes.toml", "idea")]


def test_one_standard_may_be_superseded_by_another_of_the_library(tmp_path: Path) -> None:
    newer = Draft(
        "standard",
        {**standard_draft().tables, "standard": [{**standard_draft().head, "id": "lamp-2030"}]},
    )
    folder = stored(tmp_path, standard_draft(superseded_by="lamp-2030"), newer)

    assert read_library(folder).problems == ()


JUNK = st.recursive(
    st.booleans() | st.integers(-9, 9) | st.text(max_size=5) | st.dates(),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abzhen"), inner, max_size=3)
    ),
    max_leaves=5,
)


@settings(
    max_examples=120,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data(), junk=JUNK)
def test_whatever_stands_in_a_file_it_is_read_or_told(
    tmp_path_factory: pytest.TempPathFactory,
    data: st.DataObject,
    junk: Any,  # noqa: ANN401
) -> None:
    """What the checks let through can be built; what they do not is a problem, never a traceback."""
    folder = stored(tmp_path_factory.mktemp("library"), questionnaire_draft(), standard_draft())
    files = {"standards/lamp-2027": standard_table(standard_draft())}
    files |= {f"city-x/{name}": table for name, table in files_of(questionnaire_draft()).items()}
    name = data.draw(st.sampled_from(sorted(files)))
    table = dict(files[name])
    key = data.draw(st.sampled_from(sorted(table)))
    rows = table[key]
    if isinstance(rows, list) and data.draw(st.booleans()):
        inner = data.draw(st.sampled_from(sorted(rows[0])))
        table[key] = [{**rows[0], inner: junk}, *rows[1:]]
    else:
        table[key] = junk
    (folder / f"{name}.toml").write_text(print_toml(table), encoding="utf-8")

    library = read_library(folder)

    supplements = tuple(library.supplements)
    assert load_questionnaire("sme", tier="basic", supplements=supplements, library=library)
    assert library.problems or len(library.standards) + len(supplements) == 2
