"""`verify.html`: one page that verifies as `zeren verify` does, in a browser and without a network.

The scripts stand beside this module and are put into one; what it says comes from `zeren.declare`, so
that page and command never say two things of one file.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable, Mapping
from importlib.resources import files
from typing import Any, Final

from zeren.declare.trust import Trust
from zeren.files.verify_page.words import FLAWS, LABELS, WORDS
from zeren.text import Text

_SCRIPTS: Final = ("envelope.js", "tokens.js", "parties.js", "steps.js", "verdict.js", "page.js")


def verify_page(trusts: Iterable[Trust] = ()) -> bytes:
    """The page; it trusts these associations from the start. The same input gives the same bytes."""
    words = {"WORDS": WORDS, "FLAWS": FLAWS, "LABELS": LABELS}
    tables = [f"const {name} = {_in_script(_both(table))};" for name, table in words.items()]
    tables.append(f"const TRUSTED = {_in_script([trust.as_json() for trust in trusts])};")
    script = "\n".join(['"use strict";', *tables, *map(_text, _SCRIPTS)])
    style = _text("page.css")
    policy = (
        f"default-src 'none'; script-src {_hash(script)}; style-src {_hash(style)}; "
        "connect-src 'none'; base-uri 'none'; form-action 'none'"
    )
    page = _text("page.html")
    for name, content in (("policy", policy), ("style", style), ("script", script)):
        page = page.replace(f"{{{name}}}", content, 1)
    return page.encode()


def _both(table: Mapping[str, Text]) -> dict[str, dict[str, str]]:
    return {name: words.as_json() for name, words in table.items()}


def _in_script(value: Any) -> str:  # noqa: ANN401 - any JSON
    """JSON that cannot end the script it stands in."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True).replace("<", "\\u003c")


def _hash(content: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}'"


def _text(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")
