"""What everybody reads: what was released, nothing else."""

from __future__ import annotations

from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from tests.docs.test_schemas import validator
from tests.web.made_year import keeper
from tests.web.public.test_what_is_public import with_canaries

from zeren_web.records.models import Company, Cycle, Declaration, Person
from zeren_web.records.write.withdrawals import withdraw_declaration

EXAMPLE = Path(__file__).parents[3] / "examples" / "lamp-works" / "declaration.zeren"


def every_body() -> dict[str, bytes]:
    client = Client()
    codes = ["works-1", "works-2", "works-8", "lamps"]
    paths = ["companies", "companies?q=CANARY", "register", *(f"companies/{one}" for one in codes)]
    return {path: client.get(f"/api/v1/{path}").content for path in paths}


def test_no_word_that_is_not_public_leaves(released: Cycle) -> None:
    for name in ("unpublished", "mine"):
        with_canaries(released, name)
    Person.objects.update(name="CANARY-PERSON")
    Company.objects.update(city="CANARY-CITY")

    assert [path for path, words in every_body().items() if b"CANARY" in words] == []


def test_a_company_shows_what_the_core_can_read_again(released: Cycle) -> None:  # noqa: ARG001 - it is there
    listed = Client().get("/api/v1/companies?limit=1&offset=1").json()
    profile = Client().get("/api/v1/companies/works-1").json()

    assert [one["code"] for one in listed["items"]] == ["works-2"]
    assert listed["total"] == 2
    [report] = profile["reports"]
    validator("response").validate(report["response"])
    assert report["response"]["evidence"] == []
    assert [one["state"] for one in profile["declarations"]] == ["stands"]


def test_what_was_withdrawn_is_told_as_withdrawn(released: Cycle) -> None:  # noqa: ARG001 - it is there
    row = Declaration.objects.with_scopes_disabled().get()
    withdraw_declaration(row, reason="own-request", by=keeper())

    [declared] = Client().get("/api/v1/companies/works-1").json()["declarations"]

    assert declared["state"] == "withdrawn"
    assert declared["reason"]["zh"]


def test_the_register_is_the_one_that_the_pages_show(released: Cycle) -> None:  # noqa: ARG001 - it is there
    shown = Client().get("/register/register.json").content

    assert Client().get("/api/v1/register").content == shown


def test_a_file_is_judged_as_the_command_judges_it(db: None) -> None:  # noqa: ARG001 - opens the database
    files = [EXAMPLE.read_bytes(), b"nothing of ours", b""]

    found = [
        Client()
        .post("/api/v1/verify", {"file": SimpleUploadedFile("declaration.zeren", one or b" ")})
        .json()
        for one in files
    ]

    for one in found:
        validator("verdict").validate(one)
    assert [one["verdict"] for one in found][1:] == ["fails", "fails"]
    assert found[1]["problems"]
    assert found[0]["at"][:10] >= timezone.now().date().isoformat()


def test_a_question_without_a_file_is_told_what_to_send(db: None) -> None:  # noqa: ARG001 - opens the database
    for kind in ("multipart/form-data", "application/json", "multipart/form-data; boundary=x"):
        answered = Client().post("/api/v1/verify", b"--x\r\n", content_type=kind)

        assert answered.status_code == 422
        assert answered.json()["problems"][0]["code"] == "verify-no-file"
