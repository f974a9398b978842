"""What a program is told when it gets nothing: the same problems that people get, as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.http import HttpResponse, JsonResponse

from zeren.problems import Place, Problem
from zeren.text import Text


class Told(Exception):  # noqa: N818 - it names what happens to the request
    """A request that ends here, with its status and what to say."""

    def __init__(
        self,
        status: int,
        *problems: Problem,
        headers: Mapping[str, str] | None = None,
        more: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(status, *(one.code for one in problems))
        self.status: Final = status
        self.problems: Final = problems
        self.headers: Final = headers
        self.more: Final = more

    def response(self) -> HttpResponse:
        return answer(self.status, *self.problems, headers=self.headers, more=self.more)


def answer(
    status: int,
    *problems: Problem,
    headers: Mapping[str, str] | None = None,
    more: Mapping[str, Any] | None = None,
) -> HttpResponse:
    return JsonResponse(
        {"problems": [one.as_json() for one in problems], **(more or {})},
        status=status,
        headers={"Cache-Control": "no-store", **(headers or {})},
        json_dumps_params={"ensure_ascii": False},
    )


def wrong(code: str, what: Text, remedy: Text, *, place: str = "") -> Problem:
    return Problem(code, "error", Place(field=place), what, remedy)


NOT_THERE: Final = wrong(
    "not-there",
    Text(
        "这里没有这样的内容，或者它不属于这个令牌。",
        "There is nothing here, or it is not this token's to see.",
    ),
    Text("请核对地址和令牌。", "Check the address and the token."),
)
NO_SUCH_VERB: Final = wrong(
    "method-not-allowed",
    Text("这个地址不接受这种请求。", "This address does not take this kind of request."),
    Text("可以用的写在 Allow 里。", "What it takes is named in Allow."),
)
NOT_READ: Final = wrong(
    "not-read",
    Text("请求读不懂。", "The request could not be read."),
    Text(
        "请发 UTF-8 编码的 JSON：没有重复的键，没有 NaN，不要嵌套太深。",
        "Send JSON in UTF-8, without repeated keys or NaN, and not nested deeply.",
    ),
)
TOO_BIG: Final = wrong(
    "too-big",
    Text("请求太大。", "The request is too large."),
    Text("请分成几次。", "Divide it into several."),
)
OUR_FAULT: Final = wrong(
    "our-fault",
    Text("这里出了错，请求没有完成。", "Something failed here; the request was not completed."),
    Text(
        "请过一会儿再试；还不行，请告诉协会几点几分。",
        "Try again in a moment; if it fails again, tell the association at what time.",
    ),
)
NOT_NOW: Final = wrong(
    "not-now",
    Text(
        "数据库连不上，或者磁盘写不进去了。什么都没有写。",
        "The database is out of reach, or the disk takes nothing more. Nothing was written.",
    ),
    Text("请过一会儿再试。", "Try again in a while."),
)
NO_TOKEN: Final = wrong(
    "no-token",
    Text(
        "没有令牌，或者令牌不对、已过期、已收回。",
        "There is no token, or it is unknown, over or taken back.",
    ),
    Text(
        "请在“接口令牌”页做一个，放在 Authorization: Bearer 后面。",
        "Make one on the page “Tokens for programs” and send it after Authorization: Bearer.",
    ),
)
SECOND_FACTOR: Final = wrong(
    "second-factor-needed",
    Text(
        "协会的人要先设好第二道验证。",
        "Whoever works for the association needs a second factor first.",
    ),
    Text("请登录网站，照提示设好。", "Sign in to the site and set it up as it asks."),
)
UNCONFIRMED: Final = wrong(
    "entered-by-staff",
    Text(
        "有协会代填的回答，企业还没有确认。",
        "Answers that the association entered were not confirmed by the company.",
    ),
    Text(
        "请在网站上逐条看过并确认，再提交。",
        "Look through them and confirm them on the site, then submit.",
    ),
)
CLOSED: Final = wrong(
    "closed",
    Text(
        "这份答卷现在不收回答：已经交给协会，或者时间过了。",
        "This response takes no answers now: it is with the association, or its time is over.",
    ),
    Text("要改的话，请协会退回。", "To change it, ask the association to return it."),
)
CHANGED_MEANWHILE: Final = wrong(
    "changed-meanwhile",
    Text(
        "您看到以后，别人改过这条回答。什么都没有写。",
        "Somebody changed this answer since you saw it. Nothing was written.",
    ),
    Text(
        "对方写的在 theirs 里；决定好以后，用那里的 version 作 base 再发一次。",
        "What they said is in theirs; decide, then send again with its version as base.",
    ),
)


def scope_missing(scope: str) -> Problem:
    return wrong(
        "scope-missing",
        Text(
            "这个令牌不能做这件事：缺少 {scope}。", "This token may not do this: it lacks {scope}."
        ).format(scope=scope),
        Text("请做一个有这个范围的令牌。", "Make a token with this scope."),
    )


def too_fast(most: int) -> Problem:
    return wrong(
        "too-fast",
        Text("一分钟最多 {most} 次。", "At most {most} requests a minute.").format(most=most),
        Text("请等 Retry-After 写的秒数。", "Wait for the seconds that Retry-After names."),
    )
