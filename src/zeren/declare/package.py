"""The members that travel together: what a PDF carries inside and a bundle holds at its top level."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, NamedTuple

PROFILE: Final = "zeren-declaration/1"
CREDENTIAL: Final = "declaration.jwt"
STATEMENT: Final = "statement.json"
ANSWERS: Final = "answers.sd-jwt"
DIDS: Final = "did.json"
PROOF: Final = "proof.json"
DISCLOSURES: Final = "disclosures.json"  # stays with the company
MEMBER: Final = re.compile(
    r"declaration\.jwt|statement\.json|answers\.sd-jwt|did\.json|proof\.json"
    r"|(?:identity|check|status)-[1-9]\.jwt|signature-[1-9]\.p7s"
)
MOST_BYTES: Final = 4_000_000  # of all members together
MOST_DEFLATED: Final = (
    5_000_000  # bytes of a file that are unpacked: those that give nothing cost time, too
)


class Package(NamedTuple):
    """Members by name, as bytes; every name matches `MEMBER`, each stands once."""

    members: Mapping[str, bytes]

    def all(self, kind: str) -> tuple[tuple[str, bytes], ...]:
        """The members `kind-1.jwt`, `kind-2.jwt` …, in order; of the kind `signature`, `.p7s`."""
        return tuple(
            (name, content)
            for name, content in sorted(self.members.items())
            if name.startswith(f"{kind}-")
        )
