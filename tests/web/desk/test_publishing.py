"""The outward report: ticked, looked at, confirmed; and nothing else ever goes out."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.web.conftest import SignIn
from tests.web.desk.filled import CANARY, TICKED, fill

from zeren.files.entered import Entered
from zeren_web.records.models import Answer, AnswerVersion, AuditLine, Person, Publication, Response
from zeren_web.records.write.answers import save_answer
from zeren_web.records.write.ticks import save_ticks

ME = "/me/lamps/2026/"
PUBLISH = ME + "publish/"
KINDS = ("zh.pdf", "en.pdf", "zh.docx", "en.docx", "zh.xlsx", "en.xlsx")


def page(client: Client, path: str) -> str:
    reply = client.get(path)
    assert reply.status_code == 200, path
    return reply.content.decode()


def ticks(response: Response) -> set[str]:
    found = Answer.objects.with_scope(company=response.company).filter(response=response)
    return {answer.code for answer in found if answer.entry.get("public")}


def publications(response: Response) -> list[Publication]:
    return list(Publication.objects.with_scope(company=response.company).all())


def seen_in(words: str) -> str:
    found = re.search(r'name="seen" value="(\w{64})"', words)
    assert found
    return found[1]


def confirmed(client: Client, **more: Any) -> int:  # noqa: ANN401 - what a form may hold
    seen = seen_in(page(client, PUBLISH + "preview/"))
    return client.post(PUBLISH + "confirm/", {"seen": seen, **more}).status_code


def test_before_anybody_chose_the_usual_basics_are_proposed(
    response: Response, owner: Person, signed_in: SignIn
) -> None:
    fill(response, owner)

    shown = page(signed_in(owner), PUBLISH)

    assert "还没有人选过" in shown
    assert re.search(r'value="sector" checked', shown)
    assert not re.search(r'value="E2.1" checked', shown)
    assert ticks(response) == set()


def test_a_tick_is_a_version_of_its_answer_and_changes_nothing_else(
    response: Response, owner: Person, signed_in: SignIn
) -> None:
    fill(response, owner)

    reply = signed_in(owner).post(PUBLISH, {"stood": "", "public": ["E2.1", "electricity"]})

    assert reply["Location"] == PUBLISH + "preview/"
    assert ticks(response) == {"E2.1", "electricity", "name-zh", "period-from", "period-to"} | (
        {"name-en"} & ticks(response)
    )
    versions = AnswerVersion.objects.with_scope(company=response.company)
    told = versions.filter(code="E2.1").order_by("version").values_list("origin", flat=True)
    assert list(told) == ["carried", "tick"]
    stands = Answer.objects.with_scope(company=response.company).get(code="E2.1")
    assert stands.entry["words"] == CANARY


def test_what_a_colleague_ticked_or_wrote_meanwhile_stays(
    response: Response, owner: Person, editor: Person, signed_in: SignIn
) -> None:
    fill(response, owner, ticked=TICKED)
    stood = " ".join(sorted(ticks(response)))
    save_ticks(response, on=frozenset({"E3.1"}), off=frozenset(), by=editor)
    save_answer(response, "E2.1", Entered("1", words="新写的", public=True), base=1, by=editor)

    signed_in(owner).post(PUBLISH, {"stood": stood, "public": sorted(TICKED - {"sector"})})

    assert {"E3.1", "E2.1"} <= ticks(response)
    assert "sector" not in ticks(response)
    stands = Answer.objects.with_scope(company=response.company).get(code="E2.1")
    assert (stands.entry["said"], stands.entry["words"]) == ("1", "新写的")


def test_a_whole_part_is_ticked_and_unticked_with_one_press(
    response: Response, owner: Person, signed_in: SignIn
) -> None:
    fill(response, owner, ticked=TICKED)
    client = signed_in(owner)
    area = {code for code in response_codes(response) if code.startswith("E")}

    client.post(PUBLISH, {"stood": " ".join(TICKED), "public": sorted(TICKED), "all": "E"})
    assert {code for code in area if "." in code} <= ticks(response)

    stood = ticks(response)
    client.post(PUBLISH, {"stood": " ".join(stood), "public": sorted(stood), "none": "E"})
    assert {code for code in ticks(response) if code.startswith("E")} == set()


def response_codes(response: Response) -> list[str]:
    found = Answer.objects.with_scope(company=response.company).filter(response=response)
    return list(found.values_list("code", flat=True))


@pytest.mark.parametrize("said", ["dont-know", "not-applicable"])
def test_what_can_never_be_public_is_not_offered_and_cannot_be_set(
    response: Response, owner: Person, signed_in: SignIn, said: str
) -> None:
    fill(response, owner)
    stands = Answer.objects.with_scope(company=response.company).get(code="E2.1")
    save_answer(response, "E2.1", Entered(said, reason="没有"), base=stands.version, by=owner)
    client = signed_in(owner)

    assert 'value="E2.1"' not in page(client, PUBLISH)
    client.post(PUBLISH, {"stood": "", "public": ["E2.1", "E99.9", "words"]})

    assert "E2.1" not in ticks(response)


def test_the_preview_and_what_is_confirmed_are_the_same_bytes(
    response: Response, owner: Person, signed_in: SignIn
) -> None:
    fill(response, owner, ticked=TICKED)
    client = signed_in(owner)
    index = {"index": ["gri-standards", "iso-26000-2010"]}
    before = client.get(PUBLISH + "draft/", index).content
    seen = seen_in(client.get(PUBLISH + "preview/", index).content.decode())

    reply = client.post(PUBLISH + "confirm/", {"seen": seen, **index})

    assert reply.status_code == 302
    assert client.get(PUBLISH + "1/").content == before
    assert b"ISO 26000" in before
    assert AuditLine.objects.filter(what="publication-confirmed").count() == 1


def test_who_presses_twice_confirms_once(
    response: Response, owner: Person, signed_in: SignIn
) -> None:
    fill(response, owner, ticked=TICKED)
    client = signed_in(owner)

    assert [confirmed(client), confirmed(client)] == [302, 302]

    assert [one.number for one in publications(response)] == [1]


def test_under_another_companys_code_nothing_becomes_public(
    response: Response, owner: Person, signed_in: SignIn
) -> None:
    fill(response, owner, ticked=TICKED)
    client = signed_in(owner)
    version = Answer.objects.with_scope(company=response.company).get(code="uscc").version
    save_answer(response, "uscc", Entered("91440300MA5EXAMP1F"), base=version, by=owner)

    seen = seen_in(page(client, PUBLISH + "preview/"))
    reply = client.post(PUBLISH + "confirm/", {"seen": seen})

    assert reply.status_code == 422
    assert "不是本企业在协会登记的" in reply.content.decode()
    assert f'<a href="{ME}check/">' in reply.content.decode()  # where it is put right
    assert publications(response) == []


def test_later_answers_change_nothing_until_it_is_confirmed_again(
    response: Response, owner: Person, signed_in: SignIn
) -> None:
    fill(response, owner, ticked=TICKED)
    client = signed_in(owner)
    confirmed(client)
    first = client.get(PUBLISH + "1/").content
    stands = Answer.objects.with_scope(company=response.company).get(code="electricity")
    changed = Entered("777", public=True)
    save_answer(response, "electricity", changed, base=stands.version, by=owner)

    assert client.get(PUBLISH + "1/").content == first
    confirmed(client)

    assert client.get(PUBLISH + "1/").content == first
    assert b"777" in client.get(PUBLISH + "2/").content
    assert [one.number for one in publications(response)] == [2, 1]


def test_who_confirms_something_that_changed_since_looks_again(
    response: Response, owner: Person, editor: Person, signed_in: SignIn
) -> None:
    fill(response, owner, ticked=TICKED)
    client = signed_in(owner)
    seen = seen_in(page(client, PUBLISH + "preview/"))
    save_ticks(response, on=frozenset({"E3.1"}), off=frozenset(), by=editor)

    reply = client.post(PUBLISH + "confirm/", {"seen": seen})

    assert reply.status_code == 409
    assert "没有确认" in reply.content.decode()
    assert publications(response) == []


def test_words_that_are_not_ticked_are_in_no_preview_file_or_row(
    response: Response, owner: Person, signed_in: SignIn
) -> None:
    fill(response, owner, ticked=TICKED)
    client = signed_in(owner)
    confirmed(client)

    kept = publications(response)[0]
    outside = [
        page(client, PUBLISH + "draft/"),
        page(client, PUBLISH + "1/"),
        page(client, PUBLISH + "preview/"),
        str(kept.value),
    ]
    files = [client.get(f"{ME}file/report-1.{kind}") for kind in KINDS]

    assert [file.status_code for file in files] == [200] * len(KINDS)
    assert CANARY not in "".join(outside)
    assert "我们自己说的" in outside[0]
    for file in files:
        if file["Content-Type"].endswith(("document", "sheet")):
            with zipfile.ZipFile(io.BytesIO(file.content)) as book:
                inside = b"".join(book.read(name) for name in book.namelist())
            assert CANARY.encode() not in inside
            assert "我们自己说的".encode() in inside


def test_withdrawn_it_is_kept_on_record_and_no_older_one_stands_again(
    response: Response, owner: Person, signed_in: SignIn
) -> None:
    fill(response, owner, ticked=TICKED)
    client = signed_in(owner)
    confirmed(client)
    confirmed(client)

    for _ in range(2):
        client.post(PUBLISH + "withdraw/")

    assert all(one.withdrawn for one in publications(response))
    assert AuditLine.objects.filter(what="publication-withdrawn").count() == 1
    assert "已撤回" in page(client, PUBLISH)
    assert client.get(PUBLISH + "1/").status_code == 200


def test_only_an_owner_confirms_withdraws_and_sets_the_look(
    response: Response, owner: Person, editor: Person, viewer: Person, signed_in: SignIn
) -> None:
    fill(response, owner, ticked=TICKED)
    for person in (editor, viewer):
        client = signed_in(person)
        assert "只有企业负责人能确认" in page(client, PUBLISH + "preview/")
        for path in ("confirm/", "withdraw/", "look/"):
            assert client.post(PUBLISH + path).status_code == 404
    assert signed_in(viewer).post(PUBLISH, {"public": "E2.1"}).status_code == 404
    assert signed_in(editor).post(PUBLISH, {"stood": "", "public": "E3.1"}).status_code == 302


def png() -> bytes:
    """One pixel."""

    def chunk(name: bytes, content: bytes) -> bytes:
        whole = name + content
        return len(content).to_bytes(4, "big") + whole + zlib.crc32(whole).to_bytes(4, "big")

    head = bytes((0, 0, 0, 1, 0, 0, 0, 1, 8, 2, 0, 0, 0))
    pixel = zlib.compress(bytes((0, 122, 31, 31)))
    parts = (chunk(b"IHDR", head), chunk(b"IDAT", pixel), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def test_the_logo_stands_on_what_is_confirmed_later_and_not_on_what_was_before(
    response: Response, owner: Person, signed_in: SignIn
) -> None:
    fill(response, owner, ticked=TICKED)
    client = signed_in(owner)
    confirmed(client)
    logo = SimpleUploadedFile("logo.svg", b"<svg xmlns='http://www.w3.org/2000/svg'></svg>")

    wrong = client.post(PUBLISH + "look/", {"colour": "yellow", "logo": logo})
    logo = SimpleUploadedFile("标志.png", png())
    right = client.post(PUBLISH + "look/", {"colour": "#7a1f1f", "logo": logo})
    confirmed(client)

    assert (wrong.status_code, right.status_code) == (422, 302)
    assert b"#7a1f1f" not in client.get(PUBLISH + "1/").content
    second = client.get(PUBLISH + "2/").content
    assert b"#7a1f1f" in second
    assert b"data:image/png" in second


@pytest.mark.parametrize("kind", ["report-1.zh.pdf", "report-x.zh.pdf", "../secret-key", "a.exe"])
def test_a_file_that_is_not_there_is_not_there(
    response: Response,  # noqa: ARG001 - it is there
    owner: Person,
    signed_in: SignIn,
    kind: str,
) -> None:
    assert signed_in(owner).get(f"{ME}file/{kind}").status_code == 404


@pytest.mark.parametrize("path", ["", "preview/", "draft/", "1/"])
def test_the_pages_ask_the_database_little(
    response: Response,
    owner: Person,
    signed_in: SignIn,
    django_assert_max_num_queries: Any,  # noqa: ANN401 - pytest-django's
    path: str,
) -> None:
    fill(response, owner, ticked=TICKED)
    client = signed_in(owner)
    confirmed(client)
    confirmed(client)

    with django_assert_max_num_queries(12):
        page(client, PUBLISH + path)
