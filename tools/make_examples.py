"""Make every example's workbook from its answers: `python tools/make_examples.py`."""

from pathlib import Path

from zeren.files.workbook.example import write_example

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"


def main() -> None:
    for answers in sorted(EXAMPLES.glob("*/answers.toml")):
        print(write_example(answers.parent).relative_to(EXAMPLES.parent))


if __name__ == "__main__":
    main()
