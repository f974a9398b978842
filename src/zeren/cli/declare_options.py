"""The options of `zeren declare` that stand in for a form, and what they say."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from zeren.cli.screen import say
from zeren.text import Text

if TYPE_CHECKING:
    from zeren.declare.from_options import Spoken
    from zeren.declare.from_response import Filled
    from zeren.files.answers import Read

_COMMA: Final = re.compile(r"[,，]")


def spoken_options(command: Any) -> Any:  # noqa: ANN401 - click decorates anything callable
    """Add `--standard`, `--claim`, `--signer`, `--place` and `--address`."""
    options = (
        click.option("--standard", "standards", metavar="ID", multiple=True, help=say(_STANDARD)),
        click.option("--claim", "claims", metavar="KIND", multiple=True, help=say(_CLAIM)),
        click.option("--signer", metavar='"NAME, FUNCTION"', help=say(_SIGNER)),
        click.option("--place", metavar="WORDS", help=say(_PLACE)),
        click.option("--address", metavar="WORDS", help=say(_ADDRESS)),
    )
    for option in reversed(options):
        command = option(command)
    return command


def spoken_in(given: Mapping[str, Any]) -> Spoken | None:
    """What the options say, None where none was given; raises UsageError for half of a pair."""
    if not any(given.values()):
        return None
    from zeren.declare.from_options import Spoken as Made

    standards, claims = given["standards"], given["claims"]
    if len(standards) != len(claims):
        raise click.UsageError(say(_PAIRS))
    name, function = _signer(given["signer"]) if given["signer"] else ("", "")
    return Made(
        claims=tuple(zip(standards, claims, strict=True)),
        signatory=name,
        function=function,
        place=given["place"] or "",
        address=given["address"] or "",
    )


def filled_by(spoken: Spoken, read: Read, answers: Path, *, day: str) -> Filled:
    """The form that the options make; documents lie beside the answers."""
    from zeren.declare.from_options import filled_from
    from zeren.declare.prefilled import confirmed
    from zeren.files.declaration_form.documents import hash_beside

    def hash_of(name: str) -> str | None:
        found = hash_beside(answers.absolute().parent, name)
        return found if isinstance(found, str) else None

    assert read.questionnaire is not None  # noqa: S101 - the caller looked
    response = confirmed(read.response, read.awaiting)
    return filled_from(
        spoken, response, read.questionnaire, day=day, hash_of=hash_of, cells=read.places
    )


def _signer(words: str) -> tuple[str, str]:
    """Name and function, parted at the last comma."""
    commas = [found.start() for found in _COMMA.finditer(words)]
    at = commas[-1] if commas else len(words)
    name, function = words[:at].strip(), words[at + 1 :].strip()
    if not name or not function:
        raise click.UsageError(say(_NO_FUNCTION))
    return name, function


_STANDARD: Final = Text(
    "不用表时：对哪个标准作声明，写编号或编号的开头。和 --claim 成对，可以写几次。",
    "Without a form: the standard to speak of, by its id or the beginning of it. In a pair with --claim; may be repeated.",
)
_CLAIM: Final = Text(
    "对它说什么，例如 used-as-guidance 或 supports；标准不允许的不收。",
    "What to say of it, such as used-as-guidance or supports; what the standard does not permit is refused.",
)
_SIGNER: Final = Text(
    "不用表时：签署人的姓名和职务，中间用逗号。先征得本人同意。",
    "Without a form: who signs, name and function with a comma between. Ask that person first.",
)
_PLACE: Final = Text("不用表时：签发地点。", "Without a form: the place of issue.")
_ADDRESS: Final = Text(
    "不用表时：企业地址，不写就用答卷里的省份和城市。",
    "Without a form: the company's address; region and city of the answers if you say nothing.",
)
_PAIRS: Final = Text(
    "--standard 和 --claim 要成对写：每个标准后面一个说法。",
    "Give --standard and --claim in pairs: one claim for every standard.",
)
_NO_FUNCTION: Final = Text(
    "--signer 要写姓名和职务，中间用逗号，例如 --signer “演示签署人，总经理”。",
    'Write name and function in --signer with a comma between, such as --signer "Demo signatory, General manager".',
)
