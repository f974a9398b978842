"""`zeren declare --key --out`: what is handed out, what stays, and what is refused."""

from __future__ import annotations

import json
import os
import re
import stat
import zlib
from contextlib import suppress
from pathlib import Path

import openpyxl
import pypdf
import pytest
from tests.core.cli.command import ROOT, zeren
from tests.core.cli.made_declared import DAY, NAME, OUT, TODAY, Desk, desk_in
from tests.core.declare.made import key
from tests.core.files.test_declaration_form import put
from tests.core.files.test_writing import with_little_room

from zeren.declare.jws import from_base64url, parsed
from zeren.files.answers import read_answers
from zeren.files.envelope import package_of
from zeren.files.signatures import new_key, write_key
from zeren.text import Said


def test_three_files_go_out_and_one_stays_for_its_owner_alone(declared_once: Desk) -> None:
    files = {
        path.relative_to(declared_once.out).as_posix(): stat.S_IMODE(path.stat().st_mode)
        for path in declared_once.out.rglob("*")
    }

    assert files.keys() == {*OUT, "internal", "internal/disclosures.json"}
    assert (files["internal"], files["internal/disclosures.json"]) == (0o700, 0o600)


def test_all_three_hold_the_same_members_and_verify_to_amber_without_trust(
    declared_once: Desk,
) -> None:
    found = [package_of(declared_once.out / name).members for name in OUT]
    ran = [zeren("verify", declared_once.out / name) for name in OUT]

    assert found[0].keys() == {"declaration.jwt", "statement.json", "answers.sd-jwt"}
    assert found[0] == found[1] == found[2]
    assert [one.code for one in ran] == [3, 3, 3]
    assert all("Anybody can write" in one.out for one in ran)


def opened_up(content: bytes) -> bytes:
    """A file with every stream that unpacks unpacked behind it: what somebody looking would read."""
    parts = [content]
    for found in re.finditer(rb"stream\r?\n", content):
        with suppress(zlib.error):
            parts.append(zlib.decompressobj().decompress(content[found.end() :]))
    return b"\n".join(parts)


def test_no_answer_salt_or_score_can_be_read_in_what_goes_out(declared_once: Desk) -> None:
    kept = json.loads(declared_once.kept.read_text(encoding="utf-8"))
    sealed = [text for kind in ("answers", "facts", "scores") for text in kept[kind]]
    salts = [json.loads(from_base64url(text))[0] for text in sealed]

    assert len(sealed) > 100
    for name in OUT:
        seen = opened_up((declared_once.out / name).read_bytes())
        assert b"statement.json" in seen
        assert b'"profile":"zeren-declaration/1"' in seen  # the streams were opened indeed
        assert not [one for one in (*sealed, *salts) if one.encode() in seen]
        assert b"disclosures" not in seen
        assert b'"said"' not in seen


def test_what_is_not_published_stands_nowhere_in_words(tmp_path: Path) -> None:
    """The text of an answer in the company's own words, canary and all."""
    desk = desk_in(tmp_path)
    answers = desk.folder / "lamp-works" / "answers.xlsx"
    book = openpyxl.load_workbook(answers)
    canary = "金丝雀七号 canary seven"
    put(book, "sme/E1.2", canary, column="I")  # its own words, kept private
    put(book, "sme/name-en", "Canary Lamp Works (fictitious)", column="C")
    book.save(answers)
    form = openpyxl.load_workbook(desk.folder / "lamp-works" / "declaration.xlsx")
    put(form, "line/name-en", "Canary Lamp Works (fictitious)")
    form.save(desk.folder / "lamp-works" / "declaration.xlsx")

    ran = desk.declare()

    said = read_answers(answers).response.answer_to["E1.2"].words
    assert Said("en", canary) == said or Said("zh", canary) == said
    assert ran.code == 0, ran.err
    for name in OUT:
        seen = opened_up((desk.out / name).read_bytes())
        assert b"Canary Lamp Works" in seen
        assert canary.encode() not in seen
        assert canary.encode("utf-16-be") not in seen


def test_the_same_members_print_the_same_pages(company: Desk) -> None:
    """Laid out again from its `.zeren`, without anything new."""
    from zeren.cli.opening import moment_of
    from zeren.files.seal import Layout, Reader, handed_out, judged

    reader = Reader((), moment_of(None))
    package = package_of(company.zeren_file)

    again = handed_out(package, judged(package, reader), reader, Layout())

    assert again == {name: (company.out / name).read_bytes() for name in OUT}


def test_declared_again_everything_is_named_alike_and_salted_anew(
    company: Desk, tmp_path: Path
) -> None:
    ran = company.declare(out=tmp_path / "again")

    first, second = (company.members(), package_of(tmp_path / "again" / OUT[2]).members)
    ids = [parsed(one["declaration.jwt"], typ="vc+jwt").claims()["id"] for one in (first, second)]
    assert ran.code == 0
    assert first["statement.json"] == second["statement.json"]
    assert ids[0] == ids[1]
    assert first["answers.sd-jwt"] != second["answers.sd-jwt"]


@pytest.mark.parametrize("left", ["internal/disclosures.json", *OUT])
def test_a_folder_that_holds_a_declaration_is_not_declared_into(company: Desk, left: str) -> None:
    for path in (*(company.out / name for name in OUT), company.kept):
        if path != company.out / left:
            path.unlink()
    before = (company.out / left).read_bytes()

    ran = company.declare()

    assert ran.code == 2
    assert "holds a declaration already" in ran.err
    assert (company.out / left).read_bytes() == before
    assert [path for path in company.out.rglob("*") if path.is_file()] == [company.out / left]


def test_two_who_declare_into_one_folder_at_once_do_not_mix(tmp_path: Path) -> None:
    import subprocess
    import sys

    desk = desk_in(tmp_path)
    works = desk.folder / "lamp-works"
    words = ("declare", works / "answers.xlsx", "--with", works / "declaration.xlsx", "--date", DAY)
    line = [*map(str, (*words, "--key", desk.key, "--out", desk.out))]
    program = [sys.executable, "-c", "from zeren.cli.main import run; run()", *line]
    running = [subprocess.Popen(program, stderr=-1, stdout=-1) for _ in range(2)]  # noqa: S603

    codes = sorted(one.wait() for one in running)
    for one in running:
        one.communicate()

    assert codes == [0, 2]
    assert desk.share("--only", "E1.2", "--to", "buyer").code == 0


def test_answers_with_errors_are_not_signed(tmp_path: Path) -> None:
    desk = desk_in(tmp_path)
    path = desk.folder / "lamp-works" / "answers.xlsx"
    book = openpyxl.load_workbook(path)
    put(book, "sme/uscc", "91440600MADEM0LA18", column="C")
    book.save(path)

    ran = desk.declare("--json")

    assert ran.code == 1
    assert json.loads(ran.out)["statement"] is None
    assert not desk.out.exists()


def test_what_was_carried_and_not_confirmed_is_not_sealed(tmp_path: Path) -> None:
    """Without E1.2 in the response there is nothing under its code to show."""
    from zeren.cli.declare import prepared
    from zeren.files.seal import sealed_declaration
    from zeren.standards.library import OURS_ALONE

    desk = desk_in(tmp_path)
    works = desk.folder / "lamp-works"
    read = read_answers(works / "answers.xlsx")
    awaiting = read._replace(awaiting=frozenset({"E1.2", "water"}))
    ready = prepared(awaiting, works / "declaration.xlsx", day=DAY, library=OURS_ALONE)
    made = ready.declaration
    assert made is not None

    by = key("company")
    _, kept = sealed_declaration(made, awaiting, by, did=by.did, random=os.urandom)
    _, whole = sealed_declaration(made, read, by, did=by.did, random=os.urandom)

    names = [{one.name for kind in of.of.values() for one in kind} for of in (kept, whole)]
    assert names[1] - names[0] >= {"E1.2"}
    assert not [name for name in names[0] if name == "E1.2" or "water" in name.split("/")]
    assert "answers-left-out" in [one.code for one in ready.problems]


def test_a_locked_key_needs_its_passphrase(
    company: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    company.key.unlink()
    write_key(company.key, new_key(), "correct horse")

    monkeypatch.delenv("ZEREN_PASSPHRASE", raising=False)
    without = company.declare(out=tmp_path / "a")
    monkeypatch.setenv("ZEREN_PASSPHRASE", "battery staple")
    wrong = company.declare(out=tmp_path / "a")
    as_json = company.declare("--json", out=tmp_path / "a")
    monkeypatch.setenv("ZEREN_PASSPHRASE", "correct horse")
    right = company.declare(out=tmp_path / "b")

    assert (without.code, wrong.code, as_json.code, right.code) == (1, 1, 1, 0)
    assert "ZEREN_PASSPHRASE" in without.err
    assert "does not open this key" in wrong.err
    assert json.loads(as_json.out)["problems"][0]["code"] == "key-wrong-passphrase"
    assert not (tmp_path / "a").exists()
    assert "correct horse" not in right.out + right.err


def test_a_public_key_signs_nothing(company: Desk, tmp_path: Path) -> None:
    zeren("keys", "new", tmp_path / "b.key", "--no-passphrase")
    company.key.unlink()
    company.key.write_bytes((tmp_path / "b.pub").read_bytes())

    ran = company.declare(out=tmp_path / "a")

    assert ran.code == 1
    assert "This is no private key" in ran.err


def test_a_site_of_the_company_is_its_identifier_and_its_keys_travel_along(
    company: Desk, tmp_path: Path
) -> None:
    out = tmp_path / "site"

    ran = company.declare("--domain", "lamp-works.example", out=out)

    members = package_of(out / OUT[0]).members
    (document,) = json.loads(members["did.json"])
    assert ran.code == 0
    assert document["id"] == "did:web:lamp-works.example"
    assert parsed(members["declaration.jwt"], typ="vc+jwt").header["kid"].startswith(document["id"])
    assert zeren("verify", out / OUT[0]).code == 3
    assert (
        company.share(
            "--only",
            "E1.2",
            "--to",
            "b",
            "--disclosures",
            out / "internal" / "disclosures.json",
            file=out / OUT[0],
        ).code
        == 0
    )


def test_a_place_on_a_list_is_signed(company: Desk, tmp_path: Path) -> None:
    url = "https://association.example/status-1.jwt"

    ran = company.declare("--status-list", f"{url}#17", out=tmp_path / "a")

    token = package_of(tmp_path / "a" / OUT[2]).members["declaration.jwt"]
    found = parsed(token, typ="vc+jwt").claims()["credentialStatus"]
    assert ran.code == 0
    assert (found["statusListCredential"], found["statusListIndex"]) == (url, 17)


@pytest.mark.parametrize(
    "spot",
    ["https://a.example/1", "#7", "https://a.example/1#x", "http://a.example/1#7",
     "https://a.example/1#٣", "https://a.example/1#9999999999", "https://a b#1",
     "https://a.example/\n#1", "https://a.example/1#-1", f"https://{'a' * 400}#1"],
)  # fmt: skip
def test_a_place_that_nobody_could_look_up_is_refused(
    company: Desk, tmp_path: Path, spot: str
) -> None:
    ran = company.declare("--status-list", spot, out=tmp_path / "a")

    assert ran.code == 2
    assert "ADDRESS#NUMBER" in ran.err
    assert not (tmp_path / "a").exists()


@pytest.mark.parametrize("domain", ["https://a.example", "localhost", "a b.example", "", "../x"])
def test_a_domain_that_is_none_is_refused(company: Desk, tmp_path: Path, domain: str) -> None:
    ran = company.declare("--domain", domain, out=tmp_path / "a")

    assert ran.code == 2
    assert not (tmp_path / "a").exists()


@pytest.mark.parametrize(
    "site",
    ["http://a.example/", "javascript:alert(1)", "https://a.example/#x", "https://a b/",
     'https://a.example/"]#', f"https://a.example/{'a' * 300}"],
)  # fmt: skip
def test_an_address_that_cannot_be_coded_is_refused_before_anything_is_written(
    company: Desk, tmp_path: Path, site: str
) -> None:
    ran = company.declare("--site", site, out=tmp_path / "a")

    assert ran.code == 1
    assert not (tmp_path / "a").exists()


def test_words_that_try_to_break_out_are_printed_as_they_are(tmp_path: Path) -> None:
    hostile = '#image("/etc/passwd") \\ $x$ `raw` <script>alert(1)</script> *b* @ref // c {{x}}'
    desk = desk_in(tmp_path)
    form = openpyxl.load_workbook(desk.folder / "lamp-works" / "declaration.xlsx")
    put(form, "line/place", hostile, column="C")
    put(form, "line/place", hostile, column="D")
    put(form, "line/contact", "@\u202ecsr", column="C")
    form.save(desk.folder / "lamp-works" / "declaration.xlsx")

    ran = desk.declare()

    assert ran.code == 0, ran.err
    read = pypdf.PdfReader(desk.out / OUT[1])
    words = " ".join(page.extract_text() for page in read.pages).replace("\n", " ")
    assert "<script>alert(1)</script>" in words
    assert '#image("/etc/passwd")' in words
    assert "\u202e" not in words


def test_a_full_disk_leaves_nothing_half_and_does_not_bar_the_way(tmp_path: Path) -> None:
    desk = desk_in(tmp_path)
    works = desk.folder / "lamp-works"
    words = ("declare", works / "answers.xlsx", "--with", works / "declaration.xlsx", "--date", DAY)
    signed = ("--key", desk.key, "--out", desk.out)

    for room in (
        10_000,
        60_000,
        100_000,
    ):  # none for the seals, for the pages, for the second pages
        full = with_little_room(room, *words, *signed)
        assert full.returncode == 1, full.stderr
        assert "full" in full.stderr or "满" in full.stderr
        assert [path for path in desk.out.rglob("*") if path.is_file()] == []
    assert desk.declare().code == 0
    assert desk.share("--only", "E1.2", "--to", "b").code == 0


def test_a_declaration_dated_ahead_can_be_signed_and_is_pointed_out(
    company: Desk, tmp_path: Path
) -> None:
    form = company.folder / "lamp-works" / "declaration.xlsx"
    book = openpyxl.load_workbook(form)
    put(book, "line/issued", TODAY.replace(year=TODAY.year + 1), column="C")
    book.save(form)

    ran = company.declare(out=tmp_path / "a")

    assert ran.code == 0
    assert "still to come" in ran.err
    assert NAME in zeren("verify", tmp_path / "a" / OUT[0], lang="zh").out
    assert zeren("verify", tmp_path / "a" / OUT[0]).code == 1


def test_nothing_of_this_machine_is_in_what_goes_out(declared_once: Desk) -> None:
    for name in OUT:
        seen = opened_up((declared_once.out / name).read_bytes())
        assert str(declared_once.folder).encode() not in seen
        assert str(ROOT).encode() not in seen


KILLED = """
import os, sys
left = [int(sys.argv.pop(1))]
def counting(call):
    def counted(*words, **more):
        left[0] -= 1
        if left[0] < 0:
            os.kill(os.getpid(), 9)
        return call(*words, **more)
    return counted
os.replace, os.fsync = counting(os.replace), counting(os.fsync)
from zeren.cli.main import run
run()
"""


@pytest.mark.parametrize("point", range(7))
def test_killed_at_any_step_of_writing_nothing_is_out_whose_seals_cannot_be_opened(
    tmp_path: Path, point: int
) -> None:
    import subprocess
    import sys

    desk = desk_in(tmp_path)
    works = desk.folder / "lamp-works"
    words = ("declare", works / "answers.xlsx", "--with", works / "declaration.xlsx", "--date", DAY)
    line = map(str, (point, *words, "--key", desk.key, "--out", desk.out))

    ran = subprocess.run(  # noqa: S603 - our own program, killed on purpose
        [sys.executable, "-c", KILLED, *line], capture_output=True, check=False
    )

    found = [name for name in OUT if (desk.out / name).exists()]
    assert ran.returncode == (-9 if point < 6 else 0), ran.stderr  # two to settle, four to rename
    assert len(found) == max(0, point - 3)
    for name in found:
        shown = desk.share("--only", "E1.2", "--to", "b", file=desk.out / name)
        assert shown.code == 0, shown.err
    assert desk.declare(out=tmp_path / "another").code == 0
