"""A company's desk after declaring, and an association's beside it. All of it fictitious (演示)."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from tests.core.cli.command import LAMP_WORKS, Ran, zeren
from tests.core.declare.made import key

from zeren.declare.association import (
    Check,
    Entry,
    Identity,
    StatusList,
    sign_check,
    sign_identity,
    sign_status,
)
from zeren.declare.credential import Status, declaration_id
from zeren.declare.trust import Trust
from zeren.files.association import write_json
from zeren.files.envelope import package_of
from zeren.files.signatures import write_key
from zeren.text import Text

TODAY: Final = date.today()  # noqa: DTZ011 - as the commands take it
DAY: Final = TODAY.isoformat()
NAME: Final = "演示灯具厂（虚构）"
USCC: Final = "91440600MADEM0LA17"
LIST: Final = "https://association.example/status-1.jwt"
OUT: Final = ("declaration.zh.pdf", "declaration.en.pdf", "declaration.zeren")


@dataclass(frozen=True)
class Desk:
    """`answers`, `form`, `key` of the company in one folder; what it declared in `out`."""

    folder: Path

    @property
    def out(self) -> Path:
        return self.folder / "declared"

    @property
    def zeren_file(self) -> Path:
        return self.out / "declaration.zeren"

    @property
    def key(self) -> Path:
        return self.folder / "company.key"

    @property
    def kept(self) -> Path:
        return self.out / "internal" / "disclosures.json"

    def declare(self, *more: object, out: Path | None = None, lang: str = "en") -> Ran:
        works = self.folder / "lamp-works"
        filled = (works / "answers.xlsx", "--with", works / "declaration.xlsx", "--date", DAY)
        signed = ("--key", self.key, "--out", out or self.out)
        return zeren("declare", *filled, *signed, *more, lang=lang)

    def share(self, *more: object, file: Path | None = None, lang: str = "en") -> Ran:
        words = ("--key", self.key, "--out", self.folder / "shown.zeren", "--force")
        return zeren("share", file or self.zeren_file, *words, *more, lang=lang)

    def attach(self, *more: object, file: Path | None = None, out: Path | None = None) -> Ran:
        return zeren("attach", file or self.zeren_file, *more, "--out", out or self.out)

    def members(self, file: Path | None = None) -> Mapping[str, bytes]:
        return package_of(file or self.zeren_file).members


def desk_in(folder: Path) -> Desk:
    """Answers, a form of today's date, and a key; nothing declared yet."""
    shutil.copytree(LAMP_WORKS.parent, folder / "lamp-works")
    _date_anew(folder / "lamp-works" / "declaration.xlsx")
    write_key(folder / "company.key", key("company"), None)
    return Desk(folder)


def _date_anew(form: Path) -> None:
    import openpyxl
    from tests.core.files.test_declaration_form import put

    book = openpyxl.load_workbook(form)
    for line in ("issued", "until"):
        put(book, f"line/{line}", "", column="C")
    book.save(form)


def trust_in(folder: Path, name: str = "association") -> Path:
    path = folder / f"{name}.pub"
    path.write_bytes(write_json(_trust(name).as_json()))
    return path


def _trust(name: str) -> Trust:
    return Trust(Text("演示协会", "Demonstration Association"), key(name).did, (key(name).jwk,))


def identity(folder: Path, *, by: str = "association", **changes: Any) -> Path:  # noqa: ANN401
    said: dict[str, Any] = {
        "did": key("company").did,
        "key": key("company").jwk,
        "name": NAME,
        "uscc": USCC,
        "registered": date(2019, 5, 6),
        "how": "licence seen 执照看过",
        "since": _days_ago(2),
        "until": _days_ago(-300),
        "spot": Status(LIST, 7),
        **changes,
    }
    path = folder / "identity-1.jwt"
    path.write_bytes(sign_identity(Identity(**said), by=_trust(by), key=key(by)).encode())
    return path


def status(folder: Path, *revoked: int, days_ago: int = 1) -> Path:
    entries = tuple(
        Entry(index, "identity", "urn:uuid:x", "x", DAY, DAY, "own-request") for index in revoked
    )
    since = _days_ago(days_ago)
    made = sign_status(
        StatusList(LIST, entries),
        since=since,
        until=since + timedelta(days=35),
        by=_trust("association"),
        key=key("association"),
    )
    path = folder / "status-1.jwt"
    path.write_bytes(made.encode())
    return path


def check(folder: Path, members: Mapping[str, bytes]) -> Path:
    from hashlib import sha256

    token, statement = members["declaration.jwt"], members["statement.json"]
    said = Check(
        declaration=declaration_id(statement, key("company").did),
        digest=sha256(token).hexdigest(),
        did=key("company").did,
        name=NAME,
        reviewed=("E1.2",),
        means="originals seen 看过原件",
        day=TODAY,
        since=_days_ago(1),
        until=_days_ago(-300),
        spot=Status(LIST, 8),
    )
    path = folder / "check-1.jwt"
    made = sign_check(said, by=_trust("association"), key=key("association"))
    path.write_bytes(made.encode())
    return path


def _days_ago(days: int) -> datetime:
    return datetime.now(UTC).replace(microsecond=0) - timedelta(days=days)
