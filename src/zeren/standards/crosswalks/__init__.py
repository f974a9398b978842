"""Crosswalks: what a clause of one standard has to do with a clause of another."""

from zeren.standards.crosswalks.between import related_standards, relations_between
from zeren.standards.crosswalks.relations import (
    BASIS_WORDS,
    KIND_WORDS,
    SURE_STRENGTH,
    Kind,
    Ref,
    Relation,
    Step,
)

__all__ = [
    "BASIS_WORDS",
    "KIND_WORDS",
    "SURE_STRENGTH",
    "Kind",
    "Ref",
    "Relation",
    "Step",
    "related_standards",
    "relations_between",
]
