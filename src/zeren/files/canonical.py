"""Canonical JSON (RFC 8785): one value, one sequence of bytes, one hash."""

from __future__ import annotations

import hashlib
from typing import Any

import rfc8785


def canonical(table: dict[str, Any]) -> bytes:
    """Bytes of a value made of strings, whole numbers, booleans, None, lists and tables."""
    return rfc8785.dumps(table)


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
