"""What signing adds to a declaration: its id, its key, the members, and what others say beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

from zeren.declare.package import ANSWERS, CREDENTIAL, DIDS, MEMBER, PROOF, STATEMENT
from zeren.publish.document import Look, Words
from zeren.text import Text

State = Literal["good", "stale", "no-list", "no-entry"]


class Beside(NamedTuple):
    """What somebody else states in a credential of its own: who, by which means, since and until when.

    `state` is what the file's list of revocations says of it, `asof` the day of that list.
    """

    kind: Literal["identity", "check"]
    by: Text
    means: Words
    date: str
    until: str
    state: State
    asof: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """Where a register holds the declaration: the register's name, the entry's index, its day."""

    origin: str
    index: int
    date: str


class Sealed(NamedTuple):
    """What signing added: the id, the SHA-256 of the credential, the DID of the key, all members."""

    id: str
    sha256: str
    key: str
    members: Mapping[str, bytes]
    beside: tuple[Beside, ...] = ()
    entry: Entry | None = None
    file: str = "declaration.pdf"  # as the reader will type it
    look: Look = Look()


def described(name: str) -> Text:
    """What a member is, in a few words; of a member only."""
    if not MEMBER.fullmatch(name):
        raise ValueError(f"no member of a declaration: {name!r}")
    return _TOLD.get(name) or _TOLD[name.partition("-")[0]]


_TOLD: Final[Mapping[str, Text]] = {
    CREDENTIAL: Text("签过名的声明", "The signed declaration"),
    STATEMENT: Text("声明的内容，这几页由它印出", "What is declared; these pages print it"),
    ANSWERS: Text("封存的回答和得分", "Answers and scores, sealed"),
    DIDS: Text("公开密钥", "Public keys"),
    PROOF: Text("公示登记的证明", "Proof of the entry in the register"),
    "identity": Text("协会凭证：密钥属于谁", "An association on whose key this is"),
    "check": Text("协会凭证：核查过什么", "An association on what it looked at"),
    "status": Text("协会的撤销清单", "An association's list of revocations"),
    "signature": Text(
        "另一种电子签名，不由本程序核对", "A signature of another kind, not checked here"
    ),
}
