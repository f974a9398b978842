"""Finding what a link opens."""

from __future__ import annotations

import hashlib


def hash_of_token(token: str) -> str:
    """SHA-256 in hexadecimal; a token is random enough to need no salt."""
    return hashlib.sha256(token.encode()).hexdigest()
