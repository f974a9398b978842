"""What the `ZEREN_*` variables mean to Django, and the words for those that mean nothing."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

Variables = Mapping[str, str]


def secret_key(variables: Variables, home: Path) -> str:
    """The key given, or the one that was made for this folder once; only its owner may read it."""
    if given := variables.get("ZEREN_SECRET_KEY"):
        return given
    path = home / "secret-key"
    with suppress(FileNotFoundError):
        return path.read_text(encoding="ascii").strip()
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    with suppress(FileExistsError):  # another process was faster
        path.touch(mode=0o600, exist_ok=False)
        path.write_text(secrets.token_urlsafe(64), encoding="ascii")
    return path.read_text(encoding="ascii").strip()


def database(variables: Variables, home: Path) -> dict[str, object]:
    """Django's table for PostgreSQL where an address is given, else for the file in `home`."""
    address = variables.get("ZEREN_DATABASE_URL", "")
    if not address:
        return _sqlite(home / "zeren.sqlite3")
    parts = urlsplit(address)
    if parts.scheme == "sqlite":
        return _sqlite(Path(unquote(parts.path)))
    if parts.scheme not in {"postgresql", "postgres"}:
        message = (
            "ZEREN_DATABASE_URL 应写成 postgresql://用户:密码@主机:端口/库名。"
            " / ZEREN_DATABASE_URL is written postgresql://user:password@host:port/name."
        )
        raise ImproperlyConfigured(message)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": dict(parse_qsl(parts.query)),
    }


def _sqlite(path: Path) -> dict[str, object]:
    """WAL, so that readers never wait; FULL, so that what was acknowledged outlives a power cut."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
            " PRAGMA cache_size=-16000; PRAGMA temp_store=MEMORY;",
        },
    }


def email(variables: Variables) -> dict[str, object]:
    """Django's settings for sending mail; without a server it is printed on the screen."""
    sender = variables.get("ZEREN_EMAIL_FROM", "zeren@localhost")
    address = variables.get("ZEREN_EMAIL_URL", "")
    if not address:
        backend = "django.core.mail.backends.console.EmailBackend"
        return {"EMAIL_BACKEND": backend, "DEFAULT_FROM_EMAIL": sender}
    parts = urlsplit(address)
    if parts.scheme not in {"smtp", "smtps"}:
        message = (
            "ZEREN_EMAIL_URL 应写成 smtp://用户:密码@主机:587 或 smtps://用户:密码@主机:465。"
            " / ZEREN_EMAIL_URL is written smtp://user:password@host:587"
            " or smtps://user:password@host:465."
        )
        raise ImproperlyConfigured(message)
    encrypted = parts.scheme == "smtps"
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname or "localhost",
        "EMAIL_PORT": parts.port or (465 if encrypted else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": encrypted,
        "EMAIL_USE_TLS": not encrypted and bool(parts.username),
        "EMAIL_TIMEOUT": 20,
        "DEFAULT_FROM_EMAIL": sender,
        "SERVER_EMAIL": sender,
    }
