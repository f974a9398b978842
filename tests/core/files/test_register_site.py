"""The public pages: everything that was ever registered is on them, in both languages, and nothing else."""

import json
import re
import shutil
from html import unescape
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from tests.core.declare.register.made import PROFILE, declared, digest
from tests.core.files.made_register import DAY, MOMENT, Desk, make_desk, ready_for_release

from zeren.declare.register.entries import Proposed
from zeren.declare.register.release import Objection, answered, objected, opened
from zeren.files.register_folder.reading import audit
from zeren.files.register_folder.staff import change, publish, stage
from zeren.files.register_folder.writing import enter
from zeren.files.register_site.site import write_site
from zeren.problems import Refused
from zeren.text import Text

HOSTILE = '<script>alert(1)</script>"&\u202e'
COLOUR = "#0f5c55"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A register with a replaced, a withdrawn, a released and an announced declaration."""
    desk = make_desk(tmp_path)
    desk.enter(0, 1)
    more = (
        Proposed("supersede", digest(7), "member-0", f"{PROFILE};of=0"),
        Proposed("withdraw", digest(1), "member-1", f"{PROFILE};reason=own-request"),
    )
    enter(desk.register, desk.signer, more, now=MOMENT)
    ready_for_release(desk, 2)
    change(desk.register, lambda now: objected(now, Objection("member-2", DAY, "CANARY")))
    change(desk.register, lambda now: answered(now, 1, reply="CANARY", on=DAY))
    publish(desk.register, desk.signer, name="2026", now=MOMENT, on=DAY)
    stage(desk.register, (declared(3),))
    change(desk.register, lambda now: opened(now, start=DAY, days=7))
    desk.register.name_them(
        {
            "member-0": Text("灯具厂（演示）", "Lamp Works (fictitious)"),
            "member-1": Text(HOSTILE, HOSTILE),
        }
    )
    return desk


def written(desk: Desk, out: Path, offset: str = "+08:00") -> dict[str, str]:
    write_site(desk.register, out, url="https://register.example/", colour=COLOUR, offset=offset)
    return {
        path.relative_to(out).as_posix(): path.read_text("utf-8")
        for path in sorted(out.rglob("*"))
        if path.suffix in {".html", ".xml", ".json", ".css"}
    }


def test_both_languages_have_the_same_pages_and_every_link_leads_somewhere(
    desk: Desk, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    pages = {name: words for name, words in written(desk, out).items() if name.endswith(".html")}

    chinese = {name for name in pages if not name.startswith("en/")}
    assert chinese == {name.removeprefix("en/") for name in pages if name.startswith("en/")}
    for name, words in pages.items():
        for link in re.findall(r'href="([^"#]+)', words):
            assert (out / name).parent.joinpath(unescape(link)).is_file(), (name, link)
        assert f'<html lang="{"en" if name.startswith("en/") else "zh-Hans"}">' in words
        assert "default-src 'none'" in words


def test_what_was_withdrawn_or_replaced_is_shown_as_such_with_the_reason(
    desk: Desk, tmp_path: Path
) -> None:
    pages = written(desk, tmp_path / "out")

    assert "已撤回：应企业要求" in pages["org/member-1.html"]
    assert "Withdrawn: at the company's request" in pages["en/org/member-1.html"]
    assert digest(1) in pages["org/member-1.html"]
    for sha in (digest(0), digest(7)):
        assert sha in pages["org/member-0.html"]
    assert "已被取代" in pages["org/member-0.html"]
    assert "Release 2026" in pages["en/releases.html"]


def test_the_notice_is_public_before_the_release(desk: Desk, tmp_path: Path) -> None:
    pages = written(desk, tmp_path / "out")

    for name in ("index.html", "en/index.html"):
        assert digest(3)[:16] in pages[name]
    assert "2026年11月29日起集中发布" in pages["index.html"]
    assert digest(3) not in json.dumps(json.loads(pages["register.json"])["organisations"])


def test_no_word_of_staff_and_no_markup_of_a_name_gets_out(desk: Desk, tmp_path: Path) -> None:
    pages = written(desk, tmp_path / "out")

    for words in pages.values():
        assert "CANARY" not in words
    for name, words in pages.items():
        assert "<script" not in words or name == "register.json"
    assert "&lt;script&gt;" in pages["org/member-1.html"]


def test_an_erased_name_leaves_the_pages_where_they_were(desk: Desk, tmp_path: Path) -> None:
    before = written(desk, tmp_path / "out")
    (desk.register.staff / "names.json").write_text("{}")

    after = written(desk, tmp_path / "out")

    assert after.keys() == before.keys()
    assert not any("Lamp Works" in words or "灯具厂" in words for words in after.values())
    assert digest(7) in after["org/member-0.html"]


def test_equal_registers_give_equal_bytes(desk: Desk, tmp_path: Path) -> None:
    assert written(desk, tmp_path / "one") == written(desk, tmp_path / "two")


def test_pages_tell_the_time_of_one_place_and_feeds_that_of_the_log(
    desk: Desk, tmp_path: Path
) -> None:
    """MOMENT is eight in the morning in UTC; twelve hours and more ahead it is another day."""
    china = written(desk, tmp_path / "china")
    west, east = (written(desk, tmp_path / one, one) for one in ("-09:30", "+14:00"))

    assert "2026年11月22日 16:00\u00a0+08:00" in china["org/member-0.html"]
    assert "22 November 2026, 16:00\u00a0+08:00" in china["en/org/member-0.html"]
    assert "21 November 2026, 22:30\u00a0-09:30" in west["en/index.html"]
    assert "22 November 2026, 22:00\u00a0+14:00" in east["en/index.html"]
    assert "<td" in west["index.html"]
    assert "2026年11月21日" in west["index.html"].partition("<table")[2]
    for name in ("feed.zh.xml", "register.json"):
        assert "2026-11-22T08:00:00Z" in china[name] == west[name]
    with pytest.raises(Refused):
        written(desk, tmp_path / "bad", "Shanghai")


def test_the_feed_is_atom_and_the_data_is_what_the_log_says(desk: Desk, tmp_path: Path) -> None:
    pages = written(desk, tmp_path / "out")
    atom = "{http://www.w3.org/2005/Atom}"

    for lang in ("zh", "en"):
        feed = ET.fromstring(pages[f"feed.{lang}.xml"])  # noqa: S314 - our own
        found = feed.findall(f"{atom}entry")
        assert len(found) == 6
        assert len({one.findtext(f"{atom}id") for one in found}) == 6
        for one in found:
            link = one.find(f"{atom}link")
            assert link is not None
            path = link.attrib["href"].removeprefix("https://register.example/").partition("#")[0]
            assert path in pages
    data = json.loads(pages["register.json"])
    states = [one["state"] for org in data["organisations"] for one in org["entries"]]
    assert states == ["stands", "superseded", "withdrawn", "stands"]
    assert data["size"] == 6


def test_a_visitor_can_audit_the_copy(desk: Desk, tmp_path: Path) -> None:
    written(desk, tmp_path / "out")

    assert audit(tmp_path / "out" / "log", desk.register.verifier).problems == []


def test_a_register_that_was_tampered_with_gets_no_site(desk: Desk, tmp_path: Path) -> None:
    path = desk.register.log / "tile/entries/000.p/6"
    path.write_bytes(path.read_bytes().replace(b"member-0", b"member-9"))

    with pytest.raises(Refused):
        written(desk, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_an_empty_register_and_one_of_many_pages_are_shown(tmp_path: Path) -> None:
    empty, large = make_desk(tmp_path / "empty"), make_desk(tmp_path / "large")
    many = tuple(declared(number, f"member-{number:04}") for number in range(450))
    enter(large.register, large.signer, many, now=MOMENT)

    assert "还没有登记" in written(empty, tmp_path / "a")["index.html"]
    pages = written(large, tmp_path / "b")
    lists = [name for name in pages if name in {"index.html", "list-2.html", "list-3.html"}]
    assert len(lists) == 3
    shown = re.findall(r'href="org/(member-\d+)\.html"', "".join(pages[name] for name in lists))
    assert sorted(shown) == [one.org for one in many]


def test_ids_that_differ_only_in_capitals_have_pages_of_their_own(
    desk: Desk, tmp_path: Path
) -> None:
    pair = (declared(50, "Abc"), declared(51, "abc"))
    enter(desk.register, desk.signer, pair, now=MOMENT)
    shutil.rmtree(tmp_path / "out", ignore_errors=True)

    pages = written(desk, tmp_path / "out")

    assert digest(50) in pages["org/Abc.html"]
    assert digest(51) in pages["org/abc--2.html"]


def test_pages_that_are_part_of_a_site_lead_back_to_it(desk: Desk, tmp_path: Path) -> None:
    write_site(desk.register, tmp_path / "out", url="", colour=COLOUR, home="/")

    assert 'href="/?lang=zh">首页' in (tmp_path / "out/index.html").read_text("utf-8")
    assert 'href="/?lang=en">Home' in (tmp_path / "out/en/check.html").read_text("utf-8")
