"""The 65 topics: complete in both languages, and every clause they name exists."""

from __future__ import annotations

from collections import Counter

import pytest

from zeren.standards.catalogue import load_standards, standard
from zeren.standards.topics import GUIDE, Topic, load_topics, topics_by_clause
from zeren.text import Text

EACH_TOPIC = pytest.mark.parametrize("topic", load_topics(), ids=lambda topic: topic.id)


def test_there_are_65_topics_each_with_its_own_id_and_titles() -> None:
    topics = load_topics()

    assert len(topics) == 65
    assert len({topic.id for topic in topics}) == 65
    assert len({topic.title.zh for topic in topics}) == 65
    assert len({topic.title.en for topic in topics}) == 65
    assert len({topic.about.zh for topic in topics}) == 65
    assert len({topic.about.en for topic in topics}) == 65


def test_topics_of_an_area_are_numbered_without_gaps() -> None:
    ids = [topic.id for topic in load_topics()]

    assert ids == (
        [f"RM{number:02}" for number in range(10)]
        + [f"E{number:02}" for number in range(1, 20)]
        + [f"V{number:02}" for number in range(1, 11)]
        + [f"M{number:02}" for number in range(1, 23)]
        + [f"C{number:02}" for number in range(1, 5)]
    )


@EACH_TOPIC
def test_a_topic_stands_under_one_item_of_the_sme_guide(topic: Topic) -> None:
    items = {clause.ref for clause in standard(GUIDE).clauses if clause.parent}

    assert topic.clauses[GUIDE] == (topic.item,)
    assert topic.item in items


def test_every_item_of_the_sme_guide_has_a_topic() -> None:
    items = {clause.ref for clause in standard(GUIDE).clauses if clause.parent}

    assert {topic.item for topic in load_topics()} == items


@EACH_TOPIC
def test_every_clause_a_topic_names_exists_in_its_standard(topic: Topic) -> None:
    missing = [
        f"{name} {ref}"
        for name, refs in topic.clauses.items()
        for ref in refs
        if ref not in standard(name).clause_of
    ]

    assert missing == []


@EACH_TOPIC
def test_a_topic_names_no_clause_twice(topic: Topic) -> None:
    twice = [
        f"{name} {ref}"
        for name, refs in topic.clauses.items()
        for ref, times in Counter(refs).items()
        if times > 1
    ]

    assert twice == []


@EACH_TOPIC
def test_a_topic_is_explained_in_one_line(topic: Topic) -> None:
    assert len(topic.title.zh) <= 40
    assert len(topic.title.en) <= 90
    assert len(topic.about.zh) <= 45
    assert len(topic.about.en.split()) <= 25
    assert topic.about.zh.endswith("。")
    assert topic.about.en.endswith(".")


def test_a_topic_carries_its_clauses_by_standard() -> None:
    topic_of = {topic.id: topic for topic in load_topics()}

    assert topic_of["E02"] == Topic(
        id="E02",
        title=Text("强迫劳动", "Forced labour"),
        about=Text(
            "工作出于自愿，可以自由离开；不扣证件、不收押金、不限制人身自由。",
            "Work is freely chosen and can be left: no kept documents, deposits or locked doors.",
        ),
        clauses={
            "cn-sme-csr-guide-2": ("E.1",),
            "cesa-sjt16000-family": ("T06",),
            "gbt-36000-2015": ("R-3",),
            "iso-26000-2010": ("6.3.10",),
            "rba-code-8": ("A1",),
            "rba-vap-8.0.2": ("A1",),
            "ungc-10": ("P4",),
            "gri-standards": ("409-1",),
            "efrag-vsme": ("C6", "C7"),
            "hkex-esg-code": ("B4",),
            "untp-topics": ("social.labour",),
            "un-sdg": ("8",),
        },
    )


def test_a_clause_knows_its_topics() -> None:
    topics = topics_by_clause("efrag-vsme")

    assert [topic.id for topic in topics["B6"]] == ["V06"]
    assert [topic.id for topic in topics["B7"]] == ["V04", "V07"]


def test_a_standard_of_which_no_topic_speaks_has_no_topics() -> None:
    assert topics_by_clause("gbt-27050") == {}


def test_topics_and_clauses_tell_the_same_story_from_both_sides() -> None:
    from_topics = {
        (topic.id, name, ref)
        for topic in load_topics()
        for name, refs in topic.clauses.items()
        for ref in refs
    }
    from_clauses = {
        (topic.id, known.id, ref)
        for known in load_standards()
        for ref, topics in topics_by_clause(known.id).items()
        for topic in topics
    }

    assert from_clauses == from_topics
