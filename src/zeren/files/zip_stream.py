"""A zip that leaves while it is made: however much is in it, one member at a time is held."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

_FIRST_DAY: Final = (1980, 1, 1, 0, 0, 0)  # the first that a zip can hold
_FILE: Final = 0o100644 << 16
_UNIX: Final = 3
_PACKED: Final = (".json", ".csv", ".txt")  # the rest is packed already


class _Outgoing:
    """What was written and has not left yet; nobody can go back in it."""

    def __init__(self) -> None:
        self._waiting = bytearray()

    def write(self, data: bytes) -> int:
        self._waiting += data
        return len(data)

    def flush(self) -> None:
        """Nothing is held back."""

    def take(self) -> bytes:
        taken = bytes(self._waiting)
        self._waiting.clear()
        return taken


def zip_stream(members: Iterable[tuple[str, bytes]]) -> Iterator[bytes]:
    """Name and content of each member, made when its turn comes. A second one of a name is a fault."""
    from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

    outgoing, seen = _Outgoing(), set[str]()
    with ZipFile(outgoing, "w") as target:  # type: ignore[call-overload] # it asks for no more
        for name, content in members:
            if name in seen or name.startswith("/") or ".." in name.split("/") or "\\" in name:
                raise ValueError(f"no name for a member: {name!r}")
            seen.add(name)
            entry = ZipInfo(name, _FIRST_DAY)
            entry.compress_type = ZIP_DEFLATED if name.endswith(_PACKED) else ZIP_STORED
            entry.create_system, entry.external_attr = _UNIX, _FILE
            target.writestr(entry, content)
            yield outgoing.take()
    yield outgoing.take()
