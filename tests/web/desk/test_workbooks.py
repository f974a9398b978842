"""The workbook out and in: seen before it is written, nothing lost, nothing written over unseen."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from openpyxl.workbook import Workbook as Book
from tests.web.conftest import SignIn

from zeren.files.entered import Entered
from zeren.files.filled import read_filled
from zeren_web.records.models import (
    Answer,
    AnswerVersion,
    AuditLine,
    EvidenceFile,
    EvidenceUse,
    Person,
    Response,
    WorkbookUpload,
)
from zeren_web.records.write.answers import replace_answers, save_answer

ME = "/me/lamps/2026/"
BOOK = ME + "workbook/"


def standing(response: Response) -> dict[str, dict[str, object]]:
    answers = Answer.objects.with_scope(company=response.company_id).filter(response=response)
    return dict(answers.values_list("code", "entry"))


def downloaded(client: Client, lang: str = "zh") -> bytes:
    reply = client.get(f"{BOOK}answers.{lang}.xlsx")
    assert reply.status_code == 200
    return reply.content


def filled_in(data: bytes, *changes: Callable[[Book], object], **said: str | int) -> bytes:
    """The workbook with these cells filled in by their codes, as a spreadsheet program would."""
    places = read_filled(data, file="answers.xlsx").places
    book = openpyxl.load_workbook(io.BytesIO(data))
    for name, value in said.items():
        place = places[name.replace("_", ".")]
        book[place.sheet][place.cell] = value
    for change in changes:
        change(book)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def hand_in(client: Client, data: bytes, name: str = "answers.xlsx") -> str:
    reply = client.post(BOOK, {"workbook": SimpleUploadedFile(name, data)})
    assert reply.status_code == 302, reply.content.decode()
    return str(reply["Location"])


def ticked(shown: str, name: str = "take") -> list[str]:
    return re.findall(rf'name="{name}" value="([^"]+)" checked', shown)


def test_what_stands_goes_out_and_comes_back_as_nothing_to_change(
    response: Response, owner: Person, signed_in: SignIn
) -> None:
    entries = {"E1.1": Entered("3", words="每月十日"), "electricity": Entered("1200"), "R1": Entered("kept")}  # fmt: skip
    replace_answers(response, entries, by=owner, origin="page")
    client = signed_in(owner)

    shown = client.get(hand_in(client, downloaded(client))).content.decode()

    assert "没有要改的" in shown
    assert "3 条和网上一样" in shown


@pytest.mark.parametrize("lang", ["zh", "en", "both"])
def test_nothing_is_written_before_somebody_agrees(
    response: Response, owner: Person, signed_in: SignIn, lang: str
) -> None:
    save_answer(response, "E1.1", Entered("2"), base=0, by=owner)
    client = signed_in(owner)
    data = filled_in(downloaded(client, lang), E1_1=3, E1_2=1)

    page = hand_in(client, data)
    shown = client.get(page).content.decode()

    assert standing(response) == {"E1.1": {"said": "2"}}
    assert ticked(shown) == ["E1.1@1", "E1.2@0"]

    reply = client.post(page, {"take": ["E1.1@1", "E1.2@0"]})

    assert reply["Location"] == BOOK + "?taken=2&pieces=0"
    assert standing(response) == {"E1.1": {"said": "3"}, "E1.2": {"said": "1"}}
    origins = AnswerVersion.objects.with_scope(company=response.company_id).values_list(
        "code", "version", "origin"
    )
    assert sorted(origins) == [
        ("E1.1", 1, "page"),
        ("E1.1", 2, "workbook"),
        ("E1.2", 1, "workbook"),
    ]
    assert AuditLine.objects.filter(what="workbook-taken-in").count() == 1
    assert client.get(page).status_code == 404


def test_a_conflict_is_not_ticked_and_stays_unless_somebody_ticks_it(
    response: Response, owner: Person, editor: Person, signed_in: SignIn
) -> None:
    save_answer(response, "E1.1", Entered("2"), base=0, by=owner)
    client = signed_in(owner)
    data = filled_in(downloaded(client), E1_1=3, E1_2=1)
    save_answer(response, "E1.1", Entered("0"), base=1, by=editor)

    page = hand_in(client, data)
    shown = client.get(page).content.decode()

    assert "两边都改过" in shown
    assert ticked(shown) == ["E1.2@0"]
    assert sorted(ticked(client.get(page + "?tick=all").content.decode())) == ["E1.1@2", "E1.2@0"]
    assert ticked(client.get(page + "?tick=none").content.decode()) == []

    client.post(page, {"take": ["E1.2@0"]})

    assert standing(response) == {"E1.1": {"said": "0"}, "E1.2": {"said": "1"}}


def test_what_changes_between_the_table_and_the_yes_is_a_conflict_again(
    response: Response, owner: Person, editor: Person, signed_in: SignIn
) -> None:
    save_answer(response, "E1.1", Entered("2"), base=0, by=owner)
    client = signed_in(owner)
    page = hand_in(client, filled_in(downloaded(client), E1_1=3, E1_2=1))
    save_answer(response, "E1.1", Entered("0"), base=1, by=editor)

    reply = client.post(page, {"take": ["E1.1@1", "E1.2@0"]})

    shown = reply.content.decode()
    assert reply.status_code == 409
    assert "刚才又有人改了 1 条" in shown
    assert standing(response) == {"E1.1": {"said": "0"}}
    assert ticked(shown) == ["E1.2@0"]

    client.post(page, {"take": ["E1.1@2", "E1.2@0"]})

    assert standing(response) == {"E1.1": {"said": "3"}, "E1.2": {"said": "1"}}


def test_what_is_not_understood_keeps_its_words_and_can_be_taken_away(
    response: Response, owner: Person, signed_in: SignIn
) -> None:
    client = signed_in(owner)
    data = filled_in(downloaded(client), electricity="大约一千二", E1_1=3)
    page = hand_in(client, data)

    shown = client.get(page).content.decode()
    reply = client.get(page + "refused.xlsx")

    assert "大约一千二" in shown
    book = openpyxl.load_workbook(io.BytesIO(reply.content))
    assert "大约一千二" in [cell.value for row in book.worksheets[0] for cell in row]
    client.post(page, {"take": ["E1.1@0", "electricity@0"]})
    assert standing(response) == {"E1.1": {"said": "3"}}


def test_evidence_comes_in_without_a_file_and_once(
    response: Response, owner: Person, signed_in: SignIn
) -> None:
    client = signed_in(owner)

    def listed(book: Book) -> None:
        sheet = book["证据"]
        [row] = [cell.row or 0 for cell in sheet["C"] if cell.value == "证据类别"]
        for line, code in enumerate(("E1.1", "E1.2"), start=1):
            for column, words in enumerate((code, "制度文件", "工资制度（虚构）"), start=2):
                sheet.cell(row + line, column, words)

    data = filled_in(downloaded(client), listed)
    page = hand_in(client, data)
    keys = ticked(client.get(page).content.decode(), "piece")

    client.post(page, {"piece": keys})

    company = response.company_id
    assert len(keys) == 2
    assert EvidenceFile.objects.with_scope(company=company).count() == 1
    uses = EvidenceUse.objects.with_scope(company=company).values_list("code", flat=True)
    assert sorted(uses) == ["E1.1", "E1.2"]
    again = client.get(hand_in(client, data)).content.decode()
    assert ticked(again, "piece") == []


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "没有选文件"),
        (b"PK\x03\x04" + bytes(100), "没有收下"),
        (b"<html>", "没有收下"),
    ],
)
def test_what_is_no_workbook_is_refused_in_words(
    owner: Person, signed_in: SignIn, data: bytes, words: str
) -> None:
    sent = {"workbook": SimpleUploadedFile("答卷\u202e.xlsx", data)} if data else {}

    reply = signed_in(owner).post(BOOK, sent)

    assert reply.status_code == 422
    assert words in reply.content.decode()
    assert not WorkbookUpload.objects.with_scopes_disabled().exists()


def test_another_responses_workbook_is_named_and_overrides_nothing(
    response: Response, other: Response, owner: Person, stranger: Person, signed_in: SignIn
) -> None:
    save_answer(response, "E1.1", Entered("2"), base=0, by=owner)
    save_answer(other, "E1.1", Entered("4"), base=0, by=stranger)
    foreign = signed_in(stranger).get("/me/cables/2026/workbook/answers.zh.xlsx").content
    client = signed_in(owner)

    shown = client.get(hand_in(client, foreign)).content.decode()

    assert "cables/2026" in shown
    assert ticked(shown) == []


def test_an_upload_is_its_senders_alone_for_an_hour(
    response: Response, owner: Person, editor: Person, stranger: Person, signed_in: SignIn
) -> None:
    client = signed_in(owner)
    page = hand_in(client, filled_in(downloaded(client), E1_1=3))

    for person in (editor, stranger):
        assert signed_in(person).get(page).status_code == 404
        assert signed_in(person).get(page + "refused.xlsx").status_code == 404
        assert signed_in(person).post(page, {"take": ["E1.1@0"]}).status_code == 404
    WorkbookUpload.objects.with_scopes_disabled().update(expires=timezone.now())
    assert client.post(page, {"take": ["E1.1@0"]}).status_code == 404
    hand_in(signed_in(editor), downloaded(client))
    assert WorkbookUpload.objects.with_scopes_disabled().count() == 1
    assert standing(response) == {}


def test_a_viewer_takes_it_away_and_hands_nothing_in(viewer: Person, signed_in: SignIn) -> None:
    client = signed_in(viewer)
    data = downloaded(client)

    assert 'type="file"' not in client.get(BOOK).content.decode()
    assert client.post(BOOK, {"workbook": SimpleUploadedFile("a.xlsx", data)}).status_code == 404


def test_after_submission_nothing_comes_in(
    response: Response, owner: Person, signed_in: SignIn
) -> None:
    client = signed_in(owner)
    data = filled_in(downloaded(client), E1_1=3)
    page = hand_in(client, data)
    Response.objects.with_scope(company=response.company_id).update(state="submitted")

    assert client.post(BOOK, {"workbook": SimpleUploadedFile("a.xlsx", data)}).status_code == 403
    assert client.post(page, {"take": ["E1.1@0"]}).status_code == 403
    assert standing(response) == {}


def test_it_can_be_thrown_away(response: Response, owner: Person, signed_in: SignIn) -> None:
    client = signed_in(owner)
    page = hand_in(client, filled_in(downloaded(client), E1_1=3))

    assert client.post(page, {"drop": "1"})["Location"] == BOOK
    assert client.get(page).status_code == 404
    assert standing(response) == {}


@pytest.mark.parametrize("many", [1, 3])
def test_however_much_there_is_the_database_is_asked_few_times(
    many: int,
    response: Response,
    owner: Person,
    signed_in: SignIn,
    django_assert_max_num_queries: Callable[[int], object],
) -> None:
    codes = ("E1.1", "E1.2", "E1.3")[:many]
    client = signed_in(owner)
    data = filled_in(downloaded(client), **{code.replace(".", "_"): 3 for code in codes})
    page = hand_in(client, data)
    for code in codes:
        save_answer(response, code, Entered("1"), base=0, by=owner)

    for path in (BOOK, BOOK + "answers.zh.xlsx", page, page + "refused.xlsx"):
        with django_assert_max_num_queries(12):  # type: ignore[attr-defined] # a context manager
            assert client.get(path).status_code == 200
    with django_assert_max_num_queries(22):  # type: ignore[attr-defined] # session, locks, audit
        client.post(page, {"take": [f"{code}@1" for code in codes]})
