"""A bundle read in columns: what a million entries have in common is looked at once, not a million times.

It is not read less strictly. Every byte of a bundle stands in one column, and each column is held against all
that may stand there; a bundle of which that cannot be said is read entry by entry (`entries_in`).
"""

from __future__ import annotations

import re
from binascii import unhexlify
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

from zeren.declare.register.entries import ABOUT, END, OPENING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Bytes = NDArray[np.uint8]
    Places = NDArray[np.int64]

_ABOUT: Final = re.compile(f'{ABOUT},"seq":'.encode())  # behind the hash, before the number
_TIMED: Final = re.compile(END.encode())
_HEX: Final = b"0123456789abcdef"
_HEAD: Final = len(OPENING) + 64
_END: Final = len(',"time":"2026-11-22T08:00:00Z"}')
_SHORTEST: Final = _HEAD + 40 + _END  # a little less than any entry has
_MOST_KEPT: Final = 100_000


class Columns(NamedTuple):
    """What an audit needs of a bundle whose entries bear the numbers they must and come in order of time."""

    leaves: list[bytes]  # what the tree hashes
    hashes: bytes  # 32 bytes an entry, one behind the other
    first_time: str
    last_time: str
    special: Sequence[
        int
    ]  # which of them replace or withdraw another, or say what only those may say


@dataclass(slots=True)
class ColumnReader:
    """Reads bundle after bundle and remembers what stood between hash and number, for it comes again."""

    _plain: set[bytes] = field(default_factory=set)

    def read(self, content: bytes, first: int) -> Columns | None:
        """The bundle that begins with entry `first`; None where it must be read entry by entry."""
        found = _lines(content)
        if found is None:
            return None
        starts, ends = found
        widths = _widths(content, ends, first)
        hashes = _hashes(content, starts)
        times = _times(content, ends)
        if widths is None or hashes is None or not times:
            return None
        cuts = zip((starts + _HEAD).tolist(), (ends - _END - widths).tolist(), strict=True)
        special = self._special([content[low:high] for low, high in cuts])
        if special is None:
            return None
        return Columns(_leaves(content, starts, ends), hashes, times[0], times[-1], special)

    def _special(self, abouts: Sequence[bytes]) -> list[int] | None:
        if self._plain.issuperset(abouts):
            return []
        if len(self._plain) > _MOST_KEPT:
            self._plain.clear()
        special = []
        for at, about in enumerate(abouts):
            if about in self._plain:
                continue
            found = _ABOUT.fullmatch(about)
            if not found:
                return None
            if found[1] in {b"supersede", b"withdraw"} or b";" in found[3]:
                special.append(at)
            else:
                self._plain.add(about)
        return special


def _rows(content: bytes, places: Places, width: int) -> Bytes:
    """So many bytes from each of these places."""
    import numpy as np

    count = len(content) - width + 1
    return np.ndarray((count, width), np.uint8, content, 0, (1, 1))[places]


def _lines(content: bytes) -> tuple[Places, Places] | None:
    """Where each entry begins and ends, where the lengths between them say the same as the braces."""
    import numpy as np

    whole = np.frombuffer(content, np.uint8)
    starts = np.flatnonzero(whole == ord("{"))
    if not len(starts) or starts[0] != 2:  # noqa: PLR2004 - its length is in front of it
        return None
    ends = np.append(starts[1:] - 2, len(content))
    lengths = ends - starts
    told = whole[starts - 2].astype(np.int64) << 8 | whole[starts - 1]
    return (starts, ends) if (told == lengths).all() and lengths.min() > _SHORTEST else None


def _hashes(content: bytes, starts: Places) -> bytes | None:
    import numpy as np

    heads = _rows(content, starts, _HEAD)
    found = heads[:, len(OPENING) :].tobytes()
    opens = (heads[:, : len(OPENING)] == np.frombuffer(OPENING, np.uint8)).all()
    return unhexlify(found) if opens and not found.translate(None, _HEX) else None


def _widths(content: bytes, ends: Places, first: int) -> Places | None:
    """How many digits the number of each entry has, where it is the one that it must be."""
    import numpy as np

    most = len(str(first + len(ends)))
    numbers = np.arange(first, first + len(ends))[:, None]
    powers = 10 ** np.arange(most - 1, -1, -1)
    is_there = (numbers >= powers) | (powers == 1)
    fits = _rows(content, ends - _END - most, most) == numbers // powers % 10 + ord("0")
    widths: Places = is_there.sum(1)
    return widths if (fits | ~is_there).all() else None


def _times(content: bytes, ends: Places) -> list[str]:
    """The times that occur, in order; none where one is not written as it must be, or comes too early."""
    import numpy as np

    rows = _rows(content, ends - _END, _END)
    is_another = np.append(True, (rows[1:] != rows[:-1]).any(1))
    found = [_TIMED.fullmatch(row.tobytes()) for row in rows[is_another]]
    times = [one[1].decode() for one in found if one]
    return times if len(times) == len(found) and times == sorted(times) else []


def _leaves(content: bytes, starts: Places, ends: Places) -> list[bytes]:
    """Each entry behind a zero, which takes the place of the second byte of its length."""
    import numpy as np

    marked = np.frombuffer(content, np.uint8).copy()
    marked[starts - 1] = 0
    words = marked.tobytes()
    return [words[low:high] for low, high in zip((starts - 1).tolist(), ends.tolist(), strict=True)]
