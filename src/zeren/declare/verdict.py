"""What a verification found: first one sentence, then each step, then what is not proven."""

from __future__ import annotations

from typing import Final, Literal, NamedTuple

from zeren.text import Text

Outcome = Literal["holds", "fails", "unknown"]
EXIT: Final[dict[Outcome, int]] = {"holds": 0, "fails": 1, "unknown": 3}


class Step(NamedTuple):
    """One thing that was looked at. `code` is stable: signature, issuer, time, status, register, …"""

    code: str
    outcome: Outcome
    words: Text
    member: str = ""

    def as_json(self) -> dict[str, object]:
        return {
            "code": self.code,
            "outcome": self.outcome,
            "member": self.member or None,
            "words": self.words.as_json(),
        }


class Verdict(NamedTuple):
    """The outcome is the worst of its steps; `fails` beats `unknown` beats `holds`."""

    outcome: Outcome
    sentence: Text
    steps: tuple[Step, ...]
    not_proven: tuple[Text, ...]
    statement: dict[str, object] | None = None  # what is signed, for the reader to compare
    shown: tuple[dict[str, object], ...] = ()  # disclosed answers, facts and scores

    def as_json(self) -> dict[str, object]:
        return {
            "verdict": self.outcome,
            "sentence": self.sentence.as_json(),
            "steps": [step.as_json() for step in self.steps],
            "proven": [step.words.as_json() for step in self.steps if step.outcome == "holds"],
            "not_proven": [words.as_json() for words in self.not_proven],
            "statement": self.statement,
            "shown": list(self.shown),
        }
