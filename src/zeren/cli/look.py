"""How printed pages look, wherever something is printed: the company's logo and colour."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from zeren.cli.screen import say
from zeren.problems import Problem, Refused
from zeren.text import Text

if TYPE_CHECKING:
    from zeren.publish.document import Look


def look_options(command: Any) -> Any:  # noqa: ANN401 - click decorates anything callable
    """Add `--logo` and `--colour`."""
    logo = click.option(
        "--logo",
        metavar="FILE",
        type=click.Path(path_type=Path),
        help=say(Text("企业标志：PNG、JPEG 或 SVG。", "The company's logo: PNG, JPEG or SVG.")),
    )
    colour = click.option(
        "--colour",
        metavar="HEX",
        help=say(Text("企业颜色，例如 #0f5c55。", "The company's colour, for example #0f5c55.")),
    )
    return logo(colour(command))


def look_of(logo: Path | None, colour: str | None) -> Look:
    """Raises Refused for a picture or a colour that will not do."""
    from zeren.files.images import read_logo, readable_colour
    from zeren.publish.document import Look as Made

    shade = readable_colour(colour) if colour else Made().colour
    if isinstance(shade, Problem):
        raise Refused(shade)
    content, name = read_logo(logo) if logo else (None, "")
    return Made(colour=shade, logo=content, logo_name=name)
