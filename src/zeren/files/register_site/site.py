"""Writing the site: the log first, then what speaks of it, so that no page is ahead of its proof."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timezone
from pathlib import Path
from typing import Final
from xml.etree.ElementTree import Element, SubElement, tostring

from zeren.declare.register.clock import CHINA, zone_of
from zeren.declare.register.entries import KINDS
from zeren.files.canonical import canonical
from zeren.files.characters import printable
from zeren.files.html.elements import LANG_TAG
from zeren.files.register_folder.folder import CHECKPOINT, Register
from zeren.files.register_folder.reading import audit
from zeren.files.register_folder.releases import problems_of_releases, releases_in
from zeren.files.register_site.frame import print_page
from zeren.files.register_site.pages import all_pages
from zeren.files.register_site.shown import (
    MADE,
    Shown,
    noticed,
    organisations,
)
from zeren.problems import Place, Problem, Refused
from zeren.text import LANGS, Lang, Text

_IN_FEED: Final = 50
_ATOM: Final = "http://www.w3.org/2005/Atom"


def write_site(
    register: Register, out: Path, *, url: str, colour: str, offset: str = CHINA, home: str = ""
) -> int:
    """Write everything that changed; how many pages there are. Raises Refused where the log is unsound.

    Equal registers, names, addresses and offsets give equal bytes. `home` is the address of a site
    that these pages are part of.
    """
    zone = zone_of(offset)
    if zone is None:
        raise Refused(_bad_offset(offset))
    shown = _shown(register, zone, home)
    base = (url or f"https://{shown.origin}").rstrip("/")
    _copy_log(register, out)
    count = 0
    for name, content in _files(register, shown, base=base, colour=colour):
        _put(out / name, content)
        count += name.endswith(".html")
    return count


def _shown(register: Register, zone: timezone, home: str) -> Shown:
    log = audit(register.log, register.verifier)
    if not log.is_sound:
        raise Refused(*log.problems)
    if found := problems_of_releases(register.releases, log.standing):
        raise Refused(*found)
    names, now = register.names(), register.preparation()
    releases = releases_in(register.releases, log.standing)
    return Shown(
        title=Text(f"{register.name.zh}公示登记", f"{register.name.en}: public register"),
        origin=register.verifier.name,
        verifier=register.verifier.line,
        checkpoint=log.note.decode(),
        size=log.size,
        root=log.root.hex(),
        organisations=organisations(log.standing, names, releases),
        entries=tuple(log.standing.entries),
        releases=releases,
        notice=now.notice,
        noticed=noticed(now, names),
        zone=zone,
        home=home,
    )


def _copy_log(register: Register, out: Path) -> None:
    """Tiles before the checkpoint that needs them."""
    for path in sorted((register.log / "tile").rglob("*")):
        if path.is_file() and not path.name.startswith("."):
            _put(out / "log" / path.relative_to(register.log), path.read_bytes())
    _put(out / "log" / CHECKPOINT, (register.log / CHECKPOINT).read_bytes())


def _files(
    register: Register, shown: Shown, *, base: str, colour: str
) -> Iterator[tuple[str, bytes]]:
    yield "style.css", _style(colour)
    for release in shown.releases:
        name = f"{release['name']}.json"
        yield f"releases/{name}", (register.releases / name).read_bytes()
    for lang in LANGS:
        for page in all_pages(shown, lang):
            yield f"{'en/' if lang == 'en' else ''}{page.path}", print_page(page, shown, lang)
        yield f"feed.{lang}.xml", _feed(shown, lang, base)
    yield "register.json", _data(shown)


def _style(colour: str) -> bytes:
    if not re.fullmatch(r"#[0-9A-Fa-f]{6}", colour):
        raise Refused(_bad_colour(colour))
    from zeren.files import html

    sheet = Path(html.__file__).with_name("report.css").read_text("utf-8")
    ours = Path(__file__).with_name("site.css").read_text("utf-8")
    return f":root{{--accent:{colour.lower()}}}\n{sheet}{ours}".encode()


def _put(path: Path, content: bytes) -> None:
    """Whole or not at all; what is the same already is left alone."""
    if path.is_file() and path.read_bytes() == content:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".new-{path.name}")
    try:
        beside.write_bytes(content)
        beside.replace(path)
    except OSError as fault:
        beside.unlink(missing_ok=True)
        raise OSError(fault.errno, fault.strerror, str(path)) from fault


def _data(shown: Shown) -> bytes:
    table = {
        "origin": shown.origin,
        "verifier": shown.verifier,
        "size": shown.size,
        "root": shown.root,
        "checkpoint": shown.checkpoint,
        "organisations": [
            {
                "id": org.id,
                "name": org.name.as_json() if org.name else None,
                "entries": [version.as_json() for version in org.versions],
            }
            for org in shown.organisations
        ],
        "releases": [str(one["name"]) for one in shown.releases],
    }
    return canonical(table) + b"\n"


def _feed(shown: Shown, lang: Lang, base: str) -> bytes:
    pages = {org.id: org for org in shown.organisations}
    folder = f"{base}/en" if lang == "en" else base
    feed = Element("feed", {"xmlns": _ATOM, "xml:lang": LANG_TAG[lang]})
    _line(feed, "id", f"{base}/feed.{lang}.xml")
    _line(feed, "title", shown.title.to(lang))
    _line(feed, "updated", shown.updated or "1970-01-01T00:00:00Z")
    SubElement(feed, "link", {"rel": "self", "href": f"{base}/feed.{lang}.xml"})
    SubElement(feed, "link", {"rel": "alternate", "href": f"{folder}/index.html"})
    _line(SubElement(feed, "author"), "name", shown.title.to(lang))
    for entry in reversed(shown.entries[-_IN_FEED:]):
        org = pages.get(entry.org)
        name = org.title.to(lang) if org else ""
        kind = KINDS[entry.kind].to(lang)
        made = SubElement(feed, "entry")
        _line(made, "id", f"{base}/#entry-{entry.seq}")
        _line(
            made,
            "title",
            f"{name}：{kind}" if name and lang == "zh" else f"{name}: {kind}" if name else kind,
        )
        _line(made, "updated", entry.time)
        anchor = f"#entry-{entry.seq}" if entry.kind in MADE else ""
        page = f"org/{org.page}.html{anchor}" if org else "releases.html"
        SubElement(made, "link", {"href": f"{folder}/{page}"})
        _line(made, "summary", f"SHA-256 {entry.hash}")
    words = tostring(feed, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{words}\n'.encode()


def _line(parent: Element, name: str, words: str) -> None:
    SubElement(parent, name).text = printable(words)


def _bad_colour(colour: str) -> Problem:
    return Problem(
        "register-colour",
        "error",
        Place(),
        Text(f"“{colour[:20]}”不是颜色。", f'"{colour[:20]}" is not a colour.'),
        Text("请写成 #0f5c55 这样。", "Write it like #0f5c55."),
    )


def _bad_offset(offset: str) -> Problem:
    return Problem(
        "register-offset",
        "error",
        Place(field="--offset"),
        Text(f"“{offset[:20]}”不是时差。", f'"{offset[:20]}" is not an offset.'),
        Text("请写成 +08:00 这样。", "Write it like +08:00."),
    )
