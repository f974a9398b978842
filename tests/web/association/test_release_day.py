"""Keys, checks and release day as the association's people take them, page by page."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from tests.web.conftest import SignIn
from tests.web.made_year import (
    PASSPHRASE,
    YEAR,
    answered,
    declared,
    made_company,
    made_cycle,
    shown,
)

from zeren_web.records.models import (
    AuditLine,
    Company,
    Confirmation,
    Cycle,
    Declaration,
    LeftOut,
    Objection,
    Person,
    RecordCheck,
    Release,
    Response,
)
from zeren_web.records.read import published
from zeren_web.records.read.keys import keys_folder, status_list

HERE = f"/desk/release/{YEAR}/"


@pytest.fixture
def cycle(db: None, home: object) -> Cycle:  # noqa: ARG001 - they come first
    """Two companies that confirmed what is public, one of which declares; nothing else done."""
    made = made_cycle()
    shown(answered(made_company(1), made))
    declared(shown(answered(made_company(2), made)))
    return made


def test_the_whole_way_from_keys_to_release(
    cycle: Cycle, manager: Person, signed_in: SignIn
) -> None:
    desk = signed_in(manager)
    assert (
        desk.post("/desk/keys/make/", {"passphrase": "short", "again": "short"}).status_code == 422
    )
    assert (
        desk.post("/desk/keys/make/", {"passphrase": PASSPHRASE, "again": "x"}).status_code == 422
    )
    made = desk.post("/desk/keys/make/", {"passphrase": PASSPHRASE, "again": PASSPHRASE})
    assert made.status_code == 302
    assert (keys_folder() / "office.key").stat().st_mode & 0o777 == 0o600
    assert b"ENCRYPTED" in (keys_folder() / "register.key").read_bytes()

    early = desk.post(f"{HERE}press/", {"passphrase": PASSPHRASE})
    assert early.status_code == 422
    assert "请先开始公示" in early.content.decode()

    looked = {"source": "信用中国", "date": timezone.localdate().isoformat()}
    results = {"result-works-1": "clear", "result-works-2": "explained"}
    assert desk.post(f"{HERE}checks/", {**looked, **results}).status_code == 302
    assert desk.post(f"{HERE}notice/", {"days": "0"}).status_code == 302
    wrong = desk.post(f"{HERE}press/", {"passphrase": "another passphrase"})
    assert "口令打不开" in wrong.content.decode()

    done = desk.post(f"{HERE}press/", {"passphrase": PASSPHRASE})

    assert done.status_code == 302
    assert published.companies().total == 2
    told = Release.objects.get(cycle=cycle)
    assert told.root in desk.get(HERE).content.decode()
    assert AuditLine.objects.filter(what="released").count() == 1
    again = desk.post(f"{HERE}press/", {"passphrase": PASSPHRASE})
    assert again.status_code == 302
    assert AuditLine.objects.filter(what="released").count() == 1


def test_a_notice_hears_objections_that_nobody_else_reads(
    cycle: Cycle,  # noqa: ARG001 - two companies wait in it
    manager: Person,
    signed_in: SignIn,
) -> None:
    desk = signed_in(manager)
    desk.post("/desk/keys/make/", {"passphrase": PASSPHRASE, "again": PASSPHRASE})
    looked = {"source": "信用中国", "date": timezone.localdate().isoformat()}
    desk.post(f"{HERE}checks/", {**looked, "result-works-1": "clear", "result-works-2": "clear"})
    desk.post(f"{HERE}notice/", {"days": "0"})
    public = Client(REMOTE_ADDR="203.0.113.9")
    assert "测试工厂1" in public.get(f"/notices/{YEAR}/?lang=zh").content.decode()

    taken = public.post(
        f"/notices/{YEAR}/object/",
        {"company": "works-1", "words": "夜里有噪声", "contact": "a@b.test"},
    )

    assert "收到了" in taken.content.decode()
    assert "夜里有噪声" not in public.get(f"/notices/{YEAR}/").content.decode()
    assert "夜里有噪声" in desk.get(HERE).content.decode()
    stopped = desk.post(f"{HERE}press/", {"passphrase": PASSPHRASE})
    assert "异议还没有答复" in stopped.content.decode()
    row = Objection.objects.with_scopes_disabled().get()
    desk.post(f"{HERE}answer/", {"objection": str(row.pk), "reply": "测过，不超标"})
    assert desk.post(f"{HERE}press/", {"passphrase": PASSPHRASE}).status_code == 302
    record = json.loads(public.get(f"/register/releases/{YEAR}.json").content)
    assert record["objections"] == [
        {"date": timezone.localdate().isoformat(), "replied": timezone.localdate().isoformat()}
    ]
    assert public.get(f"/notices/{YEAR}/").status_code == 404


@pytest.mark.parametrize(
    "form",
    [
        {"company": "works-1", "words": ""},
        {"company": "works-1", "words": "长" * 2001},
        {"company": "works-1", "words": "\x00\u202e"},
        {"company": "works-1", "words": "夜里有噪声", "contact": "1" * 121},
        {"company": "lamps", "words": "不在名单上"},
        {"company": "", "words": "没有选"},
    ],
)
def test_an_objection_needs_a_company_of_the_notice_and_a_few_words(
    ready: Cycle,  # noqa: ARG001 - the notice runs
    form: dict[str, str],
) -> None:
    reply = Client(REMOTE_ADDR="203.0.113.10").post(f"/notices/{YEAR}/object/", form)

    assert reply.status_code == 422
    assert "错误：" in reply.content.decode()
    assert Objection.objects.with_scopes_disabled().count() == 0


def test_what_no_database_keeps_does_not_come_in(
    ready: Cycle, manager: Person, signed_in: SignIn
) -> None:
    form = {"company": "works-1", "words": "夜里\x00有噪声", "contact": "a\x00@b.test\u202e"}
    Client(REMOTE_ADDR="203.0.113.12").post(f"/notices/{YEAR}/object/", form)
    row = Objection.objects.with_scopes_disabled().get()
    desk = signed_in(manager)

    desk.post(f"{HERE}answer/", {"objection": str(row.pk), "reply": "测过\x00"})
    today = timezone.localdate().isoformat()
    desk.post(
        f"{HERE}checks/", {"source": "信用\x00中国", "date": today, "result-works-1": "clear"}
    )

    row.refresh_from_db()
    assert (row.words, row.contact, row.reply) == ("夜里有噪声", "a@b.test", "测过")
    found = RecordCheck.objects.with_scopes_disabled().filter(cycle=ready).last()
    assert found is not None
    assert found.source == "信用中国"


@pytest.mark.parametrize(
    "wrong",
    [
        {"date": "9999-12-31"},
        {"date": "0001-01-01"},
        {"date": "2026-02-30"},
        {"source": ""},
        {"source": "长" * 81},
    ],
)
def test_a_look_up_that_is_not_noted_stays_typed(
    ready: Cycle, manager: Person, signed_in: SignIn, wrong: dict[str, str]
) -> None:
    sent = {"source": "信用中国", "date": "2026-01-31", "result-works-1": "explained", **wrong}
    before = RecordCheck.objects.with_scopes_disabled().filter(cycle=ready).count()

    reply = signed_in(manager).post(f"{HERE}checks/", sent)

    page = reply.content.decode()
    assert reply.status_code == 422
    assert f'value="{sent["source"]}"' in page
    assert f'value="{sent["date"]}"' in page
    assert '<option value="explained" selected>' in page
    assert RecordCheck.objects.with_scopes_disabled().filter(cycle=ready).count() == before


def test_a_reply_that_is_too_long_stays_typed(
    ready: Cycle,  # noqa: ARG001 - the notice runs
    manager: Person,
    signed_in: SignIn,
) -> None:
    form = {"company": "works-1", "words": "夜里有噪声"}
    Client(REMOTE_ADDR="203.0.113.13").post(f"/notices/{YEAR}/object/", form)
    row = Objection.objects.with_scopes_disabled().get()
    long = "测过，不超标。" * 300

    reply = signed_in(manager).post(f"{HERE}answer/", {"objection": str(row.pk), "reply": long})

    assert reply.status_code == 422
    assert long in reply.content.decode()


def test_who_has_not_passed_the_review_is_marked(
    cycle: Cycle, manager: Person, signed_in: SignIn
) -> None:
    client, mark = signed_in(manager), "审核还没通过"
    Response.objects.with_scopes_disabled().filter(cycle=cycle).update(state="submitted")
    waiting = Response.objects.with_scopes_disabled().filter(cycle=cycle).count()
    assert client.get(HERE).content.decode().count(mark) == waiting

    Response.objects.with_scopes_disabled().filter(cycle=cycle).update(state="accepted")

    assert mark not in client.get(HERE).content.decode()


def test_objections_are_throttled(ready: Cycle) -> None:  # noqa: ARG001 - the notice runs
    public = Client(REMOTE_ADDR="203.0.113.11")
    form = {"company": "works-1", "words": "同一句话"}

    codes = [public.post(f"/notices/{YEAR}/object/", form).status_code for _ in range(6)]

    assert codes == [200] * 5 + [429]


def test_who_is_left_out_stays_unseen_and_only_the_code_is_told(
    ready: Cycle, manager: Person, signed_in: SignIn
) -> None:
    desk = signed_in(manager)
    desk.post(f"{HERE}leave-out/", {"company": "works-2", "reason": "not-confirmed"})
    assert LeftOut.objects.with_scope(company=Company.objects.get(code="works-2")).count() == 1

    desk.post(f"{HERE}press/", {"passphrase": PASSPHRASE})

    ready.refresh_from_db()
    assert ready.released
    assert [one.code for one in published.companies().lines] == ["works-1"]
    assert Client().get("/companies/works-2/").status_code == 404


def test_a_record_that_nobody_explained_stops_the_release(
    ready: Cycle,  # noqa: ARG001 - it runs
    manager: Person,
    signed_in: SignIn,
) -> None:
    desk = signed_in(manager)
    looked = {"source": "信用中国", "date": timezone.localdate().isoformat()}
    desk.post(f"{HERE}checks/", {**looked, "result-works-1": "found"})

    stopped = desk.post(f"{HERE}press/", {"passphrase": PASSPHRASE})

    assert stopped.status_code == 422
    assert "查到的记录没有说明" in stopped.content.decode()


def test_a_check_is_written_by_staff_signed_by_a_manager_and_revoked(
    released: Cycle,  # noqa: ARG001 - it is public
    reviewer: Person,
    manager: Person,
    signed_in: SignIn,
) -> None:
    row = Declaration.objects.with_scopes_disabled().get()
    form = {
        "declaration": str(row.pk),
        "codes": ["E1.1", "no-such-code"],
        "means": "现场看了原件",
        "day": timezone.localdate().isoformat(),
    }
    assert signed_in(reviewer).post("/desk/companies/works-1/check/check/", form).status_code == 302
    one = Confirmation.objects.with_scopes_disabled().get(kind="check")
    assert (one.said["codes"], one.content) == (["E1.1"], "")
    desk = signed_in(manager)
    assert "现场看了原件" not in Client().get("/companies/works-1/").content.decode()

    assert desk.post("/desk/keys/sign/", {"passphrase": PASSPHRASE}).status_code == 302

    assert "现场看了原件" in Client().get("/companies/works-1/").content.decode()
    before = status_list()
    address = "/desk/companies/works-1/take-back/confirmation/"
    gone = {"number": str(one.pk), "reason": "recorded-in-error", "passphrase": PASSPHRASE}
    assert desk.post(address, gone).status_code == 302
    assert "现场看了原件" not in Client().get("/companies/works-1/").content.decode()
    assert status_list() != before


@pytest.mark.parametrize(
    ("kind", "form"),
    [
        ("check", {"means": "看了", "day": "2026-11-29"}),
        ("check", {"codes": "E1.1", "means": "", "day": "2026-11-29"}),
        ("check", {"codes": "E1.1", "means": "看了", "day": "yesterday"}),
        ("check", {"codes": "E1.1", "means": "看了", "day": "0001-01-01"}),
        ("check", {"codes": "E1.1", "means": "看了", "day": "2099-01-01"}),
        ("check", {"codes": "E1.1", "means": "\x00", "day": "2026-01-01"}),
        ("identity", {"how": "看了", "registered": "0001-01-01", "until": "2027-01-01"}),
        ("identity", {"how": "", "registered": "2015-06-01", "until": "2027-01-01"}),
        ("identity", {"how": "看了", "registered": "2015-06-01", "until": "2020-01-01"}),
        ("identity", {"how": "看了", "registered": "2015-06-01", "until": "2099-01-01"}),
    ],
)
def test_what_is_not_said_whole_is_not_written_down(
    ready: Cycle,  # noqa: ARG001 - there is a declaration
    manager: Person,
    signed_in: SignIn,
    kind: str,
    form: dict[str, str],
) -> None:
    row = Declaration.objects.with_scopes_disabled().get()

    reply = signed_in(manager).post(
        f"/desk/companies/works-1/check/{kind}/", {**form, "declaration": str(row.pk)}
    )

    assert reply.status_code == 422
    assert Confirmation.objects.with_scopes_disabled().count() == 0


def test_the_field_is_called_by_its_name_in_the_readers_language(
    ready: Cycle,  # noqa: ARG001 - there is a declaration
    manager: Person,
    signed_in: SignIn,
) -> None:
    row = Declaration.objects.with_scopes_disabled().get()
    form = {"declaration": str(row.pk), "codes": "E1.1", "means": "看了", "day": "9999-12-31"}

    zh, en = (
        signed_in(manager)
        .post(f"/desk/companies/works-1/check/check/?lang={lang}", form)
        .content.decode()
        for lang in ("zh", "en")
    )

    assert '<a href="#day">哪一天</a>：9999-12-31 还没有到' in zh
    assert '<a href="#day">On which day</a>: 9999-12-31 is still to come' in en


def test_a_declaration_of_another_company_cannot_be_named(
    ready: Cycle,  # noqa: ARG001 - there is a declaration
    manager: Person,
    signed_in: SignIn,
) -> None:
    row = Declaration.objects.with_scopes_disabled().get()

    reply = signed_in(manager).post(
        "/desk/companies/works-2/take-back/declaration/",
        {"declaration": str(row.pk), "reason": "own-request"},
    )

    assert reply.status_code == 404
    row.refresh_from_db()
    assert row.withdrawn is None


def test_a_withdrawal_is_in_the_register_at_once_where_the_server_opens_the_keys(
    released: Cycle,  # noqa: ARG001 - it is public
    manager: Person,
    signed_in: SignIn,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("ZEREN_PASSPHRASE", PASSPHRASE)
    row = Declaration.objects.with_scopes_disabled().get()
    form = {"declaration": str(row.pk), "reason": "not-confirmed"}

    signed_in(manager).post("/desk/companies/works-1/take-back/declaration/", form)

    table = Client().get("/register/register.json").json()
    assert [one["state"] for one in table["organisations"][0]["entries"]] == ["withdrawn"]


def test_who_comes_late_is_let_out_after_a_look_at_its_records(
    released: Cycle, manager: Person, signed_in: SignIn
) -> None:
    desk = signed_in(manager)
    declared(shown(answered(made_company(5), released)))
    form = {"company": "works-5", "passphrase": PASSPHRASE}
    assert desk.post(f"{HERE}admit/", form).status_code == 422

    looked = {"source": "信用中国", "date": timezone.localdate().isoformat()}
    desk.post(f"{HERE}checks/", {**looked, "result-works-5": "clear"})
    assert desk.post(f"{HERE}admit/", form).status_code == 302

    found = published.profile("works-5")
    assert found
    assert [one.state for one in found.declarations] == ["stands"]
    assert found.certificates == (f"{YEAR}-0003",)


def test_a_new_declaration_takes_the_place_of_the_one_it_names(
    released: Cycle, manager: Person, signed_in: SignIn
) -> None:
    """By the id that the statement gives; the register tells both."""
    from zeren_web.records.read.releases import claims_of, proposed_of

    first = Declaration.objects.with_scopes_disabled().get()
    second = declared(first.publication)
    second.statement = {**second.statement, "supersedes": str(claims_of(first)["id"])}

    assert proposed_of(second).profile == f"zeren-declaration/1;of={first.entry}"
    assert released
    assert signed_in(manager).get(HERE).status_code == 200


def test_certificates_are_printed_in_both_languages_and_say_no_more(released: Cycle) -> None:
    from io import BytesIO

    import pypdf

    for lang, words in (("zh", "参加证书"), ("en", "Certificate of participation")):
        reply = Client().get(f"/certificates/{YEAR}-0001/certificate.{lang}.pdf")
        pages = pypdf.PdfReader(BytesIO(reply.content)).pages
        text = "".join(one.extract_text() for one in pages)
        assert words in text
        assert f"{YEAR}-0001" in text
        assert len(pages) == 1
    assert Client().get(f"/certificates/{YEAR}-0001/certificate.fr.pdf").status_code == 404
    assert Client().get(f"/certificates/{YEAR}-0009/").status_code == 404
    assert released.released


def test_an_old_list_of_revocations_can_be_renewed_at_any_time(
    released: Cycle,  # noqa: ARG001 - the keys are made
    manager: Person,
    signed_in: SignIn,
) -> None:
    from zeren_web.records.read.keys import list_day

    before = list_day()
    assert before
    assert before > timezone.now() - timedelta(minutes=5)

    assert (
        signed_in(manager).post("/desk/keys/sign/", {"passphrase": PASSPHRASE}).status_code == 302
    )
