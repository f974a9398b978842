"""Makes the data of EFRAG's VSME taxonomy that the reader needs from EFRAG's full JSON.

    python tools/vsme_taxonomy.py ../shared/facts/efrag/vsme-2026-05-01.json

Writes `taxonomy.json` and a file of English member labels for each namespace, all under
src/zeren/standards/data/vsme. Chinese labels of members are ours and stand in `members-zh.toml`,
sums are our reading and stand in `sums.toml`. The schemes of identifiers are taken from
`vsme-disclosures.json`, which lies beside the source.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent.parent / "src/zeren/standards/data/vsme"
LABEL = "http://www.xbrl.org/2003/role/label"
MEMBERS = ("vsme", "country", "nace", "waste")
MENDED = {"Abestos": "Asbestos"}
KINDS = {
    "areaItemType": "area",
    "booleanItemType": "yes-no",
    "dateItemType": "date",
    "decimalItemType": "number",
    "energyItemType": "energy",
    "enumerationItemType": "choice",
    "enumerationSetItemType": "choices",
    "gYearItemType": "year",
    "ghgEmissionsItemType": "emissions",
    "ghgEmissionsPerMonetaryItemType": "intensity",
    "massItemType": "mass",
    "monetaryItemType": "money",
    "percentItemType": "share",
    "stringItemType": "words",
    "textBlockItemType": "words",
    "volumeItemType": "volume",
}


def main(source: str) -> None:
    taxonomy = json.loads(Path(source).read_text(encoding="utf-8"))
    concepts = taxonomy["concepts"]
    reportable = [
        code for code in concepts if code.startswith("vsme:") and not concepts[code].get("abstract")
    ]
    domains: dict[str, list[str]] = {}
    write(
        "taxonomy.json",
        {
            "edition": re.findall(r"\d{4}-\d\d-\d\d", taxonomy["entryPoint"])[0],
            "entry_point": taxonomy["entryPoint"],
            "namespaces": {
                prefix: taxonomy["namespaces"][prefix] for prefix in (*MEMBERS, "dtr-types", "utr")
            },
            "schemes": schemes(Path(source).with_name("vsme-disclosures.json")),
            "typed_element": typed_element(concepts),
            "concepts": {local(code): shape(code, concepts[code], domains) for code in reportable},
            "tables": tables(taxonomy["dimensions"], set(reportable), domains),
            "defaults": {
                local(axis): member for axis, member in taxonomy["dimensions"]["_defaults"].items()
            },
            "domains": domains,
        },
    )
    members = chosen(taxonomy)
    for prefix in MEMBERS:
        write(
            f"members-{prefix}.json",
            {
                local(code): label(concepts[code])
                for code in concepts
                if code.startswith(f"{prefix}:") and code in members
            },
        )


def schemes(source: Path) -> dict[str, str]:
    """The kinds of identifier that the template offers, each with the address of its scheme."""
    known: dict[str, str] = json.loads(source.read_text(encoding="utf-8"))[
        "entityIdentifierLabelsToSchemes"
    ]
    return known


def typed_element(concepts: Any) -> str:  # noqa: ANN401
    """The one element in which typed axes carry their value."""
    (element,) = {
        concept["other"]["typedElement"]
        for concept in concepts.values()
        if "typedElement" in concept.get("other", {})
    }
    return str(element)


def chosen(taxonomy: Any) -> set[str]:  # noqa: ANN401
    """Every member that some concept or axis lets one choose."""
    members: set[str] = set()
    for concept in taxonomy["concepts"].values():
        members.update(concept.get("other", {}).get("ee20DomainMembers", ()))
    for role, cubes in taxonomy["dimensions"].items():
        if role == "_defaults":
            members.update(cubes.values())
            continue
        for cube in cubes.values():
            for listed in cube.get("explicitDimensions", {}).values():
                members.update(listed)
    return members


def label(concept: Any) -> str:  # noqa: ANN401
    words = re.sub(r"\s*\[(?:member|abstract)\]\s*$", "", concept["labels"]["en"][LABEL])
    return MENDED.get(words, words)


def local(code: str) -> str:
    return code.partition(":")[2]


def shape(code: str, concept: Any, domains: dict[str, list[str]]) -> dict[str, str]:  # noqa: ANN401
    made = {
        "kind": KINDS[local(concept["dataType"])],
        "type": local(concept["dataType"]),
        "period": concept["periodType"],
    }
    members = concept.get("other", {}).get("ee20DomainMembers")
    if members:
        made["domain"] = domain(members, local(code), domains)
    return made


def domain(members: list[str], name: str, domains: dict[str, list[str]]) -> str:
    """A namespace's whole list goes by its prefix; others are written out under their first user."""
    prefixes = {code.partition(":")[0] for code in members}
    (prefix,) = prefixes - {"vsme"} or {"vsme"}
    if prefix != "vsme":
        return prefix
    names = [local(code) for code in members]
    for known, listed in domains.items():
        if listed == names:
            return known
    domains[name] = names
    return name


def tables(
    dimensions: Any,  # noqa: ANN401
    reportable: set[str],
    domains: dict[str, list[str]],
) -> list[dict[str, object]]:
    made: dict[str, dict[str, Any]] = {}
    for role, cubes in dimensions.items():
        if role == "_defaults":
            continue
        for name, cube in cubes.items():
            table = made.setdefault(
                local(name), {"name": local(name), "typed": [], "explicit": {}, "items": []}
            )
            table["typed"] = [local(axis) for axis in cube.get("typedDimensions", ())]
            items = [local(item) for _, item in cube["primaryItems"] if item in reportable]
            table["items"] += [item for item in items if item not in table["items"]]
            for axis, members in cube.get("explicitDimensions", {}).items():
                table["explicit"].setdefault(local(axis), []).extend(members)
    for table in made.values():
        for axis, members in table["explicit"].items():
            table["explicit"][axis] = domain(members, axis, domains)
    return list(made.values())


def write(name: str, content: object) -> None:
    text = json.dumps(content, ensure_ascii=False, indent=0, separators=(",", ":"))
    (DATA / name).write_text(f"{text}\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
