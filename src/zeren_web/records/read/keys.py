"""The association's keys and register as they lie in ZEREN_HOME: what may be shown of them."""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Final

from django.conf import settings

from zeren.declare.credential import TYP, window
from zeren.declare.jws import Unsound, parsed
from zeren.declare.trust import Trust
from zeren.files.association import read_trust
from zeren.files.register_folder.folder import Register, open_register
from zeren.files.signatures import is_encrypted

PASSPHRASE: Final = "ZEREN_PASSPHRASE"  # noqa: S105 - the name of a variable
OFFICE: Final = "office.key"
REGISTER: Final = "register.key"
TRUST: Final = "association.pub"
RECORD: Final = "status.json"
LIST: Final = "status-1.jwt"


def keys_folder() -> Path:
    return Path(settings.HOME) / "keys"


def register_folder() -> Path:
    return Path(settings.HOME) / "register"


def has_keys() -> bool:
    """Whether everything is there with which something can be confirmed and registered."""
    there = all((keys_folder() / name).is_file() for name in (OFFICE, REGISTER, TRUST, RECORD))
    return there and (register_folder() / "register.json").is_file()


def the_trust() -> Trust | None:
    """The association as buyers know it; None before its keys were made. Raises Refused: broken."""
    path = keys_folder() / TRUST
    return read_trust(path) if path.is_file() else None


def trust_file() -> bytes | None:
    return _content(TRUST)


def status_list() -> bytes | None:
    """The newest list of revocations, as everybody may fetch it."""
    return _content(LIST)


def list_address() -> str:
    """Where it is. Credentials name it, so it stays for as long as one of them is in use."""
    return f"{settings.URL.rstrip('/')}/{LIST}"


def list_day() -> datetime | None:
    """Of when the newest list is; after 35 days it counts as old and every verification turns amber."""
    content = status_list()
    if content is None:
        return None
    with suppress(Unsound):
        return window(parsed(content, typ=TYP).claims())[0]
    return None


def the_register() -> Register | None:
    return (
        open_register(register_folder())
        if (register_folder() / "register.json").is_file()
        else None
    )


def opens_by_itself() -> bool:
    """Whether the server can sign without anybody typing the passphrase."""
    return has_keys() and (
        bool(os.environ.get(PASSPHRASE)) or not is_encrypted(keys_folder() / OFFICE)
    )


def _content(name: str) -> bytes | None:
    with suppress(FileNotFoundError):
        return (keys_folder() / name).read_bytes()
    return None
