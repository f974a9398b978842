"""How often a token asks. A process draws a block of requests from the token's row and counts them in
memory, so that most requests write nothing.
"""

from __future__ import annotations

from datetime import datetime
from threading import Lock
from typing import Final

from zeren_web.records.models import ApiToken
from zeren_web.records.write.api_tokens import BLOCK, draw

_MANY: Final = 1000  # tokens to remember
_left: dict[int, tuple[int, int]] = {}  # token → (minute, requests left); -1: no more in it
_lock: Final = Lock()


def let_through(token: ApiToken, now: datetime) -> bool:
    """Count one more request of this token; whether it may go on."""
    minute = int(now.timestamp() // 60)
    with _lock:
        at, left = _left.get(token.pk, (0, 0))
        if at == minute and left != 0:
            _left[token.pk] = (minute, max(-1, left - 1))
            return left > 0
    drawn = draw(token, now)
    with _lock:
        if len(_left) > _MANY:
            _left.clear()
        _left[token.pk] = (minute, BLOCK - 1 if drawn else -1)
    return drawn


def forget() -> None:
    """For tests, whose tokens come and go."""
    _left.clear()
