"""Errands: one link, these questions, nothing else of the company, dead once it is over."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from tests.web.conftest import SignIn

from zeren.files.entered import MOST_WORDS, Entered
from zeren_web.records.models import (
    Answer,
    AnswerVersion,
    Errand,
    EvidenceFile,
    EvidenceUse,
    Person,
    Response,
)
from zeren_web.records.write.answers import replace_answers, save_answer
from zeren_web.records.write.errands import hand_out

ME = "/me/lamps/2026/"
ASKED = {"name": "王工（虚构）", "days": "7", "code": ["E1.1", "electricity"], "note": "麻烦了"}


def link_in(shown: str) -> str:
    found = re.search(r"/a/[A-Za-z0-9_-]{20,}/", shown)
    assert found
    return found[0]


def made(client: Client, **more: object) -> str:
    reply = client.post(ME + "errands/", ASKED | more)
    assert reply.status_code == 200
    return link_in(reply.content.decode())


def entries(response: Response) -> dict[str, object]:
    answers = Answer.objects.with_scope(company=response.company_id).filter(response=response)
    return dict(answers.values_list("code", "entry"))


def test_a_colleague_answers_without_an_account_and_signs_with_the_name_given(
    response: Response, owner: Person, signed_in: SignIn
) -> None:
    link, anybody = made(signed_in(owner)), Client()

    shown = anybody.get(link).content.decode()
    reply = anybody.post(
        link,
        {"base-E1.1": "0", "said-E1.1": "3", "words-E1.1": "每月", "base-electricity": "0", "said-electricity": "1200"},
    )  # fmt: skip

    assert "王工（虚构），请您答 2 道题" in shown
    assert "麻烦了" in shown
    assert reply["Location"] == "/a/thanks/"
    assert "接下来" in anybody.get("/a/thanks/").content.decode()
    assert entries(response) == {
        "E1.1": {"said": "3", "words": "每月"},
        "electricity": {"said": "1200"},
    }
    versions = AnswerVersion.objects.with_scope(company=response.company_id)
    assert set(versions.values_list("origin", "signed", "by")) == {("errand", "王工（虚构）", None)}
    assert "交回" in signed_in(owner).get(ME).content.decode()


def test_once_handed_back_the_link_is_over(owner: Person, signed_in: SignIn) -> None:
    link = made(signed_in(owner))
    Client().post(link, {"said-E1.1": "3", "base-E1.1": "0"})

    reply = Client().get(link)

    assert reply.status_code == 410
    assert "已经交回了" in reply.content.decode()
    assert Client().post(link, {"said-E1.1": "4", "base-E1.1": "1"}).status_code == 410


def test_it_can_be_saved_and_gone_on_with(
    response: Response, owner: Person, signed_in: SignIn
) -> None:
    link = made(signed_in(owner))

    reply = Client().post(link, {"said-E1.1": "3", "base-E1.1": "0", "then": "later"})

    assert reply.status_code == 302
    shown = Client().get(reply["Location"]).content.decode()
    assert "已保存" in shown
    assert 'value="3" checked' in shown
    assert entries(response) == {"E1.1": {"said": "3"}}


def test_taken_back_it_is_dead_on_the_next_request(
    response: Response, owner: Person, signed_in: SignIn
) -> None:
    client = signed_in(owner)
    link = made(client)
    number = Errand.objects.with_scope(company=response.company_id).get().pk

    assert client.post(f"{ME}errands/{number}/").status_code == 302

    reply = Client().post(link, {"said-E1.1": "3", "base-E1.1": "0"})
    assert reply.status_code == 410
    assert "企业收回了" in reply.content.decode()
    assert entries(response) == {}


def test_past_its_day_it_says_so(response: Response, owner: Person, signed_in: SignIn) -> None:
    link = made(signed_in(owner))
    Errand.objects.with_scope(company=response.company_id).update(expires=timezone.now())

    reply = Client().get(link)

    assert reply.status_code == 410
    assert "链接过期了" in reply.content.decode()


def test_when_the_response_is_closed_nothing_is_taken(
    response: Response, owner: Person, signed_in: SignIn
) -> None:
    link = made(signed_in(owner))
    Response.objects.with_scope(company=response.company_id).update(state="submitted")

    assert Client().post(link, {"said-E1.1": "3", "base-E1.1": "0"}).status_code == 410
    assert entries(response) == {}


def test_only_its_own_questions_can_be_answered(
    response: Response, owner: Person, signed_in: SignIn
) -> None:
    link = made(signed_in(owner), code=["E1.1"])

    Client().post(link, {"said-E1.2": "4", "base-E1.2": "0", "said-R1": "kept", "public-E1.1": "1"})

    assert entries(response) == {}


def test_nothing_else_of_the_company_is_seen(
    response: Response, owner: Person, signed_in: SignIn
) -> None:
    canary = "CANARY"
    everything = {
        "E1.2": Entered("1", words=canary),
        "city": Entered(canary),
        "R1": Entered("broken", words=canary),
    }
    replace_answers(response, everything, by=owner, origin="page")
    piece = EvidenceFile.objects.create(company=response.company, kind="policy", title=canary)
    EvidenceUse.objects.create(piece=piece, response=response, code="E1.1")
    hand_out(response, ["E1.2"], name=canary, days=3, by=owner, email="x@canary.test", note_to=canary)  # fmt: skip
    link = made(signed_in(owner), code=["E1.1"])
    Person.objects.filter(pk=owner.pk).update(email="canary@lamps.test", phone="13800138000")

    pages = [Client().get(link), Client().post(link, {"words-E1.1": "字" * (MOST_WORDS + 1)})]
    Client().post(link, {"said-E1.1": "1", "base-E1.1": "0"})
    pages += [Client().get(link), Client().get("/a/thanks/")]

    assert [page.status_code for page in pages] == [200, 422, 410, 200]
    for page in pages:
        shown = page.content.decode()
        assert canary not in shown
        assert "canary" not in shown
        assert "13800138000" not in shown


def test_two_on_one_answer_lose_nothing(
    response: Response, owner: Person, signed_in: SignIn
) -> None:
    link = made(signed_in(owner), code=["E1.1"])
    save_answer(response, "E1.1", Entered("1", words="负责人写的"), base=0, by=owner)

    reply = Client().post(link, {"said-E1.1": "4", "words-E1.1": "王工写的", "base-E1.1": "0"})

    shown = reply.content.decode()
    assert reply.status_code == 409
    assert "负责人写的" in shown
    assert "王工写的" in shown
    assert entries(response) == {"E1.1": {"said": "1", "words": "负责人写的"}}
    Client().post(link, {"said-E1.1": "4", "words-E1.1": "王工写的", "base-E1.1": "1"})
    assert entries(response) == {"E1.1": {"said": "4", "words": "王工写的"}}


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"name": ""}, "请写同事的称呼"),
        ({"name": "王" * 61}, "最多 60 个字"),
        ({"email": "not an address"}, "不像一个邮箱"),
        ({"code": []}, "请至少选一题"),
        ({"code": ["nonsense", "../x"]}, "请至少选一题"),
    ],
)
def test_what_is_wrong_with_it_is_said_and_nothing_is_made(
    owner: Person, signed_in: SignIn, more: dict[str, object], words: str
) -> None:
    reply = signed_in(owner).post(ME + "errands/", ASKED | more)

    assert reply.status_code == 422
    assert words in reply.content.decode()
    assert not Errand.objects.with_scopes_disabled().exists()


def test_it_can_go_by_letter(
    owner: Person,
    signed_in: SignIn,
    django_capture_on_commit_callbacks: Callable[..., object],
) -> None:
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined] # a context
        link = made(signed_in(owner), email="wang@lamps.test")

    [letter] = mail.outbox
    assert letter.to == ["wang@lamps.test"]
    assert link in letter.body


def test_the_database_opens_nothing(response: Response, owner: Person) -> None:
    errand, token = hand_out(response, ["E1.1"], name="王", days=3, by=owner)

    assert token not in str(list(Errand.objects.with_scope(company=response.company_id).values()))
    assert Client().get(f"/a/{errand.token_sha256}/").status_code == 404
    assert Client().get(f"/a/{token}/").status_code == 200


@pytest.mark.usefixtures("response")
def test_guessing_is_slow() -> None:
    replies = [Client().get(f"/a/guess-{number}/").status_code for number in range(32)]

    assert replies == [404] * 30 + [429] * 2


def test_another_company_neither_asks_nor_takes_back(
    response: Response, owner: Person, stranger: Person, viewer: Person, signed_in: SignIn
) -> None:
    errand, _ = hand_out(response, ["E1.1"], name="王", days=3, by=owner)

    for person in (stranger, viewer):
        client = signed_in(person)
        assert client.get(ME + "errands/").status_code == 404
        assert client.post(ME + "errands/", ASKED).status_code == 404
        assert client.post(f"{ME}errands/{errand.pk}/").status_code == 404
        assert client.post(f"/me/cables/2026/errands/{errand.pk}/").status_code == 404
    assert Errand.objects.with_scopes_disabled().get().revoked is None


@pytest.mark.parametrize("many", [1, 3])
def test_however_many_the_database_is_asked_few_times(
    many: int,
    response: Response,
    owner: Person,
    signed_in: SignIn,
    django_assert_max_num_queries: Callable[[int], object],
) -> None:
    codes = ["E1.1", "E1.2", "E1.3"][:many]
    for _ in range(many):
        _, token = hand_out(response, codes, name="王", days=3, by=owner)
    client = signed_in(owner)

    for browser, path in ((client, ME), (client, ME + "errands/"), (Client(), f"/a/{token}/")):
        with django_assert_max_num_queries(12):  # type: ignore[attr-defined] # a context
            assert browser.get(path).status_code == 200
