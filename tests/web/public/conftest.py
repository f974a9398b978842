"""A small year in a folder of its own: ready for release, or released."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_django import Settings
from tests.web.made_year import PASSPHRASE, keeper, made_year

from zeren_web.records.models import Cycle
from zeren_web.records.write.association_keys import open_keys
from zeren_web.records.write.release import release


@pytest.fixture
def home(tmp_path: Path, settings: Settings) -> Path:
    settings.HOME = tmp_path / "home"
    settings.MEDIA_ROOT = tmp_path / "home/files"
    settings.URL = "http://testserver"
    return tmp_path / "home"


@pytest.fixture
def ready(db: None, home: Path) -> Cycle:  # noqa: ARG001 - they come first
    return made_year(companies=2, declaring=1)


@pytest.fixture
def released(ready: Cycle) -> Cycle:
    release(ready, open_keys(PASSPHRASE), by=keeper())
    ready.refresh_from_db()
    return ready
