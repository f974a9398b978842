"""Run a command beside a PostgreSQL of its own, made for it in a temporary folder and gone afterwards.

    python tools/with_postgresql.py pytest tests/web

The command finds it in ZEREN_TEST_DATABASE_URL. The server listens on this machine only, on a free port,
behind a password that nobody else knows. PostgreSQL refuses to run as root: there it runs as `postgres`.
"""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

VARIABLE: Final = "ZEREN_TEST_DATABASE_URL"
_DEBIAN: Final = Path("/usr/lib/postgresql")


def main(command: list[str]) -> int:
    signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))  # stop the server, too
    with TemporaryDirectory(prefix="zeren-postgresql-") as folder, cluster(Path(folder)) as url:
        return subprocess.run(command, env={**os.environ, VARIABLE: url}, check=False).returncode  # noqa: S603


def programs() -> Path:
    """Where `initdb` and `pg_ctl` are; Debian keeps them out of the path."""
    if found := shutil.which("pg_ctl"):
        return Path(found).resolve().parent
    versions = sorted(_DEBIAN.glob("*/bin"), key=lambda path: int(path.parent.name))
    if not versions:
        sys.exit("没有装 PostgreSQL。/ PostgreSQL is not installed: apt-get install postgresql")
    return versions[-1]


@contextmanager
def cluster(folder: Path) -> Iterator[str]:
    """A running server in `folder`; the address of an empty database on it."""
    user = pwd.getpwnam("postgres") if not os.getuid() else pwd.getpwuid(os.getuid())
    password, port = secrets.token_hex(16), _free_port()
    secret = folder / "password"
    secret.write_text(password, encoding="ascii")
    for path in (folder, secret):
        path.chmod(0o700)
        if not os.getuid():
            shutil.chown(path, user.pw_uid, user.pw_gid)

    def run(name: str, *words: str) -> None:
        subprocess.run(  # noqa: S603 - PostgreSQL's own programs
            (programs() / name, *words),
            cwd=folder,
            user=user.pw_uid if not os.getuid() else None,
            group=user.pw_gid if not os.getuid() else None,
            extra_groups=[] if not os.getuid() else None,
            stdout=subprocess.DEVNULL,
            check=True,
        )

    data, log = str(folder / "data"), str(folder / "log")
    run("initdb", "--pgdata", data, "--username", "zeren", "--pwfile", str(secret), "--auth", "scram-sha-256", "--encoding", "UTF8", "--locale", "C.UTF-8")  # fmt: skip
    options = f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories={folder}"
    run("pg_ctl", "start", "--wait", "--silent", "--pgdata", data, "--log", log, "--options", options)  # fmt: skip
    try:
        yield f"postgresql://zeren:{password}@127.0.0.1:{port}/postgres"
    finally:
        run("pg_ctl", "stop", "--wait", "--silent", "--pgdata", data, "--mode", "fast")


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    return port


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
