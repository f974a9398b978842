from __future__ import annotations

from pathlib import Path

import pytest
from pytest_django import Settings
from tests.web.made_year import PASSPHRASE, keeper, made_year

from zeren_web.api import pace
from zeren_web.records.models import Cycle
from zeren_web.records.write.association_keys import open_keys
from zeren_web.records.write.release import release


@pytest.fixture(autouse=True)
def _nothing_was_counted() -> None:
    pace.forget()


@pytest.fixture
def released(db: None, tmp_path: Path, settings: Settings) -> Cycle:  # noqa: ARG001 - it opens the database
    """A small year that came out, in a folder of its own."""
    settings.HOME = tmp_path / "home"
    settings.MEDIA_ROOT = tmp_path / "home/files"
    made = made_year(companies=2, declaring=1)
    release(made, open_keys(PASSPHRASE), by=keeper())
    made.refresh_from_db()
    return made
