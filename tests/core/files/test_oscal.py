"""Crosswalks as OSCAL mapping collections, which another's reader loads."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from zeren.files.oscal import mapping_collection
from zeren.standards.catalogue import load_standards, standard
from zeren.standards.crosswalks import related_standards, relations_between

READ = """
import sys, warnings
warnings.simplefilter("ignore")
from pathlib import Path
from trestle.oscal.mapping import MappingCollection
for name in sys.argv[1:]:
    found = MappingCollection.oscal_read(Path(name))
    print(Path(name).stem, sum(len(mapping.maps) for mapping in found.mappings))
"""


def collection(one: str, other: str) -> bytes:
    return mapping_collection(
        relations_between(one, other),
        source=standard(one),
        target=standard(other),
        date="2026-11-28",
    )


def test_compliance_trestle_loads_every_crosswalk_there_is(tmp_path: Path) -> None:
    expected = {}
    for known in load_standards():
        for other in related_standards(known.id):
            relations = relations_between(known.id, other)
            if relations:
                (tmp_path / f"{known.id}--{other}.json").write_bytes(collection(known.id, other))
                expected[f"{known.id}--{other}"] = len(relations)

    done = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", READ, *map(str, sorted(tmp_path.glob("*.json")))],
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr[-2000:]
    read = dict(line.rsplit(" ", 1) for line in done.stdout.splitlines())
    assert {name: int(number) for name, number in read.items()} == expected
    assert len(expected) > 100


def test_the_same_day_gives_the_same_bytes() -> None:
    assert collection("rba-code-8", "rba-vap-8.0.2") == collection("rba-code-8", "rba-vap-8.0.2")


def test_a_map_says_what_it_rests_on() -> None:
    table = json.loads(collection("rba-code-8", "rba-vap-8.0.2"))["mapping-collection"]

    first = table["mappings"][0]["maps"][0]

    assert first["relationship"] == "equal-to"
    assert first["confidence-score"] == {"percentage": 0.8}
    assert first["remarks"] == "rba-code-8 A1 → rba-vap-8.0.2 A1: equal, 8 of 10, basis: title"


def test_nothing_to_map_is_no_collection() -> None:
    with pytest.raises(ValueError, match="no relation"):
        collection("gbt-27050", "un-sdg")
