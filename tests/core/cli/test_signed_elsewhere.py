"""A certification authority's signature on the PDF: put on behind ours, it leaves ours as it is."""

from __future__ import annotations

import re
import subprocess
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.hazmat.primitives.serialization.pkcs7 import (
    PKCS7Options,
    PKCS7SignatureBuilder,
)
from cryptography.x509.oid import NameOID
from tests.core.cli.command import zeren
from tests.core.cli.made_declared import OUT, Desk
from tests.tools import needs

_ROOM = 8192  # hex digits for the signature


def signed_as_pdf(content: bytes) -> bytes:
    """A second revision with a signature of the kind that most software makes (adbe.pkcs7.detached)."""
    numbers = [int(found) for found in re.findall(rb"\n(\d+) 0 obj", content)]
    first, root = max(numbers) + 1, re.findall(rb"/Root (\d+) 0 R", content)[-1]
    before = re.findall(rb"startxref\s+(\d+)", content)[-1]
    catalog = re.findall(rb"\n%b 0 obj\s*<<(.*?)>>\s*endobj" % root, content, re.DOTALL)[-1]
    body, places = bytearray(content + b"\n"), []
    hole = b"<" + b"0" * _ROOM + b">"
    for number, text in (
        (first, b"<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/adbe.pkcs7.detached"
                b"/ByteRange[0 ********** ********** **********]/Contents" + hole + b">>"),
        (first + 1, b"<</Type/Annot/Subtype/Widget/FT/Sig/T(CA)/Rect[0 0 0 0]/F 132/V %d 0 R>>"
                    % first),
        (int(root), b"<<" + catalog + b"/AcroForm<</SigFlags 3/Fields[%d 0 R]>>>>" % (first + 1)),
    ):  # fmt: skip
        places.append((number, len(body)))
        body += b"%d 0 obj\n%b\nendobj\n" % (number, text)
    table = b"".join(b"%d 1\n%010d 00000 n \n" % place for place in places)
    trailer = b"trailer\n<</Size %d/Root %b 0 R/Prev %b>>\n" % (first + 2, root, before)
    body += b"xref\n%b%bstartxref\n%d\n%%%%EOF\n" % (table, trailer, len(body))
    start = body.index(hole)
    span = (start, start + len(hole), len(body) - start - len(hole))
    for number in span:
        at = body.index(b"**********")
        body[at : at + 10] = b"%-10d" % number
    made = _cms(bytes(body[:start] + body[start + len(hole) :])).hex().encode()
    body[start + 1 : start + 1 + len(made)] = made
    return bytes(body)


def _cms(content: bytes) -> bytes:
    """Detached CMS under a certificate that a demonstration authority gave itself."""
    key = rsa.generate_private_key(65537, 2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Demonstration CA (fictitious)")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=30))
        .sign(key, SHA256())
    )
    return (
        PKCS7SignatureBuilder()
        .set_data(content)
        .add_signer(certificate, key, SHA256())
        .sign(Encoding.DER, [PKCS7Options.DetachedSignature, PKCS7Options.Binary])
    )


@needs("pdfsig")
def test_a_pdf_signature_of_an_authority_holds_and_ours_still_does(company: Desk) -> None:
    file = company.out / OUT[0]
    before = company.members(file)

    file.write_bytes(signed_as_pdf(file.read_bytes()))

    told = subprocess.run(  # noqa: S603 - poppler's own reader
        ["pdfsig", "-nocert", file],  # noqa: S607
        capture_output=True,
        text=True,
        check=False,
    ).stdout
    assert "Signature is Valid" in told, told
    assert "Total document signed" in told
    assert company.members(file) == before
    assert zeren("verify", file).code == 3
    assert company.share("--only", "E1.2", "--to", "b", file=file).code == 0
