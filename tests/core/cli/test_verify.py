"""`zeren verify` and `zeren identity` as people run them; no socket is opened, whatever the file says."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from tests.core.cli.command import Ran, zeren
from tests.core.declare.made import key
from tests.core.declare.verification.packaged import (
    USCC,
    declared,
    identity,
    members,
    status,
    token,
    trust,
)

from zeren.declare.package import Package
from zeren.declare.statement import statement_as_json
from zeren.declare.trust import Trust
from zeren.files.association import write_json
from zeren.files.bundle import write_bundle
from zeren.files.canonical import canonical
from zeren.files.signatures import new_key, write_key

AT = "2027-03-01"


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A buyer's desk: what was sent, whom to trust, and a newer list."""
    (tmp_path / "sent.zeren").write_bytes(write_bundle(Package(members())))
    (tmp_path / "association.pub").write_bytes(write_json(trust().as_json()))
    (tmp_path / "status-1.jwt").write_bytes(status(7, since=datetime(2027, 2, 28, tzinfo=UTC)))
    return tmp_path


def verify(desk: Path, *more: object, lang: str = "en") -> Ran:
    trusted = ("--trust", desk / "association.pub")
    return zeren("verify", desk / "sent.zeren", *trusted, "--at", AT, *more, lang=lang)


def test_it_says_first_what_holds_then_each_step_then_what_is_not_proven(desk: Path) -> None:
    for lang, first, steps, open_ in (
        ("zh", "可以相信", "每一步", "没有证明的"),
        ("en", "This holds", "Step by step", "Not proven"),
    ):
        ran = verify(desk, lang=lang)

        assert (ran.code, ran.err) == (0, "")
        assert ran.out.startswith(first)
        assert ran.out.index(first) < ran.out.index(steps) < ran.out.index(open_)
        assert f"{AT}" in ran.out.splitlines()[1]  # a day that was chosen is said aloud


def test_without_trust_it_cannot_be_told(desk: Path) -> None:
    ran = zeren("verify", desk / "sent.zeren", "--at", AT)

    assert ran.code == 3
    assert "--trust" in ran.out


def test_a_newer_list_that_came_apart_is_taken_along(desk: Path) -> None:
    ran = verify(desk, "--also", desk / "status-1.jwt")

    assert ran.code == 1
    assert ran.out.startswith("Do not rely on this file: Demonstration Association has revoked")


def test_what_is_printed_for_programs_is_the_verdict(desk: Path) -> None:
    table = json.loads(verify(desk, "--json").out)

    assert table["verdict"] == "holds"
    assert [step["outcome"] for step in table["steps"]] == ["holds"] * 5
    assert table["statement"]["issuer"]["uscc"] == USCC


def test_a_file_that_is_none_fails_and_says_why(desk: Path) -> None:
    (desk / "sent.zeren").write_bytes(b"Dear buyer")

    ran = verify(desk)
    as_json = verify(desk, "--json")

    assert (ran.code, as_json.code) == (1, 1)
    assert "sent.zeren" in ran.err
    assert json.loads(as_json.out)["verdict"] == "fails"


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("name", ["statement.json", "Statement.json", "../statement.json", "a.jwt"])
def test_a_member_twice_or_one_too_many_fails(desk: Path, name: str) -> None:
    with zipfile.ZipFile(desk / "sent.zeren", "a") as package:
        package.writestr(name, b"{}")

    ran = verify(desk)

    assert ran.code == 1
    assert ran.out.startswith("Do not rely on this file")


def test_ten_megabytes_in_a_member_are_refused(desk: Path) -> None:
    with zipfile.ZipFile(desk / "sent.zeren", "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("identity-2.jwt", b"A" * 10_000_000)

    assert verify(desk).code == 1


def test_a_wrong_file_of_whom_to_trust_is_wrong_usage_not_a_bad_declaration(desk: Path) -> None:
    (desk / "association.pub").write_text("{}")

    assert verify(desk).code == 2
    assert verify(desk, "--also", desk / "nothing-1.jwt").code == 2
    assert verify(desk, "--at", "tomorrow").code == 2


def trusting(*keys: str, register: str = "") -> bytes:
    name = trust().name
    return write_json(
        Trust(
            name, "did:web:association.example", tuple(key(one).jwk for one in keys), register
        ).as_json()
    )


@pytest.mark.parametrize("order", [("real.pub", "other.pub"), ("other.pub", "real.pub")])
@pytest.mark.parametrize(
    "other",
    [
        trusting("forger"),
        trusting("association", "forger"),
        trusting("association", register="x+1+y"),
        write_json(trust("forger").as_json()),
    ],
)
def test_two_files_of_one_association_that_differ_are_refused(
    desk: Path, other: bytes, order: tuple[str, str]
) -> None:
    (desk / "real.pub").write_bytes(trusting("association"))
    (desk / "other.pub").write_bytes(other)
    both = [word for name in order for word in ("--trust", desk / name)]

    for ran in (
        zeren("verify", desk / "sent.zeren", *both),
        zeren("verify", "--page", desk / "verify.html", *both),
        zeren("attach", desk / "sent.zeren", *both, "--out", desk / "out"),
    ):
        assert (ran.code, ran.out) == (2, "")
        assert order[1] in ran.err
        assert "Ask the association by a way that you know already" in " ".join(ran.err.split())
    assert (
        "请用您已经知道的办法问协会" in zeren("verify", desk / "sent.zeren", *both, lang="zh").err
    )
    assert not (desk / "verify.html").exists()


def test_one_association_named_twice_is_trusted_once(desk: Path) -> None:
    (desk / "again.pub").write_bytes((desk / "association.pub").read_bytes())

    assert verify(desk, "--trust", desk / "again.pub").code == 0


@pytest.mark.parametrize(
    ("day", "code"),
    [("2027-01-14", 1), ("2027-01-15", 0), ("2028-01-14", 0), ("2028-01-15", 1)],
)
def test_a_day_is_judged_as_it_ends(desk: Path, day: str, code: int) -> None:
    """Made at 14:00 in China, the list counts on that day; the declaration from its first to its last."""
    made = datetime.fromisoformat(f"{day}T14:00:00+08:00")
    (desk / "status-2.jwt").write_bytes(status(since=made))
    (desk / "sent.zeren").write_bytes(
        write_bundle(Package({**members(), "status-1.jwt": status(since=made)}))
    )

    ran = zeren("verify", desk / "sent.zeren", "--trust", desk / "association.pub", "--at", day)

    assert ran.code == code


def test_a_strangers_words_cannot_steer_the_screen(desk: Path) -> None:
    from zeren.text import Said

    made = declared(statement=Said("en", "\x1b[2J\u202egood\x07"))
    statement = canonical(statement_as_json(made))
    given = {**members(), "statement.json": statement, "declaration.jwt": token(made, statement)}
    (desk / "sent.zeren").write_bytes(write_bundle(Package(given)))

    ran = verify(desk)

    assert "good" in ran.out
    assert not {"\x1b", "\u202e", "\x07"} & set(ran.out)


def test_the_page_is_written_once_and_trusts_whom_it_is_told(desk: Path) -> None:
    page = desk / "verify.html"
    words = ("verify", "--page", page, "--trust", desk / "association.pub")

    ran, again = zeren(*words), zeren(*words)

    assert (ran.code, again.code) == (0, 2)
    assert "Demonstration Association" in ran.out
    assert trust().did in page.read_text("utf-8")
    assert zeren(*words, "--force").code == 0


@pytest.mark.parametrize(
    "words",
    [(), ("sent.zeren", "--page", "x.html"), ("--page", "x.html", "--at", AT), ("--page", "x.html", "--json")],
)  # fmt: skip
def test_either_a_file_is_verified_or_the_page_is_written(words: tuple[str, ...]) -> None:
    ran = zeren("verify", *words)

    assert ran.code == 2
    assert "--page" in ran.err


FORBIDDEN = """
import socket, sys
def forbidden(*_, **__):
    print("a socket was opened", file=sys.stderr)
    raise SystemExit(99)
socket.socket = socket.create_connection = socket.getaddrinfo = forbidden
sys.addaudithook(lambda event, _: forbidden() if event.startswith("socket.") else None)
from zeren.cli.main import run
run()
"""


@pytest.mark.parametrize("file", ["sent.zeren", "site.zeren"])
def test_no_socket_is_opened_even_where_addresses_are_named(desk: Path, file: str) -> None:
    did = "did:web:lamp-works.example"
    statement = canonical(statement_as_json(declared()))
    given = {
        **members(),
        "declaration.jwt": token(declared(), statement, did=did),
        "identity-1.jwt": identity(did=did),
    }
    (desk / "site.zeren").write_bytes(write_bundle(Package(given)))
    words = ("verify", file, "--trust", "association.pub", "--at", AT)

    ran = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", FORBIDDEN, *words],
        cwd=desk,
        capture_output=True,
        text=True,
        check=False,
    )

    assert ran.returncode == (0 if file == "sent.zeren" else 3)
    assert "socket" not in ran.stderr


def test_the_forbidden_socket_would_have_been_noticed() -> None:
    program = FORBIDDEN.replace("run()", "socket.socket()").replace("import run", "import zeren")

    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)  # noqa: S603

    assert ran.returncode == 99


def alone() -> bool:
    """Whether this machine lets us start a process without any network."""
    if shutil.which("unshare") is None:
        return False
    ran = subprocess.run(["unshare", "-rn", "true"], capture_output=True, check=False)  # noqa: S607
    return ran.returncode == 0


@pytest.mark.skipif(not alone(), reason="this machine starts no process without a network")
def test_it_needs_no_network_at_all(desk: Path) -> None:
    words = ("verify", "sent.zeren", "--trust", "association.pub", "--at", AT)
    program = "from zeren.cli.main import run; run()"

    ran = subprocess.run(  # noqa: S603 - our own program
        ["unshare", "-rn", sys.executable, "-c", program, *words],  # noqa: S607
        cwd=desk,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "ZEREN_LANG": "en"},
    )

    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.startswith("This holds")


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """The association's desk: its key, a company's public key, a file for buyers and a first list."""
    for name in ("association", "company"):
        made = new_key()
        write_key(tmp_path / f"{name}.key", made, None)
        (tmp_path / f"{name}.pub").write_bytes(write_json(dict(made.public.as_json())))
    names = ("--name-zh", "演示协会", "--name-en", "Demonstration Association")
    assert confirm(tmp_path, "trust", *names, "--out", tmp_path / "association.pub").code == 0
    url = "https://association.example/status-1.jwt"
    first = confirm(tmp_path, "status", "--url", url, "--out", tmp_path / "status-1.jwt")
    assert first.code == 0, first.err
    return tmp_path


def confirm(office: Path, verb: str, *words: object) -> Ran:
    listed = ("--list", office / "status.json") if verb != "trust" else ()
    words_of = {"identity": ("identity", "issue"), "check": ("attest",)}
    called = words_of.get(verb, ("identity", verb))
    return zeren(*called, "--key", office / "association.key", *listed, *words)


def identified(office: Path, *more: object) -> Ran:
    today = date.today()  # noqa: DTZ011 - as the command takes it
    until = (today + timedelta(days=365)).isoformat()
    words = ("--company", office / "company.pub", "--name", "演示灯具厂（虚构）", "--uscc", USCC)
    licence = ("--registered", "2019-05-06", "--how", "seen", "--until", until)
    return confirm(office, "identity", *words, *licence, "--out", office / "identity-1.jwt", *more)


def sent(office: Path) -> None:
    """The company signs today, and sends everything to a buyer."""
    from zeren.files.signatures import read_key

    today = date.today()  # noqa: DTZ011
    made = declared(issued=today.isoformat(), until=(today + timedelta(days=365)).isoformat())
    statement = canonical(statement_as_json(made))
    signed = token(made, statement, by=read_key(office / "company.key", None))
    given = {"declaration.jwt": signed, "statement.json": statement}
    for name in ("identity-1.jwt", "status-1.jwt", "check-1.jwt"):
        if (office / name).exists():
            given[name] = (office / name).read_bytes()
    (office / "sent.zeren").write_bytes(write_bundle(Package(given)))


def judged(office: Path) -> Ran:
    return zeren("verify", office / "sent.zeren", "--trust", office / "association.pub")


def test_an_association_confirms_checks_and_withdraws(office: Path) -> None:
    assert identified(office).code == 0
    sent(office)
    assert judged(office).code == 0

    words = ("--reviewed", "E1.2,E3.1", "--means", "originals seen")
    checked = confirm(
        office, "check", office / "sent.zeren", *words, "--out", office / "check-1.jwt"
    )
    assert checked.code == 0, checked.err
    assert confirm(office, "status", "--out", office / "status-1.jwt", "--force").code == 0
    sent(office)
    ran = judged(office)
    # An ES256 signature is random: signed anew, it is another declaration to the check.
    assert ran.code == 1
    assert "about another declaration" in ran.out

    (office / "check-1.jwt").unlink()
    number = json.loads((office / "status.json").read_text())["entries"][0]["index"]
    gone = ("--revoke", number, "--reason", "key-lost")
    assert confirm(office, "status", *gone, "--out", office / "status-1.jwt", "--force").code == 0
    sent(office)
    assert judged(office).code == 1


def test_a_check_goes_into_the_file_it_is_about(office: Path) -> None:
    from zeren.files.envelope import package_of

    identified(office)
    sent(office)
    words = ("--reviewed", "E1.2", "--means", "originals seen", "--out", office / "check-1.jwt")
    confirm(office, "check", office / "sent.zeren", *words)

    ran = zeren(
        "verify",
        office / "sent.zeren",
        "--trust",
        office / "association.pub",
        "--also",
        office / "check-1.jwt",
    )

    assert ran.code == 0, ran.out
    assert "E1.2" in ran.out
    assert "check-1.jwt" not in package_of(office / "sent.zeren").members


@pytest.mark.parametrize(
    ("verb", "words", "code"),
    [
        ("identity", ("--uscc", "91440300MA5EXAMP1G"), 1),
        ("identity", ("--until", "2001-01-01"), 2),
        ("identity", ("--until", "2099-01-01"), 2),
        ("identity", ("--domain", "not a domain"), 2),
        ("identity", ("--status-list", "https://x.example/1#4"), 2),  # and --list
        ("identity", ("--company", "nothing.pub"), 1),
        ("status", ("--revoke", "3", "--reason", "key-lost"), 2),
        ("status", ("--revoke", "3"), 2),
        ("status", ("--url", "https://elsewhere.example/1"), 2),
        ("status", ("--until", "2001-01-01"), 2),
    ],
)
def test_what_would_be_wrong_is_refused_and_nothing_is_noted_down(
    office: Path, verb: str, words: tuple[str, ...], code: int
) -> None:
    before = (office / "status.json").read_bytes()

    if verb == "identity":
        ran = identified(office, *words)
    else:
        ran = confirm(office, "status", *words, "--out", office / "other-1.jwt")

    assert ran.code == code, ran.err
    assert (office / "status.json").read_bytes() == before


def test_another_key_than_the_associations_is_refused(office: Path) -> None:
    shutil.copy(office / "company.key", office / "association.key")

    ran = identified(office)

    assert ran.code == 1
    assert "association.pub" in ran.err


def test_codes_that_nobody_asked_are_refused(office: Path) -> None:
    sent(office)

    words = ("--reviewed", "E1.2,E99.9", "--means", "seen", "--out", office / "check-1.jwt")
    ran = confirm(office, "check", office / "sent.zeren", *words)

    assert ran.code == 2
    assert "E99.9" in ran.err
