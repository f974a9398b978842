"""Crosswalks as an OSCAL mapping collection (NIST, model 1.2.1), for tools that read these."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Final
from uuid import NAMESPACE_URL, uuid5

from zeren import __version__
from zeren.standards.catalogue import Standard
from zeren.standards.crosswalks import Kind, Relation

_VERSION: Final = "1.2.1"
_NAMESPACE: Final = uuid5(NAMESPACE_URL, "urn:zeren:crosswalks")
_RELATIONSHIPS: Final[Mapping[Kind, str]] = {
    "equal": "equal-to",
    "subset": "subset-of",
    "superset": "superset-of",
    "intersect": "intersects-with",
}
_DESCRIPTION: Final = (
    "Clauses by number; their texts stand in the standards themselves. Relations follow NIST IR 8477."
    " The confidence score is our strength of one to ten, divided by ten; a remark says what it rests on."
    " Relations through topics are suggestions."
)


def mapping_collection(
    relations: Sequence[Relation], *, source: Standard, target: Standard, date: str
) -> bytes:
    """The relations as JSON; `date` is ISO. The same relations and date give the same bytes.

    Raises ValueError where there are none: OSCAL knows no empty mapping.
    """
    if not relations:
        message = f"no relation between {source.id} and {target.id}"
        raise ValueError(message)
    pair = f"{source.id} {target.id}"
    resources = {one.id: _resource(one) for one in (source, target)}
    collection = {
        "uuid": _uuid(f"collection {pair} {date} {__version__}"),
        "metadata": {
            "title": f"{source.title.en} → {target.title.en}",
            "last-modified": f"{date}T00:00:00Z",
            "version": __version__,
            "oscal-version": _VERSION,
        },
        "provenance": {
            "method": "hybrid",
            "matching-rationale": "semantic",
            "status": "draft",
            "mapping-description": _DESCRIPTION,
        },
        "mappings": [
            {
                "uuid": _uuid(f"mapping {pair}"),
                "source-resource": _reference(source),
                "target-resource": _reference(target),
                "maps": list(map(_map, relations)),
                **_gaps(relations, source),
            }
        ],
        "back-matter": {"resources": list(resources.values())},
    }
    words = json.dumps({"mapping-collection": collection}, ensure_ascii=False, indent=2)
    return f"{words}\n".encode()


def _map(relation: Relation) -> dict[str, object]:
    return {
        "uuid": _uuid(f"map {relation.source} {relation.target}"),
        "relationship": _RELATIONSHIPS[relation.kind],
        "sources": [{"type": "control", "id-ref": relation.source.clause}],
        "targets": [{"type": "control", "id-ref": relation.target.clause}],
        "confidence-score": {"percentage": relation.strength / 10},
        "remarks": "; ".join(_steps(relation)),
    }


def _steps(relation: Relation) -> Iterable[str]:
    for step in relation.steps:
        ground = f"topics {', '.join(step.topics)}" if step.topics else f"basis: {step.basis}"
        yield f"{step.source} → {step.target}: {step.kind}, {step.strength} of 10, {ground}"


def _gaps(relations: Iterable[Relation], source: Standard) -> dict[str, object]:
    mapped = {relation.source.clause for relation in relations}
    parents = {clause.parent for clause in source.clauses}
    left = [
        clause.ref
        for clause in source.clauses
        if clause.ref not in mapped and clause.ref not in parents
    ]
    if not left:
        return {}
    return {
        "source-gap-summary": {
            "uuid": _uuid(f"gaps {source.id} {' '.join(left)}"),
            "unmapped-controls": [{"with-ids": [_token(ref) for ref in left]}],
        }
    }


def _token(ref: str) -> str:
    """OSCAL's ids begin with a letter and hold no spaces: _305-1, B3_30_scope_1."""
    word = "".join(sign if sign.isalnum() or sign in "-._" else "_" for sign in ref)
    return word if word[0].isalpha() else f"_{word}"


def _resource(standard: Standard) -> dict[str, object]:
    return {
        "uuid": _uuid(standard.id),
        "title": standard.title.en,
        "description": f"{standard.id}, {standard.edition.en}. {standard.publisher.en}.",
    }


def _reference(standard: Standard) -> dict[str, str]:
    return {"type": "catalog", "href": f"#{_uuid(standard.id)}"}


def _uuid(name: str) -> str:
    return str(uuid5(_NAMESPACE, name))
