"""The offline bundle: made from the locks, it installs without an index, and what it installs serves."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest
from tests.tools import ROOT, takes_a_minute
from tests.web.serving import LONGEST, environment, wait_for

pytestmark = takes_a_minute()
_WITHOUT_NETWORK = {
    "PIP_INDEX_URL": "http://127.0.0.1:9/",
    "PIP_CONFIG_FILE": os.devnull,
    "PIP_NO_INDEX": "1",
}


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundle, unpacked."""
    to = tmp_path_factory.mktemp("bundle")
    subprocess.run(  # noqa: S603 - our own tool
        (sys.executable, str(ROOT / "tools" / "bundle.py"), str(to)),
        check=True,
        stdout=subprocess.DEVNULL,
    )
    [archive] = to.glob("*.tar")
    with tarfile.open(archive) as tar:
        tar.extractall(to, filter="data")
    return to / archive.name.removesuffix(".tar")


def install(bundle: Path, to: Path, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - our own script
        ("/bin/sh", str(bundle / "install.sh"), str(to)),
        env={**environment(to), "PYTHON": sys.executable, **_WITHOUT_NETWORK, **more},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def installed(bundle: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    to = tmp_path_factory.mktemp("installed") / "zeren"
    done = install(bundle, to)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("zeren 0.")
    return to


def test_what_it_installs_serves(installed: Path, tmp_path: Path) -> None:
    kept = environment(tmp_path / "home")
    kept.pop("PYTHONPATH", None)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(  # noqa: S603 - our own command
        (str(installed / "bin" / "zeren"), "serve", "--port", str(port)),
        env=kept,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for(port)
    finally:
        server.terminate()
        server.wait(timeout=LONGEST)


def test_a_wheel_that_was_changed_is_not_installed(bundle: Path, tmp_path: Path) -> None:
    wheel = next((bundle / "wheels").glob("click-*.whl"))
    content = wheel.read_bytes()
    wheel.write_bytes(content + b" ")
    try:
        done = install(bundle, tmp_path / "zeren", ZEREN_LANG="zh")
    finally:
        wheel.write_bytes(content)

    assert done.returncode == 1
    assert "没有装成" in done.stderr


def test_a_folder_of_others_and_another_python_are_told(bundle: Path, tmp_path: Path) -> None:
    (tmp_path / "theirs").mkdir()

    theirs = install(bundle, tmp_path / "theirs")
    no_python = subprocess.run(  # noqa: S603 - our own script
        ("/bin/sh", str(bundle / "install.sh"), str(tmp_path / "new")),
        env={**environment(tmp_path), "PYTHON": "/bin/false"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (theirs.returncode, no_python.returncode) == (1, 1)
    assert "it was left alone" in theirs.stderr
    assert "needs Python" in no_python.stderr
    assert not (tmp_path / "new").exists()
