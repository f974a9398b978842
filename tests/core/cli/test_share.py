"""`zeren share`: the chosen answers for one buyer until a day, and nothing besides."""

from __future__ import annotations

import json
import re
import time
from datetime import timedelta
from pathlib import Path

import pytest
from tests.core.cli.command import zeren
from tests.core.cli.made_declared import OUT, TODAY, Desk, identity, status, trust_in
from tests.core.cli.test_declare_signed import opened_up

from zeren.declare.jws import from_base64url, parsed
from zeren.files.envelope import package_of
from zeren.files.signatures import new_key, write_key


def shown_in(desk: Desk) -> dict[str, object]:
    table = json.loads(zeren("verify", desk.folder / "shown.zeren", "--json").out)
    return {one["code"]: one["value"] for one in table["shown"]}


def binding_in(desk: Desk) -> dict[str, object]:
    sealed = package_of(desk.folder / "shown.zeren").members["answers.sd-jwt"].decode()
    return parsed(sealed.rpartition("~")[2], typ="kb+jwt").claims()


def test_the_chosen_are_shown_and_the_score_is_computed_again(company: Desk) -> None:
    ran = company.share("--only", "E1.2,V2", "--to", "Buyer Ltd")

    verified = zeren("verify", company.folder / "shown.zeren")
    assert (ran.code, ran.err) == (0, "")
    assert shown_in(company).keys() == {"E1.2", "V2.1", "V2.2", "V2.3", "V2.4", "V.2"}
    assert "(E1.2, V2.1, V2.2, V2.3, V2.4, V2)" in ran.out
    assert "“Buyer Ltd”" in verified.out
    assert "The score of V2 was computed again" in verified.out
    assert "V.2" not in verified.out
    assert re.search(
        r"^  V2: declared score \(of 100\) \d{1,2}\.\d\d; ", verified.out, re.MULTILINE
    )
    assert verified.code == 3  # no association yet


def test_nothing_but_the_chosen_can_be_read(company: Desk) -> None:
    company.share("--only", "E1.2", "--to", "buyer")

    kept = json.loads(company.kept.read_text(encoding="utf-8"))
    every = [text for kind in ("answers", "facts", "scores") for text in kept[kind]]
    seen = opened_up((company.folder / "shown.zeren").read_bytes())
    salts = [json.loads(from_base64url(text))[0].encode() for text in every]
    found = [json.loads(from_base64url(text))[1] for text in every if text.encode() in seen]
    assert found == ["E1.2"]
    assert not [salt for salt in salts if salt in seen]


def test_it_is_green_once_an_association_has_confirmed_the_key(company: Desk, office: Path) -> None:
    trust = trust_in(office)
    company.attach(identity(office), status(office), "--trust", trust)

    ran = company.share("--only", "V2", "--to", "buyer", file=company.out / OUT[1])

    assert ran.code == 0
    assert zeren("verify", company.folder / "shown.zeren", "--trust", trust).code == 0


def test_a_share_can_be_shared_from_and_what_it_showed_does_not_go_along(company: Desk) -> None:
    company.share("--only", "E1.2", "--to", "first buyer")
    first = company.folder / "first.zeren"
    (company.folder / "shown.zeren").rename(first)

    ran = company.share(
        "--only", "V2.1", "--to", "second", "--disclosures", company.kept, file=first
    )

    assert ran.code == 0
    assert shown_in(company).keys() == {"V2.1"}
    assert b"first buyer" not in (company.folder / "shown.zeren").read_bytes()


def test_without_a_day_it_ends_after_thirty_days_in_china(company: Desk) -> None:
    ran = company.share("--only", "E1.2", "--to", "b", "--date", TODAY.isoformat(), "--json")

    end = (TODAY + timedelta(days=30)).isoformat()
    table = json.loads(ran.out)
    from datetime import datetime

    assert table["until"] == datetime.fromisoformat(f"{end}T23:59:59+08:00").timestamp()
    assert binding_in(company)["exp"] == table["until"]
    assert end in company.share("--only", "E1.2", "--to", "b", "--date", TODAY.isoformat()).out


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="this system sets its clock otherwise")
@pytest.mark.parametrize(
    ("zone", "end"),
    [("CST-8", "23:59 UTC+08:00"), ("EST5", "10:59 UTC-05:00"), ("UTC", "15:59 UTC")],
)
def test_a_reader_is_told_the_end_by_their_own_clock_and_a_program_in_utc(
    company: Desk, monkeypatch: pytest.MonkeyPatch, zone: str, end: str
) -> None:
    company.share("--only", "E1.2", "--to", "b", "--until", TODAY.isoformat())
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        on_screen = zeren("verify", company.folder / "shown.zeren").out
        as_json = zeren("verify", company.folder / "shown.zeren", "--json").out
    finally:
        monkeypatch.undo()
        time.tzset()

    assert f"until {TODAY.isoformat()} {end}." in on_screen
    assert f"until {TODAY.isoformat()} 15:59 UTC." in as_json


@pytest.mark.parametrize(
    ("until", "code"),
    [
        (TODAY, 0),
        (TODAY + timedelta(days=300), 0),
        (TODAY + timedelta(days=364), 0),
        (TODAY + timedelta(days=370), 2),
        (TODAY - timedelta(days=1), 2),
        ("9999-12-31", 2),
        ("1969-12-31", 2),
        ("soon", 2),
    ],
)
def test_it_ends_between_today_and_the_last_day_of_the_declaration(
    company: Desk, until: object, code: int
) -> None:
    day = ("--date", TODAY.isoformat())

    ran = company.share("--only", "E1.2", "--to", "b", "--until", until, *day)

    assert ran.code == code, ran.err
    assert (company.folder / "shown.zeren").exists() is (code == 0)


@pytest.mark.parametrize("day", [TODAY + timedelta(days=400), TODAY - timedelta(days=30)])
def test_outside_of_the_declarations_time_nothing_is_shown(company: Desk, day: object) -> None:
    ran = company.share("--only", "E1.2", "--to", "b", "--date", day)

    assert ran.code == 1
    assert "Nothing was written" in ran.err
    assert not (company.folder / "shown.zeren").exists()


@pytest.mark.parametrize("only", ["", ",", " ， ", "、"])
def test_without_codes_nothing_is_shown(company: Desk, only: str) -> None:
    assert company.share("--only", only, "--to", "b").code == 2


@pytest.mark.parametrize(
    "only", ["E9.9", "E1.2,Z", "_sd", "../x", "E99", "e1.2", "\u202eE1.2", "x" * 5000]
)
def test_codes_under_which_nothing_is_sealed_are_refused(company: Desk, only: str) -> None:
    ran = company.share("--only", only, "--to", "b")

    assert ran.code == 1
    assert "\u202e" not in ran.err
    assert not (company.folder / "shown.zeren").exists()


@pytest.mark.parametrize("only", ["E1.2，V2", "E1.2、V2", " E1.2 , V2 ,", "V2,E1.2,E1.2"])
def test_codes_are_parted_as_people_part_them(company: Desk, only: str) -> None:
    company.share("--only", only, "--to", "b")

    assert len(shown_in(company)) == 6


@pytest.mark.parametrize(
    ("name", "bound"),
    [
        ("Buyer\nLtd\t & Co", "Buyer Ltd & Co"),
        ("\u202eBuyer\u202c \u2066Ltd", "Buyer Ltd"),
        ("Buy\u200ber\x07\x1b[31m\x00", "Buyer[31m"),
        ("\ufeffBuyer", "Buyer"),
        ("Buyer\u2028Ltd", "Buyer Ltd"),
        ("e\u0301tat", "\u00e9tat"),
        ("买家（虚构）有限公司", "买家（虚构）有限公司"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("x" * 200, "x" * 200),
        ("x\udcff", "x"),
    ],
)
def test_a_buyers_name_is_one_line_of_what_can_be_seen(
    company: Desk, name: str, bound: str
) -> None:
    ran = company.share("--only", "E1.2", "--to", name)

    assert ran.code == 0, ran.err
    assert binding_in(company)["aud"] == bound


@pytest.mark.parametrize("name", ["", " \n", "\u202e\u200b", "x" * 201, "\x00"])
def test_a_name_that_is_none_is_refused(company: Desk, name: str) -> None:
    ran = company.share("--only", "E1.2", "--to", name)

    assert ran.code == 2
    assert "200 characters at most" in ran.err


def test_another_declarations_disclosures_are_refused(company: Desk, tmp_path: Path) -> None:
    works = company.folder / "lamp-works"
    import openpyxl
    from tests.core.files.test_declaration_form import put

    book = openpyxl.load_workbook(works / "declaration.xlsx")
    put(book, "line/contact", "other@lamp-works.example", column="C")
    book.save(works / "declaration.xlsx")
    other = tmp_path / "other"
    company.declare(out=other)

    ran = company.share("--only", "E1.2", "--to", "b", "--disclosures",
                        other / "internal" / "disclosures.json")  # fmt: skip

    assert ran.code == 1
    assert "opens the seals of another declaration" in ran.err


def test_the_same_declaration_sealed_another_time_has_other_disclosures(
    company: Desk, tmp_path: Path
) -> None:
    """Same statement and key give the same id; the salts tell them apart."""
    other = tmp_path / "other"
    company.declare(out=other)

    ran = company.share("--only", "E1.2", "--to", "b", "--disclosures",
                        other / "internal" / "disclosures.json", "--json")  # fmt: skip

    assert ran.code == 1
    assert [one["code"] for one in json.loads(ran.out)["problems"]] == ["share-other-seal"]


def test_another_key_is_refused(company: Desk) -> None:
    company.key.unlink()
    write_key(company.key, new_key(), None)

    ran = company.share("--only", "E1.2", "--to", "b")

    assert ran.code == 1
    assert "not the key that sealed" in ran.err


def test_an_altered_answer_is_refused(company: Desk) -> None:
    from zeren.declare.jws import to_base64url, written

    table = json.loads(company.kept.read_text(encoding="utf-8"))
    salt, name, value = json.loads(from_base64url(table["answers"][0]))
    table["answers"][0] = to_base64url(written([salt, name, {**value, "said": 4}]))
    company.kept.write_text(json.dumps(table), encoding="utf-8")

    ran = company.share("--only", name, "--to", "b")

    assert ran.code == 1
    assert not (company.folder / "shown.zeren").exists()


def test_an_altered_declaration_is_refused_before_a_buyer_turns_it_down(company: Desk) -> None:
    from zeren.declare.package import Package
    from zeren.files.bundle import write_bundle

    members = dict(company.members())
    members["statement.json"] = members["statement.json"].replace(b"zeren-declaration", b"zeren-x")
    company.zeren_file.write_bytes(write_bundle(Package(members)))

    ran = company.share("--only", "E1.2", "--to", "b")

    assert ran.code == 1
    assert "Do not rely on this file" in ran.err


def test_a_declaration_without_seals_has_nothing_to_show(company: Desk, office: Path) -> None:
    alone = office / "declaration.jwt"
    alone.write_bytes(company.members()["declaration.jwt"])
    seals = office / "answers.sd-jwt"
    seals.write_bytes(company.members()["answers.sd-jwt"])

    for file in (alone, seals):
        ran = company.share("--only", "E1.2", "--to", "b", file=file)
        assert ran.code == 1
        assert "no sealed answers" in ran.err


@pytest.mark.parametrize("target", ["key", "kept", "zeren_file"])
def test_nothing_that_is_read_is_written_over(company: Desk, target: str) -> None:
    path: Path = getattr(company, target)
    link = company.folder / "link.zeren"
    link.symlink_to(path)
    before = path.read_bytes()

    ran = company.share("--only", "E1.2", "--to", "b", "--out", link)

    assert ran.code == 2
    assert path.read_bytes() == before


def test_a_file_that_is_there_is_spared(company: Desk) -> None:
    words = ("share", company.zeren_file, "--only", "E1.2", "--to", "b", "--key", company.key)
    out = company.folder / "mine.zeren"
    out.write_bytes(b"mine")

    taken = zeren(*words, "--out", out)
    ending = zeren(*words, "--out", company.folder / "mine.pdf")

    assert (taken.code, ending.code) == (2, 2)
    assert out.read_bytes() == b"mine"
