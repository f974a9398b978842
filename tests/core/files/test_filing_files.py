"""The three files of a filing, and a user's copy of the taxonomy held against it."""

from __future__ import annotations

import io
import json
import re
import time
import zipfile
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from tests.core.files.made_taxonomy import SOURCE, make_package
from tests.core.files.test_html import AXE_ANSWER, AXE_SCRIPT, seen_in_chromium
from tests.core.publish.made_filing import made_filing, sound, spoilt_filings
from tests.tools import needs

from zeren.files.xbrl import print_filing
from zeren.files.xbrl.package import pack
from zeren.files.xbrl.page import print_page
from zeren.files.xbrl.taxonomy_copy import TaxonomyCopy, compare, read_taxonomy_copy
from zeren.problems import Refused
from zeren.publish.filing import Filing, Tagged
from zeren.standards.taxonomy import load_taxonomy

XHTML = "{http://www.w3.org/1999/xhtml}"
IX = "{http://www.xbrl.org/2013/inlineXBRL}"
CANARY = "<script>alert('x')</script>&amp; ]]> \u202e\x00\x1b[31m"


def page_of(*facts: Tagged) -> str:
    return print_page(made_filing(*facts), colour="#0f5c55").decode()


def body_of(*facts: Tagged) -> str:
    return page_of(*facts).partition("<body>")[2]


def test_equal_filings_give_equal_bytes() -> None:
    once, again = (print_filing(made_filing(), colour="#7A1F2B") for _ in range(2))

    assert once == again
    assert [name for name, _ in once] == ["report.xhtml", "report-package.zip", "report.xbrl.json"]


def test_a_reader_sees_numbers_with_commas_and_shares_in_per_cent() -> None:
    body = body_of(
        replace(sound("vsme:Turnover", id="a"), value="1250000.50", decimals="2"),
        replace(sound("vsme:EmployeeTurnoverRate", id="b"), value="0.2841", decimals="4"),
        replace(
            sound("vsme:PercentageGapInPayBetweenFemaleAndMaleEmployees", id="c"), value="-0.05"
        ),
        replace(sound("vsme:PubliclyAvailableDisclosure", id="d"), value="false"),
    )

    seen = dict(re.findall(r'<ix:non\w+ id="(\w)".*?>(.*?)</ix:non', body))
    assert seen["a"] == "1,250,000.50"
    assert seen["b"] == "28.41"
    assert seen["c"] == "5"
    assert "\u2212<ix:nonFraction" in body
    assert 'sign="-"' in body
    assert re.sub("<.*?>", " ", seen["d"]).split() == ["否", "No"]


def test_each_fact_is_tagged_once_and_both_languages_are_there() -> None:
    filing = made_filing()
    page = ET.fromstring(print_page(filing, colour="#0f5c55"))  # noqa: S314 - our own

    tagged = [one.get("id") for one in page.iter() if one.tag.startswith(f"{IX}non")]
    ids = [one.get("id") for one in page.iter() if one.get("id")]

    assert sorted(filter(None, tagged)) == sorted(fact.id for fact in filing.facts)
    assert len(ids) == len(set(ids))
    links = {one.get("href", "") for one in page.iter(f"{XHTML}a")}
    assert {link for link in links if not link.startswith("#")} == set()
    assert {link[1:] for link in links} <= set(filter(None, ids))
    assert {"#zh", "#en"} <= links


def test_the_page_is_xhtml_1_1_without_scripts_or_anything_from_elsewhere() -> None:
    page = ET.fromstring(page_of())  # noqa: S314 - our own

    tags = {one.tag.removeprefix(XHTML) for one in page.iter() if one.tag.startswith(XHTML)}

    old = (
        "html head meta title style body div p span a ol ul li h1 h2 h3 small br table caption col"
    )
    assert tags <= {*old.split(), "thead", "tbody", "tr", "th", "td"}
    assert "url(" not in page_of()
    policy = next(
        one.get("content", "") for one in page.iter(f"{XHTML}meta") if one.get("http-equiv")
    )
    assert policy.startswith("default-src 'none'; style-src ")


def test_words_cannot_become_markup_anywhere() -> None:
    filing = replace(
        made_filing(
            replace(sound("vsme:NameOfMaterialUsed", id="a"), value=CANARY),
            replace(sound("vsme:DescriptionOfMainBusinessRelationships", id="b"), value=CANARY),
            replace(
                sound("vsme:AddressOfSite", id="c"),
                dimensions=(("vsme:IdentifierOfSiteTypedAxis", CANARY),),
            ),
        ),
        entity=replace(made_filing().entity, identifier=CANARY),
    )
    page = print_page(filing, colour="#0f5c55")
    root = ET.fromstring(page)  # noqa: S314 - our own

    assert {one.tag for one in root.iter() if "script" in one.tag} == set()
    assert "\u202e" not in page.decode()
    assert "\x1b" not in page.decode()
    shown = "".join(root.itertext()).count("<script>alert('x')</script>&amp; ]]> [31m")
    assert shown == 2 + 3 + 1 + 3  # values; identifier in 3 contexts and in words; site in 3 places


def test_the_package_says_what_it_is_and_holds_the_page() -> None:
    page = print_page(made_filing(), colour="#0f5c55")

    with zipfile.ZipFile(io.BytesIO(pack(page))) as package:
        names = package.namelist()
        about = json.loads(package.read("report-package/META-INF/reportPackage.json"))
        dates = {entry.date_time for entry in package.infolist()}
        assert package.read("report-package/reports/report.xhtml") == page

    assert names == [
        "report-package/META-INF/reportPackage.json",
        "report-package/reports/report.xhtml",
    ]
    assert about == {"documentInfo": {"documentType": "https://xbrl.org/report-package/2023"}}
    assert dates == {(1980, 1, 1, 0, 0, 0)}


def test_xbrl_json_states_each_fact_as_the_open_information_model_does() -> None:
    filing = made_filing(
        replace(sound("vsme:Turnover", id="f1"), value="5230000", decimals="-4"),
        replace(sound("vsme:AddressOfSite", id="f2"), value="明灯路 3 号", lang="zh-Hans"),
        replace(sound("vsme:NumberOfEmployees", id="f3"), decimals="INF"),
    )

    table = json.loads(dict(print_filing(filing, colour="#0f5c55"))["report.xbrl.json"])

    assert table["documentInfo"]["documentType"] == "https://xbrl.org/2021/xbrl-json"
    assert table["documentInfo"]["taxonomy"] == [load_taxonomy().entry_point]
    assert table["documentInfo"]["namespaces"]["lei"] == "http://standards.iso.org/iso/17442"
    entity = "lei:529900T8BM49AURSDO55"
    assert table["facts"] == {
        "f1": {
            "value": "5230000",
            "decimals": -4,
            "dimensions": {
                "concept": "vsme:Turnover",
                "entity": entity,
                "period": "2026-01-01T00:00:00/2027-01-01T00:00:00",
                "unit": "iso4217:EUR",
            },
        },
        "f2": {
            "value": "明灯路 3 号",
            "dimensions": {
                "concept": "vsme:AddressOfSite",
                "entity": entity,
                "period": "2027-01-01T00:00:00",
                "language": "zh-hans",
                "vsme:IdentifierOfSiteTypedAxis": "1",
            },
        },
        "f3": {
            "value": "4",
            "dimensions": {
                "concept": "vsme:NumberOfEmployees",
                "entity": entity,
                "period": "2027-01-01T00:00:00",
            },
        },
    }


def test_whatever_is_in_a_filing_the_files_can_be_written_to_look_at() -> None:
    for spoilt in spoilt_filings():
        page, package, table = (
            content for _, content in print_filing(spoilt.filing, colour="#0f5c55")
        )

        ET.fromstring(page)  # noqa: S314 - our own
        assert zipfile.is_zipfile(io.BytesIO(package))
        assert json.loads(table)["facts"].keys() == {fact.id for fact in spoilt.filing.facts}


@needs("chromium", "axe-core")
@pytest.mark.parametrize(("width", "at"), [(320, "zh"), (320, "en-B7"), (1280, "en")])
def test_machines_find_no_barrier_and_nothing_is_wider_than_the_window(
    tmp_path: Path, width: int, at: str
) -> None:
    """Landmarks are left aside: XHTML 1.1, which inline XBRL prescribes, has none."""
    page = print_page(made_filing(), colour="#0f5c55")
    fewer = AXE_SCRIPT.replace(", 'best-practice'", "").replace("length > 20", "length > 12")

    said = seen_in_chromium(tmp_path, page, script=fewer, width=width, at=at, name="page.xhtml")

    assert said == AXE_ANSWER


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not SOURCE.exists():
        pytest.skip("EFRAG's data of the taxonomy is not here (../shared/facts/efrag)")
    return make_package(tmp_path_factory.mktemp("taxonomy") / "vsme.zip")


def told(filing: Filing, copy: TaxonomyCopy) -> tuple[str, ...]:
    return tuple(problem.code for problem in compare(filing, copy))


def test_a_copy_of_the_same_edition_knows_everything_that_we_name(package: Path) -> None:
    copy = read_taxonomy_copy(package)

    assert copy.entry_points == {load_taxonomy().entry_point}
    assert told(made_filing(), copy) == ()


def test_a_new_edition_is_noticed(package: Path, tmp_path: Path) -> None:
    newer = "https://xbrl.efrag.org/taxonomy/vsme/2027-05-01/vsme-all.xsd"
    other = read_taxonomy_copy(make_package(tmp_path / "newer.zip", entry_point=newer))
    poorer = read_taxonomy_copy(
        make_package(tmp_path / "poorer.zip", left_out=["vsme:Turnover", "country:AD"])
    )
    known = read_taxonomy_copy(package)
    turnover = f"{load_taxonomy().namespaces['vsme']}#Turnover"
    changed = replace(known, concepts={**known.concepts, turnover: ("decimalItemType", "instant")})

    assert told(made_filing(), other) == ("taxonomy-other-edition",)
    assert told(made_filing(), poorer) == ("taxonomy-lacks",)
    assert told(made_filing(), changed) == ("taxonomy-differs",)
    (problem,) = compare(made_filing(), poorer)
    assert "2 of the names in the filing: country:AD, vsme:Turnover." in problem.what.en


ABOUT = "p/META-INF/taxonomyPackage.xml"
LOL = '<!DOCTYPE lolz [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><x>&b;</x>'


def zipped(path: Path, parts: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return path


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ({"x.xsd": b"<x/>"}, "taxonomy-no-package"),
        ({ABOUT: b"<x", "x.xsd": b"<x/>"}, "taxonomy-damaged"),
        ({ABOUT: b"<x/>", "x.xsd": LOL.encode()}, "taxonomy-damaged"),
        ({ABOUT: LOL.encode("utf-16")}, "taxonomy-damaged"),
        (
            {ABOUT: b'<!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>'},
            "taxonomy-damaged",
        ),
        ({ABOUT: b"<x/>", "../x.xsd": b"<x/>"}, "file-odd-part"),
        ({ABOUT: b"<x/>", "C:/x.xsd": b"<x/>"}, "file-odd-part"),
        ({ABOUT: b"<x/>", "x.xsd": b" " * (70 << 20)}, "taxonomy-too-large"),
        ({ABOUT: b" " * (70 << 20)}, "file-unpacks-too-large"),
        (
            {ABOUT: b"<x/>", **{f"{number}.xsd": b"<x/>" for number in range(2_001)}},
            "file-too-many-parts",
        ),
    ],
)
def test_hostile_packages_are_refused_in_words(
    tmp_path: Path, parts: dict[str, bytes], code: str
) -> None:
    path = zipped(tmp_path / "package.zip", parts)
    began = time.process_time()

    with pytest.raises(Refused) as refused:
        read_taxonomy_copy(path)

    (problem,) = refused.value.problems
    assert problem.code == code
    assert "workbook" not in problem.words("en")
    assert "spreadsheet" not in problem.words("en")
    assert "表格" not in problem.words("zh")
    assert time.process_time() - began < 1


@pytest.mark.parametrize(
    "content", [b"", b"PK", b"no zip at all", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"]
)
def test_what_is_no_zip_is_refused_too(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "package.zip"
    path.write_bytes(content)

    with pytest.raises(Refused) as refused:
        read_taxonomy_copy(path)

    assert "Download the VSME taxonomy package" in refused.value.problems[0].words("en")


def test_a_missing_package_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        read_taxonomy_copy(tmp_path / "none.zip")

    assert refused.value.problems[0].code == "file-missing"
