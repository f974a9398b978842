"""Mutual recognition: what holds on a day, what has lapsed, and what is wrong with a list."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from zeren.problems import Refused
from zeren.standards.recognitions import lapsed, load_recognitions
from zeren.text import Text

ENTRY = """
[[recognition]]
id = "demo-2026-1"
by = { zh = "演示协会（虚构）", en = "Demo Association (fictitious)" }
kind = "crosswalk"
accepts = "cn-sme-csr-guide-2"
as = "iso-26000-2010"
clauses = ["6.4.6"]
for = { zh = "会员年度自评", en = "the members' yearly self-assessment" }
from = 2026-01-01
until = 2026-12-31
decision = { zh = "演示协〔2026〕1 号", en = "Demo decision 1/2026" }
"""


def written(folder: Path, words: str) -> Path:
    path = folder / "recognitions.toml"
    path.write_text(words, encoding="utf-8")
    return path


def refused(path: Path) -> dict[str, str]:
    """Field → what is wrong with it."""
    with pytest.raises(Refused) as refusal:
        load_recognitions(path)
    return {one.place.field: one.what.en for one in refusal.value.problems}


def test_nothing_is_recognised_without_a_decision_that_can_be_read() -> None:
    assert all(one.decision.zh and one.source for one in load_recognitions())


@pytest.mark.parametrize(
    ("day", "standing"),
    [
        (date(2025, 12, 31), "not-yet"),
        (date(2026, 1, 1), "in-force"),
        (date(2026, 12, 31), "in-force"),
        (date(2027, 1, 1), "lapsed"),
    ],
)
def test_the_first_and_the_last_day_count(tmp_path: Path, day: date, standing: str) -> None:
    (one,) = load_recognitions(written(tmp_path, ENTRY))

    assert one.standing(day) == standing


def test_without_a_last_day_it_holds_on(tmp_path: Path) -> None:
    (one,) = load_recognitions(written(tmp_path, ENTRY.replace("until = 2026-12-31", "")))

    assert one.standing(date(2099, 1, 1)) == "in-force"


def test_a_lapsed_one_is_told_with_its_day(tmp_path: Path) -> None:
    found = load_recognitions(written(tmp_path, ENTRY))

    (note,) = lapsed(found, date(2027, 3, 1))

    assert (note.code, note.level) == ("recognition-lapsed", "note")
    assert note.what == Text(
        "演示协会（虚构）的认可（演示协〔2026〕1 号）已于 2026-12-31 到期。",
        "The recognition by Demo Association (fictitious) (Demo decision 1/2026) lapsed on 2026-12-31.",
    )
    assert not list(lapsed(found, date(2026, 6, 1)))


def test_everything_wrong_is_told_at_once(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        '[[recognition]]\nid = ""\nkind = "x"\nfoo = 1\nfrom = "2026"\nas = "iso-26000-2010"\n'
        'clauses = ["9.9"]\nuntil = 2026-01-01\nby = { zh = "只有中文" }\n',
    )

    wrong = refused(path)

    assert {field.removeprefix("recognition 1 ") for field in wrong} == {
        "foo", "by", "for", "decision", "id", "kind", "accepts", "from", "clauses",
    }  # fmt: skip
    assert wrong["recognition 1 clauses"] == "The standard has no clause 9.9."


@pytest.mark.parametrize(
    "words", ["recognition = 3", "[[recognition", "\x00", "recognition = [1, 2]"]
)
def test_what_is_no_list_is_refused(tmp_path: Path, words: str) -> None:
    assert refused(written(tmp_path, words))


def test_a_list_that_is_not_there_or_far_too_large_is_refused(tmp_path: Path) -> None:
    assert refused(tmp_path / "nothing.toml")
    assert refused(written(tmp_path, "#" * 1_000_001))
    assert refused(tmp_path)
