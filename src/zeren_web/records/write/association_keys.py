"""Making the association's keys and its register, and opening them.

Each file is made where it is missing, one after the other, and none is ever written over: whoever
presses again after a fault gets what is still missing.
"""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings

from zeren.declare.association import Entry, StatusList, free_index, sign_status
from zeren.declare.bitstring import LEAST
from zeren.declare.credential import Status
from zeren.declare.did import did_web
from zeren.declare.jws import Unsound, table_of, thumbprint
from zeren.declare.trust import Trust
from zeren.files.association import content_of, write_json
from zeren.files.register_folder.disk import only_writer, write_settled
from zeren.files.register_folder.folder import (
    Register,
    Signer,
    make_register,
    open_register,
)
from zeren.files.signatures import Key, new_key, read_key, write_key
from zeren.problems import Place, Problem, Refused
from zeren.text import Text
from zeren_web.records.models import Person
from zeren_web.records.read.body import the_body
from zeren_web.records.read.keys import (
    LIST,
    OFFICE,
    PASSPHRASE,
    RECORD,
    REGISTER,
    TRUST,
    has_keys,
    keys_folder,
    list_address,
    register_folder,
    the_trust,
)
from zeren_web.records.write.audit import note

SHORTEST: Final = 8  # characters of a passphrase
OPERATOR: Final = "association"  # the id of the body in its own register
_FRESH: Final = timedelta(days=35)
_MOST_RECORD: Final = 100_000_000


@dataclass(frozen=True, slots=True)
class Opened:
    """The association with its keys opened, for as long as one press takes."""

    by: Trust
    key: Key
    register: Register
    signer: Signer


def make_keys(passphrase: str, *, by: Person | None) -> None:
    """Make what is missing. Raises Refused: a short passphrase, or not that of the keys there are."""
    if len(passphrase) < SHORTEST:
        raise Refused(_problem("keys-short", *_TOO_SHORT))
    folder = keys_folder()
    for one in (folder, register_folder()):
        one.mkdir(parents=True, exist_ok=True, mode=0o700)
    with only_writer(folder):
        if has_keys():
            return
        office = _key(OFFICE, passphrase)
        register = _key(REGISTER, passphrase, ed25519=True)
        trust = _trust(office, _register(register))
        if not (folder / RECORD).exists():
            write_settled(folder / RECORD, write_json(StatusList(list_address()).as_json()))
        publish_list(record(), by=trust, key=office)
        note("keys-made", who=by, did=trust.did, register=trust.register)


def open_keys(passphrase: str = "") -> Opened:
    """Open them with what was typed, else with ZEREN_PASSPHRASE. Raises Refused."""
    trust = the_trust()
    if trust is None or not has_keys():
        raise Refused(_problem("keys-missing", *_NONE_YET))
    words = passphrase or os.environ.get(PASSPHRASE) or None
    key, of_register = (read_key(keys_folder() / name, words) for name in (OFFICE, REGISTER))
    if thumbprint(key.jwk) not in {thumbprint(one) for one in trust.keys}:
        raise Refused(_problem("keys-other", *_OTHER))
    return Opened(
        trust,
        key,
        open_register(register_folder()),
        Signer(of_register, keys_folder() / REGISTER),
    )


def record() -> StatusList:
    """The association's own record of what each place on its list stands for. Raises Refused."""
    path = keys_folder() / RECORD
    try:
        return StatusList.of(table_of(content_of(path, _MOST_RECORD)))
    except Unsound as fault:
        raise Refused(_problem("keys-record", *_ODD_RECORD)) from fault


def keep_record(now: StatusList) -> None:
    """A place is noted down before anything is signed that names it."""
    write_settled(keys_folder() / RECORD, write_json(now.as_json()))


def reserve_place(credential: str, subject: str) -> Status | None:
    """A place on the list for a declaration that is about to be signed; None before there are keys.

    `credential` is the declaration's id, by which its place is known when it is withdrawn.
    """
    if not has_keys():
        return None
    with only_writer(keys_folder()):
        now = record()
        known = next((one.index for one in now.entries if one.credential == credential), None)
        if known is not None:
            return Status(now.url, known)
        place = free_index(now, secrets.randbelow(LEAST))
        today = datetime.now(UTC).date().isoformat()
        keep_record(now.with_entry(Entry(place, "declaration", credential, subject, today)))
    return Status(now.url, place)


def publish_list(now: StatusList, *, by: Trust, key: Key) -> None:
    """Sign the list anew; what was revoked is in the record before it is told."""
    since = datetime.now(UTC).replace(microsecond=0)
    token = sign_status(now, since=since, until=since + _FRESH, by=by, key=key)
    write_settled(keys_folder() / LIST, token.encode())


def _key(name: str, passphrase: str, *, ed25519: bool = False) -> Key:
    path = keys_folder() / name
    if not path.exists():
        write_key(path, new_key(ed25519=ed25519), passphrase)
    return read_key(path, passphrase)


def _register(key: Key) -> Register:
    if (register_folder() / "register.json").exists():
        return open_register(register_folder())
    origin = f"{urlsplit(settings.URL).netloc}/register"
    name = the_body().name
    signer = Signer(key, keys_folder() / REGISTER)
    return make_register(register_folder(), signer, origin=origin, operator=OPERATOR, name=name)


def _trust(key: Key, register: Register) -> Trust:
    """By its domain where the site has one that is reached over https: then keys can change."""
    if (found := the_trust()) is not None:
        return found
    address = urlsplit(settings.URL)
    host = address.hostname or ""
    did = did_web(host) if address.scheme == "https" and "." in host else key.did
    trust = Trust(the_body().name, did, (key.public.jwk,), register.verifier.line)
    write_settled(keys_folder() / TRUST, write_json(trust.as_json()))
    return trust


def _problem(code: str, what: Text, remedy: Text) -> Problem:
    return Problem(code, "error", Place(field="passphrase"), what, remedy)


_TOO_SHORT: Final = (
    Text("口令太短。", "The passphrase is too short."),
    Text(
        f"至少 {SHORTEST} 个字符；几个不相干的词连起来，又长又好记。",
        f"Use {SHORTEST} characters at least; a few unrelated words are long and easy to keep.",
    ),
)
_NONE_YET: Final = (
    Text("协会还没有密钥。", "The association has no keys yet."),
    Text("请先在“密钥”一页生成。", "Make them on the page “Keys” first."),
)
_OTHER: Final = (
    Text(
        "office.key 不是 association.pub 里的那一把。",
        "office.key is not one of the keys in association.pub.",
    ),
    Text("请从备份里取回原来的密钥。", "Restore the right key from the backup."),
)
_ODD_RECORD: Final = (
    Text(
        "撤销记录 status.json 读不懂。",
        "The record of revocations, status.json, cannot be understood.",
    ),
    Text("请从备份里取回最后一份好的。", "Take the last good one from the backup."),
)
