"""Make the lamp works' signed declaration and the file of a demonstration association that confirms its key.

python tools/make_declared_example.py

Everybody in it is fictitious (演示). The keys are new every time, are held in memory and are gone
afterwards: nobody can sign anything else with them.
"""

import os
from datetime import date, datetime, timedelta
from pathlib import Path

from zeren.cli.confirming import end_of, start_of
from zeren.cli.declare import prepared
from zeren.cli.opening import moment_of
from zeren.declare.association import (
    Identity,
    StatusList,
    sign_identity,
    sign_status,
)
from zeren.declare.credential import Status
from zeren.declare.declaration import Declaration
from zeren.declare.package import Package
from zeren.declare.trust import Trust
from zeren.files.answers import read_answers
from zeren.files.association import write_json
from zeren.files.bundle import write_bundle
from zeren.files.seal import Reader, judged, sealed_declaration
from zeren.files.signatures import Key, new_key
from zeren.standards.library import OURS_ALONE
from zeren.text import Text

ROOT = Path(__file__).resolve().parent.parent
WORKS = ROOT / "examples" / "lamp-works"
DAY = "2026-11-28"
UNTIL = "2027-12-31"
LIST = StatusList("https://association.example/status-1.jwt")
FRESH = timedelta(days=35)  # the longest that a verifier takes a list
NAME = Text("演示协会（虚构）", "Demonstration Association (fictitious)")


def main() -> None:
    key = new_key()
    by = Trust(NAME, key.did, (key.public.jwk,))
    package = declared(by, key)
    verdict = judged(package, Reader((by,), moment_of("2026-12-01")))
    if verdict.outcome != "holds":
        raise SystemExit(verdict.sentence.en)
    for path, content in (
        (WORKS / "declaration.zeren", write_bundle(package)),
        (ROOT / "examples" / "association.pub", write_json(by.as_json())),
    ):
        path.write_bytes(content)
        print(path.relative_to(ROOT))


def declared(by: Trust, key: Key) -> Package:
    """The declaration, sealed by the company, with what the association says beside it."""
    company = new_key()
    read = read_answers(WORKS / "answers.xlsx")
    ready = prepared(read, WORKS / "declaration.xlsx", day=DAY, library=OURS_ALONE)
    if ready.declaration is None:
        raise SystemExit("\n".join(one.what.en for one in ready.problems))
    package, _ = sealed_declaration(
        ready.declaration, read, company, did=company.did, random=os.urandom
    )
    since = start_of(DAY)
    said = whose_key(ready.declaration, company, since)
    withdrawn = sign_status(LIST, since=since, until=since + FRESH, by=by, key=key)
    beside = {
        "identity-1.jwt": sign_identity(said, by=by, key=key).encode(),
        "status-1.jwt": withdrawn.encode(),
    }
    return Package({**package.members, **beside})


def whose_key(declaration: Declaration, company: Key, since: datetime) -> Identity:
    issuer = declaration.issuer
    return Identity(
        did=company.did,
        key=company.public.jwk,
        name=issuer.name.zh,
        uscc=issuer.uscc,
        registered=date(2019, 5, 6),
        how="演示：没有执照 / demonstration: there is no licence",
        since=since,
        until=end_of(UNTIL),
        spot=Status(LIST.url, 17),
    )


if __name__ == "__main__":
    main()
