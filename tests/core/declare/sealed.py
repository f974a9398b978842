"""A small response, sealed and shown, for tests."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from tests.core.assess.made import evidence, question, questionnaire, red_line, response
from tests.core.declare.made import STATEMENT, declaration, key

from zeren.assess import assess
from zeren.collect.responses import Response, Saying
from zeren.declare.credential import credential
from zeren.declare.sealing import Binding, Disclosures, Presented, presented, seal, show
from zeren.declare.showing import chosen, members_of
from zeren.files.signatures import Key
from zeren.files.signed import signature_holds
from zeren.standards.questionnaires import Questionnaire

NOW: Final = 1_800_000_000
BUYER: Final = Binding("演示买家 / Buyer (fictitious)", NOW, NOW + 86_400, "n-0S6_WzA2Mj")
ASKED: Final = questionnaire(
    question("E1.1", weight=3),
    question("E1.2", weight=2),
    question("E1.3", may_not_apply=True),
    question("E2.1"),
    question("M1.1", weight=5),
    red_lines=[red_line("R1")],
)
SAID: Final = response(
    {
        "E1.1": 4,
        "E1.2": 1,
        "E1.3": Saying.NOT_APPLICABLE,
        "E2.1": Saying.DONT_KNOW,
        "M1.1": 2,
        "R1": Saying.KEPT,
    },
    numbers={"electricity": 1200, "water": 30},
    evidence=[evidence("E1.1")],
)


@dataclass(frozen=True)
class Sealed:
    """What a company has: the file for everybody, and what it keeps."""

    text: str
    kept: Disclosures
    asked: Questionnaire

    def shown(self, *codes: str, by: Key | None = None, binding: Binding = BUYER) -> str:
        picked = chosen(self.kept, codes, self.asked)
        return show(self.text, picked, binding=binding, by=by or key())


def sealed(asked: Questionnaire = ASKED, said: Response = SAID, *, by: Key | None = None) -> Sealed:
    by = by or key()
    text, kept = seal(
        members_of(asked, said, assess(asked, said)),
        declaration=credential(declaration(), did=by.did, statement=STATEMENT),
        questionnaire=said.asked.as_json(),
        by=by,
        random=os.urandom,
    )
    return Sealed(text, kept, asked)


def read(text: str, documents: Iterable[dict[str, Any]] = ()) -> Presented:
    return presented(text, holds=signature_holds, documents=documents)
