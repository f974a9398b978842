"""Files handed in as evidence: told by their content, and photos that say nothing of the place."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

import pytest
from PIL import Image

from zeren.files.evidence_file import MOST_BYTES, check_evidence
from zeren.problems import Refused


def photo(*, turn: int = 1, place: bool = True, size: tuple[int, int] = (40, 20)) -> bytes:
    picture, exif = Image.new("RGB", size, "#aa3311"), Image.Exif()
    exif[0x0112] = turn
    exif[0x010F] = "Fictitious Phone"
    if place:
        exif.get_ifd(0x8825).update({1: "N", 2: (22.0, 31.0, 0.0), 3: "E", 4: (113.0, 23.0, 0.0)})
    target = io.BytesIO()
    picture.save(target, "JPEG", exif=exif, comment=b"taken by somebody")
    return target.getvalue()


def png(width: int = 4, height: int = 4) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"".join(b"\0" + b"\xaa" * 3 * 4 for _ in range(4)))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        (chunk(b"IHDR", header), chunk(b"tEXt", b"Author\0me"), chunk(b"IDAT", pixels), chunk(b"IEND", b""))
    )  # fmt: skip


def office(*names: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name in ("[Content_Types].xml", *names):
            archive.writestr(name, "<x/>")
    return target.getvalue()


def refused(content: bytes) -> str:
    with pytest.raises(Refused) as caught:
        check_evidence(content, "x.pdf")
    return caught.value.problems[0].code


@pytest.mark.parametrize("turn", range(1, 9))
def test_a_photo_loses_its_place_and_owner_and_stays_upright(turn: int) -> None:
    kept = check_evidence(photo(turn=turn), "IMG_0001.JPG")

    opened = Image.open(io.BytesIO(kept.content))
    exif = opened.getexif()
    assert kept.kind == "jpg"
    assert dict(exif) == ({} if turn == 1 else {0x0112: turn})
    assert not exif.get_ifd(0x8825)
    for word in (b"Fictitious", b"somebody", b"GPS"):
        assert word not in kept.content
    assert (
        opened.convert("RGB").tobytes() == Image.open(io.BytesIO(photo())).convert("RGB").tobytes()
    )


def test_what_lies_behind_a_picture_is_left_out() -> None:
    assert b"<script>" not in check_evidence(photo() + b"<script>", "a.jpg").content
    assert b"Author" not in check_evidence(png(), "a.png").content


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (photo(), "jpg"),
        (png(), "png"),
        (b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF", "pdf"),
        (office("word/document.xml"), "docx"),
        (office("xl/workbook.xml"), "xlsx"),
        (office("ppt/presentation.xml"), "pptx"),
    ],
)
def test_the_content_says_what_it_is_whatever_the_name(content: bytes, kind: str) -> None:
    assert check_evidence(content, "照片.svg").kind == kind


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "evidence-empty"),
        (b"%PDF-" + bytes(MOST_BYTES), "evidence-too-large"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "evidence-kind"),
        (b"<!doctype html><script>1</script>", "evidence-kind"),
        (b"GIF89a<script>", "evidence-kind"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "evidence-old-office"),
        (b"\0\0\0\x18ftypheic" + bytes(40), "evidence-heic"),
        (b"<html>%PDF-1.7", "evidence-damaged"),
        (b"%PDF-1.7\n<< /OpenAction << /S /JavaScript /JS (app.alert(1)) >> >>", "evidence-active"),
        (photo()[:400], "evidence-damaged"),
        (b"\xff\xd8\xff", "evidence-damaged"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "evidence-damaged"),
        (png(20_001, 1), "evidence-too-many-pixels"),
        (png(19_000, 19_000), "evidence-too-many-pixels"),
        (office("a.txt"), "evidence-kind"),
        (office("word/document.xml", "word/vbaProject.bin"), "evidence-active"),
        (office("word/document.xml", "../x"), "file-odd-part"),
    ],
)
def test_everything_else_is_refused_in_words(content: bytes, code: str) -> None:
    assert refused(content) == code


def test_a_cut_photo_is_whole_or_refused_and_never_a_fault() -> None:
    content, told = photo(), set[str]()
    for cut in range(0, len(content), 7):
        try:
            told.add(check_evidence(content[:cut], "a.jpg").kind)
        except Refused as refusal:
            told.add(refusal.problems[0].code)

    assert told <= {"jpg", "evidence-damaged", "evidence-kind", "evidence-empty"}
