"""The draft of a standard or supplement that exists, so that somebody can revise it."""

from __future__ import annotations

from zeren.standards.catalogue import our_standard_ids, our_standard_table, standard_ids
from zeren.standards.drafts.draft import Draft
from zeren.standards.drafts.from_files import gather, standard_draft
from zeren.standards.library import Library
from zeren.standards.load import OUR_SUPPLEMENTS, our_files, supplements_of
from zeren.standards.topics import topics_by_clause


def draft_ids(library: Library) -> tuple[str, ...]:
    """The ids of all that can be revised: standards and supplements, ours and the library's."""
    return (*standard_ids(library), *supplements_of("sme", library))


def existing_draft(id: str, library: Library) -> Draft | None:  # noqa: A002
    """The tables of what has this id, ours or the library's; None where nothing has."""
    if id in library.standards:
        return standard_draft(library.standards[id])
    if id in library.supplements:
        return gather(library.supplements[id]).draft
    if id in OUR_SUPPLEMENTS["sme"]:
        return gather(our_files(id)).draft
    return _ours(id) if id in our_standard_ids() else None


def _ours(id: str) -> Draft:  # noqa: A002
    """A standard of ours, with the topics of each clause, which stand elsewhere, put in."""
    draft = standard_draft(our_standard_table(id))
    topics = topics_by_clause(id)
    clauses = [
        {**row, "topics": [topic.id for topic in topics[row["ref"]]]}
        if row["ref"] in topics
        else row
        for row in draft.of("clause")
    ]
    return Draft("standard", {**draft.tables, "clause": clauses})
