"""The schema of the interface, and a page for people that is made from it."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from zeren.text import Text
from zeren_web.records.read.api_tokens import SCOPE_WORDS

_TITLES: Final = {
    "responses": Text("企业的答卷", "A company's responses"),
    "association": Text("协会", "The association"),
    "everybody": Text("公开的，不用令牌", "Public, without a token"),
}
_SENT: Final = "Content-Type: application/json"


@dataclass(frozen=True, slots=True)
class Parameter:
    name: str
    where: Text
    kind: str


@dataclass(frozen=True, slots=True)
class Operation:
    """One address with one verb, as the page shows it."""

    id: str
    verb: str
    path: str
    title: Text
    about: Text
    scope: str
    scope_words: Text | None
    parameters: tuple[Parameter, ...]
    statuses: tuple[str, ...]
    curl: str


@lru_cache(maxsize=1)
def schema() -> dict[str, Any]:
    """OpenAPI 3.1 of everything behind `/api/v1/`."""
    from zeren_web.api.v1 import api

    return {
        **api.get_openapi_schema(path_prefix="/api/v1/"),
        "servers": [{"url": settings.URL.rstrip("/")}],
    }


@require_safe
def openapi(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Django gives it
    content = json.dumps(schema(), ensure_ascii=False, indent=1)
    response = HttpResponse(content, content_type="application/json")
    patch_cache_control(response, public=True, max_age=300)
    return response


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Every address with what it is for, what it takes, and a line to try it with."""
    found = list(_operations(schema()))
    groups = [
        (title, [one for tag, one in found if tag == name]) for name, title in _TITLES.items()
    ]
    return render(
        request, "api/docs.html", {"groups": groups, "scopes": SCOPE_WORDS, "url": _address()}
    )


def _address() -> str:
    return settings.URL.rstrip("/")


def _operations(table: dict[str, Any]) -> Iterator[tuple[str, Operation]]:
    for path, verbs in table["paths"].items():
        for verb, one in verbs.items():
            scope = one.get("x-scope", "")
            yield (
                one["tags"][0],
                Operation(
                    id=f"{verb}-{path.removeprefix('/api/v1/')}".replace("/", "-").translate(
                        {ord(sign): None for sign in "{}"}
                    ),
                    verb=verb.upper(),
                    path=path,
                    title=Text.of(one["x-title"]),
                    about=Text.of(one["x-about"]),
                    scope=scope,
                    scope_words=SCOPE_WORDS.get(scope),
                    parameters=tuple(_parameters(table, one)),
                    statuses=tuple(str(code) for code in one["responses"]),
                    curl=curl(verb, path, one),
                ),
            )


def _parameters(table: dict[str, Any], one: dict[str, Any]) -> Iterator[Parameter]:
    places = {"path": Text("地址里", "in the address"), "query": Text("问号后面", "after the ?")}
    for each in one["parameters"]:
        yield Parameter(each["name"], places[each["in"]], _kind(each["schema"]))
    for content in one.get("requestBody", {}).get("content", {}).values():
        shape = content["schema"]
        name = shape.get("$ref", "").rpartition("/")[2]
        shape = table["components"]["schemas"][name] if name else shape
        for key, value in shape["properties"].items():
            yield Parameter(key, Text("正文里", "in the body"), _kind(value))


def _kind(shape: dict[str, Any]) -> str:
    """A type and its bounds, as the schema writes them."""
    for one in shape.get("anyOf", ()):
        if one.get("type") != "null":
            return _kind(one)
    bounds = (
        f"{sign} {shape[name]}"
        for name, sign in (
            ("minimum", "≥"),
            ("maximum", "≤"),
            ("maxLength", "≤"),
            ("default", "="),
        )
        if shape.get(name) not in (None, "")
    )
    return " ".join((str(shape.get("type", "")), *bounds))


def curl(verb: str, path: str, one: dict[str, Any]) -> str:
    """A line for a shell; ZEREN_URL and ZEREN_TOKEN are its variables."""
    example = one["x-example"]
    for name, value in example["path"].items():
        path = path.replace(f"{{{name}}}", value)
    address = f"$ZEREN_URL{path}" + (f"?{example['query']}" if example["query"] else "")
    parts = ["curl", "-sS"]
    if verb in {"put", "patch"} or (verb == "post" and not example["file"]):
        parts += ["-X", verb.upper()]
    if one.get("x-scope"):
        parts.append('-H "Authorization: Bearer $ZEREN_TOKEN"')
    if example["json"] is not None:
        body = json.dumps(example["json"], ensure_ascii=False)
        parts += [f"-H {shlex.quote(_SENT)}", f"-d {shlex.quote(body)}"]
    if example["file"]:
        parts.append(f"-F file=@{example['file']}")
    return " ".join([*parts, f'"{address}"'])
