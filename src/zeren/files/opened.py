"""Opening what somebody named as a file: a pipe or a device is none, and is not waited for."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import BinaryIO, Final

_AT_ONCE: Final = (
    os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)  # Windows has no pipes
)


def opened(path: Path) -> BinaryIO:
    """The file, to be read; what is looked at is what was opened. Raises OSError."""
    handle = os.open(path, _AT_ONCE)
    mode = os.fstat(handle).st_mode
    if S_ISREG(mode):
        return os.fdopen(handle, "rb")
    os.close(handle)
    fault = errno.EISDIR if S_ISDIR(mode) else errno.ENOENT
    raise OSError(fault, os.strerror(fault), str(path))
