"""Which database the web's tests run on: SQLite, or the server of ZEREN_TEST_DATABASE_URL."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

SERVER: Final = os.environ.get("ZEREN_TEST_DATABASE_URL", "")


def url_for(home: Path) -> str:
    """The address of a home's own database on that server, made where it is not there; "" for SQLite."""
    if not SERVER:
        return ""
    import psycopg

    name = f"home_{hashlib.sha256(str(home).encode()).hexdigest()[:20]}"
    with psycopg.connect(SERVER, autocommit=True) as server:
        known = server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
        if not known:
            server.execute(f'CREATE DATABASE "{name}"')
    return urlsplit(SERVER)._replace(path=f"/{name}").geturl()
