"""`zeren attach`: what others said goes in beside the company's own words, which stay as they are."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pypdf
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, pkcs7
from tests.core.cli.command import zeren
from tests.core.cli.made_declared import OUT, Desk, check, identity, status, trust_in
from tests.core.declare.made import key
from tests.core.files.test_writing import with_little_room

OWN = ("declaration.jwt", "statement.json", "answers.sd-jwt")


def pages(file: Path) -> str:
    """The words, where a line was broken within one as well."""
    words = "\n".join(page.extract_text() for page in pypdf.PdfReader(file).pages)
    return re.sub(r"\s+", " ", re.sub(r"[-\u00ad\u2010]\n", "", words))


def test_what_an_association_said_goes_in_and_is_printed_and_the_buyer_sees_green(
    company: Desk, office: Path
) -> None:
    before = company.members()
    trust = trust_in(office)
    given = (identity(office), status(office), check(office, before))

    ran = company.attach(*given, "--trust", trust)

    assert (ran.code, ran.err) == (0, "")
    for name in OUT:
        after = company.members(company.out / name)
        assert {one: after[one] for one in OWN} == before
        assert after.keys() - before.keys() == {"identity-1.jwt", "status-1.jwt", "check-1.jwt"}
        assert zeren("verify", company.out / name, "--trust", trust).code == 0
    assert "Demonstration Association" in pages(company.out / OUT[1])
    assert "licence seen" in pages(company.out / OUT[1])
    assert "originals seen" in pages(company.out / OUT[1])
    assert "演示协会" in pages(company.out / OUT[0])


def test_without_trust_it_goes_in_and_is_not_printed_and_that_is_said(
    company: Desk, office: Path
) -> None:
    ran = company.attach(identity(office), status(office))

    assert ran.code == 0
    assert "identity-1.jwt went in but is not printed" in ran.err
    assert "Demonstration Association" not in pages(company.out / OUT[1])
    assert zeren("verify", company.zeren_file, "--trust", trust_in(office)).code == 0


@pytest.mark.parametrize(
    ("days_ago", "on_paper", "on_screen"),
    [
        (1, "No, by the list of", ""),
        (60, "not checked since", "is old by now"),
        (None, "Not checked: no list attached", "no list."),
    ],
)
def test_the_page_says_how_far_it_was_checked_that_nothing_was_revoked(
    company: Desk, office: Path, days_ago: int | None, on_paper: str, on_screen: str
) -> None:
    given = [identity(office)]
    if days_ago is not None:
        given.append(status(office, days_ago=days_ago))

    ran = company.attach(*given, "--trust", trust_in(office))

    assert ran.code == 0
    assert on_paper in pages(company.out / OUT[1])
    assert on_screen in ran.err
    assert bool(ran.err) == bool(on_screen)
    assert not on_screen or "Get the newest list (status-1.jwt) from" in ran.err


def test_a_confirmation_that_names_no_list_is_said_to_name_none(
    company: Desk, office: Path
) -> None:
    ran = company.attach(identity(office, spot=None), "--trust", trust_in(office))

    assert "Not checked: it names no list" in pages(company.out / OUT[1])
    assert "Ask the association for one that names a list" in ran.err


def test_a_strangers_word_is_not_printed(company: Desk, office: Path) -> None:
    said = identity(office, by="stranger")

    ran = company.attach(said, "--trust", trust_in(office), "--json")

    table = json.loads(ran.out)
    assert (ran.code, table["printed"]) == (0, [])
    assert [one["code"] for one in table["problems"]] == ["attach-not-printed"]
    assert "licence seen" not in pages(company.out / OUT[1])
    assert zeren("verify", company.zeren_file, "--trust", trust_in(office)).code == 3


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"uscc": "91440300MA5EXAMP1F"}, "code"),
        ({"name": "别的厂（虚构）"}, "name"),
        ({"until": datetime.now(UTC) - timedelta(hours=30)}, ""),
        ({"since": datetime.now(UTC) + timedelta(days=3)}, ""),
    ],
    ids=["code", "name", "late", "early"],
)
def test_what_fails_is_refused_and_nothing_is_written(
    company: Desk, office: Path, changes: dict[str, Any], said: str
) -> None:
    wrong = identity(office, **changes)

    ran = company.attach(wrong, "--trust", trust_in(office), out=office / "new")

    assert ran.code == 1
    assert "Nothing was written" in ran.err
    assert said in ran.err
    assert not (office / "new").exists()


def test_another_keys_confirmation_is_not_printed(company: Desk, office: Path) -> None:
    other = identity(office, did=key("other").did, key=key("other").jwk)

    ran = company.attach(other, "--trust", trust_in(office))

    assert ran.code == 0
    assert "is not printed" in ran.err
    assert "licence seen" not in pages(company.out / OUT[1])


def test_what_was_withdrawn_is_refused(company: Desk, office: Path) -> None:
    before = company.zeren_file.read_bytes()

    ran = company.attach(identity(office), status(office, 7), "--trust", trust_in(office))

    assert ran.code == 1
    assert "has revoked" in ran.err
    assert company.zeren_file.read_bytes() == before


@pytest.mark.parametrize(
    "name",
    [*OWN, "did.json", "disclosures.json", "identity-0.jwt", "identity-1.JWT", "report.pdf"],
)
def test_the_companys_own_members_cannot_be_exchanged(
    company: Desk, office: Path, name: str
) -> None:
    (office / name).write_bytes(b"eyJ")

    ran = company.attach(office / name)

    assert ran.code == 2
    assert "cannot be put in" in ran.err


@pytest.mark.parametrize("content", [b"", b"junk", b"eyJ.eyJ.x", b"\xff" * 100])
def test_what_is_no_credential_is_refused(company: Desk, office: Path, content: bytes) -> None:
    (office / "identity-1.jwt").write_bytes(content)

    ran = company.attach(office / "identity-1.jwt", "--trust", trust_in(office))

    assert ran.code == 1
    assert "Nothing was written" in ran.err


def test_the_same_is_not_put_in_twice_and_a_newer_list_takes_the_place_of_the_older(
    company: Desk, office: Path
) -> None:
    said, trust = identity(office), trust_in(office)
    company.attach(said, status(office, days_ago=20), "--trust", trust)
    older = company.members()["status-1.jwt"]

    newer = status(office, days_ago=1).read_bytes()
    ran = company.attach(said, office / "status-1.jwt", "--trust", trust)
    (office / "status-1.jwt").write_bytes(older)
    again = company.attach(office / "status-1.jwt", "--trust", trust)

    found = company.members()
    assert (ran.code, again.code) == (0, 0)
    assert found.keys() >= {*OWN, "identity-1.jwt", "status-1.jwt"}
    assert "identity-2.jwt" not in found
    assert found["status-1.jwt"] == newer
    assert zeren("verify", company.zeren_file, "--trust", trust).code == 0


def test_a_folder_with_another_declaration_is_left_alone(company: Desk, office: Path) -> None:
    other = office / "last-year"
    company.declare(out=other)
    before = {path: path.read_bytes() for path in other.rglob("*") if path.is_file()}

    ran = company.attach(identity(office), out=other)
    (other / OUT[2]).unlink()
    (other / OUT[0]).write_bytes(b"a scan of last year's declaration")
    scan = company.attach(identity(office), out=other)

    assert (ran.code, scan.code) == (2, 2)
    assert "is not this declaration" in ran.err
    assert (other / OUT[1]).read_bytes() == before[other / OUT[1]]
    assert (other / OUT[0]).read_bytes() == b"a scan of last year's declaration"


def test_a_share_for_one_buyer_does_not_become_pages_for_all(company: Desk, office: Path) -> None:
    shown = company.folder / "shown.zeren"
    assert company.share("--only", "E1.2", "--to", "buyer").code == 0

    ran = company.attach(identity(office), file=shown, out=office / "new")

    assert ran.code == 1
    assert "shows answers to one buyer" in ran.err
    assert not (office / "new").exists()


def test_from_another_folder_the_seals_are_opened_without_a_copy_of_what_opens_them(
    company: Desk, office: Path
) -> None:
    new, newer = office / "new", office / "newer"
    words = ("--only", "E1.2", "--to", "b")

    ran = company.attach(identity(office), status(office), out=new)
    company.attach(file=new / OUT[2], out=newer)

    assert ran.code == 0
    assert str(company.kept) in ran.out
    assert [path.name for path in (new / "internal").iterdir()] == ["disclosures.path"]
    for folder in (new, newer):
        assert company.share(*words, file=folder / OUT[0]).code == 0


def test_folders_that_move_together_still_find_each_other(company: Desk) -> None:
    company.attach(out=company.folder / "declared" / "new")
    moved = company.out.rename(company.folder / "moved")

    ran = company.share("--only", "E1.2", "--to", "b", file=moved / "new" / OUT[0])

    assert ran.code == 0, ran.err


def test_where_what_opens_the_seals_has_gone_it_says_where_it_was(
    company: Desk, office: Path
) -> None:
    words = ("--only", "E1.2", "--to", "b")
    new = office / "new"
    company.attach(out=new)
    away = company.kept.rename(company.folder / "away.json")

    lost = company.share(*words, file=new / OUT[0])
    named = company.share(*words, "--disclosures", away, file=new / OUT[0])

    assert (lost.code, named.code) == (1, 0)
    assert str(company.kept) in lost.err
    assert "--disclosures" in lost.err


@pytest.mark.parametrize(
    "content", [b"", b"\n", b"\0", b"\xff\xfe", b"x" * 9_999, b"/dev/null", b".."]
)
def test_a_pointer_that_leads_nowhere_breaks_nothing(
    company: Desk, office: Path, content: bytes
) -> None:
    new = office / "new"
    company.attach(out=new)
    (new / "internal" / "disclosures.path").write_bytes(content)

    ran = company.share("--only", "E1.2", "--to", "b", file=new / OUT[0])

    assert ran.code == 1
    assert "Traceback" not in ran.err


def test_another_declarations_disclosures_are_not_remembered(company: Desk, office: Path) -> None:
    table = json.loads(company.kept.read_text(encoding="utf-8"))
    table["declaration"] = "urn:uuid:8f2a51c4-7d0e-8b61-9c3f-2e6d40a1b775"
    company.kept.write_text(json.dumps(table), encoding="utf-8")

    ran = company.attach(out=office / "new")

    assert ran.code == 0
    assert not (office / "new" / "internal").exists()


def test_a_credential_alone_has_nothing_to_print(company: Desk, office: Path) -> None:
    alone = office / "declaration.jwt"
    alone.write_bytes(company.members()["declaration.jwt"])

    ran = company.attach(identity(office), file=alone, out=office / "new")

    assert ran.code == 1
    assert "The statement is not in this file" in ran.err


def test_a_full_disk_leaves_the_declaration_as_it_was(company: Desk, office: Path) -> None:
    before = {path: path.read_bytes() for path in company.out.rglob("*") if path.is_file()}
    words = ("attach", company.zeren_file, identity(office), "--out", company.out)

    full = with_little_room(60_000, *words)

    assert full.returncode == 1
    assert {path: path.read_bytes() for path in company.out.rglob("*") if path.is_file()} == before


def test_a_pdf_is_as_good_as_the_zeren_file(company: Desk, office: Path) -> None:
    given = (identity(office), status(office))
    first, second = office / "a", office / "b"

    codes = [
        company.attach(*given, "--trust", trust_in(office), file=company.out / name, out=out).code
        for name, out in ((OUT[0], first), (OUT[2], second))
    ]

    assert codes == [0, 0]
    assert [(first / name).read_bytes() for name in OUT] == [
        (second / name).read_bytes() for name in OUT
    ]


def test_without_anything_new_the_same_is_written_anew(company: Desk, office: Path) -> None:
    ran = company.attach(file=company.out / OUT[1], out=office / "again")

    assert (ran.code, ran.err) == (0, "")
    assert [(office / "again" / name).read_bytes() for name in OUT] == [
        (company.out / name).read_bytes() for name in OUT
    ]


def detached(content: bytes) -> bytes:
    """What a certification authority's program would write: PKCS #7 over the token, in DER."""
    private = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name(
        [x509.NameAttribute(x509.NameOID.COMMON_NAME, "Demonstration CA (fictitious)")]
    )
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(private.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(private, hashes.SHA256())
    )
    builder = pkcs7.PKCS7SignatureBuilder().set_data(content)
    signed = builder.add_signer(certificate, private, hashes.SHA256())
    return signed.sign(Encoding.DER, [pkcs7.PKCS7Options.DetachedSignature])


def test_a_signature_of_another_kind_travels_and_is_not_judged(
    company: Desk, office: Path, tmp_path: Path
) -> None:
    other = tmp_path / "signature-3.p7s"
    other.write_bytes(detached(company.members()["declaration.jwt"]))

    ran = company.attach(identity(office), status(office), other, "--trust", trust_in(office))

    assert (ran.code, ran.err) == (0, "")
    for name in OUT:
        assert company.members(company.out / name)["signature-1.p7s"] == other.read_bytes()
        verified = zeren("verify", company.out / name, "--trust", trust_in(office))
        assert verified.code == 0
        assert "Whether the signature in signature-1.p7s is sound" in verified.out


@pytest.mark.parametrize("content", [b"", b"-----BEGIN PKCS7-----", b"\x30\x03abc", b"eyJ.e.e"])
def test_what_is_no_signature_of_that_kind_is_refused(
    company: Desk, tmp_path: Path, content: bytes
) -> None:
    other = tmp_path / "signature-1.p7s"
    other.write_bytes(content)
    before = company.members()

    ran = company.attach(other)

    assert ran.code == 1
    assert "no PKCS #7 (CMS) signature in DER" in ran.err
    assert company.members() == before
