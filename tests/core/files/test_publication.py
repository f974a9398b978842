"""What is published, as the finished files hold it: canaries in every unticked cell stay in."""

import io
import json
import re
import zipfile
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pikepdf
import pypdf
import pytest

from zeren.collect.facts import Fact
from zeren.collect.responses import Answer, Evidence, Response, Saying
from zeren.files.publication import Order, publish_file
from zeren.files.workbook.example import read_toml, response_from_toml
from zeren.files.workbook.template import write_template
from zeren.publish.document import Look
from zeren.standards.questionnaires import Questionnaire
from zeren.text import Said

ROOT = Path(__file__).parents[3]
LAMP_WORKS = ROOT / "examples" / "lamp-works" / "answers.toml"
CANARY = "Canary金丝雀"
NUMBER = Decimal(87654321)
FILED = {"report.xhtml", "report-package.zip", "report.xbrl.json"}
OUTWARD = FILED | {
    "report.zh.pdf",
    "report.en.pdf",
    "report.html",
    "report.zh.docx",
    "report.en.docx",
}


@pytest.fixture(scope="module")
def asked() -> Questionnaire:
    return read_toml(LAMP_WORKS)[1]


@pytest.fixture(scope="module")
def plain(asked: Questionnaire) -> Response:
    return response_from_toml(read_toml(LAMP_WORKS)[0], asked)


def with_canaries(response: Response, asked: Questionnaire) -> Response:
    """Every cell that is not ticked says something else, and says it loudly."""
    ticked = response.published
    words = {field.code for field in asked.fields if field.kind in {"text", "long-text"}}
    numbers = {asked.address(field.code) for field in asked.fields if field.code in ticked}

    def other(answer: Answer) -> Answer:
        if answer.question in ticked:
            return answer
        if isinstance(answer.said, Saying) and answer.question in asked.red_line_of:
            return answer._replace(said=Saying.BROKEN, words=Said.of(CANARY))
        return answer._replace(said=0, words=Said.of(CANARY))

    def loud(fact: Fact) -> Fact:
        return fact if fact.code in numbers else fact._replace(value=NUMBER)

    return replace(
        response,
        profile={
            code: Said.of(CANARY) if code in words and code not in ticked else value
            for code, value in response.profile.items()
        },
        answers=tuple(other(answer) for answer in response.answers),
        facts=tuple(loud(fact) for fact in response.facts),
        evidence=(
            *(piece for piece in response.evidence if piece.question in ticked),
            *(
                Evidence(code, "record", Said.of(CANARY), issuer=CANARY, link=f"{CANARY}.pdf")
                for code in asked.question_of
                if code not in ticked
            ),
        ),
    )


def publish(response: Response, asked: Questionnaire, folder: Path) -> Path:
    folder.mkdir()
    book = folder / "answers.xlsx"
    write_template(asked, book, lang="both", response=response)
    publish_file(book, folder / "out", Order(date="2026-11-22", look=Look(), xbrl=True))
    return folder / "out"


@pytest.fixture(scope="module")
def loud(plain: Response, asked: Questionnaire, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return publish(with_canaries(plain, asked), asked, tmp_path_factory.mktemp("loud") / "x")


@pytest.fixture(scope="module")
def quiet(plain: Response, asked: Questionnaire, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return publish(plain, asked, tmp_path_factory.mktemp("quiet") / "x")


def everything_in(path: Path) -> str:
    """All that a program could find in a file: streams unpacked, parts unzipped, text extracted."""
    content = path.read_bytes()
    if path.suffix in {".docx", ".zip"}:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            return "".join(parts.read(name).decode("utf-8", "replace") for name in parts.namelist())
    if path.suffix == ".pdf":
        text = "".join(page.extract_text() for page in pypdf.PdfReader(path).pages)
        with pikepdf.open(path) as pdf:
            streams = [
                one.read_bytes().decode("utf-8", "replace")
                for one in pdf.objects
                if isinstance(one, pikepdf.Stream) and one.get("/Subtype") != "/CIDFontType0C"
            ]
        return text + "".join(streams)
    return content.decode()


def test_the_canaries_sing_inside(loud: Path) -> None:
    """Else the other tests could not fail."""
    assert CANARY in (loud / "response.json").read_text()
    assert str(NUMBER) in (loud / "response.json").read_text()


@pytest.mark.parametrize("name", sorted(OUTWARD))
def test_no_canary_gets_out(loud: Path, name: str) -> None:
    content = re.sub(r"\s", "", everything_in(loud / name))

    assert "Canary" not in content
    assert "金丝雀" not in content
    assert str(NUMBER) not in content
    assert f"{NUMBER:,}" not in content


@pytest.mark.parametrize("name", sorted(OUTWARD))
def test_what_is_not_ticked_does_not_change_a_byte(loud: Path, quiet: Path, name: str) -> None:
    assert (loud / name).read_bytes() == (quiet / name).read_bytes()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_outward_pdf_carries_the_published_facts_and_nothing_else(
    quiet: Path, lang: str
) -> None:
    with pikepdf.open(quiet / f"report.{lang}.pdf") as pdf:
        attached = {
            name: json.loads(file.get_file().read_bytes()) for name, file in pdf.attachments.items()
        }

    assert list(attached) == ["published-facts.json"]
    facts = {fact["code"]: fact["value"] for fact in attached["published-facts.json"]["facts"]}
    assert facts == {"sme/electricity": "486200", "sme/water": "4310", "sme/training-hours": "1140"}


@pytest.mark.parametrize("name", ["diagnosis.zh.pdf", "diagnosis.en.pdf"])
def test_the_diagnosis_carries_nothing_but_its_pages(quiet: Path, name: str) -> None:
    with pikepdf.open(quiet / name) as pdf:
        assert len(pdf.attachments) == 0


@pytest.mark.parametrize("name", sorted(OUTWARD))
def test_no_outward_file_names_the_response(quiet: Path, name: str) -> None:
    """A hash of the whole response would confirm a guess at the unpublished part."""
    manifest = json.loads((quiet / "manifest.json").read_bytes())
    hashes = [file["sha256"] for file in manifest["files"]] + [manifest["source"]["sha256"]]

    content = everything_in(quiet / name)

    assert [digest for digest in hashes if digest in content] == []
