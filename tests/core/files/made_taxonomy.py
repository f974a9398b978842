"""A taxonomy package built from EFRAG's data of the VSME taxonomy, structurally equal to EFRAG's own.

EFRAG states no licence for its package, so it is not here. This one has the same concepts, types,
periods, tables, axes and lists under the same names; labels, references and formulas are left out.
Roles, heads of lists and the sums are ours: EFRAG's data does not tell them.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final
from xml.sax.saxutils import quoteattr

from zeren.standards.taxonomy import load_taxonomy

ROOT: Final = Path(__file__).parents[3]
SOURCE: Final = ROOT.parent / "shared" / "facts" / "efrag" / "vsme-2026-05-01.json"
_BASE: Final = "https://xbrl.efrag.org/taxonomy/vsme/2026-05-01"
_PREFIXES: Final = ("vsme", "country", "nace", "waste")
_CALCULATION: Final = "https://xbrl.org/2023/arcrole/summation-item"
_DIMENSIONS: Final = "http://xbrl.org/int/dim/arcrole"
_DTR: Final = {
    "dtr-types": "https://www.xbrl.org/dtr/type/2024-01-31/types.xsd",
    "dtr-types-2022": "https://www.xbrl.org/dtr/type/2022-03-31/types.xsd",
}
_HEADS: Final = """
 xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xbrli="http://www.xbrl.org/2003/instance"
 xmlns:link="http://www.xbrl.org/2003/linkbase" xmlns:xlink="http://www.w3.org/1999/xlink"
 xmlns:xbrldt="http://xbrl.org/2005/xbrldt" xmlns:enum2="http://xbrl.org/2020/extensible-enumerations-2.0"
"""
Arc = tuple[str, str, str]  # from, to, further attributes


def make_package(path: Path, *, entry_point: str = "", left_out: Sequence[str] = ()) -> Path:
    """Write the package; `entry_point` declares another edition, `left_out` lacks these concepts."""
    taxonomy = json.loads(SOURCE.read_text(encoding="utf-8"))
    for code in left_out:
        del taxonomy["concepts"][code]
    entry = entry_point or taxonomy["entryPoint"]
    parts = {
        "META-INF/taxonomyPackage.xml": _about(entry),
        "META-INF/catalog.xml": _catalog(),
        "vsme/vsme-all.xsd": _entry(),
        "vsme/definition.xml": _definition(taxonomy),
        "vsme/calculation.xml": _calculation(),
        **{f"vsme/{prefix}.xsd": _schema(taxonomy, prefix) for prefix in _PREFIXES},
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(f"vsme-package/{name}", content)
    return path


def _about(entry: str) -> str:
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<tp:taxonomyPackage xmlns:tp="http://xbrl.org/2016/taxonomy-package" xml:lang="en">
 <tp:identifier>{_BASE}/test</tp:identifier><tp:name>Test of VSME</tp:name><tp:version>1</tp:version>
 <tp:entryPoints><tp:entryPoint><tp:name>VSME</tp:name><tp:entryPointDocument href="{entry}"/>
 </tp:entryPoint></tp:entryPoints></tp:taxonomyPackage>"""


def _catalog() -> str:
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<catalog xmlns="urn:oasis:names:tc:entity:xmlns:xml:catalog">
 <rewriteURI uriStartString="{_BASE}/" rewritePrefix="../vsme/"/></catalog>"""


def _entry() -> str:
    linkbases = "".join(
        f'<link:linkbaseRef xlink:type="simple" xlink:href="{name}.xml"'
        f' xlink:arcrole="http://www.w3.org/1999/xlink/properties/linkbase"/>'
        for name in ("definition", "calculation")
    )
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<xsd:schema{_HEADS} targetNamespace="{_BASE}/vsme-all">
 <xsd:annotation><xsd:appinfo>{linkbases}</xsd:appinfo></xsd:annotation>
 <xsd:import namespace="{_BASE}/vsme" schemaLocation="vsme.xsd"/></xsd:schema>"""


def _schema(taxonomy: Any, prefix: str) -> str:  # noqa: ANN401 - EFRAG's JSON
    spaces = taxonomy["namespaces"]
    imports = {
        "http://www.xbrl.org/2003/instance": "http://www.xbrl.org/2003/xbrl-instance-2003-12-31.xsd",
        "http://xbrl.org/2005/xbrldt": "http://www.xbrl.org/2005/xbrldt-2005.xsd",
        "http://xbrl.org/2020/extensible-enumerations-2.0": "https://www.xbrl.org/2020/extensible-enumerations-2.0.xsd",
        **{spaces[name]: where for name, where in _DTR.items()},
    }
    if prefix == "vsme":
        imports |= {spaces[name]: f"{name}.xsd" for name in _PREFIXES if name != "vsme"}
    heads = "".join(f" xmlns:{name}={quoteattr(spaces[name])}" for name in (*_PREFIXES, *_DTR))
    elements = [
        _element(code, concept)
        for code, concept in taxonomy["concepts"].items()
        if code.startswith(f"{prefix}:")
    ]
    roles = "".join(_role(role) for role in _roles(taxonomy)) if prefix == "vsme" else ""
    if prefix == "vsme":
        elements.append(
            '<xsd:element name="TYP" id="vsme_TYP" type="xsd:string" nillable="false"/>'
        )
        elements += [_head(name) for name in _lists(taxonomy)]
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<xsd:schema{_HEADS}{heads} targetNamespace="{spaces[prefix]}" elementFormDefault="qualified">
<xsd:annotation><xsd:appinfo>{roles}</xsd:appinfo></xsd:annotation>
{"".join(f'<xsd:import namespace="{space}" schemaLocation="{where}"/>' for space, where in imports.items())}
{"".join(elements)}</xsd:schema>"""


def _element(code: str, concept: Mapping[str, Any]) -> str:
    group = "xbrli:item"
    if concept.get("hypercube"):
        group = "xbrldt:hypercubeItem"
    elif concept.get("dimension"):
        group = "xbrldt:dimensionItem"
    attributes = {
        "name": _local(code),
        "id": code.replace(":", "_"),
        "type": concept["dataType"],
        "substitutionGroup": group,
        "abstract": "true" if concept.get("abstract") else "false",
        "nillable": "true" if concept.get("nillable") else "false",
        "xbrli:periodType": concept["periodType"],
    }
    other = concept.get("other", {})
    if "typedElement" in other:
        attributes["xbrldt:typedDomainRef"] = "#vsme_TYP"
    if "ee20DomainMembers" in other:
        attributes |= {
            "enum2:domain": f"vsme:{_local(code)}TestHead",
            "enum2:linkrole": f"{_BASE}/role/list-{_local(code)}",
            "enum2:headUsable": "false",
        }
    return f"<xsd:element {' '.join(f'{name}={quoteattr(value)}' for name, value in attributes.items())}/>\n"


def _head(name: str) -> str:
    return (
        f'<xsd:element name="{name}TestHead" id="vsme_{name}TestHead" type="dtr-types:domainItemType"'
        ' substitutionGroup="xbrli:item" abstract="true" nillable="true"'
        ' xbrli:periodType="duration"/>\n'
    )


def _lists(taxonomy: Any) -> dict[str, list[str]]:  # noqa: ANN401
    return {
        _local(code): concept["other"]["ee20DomainMembers"]
        for code, concept in taxonomy["concepts"].items()
        if "ee20DomainMembers" in concept.get("other", {})
    }


def _roles(taxonomy: Any) -> list[str]:  # noqa: ANN401
    tables = [role for role in taxonomy["dimensions"] if role != "_defaults"]
    lists = [f"{_BASE}/role/list-{name}" for name in _lists(taxonomy)]
    sums = [f"{_BASE}/role/sum-{number}" for number, _ in enumerate(load_taxonomy().sums)]
    return [*tables, *lists, *sums, f"{_BASE}/role/defaults"]


def _role(role: str) -> str:
    used = "calculationLink" if "/sum-" in role else "definitionLink"
    return (
        f'<link:roleType roleURI="{role}" id="{role.rsplit("/", 1)[1]}">'
        f"<link:usedOn>link:{used}</link:usedOn></link:roleType>"
    )


def _definition(taxonomy: Any) -> str:  # noqa: ANN401
    links = []
    known = taxonomy["concepts"]
    for role, cubes in taxonomy["dimensions"].items():
        if role != "_defaults":
            arcs = [
                arc
                for name, cube in cubes.items()
                for arc in _cube(name, cube)
                if arc[0] in known and arc[1] in known
            ]
            links.append(_link("definition", role, arcs))
    defaults: list[Arc] = [
        (axis, member, f'xlink:arcrole="{_DIMENSIONS}/dimension-default"')
        for axis, member in taxonomy["dimensions"]["_defaults"].items()
    ]
    links.append(_link("definition", f"{_BASE}/role/defaults", defaults))
    for name, members in _lists(taxonomy).items():
        arcs = [(f"vsme:{name}TestHead", member, _member()) for member in members]
        links.append(_link("definition", f"{_BASE}/role/list-{name}", arcs))
    return _linkbase(links, taxonomy)


def _member() -> str:
    return f'xlink:arcrole="{_DIMENSIONS}/domain-member"'


def _cube(name: str, cube: Mapping[str, Any]) -> Iterator[Arc]:
    where = f'xbrldt:contextElement="{cube["xbrldt:contextElement"]}"'
    stack: list[str] = []
    for depth, item in cube["primaryItems"]:
        del stack[depth:]
        if stack:
            yield stack[-1], item, _member()
        else:
            yield (
                item,
                name,
                f'xlink:arcrole="{_DIMENSIONS}/all" xbrldt:closed="true" {where}',
            )
        stack.append(item)
    for axis in cube.get("typedDimensions", ()):
        yield name, axis, f'xlink:arcrole="{_DIMENSIONS}/hypercube-dimension"'
    for axis, members in cube.get("explicitDimensions", {}).items():
        yield name, axis, f'xlink:arcrole="{_DIMENSIONS}/hypercube-dimension"'
        for member in members:
            yield axis, member, f'xlink:arcrole="{_DIMENSIONS}/dimension-domain"'


def _calculation() -> str:
    links = [
        _link(
            "calculation",
            f"{_BASE}/role/sum-{number}",
            [
                (f"vsme:{one.total}", f"vsme:{part}", f'xlink:arcrole="{_CALCULATION}" weight="1"')
                for part in one.parts
            ],
        )
        for number, one in enumerate(load_taxonomy().sums)
    ]
    return _linkbase(links, json.loads(SOURCE.read_text(encoding="utf-8")))


def _link(kind: str, role: str, arcs: Sequence[Arc]) -> str:
    codes = dict.fromkeys(code for arc in arcs for code in arc[:2])
    locators = "".join(
        f'<link:loc xlink:type="locator" xlink:label="{code.replace(":", "_")}"'
        f' xlink:href="{code.partition(":")[0]}.xsd#{code.replace(":", "_")}"/>'
        for code in codes
    )
    lines = "".join(
        f'<link:{kind}Arc xlink:type="arc" xlink:from="{start.replace(":", "_")}"'
        f' xlink:to="{end.replace(":", "_")}" order="{place}" {more}/>'
        for place, (start, end, more) in enumerate(arcs, 1)
    )
    return f'<link:{kind}Link xlink:type="extended" xlink:role="{role}">{locators}{lines}</link:{kind}Link>'


def _linkbase(links: Sequence[str], taxonomy: Any) -> str:  # noqa: ANN401
    roles = "".join(
        f'<link:roleRef roleURI="{role}" xlink:type="simple"'
        f' xlink:href="vsme.xsd#{role.rsplit("/", 1)[1]}"/>'
        for role in _roles(taxonomy)
        if any(f'xlink:role="{role}"' in link for link in links)
    )
    arcroles = "".join(
        f'<link:arcroleRef arcroleURI="{_DIMENSIONS}/{name}" xlink:type="simple"'
        f' xlink:href="http://www.xbrl.org/2005/xbrldt-2005.xsd#{name}"/>'
        for name in (
            "all",
            "dimension-default",
            "dimension-domain",
            "domain-member",
            "hypercube-dimension",
        )
        if any(f"{_DIMENSIONS}/{name}" in link for link in links)
    )
    if any(_CALCULATION in link for link in links):
        arcroles += (
            f'<link:arcroleRef arcroleURI="{_CALCULATION}" xlink:type="simple"'
            ' xlink:href="https://www.xbrl.org/2023/calculation-1.1.xsd#summation-item"/>'
        )
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<link:linkbase{_HEADS}>{roles}{arcroles}{"".join(links)}</link:linkbase>"""


def _local(code: str) -> str:
    return code.partition(":")[2]
