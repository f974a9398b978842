"""The register as the public is shown it: the folder of its pages, and how each entry stands there."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

from zeren_web.records.models import ShownRegister
from zeren_web.records.read.keys import register_folder

SITE: Final = "site"


def shown_folder() -> Path | None:
    """None before anything was released."""
    row = ShownRegister.objects.first()
    return register_folder() / SITE / row.folder if row else None


def registered_states() -> dict[str, str]:
    """Hash of what was registered to `stands`, `superseded` or `withdrawn`, as the pages show it."""
    folder = shown_folder()
    if folder is None or not (folder / "register.json").is_file():
        return {}
    table = json.loads((folder / "register.json").read_bytes())
    return {one["hash"]: one["state"] for org in table["organisations"] for one in org["entries"]}
