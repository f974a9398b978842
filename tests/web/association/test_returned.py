"""A folder of returned workbooks: whose, what they would change, and nothing before somebody confirms."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from tests.web.conftest import SignIn, company_called

from zeren.files.entered import Entered, response_from
from zeren.files.workbook.made_from import MadeFrom
from zeren.files.workbook.template import filled_workbook
from zeren_web.records.models import (
    Answer,
    AnswerVersion,
    AuditLine,
    Batch,
    Company,
    Person,
    Response,
    ReturnedWorkbook,
)
from zeren_web.records.read.editions import questionnaire_of
from zeren_web.records.write.answers import save_answer
from zeren_web.records.write.responses import begin_response, submit_response

HERE = "/desk/cycles/2026/workbooks/"


def book(response: Response, company: Company | None = None, **said: str) -> bytes:
    """A workbook with these answers (`E1_1="3"`), for the company whose code stands in it."""
    asked = questionnaire_of(response.cycle)
    entered = {code.replace("_", "."): Entered(level) for code, level in said.items()}
    entered["uscc"] = Entered((company or response.company).uscc)
    return filled_workbook(
        asked, response_from(asked, entered)[0], lang="both", made_from=MadeFrom("", {})
    )


def drop(client: Client, **files: bytes) -> str:
    """Drop these in (`a_xlsx=…`); the address of the table."""
    sent = [SimpleUploadedFile(name.replace("_", "."), data) for name, data in files.items()]
    reply = client.post(HERE, {"files": sent})
    assert reply.status_code == 302, reply.content.decode()
    return reply["Location"]


def shown(client: Client, path: str) -> str:
    return client.get(path + "?lang=en").content.decode()


def takes(client: Client, path: str, *names: str) -> int:
    batch = path.rstrip("/").rpartition("/")[2]
    books = ReturnedWorkbook.objects.filter(batch=int(batch), name__in=names)
    return client.post(path, {"enter": "1", "take": [one.pk for one in books]}).status_code


def entry(response: Response, code: str) -> dict[str, object] | None:
    answers = Answer.objects.with_scope(company=response.company)
    found: dict[str, object] | None = (
        answers.filter(response=response, code=code).values_list("entry", flat=True).first()
    )
    return found


@pytest.fixture
def desk(staff: Person, signed_in: SignIn) -> Client:
    return signed_in(staff)


def test_nothing_is_written_before_somebody_confirms_and_then_it_waits_for_the_company(
    desk: Client, response: Response, owner: Person, signed_in: SignIn
) -> None:
    path = drop(desk, renamed_xlsx=book(response, E1_1="3", E1_2="2"))
    before = Answer.objects.with_scope(company=response.company).count()

    assert takes(desk, path, "renamed.xlsx") == 200

    company = signed_in(owner)
    assert before == 0
    assert entry(response, "E1.1") == {"said": "3", "awaiting": True}
    assert set(
        AnswerVersion.objects.with_scope(company=response.company).values_list("origin", flat=True)
    ) == {"staff"}
    assert AuditLine.objects.filter(what="staff-entered").count() == 1
    assert "The association entered 3 answers" in shown(company, "/me/lamps/2026/")
    assert company.post("/me/lamps/2026/submit/").status_code == 422

    company.post("/me/lamps/2026/entered/", {"confirm": ["E1.1@1"]})
    assert entry(response, "E1.1") == {"said": "3"}
    assert entry(response, "E1.2") == {"said": "2", "awaiting": True}


def test_what_the_company_saved_itself_is_left_and_named(
    desk: Client, response: Response, owner: Person
) -> None:
    save_answer(response, "E1.1", Entered("1"), base=0, by=owner)
    save_answer(response, "E1.2", Entered("2"), base=0, by=owner)
    path = drop(desk, a_xlsx=book(response, E1_1="4", E1_2="2", E1_3="3"))

    table = shown(desk, path)
    takes(desk, path, "a.xlsx")

    assert "The company saved something else online; left: E1.1" in table
    assert "new 2 · changed 0 · the same 1" in table
    assert entry(response, "E1.1") == {"said": "1"}
    assert entry(response, "E1.3") == {"said": "3", "awaiting": True}


def test_what_the_company_saved_between_the_steps_is_left_too(
    desk: Client, response: Response, owner: Person
) -> None:
    path = drop(desk, a_xlsx=book(response, E1_1="4"))
    save_answer(response, "E1.1", Entered("1"), base=0, by=owner)

    takes(desk, path, "a.xlsx")

    assert entry(response, "E1.1") == {"said": "1"}


def test_exceptions_are_named_one_by_one(
    desk: Client, response: Response, other: Response, stranger: Person
) -> None:
    submit_response(other, by=stranger)
    unknown = company_called("gone", 9)
    strange = book(response, unknown, E1_1="1")
    unknown.delete()
    path = drop(
        desk,
        unknown_xlsx=strange,
        broken_xlsx=b"PK\x03\x04 cut off",
        empty_xlsx=b"",
        done_xlsx=book(other, E1_1="1"),
        good_xlsx=book(response, E1_1="1"),
    )

    table = shown(desk, path)

    assert "is no member&#x27;s" in table
    assert "its end is missing" in table
    assert "holds not one byte" in table
    assert "return it first" in table
    assert table.count('name="take"') == 1


def test_the_same_content_counts_once_and_of_different_ones_somebody_chooses(
    desk: Client, response: Response
) -> None:
    one, two = book(response, E1_1="1"), book(response, E1_1="2")
    path = drop(desk, a_xlsx=one, copy_xlsx=one, later_xlsx=two)

    table = shown(desk, path)
    both = takes(desk, path, "a.xlsx", "later.xlsx")
    nothing = takes(desk, path)
    chosen = takes(desk, path, "later.xlsx")

    assert "Says the same as “a.xlsx”" in table
    assert table.count("Several files of this company differ") == 2
    assert "checked" not in table
    assert (both, nothing, chosen) == (422, 422, 200)
    assert entry(response, "E1.1") == {"said": "2", "awaiting": True}


def test_a_second_press_enters_nothing_again(desk: Client, response: Response) -> None:
    path = drop(desk, a_xlsx=book(response, E1_1="1"))

    takes(desk, path, "a.xlsx")
    takes(desk, path, "a.xlsx")

    assert AuditLine.objects.filter(what="staff-entered").count() == 1


def zipped(**members: bytes) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return made.getvalue()


def test_a_zip_holds_many(desk: Client, response: Response, other: Response) -> None:
    members = {
        "甲.xlsx": book(response, E1_1="1"),
        "sub/b.xlsx": book(other, E1_1="2"),
        "__MACOSX/._b.xlsx": b"x",
        "sub/.DS_Store": b"x",
    }
    path = drop(desk, all_zip=zipped(**members))

    table = shown(desk, path)

    assert "甲.xlsx" in table
    assert table.count('name="take"') == 2


@pytest.mark.parametrize(
    "hostile",
    [
        zipped(**{"../a.xlsx": b"x"}),
        zipped(**{"inner.zip": zipped(a=b"x")}),
        zipped(**{"bomb.xlsx": b"\0" * (70 << 20)}),
        zipped(**{"a.xlsx": b"x"})[:-10],
        b"no zip at all",
        b"",
    ],
    ids=["outside", "nested", "bomb", "cut", "none", "empty"],
)
def test_a_hostile_zip_is_refused_in_words(
    desk: Client,
    response: Response,  # noqa: ARG001 - its cycle is there
    hostile: bytes,
) -> None:
    reply = desk.post(HERE, {"files": [SimpleUploadedFile("all.zip", hostile)]})

    assert reply.status_code == 422
    assert "没有收下" in reply.content.decode()
    assert not Batch.objects.exists()


def test_more_than_two_hundred_are_refused_and_nothing_chosen_is_said(
    desk: Client,
    response: Response,  # noqa: ARG001
) -> None:
    many = [SimpleUploadedFile(f"{number}.xlsx", b"x") for number in range(201)]

    assert "200" in desk.post(HERE, {"files": many}).content.decode()
    assert "没有选文件" in desk.post(HERE, {}).content.decode()


def test_what_waits_is_over_after_its_time(desk: Client, response: Response) -> None:
    path = drop(desk, a_xlsx=book(response, E1_1="1"))
    Batch.objects.update(expires=timezone.now())

    assert desk.get(path).status_code == 404
    drop(desk, b_xlsx=book(response, E1_1="1"))
    assert Batch.objects.count() == 1


@pytest.mark.parametrize("files", [1, 3, 30])
def test_the_table_asks_the_database_as_often_whatever_its_length(
    files: int,
    desk: Client,
    response: Response,
    django_assert_max_num_queries: pytest.FixtureRequest,
) -> None:
    batch = Batch.objects.create(cycle=response.cycle, expires=response.begun.replace(year=2999))
    for number in range(files):
        company = company_called(f"c{number}", number + 20)
        begin_response(company, response.cycle)
        ReturnedWorkbook.objects.create(
            batch=batch,
            name=f"{number}.xlsx",
            state="read",
            company=company,
            entries={"E1.1": [{"said": "1"}, 0]},
            told={"new": 1, "changed": 0, "same": 0, "conflicting": [], "refused": []},
        )

    with django_assert_max_num_queries(9):  # type: ignore[operator] # pytest-django's
        assert desk.get(f"{HERE}{batch.pk}/").status_code == 200
