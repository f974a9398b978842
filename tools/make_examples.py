"""Make every example's workbooks from its answers and its form, and the README's pictures from the first one.

python tools/make_examples.py
"""

from pathlib import Path

from zeren.assess.result import assess
from zeren.files.answers import read_answers
from zeren.files.declaration_form.example import write_form_example
from zeren.files.pdf import print_pages_png
from zeren.files.publication import Order, two_documents
from zeren.files.workbook.example import write_example
from zeren.publish.document import Look

ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    for answers in sorted(ROOT.glob("examples/*/answers.toml")):
        print(write_example(answers.parent).relative_to(ROOT))
    for form in sorted(ROOT.glob("examples/*/declaration.toml")):
        print(write_form_example(form.parent).relative_to(ROOT))
    read = read_answers(ROOT / "examples" / "lamp-works" / "answers.xlsx")
    order = Order(date="2026-11-22", look=Look())
    inward, outward = two_documents(read, assess(read.questionnaire, read.response), order)
    pictures = {
        "diagnosis-1.zh.png": print_pages_png(inward, "zh", pages=[1], ppi=60),
        "diagnosis-risks.en.png": print_pages_png(inward, "en", pages=[5], ppi=60),
        "report-1.en.png": print_pages_png(outward, "en", pages=[1], ppi=60),
    }
    for name, (page,) in pictures.items():
        path = ROOT / "docs" / "pictures" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(page)
        print(path.relative_to(ROOT))


if __name__ == "__main__":
    main()
