"""The tokens of a person, and whose token a program shows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal, get_args

from django.utils import timezone

from zeren.text import Text
from zeren_web.records.models import ApiToken, Person
from zeren_web.records.read.posts import Duty, has_duty
from zeren_web.records.read.tokens import hash_of_token

Scope = Literal[
    "read:responses",
    "write:answers",
    "submit:responses",
    "read:programme",
    "read:members",
    "write:members",
]
SCOPES: Final[tuple[Scope, ...]] = get_args(Scope)
SCOPE_WORDS: Final[Mapping[Scope, Text]] = {
    "read:responses": Text("读答卷、证据清单和结果", "Read responses, evidence and results"),
    "write:answers": Text("写回答", "Write answers"),
    "submit:responses": Text(
        "提交答卷（只有企业负责人能提交）", "Submit responses (only a company's owner can)"
    ),
    "read:programme": Text("读各周期的进度", "Read how far each cycle is"),
    "read:members": Text("读会员名单", "Read the list of members"),
    "write:members": Text(
        "写会员名单：新增、改资料、标为退会", "Write the list of members: add, change, mark as left"
    ),
}
DUTY_OF: Final[Mapping[Scope, Duty]] = {
    "read:programme": "review",
    "read:members": "work",
    "write:members": "work",
}
MARK: Final = "zeren_"  # so that a token that leaked is known for one
_LONGEST: Final = 100


def scopes_for(person: Person) -> tuple[Scope, ...]:
    """What a token of this person could be for: the association's scopes go with a post."""
    return tuple(one for one in SCOPES if one not in DUTY_OF or has_duty(person, DUTY_OF[one]))


def tokens_of(person: Person) -> list[ApiToken]:
    """All that were made, the newest first; one query."""
    return list(ApiToken.objects.filter(person=person))


def token_for(shown: str) -> ApiToken | None:
    """The token that a program shows, its person with it, if it is good now; one query."""
    if len(shown) > _LONGEST or not shown.startswith(MARK):
        return None
    found = (
        ApiToken.objects.select_related("person")
        .filter(
            token_sha256=hash_of_token(shown.removeprefix(MARK)),
            person__is_active=True,
        )
        .first()
    )
    return found if found and found.is_good(timezone.now()) else None
