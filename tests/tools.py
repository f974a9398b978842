"""What tests need of the machine: a missing tool skips a test, or fails it under REQUIRE=all."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).resolve().parent.parent
AXE: Final = ROOT / "node_modules" / "axe-core" / "axe.min.js"
_PACKAGES: Final = {
    "axe-core": AXE,
    "jose": ROOT / "node_modules" / "jose" / "package.json",
    "@sd-jwt/core": ROOT / "node_modules" / "@sd-jwt" / "core" / "package.json",
    "golang.org/x/mod": Path("/usr/share/gocode/src/golang.org/x/mod"),  # golang-golang-x-mod-dev
}


def needs(*tools: str) -> pytest.MarkDecorator:
    """Mark a test that runs these programs (or packages of npm and Debian, such as `axe-core`); under REQUIRE=all it is never skipped."""
    missing = [tool for tool in tools if not _is_here(tool)]
    return pytest.mark.skipif(
        bool(missing) and os.environ.get("REQUIRE") != "all",
        reason=f"not installed: {', '.join(missing)}",
    )


def takes_a_minute() -> pytest.MarkDecorator:
    """Mark what is left to REQUIRE=all, so that `make test` stays well under eight minutes."""
    return pytest.mark.skipif(
        os.environ.get("REQUIRE") != "all", reason="takes a minute; runs under REQUIRE=all"
    )


def points(count: int, *, every: int) -> list[int]:
    """Of 1 to count each under REQUIRE=all, else each so many; the last ten, where a write turns, always."""
    step = 1 if os.environ.get("REQUIRE") == "all" else every
    turn = max(1, count - 9)
    return [*range(1, turn, step), *range(turn, count + 1)]


def _is_here(tool: str) -> bool:
    return _PACKAGES[tool].exists() if tool in _PACKAGES else shutil.which(tool) is not None
