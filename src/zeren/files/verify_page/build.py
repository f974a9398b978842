"""`verify.html`: one page that verifies as `zeren verify` does, in a browser and without a network.

The scripts stand beside this module and are put into one. What it says comes from `zeren.declare` and
`zeren.files`, so that page and command never say two things of one file.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterable, Mapping
from hashlib import sha256
from importlib.resources import files
from typing import Any, Final

from zeren.declare.trust import Trust
from zeren.files.verify_page.words import TABLES
from zeren.text import Text

_SCRIPTS: Final = (
    "inflate.js",
    "envelope.js",
    "pdf_syntax.js",
    "pdf.js",
    "json.js",
    "tokens.js",
    "parties.js",
    "declared.js",
    "statuses.js",
    "confirmed.js",
    "registered.js",
    "shared.js",
    "verdict.js",
    "page.js",
    "statement.js",
)


def verify_page(trusts: Iterable[Trust] = ()) -> bytes:
    """The page; it trusts these associations from the start. The same input gives the same bytes."""
    return page_and_policy(trusts)[0]


def page_and_policy(trusts: Iterable[Trust] = ()) -> tuple[bytes, str]:
    """The page, and the policy that stands in it, for a server that sends it as a header too."""
    tables = {**TABLES, "TRUSTED": [trust.as_json() for trust in trusts]}
    constants = [f"const {name} = {_in_script(table)};" for name, table in tables.items()]
    script = "\n".join(['"use strict";', *constants, *map(_text, _SCRIPTS)])
    style = _text("page.css")
    policy = (
        f"default-src 'none'; script-src {_hash(script)}; style-src {_hash(style)}; "
        "connect-src 'none'; base-uri 'none'; form-action 'none'; "
        "require-trusted-types-for 'script'; trusted-types 'none'"
    )
    page = _text("page.html")
    for name, content in (("policy", policy), ("style", style), ("script", script)):
        page = page.replace(f"{{{name}}}", content, 1)
    return page.encode(), policy


def _in_script(table: object) -> str:
    """JSON that cannot end the script it stands in."""
    return json.dumps(_plain(table), ensure_ascii=False).replace("<", "\\u003c")


def _plain(value: Any) -> Any:  # noqa: ANN401 - any JSON, with texts in it
    if isinstance(value, Text):
        return value.as_json()
    if isinstance(value, Mapping):
        return {name: _plain(one) for name, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, list | tuple) else value


def _hash(content: str) -> str:
    return f"'sha256-{b64encode(sha256(content.encode()).digest()).decode()}'"


def _text(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")
