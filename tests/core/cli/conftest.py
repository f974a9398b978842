"""A company that has declared: made once, copied for every test that may change it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.core.cli.made_declared import Desk, desk_in


@pytest.fixture(scope="session")
def declared_once(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    desk = desk_in(tmp_path_factory.mktemp("company"))
    ran = desk.declare()
    assert (ran.code, ran.err) == (0, ""), ran.err
    return desk


@pytest.fixture
def company(declared_once: Desk, tmp_path: Path) -> Desk:
    """A desk with a declaration in `out`, to do with as one likes."""
    shutil.copytree(declared_once.folder, tmp_path / "company")
    return Desk(tmp_path / "company")


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """A folder for what an association hands over."""
    (tmp_path / "office").mkdir()
    return tmp_path / "office"
