"""`verify.html` says in a browser what `zeren verify` says, and reads as strictly."""

from __future__ import annotations

import json
import zlib
from base64 import b64encode
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Page
from tests.core.files.hostile_pdf import WRONG
from tests.core.files.verify_page.said import (
    CASES,
    said_by_command,
    said_by_page,
    without_gap,
    written,
)
from tests.tools import needs

from zeren.declare.jws import Unsound, json_of

pytestmark = needs("chromium")


@pytest.mark.parametrize("name", CASES)
def test_page_and_command_say_the_same(page: Page, tmp_path: Path, name: str) -> None:
    files = written(tmp_path, CASES[name])

    by_page = said_by_page(page, files)
    by_command = said_by_command(files[0], CASES[name])

    assert without_gap(by_page) == without_gap(by_command)


def test_the_corpus_holds_every_outcome_and_every_step(tmp_path: Path) -> None:
    found = [said_by_command(written(tmp_path, case)[0], case) for case in CASES.values()]

    steps = {word.partition(":")[0] for one in found for word in one.steps.split()}
    assert {one.outcome for one in found} == {"holds", "fails", "unknown"}
    assert steps == {"form", "signature", "statement", "time", "identity", "status", "register", "check", "answers", "shared"}  # fmt: skip
    assert len({one.refusal for one in found if one.refusal}) >= 5


def test_what_the_command_refuses_the_page_refuses(page: Page, tmp_path: Path) -> None:
    for content, code in WRONG:
        (tmp_path / "odd.pdf").write_bytes(content)

        found = said_by_page(page, [tmp_path / "odd.pdf"])

        assert (found.outcome, found.refusal) == ("fails", code)


# ── what it reads ─────────────────────────────────────────────────────────────────────────────

JSONS: Final = (
    '{"a":1,"a":2}', '{"a":{"b":1,"\\u0062":2}}', '{"a":{"b":1},"b":1}', "[-0]", "[01]", "[1.]", "[NaN]", "[1e999]", "[Infinity]",
    '"\\ud800"', '"\\ud83d\\ude00"', '"\x01"', '"\\x"', '"a', "[1,]", "{,}", "[1] x", " \t\r\n[] ", "\ufeff[]", "", "nul", "true",
    "[" * 31 + "]" * 31, "[" * 32 + "]" * 32, "[" * 33 + "]" * 33, "[" * 31 + "1" + "]" * 31, "[" * 32 + "1" + "]" * 32,
    '{"__proto__":{"polluted":1},"constructor":2}', '{"a":"\\u00e9\\n\\/"}', "[true,false,null]", '{"":""}', "[1\f]", '{"a" : [ {} , [] ]}',
    f"[{2**53 - 1},{1 - 2**53}]", f"[{2**53}]", f"[{-(2**53) - 1}]", f"[{'9' * 401}]", f"[{'9' * 5_000}]",
)  # fmt: skip
READ_JSON: Final = """(texts) => texts.map((text) => {
  try { return JSON.stringify(jsonOf(utf8(text))) } catch (fault) { return fault.message }
})"""


def read_by_command(text: str) -> object:
    try:
        value = json_of(text.encode())
    except Unsound as fault:
        return str(fault)
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def test_json_is_read_as_strictly_as_the_command_reads_it(page: Page) -> None:
    assert page.evaluate(READ_JSON, JSONS) == [read_by_command(text) for text in JSONS]


def test_a_number_with_a_fraction_is_no_whole_number(page: Page) -> None:
    assert page.evaluate("jsonOf(utf8('[1.0, 1e2, 1]')).map((one) => isWhole(one))") == [
        False,
        False,
        True,
    ]


PACKED: Final = {
    "one sign": b"a",
    "zeros": bytes(100_000),
    "words": b"".join(b"%d declaration " % (n * n) for n in range(6_000)),
    "noise": bytes((n * 7919 + n // 3) * (n % 251) % 256 for n in range(70_000)),
}


UNPACK: Final = """([packed, kind, most]) => {
  const bytes = Uint8Array.from(atob(packed), (sign) => sign.charCodeAt(0));
  const { content, end } = inflated(bytes, kind, most);
  const fault = (other, limit) => {
    try { inflated(other, kind, limit) } catch (found) { return found.constructor.name }
  };
  return [toBase64(content), end === bytes.length, fault(bytes.subarray(0, -1), most), fault(bytes, most - 1)];
}"""


@pytest.mark.parametrize("strategy", [zlib.Z_DEFAULT_STRATEGY, zlib.Z_HUFFMAN_ONLY, zlib.Z_FIXED])
@pytest.mark.parametrize("name", PACKED)
def test_what_zlib_packs_is_unpacked(page: Page, name: str, strategy: int) -> None:
    content = PACKED[name]
    for kind, bits in (("raw", -15), ("zlib", 15), ("gzip", 31)):
        for level in (0, 1, 9):
            packer = zlib.compressobj(level, zlib.DEFLATED, bits, 8, strategy)
            packed = b64encode(packer.compress(content) + packer.flush()).decode()

            found = page.evaluate(UNPACK, [packed, kind, len(content)])

            assert found == [b64encode(content).decode(), True, "Damaged", "TooLarge"]
