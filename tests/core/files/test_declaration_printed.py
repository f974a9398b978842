"""A declaration on paper: two pages that say who, what and how to verify, read back with other libraries."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import pikepdf
import pymupdf
import pypdf
import pytest
from PIL import Image
from tests.core.files.made_declaration import (
    ID,
    KEY,
    MEMBERS,
    long_declaration,
    made_declaration,
    sealed,
    sealed_with_others,
    short_declaration,
)

from zeren.declare.declaration import Declaration
from zeren.files.pdf import print_pdf
from zeren.problems import Refused
from zeren.publish.declaration_pages import declaration_pages, verify_address
from zeren.publish.declaration_pages.sealed import State
from zeren.publish.document import Look
from zeren.text import LANGS, Lang, Said

SITE: Final = "https://register.demo-association.example/verify"
KINDS: Final = {"usual": made_declaration, "short": short_declaration, "long": long_declaration}


@cache
def printed(kind: str, lang: Lang, *, others: bool = False, site: str = "") -> bytes:
    made: Declaration = KINDS[kind]()
    about = sealed_with_others() if others else sealed()
    return print_pdf(declaration_pages(made, about, site=site), lang)


def texts(content: bytes) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(BytesIO(content)).pages]


def words(content: bytes) -> str:
    return " ".join("\n".join(texts(content)).split())


def opened(content: bytes) -> Any:  # noqa: ANN401 - the library has no types
    return pymupdf.open(stream=content)  # type: ignore[no-untyped-call]


def scanned(content: bytes) -> list[str]:
    """What a camera reads on each page that has a symbol."""
    found = []
    with opened(content) as pdf:
        for page in pdf:
            pixmap = page.get_pixmap(dpi=150).this
            try:
                found.append(pymupdf.mupdf.fz_decode_barcode_from_pixmap(pixmap, 0))
            except pymupdf.mupdf.FzErrorBase:
                continue
    return [told for told, kind in found if kind == pymupdf.mupdf.FZ_BARCODE_QRCODE]


# ── what stands there ─────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("others", [False, True])
def test_a_usual_declaration_is_two_pages(lang: Lang, others: bool) -> None:  # noqa: FBT001
    assert len(texts(printed("usual", lang, others=others, site=SITE))) == 2


def test_it_says_who_declares_what_in_english() -> None:
    told = words(printed("usual", "en"))

    for phrase in (
        "Self-declaration",
        "Lamp Works (Foshan) Co., Ltd. (fictitious)",
        "91440600MA4UQ0X13K",
        ID,
        "广东省佛山市南海区演示路 8 号 (original in Chinese)",
        "Employees: 1,206; dispatched (agency) workers, counted apart: 38",
        "We support the RBA Code of Conduct 8.0.",
        "8.0, 2024",
        "20 November 2026 to 19 November 2027",
        "Reviewed every November; changes and withdrawals are entered in the register.",
        "演示人甲 (original in Chinese)",
        "a first-party declaration",
        "It is not a certificate",
        KEY,
    ):
        assert phrase in told


def test_it_says_who_declares_what_in_chinese() -> None:
    told = words(printed("usual", "zh")).replace(" ", "")

    for phrase in (
        "自我声明",
        "佛山市明灯电器有限公司（演示）",
        "员工1,206人，另有派遣工38人",
        "本企业在社会责任工作中以GB/T36000—2015为指南。",
        "2026年11月20日至2027年11月19日",
        "原文为英文",
        "是第一方声明",
        "它不是认证证书",
        "公章",
        "法定代表人或授权人签字",
    ):
        assert phrase in told


@pytest.mark.parametrize(
    ("lang", "missing", "times"), [("zh", "未写明", 8), ("en", "not stated", 8)]
)
def test_what_is_missing_is_said_to_be_missing(lang: Lang, missing: str, times: int) -> None:
    assert words(printed("short", lang)).count(missing) == times


def test_hashes_are_printed_by_their_ends() -> None:
    (first, *_) = made_declaration().documents
    told = words(printed("usual", "en"))

    assert f"{first.sha256[:8]}…{first.sha256[-8:]}" in told
    assert first.sha256 not in told


@pytest.mark.parametrize(
    ("state", "zh", "en"),
    [
        ("good", "没有，按2026年11月18日的清单", "No, by the list of 18 November 2026"),
        ("stale", "到2026年11月18日没有，后来没有核对", "Not by 18 November 2026; not checked since"),
        ("no-list", "没有核对：没有附清单", "Not checked: no list attached"),
        ("no-entry", "没有核对：它没有写明清单", "Not checked: it names no list"),
    ],
)  # fmt: skip
def test_what_nobody_could_check_is_not_printed_as_if_somebody_had(
    state: State, zh: str, en: str
) -> None:
    """A confirmation without a fresh list is the association's word of that day, and no more."""
    others = sealed_with_others()
    about = others._replace(beside=tuple(one._replace(state=state) for one in others.beside))

    pages = [
        print_pdf(declaration_pages(made_declaration(), about, site=SITE), lang) for lang in LANGS
    ]

    assert zh in words(pages[0]).replace(" ", "")
    assert en in words(pages[1])
    assert [len(texts(content)) for content in pages] == [2, 2]


def test_others_are_told_apart_from_the_company() -> None:
    alone, beside = words(printed("usual", "en")), words(printed("usual", "en", others=True))

    assert "What others state beside it" not in alone
    assert "Whose key it is. That takes an association's credential, and none is attached." in alone
    assert "none is part of the company's declaration" in beside
    assert "Whose key it is, unless you trust the association that says so." in beside
    assert "Entry 1204" in beside


def test_thirty_sites_and_forty_standards_are_all_there() -> None:
    told = words(printed("long", "en"))

    assert "Sites covered (30)" in told
    assert told.count("We used GB/T 36000-2015 as guidance") == 40
    assert "E19.1" in told


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("kind", KINDS)
def test_the_room_to_sign_and_seal_stays_with_date_and_signatory(kind: str, lang: Lang) -> None:
    sought = {
        "zh": ("签发地点", "有效期至", "签署人", "公章", "法定代表人或授权人签字"),
        "en": ("Place", "Valid until", "Signatory", "Company seal", "Signature of the legal representative"),
    }[lang]  # fmt: skip
    pages = ["".join(text.split()) for text in texts(printed(kind, lang))]
    holding = [page for page in pages if sought[-1].replace(" ", "") in page]

    assert len(holding) == 1
    assert all(phrase.replace(" ", "") in holding[0] for phrase in sought)


def test_the_seal_has_forty_millimetres() -> None:
    with opened(printed("usual", "zh")) as pdf:
        circles = [
            one["rect"]
            for page in pdf
            for one in page.get_drawings()
            if one.get("dashes") not in (None, "", "[] 0")
        ]

    assert [(round(one.width / 72 * 25.4), round(one.height / 72 * 25.4)) for one in circles] == [
        (42, 42)
    ]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("kind", KINDS)
def test_nothing_leaves_the_page(kind: str, lang: Lang) -> None:
    with opened(printed(kind, lang, others=True)) as pdf:
        for page in pdf:
            for word in page.get_text("words"):
                assert 0 <= word[0] <= word[2] <= page.rect.width
                assert 0 <= word[1] <= word[3] <= page.rect.height


# ── the code to scan ──────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("site", ["", SITE, f"https://a.example/{'v' * 180}"])
def test_a_camera_reads_address_and_hash(lang: Lang, site: str) -> None:
    address = verify_address(sealed().sha256, site=site)
    content = printed("usual", lang, site=site)

    assert scanned(content) == [address]
    assert address in "".join(words(content).split())


def test_without_a_site_the_code_names_only_the_hash() -> None:
    assert verify_address("ab" * 32) == f"zeren:verify?sha256={'ab' * 32}"
    assert (
        verify_address("ab", site="https://a.example/v?x=1") == "https://a.example/v?x=1&sha256=ab"
    )


@pytest.mark.parametrize(
    "site",
    [
        "http://a.example",
        "register.example",
        "https://",
        "https://a.example/#top",
        "https://a.example/ x",
        "https://a.example/\n",
        "https://user@a.example/",
        "https://例子.example",
        "https://a.example/" + "v" * 200,
        "javascript:alert(1)",
    ],
)
def test_what_is_no_address_is_refused(site: str) -> None:
    with pytest.raises(Refused) as caught:
        verify_address("ab", site=site)

    assert [problem.code for problem in caught.value.problems] == ["site-no-address"]


# ── what is inside ────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("lang", LANGS)
def test_every_member_is_attached_with_its_kind_and_relation(lang: Lang) -> None:
    with pikepdf.open(BytesIO(printed("usual", lang))) as pdf:
        attached = {
            str(one.UF): (
                one.EF.F.read_bytes(),
                str(one.EF.F.Subtype),
                str(one.AFRelationship),
            )
            for one in pdf.Root.AF
        }
        described = [str(one.Desc) for one in pdf.Root.AF]

    assert {name: content for name, (content, *_) in attached.items()} == MEMBERS
    assert {name: tuple(about) for name, (_, *about) in attached.items()} == {
        "answers.sd-jwt": ("/application/vc+sd-jwt", "/Data"),
        "declaration.jwt": ("/application/vc+jwt", "/Data"),
        "identity-1.jwt": ("/application/vc+jwt", "/Data"),
        "proof.json": ("/application/json", "/Data"),
        "statement.json": ("/application/json", "/Source"),
    }
    assert all(described)


def test_only_members_can_be_attached() -> None:
    with pytest.raises(ValueError, match=r"disclosures\.json"):
        declaration_pages(made_declaration(), sealed()._replace(members={"disclosures.json": b""}))


# ── for those who listen ──────────────────────────────────────────────────────────────────────


def logo(*, wide: int = 600, high: int = 200) -> Look:
    made = BytesIO()
    Image.new("RGB", (wide, high), (190, 60, 30)).save(made, "PNG")
    return Look(colour="#7a1f3d", logo=made.getvalue(), logo_name="logo.png")


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("kind", KINDS)
def test_machine_checks_find_nothing(kind: str, lang: Lang, tmp_path: Path) -> None:
    outloud = pytest.importorskip("outloud", reason="outloud is not installed")
    pdfua = pytest.importorskip("pdfua", reason="pdfua is not installed")
    file = tmp_path / "declaration.pdf"
    about = sealed_with_others()._replace(look=logo())
    file.write_bytes(print_pdf(declaration_pages(KINDS[kind](), about, site=SITE), lang))

    assert list(pdfua.validate(str(file)).findings) == []
    assert outloud.check(str(file)).errors == 0


def test_a_very_wide_logo_stays_on_the_page() -> None:
    about = sealed()._replace(look=logo(wide=3_000, high=60))

    with opened(print_pdf(declaration_pages(made_declaration(), about), "en")) as pdf:
        (picture,) = [one["bbox"] for one in pdf[0].get_image_info() if one["width"] == 3_000]

    assert round((picture[2] - picture[0]) / 72 * 25.4) == 55


@pytest.mark.parametrize("lang", LANGS)
def test_it_is_accessible_and_archivable_and_the_code_has_words(lang: Lang) -> None:
    with pikepdf.open(BytesIO(printed("usual", lang))) as pdf, pdf.open_metadata() as about:
        kinds = (about["pdfuaid:part"], about["pdfaid:part"] + about["pdfaid:conformance"])
        figures = [
            str(one.Alt)
            for one in pdf.objects
            if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/Figure"
        ]

    assert kinds == ("1", "3A")
    assert len(figures) == 1
    assert "SHA-256" in figures[0]


def test_hostile_words_stay_words() -> None:
    made = made_declaration()
    phrase = '#panic("x") *bold* $x$ \x00\u202e <a> \\ @label "quoted"'
    hostile = made._replace(
        statement=Said.of(phrase),
        place=Said.of(phrase),
        issuer=made.issuer._replace(contact=phrase),
    )

    told = words(print_pdf(declaration_pages(hostile, sealed()), "en"))

    assert told.count('#panic("x") *bold* $x$') == 3
