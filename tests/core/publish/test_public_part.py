"""What may be kept and handed on of a response: the public part, and no trace of the rest."""

import json
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.publish.made import answered, questionnaire

from zeren.collect.responses import Evidence, Saying
from zeren.collect.restored import response_from_json
from zeren.publish.public_part import could_be_public, public_part
from zeren.publish.published import published
from zeren.text import Said

CANARY = "金丝雀canary"
ASKED = questionnaire()
CODES = [*ASKED.question_of, *ASKED.red_line_of, *ASKED.field_of]


@settings(max_examples=40, deadline=None)
@given(st.frozensets(st.sampled_from(CODES)))
def test_the_part_says_to_the_public_what_the_whole_says(ticked: frozenset[str]) -> None:
    kind = ASKED.question_of["E1.1"].evidence[0].kind
    whole = answered(
        words={"E1.1": Said.of("有合同"), "E2.1": Said.of("有台账")},
        numbers={"electricity": Decimal(1000)},
        evidence=[Evidence("E1.1", kind, Said.of("合同"), link="contract.pdf")],
        published=ticked,
    )

    part = public_part(ASKED, whole)

    assert published(ASKED, part) == published(ASKED, whole)
    assert public_part(ASKED, part) == part
    assert published(ASKED, response_from_json(part.as_json())) == published(ASKED, whole)


def test_nothing_that_is_not_ticked_is_in_the_part() -> None:
    ticked = frozenset({"E1.1", "electricity"})
    silent = [one.code for one in ASKED.fields if one.kind in {"text", "long-text"}]
    whole = answered(
        words={code: Said.of(CANARY) for code in ASKED.question_of if code not in ticked},
        profile_says={code: Said.of(CANARY) for code in silent if not code.startswith("name-")},
        numbers={"electricity": Decimal(7), "water": Decimal(987654321)},
        evidence=[
            Evidence(code, "record", Said.of(CANARY), issuer=CANARY, link=CANARY, visitor=CANARY)
            for code in ASKED.question_of
        ],
        published=ticked,
    )

    words = json.dumps(public_part(ASKED, whole).as_json(), ensure_ascii=False)

    assert CANARY not in words
    assert "987654321" not in words


def test_what_no_tick_can_bring_out_is_not_offered() -> None:
    response = answered(
        said={"E1.1": Saying.DONT_KNOW, "E1.2": Saying.NOT_APPLICABLE, "R1": Saying.BROKEN}
    )

    offered = could_be_public(ASKED, response)

    assert {"E1.1", "E1.2", "R1", "electricity"}.isdisjoint(offered)
    assert {"E1.3", "R3", "statement", "sector"} <= offered
