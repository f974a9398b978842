"""What a register's folder holds beside the log: its settings, the key's memory, names, the next release."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from zeren.declare.jws import Unsound, from_base64url, to_base64url
from zeren.declare.register.notes import Checkpoint, Verifier, is_name, signed
from zeren.declare.register.release import Preparation
from zeren.declare.register.tiles import Edge
from zeren.files.canonical import canonical
from zeren.files.register_folder.disk import settle, write_settled
from zeren.files.signatures import Key
from zeren.files.signed import signature_holds
from zeren.problems import Place, Problem, Refused
from zeren.text import Text

SETTINGS: Final = "register.json"
CHECKPOINT: Final = "checkpoint"
FOLDERS: Final = ("log/tile", "releases", "staff")


def ed25519_holds(key: bytes, message: bytes, signature: bytes) -> bool:
    """As `zeren.declare.register.notes` asks for it."""
    jwk = {"kty": "OKP", "crv": "Ed25519", "x": to_base64url(key)}
    return signature_holds(jwk, "EdDSA", message, signature)


def verifier_of(key: Key, name: str) -> Verifier:
    """The verifier key of a key of Ed25519. Raises `Unsound` for another kind, or a name that is none."""
    if key.jwk["crv"] != "Ed25519":
        raise Unsound("verifier-key")
    return Verifier(name, from_base64url(key.jwk["x"]))


@dataclass(frozen=True, slots=True)
class Register:
    """A register's folder and whose it is."""

    folder: Path
    verifier: Verifier
    operator: str
    name: Text

    @property
    def log(self) -> Path:
        return self.folder / "log"

    @property
    def staff(self) -> Path:
        return self.folder / "staff"

    @property
    def journal(self) -> Path:
        return self.staff / "journal.json"

    @property
    def releases(self) -> Path:
        return self.folder / "releases"

    def names(self) -> dict[str, Text]:
        """Organisations by their id. What was erased is not there. Raises Refused: not JSON."""
        path = self.staff / "names.json"
        if not path.exists():
            return {}
        table = _table(path)
        try:
            return {org: Text.of(names) for org, names in table.items()}
        except (ValueError, TypeError, AttributeError) as fault:
            raise Refused(_broken(path)) from fault

    def name_them(self, new: Mapping[str, Text]) -> None:
        table = {org: text.as_json() for org, text in (self.names() | dict(new)).items()}
        write_settled(self.staff / "names.json", _readable(table))

    def preparation(self) -> Preparation:
        path = self.staff / "release.json"
        if not path.exists():
            return Preparation()
        try:
            return Preparation.of(_table(path))
        except (ValueError, KeyError, TypeError) as fault:
            raise Refused(_broken(path)) from fault

    def prepare(self, now: Preparation) -> None:
        write_settled(self.staff / "release.json", _readable(now.as_json()))


def _readable(table: dict[str, Any]) -> bytes:
    words = json.dumps(table, ensure_ascii=False, indent=2, sort_keys=True)
    return f"{words}\n".encode()


def _table(path: Path) -> dict[str, Any]:
    try:
        table = json.loads(path.read_bytes())
    except (ValueError, RecursionError) as fault:
        raise Refused(_broken(path)) from fault
    if not isinstance(table, dict):
        raise Refused(_broken(path))
    return table


def open_register(folder: Path) -> Register:
    """Raises Refused where this is no register's folder."""
    path = folder / SETTINGS
    try:
        table = _table(path)
        verifier = Verifier.of(table["verifier"])
        return Register(folder, verifier, table["operator"], Text.of(table["name"]))
    except (FileNotFoundError, NotADirectoryError) as fault:
        raise Refused(_no_register(folder)) from fault
    except (Unsound, KeyError, ValueError, TypeError, AttributeError) as fault:
        raise Refused(_broken(path)) from fault


def make_register(
    folder: Path, signer: Signer, *, origin: str, operator: str, name: Text
) -> Register:
    """Make an empty register: size 0, signed. Raises Refused where there is or was one, of folder or key."""
    if not is_name(origin):
        raise Refused(_bad_origin(origin))
    if (folder / SETTINGS).exists():
        raise Refused(_already(folder))
    if signer.key.jwk["crv"] != "Ed25519":
        raise Refused(_no_ed25519())
    if signer.remembered() is not None:
        raise Refused(_used_key(signer))
    register = Register(folder, verifier_of(signer.key, origin), operator, name)
    empty = Checkpoint(origin, 0, Edge().root)
    note = signed(empty, register.verifier, signer.key.sign).encode()
    if _holds_a_log(register, note):
        raise Refused(_log_without_settings(folder))
    for part in FOLDERS:
        (folder / part).mkdir(parents=True, exist_ok=True)
    write_settled(register.log / CHECKPOINT, note)
    table = {"operator": operator, "name": name.as_json(), "verifier": register.verifier.line}
    settle((folder, folder.resolve().parent, *(folder / part for part in FOLDERS)))
    write_settled(folder / SETTINGS, canonical(table) + b"\n")
    return register


def _holds_a_log(register: Register, note: bytes) -> bool:
    """Whether there is more than what an interrupted making leaves: empty folders, this very note."""
    checkpoint = register.log / CHECKPOINT
    if checkpoint.exists() and checkpoint.read_bytes() != note:
        return True
    if register.journal.exists():
        return True
    filled = (register.log / "tile", register.releases)
    return any(folder.exists() and any(folder.iterdir()) for folder in filled)


@dataclass(frozen=True, slots=True)
class Signer:
    """The register's key, and what it signed last, remembered beside it.

    A copy of the folder that is older than what the key signed is found out before it forks the log.
    """

    key: Key
    path: Path

    @property
    def memory(self) -> Path:
        return self.path.with_name(f"{self.path.name}.checkpoint")

    def signs_for(self, register: Register) -> None:
        """Raises Refused where this is another key."""
        try:
            fits = verifier_of(self.key, register.verifier.name) == register.verifier
        except Unsound:
            fits = False
        if not fits:
            raise Refused(_other_key(self.path))

    def remembered(self) -> bytes | None:
        return self.memory.read_bytes() if self.memory.exists() else None

    def remember(self, note: bytes) -> None:
        write_settled(self.memory, note)


def _broken(path: Path) -> Problem:
    return Problem(
        "register-file-broken",
        "error",
        Place(file=path.name),
        Text(
            "读不懂这个文件，可能被改坏了。",
            "This file cannot be understood; an edit may have broken it.",
        ),
        Text(
            "请从备份恢复，或者改正它的 JSON。登记本身不受影响。",
            "Restore it from a backup or mend its JSON. The log itself is not affected.",
        ),
    )


def _no_register(folder: Path) -> Problem:
    return Problem(
        "register-missing",
        "error",
        Place(file=str(folder)),
        Text("这里没有公示登记。", "There is no register here."),
        Text(
            "请检查路径；要新建，用 zeren register init。",
            "Check the path; to make one, use zeren register init.",
        ),
    )


def _already(folder: Path) -> Problem:
    return Problem(
        "register-already-there",
        "error",
        Place(file=str(folder)),
        Text(
            "这里已经有一个公示登记，不会覆盖。", "A register is here already and is not replaced."
        ),
        Text("请换一个文件夹。", "Choose another folder."),
    )


def _log_without_settings(folder: Path) -> Problem:
    return Problem(
        "register-settings-lost",
        "error",
        Place(file=str(folder / SETTINGS)),
        Text(
            "这里已经有登记的条目，只是缺 register.json；新建会盖掉它们。",
            "Entries of a register are here and only register.json is missing; making a register would write over them.",
        ),
        Text(
            "什么也没写。请从备份恢复 register.json；要新建，请换一个空文件夹。",
            "Nothing was written. Restore register.json from a backup; for a new register choose an empty folder.",
        ),
    )


def _used_key(signer: Signer) -> Problem:
    return Problem(
        "register-key-used",
        "error",
        Place(file=signer.memory.name),
        Text(
            "这个密钥已经签过一个公示登记，不能再签第二个。",
            "This key has signed a register already and cannot sign a second one.",
        ),
        Text(
            "什么也没写。登记丢了，请从备份恢复；要新建，请用 zeren keys new 生成一个新密钥。",
            "Nothing was written. If that register is lost, restore it from a backup; for a new one make a new key with zeren keys new.",
        ),
    )


def _bad_origin(origin: str) -> Problem:
    return Problem(
        "register-origin",
        "error",
        Place(),
        Text("“{origin}”不能作登记的名字。", '"{origin}" cannot be the name of a register.').format(
            origin=origin[:60]
        ),
        Text(
            "请用自己的域名加路径，不含空格和加号，例如 example.org/register。",
            "Use a domain of yours and a path, without spaces and plus signs, such as example.org/register.",
        ),
    )


def _no_ed25519() -> Problem:
    return Problem(
        "register-key-kind",
        "error",
        Place(),
        Text("登记的密钥要用 Ed25519。", "The key of a register is one of Ed25519."),
        Text(
            "请用 zeren keys new register.key --ed25519 生成，只给登记用。",
            "Make one with zeren keys new register.key --ed25519, for the register alone.",
        ),
    )


def _other_key(path: Path) -> Problem:
    return Problem(
        "register-other-key",
        "error",
        Place(file=path.name),
        Text("这不是这个公示登记的密钥。", "This is not the key of this register."),
        Text(
            "请用 zeren register init 时生成的那个密钥。",
            "Use the key that was made with zeren register init.",
        ),
    )
