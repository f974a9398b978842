"""Associations as those see them who trust them: what the file `association.pub` holds."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from zeren.declare.did import Jwk, did_key, parse_did, public
from zeren.declare.jws import Unsound, thumbprint
from zeren.text import Text

USCC: Final = (
    "urn:zeren:uscc"  # our label of the scheme; its registrar has given it no name of that kind
)
THUMBPRINT: Final = "urn:ietf:params:oauth:jwk-thumbprint:sha-256:"  # RFC 9278
_NAMES: Final = frozenset({"name", "did", "keys", "register"})
_MOST_KEYS: Final = 100


class Trust(NamedTuple):
    """An association whose word counts. `keys` are all public keys that it signs with, or signed with;
    `register` is the verifier key of its register (C2SP signed note), or empty.
    """

    name: Text
    did: str
    keys: tuple[Jwk, ...]
    register: str = ""

    def as_json(self) -> dict[str, Any]:
        return {
            "name": self.name.as_json(),
            "did": self.did,
            "keys": [dict(key) for key in self.keys],
            "register": self.register or None,
        }

    def differs_from(self, other: Trust) -> bool:
        """Named like the other, by identifier or in words, but with other keys or another register: one
        of the two may be forged.
        """
        if self.did != other.did:
            return not self._called.isdisjoint(other._called)
        keys, others = ({thumbprint(key) for key in one.keys} for one in (self, other))
        return keys != others or self.register != other.register

    @property
    def _called(self) -> frozenset[str]:
        """Both names as an eye reads them: width, case and gaps aside."""
        names = (
            unicodedata.normalize("NFKC", words).lower() for words in (self.name.zh, self.name.en)
        )
        return frozenset("".join(name.split()) for name in names)

    @classmethod
    def of(cls, table: Mapping[str, Any]) -> Trust:
        """Read it back; raises `Unsound("trust")`."""
        keys: Any = table.get("keys")
        register = table.get("register")
        well_made = table.keys() <= _NAMES and isinstance(keys, list)
        if (
            not well_made
            or not isinstance(register, str | None)
            or not 1 <= len(keys) <= _MOST_KEYS
        ):
            raise Unsound("trust")
        try:
            name, did = Text.of(table["name"]), parse_did(table.get("did"))
            jwks = tuple(map(public, keys))
        except (KeyError, TypeError, ValueError, AttributeError) as fault:
            raise Unsound("trust") from fault
        if did.method == "key" and [did_key(jwk) for jwk in jwks] != [did.text]:
            raise Unsound("trust")  # a did:key is its key; who changes keys has a did:web
        return cls(name, did.text, jwks, register or "")
