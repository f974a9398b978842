"""Logos and colours from outside: what may be printed, and what is taken out or refused."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zeren.files.images import check_logo, contrast_with_white, read_logo, readable_colour
from zeren.problems import Place, Problem, Refused
from zeren.text import Text

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">{}</svg>'
JFIF = b"\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
SCAN = b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00" + b"data\xff\x00data\xff\xd0data"
END = b"\xff\xd9"
PLACE = b"GPSLatitude 22.97"


def chunk(kind: bytes, content: bytes) -> bytes:
    return (
        struct.pack(">I", len(content))
        + kind
        + content
        + struct.pack(">I", zlib.crc32(kind + content))
    )


def png(*extra: bytes, width: int = 2, height: int = 1) -> bytes:
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    pixels = chunk(b"IDAT", zlib.compress(b"\x00\x10\x20"))
    return b"".join((b"\x89PNG\r\n\x1a\n", header, *extra, pixels, chunk(b"IEND", b"")))


def segment(marker: int, content: bytes) -> bytes:
    return bytes((0xFF, marker)) + struct.pack(">H", len(content) + 2) + content


def frame(*, width: int = 2, height: int = 1) -> bytes:
    return segment(0xC0, struct.pack(">BHHB", 8, height, width, 1) + b"\x01\x11\x00")


def jpeg(*extra: bytes, width: int = 2, height: int = 1, tail: bytes = b"") -> bytes:
    return b"".join((b"\xff\xd8", JFIF, *extra, frame(width=width, height=height), SCAN, END, tail))


def svg(inside: str) -> bytes:
    return SVG.format(inside).encode()


def codes_of(content: bytes) -> list[str]:
    with pytest.raises(Refused) as refused:
        check_logo(content, "标志.png")
    return [problem.code for problem in refused.value.problems]


def test_a_png_loses_its_remarks_and_keeps_its_picture() -> None:
    remarks = (chunk(b"tEXt", b"Author\0Li Na"), chunk(b"eXIf", PLACE), chunk(b"iTXt", PLACE))

    assert check_logo(png(*remarks), "a.png") == (png(), "logo.png")


def test_a_png_keeps_what_its_colours_need() -> None:
    kept = (chunk(b"sRGB", b"\0"), chunk(b"tRNS", b"\0\0"))

    assert check_logo(png(*kept), "a.png") == (png(*kept), "logo.png")


def test_a_jpeg_loses_where_and_when_it_was_taken() -> None:
    remarks = (
        segment(0xE1, b"Exif\0\0" + PLACE),
        segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + PLACE),
        segment(0xE2, b"MPF\0" + PLACE),
        segment(0xED, b"Photoshop 3.0\0" + PLACE),
        segment(0xFE, b"made by Li Na"),
    )

    assert check_logo(jpeg(*remarks, tail=PLACE), "a.jpg") == (jpeg(), "logo.jpg")


def test_a_jpeg_keeps_its_colour_profile() -> None:
    profile = segment(0xE2, b"ICC_PROFILE\0\x01\x01" + b"colours")

    assert check_logo(jpeg(profile), "a.jpg") == (jpeg(profile), "logo.jpg")


def test_a_jpeg_in_several_scans_is_kept_whole() -> None:
    progressive = b"".join((b"\xff\xd8", JFIF, frame(), SCAN, SCAN, SCAN, END))

    assert check_logo(progressive, "a.jpg") == (progressive, "logo.jpg")


def test_the_kind_is_told_by_the_content_and_not_by_the_name() -> None:
    assert check_logo(png(), "logo.svg") == (png(), "logo.png")


@pytest.mark.parametrize(
    "content", [png(width=4001), png(height=2**31), png(width=0), jpeg(width=65535), jpeg(height=0)]
)
def test_a_flood_of_pixels_is_refused_by_its_header(content: bytes) -> None:
    assert codes_of(content) == ["logo-too-large"]


@pytest.mark.parametrize(
    "content",
    [
        png()[:-4],
        png().replace(b"IDAT", b"IDAX"),
        b"\x89PNG\r\n\x1a\n",
        jpeg()[:-2],
        b"\xff\xd8\xff",
        b"\xff\xd8\xff\xe0\xff\xff",
        b"\xff\xd8" + JFIF + frame() + END,
        svg("<g>"),
        b"<html></html>",
        b"<svg/>",
    ],
)
def test_a_damaged_picture_is_refused(content: bytes) -> None:
    assert codes_of(content) == ["logo-damaged"]


def test_a_heavy_file_is_refused_before_it_is_looked_at() -> None:
    assert codes_of(png() + bytes(1_000_000)) == ["logo-too-heavy"]


@pytest.mark.parametrize("content", [b"", b"GIF89a", b"%PDF-1.7", b"PK\x03\x04"])
def test_other_kinds_of_files_are_refused(content: bytes) -> None:
    assert codes_of(content) == ["logo-unknown-kind"]


def test_a_missing_file_is_a_problem_in_both_languages(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        read_logo(tmp_path / "标志.png")

    assert refused.value.problems == (
        Problem(
            "logo-not-there",
            "error",
            Place(file="标志.png"),
            Text("没有这个文件或文件夹。", "There is no such file or folder."),
            Text("请核对名称和所在的文件夹。", "Check its name and folder."),
        ),
    )


def test_a_logo_is_read_from_its_file(tmp_path: Path) -> None:
    path = tmp_path / "logo.png"
    path.write_bytes(png(chunk(b"tEXt", PLACE)))

    assert read_logo(path) == (png(), "logo.png")


def test_a_plain_drawing_passes_as_it_is() -> None:
    drawing = svg(
        '<defs><linearGradient id="g"><stop offset="0" stop-color="#fff"/></linearGradient>'
        '<path id="p" d="M0 0h9v9z"/><clipPath id="c"><use xlink:href="#p"/></clipPath></defs>'
        '<style>.a{fill:url(#g)}</style><g clip-path="url(#c)"><rect class="a" width="9"/></g>'
        "<title>灯 &amp; Lamp</title>"
    )

    assert check_logo(drawing, "a.svg") == (drawing, "logo.svg")


@pytest.mark.parametrize(
    ("inside", "thing"),
    [
        ("<script>alert(1)</script>", "<script>"),
        ("<foreignObject/>", "<foreignObject>"),
        ("<animate/>", "<animate>"),
        ("<a/>", "<a>"),
        ('<image href="#x"/>', "<image>"),
        ("<filter/>", "<filter>"),
        ('<rect onload="alert(1)"/>', "onload"),
        ('<rect ONCLICK="alert(1)"/>', "onclick"),
        ('<use href="http://example.org/x.svg#a"/>', "an outward href"),
        ('<use xlink:href="data:image/svg+xml,x"/>', "an outward href"),
        ('<rect fill="url(http://example.org/)"/>', "an outward reference in fill"),
        ('<rect style="background:url( //example.org)"/>', "an outward reference in style"),
        ("<style>@import 'x.css';</style>", "an outward reference in a style"),
        ("<style>a{b:u\\72l(x)}</style>", "an outward reference in a style"),
        ("<style><![CDATA[a{b:url('x')}]]></style>", "an outward reference in a style"),
        ('<g xml:base="http://example.org/"/>', "base"),
        ("<?xml-stylesheet href='x'?>", "<?xml-stylesheet?>"),
    ],
)
def test_what_acts_or_calls_in_a_drawing_is_refused_and_named(inside: str, thing: str) -> None:
    with pytest.raises(Refused) as refused:
        check_logo(svg(inside), "a.svg")

    assert [problem.what.en for problem in refused.value.problems] == [
        f"This SVG holds something that cannot go into a report: {thing}."
    ]


def test_all_that_is_wrong_with_a_drawing_is_named_at_once() -> None:
    assert codes_of(svg('<script/><rect onload="x"/><a/>')) == ["logo-svg-unsafe"] * 3


def test_a_document_type_is_refused_before_its_entities_unfold() -> None:
    laughs = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(9))
    bomb = f'<!DOCTYPE svg [<!ENTITY e0 "ha">{laughs}]>' + SVG.format("<text>&e9;</text>")

    assert codes_of(bomb.encode()) == ["logo-svg-unsafe"]


def test_copies_of_copies_are_refused_before_they_unfold() -> None:
    copies = [f'<use href="#l{n}"/>' * 10 for n in range(8)]
    layers = "".join(f'<g id="l{n}">{inside}</g>' for n, inside in enumerate(copies, start=1))

    assert codes_of(svg(f'<g id="l0"/>{layers}<use href="#l8"/>')) == ["logo-svg-unsafe"]
    assert codes_of(svg('<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>')) == [
        "logo-svg-unsafe"
    ]


def test_a_drawing_in_another_encoding_cannot_hide_anything() -> None:
    hidden = svg("+ADw-script/+AD4-")

    assert codes_of(b'<?xml version="1.0" encoding="utf-7"?>' + hidden) == ["logo-svg-unsafe"]
    assert codes_of(("\ufeff" + SVG.format("<script/>")).encode("utf-16-le")) == [
        "logo-unknown-kind"
    ]


@given(st.binary(max_size=200), st.sampled_from((png(), jpeg(), svg("<rect/>"))), st.data())
def test_no_bytes_whatever_break_the_check(noise: bytes, sound: bytes, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(sound)))

    try:
        checked, name = check_logo(sound[:at] + noise + sound[at:], "logo")
    except Refused:
        return

    assert name in {"logo.png", "logo.jpg", "logo.svg"}
    assert check_logo(checked, name) == (checked, name)


def test_a_picture_of_a_real_program_stays_readable() -> None:
    image = pytest.importorskip("PIL.Image")
    for kind in ("PNG", "JPEG"):
        stream = io.BytesIO()
        image.new("RGB", (40, 20), "#0f5c55").save(stream, kind, comment="Li Na", progressive=True)

        checked, _ = check_logo(stream.getvalue(), "logo")

        assert image.open(io.BytesIO(checked)).size == (40, 20)
        assert b"Li Na" not in checked


@pytest.mark.parametrize("colour", ["#0f5c55", "#000000", "#767676"])
def test_a_dark_colour_is_taken(colour: str) -> None:
    assert readable_colour(f" {colour.upper()} ") == colour


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("#777777", "colour-too-pale"),
        ("#ffffff", "colour-too-pale"),
        ("teal", "colour-unknown"),
        ("#fff", "colour-unknown"),
        ("#0f5c55;}", "colour-unknown"),
        ("", "colour-unknown"),
    ],
)
def test_a_colour_that_cannot_carry_white_words_is_a_problem(text: str, code: str) -> None:
    problem = readable_colour(text)

    assert isinstance(problem, Problem)
    assert problem.code == code


def test_contrast_is_reckoned_as_wcag_does() -> None:
    assert contrast_with_white("#000000") == pytest.approx(21)
    assert contrast_with_white("#ffffff") == pytest.approx(1)
    assert contrast_with_white("#767676") == pytest.approx(4.54, abs=0.005)
