"""What the machine refused when a file could not be read or written, in words a person can act on."""

from __future__ import annotations

import errno
from typing import Final

from zeren.text import Text

Told = tuple[Text, Text]  # the fact and the remedy, whole sentences

_OPEN_ELSEWHERE: Final = (
    Text("它正在别的程序里打开。", "Another program has it open."),
    Text("请在那个程序里关闭它。", "Close it in that program."),
)
_FULL: Final = (
    Text("磁盘满了，放不下。", "The disk is full."),
    Text("请腾出空间，或换一个磁盘。", "Make room, or choose another disk."),
)
_NO_RIGHT: Final = (
    Text(
        "没有权限，或者它正在别的程序里打开。",
        "You have no right to it, or another program has it open.",
    ),
    Text(
        "请关闭打开它的程序，或者换到您自己的文件夹里。",
        "Close it in the other program, or use a folder of your own.",
    ),
)
_BY_NUMBER: Final[dict[int, Told]] = {
    errno.ENOENT: (
        Text("没有这个文件或文件夹。", "There is no such file or folder."),
        Text("请核对名称和所在的文件夹。", "Check its name and folder."),
    ),
    errno.EISDIR: (
        Text("这是文件夹，不是文件。", "It is a folder, not a file."),
        Text("请写明里面的哪个文件。", "Name the file in it."),
    ),
    errno.ENOTDIR: (
        Text("路径里有一段是文件，不是文件夹。", "A part of its path is a file, not a folder."),
        Text("请核对路径。", "Check the path."),
    ),
    errno.EEXIST: (
        Text("已经有同名的文件。", "A file of this name is already there."),
        Text("请换个名字。", "Choose another name."),
    ),
    errno.EROFS: (
        Text("这个位置只能读，不能写。", "This place can be read but not written to."),
        Text("请换一个文件夹。", "Choose another folder."),
    ),
    errno.ELOOP: (
        Text("这个链接绕了一圈，哪里也不到。", "This link leads round in a circle."),
        Text("请写明真正的文件。", "Name the file itself."),
    ),
    errno.ENAMETOOLONG: (
        Text("名字或路径太长。", "The name or the path is too long."),
        Text("请用短一点的名字。", "Choose a shorter name."),
    ),
    errno.EACCES: _NO_RIGHT,
    errno.EPERM: _NO_RIGHT,
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EFBIG: _FULL,
    errno.EBUSY: _OPEN_ELSEWHERE,
    errno.ETXTBSY: _OPEN_ELSEWHERE,
    errno.EAGAIN: _OPEN_ELSEWHERE,
    errno.EDEADLK: _OPEN_ELSEWHERE,
}
_LOCKED_ON_WINDOWS: Final = frozenset({32, 33})  # sharing and lock violations


def told(fault: OSError) -> Told:
    """Why, and what to do; never the system's own words, which speak one language only."""
    if getattr(fault, "winerror", None) in _LOCKED_ON_WINDOWS:
        return _OPEN_ELSEWHERE
    known = _BY_NUMBER.get(fault.errno or 0)
    if known:
        return known
    number = fault.errno if fault.errno is not None else "–"
    return (
        Text(f"系统拒绝了（错误号 {number}）。", f"The system refused (error {number})."),
        Text("请检查路径、权限和磁盘空间。", "Check the path, the permissions and the free space."),
    )
