"""Keys that this server keeps for companies: whoever runs it can sign with them, and no check tells
the difference. Each is a file of its own, locked with a passphrase that stands nowhere.

The passphrase comes from one secret of this installation: ZEREN_KEYS_SECRET where the operator gives it
(from a place that no backup of this folder holds), else a file that is made once beside the keys.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from contextlib import suppress
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from zeren.files.signatures import Key, new_key, read_key, write_key
from zeren_web.records.models import Company, CompanyKey, Person
from zeren_web.records.write.audit import note


def make_key(company: Company, *, by: Person) -> CompanyKey:
    """A new key for a company; the one before it signs nothing any more and its file stays."""
    made, folder = new_key(), _folder()
    name = f"{company.pk}-{secrets.token_hex(8)}.key"
    write_key(folder / name, made, _passphrase(made.did))
    try:
        with transaction.atomic():
            mine = CompanyKey.objects.with_scope(company=company)
            mine.filter(retired=None).update(retired=timezone.now())
            row = CompanyKey(
                company=company,
                did=made.did,
                jwk=dict(made.jwk),
                file=name,
                by=by,
                made=timezone.now(),
            )
            row.save(force_insert=True)
            note("key-made", who=by, company=company, key=made.did)
    except BaseException:
        (folder / name).unlink(missing_ok=True)
        raise
    return row


def open_key(row: CompanyKey) -> Key:
    """Raises Refused where the file is gone or the secret is not the one it was locked with."""
    return read_key(_folder() / row.file, _passphrase(row.did))


def _folder() -> Path:
    """Only the user under whom the server runs may look into it."""
    folder: Path = settings.HOME / "keys" / "companies"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def _passphrase(did: str) -> str:
    """Another for each key: who learns one has the others not."""
    words = b"zeren company key\n" + did.encode()
    return hmac.new(_secret(), words, hashlib.sha256).hexdigest()


def _secret() -> bytes:
    given: str = settings.KEYS_SECRET
    if given:
        return given.encode()
    path: Path = settings.HOME / "keys" / "secret"
    _folder()
    with suppress(FileExistsError):
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(48))
            file.flush()
            os.fsync(file.fileno())
    return path.read_bytes()
