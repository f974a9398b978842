"""What a colleague without an account is shown: these questions with all their help, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from django.http import QueryDict

from zeren.files.entered import Entered
from zeren.files.workbook.said import title_of
from zeren.publish.wording import unit_words
from zeren.standards.questionnaires import Field, Question
from zeren.text import Said, Text
from zeren_web.desk.choices import Choice
from zeren_web.desk.forms.answers import Sent, sent
from zeren_web.desk.progress import Asked
from zeren_web.desk.rows import choices_of, lines_of
from zeren_web.records.models import Answer, Errand
from zeren_web.records.read.private import Desk, desk_of


@dataclass(frozen=True, slots=True)
class Item:
    """One question or field of an errand."""

    asked: Asked
    is_field: bool
    title: Text
    entered: Entered
    base: int
    choices: tuple[Choice, ...]
    unit: Text | None
    example: Text | None
    errors: tuple[Text, ...] = ()
    theirs: tuple[Text | Said, ...] = ()

    @property
    def select(self) -> bool:
        return self.is_field and len(self.choices) > 4  # noqa: PLR2004 - more do not fit a row


def desk_for_errand(errand: Errand) -> Desk:
    """The response as far as the errand goes: only its answers are read, no evidence with them."""
    return replace(desk_of(errand.response, "errand", codes=tuple(errand.codes)), evidence=())


def items_of(
    desk: Desk,
    codes: list[str],
    *,
    typed: Mapping[str, Sent] | None = None,
    theirs: Mapping[str, Answer] | None = None,
) -> tuple[Item, ...]:
    return tuple(_items(desk, codes, typed or {}, theirs or {}))


def _items(
    desk: Desk, codes: list[str], typed: Mapping[str, Sent], theirs: Mapping[str, Answer]
) -> Iterator[Item]:
    questionnaire = desk.questionnaire
    for code in codes:
        asked = questionnaire.matter_of.get(code)
        if asked is None:  # asked no more
            continue
        is_field = isinstance(asked, Field)
        came, other = typed.get(code), theirs.get(code)
        answer = other or desk.answers.get(code)
        entered = came.entered if came else desk.entered.get(code, Entered())
        yield Item(
            asked,
            is_field,
            asked.title,
            entered,
            answer.version if answer else 0,
            choices_of(asked, entered),
            unit_words(asked.unit) if isinstance(asked, Field) and asked.unit else None,
            asked.example_for(desk.company.sector) if isinstance(asked, Question) else None,
            tuple(came.errors.values()) if came else (),
            tuple(lines_of(asked, Entered.of(other.entry))) if other else (),
        )


def sent_with(form: QueryDict, desk: Desk, codes: list[str]) -> dict[str, Sent]:
    """What was filled in under each code; nothing but the errand's codes can be set."""
    return {
        code: sent(
            {
                name: str(form[f"{name}-{code}"])
                for name in ("said", "words", "reason", "base")
                if f"{name}-{code}" in form
            },
            desk.entered.get(code, Entered()),
        )
        for code in codes
    }


def titled(desk: Desk, errands: list[Errand]) -> list[tuple[Errand, tuple[Text, ...]]]:
    """Errands with the titles of what they ask."""
    return [
        (one, tuple(title_of(desk.questionnaire, code) for code in one.codes)) for one in errands
    ]
