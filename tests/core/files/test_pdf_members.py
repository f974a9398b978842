"""The members of a declaration come out of a PDF as they went in, whoever saved it again, or not at all."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import zlib
from io import BytesIO
from pathlib import Path
from typing import Final

import pikepdf
import pymupdf
import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.files.hostile_pdf import (
    HARM,
    JWT,
    OTHER,
    WRONG,
    pdf,
    printed,
    specification,
    stream,
    with_one,
)
from tests.core.files.made_declaration import MEMBERS, long_declaration, sealed

from zeren.declare.package import MOST_BYTES, Package
from zeren.files.pdf import print_pdf
from zeren.files.pdf_members import read_pdf_members
from zeren.problems import Refused
from zeren.publish.declaration_pages import declaration_pages

MEASURED: Final = """
import json, sys, time
from pathlib import Path
from zeren.files.envelope import package_of
from zeren.problems import Refused
ready = time.process_time()
try:
    package_of(Path(sys.argv[1]))
    code = "read"
except Refused as refused:
    [problem] = refused.problems
    code = problem.code
[peak] = [line for line in Path("/proc/self/status").read_text().splitlines() if "VmHWM" in line]
print(json.dumps({"code": code, "seconds": time.process_time() - ready, "megabytes": int(peak.split()[1]) / 1024}))
"""


def members(content: bytes) -> dict[str, bytes]:
    return dict(read_pdf_members(content, file="declaration.pdf").members)


def refused(content: bytes) -> str:
    with pytest.raises(Refused) as caught:
        read_pdf_members(content, file="declaration.pdf")
    (problem,) = caught.value.problems
    assert problem.level == "error"
    assert problem.place.file == "declaration.pdf"
    assert all("{" not in problem.words(lang) for lang in ("zh", "en"))
    return problem.code


# ── what comes out ────────────────────────────────────────────────────────────────────────────


def test_every_member_comes_out_as_it_went_in() -> None:
    assert members(printed()) == MEMBERS


def test_pages_without_attachments_have_no_members() -> None:
    blank = pikepdf.new()
    blank.add_blank_page()
    written = BytesIO()
    blank.save(written)

    assert members(written.getvalue()) == {}


@pytest.mark.parametrize("mode", list(pikepdf.ObjectStreamMode))
@pytest.mark.parametrize("linearize", [False, True])
def test_saved_again_by_qpdf(mode: pikepdf.ObjectStreamMode, linearize: bool) -> None:  # noqa: FBT001
    written = BytesIO()
    with pikepdf.open(BytesIO(printed())) as opened:
        opened.save(written, object_stream_mode=mode, linearize=linearize)

    assert members(written.getvalue()) == MEMBERS


@pytest.mark.parametrize(
    "how",
    [
        {"garbage": 4, "deflate": True, "use_objstms": 1},
        {"garbage": 3, "clean": True},
        {"garbage": 0},
        {"expand": 255, "pretty": True},
    ],
)
def test_saved_again_by_mupdf(how: dict[str, int]) -> None:
    with pymupdf.open(stream=printed()) as opened:  # type: ignore[no-untyped-call]
        content = opened.tobytes(**how)

    assert members(content) == MEMBERS


def test_saved_again_by_pypdf() -> None:
    written = BytesIO()
    pypdf.PdfWriter(clone_from=BytesIO(printed())).write(written)

    assert members(written.getvalue()) == MEMBERS


def marked(path: Path) -> bytes:
    """The same file with a note that somebody appended to it as a revision."""
    path.write_bytes(printed())
    with pymupdf.open(path) as opened:  # type: ignore[no-untyped-call]
        opened[0].add_highlight_annot((20, 20, 90, 90))
        opened.saveIncr()
    return path.read_bytes()


def test_a_revision_that_only_marks_the_page_changes_nothing(tmp_path: Path) -> None:
    content = marked(tmp_path / "marked.pdf")

    assert content.startswith(printed())
    assert len(content) > len(printed())
    assert members(content) == MEMBERS


def test_a_revision_that_attaches_another_declaration_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "changed.pdf"
    path.write_bytes(printed())
    with pymupdf.open(path) as opened:  # type: ignore[no-untyped-call]
        opened.embfile_add("x", OTHER, filename="declaration.jwt", ufilename="declaration.jwt")
        opened.saveIncr()

    assert refused(path.read_bytes()) == "envelope-twice"


def test_a_revision_that_replaces_the_attached_bytes_is_refused() -> None:
    first = with_one(JWT)
    second = b"2 0 obj\n" + stream(OTHER) + b"\nendobj\ntrailer\n<<>>\nstartxref\n0\n%%EOF\n"

    assert refused(first + second) == "envelope-twice"


def test_the_same_attachment_in_two_revisions_is_one() -> None:
    again = b"2 0 obj\n" + stream(JWT) + b"\nendobj\ntrailer\n<<>>\nstartxref\n0\n%%EOF\n"

    assert members(with_one(JWT) + again) == {"declaration.jwt": JWT}


def test_other_attachments_are_not_read() -> None:
    assert members(with_one(b"hello", name=b"notes.txt")) == {}
    assert members(with_one(JWT, name=b"Declaration.jwt")) == {}
    assert members(with_one(JWT, name=b"../declaration.jwt")) == {}
    assert members(with_one(JWT, name=b"check-10.jwt")) == {}


@pytest.mark.parametrize(
    "name",
    [
        rb"declaration\056jwt",
        rb"declar\
ation.jwt",
        "declaration.jwt".encode("utf-16-be").join((b"\xfe\xff", b"")),
        b"\xef\xbb\xbfdeclaration.jwt",
    ],
)
def test_a_name_may_be_written_in_every_way_of_pdf(name: bytes) -> None:
    assert members(with_one(JWT, name=name)) == {"declaration.jwt": JWT}


@pytest.mark.parametrize("key", [b"/#45F", b"/E#46", b"/#45#46"])
def test_a_second_declaration_cannot_hide_behind_a_key_in_hex(key: bytes) -> None:
    hidden = specification(b"declaration.jwt", 4).replace(b"/EF", key)
    one = {1: b"<</Type/Catalog>>", 2: stream(JWT), 3: specification(b"declaration.jwt", 2)}

    assert refused(pdf({**one, 4: stream(OTHER), 5: hidden})) == "envelope-twice"


def test_a_second_declaration_cannot_hide_where_no_attachment_belongs() -> None:
    hidden = specification(b"declaration.jwt", 4)
    one = {
        1: b"<</Type/Catalog>>",
        2: stream(JWT),
        3: specification(b"declaration.jwt", 2),
        4: stream(OTHER),
    }

    assert refused(pdf({**one, 5: stream(b"", b"/X " + hidden)})) == "envelope-twice"
    assert refused(pdf(one, trailer=b"/X " + hidden)) == "envelope-twice"
    assert refused(pdf({**one, 5: stream(b"", hidden[2:-2])})) == "envelope-twice"


def test_what_another_object_holds_is_followed_once() -> None:
    content = pdf(
        {
            1: b"<</Type/Catalog/Names<</EmbeddedFiles<</Names[(x) <</UF 5 0 R/EF 6 0 R>>]>>>>>>",
            2: stream(zlib.compress(JWT), b"/Filter[/FlateDecode]", length=b"4 0 R"),
            4: b"%d" % len(zlib.compress(JWT)),
            5: b"<6465636c61726174696f6e2e6a7774>",
            6: b"<</F 2 0 R>>",
        }
    )

    assert members(content) == {"declaration.jwt": JWT}


def test_a_stream_may_hold_words_that_end_objects() -> None:
    inner = b"endstream endobj 3 0 obj <</UF(declaration.jwt)/EF<</F 2 0 R>>>> endobj"
    content = pdf({1: b"<</A(endobj \\) (x) stream)/B 1>>", 2: stream(inner)})

    assert members(content) == {}


# ── what is refused ───────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("content", "code"),
    WRONG,
)
def test_what_is_wrong_is_refused_in_words(content: bytes, code: str) -> None:
    assert refused(content) == code


@pytest.mark.parametrize("strength", [4, 6])
def test_an_encrypted_file_is_refused(strength: int) -> None:
    written = BytesIO()
    with pikepdf.open(BytesIO(printed())) as opened:
        opened.save(written, encryption=pikepdf.Encryption(owner="o", user="", R=strength))  # type: ignore[arg-type]

    assert refused(written.getvalue()) == "envelope-password"


def test_all_members_together_have_a_limit() -> None:
    half = zlib.compress(b"{" + b" " * (MOST_BYTES // 2) + b"}")
    objects = {1: b"<<>>", 2: stream(half, b"/Filter/FlateDecode")}
    several = objects | {
        3: specification(b"statement.json", 2),
        4: specification(b"proof.json", 2),
    }

    assert refused(pdf(several)) == "envelope-unpacks-too-large"


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_any_change_is_read_or_refused_but_never_breaks(data: st.DataObject) -> None:
    content = bytearray(printed())
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(content) - 1))
        cut = data.draw(st.integers(0, 40))
        content[at : at + cut] = data.draw(st.binary(max_size=40))

    try:
        package = read_pdf_members(bytes(content), file="x.pdf")
    except Refused:
        return
    assert isinstance(package, Package)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from((b"<<", b">>", b"[", b"]", b"/EF", b"/UF", b"(declaration.jwt)", b"(", b")", b"\\", b"2 0 R", b"1 0 obj ", b" endobj ", b"stream\n", b"endstream ", b"%", b"\n", b"trailer", b"xref ", b"/Length 3", b"<", b"7 "))))  # fmt: skip
def test_any_heap_of_tokens_is_read_or_refused(tokens: list[bytes]) -> None:
    try:
        read_pdf_members(b"%PDF-1.7\n" + b"".join(tokens) + b"\n%%EOF", file="x.pdf")
    except Refused:
        return


# ── harm costs little ─────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("harm", HARM)
def test_harm_is_refused_quickly_and_in_little_room(harm: str, tmp_path: Path) -> None:
    path = tmp_path / "harm.pdf"
    path.write_bytes(HARM[harm]())

    command = [sys.executable, "-c", MEASURED, str(path)]
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout  # noqa: S603
    measured = json.loads(output)

    assert re.fullmatch(r"envelope-[a-z-]+", measured["code"])
    assert measured["seconds"] < 1
    assert measured["megabytes"] < 200


def test_a_long_declaration_is_read_in_a_moment() -> None:
    from time import process_time

    content = print_pdf(declaration_pages(long_declaration(), sealed()), "en")
    start = process_time()

    assert members(content) == MEMBERS
    assert process_time() - start < 0.1
