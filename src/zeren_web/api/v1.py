"""The first edition of the interface: its addresses, how JSON is read and written, how it refuses."""

from __future__ import annotations

import json
from typing import Any, NoReturn

from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.parser import Parser
from ninja.renderers import JSONRenderer

from zeren.problems import Problem, Refused
from zeren.text import Text
from zeren_web.api import association, company, everybody, problems
from zeren_web.api.bearer import NO_TOKEN
from zeren_web.api.problems import Told


class Strict(Parser):
    """JSON that every reader reads alike, and that a database can keep."""

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        found = json.loads(
            request.body.decode(), object_pairs_hook=_once, parse_constant=_no_such_number
        )
        words = json.dumps(found, ensure_ascii=False)
        words.encode()  # half a sign, which JSON can escape, is none
        if "\\u0000" in words:
            raise ValueError
        if not isinstance(found, dict):
            raise TypeError
        return found


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len(found := dict(pairs)) < len(pairs):
        raise ValueError
    return found


def _no_such_number(_: str) -> NoReturn:
    raise ValueError


class Readable(JSONRenderer):
    """Chinese as it is written; a number that is none never leaves."""

    json_dumps_params = {"ensure_ascii": False, "allow_nan": False}  # noqa: RUF012 - ninja's attribute


api = NinjaAPI(
    title="Zeren 责任",
    version="1",
    description="What the pages read and write, for programs. 网页读写的，程序也能读写。",
    urls_namespace="api-v1",
    openapi_url=None,
    docs_url=None,
    parser=Strict(),
    renderer=Readable(),
)
api.add_router("", company.router)
api.add_router("", association.router)
api.add_router("", everybody.router)


@api.exception_handler(Told)
def _told(_request: HttpRequest, fault: Told) -> HttpResponse:
    return fault.response()


@api.exception_handler(Refused)
def _refused(_request: HttpRequest, fault: Refused) -> HttpResponse:
    return problems.answer(422, *fault.problems)


@api.exception_handler(Http404)
def _not_there(_request: HttpRequest, _fault: Http404) -> HttpResponse:
    return problems.answer(404, problems.NOT_THERE)


@api.exception_handler(HttpError)
def _not_read(_request: HttpRequest, fault: HttpError) -> HttpResponse:
    if isinstance(fault, AuthenticationError):
        return NO_TOKEN.response()
    if isinstance(fault.__cause__, RequestDataTooBig):
        return problems.answer(413, problems.TOO_BIG)
    return problems.answer(400, problems.NOT_READ)


@api.exception_handler(ValidationError)
def _not_as_asked(_request: HttpRequest, fault: ValidationError) -> HttpResponse:
    return problems.answer(422, *map(_wrong, fault.errors[:20]))


def _wrong(error: dict[str, Any]) -> Problem:
    place = ".".join(str(one) for one in error.get("loc", ())[2:]) or str(error["loc"][-1])
    kinds = {
        "missing": Text("没有填。", "It is missing."),
        "extra_forbidden": Text("没有这个键。", "There is no such key."),
        "string_too_long": Text("太长。", "It is too long."),
    }
    return problems.wrong(
        "not-as-asked",
        kinds.get(
            error["type"], Text("这里的值不对。", "This value is not of the kind asked for.")
        ),
        Text(
            "请照 /api/docs/ 写的类型和范围发。",
            "Send what /api/docs/ names: its type and its bounds.",
        ),
        place=place[:80],
    )


urlpatterns = [path("api/v1/", api.urls)]
