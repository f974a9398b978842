"""Reading the TOML files that come with the package, which a test has read before.

rtoml takes a third of the time that tomli takes; files of people are read by tomli, whose errors name
the line.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import rtoml


def read_ours(path: Path) -> Mapping[str, Any]:
    return rtoml.loads(path.read_text(encoding="utf-8"))
