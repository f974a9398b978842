"""What is written as TOML reads back the same, whatever is in it."""

from __future__ import annotations

from typing import Any

import tomli
from hypothesis import given
from hypothesis import strategies as st

from zeren.files.toml import print_toml

WORDS = st.text(max_size=30).map(lambda words: words.encode("utf-8", "replace").decode())
KEYS = st.text(min_size=1, max_size=8).map(lambda words: words.encode("utf-8", "replace").decode())
PLAIN = WORDS | st.integers(-(2**62), 2**62) | st.booleans() | st.dates()
VALUES = st.recursive(
    PLAIN,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=8,
)


@given(table=st.dictionaries(KEYS, VALUES, max_size=5))
def test_any_table_reads_back_the_same(table: dict[str, Any]) -> None:
    text = print_toml(table, lead="Two lines\nof comment")

    assert tomli.loads(text) == table


def test_people_can_read_it() -> None:
    table = {
        "id": "city-x",
        "title": {"zh": "甲", "en": "A"},
        "question": [
            {"code": "N1.1", "levels": [{"zh": "无", "en": "None"}, {"zh": "有", "en": "Some"}]}
        ],
    }

    assert print_toml(table, lead="A comment") == (
        "# A comment\n"
        "\n"
        'id = "city-x"\n'
        'title = { zh = "甲", en = "A" }\n'
        "\n"
        "[[question]]\n"
        'code = "N1.1"\n'
        "levels = [\n"
        '  { zh = "无", en = "None" },\n'
        '  { zh = "有", en = "Some" },\n'
        "]\n"
    )
