"""Everything of a company in one zip, and nothing of another."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from tests.web.conftest import SignIn

from zeren.files.entered import Entered
from zeren.files.evidence_file import check_evidence
from zeren_web.records.models import Person, Response
from zeren_web.records.write.answers import replace_answers
from zeren_web.records.write.evidence import Described, add_piece, use_piece

EXPORT = "/me/lamps/export/"
PDF = b"%PDF-1.7\n%%EOF"


@pytest.fixture(autouse=True)
def _files(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("django.conf.settings.MEDIA_ROOT", tmp_path)


def test_all_of_it_is_there_and_formulas_stay_words(
    response: Response, other: Response, owner: Person, stranger: Person, signed_in: SignIn
) -> None:
    evil = {"E1.1": Entered("3", words="=HYPERLINK(1)"), "city": Entered("中山市")}
    replace_answers(response, evil, by=owner, origin="page")
    replace_answers(other, {"E1.1": Entered("1", words="CANARY")}, by=stranger, origin="page")
    piece = add_piece(
        response.company,
        Described("record", "@SUM(1)"),
        by=owner,
        content=check_evidence(PDF, "x"),
        file_name="演练.pdf",
    )
    use_piece(piece, response, "E1.1")

    reply = signed_in(owner).get(EXPORT + "everything.zip")
    data = b"".join(reply.streaming_content)  # type: ignore[attr-defined] # it is streamed

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    assert sorted(members) == sorted(
        [
            f"evidence/{piece.pk} 演练.pdf",
            "evidence/list.xlsx",
            *(
                f"2026/{name}"
                for name in ("answers.xlsx", "response.json", "history.xlsx", "plan.xlsx")
            ),
            *(f"2026/diagnosis.{lang}.{end}" for lang in ("zh", "en") for end in ("pdf", "docx")),
        ]
    )
    assert members[f"evidence/{piece.pk} 演练.pdf"] == PDF
    assert json.loads(members["2026/response.json"])["answers"][0]["said"] == 3
    for name, words in (("2026/history.xlsx", "=HYPERLINK(1)"), ("evidence/list.xlsx", "@SUM(1)")):
        book = openpyxl.load_workbook(io.BytesIO(members[name]))
        [cell] = [one for row in book.worksheets[0] for one in row if one.value == words]
        assert cell.data_type == "s"
    assert not [name for name, content in members.items() if b"CANARY" in content]
    assert reply["Content-Disposition"].startswith("attachment")


def test_only_owner_and_editor_take_it(
    response: Response, editor: Person, viewer: Person, stranger: Person, signed_in: SignIn
) -> None:
    assert response.company.code == "lamps"
    assert signed_in(editor).get(EXPORT + "everything.zip").status_code == 200
    for person in (viewer, stranger):
        assert signed_in(person).get(EXPORT).status_code == 404
        assert signed_in(person).get(EXPORT + "everything.zip").status_code == 404


@pytest.mark.parametrize("many", [1, 3])
def test_what_is_in_it_is_said_with_few_questions_to_the_database(
    many: int,
    response: Response,
    owner: Person,
    signed_in: SignIn,
    django_assert_max_num_queries: Callable[[int], object],
) -> None:
    for number in range(many):
        add_piece(response.company, Described("record", f"第 {number} 件"), by=owner)
    client = signed_in(owner)

    with django_assert_max_num_queries(12):  # type: ignore[attr-defined] # a context
        shown = client.get(EXPORT).content.decode()

    assert f"{many} 件证据" in shown
