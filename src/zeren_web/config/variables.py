"""What the `ZEREN_*` variables mean to Django, and the words for those that mean nothing."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit
from zoneinfo import ZoneInfo

from django.core.exceptions import ImproperlyConfigured

Variables = Mapping[str, str]
_WRITTEN: Final = {
    "ZEREN_URL": ("http", "https", "https://csr.example.org"),
    "ZEREN_DATABASE_URL": (
        "postgresql",
        "postgres",
        "sqlite",
        "postgresql://user:password@host:5432/name",
    ),
    "ZEREN_EMAIL_URL": ("smtp", "smtps", "smtp://user:password@host:587"),
}


def split(name: str, address: str) -> SplitResult:
    """The parts of an address whose port is a port; what is no address is told with an example."""
    *schemes, example = _WRITTEN[name]
    try:
        parts = urlsplit(address)
        is_complete = bool(parts.hostname) or name != "ZEREN_URL"  # others have a host by default
        is_address = parts.scheme in schemes and is_complete and parts.port != 0
    except ValueError:
        is_address = False
    if not is_address:  # the address itself is not repeated: a password may stand in it
        message = (
            f"{name} 里写的地址不能用。应写成 {example} 这样，端口从 1 到 65535。"
            f" / The address in {name} cannot be used."
            f" {name} is written {example}, with a port from 1 to 65535."
        )
        raise ImproperlyConfigured(message)
    return parts


def time_zone(variables: Variables) -> str:
    """A name of the time zone table, such as Asia/Shanghai."""
    name = variables.get("ZEREN_TIME_ZONE", "Asia/Shanghai")
    try:
        ZoneInfo(name)
    except (OSError, ValueError, KeyError) as fault:
        message = (
            "ZEREN_TIME_ZONE 不是时区的名字。请写成 Asia/Shanghai 这样。"
            " / ZEREN_TIME_ZONE is no name of a time zone. Write it like Asia/Shanghai."
        )
        raise ImproperlyConfigured(message) from fault
    return name


def library(variables: Variables) -> Path | None:
    """The folder of the association's own standards, where one is named; it has to be there."""
    name = variables.get("ZEREN_LIBRARY", "")
    if not name:
        return None
    folder = Path(name)
    if not folder.is_dir():
        message = (
            f"ZEREN_LIBRARY 写的不是已有的文件夹：{folder}。请写标准库所在的文件夹，没有就不要写这个变量。"
            f" / ZEREN_LIBRARY is no folder that is there: {folder}."
            " Name the folder of your own standards, or leave the variable out."
        )
        raise ImproperlyConfigured(message)
    return folder


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
    parts = split("ZEREN_DATABASE_URL", address)
    if parts.scheme == "sqlite":
        return _sqlite(Path(unquote(parts.path)))
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
    parts = split("ZEREN_EMAIL_URL", address)
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
