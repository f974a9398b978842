"""Links that only their holder knows: the token leaves once, its hash stays."""

from __future__ import annotations

import secrets

from zeren_web.records.read.tokens import hash_of_token


def new_token() -> tuple[str, str]:
    """A token for an address (32 characters, 192 bits), and the hash to keep of it."""
    token = secrets.token_urlsafe(24)
    return token, hash_of_token(token)
