"""The TOML files that come with the package."""

from __future__ import annotations

from pathlib import Path

import pytest
import tomli

import zeren.standards
from zeren.standards.ours import read_ours

FILES = sorted(Path(*zeren.standards.__path__).rglob("*.toml"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_both_readers_find_the_same_values_in_the_same_order(path: Path) -> None:
    assert repr(read_ours(path)) == repr(tomli.loads(path.read_text(encoding="utf-8")))
