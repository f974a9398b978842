"""What stands in an answer: its pieces of text as a reader gets them, and the markup that carries them."""

from __future__ import annotations

import email
import email.policy
import json
import re
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from hashlib import sha256
from io import BytesIO
from typing import Final
from urllib.parse import unquote
from zipfile import BadZipFile, ZipFile

import pymupdf
from lxml import etree, html
from tests.web.hostile.walking import Answered
from tests.web.hostile.words import FILE_NAMES, MARKER, NAMES, WORDS, marker

from zeren_web.pages.names import clean_name

_LENGTH: Final = len(marker("Body.name_zh"))
_SIGN: Final = re.compile(MARKER.pattern + r"\d+")
_NOT_SEEN: Final = re.compile("[\x00-\x1f\x7f-\x9f\ufffe\u202e\\s]+")
_SCRIPTS: Final = re.compile(r"\s*(?:javascript|vbscript|data):", re.IGNORECASE)
_SVG: Final = "data:image/svg+xml;base64,"
_PICTURE: Final = re.compile(r"data:(?:image/(?:png|svg\+xml)|application/json);base64,")
_PARSER: Final = html.HTMLParser(encoding="utf-8", huge_tree=True)
_HEADERS: Final = frozenset(
    (
        *("subject", "from", "to", "date", "message-id", "mime-version"),
        *("content-type", "content-transfer-encoding"),
    )
)
_ODD_MEMBER: Final = re.compile(r'^/|(?:^|/)\.\.(?:/|$)|[\x00-\x1f\\<>:"|?*]')
_LINKS: Final = frozenset(("@href", "@src", "@action", "@formaction", "@xlink:href", "@data"))


@dataclass(frozen=True, slots=True)
class Read:
    """The texts of a document in which typed words stand, and whatever no text may bring about."""

    texts: tuple[str, ...] = ()
    called: tuple[str, ...] = ()  # names of files, which are made safe before they leave
    wrong: tuple[str, ...] = ()
    carriers: frozenset[str] = frozenset()  # elements and @attributes of pages in which words stand


def read(one: Answered) -> Read:
    try:
        found = _read(one.content, _ending(one))
    except (etree.LxmlError, ValueError, BadZipFile, RuntimeError) as fault:
        found = Read(wrong=(f"it cannot be read: {fault}",))
    return replace(found, wrong=(*found.wrong, *_in_headers(one)))


def read_letter(message: bytes) -> Read:
    """One person's, in plain words, under no header but those that every letter has."""
    made = email.message_from_bytes(message, policy=email.policy.default)
    odd = {name.lower() for name in made} - _HEADERS
    parts = [part for part in made.walk() if not part.is_multipart()]
    wrong = [f"a header {name}" for name in odd]
    wrong += [f"{len(made['To'].addresses)} addresses"] if len(made["To"].addresses) != 1 else []
    wrong += [
        part.get_content_type() for part in parts[:1] if part.get_content_type() != "text/plain"
    ]
    texts = [str(made["Subject"]), str(made["To"]), str(parts[0].get_content())]
    called = _typed(part.get_filename() or "" for part in parts[1:])
    return Read(_typed(texts), called, tuple(wrong))


def names_in(texts: Iterable[str]) -> Iterator[str]:
    """The fields whose words are among these."""
    yield from (NAMES[sign[:_LENGTH]] for sign, _ in _signs_in(texts))


def broken_in(texts: Iterable[str]) -> Iterator[str]:
    """Where words are not as they were typed, nor as the name of a file has them, nor cut at their end."""
    for sign, rest in _signs_in(texts):
        words = WORDS[sign]
        kept = (words, clean_name(words).partition("…")[0])
        if NAMES[sign[:_LENGTH]] not in FILE_NAMES and not any(
            _goes_on(rest, _bare(one).partition(sign)[2]) for one in kept
        ):
            yield f"{sign} {rest[:80]}"


def _goes_on(rest: str, typed: str) -> bool:
    same = next((n for n, one in enumerate(typed) if one != rest[n : n + 1]), len(typed))
    return same == len(typed) or not rest[same:] or rest[same] == "…"


def _signs_in(texts: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Each marker with its number that somebody typed, and what stands behind it."""
    for text in texts:
        for found in _SIGN.finditer(text):
            if found[0] in WORDS:
                yield found[0], text[found.end() :]


@cache
def _bare(text: str) -> str:
    """Without spaces and what nobody sees: lines are broken anew wherever something is printed."""
    return _NOT_SEEN.sub("", text).casefold()


def _typed(texts: Iterable[str]) -> tuple[str, ...]:
    """Those with something in them that we typed."""
    return tuple(_bare(text) for text in texts if "zrn" in text)


def _ending(one: Answered) -> str:
    kinds = {
        "text/html": "html",
        "application/pdf": "pdf",
        "application/json": "json",
        "application/xml": "xml",
        "application/atom+xml": "xml",
        "image/svg+xml": "xml",
    }
    if one.content[:2] == b"PK":
        return "zip"
    return kinds.get(one.kind, "")


def _read(content: bytes, ending: str) -> Read:
    if not content:
        return Read()
    if ending == "html":
        return _html(content)
    if ending == "pdf":
        with pymupdf.open(stream=content, filetype="pdf") as pages:  # type: ignore[no-untyped-call]
            text = _bare("".join(page.get_text() for page in pages))
            return Read(_typed([text]), wrong=tuple(_active(pages)))
    if ending == "json":
        return Read(_typed(_leaves(json.loads(content))))
    if ending in {"xml", "rels"}:
        return _xml(content)
    return _zip(content) if content[:2] == b"PK" else Read()


# --- pages -------------------------------------------------------------------------------------------


def _html(content: bytes) -> Read:
    texts, wrong, carriers = list[str](), list[str](), set[str]()
    for element in html.document_fromstring(content, parser=_PARSER).iter():
        if not isinstance(element.tag, str):
            wrong += [f"a comment {element.text}"] if _ours(element.text) else []
            continue
        there = {f"@{name}": value for name, value in dict[str, str](element.attrib).items()}
        if element.tag not in {"script", "style"}:
            there[element.tag] = element.text or ""
        elif not element.get("src"):
            wrong += _wrong_in_script(element.text or "", content)
        carriers |= {name for name, words in there.items() if "zrn" in words}
        texts += [*there.values(), element.tail or ""]
        wrong += _wrong_names((element.tag, *there))
        wrong += [f"{name}={words[:60]}" for name, words in there.items() if _runs(name, words)]
    return Read(_typed(texts), wrong=tuple(wrong), carriers=frozenset(carriers))


def _wrong_in_script(words: str, content: bytes) -> Iterator[str]:
    """What the page itself allows by its hash, and no word of ours that could end it."""
    digest = b64encode(sha256(words.encode()).digest())
    if "<zrn" in words or b"'sha256-" + digest + b"'" not in content:
        yield f"a script {words[:60]}"


def _wrong_names(names: Iterable[str]) -> Iterator[str]:
    return (f"it is called {name}" for name in names if not _is_usual(name))


@cache
def _is_usual(name: str) -> bool:
    return bool(re.fullmatch("@(?!on)[a-z][a-z0-9:-]*|(?!zrn)[a-z][a-z0-9]*", name))


def _runs(name: str, value: str) -> bool:
    """Whether a link leads to a script, to our picture, or a code to scan says what we typed."""
    if value.startswith(_SVG):
        return bool(_read(b64decode(value[len(_SVG) :]), "xml").texts)
    if name not in _LINKS:
        return False
    return value == "x" or bool(_SCRIPTS.match(value) and not _PICTURE.match(value))


# --- files -------------------------------------------------------------------------------------------


def _xml(content: bytes) -> Read:
    """Well-formed, without what a file could fetch or run; formulas hold nothing that was typed."""
    root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, huge_tree=True))
    wrong, texts = list[str](), list[str]()
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        name = etree.QName(element).localname
        texts += [element.text or "", element.tail or "", *map(str, element.attrib.values())]
        if name in {"f", "formula", "definedName", "instrText"} and _ours(element.text):
            wrong.append(f"a formula {element.text}")
        if _SCRIPTS.match(element.get("Target", element.get("href", ""))):
            wrong.append(f"a link {element.attrib}")
    return Read(_typed((*texts, *_paragraphs(root))), wrong=tuple(wrong))


def _paragraphs(root: etree._Element) -> Iterator[str]:
    """Words of a paragraph or a cell, however many runs they were written in."""
    for element in root.iter("{*}p", "{*}si", "{*}is"):
        yield "".join(str(text) for text in element.itertext())


def _zip(content: bytes) -> Read:
    texts, called, wrong = list[str](), list[str](), list[str]()
    with ZipFile(BytesIO(content)) as members:
        for name in members.namelist():
            if _ODD_MEMBER.search(name):
                wrong.append(f"a member called {name!r}")
            inside = _read(members.read(name), name.rpartition(".")[2])
            texts += inside.texts
            called.append(name)
            wrong += [f"{name}: {one}" for one in inside.wrong]
    return Read(tuple(texts), _typed(called), tuple(wrong))


def _active(pages: pymupdf.Document) -> Iterator[str]:
    """Whatever in a PDF would do something by itself, or lead to where no reader should go."""
    for number in range(1, pages.xref_length()):  # type: ignore[no-untyped-call]
        words = pages.xref_object(number, compressed=True)  # type: ignore[no-untyped-call]
        if re.search(r"/(?:JavaScript|JS|Launch|SubmitForm|AA|OpenAction)\b", words):
            yield words[:80]
        if re.search(r"/URI\s*\((?!https?:)", words):
            yield words[:80]


def _leaves(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for name, one in value.items():
            yield from (name, *_leaves(one))
    elif isinstance(value, list):
        for one in value:
            yield from _leaves(one)
    elif isinstance(value, str):
        yield value


# --- what comes before the content -------------------------------------------------------------------


def _in_headers(one: Answered) -> Iterator[str]:
    for name, value in one.headers:
        if "\r" in value or "\n" in value or "zrn" in name.lower():
            yield f"a header {name}: {value}"
        if name == "Location" and not re.match(r"/(?!/)|\?", value):
            yield f"it leads to {value}"
        if name == "Content-Disposition":
            yield from _in_name(value)


def _in_name(value: str) -> Iterator[str]:
    found = re.fullmatch(
        r"attachment; filename(?:=\"([^\"\\]+)\"|\*=utf-8''([\w%.~!$&+^`|#-]+))", value
    )
    called = unquote(found[1] or found[2]) if found else ""
    if not called or re.search(r'[\x00-\x1f\\/<>:"|?*]', called):
        yield f"a file called {value}"


def _ours(text: str | None) -> bool:
    return bool(text) and ("ZRN" in str(text) or bool(MARKER.search(str(text))))
