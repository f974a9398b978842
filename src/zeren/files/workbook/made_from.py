"""What a workbook was filled from: whose response, and which version of each answer stood in it.

It goes along in the hidden sheet, so that what was changed in the file can be told from what was
changed elsewhere since.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

_VERSION: Final = re.compile(r"([A-Za-z][A-Za-z0-9.-]{0,39})=([0-9]{1,9})")
_RESPONSE: Final = re.compile(r"[A-Za-z0-9_-]{1,60}/[0-9]{4}")


@dataclass(frozen=True, slots=True)
class MadeFrom:
    """`response` is “company/year”; a code that is not in `versions` had no answer then."""

    response: str
    versions: Mapping[str, int] = field(default_factory=dict)

    def marks(self) -> dict[str, str]:
        """As the hidden sheet holds it."""
        versions = " ".join(f"{code}={self.versions[code]}" for code in sorted(self.versions))
        return {"response": self.response, "versions": versions}

    @classmethod
    def of(cls, marks: Mapping[str, str]) -> MadeFrom | None:
        """What the hidden sheet says; None where it does not say it, or not in our words."""
        response = marks.get("response", "")
        found = [_VERSION.fullmatch(word) for word in marks.get("versions", "").split()]
        if not _RESPONSE.fullmatch(response) or not all(found):
            return None
        return cls(response, {match[1]: int(match[2]) for match in found if match})
