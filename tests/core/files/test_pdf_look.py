"""A company's logo and colour in print, and the fonts: what cannot be drawn is left out and said."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from tests.core.files.made_document import made_document
from tests.core.files.test_pdf import CHARTS, of_kind, opened, picture, printed

from zeren.files.fonts import find_fonts
from zeren.files.pdf import logo_problem, print_pages_png, print_pdf
from zeren.problems import Refused
from zeren.publish.document import Look


@pytest.mark.parametrize(
    "look",
    [
        Look(logo=b"no picture", logo_name="logo.png"),
        Look(logo=b"<svg><rect", logo_name="logo.svg"),
        Look(
            logo="<svg xmlns='http://www.w3.org/2000/svg'><text y='9'>😀</text></svg>".encode(),
            logo_name="logo.svg",
        ),
    ],
)
def test_a_logo_that_cannot_be_drawn_is_left_out_and_said(look: Look) -> None:
    problem = logo_problem(look)

    with opened(print_pdf(made_document(look=look), "en")) as pdf:
        assert len(of_kind(pdf, "/Figure")) == CHARTS
    assert problem is not None
    assert (problem.code, problem.place.file) == ("logo-not-drawn", look.logo_name)


def test_a_sound_logo_is_no_problem() -> None:
    look = Look(logo=picture(3000, 60), logo_name="logo.png")

    assert logo_problem(look) is None
    assert logo_problem(Look()) is None


@pytest.mark.parametrize("colour", ["#ffffff", "#ffee00", "red", ""])
def test_white_words_stay_readable_on_any_colour(colour: str) -> None:
    (page,) = print_pages_png(made_document(look=Look(colour)), "en", pages=[1], ppi=20)

    with Image.open(BytesIO(page)) as picture:
        corner = picture.convert("L").getpixel((2, 2))
    assert isinstance(corner, int)
    assert corner < 140


# ── fonts ─────────────────────────────────────────────────────────────────────────────────────


def test_without_a_chinese_font_the_reason_is_said(tmp_path: Path) -> None:
    latin = next(path for path in find_fonts().files if path.suffix == ".otf")
    (tmp_path / latin.name).symlink_to(latin)

    with pytest.raises(Refused) as refused:
        print_pdf(made_document(), "zh", fonts=tmp_path)

    assert [problem.code for problem in refused.value.problems] == ["no-chinese-font"]


def test_a_folder_of_ones_own_fonts_is_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for path in find_fonts().files:
        (tmp_path / path.name).symlink_to(path)
    (tmp_path / "readme.txt").write_text("no font")

    monkeypatch.setenv("ZEREN_FONTS", str(tmp_path))

    assert {path.parent for path in find_fonts().files} == {tmp_path}
    assert not find_fonts().of_machine
    assert print_pdf(made_document(), "zh", fonts=tmp_path) == printed("zh")


def test_a_folder_named_for_fonts_that_holds_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="no font file"):
        find_fonts(tmp_path)
