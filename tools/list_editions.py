"""Write the list of what the present edition asks, for it and its supplements, where it has changed.

python tools/list_editions.py
"""

from pathlib import Path

from zeren.standards.editions import list_of
from zeren.standards.load import OUR_SUPPLEMENTS, load_questionnaire

DATA = Path(__file__).resolve().parent.parent / "src" / "zeren" / "standards" / "data" / "editions"


def list_as_toml(id: str, supplement: str = "") -> str:  # noqa: A002
    """A line a code: the first tier that asks it, and a mark of its wording."""
    name = f"{id}'s supplement {supplement}" if supplement else id
    lines = (
        f'"{code}" = ["{one.tier}", "{one.mark}"]' for code, one in list_of(id, supplement).items()
    )
    return "\n".join(
        (
            f"# What this edition of {name} asks; written by tools/list_editions.py.",
            "[asked]",
            *lines,
            "",
        )
    )


def main() -> None:
    for id, supplements in OUR_SUPPLEMENTS.items():  # noqa: A001
        edition = load_questionnaire(id).edition
        for supplement in ("", *supplements):
            path = DATA / (supplement or id) / f"{edition}.toml"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(list_as_toml(id, supplement), encoding="utf-8")
            print(path.relative_to(DATA))


if __name__ == "__main__":
    main()
