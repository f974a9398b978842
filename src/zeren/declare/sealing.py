"""Answers, facts and scores sealed one by one as an SD-JWT (RFC 9901): one is shown without the rest.

What is handed to everybody holds digests only. To one named buyer the company shows the values that it
chooses, bound to that buyer with its key. Read strictly: digests stand in three places and nowhere else.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, Literal, NamedTuple

from zeren.declare.credential import VC, Opened, issue, issuer_of, opened, uuid_of
from zeren.declare.did import public
from zeren.declare.jws import (
    Holds,
    Jws,
    Signer,
    Unsound,
    checked,
    compact,
    from_base64url,
    json_of,
    parsed,
    table_of,
    to_base64url,
    written,
)

Kind = Literal["answers", "facts", "scores"]
KINDS: Final[tuple[Kind, ...]] = ("answers", "facts", "scores")
Members = Mapping[Kind, Mapping[str, Mapping[str, Any]]]
Random = Callable[[int], bytes]  # os.urandom

PROFILE: Final = "zeren-sealed-answers/1"
TYP: Final = "vc+sd-jwt"
BINDING: Final = "kb+jwt"
SALT: Final = 16  # bytes
_TERMS: Final = "urn:zeren:terms:"
CONTEXT: Final = {
    "SealedAnswers": f"{_TERMS}SealedAnswers",
    "declaration": {"@id": f"{_TERMS}declaration", "@type": "@id"},
    **{
        name: {"@id": f"{_TERMS}{name}", "@type": "@json"}
        for name in ("questionnaire", "answers", "facts", "scores")
    },
}
_MOST: Final = 4_000_000  # characters of a presentation
_MOST_SHOWN: Final = 5_000
_MEMBERS_OF_PAYLOAD: Final = frozenset(
    ("@context", "type", "id", "issuer", "validFrom", "validUntil", "questionnaire")
) | {"declaration", "cnf", "_sd_alg", "credentialSubject"}
_SAYINGS: Final = frozenset(("dont-know", "not-applicable", "kept", "broken"))
_SCORE: Final = frozenset(("declared", "evidenced", "weight", "answered", "applicable"))
_FULL: Final = 10_000  # hundredths of a point
_HIGHEST: Final = 4  # level


class Disclosure(NamedTuple):
    """A name and value with the salt that kept them; `text` is what travels."""

    text: str
    name: str
    value: Mapping[str, Any]

    @property
    def digest(self) -> str:
        return _digest(self.text)


class Disclosures(NamedTuple):
    """Everything that was sealed, 内部: who holds it can show any of it. It never travels."""

    declaration: str
    of: Mapping[Kind, tuple[Disclosure, ...]]

    def as_json(self) -> dict[str, object]:
        return {
            "profile": PROFILE,
            "declaration": self.declaration,
            **{kind: [one.text for one in self.of[kind]] for kind in KINDS},
        }


class Binding(NamedTuple):
    """For whom it was shown, and until when. Seconds since 1970; `audience` is a name as typed."""

    audience: str
    issued: int
    expires: int
    nonce: str


class Presented(NamedTuple):
    """What a sealed file says, and what of it is shown; `binding` is None where nothing is."""

    opened: Opened
    shown: Members
    sealed: Mapping[Kind, int]  # how many of each there are
    binding: Binding | None = None

    @property
    def declaration(self) -> str:
        return str(self.opened.payload["declaration"])

    @property
    def questionnaire(self) -> Mapping[str, Any]:
        found: Mapping[str, Any] = self.opened.payload["questionnaire"]
        return found


def seal(
    members: Members,
    *,
    declaration: Mapping[str, Any],
    questionnaire: Mapping[str, Any],
    by: Signer,
    random: Random,
) -> tuple[str, Disclosures]:
    """Seal everything beside a declaration's credential, of whose payload it takes name, issuer and
    dates: the file without disclosures, ending in `~`, and the disclosures.
    """
    of = {
        kind: tuple(
            _disclosure(name, value, random(SALT)) for name, value in sorted(members[kind].items())
        )
        for kind in KINDS
    }
    payload = _payload(of, declaration=declaration, questionnaire=questionnaire, jwk=by.jwk)
    return f"{issue(payload, by=by, typ=TYP)}~", Disclosures(declaration["id"], of)


def disclosures_of(content: bytes) -> Disclosures:
    """Read what `Disclosures.as_json` gave; raises `Unsound`."""
    table = table_of(content)
    rows = [table.get(kind) for kind in KINDS]
    name = table.get("declaration")
    if table.get("profile") != PROFILE or not isinstance(name, str):
        raise Unsound("disclosures")
    if not all(isinstance(row, list) and all(isinstance(one, str) for one in row) for row in rows):
        raise Unsound("disclosures")
    return Disclosures(
        name, {kind: tuple(_read(kind, one) for one in table[kind]) for kind in KINDS}
    )


def issuer_part(sealed: str) -> str:
    """What the issuer signed, up to and including the first `~`: the part whose digest is bound."""
    return f"{sealed.partition('~')[0]}~"


def show(sealed: str, chosen: Iterable[Disclosure], *, binding: Binding, by: Signer) -> str:
    """The sealed file with what was chosen, for one buyer and until a moment.

    Raises `Unsound`: key (it is not the one that sealed), disclosure (it is of another file).
    """
    payload = jws_of(sealed).claims()
    if payload.get("cnf") != {"jwk": dict(by.jwk)}:
        raise Unsound("key")
    chosen = tuple(chosen)
    digests = {digest for found in _digests(payload).values() for digest in found}
    if not {one.digest for one in chosen} <= digests:
        raise Unsound("disclosure")
    shown = issuer_part(sealed) + "".join(f"{one.text}~" for one in chosen)
    claims = {
        "aud": binding.audience,
        "iat": binding.issued,
        "exp": binding.expires,
        "nonce": binding.nonce,
        "sd_hash": _digest(shown),
    }
    return shown + compact({"alg": by.alg, "typ": BINDING}, written(claims), by.sign)


def jws_of(sealed: str) -> Jws:
    return parsed(sealed.partition("~")[0], typ=TYP)


def presented(
    content: bytes | str, *, holds: Holds, documents: Iterable[Mapping[str, Any]] = ()
) -> Presented:
    """Read a sealed file and what it shows; time and audience are left to `in_time`.

    Raises `Unsound`, also: sealed (not the payload of ours), digest-twice, disclosure (not three
    parts, a name that is none, a value of another form, of no digest), disclosure-twice, unbound
    (something is shown to nobody in particular), binding.
    """
    text = content.decode("ascii", "replace") if isinstance(content, bytes) else content
    token, *disclosed = text.split("~") if len(text) <= _MOST else [""]
    if not token or len(disclosed) > _MOST_SHOWN:
        raise Unsound("size")
    if not disclosed or not all(disclosed[:-1]):
        raise Unsound("form")
    bound_to = disclosed.pop()
    found = opened(token, holds=holds, documents=documents, typ=TYP)
    digests = _digests(found.payload)
    shown = _shown(disclosed, digests)
    binding = None
    if bound_to:
        jwk = found.payload["cnf"]["jwk"]
        binding = _binding(bound_to, text.removesuffix(bound_to), jwk=jwk, holds=holds)
    elif disclosed:
        raise Unsound("unbound")
    sealed = {kind: len(digests[kind]) for kind in KINDS}
    return Presented(found, shown, sealed, binding)


def in_time(binding: Binding, *, at: int, audience: str | None = None) -> None:
    """Raises `Unsound`: expired, early (more than five minutes, as clocks differ), audience."""
    if at > binding.expires:
        raise Unsound("expired")
    if at < binding.issued - 300:
        raise Unsound("early")
    if audience is not None and audience != binding.audience:
        raise Unsound("audience")


def _payload(
    of: Mapping[Kind, Iterable[Disclosure]],
    *,
    declaration: Mapping[str, Any],
    questionnaire: Mapping[str, Any],
    jwk: Mapping[str, str],
) -> dict[str, Any]:
    digests = {kind: sorted(one.digest for one in of[kind]) for kind in KINDS}
    issuer = issuer_of(declaration)
    return {
        "@context": [VC, CONTEXT],
        "type": ["VerifiableCredential", "SealedAnswers"],
        "id": uuid_of(
            PROFILE, declaration["id"], *(one for kind in KINDS for one in digests[kind])
        ),
        "issuer": issuer,
        "validFrom": declaration["validFrom"],
        "validUntil": declaration["validUntil"],
        "questionnaire": dict(questionnaire),
        "declaration": declaration["id"],
        "cnf": {"jwk": dict(jwk)},
        "_sd_alg": "sha-256",
        "credentialSubject": {
            "id": issuer,
            **{kind: {"_sd": digests[kind]} if digests[kind] else {} for kind in KINDS},
        },
    }


def _digests(payload: Mapping[str, Any]) -> dict[Kind, frozenset[str]]:
    """The digests by kind, of a payload that has our members and no others: none can hide elsewhere."""
    subject, cnf = payload.get("credentialSubject"), payload.get("cnf")
    if payload.keys() != _MEMBERS_OF_PAYLOAD or not _is_asked(payload["questionnaire"]):
        raise Unsound("sealed")
    if payload["@context"] != [VC, CONTEXT] or "SealedAnswers" not in payload["type"]:
        raise Unsound("sealed")
    if payload["_sd_alg"] != "sha-256" or not isinstance(payload["declaration"], str):
        raise Unsound("sealed")
    if not isinstance(cnf, Mapping) or cnf != {"jwk": public(cnf.get("jwk"))}:
        raise Unsound("sealed")
    if not isinstance(subject, Mapping) or subject.keys() != {"id", *KINDS}:
        raise Unsound("sealed")
    found = {kind: _listed(subject[kind]) for kind in KINDS}
    every = [digest for kind in KINDS for digest in found[kind]]
    if len(set(every)) != len(every):
        raise Unsound("digest-twice")
    return {kind: frozenset(found[kind]) for kind in KINDS}


def _is_asked(table: object) -> bool:
    """Whether it is the questionnaire, as `Asked` writes it."""
    if not isinstance(table, Mapping):
        return False
    supplements = table.get("supplements")
    return (
        table.keys() == {"id", "edition", "tier", "sha256", "supplements"}
        and isinstance(supplements, list)
        and all(isinstance(one, str) for one in supplements)
        and all(isinstance(table[name], str) for name in ("id", "edition", "tier", "sha256"))
    )


def _listed(table: object) -> list[str]:
    if table == {}:
        return []
    found = table.get("_sd") if isinstance(table, Mapping) and len(table) == 1 else None
    if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
        raise Unsound("sealed")
    return found


def _shown(disclosed: Iterable[str], digests: Mapping[Kind, frozenset[str]]) -> Members:
    shown: dict[Kind, dict[str, Mapping[str, Any]]] = {kind: {} for kind in KINDS}
    seen = set()
    for text in disclosed:
        digest = _digest(text)
        if digest in seen:
            raise Unsound("disclosure-twice")
        seen.add(digest)
        kind = next((kind for kind in KINDS if digest in digests[kind]), None)
        if kind is None:
            raise Unsound("disclosure")
        one = _read(kind, text)
        if one.name in shown[kind]:
            raise Unsound("disclosure-twice")
        shown[kind][one.name] = one.value
    return shown


def _disclosure(name: str, value: Mapping[str, Any], salt: bytes) -> Disclosure:
    return Disclosure(to_base64url(written([to_base64url(salt), name, value])), name, value)


def _read(kind: Kind, text: str) -> Disclosure:
    parts = json_of(from_base64url(text))
    if not isinstance(parts, list) or len(parts) != 3:  # noqa: PLR2004 - salt, name, value
        raise Unsound("disclosure")
    salt, name, value = parts
    if not isinstance(salt, str) or not isinstance(name, str) or name in ("", "_sd", "..."):
        raise Unsound("disclosure")
    if not isinstance(value, dict) or not _FORMS[kind](value):
        raise Unsound("disclosure")
    return Disclosure(text, name, value)


def _is_answer(value: Mapping[str, Any]) -> bool:
    said = value.get("said")
    return (
        value.keys() == {"said", "evidence"}
        and isinstance(value["evidence"], bool)
        and (said in _SAYINGS if isinstance(said, str) else _is_whole(said, _HIGHEST))
    )


def _is_fact(value: Mapping[str, Any]) -> bool:
    period = value.get("period")
    return (
        value.keys() == {"value", "unit", "period"}
        and isinstance(value["unit"], str | None)
        and isinstance(period, Mapping)
        and period.keys() in ({"instant"}, {"start", "end"})
        and all(isinstance(day, str) for day in period.values())
        and _is_stated(value["value"])
    )


def _is_stated(value: object) -> bool:
    """Text, a number as text, yes or no, codes, or somebody's words with their language."""
    if isinstance(value, Mapping):
        return value.keys() == {"lang", "text"} and all(
            isinstance(one, str) for one in value.values()
        )
    if isinstance(value, list):
        return all(isinstance(one, str) for one in value)
    return isinstance(value, str | bool)


def _is_score(value: Mapping[str, Any]) -> bool:
    return (
        value.keys() == _SCORE
        and all(_is_whole(one) for one in value.values())
        and value["evidenced"] <= value["declared"] <= _FULL
        and value["answered"] <= value["applicable"]
    )


def _is_whole(value: object, most: int | None = None) -> bool:
    return type(value) is int and value >= 0 and (most is None or value <= most)


_FORMS: Final[Mapping[Kind, Callable[[Mapping[str, Any]], bool]]] = {
    "answers": _is_answer,
    "facts": _is_fact,
    "scores": _is_score,
}


def _binding(token: str, shown: str, *, jwk: Mapping[str, str], holds: Holds) -> Binding:
    claims = checked(token, typ=BINDING, jwk=jwk, holds=holds).claims()
    if claims.keys() != {"aud", "iat", "exp", "nonce", "sd_hash"}:
        raise Unsound("binding")
    if not all(isinstance(claims[name], str) and claims[name] for name in ("aud", "nonce")):
        raise Unsound("binding")
    if (
        not _is_whole(claims["iat"])
        or not _is_whole(claims["exp"])
        or claims["exp"] < claims["iat"]
    ):
        raise Unsound("binding")
    if claims["sd_hash"] != _digest(shown):
        raise Unsound("binding")
    return Binding(claims["aud"], claims["iat"], claims["exp"], claims["nonce"])


def _digest(text: str) -> str:
    return to_base64url(hashlib.sha256(text.encode()).digest())
