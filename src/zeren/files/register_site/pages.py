"""The pages of the register: the list, one page an organisation, and one that tells how to check."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final
from xml.etree.ElementTree import Element

from zeren.declare.register.entries import KINDS, REASONS
from zeren.declare.register.standing import STATES
from zeren.files.html.elements import LANG_TAG, Child, as_html, element, ours
from zeren.files.register_site.shown import Organisation, Shown, Version
from zeren.publish.wording import day_words
from zeren.text import Lang, Text, same

A_PAGE: Final = 200  # organisations
_OTHER: Final[Mapping[Lang, Lang]] = {"zh": "en", "en": "zh"}
_NAME: Final[Mapping[Lang, str]] = {"zh": "中文", "en": "English"}
_TONE: Final = {"stands": "good", "superseded": "plain", "withdrawn": "watch"}
_POLICY: Final = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'"


@dataclass(frozen=True, slots=True)
class Page:
    """Where a page is below its language's folder, what it is called, and what is on it."""

    path: str
    title: Text
    body: tuple[Element, ...]
    lead: Text | None = None


@dataclass(frozen=True, slots=True)
class View:
    """One language, and the way from this page up to that language's folder."""

    shown: Shown
    lang: Lang
    up: str = ""

    def of(self, words: Text) -> list[Child]:
        return list(ours(words, self.lang))

    def to_root(self) -> str:
        return f"{self.up}../" if self.lang == "en" else self.up


def all_pages(shown: Shown, lang: Lang) -> Iterator[Page]:
    yield from _lists(View(shown, lang))
    inner = View(shown, lang, "../")
    for org in shown.organisations:
        yield _of_organisation(org, inner)
    yield _how_to_check(View(shown, lang))
    yield _releases(View(shown, lang))


def print_page(page: Page, shown: Shown, lang: Lang) -> bytes:
    view = View(shown, lang, "../" * page.path.count("/"))
    whole = element(
        "html",
        _head(page, view),
        element("body", _bar(page, view), _main(page, view), _foot(view)),
        lang=LANG_TAG[lang],
    )
    return f"<!doctype html>\n{as_html(whole)}\n".encode()


def _head(page: Page, view: View) -> Element:
    feed = f"{view.to_root()}feed.{view.lang}.xml"
    titles = dict.fromkeys((page.title.to(view.lang), view.shown.title.to(view.lang)))
    return element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=_POLICY),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("title", " — ".join(titles)),
        element("link", rel="stylesheet", href=f"{view.to_root()}style.css"),
        element(
            "link",
            rel="alternate",
            type="application/atom+xml",
            href=feed,
            title=view.shown.title.to(view.lang),
        ),
    )


def _bar(page: Page, view: View) -> Element:
    other = _OTHER[view.lang]
    across = f"{view.to_root()}{'en/' if other == 'en' else ''}{page.path}"
    return element(
        "header",
        element(
            "div",
            element("a", *view.of(_SKIP), class_="skip", href="#main"),
            element(
                "p",
                element("a", *view.of(view.shown.title), href=f"{view.up}index.html"),
                class_="whose",
            ),
            element(
                "nav",
                element("a", *view.of(_RELEASES), href=f"{view.up}releases.html"),
                element("a", *view.of(_CHECK), href=f"{view.up}check.html"),
                class_="ways",
                aria_label=_WAYS.to(view.lang),
            ),
            element(
                "nav",
                *(
                    element("span", _NAME[one], aria_current="true")
                    if one == view.lang
                    else element("a", _NAME[one], href=across, lang=LANG_TAG[one])
                    for one in ("zh", "en")
                ),
                class_="languages",
                aria_label=_LANGUAGE.to(view.lang),
            ),
            class_="inner",
        ),
        class_="bar",
    )


def _main(page: Page, view: View) -> Element:
    return element(
        "main",
        element(
            "header",
            element(
                "div",
                element("h1", *view.of(page.title)),
                element("p", *view.of(page.lead), class_="subtitle") if page.lead else None,
                class_="inner",
            ),
            class_="cover small",
        ),
        element("div", *page.body, class_="inner report"),
        id="main",
    )


def _foot(view: View) -> Element:
    shown = view.shown
    updated = _moment(shown.updated).to(view.lang) if shown.updated else ""
    return element(
        "footer",
        element(
            "div",
            element("p", *view.of(_ONLY_HASHES)),
            element("p", f"{_UPDATED.to(view.lang)}{updated}") if updated else None,
            element(
                "p",
                element("a", "Atom", href=f"{view.to_root()}feed.{view.lang}.xml"),
                " · ",
                element("a", "JSON", href=f"{view.to_root()}register.json"),
                " · ",
                element("a", "checkpoint", href=f"{view.to_root()}log/checkpoint"),
            ),
            class_="inner",
        ),
        class_="foot",
    )


def _section(title: Text, view: View, *children: Child) -> Element:
    return element("section", element("h2", *view.of(title)), *children)


def _p(words: Text, view: View, class_: str | None = None) -> Element:
    return element("p", *view.of(words), class_=class_)


def _moment(time: str) -> Text:
    day = day_words(time[:10])
    return Text(f"{day.zh} {time[11:16]}（UTC）", f"{day.en}, {time[11:16]} UTC")


def _mark(version: Version, view: View) -> Element:
    return element("span", *view.of(_state_words(version)), class_=f"tone {_TONE[version.state]}")


def _state_words(version: Version) -> Text:
    words = STATES[version.state]
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
        listed = _table(part, view) if part else _p(_NONE_YET, view, "lead")
        yield Page(
            list_path(number),
            view.shown.title,
            (*first, _section(_REGISTERED, view, listed, _pager(number, count, view))),
            _LEAD,
        )


def _figures(view: View) -> Element:
    shown = view.shown
    figures = (
        (_ORGANISATIONS, len(shown.organisations)),
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
    header = (_ORGANISATION, _ID, _SINCE, _STATE)
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
            _coded(org.id, labels[1], "id"),
            element(
                "td",
                *view.of(day_words(org.leading.entry.time[:10])),
                role="cell",
                data_label=labels[2],
                class_="short",
            ),
            element("td", _mark(org.leading, view), role="cell", data_label=labels[3]),
            role="row",
        )
        for org in part
    )
    return _made_table(header, rows, view, caption=_REGISTERED)


def _coded(words: str, label: str, class_: str) -> Element:
    return element("td", element("span", words, class_=class_), role="cell", data_label=label)


def _made_table(
    header: tuple[Text, ...], rows: Iterator[Element], view: View, *, caption: Text
) -> Element:
    return element(
        "table",
        element("caption", *view.of(caption), class_="unseen"),
        element(
            "thead",
            element(
                "tr",
                *(
                    element("th", *view.of(words), scope="col", role="columnheader")
                    for words in header
                ),
                role="row",
            ),
            role="rowgroup",
        ),
        element("tbody", *rows, role="rowgroup"),
        class_="wide",
        role="table",
    )


def _pager(number: int, count: int, view: View) -> Element | None:
    if count == 1:
        return None
    before = element("a", *view.of(_BEFORE), href=list_path(number - 1), rel="prev")
    after = element("a", *view.of(_AFTER), href=list_path(number + 1), rel="next")
    where = Text(f"第 {number} 页，共 {count} 页", f"Page {number} of {count}")
    return element(
        "nav",
        before if number > 1 else None,
        element("span", *view.of(where)),
        after if number < count else None,
        class_="pager",
        aria_label=_PAGES.to(view.lang),
    )


def _notice(view: View) -> tuple[Element, ...]:
    notice = view.shown.notice
    if notice is None:
        return ()
    words = _NOTICE_WORDS.format(
        start=day_words(notice.start), until=day_words(notice.until), days=notice.days
    )
    header = (_ORGANISATION, _ID, _HASH)
    labels = [one.to(view.lang) for one in header]
    rows = (
        element(
            "tr",
            element("th", *view.of(name), scope="row", role="rowheader", data_label=labels[0]),
            _coded(org, labels[1], "id"),
            _coded(f"{sha[:16]}…", labels[2], "hash"),
            role="row",
        )
        for name, org, sha in view.shown.noticed
    )
    table = _made_table(header, rows, view, caption=_NOTICE)
    return (_section(_NOTICE, view, _p(words, view), table),)


# --- an organisation -------------------------------------------------------------------------------


def _of_organisation(org: Organisation, view: View) -> Page:
    cards = (_card(version, view) for version in org.versions)
    lead = Text(f"编号 {org.id}", f"Id {org.id}")
    body = (
        _section(_VERSIONS, view, element("div", *cards, class_="cards")),
        _section(_MEANING, view, *(_p(words, view) for words in _WHAT_IT_MEANS)),
    )
    return Page(f"org/{org.page}.html", org.title, body, lead)


def _card(version: Version, view: View) -> Element:
    entry, ender = version.entry, version.ender
    lines: list[tuple[Text, Child]] = [
        (_NUMBER, str(entry.seq)),
        (_ENTERED, _moment(entry.time).to(view.lang)),
        (_PROFILE, element("span", entry.subject, class_="id")),
        (_HASH, element("span", entry.hash, class_="hash")),
    ]
    if entry.replaces is not None:
        lines.append((_REPLACES, _entry_words(entry.replaces).to(view.lang)))
    if ender:
        label = _WITHDRAWN_ON if version.state == "withdrawn" else _REPLACED_ON
        when, number = _moment(ender.time), _entry_words(ender.seq)
        both = Text(f"{when.zh}，{number.zh}", f"{when.en}, {number.en}")
        lines.append((label, both.to(view.lang)))
    if version.release:
        lines.append((_RELEASE, version.release))
    return element(
        "article",
        element("h3", *view.of(KINDS[entry.kind])),
        element("p", _mark(version, view), class_="tag"),
        element(
            "dl",
            *(
                part
                for label, words in lines
                for part in (element("dt", *view.of(label)), element("dd", words))
            ),
        ),
        class_=f"card {_TONE[version.state]}",
        id=f"entry-{entry.seq}",
    )


def _entry_words(number: int) -> Text:
    return Text(f"第 {number} 条", f"entry {number}")


# --- how to check, and the releases ------------------------------------------------------------------


def _how_to_check(view: View) -> Page:
    shown = view.shown
    facts = (
        (_ORIGIN, shown.origin),
        (_KEY, shown.verifier),
        (_SIZE, f"{shown.size:,}"),
        (_ROOT, shown.root),
    )
    state = element(
        "dl",
        *(
            part
            for label, words in facts
            for part in (
                element("dt", *view.of(label)),
                element("dd", element("span", words, class_="hash")),
            )
        ),
        class_="plainly",
    )
    commands = f"zeren register check proof.json --register '{shown.verifier}'\nzeren register audit log --register '{shown.verifier}'"
    body = (
        _section(_NOW, view, state),
        _section(
            _BY_YOURSELF,
            view,
            *(_p(words, view) for words in _HOW),
            element("pre", element("code", commands), tabindex="0"),
            _p(_OTHERS, view),
        ),
        _section(
            _NOT_PROVEN,
            view,
            element(
                "ul",
                *(element("li", *view.of(words)) for words in _WHAT_IS_NOT),
                class_="points",
            ),
        ),
    )
    return Page("check.html", _CHECK, body, _CHECK_LEAD)


def _releases(view: View) -> Page:
    cards = [_release(one, view) for one in view.shown.releases]
    body = element("div", *cards, class_="cards") if cards else _p(_NO_RELEASE, view, "lead")
    return Page("releases.html", _RELEASES, (_section(_RELEASES, view, body),), _RELEASES_LEAD)


def _release(one: Mapping[str, Any], view: View) -> Element:
    notice = one["notice"]
    start, until = day_words(notice["from"]), day_words(notice["until"])
    sources = dict.fromkeys(check["source"] for check in one["checks"])
    lines: list[tuple[Text, Text]] = [
        (_PUBLISHED_ON, day_words(one["date"])),
        (_NOTICE, Text(f"{start.zh} 至 {until.zh}", f"{start.en} to {until.en}")),
        (_ENTRIES, same(f"{len(one['entries']):,}")),
        (_LOOKED_UP, Text("、".join(sources), ", ".join(sources))),
        (_OBJECTIONS, same(len(one["objections"]))),
        *(
            (
                _LEFT_OUT,
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
        element(
            "dl",
            *(
                part
                for label, words in lines
                for part in (element("dt", *view.of(label)), element("dd", *view.of(words)))
            ),
        ),
        element("p", element("a", "JSON", href=f"{view.to_root()}releases/{name}.json")),
        class_="card plain",
    )


_SKIP: Final = Text("跳到正文", "Skip to the content")
_LANGUAGE: Final = Text("语言", "Language")
_WAYS: Final = Text("公示登记", "Register")
_PAGES: Final = Text("分页", "Pages")
_CHECK: Final = Text("怎样核对", "How to check")
_RELEASES: Final = Text("集中发布", "Releases")
_LEAD: Final = Text(
    "企业自己作出的声明，在这里各留一条记录，一经改动就查得出来。",
    "What companies declare of themselves leaves a record here, and anybody can find out if it was altered.",
)
_ONLY_HASHES: Final = Text(
    "这里登记的是声明的哈希：凭它可以查出，您手里的声明是不是那时登记的那一份。它不证明内容属实。",
    "What is registered is the hash of a declaration: by it you can tell whether the one you hold is the one entered at that time. It does not prove that the content is true.",
)
_UPDATED: Final = Text("最近一次登记：", "Last entry: ")
_NONE_YET: Final = Text("还没有登记。", "Nothing is registered yet.")
_REGISTERED: Final = Text("登记的组织", "Organisations")
_ORGANISATIONS: Final = Text("组织", "organisations")
_ORGANISATION: Final = Text("组织", "Organisation")
_ID: Final = Text("编号", "Id")
_SINCE: Final = Text("登记日期", "Registered")
_STATE: Final = Text("状态", "State")
_BEFORE: Final = Text("上一页", "Previous")
_AFTER: Final = Text("下一页", "Next")
_NOTICE: Final = Text("公示", "Public notice")
_NOTICE_WORDS: Final = Text(
    "{start}起公示 {days} 天，{until}起集中发布。有异议的，请在这之前向主办机构提出；每一条都会答复。",
    "Announced on {start} for {days} days, to be released from {until}. Objections go to the body that keeps the register before then; each gets a reply.",
)
_VERSIONS: Final = Text("全部版本", "Every version")
_MEANING: Final = Text("这说明什么", "What this means")
_WHAT_IT_MEANS: Final = (
    Text(
        "这家组织在所列的时间登记了一份自我声明。声明是企业自己作的，内容由企业负责；登记不等于审核、认证或评级。",
        "This organisation registered a declaration at the time given. It is the company's own and the company answers for it; registration is no audit, certification or rating.",
    ),
    Text(
        "拿到声明的人，可以拿上面的哈希和声明上二维码旁印的 SHA-256 对照；那是里面 declaration.jwt 的，不是 PDF 文件的。撤回的、被取代的都留在这里，并写明原因。",
        "Whoever holds the declaration can compare the hash above with the SHA-256 printed beside its QR code: that of the declaration.jwt inside, not of the PDF. What was withdrawn or replaced stays here, with the reason.",
    ),
)
_NUMBER: Final = Text("序号", "Number")
_ENTERED: Final = Text("登记时间", "Entered")
_PROFILE: Final = Text("类别", "Profile")
_HASH: Final = Text("哈希", "Hash")
_REPLACES: Final = Text("取代", "Replaces")
_WITHDRAWN_ON: Final = Text("撤回时间", "Withdrawn")
_REPLACED_ON: Final = Text("被取代", "Replaced")
_RELEASE: Final = Text("集中发布", "Release")
_CHECK_LEAD: Final = Text(
    "不用相信我们：登记的每一条都可以自己核对，不联网也行。",
    "You need not take our word for it: you can check every entry yourself, without a network.",
)
_NOW: Final = Text("现在的状态", "The present state")
_ORIGIN: Final = Text("名称", "Name")
_KEY: Final = Text("登记的公钥", "Verifier key")
_SIZE: Final = Text("条数", "Entries")
_ROOT: Final = Text("根哈希", "Root")
_BY_YOURSELF: Final = Text("自己核对", "Check it yourself")
_HOW: Final = (
    Text(
        "声明附带的 proof.json 证明它在登记里。log 文件夹是登记的全部，可以整个下载。留下今天的 checkpoint，以后再对一次，就知道有没有改写过。",
        "The proof.json that comes with a declaration shows that it is in the register. The folder log is the whole of it and may be downloaded. Keep today's checkpoint: held against a later state it tells whether anything was rewritten.",
    ),
)
_OTHERS: Final = Text(
    "格式是 C2SP 的 tlog-tiles 和 signed-note，别的透明日志程序也能读。",
    "The format is C2SP's tlog-tiles with signed notes, which other programs for transparency logs read too.",
)
_NOT_PROVEN: Final = Text("不能证明什么", "What this does not prove")
_WHAT_IS_NOT: Final = (
    Text("声明的内容属实。", "That what is declared is true."),
    Text(
        "没有登记的企业做得不好：参加与否出于自愿。",
        "That a company which is not here does badly: taking part is voluntary.",
    ),
    Text(
        "人人看到的是同一个登记，除非有人在别处留存 checkpoint 并对照。",
        "That everybody sees the same register, unless somebody keeps checkpoints elsewhere and compares them.",
    ),
)
_RELEASES_LEAD: Final = Text(
    "每次发布之前都查过负面记录，公示过，答复过异议；发布的登记在同一时刻生效。",
    "Before each release negative records were looked up, a public notice was held and objections were answered; then everything took effect at one moment.",
)
_NO_RELEASE: Final = Text("还没有集中发布过。", "There was no release yet.")
_PUBLISHED_ON: Final = Text("发布日期", "Released")
_ENTRIES: Final = Text("登记条数", "Entries")
_LOOKED_UP: Final = Text("查询来源", "Looked up in")
_OBJECTIONS: Final = Text("异议", "Objections")
_LEFT_OUT: Final = Text("没有发布", "Left out")
