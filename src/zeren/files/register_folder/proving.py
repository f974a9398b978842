"""Proofs: made from the log, and checked without it."""

from __future__ import annotations

import json
import re
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from zeren.declare.jws import Unsound
from zeren.declare.register.entries import KINDS
from zeren.declare.register.notes import Checkpoint, Verifier
from zeren.declare.register.proofs import Proof, checked, made, proof_of
from zeren.declare.register.tiles import reader
from zeren.declare.verdict import Outcome, Step, Verdict
from zeren.files.canonical import canonical
from zeren.files.register_folder.credentials import credential_of
from zeren.files.register_folder.folder import Register, ed25519_holds
from zeren.files.register_folder.reading import Audit, audit
from zeren.problems import Place, Problem, Refused
from zeren.text import Text

_NUMBER: Final = re.compile(r"\d{1,12}", re.ASCII)


def proof_for(register: Register, what: str) -> bytes:
    """`proof.json` of one entry: by number, hash, or a declaration's file. Raises Refused."""
    log = _sound(register)
    standing = log.standing
    if _NUMBER.fullmatch(what):
        number = int(what) if int(what) < log.size else None
    else:
        path = Path(what)
        digest = sha256(credential_of(path)).hexdigest() if path.is_file() else what
        number = standing.made.get(digest)
    if number is None:
        raise Refused(not_registered(what))
    return _proof(log, number)


def proofs_for_all(register: Register) -> tuple[tuple[str, bytes], ...]:
    """A proof for each declaration and pledge that stands, named by organisation and number."""
    log = _sound(register)
    return tuple(
        (f"{entry.org}-{entry.seq}.proof.json", _proof(log, entry.seq))
        for entry in log.standing.entries
        if entry.kind in {"declare", "supersede", "sign"}
        and log.standing.state(entry.seq) == "stands"
    )


def _sound(register: Register) -> Audit:
    log = audit(register.log, register.verifier)
    if not log.is_sound:
        raise Refused(*log.problems)
    return log


def _proof(log: Audit, number: int) -> bytes:
    at = reader(lambda tile: log.hashes[tile.level, tile.number], log.size)
    proof = made(
        log.standing.entries[number],
        at,
        origin=log.checkpoint.origin if log.checkpoint else "",
        checkpoint=log.note.decode(),
        size=log.size,
    )
    return canonical(proof.as_json()) + b"\n"


def verifier_in(words: str) -> Verifier:
    """A verifier key as it was typed, or in a file: the line alone, `register.json`, an association's trust.

    Raises Refused.
    """
    path = Path(words)
    if "+" not in words and path.is_file():
        words = _line_in(path)
    try:
        return Verifier.of(words)
    except Unsound as fault:
        raise Refused(_no_verifier(path.name)) from fault


def _line_in(path: Path) -> str:
    text = path.read_text(encoding="utf-8", errors="replace")
    if not text.lstrip().startswith("{"):
        return text.strip()
    try:
        table: dict[str, Any] = json.loads(text)
    except (ValueError, RecursionError):
        return ""
    found = table.get("verifier", table.get("register"))
    return found if isinstance(found, str) else ""


def check_proof(
    content: bytes, verifier: Verifier | None, *, credential: bytes | None = None
) -> Verdict:
    """Whether an entry is in the register, as far as this file and the verifier key tell."""
    try:
        proof = proof_of(content)
        if verifier is None:
            return _unknown(proof)
        checkpoint = checked(proof, verifier, ed25519_holds, credential=credential)
    except Unsound as fault:
        return _fails(str(fault))
    return _holds(proof, checkpoint, is_for=credential is not None)


def _holds(proof: Proof, checkpoint: Checkpoint, *, is_for: bool) -> Verdict:
    entry = proof.entry
    steps = (
        _step(
            "checkpoint",
            "holds",
            Text(
                f"登记 {checkpoint.origin} 签过名，共 {checkpoint.size} 条。",
                f"The register {checkpoint.origin} signed this state; entries in it: {checkpoint.size}.",
            ),
        ),
        _step(
            "inclusion",
            "holds",
            Text(
                f"第 {proof.index} 条在其中：{KINDS[entry.kind].zh}，{entry.time}。",
                f"Entry {proof.index} is among them: {KINDS[entry.kind].en}, {entry.time}.",
            ),
        ),
        _step(
            "credential",
            "holds",
            Text("登记的正是这份声明。", "It is this very declaration that was entered.")
            if is_for
            else Text(
                f"登记的文件的 SHA-256：{entry.hash}。",
                f"SHA-256 of what was entered: {entry.hash}.",
            ),
        ),
    )
    sentence = Text("这条登记确实在公示登记里。", "This entry is in the register.")
    return Verdict("holds", sentence, steps, _NOT_PROVEN)


def _fails(code: str) -> Verdict:
    words = _FAULTS.get(code, _FAULTS["proof"])
    sentence = Text("这份证明不成立。", "This proof does not hold.")
    return Verdict("fails", sentence, (_step(code, "fails", words),), _NOT_PROVEN)


def _unknown(proof: Proof) -> Verdict:
    words = Text(
        f"没有给出登记 {proof.origin} 的公钥，请用 --register。",
        f"The verifier key of the register {proof.origin} was not given; use --register.",
    )
    sentence = Text("无法判断这份证明是否成立。", "Whether this proof holds cannot be told.")
    return Verdict("unknown", sentence, (_step("verifier", "unknown", words),), _NOT_PROVEN)


def _step(code: str, outcome: Outcome, words: Text) -> Step:
    return Step(code, outcome, words, "proof.json")


_NOT_PROVEN: Final = (
    Text("声明的内容属实。", "that what was declared is true."),
    Text(
        "它现在仍然有效（出具证明以后可能已被撤回或取代，请看公示网页）。",
        "that it still stands (it may have been withdrawn or replaced since: look at the register).",
    ),
    Text(
        "别人看到的是同一个登记（请与别处留存的 checkpoint 对照）。",
        "that everybody sees the same register (compare checkpoints that others kept).",
    ),
)
_FAULTS: Final = {
    "proof": Text("这不是一份合格的证明文件。", "This is not a proof as it should be."),
    "entry": Text(
        "里面的条目不是按规定写的，被改过。",
        "The entry in it is not written as an entry is; it was altered.",
    ),
    "note": Text("里面的 checkpoint 不完整。", "The checkpoint in it is incomplete."),
    "not-signed": Text(
        "checkpoint 不是这个登记签的。", "The checkpoint was not signed by this register."
    ),
    "signature": Text(
        "checkpoint 的签名不对，被改过。",
        "The signature of the checkpoint is wrong: it was altered.",
    ),
    "origin": Text("证明说的是另一个登记。", "The proof speaks of another register."),
    "index": Text(
        "条目的序号和证明说的不一样。", "The number in the entry is not that of the proof."
    ),
    "path": Text(
        "这些哈希引不到签过名的根：这一条不在登记里。",
        "The hashes do not lead to the root that was signed: this entry is not in the register.",
    ),
    "credential": Text("登记的不是这份声明。", "It is not this declaration that was entered."),
}


def not_registered(what: str) -> Problem:
    return Problem(
        "register-not-there",
        "error",
        Place(),
        Text(f"登记里没有“{what[:70]}”。", f'"{what[:70]}" is not in the register.'),
        Text(
            "请给出登记过的 declaration.jwt、完整的哈希或序号。",
            "Give the declaration.jwt that was entered, its whole hash, or the number.",
        ),
    )


def _no_verifier(name: str) -> Problem:
    return Problem(
        "register-no-verifier",
        "error",
        Place(file=name[:60]),
        Text("这里没有登记的公钥。", "There is no verifier key of a register here."),
        Text(
            "登记的公钥是一行“名称+哈希+公钥”，由主办机构公布，也写在 register.json 里。",
            "It is one line, name+hash+key, which the register's keeper publishes; register.json holds it too.",
        ),
    )
