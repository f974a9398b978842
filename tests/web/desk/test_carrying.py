"""Last year carried in: nothing typed twice, nothing believed unread, nothing written over."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from tests.web.conftest import SignIn

from zeren.files.entered import Entered
from zeren_web.records.models import (
    Answer,
    AnswerVersion,
    Cycle,
    EvidenceUse,
    Person,
    Response,
)
from zeren_web.records.read.editions import questionnaire_of
from zeren_web.records.write.answers import replace_answers, save_answer
from zeren_web.records.write.cycles import launch
from zeren_web.records.write.evidence import Described, add_piece, use_piece
from zeren_web.records.write.responses import begin_response

ME = "/me/lamps/2026/"
BEFORE = {
    "E1.1": Entered("3", words="每月十日", public=True),
    "E1.2": Entered("1"),
    "R1": Entered("kept"),
    "name-zh": Entered("测试企业"),
    "electricity": Entered("486200"),
    "period-from": Entered("2024-01-01"),
}


@pytest.fixture
def last(response: Response, owner: Person) -> Response:
    today = timezone.localdate()
    cycle = Cycle.objects.create(
        year=2025,
        title_zh="2025 年度自评",
        title_en="Self-assessment 2025",
        period_start="2024-01-01",
        period_end="2024-12-31",
        opens=today - timedelta(days=400),
        closes=today - timedelta(days=300),
    )
    launch(cycle, by=None)
    made = begin_response(response.company, cycle)
    replace_answers(made, BEFORE, by=owner, origin="page")
    return made


def entries(response: Response) -> dict[str, dict[str, object]]:
    answers = Answer.objects.with_scope(company=response.company_id).filter(response=response)
    return dict(answers.values_list("code", "entry"))


def test_it_comes_into_what_is_empty_and_waits(
    response: Response, last: Response, owner: Person, signed_in: SignIn
) -> None:
    save_answer(response, "E1.2", Entered("4"), base=0, by=owner)
    piece = add_piece(response.company, Described("policy", "工资制度"), by=owner)
    use_piece(piece, last, "E1.1")
    client = signed_in(owner)

    assert "带入上年的回答" in client.get(ME).content.decode()
    shown = client.get(ME + "carry/").content.decode()
    assert client.post(ME + "carry/")["Location"] == ME

    assert "3 条回答和 1 处证据" in shown
    assert "1 条今年已经答过" in shown
    assert entries(response) == {
        "E1.1": {"said": "3", "words": "每月十日", "public": True, "awaiting": True},
        "E1.2": {"said": "4"},
        "R1": {"said": "kept", "awaiting": True},
        "name-zh": {"said": "测试企业", "awaiting": True},
    }
    versions = AnswerVersion.objects.with_scope(company=response.company_id)
    carried = versions.filter(response=response, origin="carried").values_list("code", flat=True)
    assert sorted(carried) == ["E1.1", "R1", "name-zh"]
    uses = EvidenceUse.objects.with_scope(company=response.company_id).filter(response=response)
    assert list(uses.values_list("code", flat=True)) == ["E1.1"]
    client.post(ME + "carry/")
    assert versions.filter(response=response).count() == 4
    assert "带入上年的回答" not in client.get(ME).content.decode()


def test_a_part_is_confirmed_with_one_press_as_it_was_shown(
    response: Response, last: Response, owner: Person, editor: Person, signed_in: SignIn
) -> None:
    client = signed_in(owner)
    client.post(ME + "carry/")
    assert last.cycle.year == 2025
    shown = client.get(ME + "part/E/").content.decode()
    assert 'value="E1.1@1" checked' in shown
    save_answer(response, "E1.2", Entered("0"), base=1, by=editor)

    reply = client.post(ME + "part/E/still/", {"still": ["E1.1@1", "E1.2@1", "R1@1", "x", "E1.1@"]})

    assert reply["Location"] == ME + "part/E/?confirmed=1"
    assert "确认了 1 条" in client.get(reply["Location"]).content.decode()
    now = entries(response)
    assert now["E1.1"] == {"said": "3", "words": "每月十日", "public": True}
    assert now["E1.2"] == {"said": "0"}
    assert now["R1"] == {"said": "kept", "awaiting": True}


def test_last_years_answer_and_score_stand_beside_this_years(
    response: Response, last: Response, owner: Person, signed_in: SignIn
) -> None:
    questions = questionnaire_of(last.cycle).questions
    replace_answers(last, {one.code: Entered("2") for one in questions}, by=owner, origin="page")
    client = signed_in(owner)

    question = client.get(ME + "q/E1.1/").content.decode()
    result = client.get(ME + "result/").content.decode()
    numbers = client.get(ME + "part/numbers/").content.decode()

    assert "2025 年：" in question
    assert "50 分" in question
    assert "2025 年自报" in result
    assert "上年：486,200" in numbers
    assert "E1.1" not in entries(response)


def test_without_a_year_before_there_is_nothing_to_carry(
    response: Response, owner: Person, signed_in: SignIn
) -> None:
    client = signed_in(owner)

    assert client.get(ME + "carry/").status_code == 404
    assert "带入上年的回答" not in client.get(ME).content.decode()
    assert entries(response) == {}


@pytest.mark.usefixtures("last")
def test_only_who_edits_carries_and_confirms(
    response: Response, stranger: Person, viewer: Person, signed_in: SignIn
) -> None:
    for person in (stranger, viewer):
        client = signed_in(person)
        assert client.get(ME + "carry/").status_code == 404
        assert client.post(ME + "carry/").status_code == 404
        assert client.post(ME + "part/E/still/", {"still": ["E1.1@1"]}).status_code == 404
    assert entries(response) == {}


@pytest.mark.usefixtures("last")
@pytest.mark.parametrize("path", ["", "carry/", "q/E1.1/", "part/E/", "part/numbers/", "result/"])
def test_however_much_there_was_the_database_is_asked_few_times(
    path: str,
    owner: Person,
    signed_in: SignIn,
    django_assert_max_num_queries: Callable[[int], object],
) -> None:
    client = signed_in(owner)
    client.get(ME)

    with django_assert_max_num_queries(12):  # type: ignore[attr-defined] # a context
        assert client.get(ME + path).status_code == 200
