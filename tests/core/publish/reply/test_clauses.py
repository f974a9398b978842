"""Clauses are recognised where their standard is named, and nowhere else."""

import pytest

from zeren.publish.reply.clauses import bare_clauses, clauses_in, spoken_of, standard_named


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("See GRI 303-3 and GRI 2-7", (("gri-standards", "303-3"), ("gri-standards", "2-7"))),
        ("RBA A3: working hours", (("rba-code-8", "A3"),)),
        ("RBA VAP 8.0.2 D6", (("rba-vap-8.0.2", "D6"),)),
        ("ISO 26000 clause 6.4.4", (("iso-26000-2010", "6.4.4"),)),
        ("VSME B3", (("efrag-vsme", "B3"),)),
        ("SDG 8", (("un-sdg", "8"),)),
        ("UNGC Principle 4", (("ungc-10", "P4"),)),
        ("A3", ()),
        ("size A3 paper", ()),
        ("GRI 999-9", ()),
        ("ISO 9001 6.4", ()),
        ("SDG 88", ()),
    ],
)
def test_a_clause_counts_with_its_standard(words: str, found: tuple[tuple[str, str], ...]) -> None:
    assert clauses_in(words) == found


def test_a_bare_number_counts_where_the_sheet_names_the_standard() -> None:
    assert standard_named("RBA clause") == "rba-code-8"
    assert bare_clauses("A3, B2", "rba-code-8") == (("rba-code-8", "A3"), ("rba-code-8", "B2"))
    assert bare_clauses("303-3", "gri-standards") == (("gri-standards", "303-3"),)
    assert bare_clauses("A3", "") == ()
    assert standard_named("GRI / SDG mapping") == ""


def test_no_clause_is_not_the_same_as_a_clause_of_which_nothing_speaks() -> None:
    assert spoken_of(()) is None
    assert spoken_of((("rba-code-8", "A3"),))
