"""The pages of the register: the list, one page an organisation, and one that tells how to check."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final
from xml.etree.ElementTree import Element

from zeren.declare.register.clock import local
from zeren.declare.register.entries import KINDS, REASONS
from zeren.declare.register.standing import STATES
from zeren.files.html.elements import Child, element
from zeren.files.register_site import wordings
from zeren.files.register_site.frame import (
    Page,
    View,
    coded,
    facts,
    moment_words,
    paragraph,
    section,
    table_of,
)
from zeren.files.register_site.shown import Organisation, Shown, Version
from zeren.publish.wording import day_words
from zeren.text import Lang, Text, same

A_PAGE: Final = 200  # organisations
_TONE: Final = {"stands": "good", "superseded": "plain", "withdrawn": "watch"}


def all_pages(shown: Shown, lang: Lang) -> Iterator[Page]:
    yield from _lists(View(shown, lang))
    inner = View(shown, lang, "../")
    for org in shown.organisations:
        yield _of_organisation(org, inner)
    yield _how_to_check(View(shown, lang))
    yield _releases(View(shown, lang))


def _mark(version: Version, view: View) -> Element:
    return element("span", *view.of(_state_words(version)), class_=f"tone {_TONE[version.state]}")


def _state_words(version: Version) -> Text:
    state = STATES[version.state]
    words = Text(state.zh, state.en.capitalize())
    if version.state == "withdrawn" and version.ender:
        reason = REASONS.get(version.ender.reason)
        return Text(f"{words.zh}：{reason.zh}", f"{words.en}: {reason.en}") if reason else words
    return words


# --- the list --------------------------------------------------------------------------------------


def list_path(number: int) -> str:
    return "index.html" if number == 1 else f"list-{number}.html"


def _lists(view: View) -> Iterator[Page]:
    every = view.shown.organisations
    count = max(1, -(-len(every) // A_PAGE))
    for number in range(1, count + 1):
        part = every[(number - 1) * A_PAGE : number * A_PAGE]
        first = (_figures(view), *_notice(view)) if number == 1 else ()
        listed = _table(part, view) if part else paragraph(wordings.NONE_YET, view, "lead")
        yield Page(
            list_path(number),
            view.shown.title,
            (*first, section(wordings.REGISTERED, view, listed, _pager(number, count, view))),
            wordings.LEAD,
        )


def _figures(view: View) -> Element:
    shown = view.shown
    figures = (
        (wordings.ORGANISATIONS, len(shown.organisations)),
        *((STATES[state], shown.count(state)) for state in ("stands", "superseded", "withdrawn")),
    )
    return element(
        "dl",
        *(
            element("div", element("dt", *view.of(label)), element("dd", f"{number:,}"))
            for label, number in figures
        ),
        class_="figures",
    )


def _table(part: tuple[Organisation, ...], view: View) -> Element:
    header = (wordings.ORGANISATION, wordings.ID, wordings.SINCE, wordings.STATE)
    labels = [words.to(view.lang) for words in header]
    rows = (
        element(
            "tr",
            element(
                "th",
                element("a", *view.of(org.title), href=f"{view.up}org/{org.page}.html"),
                scope="row",
                role="rowheader",
                data_label=labels[0],
            ),
            coded(org.id, labels[1], "id"),
            element(
                "td",
                *view.of(day_words(local(org.leading.entry.time, view.shown.zone)[0])),
                role="cell",
                data_label=labels[2],
                class_="short",
            ),
            element("td", _mark(org.leading, view), role="cell", data_label=labels[3]),
            role="row",
        )
        for org in part
    )
    return table_of(header, rows, view, caption=wordings.REGISTERED)


def _pager(number: int, count: int, view: View) -> Element | None:
    if count == 1:
        return None
    before = element("a", *view.of(wordings.BEFORE), href=list_path(number - 1), rel="prev")
    after = element("a", *view.of(wordings.AFTER), href=list_path(number + 1), rel="next")
    where = Text(f"第 {number} 页，共 {count} 页", f"Page {number} of {count}")
    return element(
        "nav",
        before if number > 1 else None,
        element("span", *view.of(where)),
        after if number < count else None,
        class_="pager",
        aria_label=wordings.PAGES.to(view.lang),
    )


def _notice(view: View) -> tuple[Element, ...]:
    notice = view.shown.notice
    if notice is None:
        return ()
    words = wordings.NOTICE_WORDS.format(
        start=day_words(notice.start), until=day_words(notice.until), days=notice.days
    )
    header = (wordings.ORGANISATION, wordings.ID, wordings.HASH)
    labels = [one.to(view.lang) for one in header]
    rows = (
        element(
            "tr",
            element("th", *view.of(name), scope="row", role="rowheader", data_label=labels[0]),
            coded(org, labels[1], "id"),
            coded(f"{sha[:16]}…", labels[2], "hash"),
            role="row",
        )
        for name, org, sha in view.shown.noticed
    )
    table = table_of(header, rows, view, caption=wordings.NOTICE)
    return (section(wordings.NOTICE, view, paragraph(words, view), table),)


# --- an organisation -------------------------------------------------------------------------------


def _of_organisation(org: Organisation, view: View) -> Page:
    cards = (_card(version, view) for version in org.versions)
    lead = Text(f"编号 {org.id}", f"Id {org.id}")
    body = (
        section(wordings.VERSIONS, view, element("div", *cards, class_="cards")),
        section(
            wordings.MEANING, view, *(paragraph(words, view) for words in wordings.WHAT_IT_MEANS)
        ),
    )
    return Page(f"org/{org.page}.html", org.title, body, lead)


def _card(version: Version, view: View) -> Element:
    entry, ender = version.entry, version.ender
    lines: list[tuple[Text, Child]] = [
        (wordings.NUMBER, str(entry.seq)),
        (wordings.ENTERED, moment_words(entry.time, view).to(view.lang)),
        (wordings.PROFILE, element("span", entry.subject, class_="id")),
        (wordings.HASH, element("span", entry.hash, class_="hash")),
    ]
    if entry.replaces is not None:
        lines.append((wordings.REPLACES, _entry_words(entry.replaces).to(view.lang)))
    if ender:
        label = wordings.WITHDRAWN_ON if version.state == "withdrawn" else wordings.REPLACED_ON
        when, number = moment_words(ender.time, view), _entry_words(ender.seq)
        both = Text(f"{when.zh}，{number.zh}", f"{when.en}, {number.en}")
        lines.append((label, both.to(view.lang)))
    if version.release:
        lines.append((wordings.RELEASE, version.release))
    return element(
        "article",
        element("h3", *view.of(KINDS[entry.kind])),
        element("p", _mark(version, view), class_="tag"),
        facts(lines, view),
        class_=f"card {_TONE[version.state]}",
        id=f"entry-{entry.seq}",
    )


def _entry_words(number: int) -> Text:
    return Text(f"第 {number} 条", f"entry {number}")


# --- how to check, and the releases ------------------------------------------------------------------


def _how_to_check(view: View) -> Page:
    shown = view.shown
    state = (
        (wordings.ORIGIN, shown.origin),
        (wordings.KEY, shown.verifier),
        (wordings.SIZE, f"{shown.size:,}"),
        (wordings.ROOT, shown.root),
    )
    lines = ((label, element("span", words, class_="hash")) for label, words in state)
    body = (
        section(wordings.NOW, view, facts(lines, view, "plainly")),
        section(
            wordings.BY_YOURSELF,
            view,
            *(paragraph(words, view) for words in wordings.HOW),
            *(_command(words, shown.verifier) for words in ("check proof.json", "audit log")),
            paragraph(wordings.OTHERS, view),
        ),
        section(
            wordings.NOT_PROVEN,
            view,
            element(
                "ul",
                *(element("li", *view.of(words)) for words in wordings.WHAT_IS_NOT),
                class_="points",
            ),
        ),
    )
    return Page("check.html", wordings.CHECK, body, wordings.CHECK_LEAD)


def _command(words: str, verifier: str) -> Element:
    option = element("span", "--register", class_="whole")
    told = element("code", f"zeren register {words} ", option, f" '{verifier}'")
    return element("pre", told, tabindex="0")


def _releases(view: View) -> Page:
    cards = [_release(one, view) for one in view.shown.releases]
    body = (
        element("div", *cards, class_="cards")
        if cards
        else paragraph(wordings.NO_RELEASE, view, "lead")
    )
    return Page(
        "releases.html",
        wordings.RELEASES,
        (section(wordings.EVERY_RELEASE, view, body),),
        wordings.RELEASES_LEAD,
    )


def _release(one: Mapping[str, Any], view: View) -> Element:
    notice = one["notice"]
    start, until = day_words(notice["from"]), day_words(notice["until"])
    sources = dict.fromkeys(check["source"] for check in one["checks"])
    lines: list[tuple[Text, Text]] = [
        (wordings.PUBLISHED_ON, day_words(one["date"])),
        (wordings.NOTICE, Text(f"{start.zh} 至 {until.zh}", f"{start.en} to {until.en}")),
        (wordings.ENTRIES, same(f"{len(one['entries']):,}")),
        (wordings.LOOKED_UP, Text("、".join(sources), ", ".join(sources))),
        (wordings.OBJECTIONS, same(len(one["objections"]))),
        *(
            (
                wordings.LEFT_OUT,
                Text(
                    f"{left['org']}：{REASONS[left['reason']].zh}",
                    f"{left['org']}: {REASONS[left['reason']].en}",
                ),
            )
            for left in one["left_out"]
        ),
    ]
    name = str(one["name"])
    return element(
        "article",
        element("h3", *view.of(Text(f"集中发布 {name}", f"Release {name}"))),
        facts(((label, words.to(view.lang)) for label, words in lines), view),
        element("p", element("a", "JSON", href=f"{view.to_root()}releases/{name}.json")),
        class_="card plain",
    )
