"""One view before all of `/api/v1/`: whatever happens behind it, the answer is JSON."""

from __future__ import annotations

import logging
from typing import Final

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import resolve
from django.views.decorators.csrf import csrf_exempt

from zeren.problems import Refused
from zeren_web.api import problems
from zeren_web.api.problems import Told
from zeren_web.pages.outages import status_of

_LOG: Final = logging.getLogger("zeren.api")
_BEHIND: Final = "zeren_web.api.v1"  # with django-ninja and pydantic, loaded when somebody asks

_KNOWN: Final = (
    (Http404, 404, problems.NOT_THERE),
    (RequestDataTooBig, 413, problems.TOO_BIG),
    (SuspiciousOperation, 400, problems.NOT_READ),
)


@csrf_exempt  # no cookie opens anything here, so that nobody's browser can be made to
def door(request: HttpRequest, rest: str) -> HttpResponse:  # noqa: ARG001 - Django gives it
    """Answer a program."""
    try:
        match = resolve(request.path_info, _BEHIND)
        response: HttpResponse = match.func(request, *match.args, **match.kwargs)
    except Exception as fault:  # noqa: BLE001 - the last place that can still answer in JSON
        return _failed(fault)
    if response.status_code != 405:  # noqa: PLR2004 - not this verb
        return response
    return problems.answer(405, problems.NO_SUCH_VERB, headers={"Allow": response["Allow"]})


def _failed(fault: Exception) -> HttpResponse:
    if isinstance(fault, Told):
        return fault.response()
    if isinstance(fault, Refused):
        return problems.answer(422, *fault.problems)
    for kind, status, problem in _KNOWN:
        if isinstance(fault, kind):
            return problems.answer(status, problem)
    _LOG.error("an answer of the API failed", exc_info=fault)
    status = status_of(fault)
    if status == 500:  # noqa: PLR2004 - HTTP's
        return problems.answer(500, problems.OUR_FAULT)
    return problems.answer(status, problems.NOT_NOW, headers={"Retry-After": "10"})
