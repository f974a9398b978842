"""Whether and when a register that the reader trusts took this declaration in, or took it off."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Final, NamedTuple

from zeren.declare.jws import Holds, Unsound, to_base64url
from zeren.declare.package import CREDENTIAL, PROOF, Package
from zeren.declare.times import SKEW, moment
from zeren.declare.verdict import Step
from zeren.declare.verification.confirmed import Case
from zeren.declare.verification.declared import Declared
from zeren.declare.verification.flaws import flaw
from zeren.text import Text

if TYPE_CHECKING:
    from zeren.declare.register.notes import Checks, Verifier
    from zeren.declare.register.proofs import Proof


class Registered(NamedTuple):
    """`at` is the moment of the entry, where the register that holds it is a trusted one's."""

    steps: tuple[Step, ...] = ()
    at: datetime | None = None
    asides: tuple[Text, ...] = ()


def registered_in(package: Package, declared: Declared, case: Case) -> Registered:
    content = package.members.get(PROOF)
    if content is None:
        return Registered(asides=(WORDS["none"],))
    from zeren.declare.register.proofs import (
        checked,
        proof_of,
    )  # what a register is, where there is one

    try:
        proof = proof_of(content)
        found = _register_of(proof, case)
        if found is None:
            return Registered(asides=(WORDS["unknown"].format(origin=proof.origin),))
        by, verifier = found
        token = package.members[CREDENTIAL]
        checked(proof, verifier, _with(case.holds), credential=token)
        at = moment(proof.entry.time)
    except Unsound as fault:
        return Registered((Step("register", "fails", _wrong(str(fault)), PROOF),))
    return _entered(proof, by, at, declared, case)


def _register_of(proof: Proof, case: Case) -> tuple[Text, Verifier] | None:
    """The association whose register the proof names. Raises `Unsound` for a key that is none."""
    from zeren.declare.register.notes import Verifier

    verifiers: Iterable[tuple[Text, Verifier]] = (
        (trust.name, Verifier.of(trust.register)) for trust in case.trusts if trust.register
    )
    return next((one for one in verifiers if one[1].name == proof.origin), None)


def _with(holds: Holds) -> Checks:
    """A signed note's check by the same means as a token's: Ed25519."""

    def checks(key: bytes, message: bytes, signature: bytes) -> bool:
        jwk = {"kty": "OKP", "crv": "Ed25519", "x": to_base64url(key)}
        return holds(jwk, "EdDSA", message, signature)

    return checks


def _entered(proof: Proof, by: Text, at: datetime, declared: Declared, case: Case) -> Registered:
    from zeren.collect.uscc import LENGTH

    entry = proof.entry
    said = {"by": by, "day": at.date().isoformat(), "number": entry.seq, "org": entry.org}
    if entry.kind == "withdraw":
        step = Step("register", "fails", WORDS["withdrawn"].format(**said), PROOF)
    elif entry.kind not in {"declare", "supersede"}:
        step = Step("register", "fails", _wrong("kind"), PROOF)
    elif len(entry.org) == LENGTH and entry.org != declared.uscc:
        step = Step("register", "fails", WORDS["other-org"].format(**said), PROOF)
    elif at > case.now + SKEW:
        step = Step("register", "fails", _wrong("future"), PROOF)
    else:
        step = Step("register", "holds", WORDS["entered"].format(**said), PROOF)
        return Registered((step,), at, (WORDS["since"].format(**said),))
    return Registered((step,))


WORDS: Final[Mapping[str, Text]] = {
    "entered": Text(
        "{by}的公示登记在 {day} 登记了这份声明，序号 {number}。",
        "The register of {by} holds this declaration: entered on {day} as number {number}.",
    ),
    "since": Text(
        "在 {day} 登记以后有没有撤回，或者被新的声明替代：登记证明只说明登记了，以后怎样要到{by}的公示登记里查。",
        "Whether it was withdrawn or replaced since it was entered on {day}: the proof tells of the entry alone; what came later is to be looked up in the register of {by}.",
    ),
    "withdrawn": Text(
        "{by}的公示登记写明：这份声明已在 {day} 撤回。",
        "The register of {by} says that this declaration was withdrawn on {day}.",
    ),
    "other-org": Text(
        "公示登记里这一条是另一家组织的（{org}），不是声明里写的企业。",
        "This entry of the register belongs to another organisation ({org}), not to the company that declares.",
    ),
    "none": Text(
        "文件里没有公示登记的证明。声明是哪一天作的，只有企业自己的说法；以后有没有撤回，要到协会的公示登记里查。",
        "The file holds no proof from a register. On which day the declaration was made is the company's word alone; whether it was withdrawn later is to be looked up in the association's register.",
    ),
    "unknown": Text(
        "登记证明来自“{origin}”，您信任的协会里没有一家用这个公示登记，没有算进去。",
        "The proof is of the register “{origin}”, which is none of an association that you trust; it was not counted.",
    ),
    "credential": Text(
        "登记证明是另一份声明的，不是这一份。",
        "The proof is of another declaration, not of this one.",
    ),
    "wrong": Text(
        "登记证明不可信：{flaw}。", "The proof from the register cannot be relied on: {flaw}."
    ),
}


def _wrong(code: str) -> Text:
    return WORDS["credential" if code == "credential" else "wrong"].format(flaw=flaw(code))
