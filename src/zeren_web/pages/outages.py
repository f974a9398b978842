"""What people are told where the server could not do its part: whose fault it is, and what is kept.

Nothing was saved then: a save is one transaction. These pages read no database.
"""

from __future__ import annotations

import errno
import re
import sys
from collections.abc import Iterator
from typing import Final

from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string

from zeren.text import Text
from zeren_web.pages.words import lang

_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EIO})
_FULL_SAID: Final = re.compile(
    r"disk is full|disk I/O error|readonly database|No space left", re.IGNORECASE
)
_DISK_FULL: Final = "53100"  # PostgreSQL's
_WORDS: Final = {
    507: Text(
        "没有保存：服务器的磁盘写不进去了。几秒后会再试，请不要关掉这一页。",
        "Not saved: the server's disk takes nothing more. It is tried again every few seconds; leave this page open.",
    ),
    503: Text(
        "没有保存：数据库暂时连不上。几秒后会再试，请不要关掉这一页。",
        "Not saved: the database is out of reach. It is tried again every few seconds; leave this page open.",
    ),
    500: Text(
        "没有保存：程序出了错，不是您的错。几秒后会再试，请不要关掉这一页。",
        "Not saved: our fault, not yours. It is tried again every few seconds; leave this page open.",
    ),
}


def at_fault(request: HttpRequest) -> HttpResponse:
    """Django's handler of what nobody caught; a script gets a sentence that it can show."""
    status = status_of(sys.exc_info()[1])
    if request.headers.get("X-Requested-With") == "fetch":
        reply: HttpResponse = JsonResponse({"told": _WORDS[status].to(lang())}, status=status)
    else:
        reply = HttpResponse(render_to_string(f"{status}.html"), status=status)
    if status == 503:  # noqa: PLR2004 - HTTP's
        reply.headers["Retry-After"] = "10"
    return reply


def status_of(fault: BaseException | None) -> int:
    """507 where the disk takes nothing, 503 where the database is away, else 500."""
    for one in _causes(fault):
        if isinstance(one, OSError) and one.errno in _FULL:
            return 507
        if isinstance(one, DatabaseError | InterfaceError):
            code = getattr(one.__cause__, "sqlstate", None)
            if code == _DISK_FULL or _FULL_SAID.search(str(one)):
                return 507
    is_away = type(fault).__name__ in {"OperationalError", "InterfaceError"}
    return 503 if is_away and isinstance(fault, DatabaseError | InterfaceError) else 500


def _causes(fault: BaseException | None) -> Iterator[BaseException]:
    while fault is not None:
        yield fault
        fault = fault.__cause__
