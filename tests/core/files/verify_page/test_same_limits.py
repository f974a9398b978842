"""Page and command stop reading at the same place."""

from __future__ import annotations

import re
from importlib.resources import files
from typing import Final

import pytest

from zeren.declare import bitstring, jws, package
from zeren.files import envelope, pdf_members, pdf_syntax

LIMITS: Final[dict[tuple[str, str], int]] = {
    ("envelope.js", "MOST_FILE"): envelope.MOST_FILE,
    ("envelope.js", "MOST"): package.MOST_BYTES,
    ("envelope.js", "MOST_DEFLATED"): package.MOST_DEFLATED,
    ("pdf.js", "MOST_LOOSE"): pdf_members.MOST_LOOSE,
    ("pdf.js", "MOST_PACKED"): pdf_members.MOST_PACKED,
    ("pdf.js", "MOST_OBJECTS"): pdf_members.MOST_OBJECTS,
    ("pdf.js", "MOST_ATTACHED"): pdf_members.MOST_ATTACHED,
    ("pdf.js", "MOST_BRACKETS"): pdf_members.MOST_BRACKETS,
    ("pdf.js", "MOST_DIGITS"): pdf_members.MOST_DIGITS,
    ("pdf_syntax.js", "MOST_TOKENS"): pdf_syntax.MOST_TOKENS,
    ("pdf_syntax.js", "BYTES_A_TOKEN"): pdf_syntax.BYTES_A_TOKEN,
    ("pdf_syntax.js", "DEEPEST"): pdf_syntax.DEEPEST,
    ("json.js", "DEEPEST_JSON"): jws.DEEPEST,
    ("tokens.js", "MOST_TOKEN"): jws.MOST,
}


def script(name: str) -> str:
    return files("zeren.files.verify_page").joinpath(name).read_text(encoding="utf-8")


@pytest.mark.parametrize(("name", "limit"), LIMITS)
def test_a_limit_is_one_in_page_and_command(name: str, limit: str) -> None:
    found = re.findall(rf"^const {limit} = ([\d_]+);", script(name), re.MULTILINE)

    assert [int(digits) for digits in found] == [LIMITS[name, limit]]


def test_limits_that_are_made_of_others_are_one_too() -> None:
    lists = "const [LEAST_LIST, MOST_LIST, MOST_TTL] = [131_072 / 8, 1_048_576, "

    assert pdf_members.MOST_COPIES == 4 * package.MOST_BYTES
    assert "\nconst MOST_COPIES = 4 * MOST;" in script("pdf.js")
    assert (bitstring.LEAST, bitstring.MOST_BYTES) == (131_072, 1_048_576)
    assert lists in script("statuses.js")
    assert jws.LARGEST == 2**53 - 1
    assert "Number.isSafeInteger(" in script("json.js")
