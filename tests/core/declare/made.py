"""What tests of declarations are made of. The company is fictitious (演示)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest

from zeren.collect.facts import Period
from zeren.collect.responses import Asked
from zeren.declare.declaration import Claimed, Declaration, Issuer, Scope, Signatory, Site
from zeren.files.signatures import Key, new_key
from zeren.text import Said, Text

ROOT: Final = Path(__file__).parents[3]
UNTP: Final = ROOT.parent / "shared" / "untp"
STATEMENT: Final = b'{"statement":"..."}'

needs_untp = pytest.mark.skipif(
    not UNTP.exists(), reason="UNTP's schemas and contexts are not beside the project"
)


def key(name: str = "company", *, ed25519: bool = False) -> Key:
    """The same key for the same name while the tests run."""
    return _key(name, ed25519)


@cache
def _key(_: str, ed25519: bool) -> Key:  # noqa: FBT001 - positional, for the cache
    return new_key(ed25519=ed25519)


def declaration(*, uscc: str = "91440300MA5EXAMPL0", claims: int = 2) -> Declaration:
    kinds = (
        Claimed(
            "un-guiding-principles",
            Text(
                "联合国工商企业与人权指导原则", "UN Guiding Principles on Business and Human Rights"
            ),
            Text("2011", "2011"),
            "used-as-guidance",
            Text("我们参考了这份原则。", "We used these principles as guidance."),
        ),
        Claimed(
            "gri",
            Text("GRI 标准", "GRI Standards"),
            Text("2021", "2021"),
            "with-reference-to",
            Text("我们参照 GRI 标准报告。", "We report with reference to the GRI Standards."),
        ),
    )
    return Declaration(
        issuer=Issuer(
            Text("演示灯具厂（虚构）", "Lamp Works (fictitious)"),
            uscc,
            Said("zh", "演示市演示路 1 号"),
        ),
        scope=Scope(
            Said("zh", "整个企业"),
            (Site(Said("zh", "一厂"), Said("zh", "演示市演示路 1 号")),),
            63,
            4,
            Period("2026-12-31", "2026-01-01"),
        ),
        statement=Said("zh", "我们按问卷如实回答，并对内容负责。"),
        claims=kinds[:claims],
        issued="2027-01-15",
        until="2028-01-14",
        place=Said("zh", "演示市"),
        signatory=Signatory(Said("zh", "演示人"), Said("zh", "总经理")),
        asked=Asked("sme", "2026", "quick", "a" * 64, ("ict",)),
    )


class Loose(Exception):  # noqa: N818 - what was found
    """A term that no context defines, or a name that means another thing elsewhere."""


def safely_expanded(payload: dict[str, Any]) -> list[Any]:
    """Expand as JSON-LD with the contexts at hand and no network; what is loose raises `Loose`.

    pyld has no safe mode: dropped terms raise here, as do relative names, and terms that UNTP's
    catch-all vocabulary would take for its own.
    """
    from pyld import jsonld

    contexts = {
        "https://www.w3.org/ns/credentials/v2": "w3c-credentials-v2.json",
        "https://vocabulary.uncefact.org/untp/0.7.0/context/": "untp.json",
    }

    def load(url: str, _: object) -> dict[str, object]:
        document = json.loads((UNTP / "context" / contexts[url]).read_text(encoding="utf-8"))
        return {"contextUrl": None, "documentUrl": url, "document": document}

    def dropped(term: object) -> None:
        raise Loose(term)

    found: list[Any] = jsonld.expand(
        payload, {"documentLoader": load, "base": "relative://to/"}, on_property_dropped=dropped
    )
    for name, is_property in _names(found):
        catch_all = is_property and re.match(r"https://vocabulary.+/untp/\w+#", name)
        if name[:1] != "@" and (":" not in name or name.startswith("relative:") or catch_all):
            raise Loose(name)
    return found


def _names(expanded: object) -> Iterator[tuple[str, bool]]:
    """Every property, @id and @type; literals, JSON ones too, are left alone."""
    if isinstance(expanded, list):
        for one in expanded:
            yield from _names(one)
    elif isinstance(expanded, dict) and "@value" not in expanded:
        for name, value in expanded.items():
            yield name, True
            if name in ("@id", "@type"):
                yield from ((one, False) for one in ([value] if name == "@id" else value))
            else:
                yield from _names(value)
