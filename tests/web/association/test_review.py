"""The review: what waits and why to look at it, remarks, returning, accepting, opening again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from tests.web.conftest import SignIn, company_called, person_in, person_on

from zeren.files.entered import Entered
from zeren_web.records.models import (
    AuditLine,
    Cohort,
    Cycle,
    EvidenceFile,
    EvidenceUse,
    Person,
    Remark,
    Response,
    ReviewStep,
    Seat,
)
from zeren_web.records.write.answers import replace_answers, save_answer
from zeren_web.records.write.responses import begin_response, submit_response
from zeren_web.records.write.reviews import accept_response, add_remark, return_response

QUEUE = "/desk/review/"
HERE = "/desk/review/lamps/2026/"
ME = "/me/lamps/2026/"


def submitted(response: Response, person: Person, **said: str) -> Response:
    """The response with these answers (`E1_1="3"`), handed in."""
    entries = {code.replace("_", "."): Entered(level) for code, level in said.items()}
    replace_answers(response, entries, by=person, origin="page")
    submit_response(response, by=person)
    response.refresh_from_db()
    return response


@pytest.fixture
def waiting(response: Response, owner: Person) -> Response:
    return submitted(response, owner, E1_1="4", E1_2="1", R1="broken")


@pytest.fixture
def desk(reviewer: Person, signed_in: SignIn) -> Client:
    return signed_in(reviewer)


def state_of(response: Response) -> str:
    return str(
        Response.objects.with_scope(company=response.company_id)
        .values_list("state", flat=True)
        .get(pk=response.pk)
    )


def test_the_queue_shows_what_was_handed_in_and_what_to_look_at(
    desk: Client,
    waiting: Response,  # noqa: ARG001 - it waits
    other: Response,  # noqa: ARG001 - it does not
) -> None:
    shown = desk.get(QUEUE + "?lang=en").content.decode()

    assert "测试企业1" in shown
    assert "测试企业2" not in shown
    assert "High, no evidence 1" in shown
    assert "Red lines" in shown


def test_oldest_first_and_by_cohort(
    desk: Client, waiting: Response, other: Response, stranger: Person
) -> None:
    submitted(other, stranger)
    earlier = timezone.now() - timedelta(days=9)
    Response.objects.with_scope(company=other.company).update(submitted=earlier)
    park = Cohort.objects.create(name_zh="工业园")
    waiting.company.cohorts.add(park)

    everybody = desk.get(QUEUE).content.decode()
    only = desk.get(f"{QUEUE}?cohort={park.pk}").content.decode()

    assert everybody.index("测试企业2") < everybody.index("测试企业1")
    assert "等了 9 天" in everybody
    assert "测试企业2" not in only


def test_a_response_is_read_whole_with_last_years_and_its_history(
    desk: Client, response: Response, owner: Person, editor: Person
) -> None:
    last = Cycle.objects.create(
        year=2025,
        **{
            name: getattr(response.cycle, name)
            for name in ("title_zh", "title_en", "edition", "sha256", "launched", "opens", "closes")
        },
        period_start="2024-01-01",
        period_end="2024-12-31",
    )
    submitted(begin_response(response.company, last), owner, E1_1="1")
    save_answer(response, "E1.1", Entered("2", words="头一个说法"), base=0, by=editor)
    save_answer(response, "E1.1", Entered("4", words="后来的说法"), base=1, by=owner)
    submit_response(response, by=owner)

    shown = desk.get(HERE + "?lang=en").content.decode()

    assert "头一个说法" in shown
    assert "后来的说法" in shown
    assert "2 versions: who said what, and when" in shown
    assert "editor-lamps" in shown
    assert "Level 1 last year, level 4 this year." in shown


def test_what_was_never_handed_in_is_not_there(desk: Client, response: Response) -> None:  # noqa: ARG001
    assert desk.get(HERE).status_code == 404


def test_a_remark_is_seen_by_the_company_once_it_is_returned(
    desk: Client, waiting: Response, owner: Person, signed_in: SignIn
) -> None:
    company = signed_in(owner)
    desk.post(HERE + "remark/E1.1/", {"words": "请附工资表<b>"})
    before = company.get(ME).content.decode()

    desk.post(HERE + "return/", {"words": "补两处就好", "days": "10"})

    tasks, question = company.get(ME).content.decode(), company.get(ME + "q/E1.1/").content.decode()
    waiting.refresh_from_db()
    assert "请附工资表" not in before
    assert all("请附工资表&lt;b&gt;" in page for page in (tasks, question))
    assert "补两处就好" in tasks
    assert waiting.mend_until == timezone.localdate() + timedelta(days=10)
    assert state_of(waiting) == "returned"


def test_the_company_settles_remarks_and_hands_in_again(
    desk: Client, waiting: Response, reviewer: Person, owner: Person, signed_in: SignIn
) -> None:
    add_remark(waiting, "E1.1", "请附工资表", by=reviewer)
    return_response(waiting, "", days=5, by=reviewer)
    remark = Remark.objects.with_scope(company=waiting.company).get()
    company = signed_in(owner)

    company.post(f"{ME}remarks/{remark.pk}/settle/")
    company.post(f"{ME}remarks/{remark.pk}/settle/")
    submit_response(waiting, by=owner)

    assert "企业" in desk.get(HERE).content.decode()
    assert "说已处理" in desk.get(HERE).content.decode()
    assert AuditLine.objects.filter(what="remark-settled").count() == 1


def test_what_was_returned_takes_answers_after_the_closing_date_and_no_longer_than_its_days(
    waiting: Response, reviewer: Person, owner: Person, signed_in: SignIn
) -> None:
    return_response(waiting, "补一补", days=5, by=reviewer)
    today = timezone.localdate()
    Cycle.objects.filter(pk=waiting.cycle_id).update(
        opens=today - timedelta(days=60), closes=today - timedelta(days=30)
    )
    company = signed_in(owner)

    in_time = company.post(ME + "save/E1.3/", {"said": "3", "base": "0"})
    Response.objects.with_scope(company=waiting.company).update(
        mend_until=today - timedelta(days=1)
    )
    too_late = company.post(ME + "save/E1.3/", {"said": "2", "base": "1"})

    assert (in_time.status_code, too_late.status_code) == (302, 403)


def test_accepting_says_complete_and_plausible_never_true(
    desk: Client, waiting: Response, owner: Person, signed_in: SignIn
) -> None:
    desk.post(HERE + "accept/", {"words": "谢谢如实填写"})

    shown = desk.get(HERE + "?lang=en").content.decode()
    assert state_of(waiting) == "accepted"
    assert "complete and plausible. That does not say that it is true" in shown
    assert "谢谢如实填写" in signed_in(owner).get(ME).content.decode()
    assert AuditLine.objects.latest("id").what == "response-accepted"


def test_an_accepted_one_is_opened_again_with_a_reason_before_the_release(
    desk: Client, waiting: Response, reviewer: Person
) -> None:
    accept_response(waiting, "", by=reviewer)

    without = desk.post(HERE + "reopen/", {"words": " "})
    assert (without.status_code, state_of(waiting)) == (422, "accepted")

    desk.post(HERE + "reopen/", {"words": "企业来电更正"})
    assert state_of(waiting) == "submitted"

    accept_response(waiting, "", by=reviewer)
    Cycle.objects.update(released=timezone.now())
    late = desk.post(HERE + "reopen/", {"words": "再来一次"})
    assert (late.status_code, state_of(waiting)) == (409, "accepted")


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"words": "", "days": "7"}, "请写明要补什么"),
        ({"words": "补", "days": "0"}, "1 到 60"),
        ({"words": "补", "days": "x"}, "1 到 60"),
        ({"words": "补" * 2001, "days": "7"}, "最多 2000 字"),
    ],
)
def test_returning_needs_words_and_days(
    desk: Client, waiting: Response, sent: dict[str, str], said: str
) -> None:
    reply = desk.post(HERE + "return/", sent)

    assert reply.status_code == 422
    assert said in reply.content.decode()
    assert state_of(waiting) == "submitted"


def test_of_two_reviewers_the_second_is_told_and_nothing_is_undone(
    desk: Client, waiting: Response, signed_in: SignIn
) -> None:
    colleague = signed_in(person_on("staff"))
    colleague.post(HERE + "accept/", {"words": ""})

    reply = desk.post(HERE + "return/", {"words": "补一补", "days": "7"})
    remark = desk.post(HERE + "remark/E1.1/", {"words": "晚了"})

    assert (reply.status_code, remark.status_code) == (409, 409)
    assert "同事刚刚先处理了" in reply.content.decode()
    assert state_of(waiting) == "accepted"
    assert ReviewStep.objects.with_scope(company=waiting.company).count() == 1


@pytest.mark.parametrize("consultant", [False, True])
def test_who_has_a_seat_in_the_company_does_not_review_it(
    *, consultant: bool, desk: Client, waiting: Response, reviewer: Person
) -> None:
    Seat.objects.create(
        person=reviewer, company=waiting.company, role="viewer", consultant=consultant
    )

    pages = [
        desk.get(HERE),
        desk.post(HERE + "accept/"),
        desk.post(HERE + "return/", {"words": "x", "days": "7"}),
        desk.post(HERE + "remark/E1.1/", {"words": "x"}),
    ]

    assert [page.status_code for page in pages] == [403] * 4
    assert "利益冲突" in pages[0].content.decode()
    assert "您在这家有席位" in desk.get(QUEUE).content.decode()
    assert state_of(waiting) == "submitted"


def test_a_remark_can_be_taken_back_until_it_is_seen(
    desk: Client, waiting: Response, reviewer: Person
) -> None:
    add_remark(waiting, "E1.1", "看错了", by=reviewer)
    add_remark(waiting, "E1.2", "留着", by=reviewer)
    first, second = Remark.objects.with_scope(company=waiting.company).all()

    desk.post(f"{HERE}remarks/{first.pk}/drop/")
    return_response(waiting, "", days=5, by=reviewer)
    desk.post(f"{HERE}remarks/{second.pk}/drop/")

    assert [one.words for one in Remark.objects.with_scope(company=waiting.company).all()] == [
        "留着"
    ]


def test_another_companys_remark_and_evidence_are_not_there(
    waiting: Response, other: Response, reviewer: Person, stranger: Person, signed_in: SignIn
) -> None:
    desk = signed_in(reviewer)
    submitted(other, stranger)
    add_remark(other, "E1.1", "别家的", by=reviewer)
    return_response(other, "", days=5, by=reviewer)
    remark = Remark.objects.with_scope(company=other.company).get()
    piece = EvidenceFile.objects.create(company=other.company, kind="record", title="别家的文件")
    EvidenceUse.objects.create(piece=piece, response=other, code="E1.1")
    mine = signed_in(person_in(waiting.company, "editor"))

    mine.post(f"{ME}remarks/{remark.pk}/settle/")

    remark.refresh_from_db()
    assert remark.settled is None
    assert desk.get(f"{HERE}evidence/{piece.pk}/").status_code == 404
    assert desk.post(HERE + "remark/Z9.9/", {"words": "x"}).status_code == 404


def test_no_answer_can_be_changed_from_the_desk(desk: Client, waiting: Response) -> None:
    from zeren_web.records.models import AnswerVersion

    before = AnswerVersion.objects.with_scope(company=waiting.company).count()

    for path in ("remark/E1.1/", "return/", "accept/"):
        desk.post(HERE + path, {"words": "x", "days": "3", "said": "0", "state": "open"})

    assert AnswerVersion.objects.with_scope(company=waiting.company).count() == before


def test_the_home_page_shows_what_was_returned_first(
    waiting: Response, other: Response, reviewer: Person, owner: Person, signed_in: SignIn
) -> None:
    Seat.objects.create(person=owner, company=other.company, role="owner")
    return_response(waiting, "补一补", days=5, by=reviewer)

    shown = signed_in(owner).get("/home/").content.decode()

    assert shown.index("lamps") < shown.index("cables")


@pytest.mark.parametrize("companies", [1, 3, 24])
def test_the_queue_asks_the_database_as_often_whatever_its_length(
    companies: int, cycle: Cycle, desk: Client, django_assert_max_num_queries: pytest.FixtureRequest
) -> None:
    for number in range(companies):
        made = begin_response(company_called(f"c{number}", number + 10), cycle)
        replace_answers(made, {"E1.1": Entered("4")}, by=None, origin="page")
        Response.objects.with_scope(company=made.company).update(
            state="submitted", submitted=timezone.now()
        )
    desk.get(QUEUE)

    with django_assert_max_num_queries(12):  # type: ignore[operator] # pytest-django's
        assert desk.get(QUEUE).status_code == 200


@pytest.mark.parametrize("count", [1, 3, 30])
def test_a_response_asks_the_database_as_often_whatever_its_size(
    count: int,
    waiting: Response,
    reviewer: Person,
    owner: Person,
    signed_in: SignIn,
    django_assert_max_num_queries: pytest.FixtureRequest,
) -> None:
    desk, company = signed_in(reviewer), signed_in(owner)
    for number in range(count):
        add_remark(waiting, "E1.1", f"第 {number} 条", by=reviewer)

    with django_assert_max_num_queries(12):  # type: ignore[operator] # pytest-django's
        assert desk.get(HERE).status_code == 200
    return_response(waiting, "", days=5, by=reviewer)
    with django_assert_max_num_queries(12):  # type: ignore[operator] # pytest-django's
        assert company.get(ME).status_code == 200
