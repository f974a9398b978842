"""A `.zeren` file is one thing only: members, whole, nothing beside or between them."""

from __future__ import annotations

import os
import struct
import subprocess
import sys
import warnings
import zipfile
from collections.abc import Callable, Mapping
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from time import process_time
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.cli.command import LAMP_WORKS
from tests.core.files.made_blocks import STORED, with_tables, zip_of_blocks
from tests.core.files.made_declaration import MEMBERS, made_declaration, sealed

from zeren.declare.package import MOST_BYTES, Package
from zeren.files.bundle import read_bundle, write_bundle
from zeren.files.declaration_files import rendered
from zeren.files.envelope import MOST_FILE, package_in, package_of
from zeren.problems import Refused
from zeren.text import LANGS

JWT: Final = MEMBERS["declaration.jwt"]
BUNDLE: Final = write_bundle(Package(MEMBERS))
NAMES: Final = ("declaration.jwt", "statement.json", "answers.sd-jwt", "did.json", "proof.json", "identity-1.jwt", "check-9.jwt", "status-3.jwt")  # fmt: skip


def zipped(
    members: Mapping[str, bytes] | list[tuple[str, bytes]],
    *,
    packing: int = zipfile.ZIP_DEFLATED,
    link: bool = False,
) -> bytes:
    pairs = members if isinstance(members, list) else list(members.items())
    written = BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the same name twice
        with zipfile.ZipFile(written, "w", packing) as target:
            for name, content in pairs:
                entry = zipfile.ZipInfo(name)
                entry.compress_type = packing
                entry.external_attr = (0o120777 if link else 0o100644) << 16
                target.writestr(entry, content)
    return written.getvalue()


def refused(data: bytes) -> str:
    with pytest.raises(Refused) as caught:
        read_bundle(data, file="declaration.zeren")
    (problem,) = caught.value.problems
    assert (problem.level, problem.place.file) == ("error", "declaration.zeren")
    assert all("{" not in problem.words(lang) for lang in LANGS)
    return problem.code


# ── what comes out ────────────────────────────────────────────────────────────────────────────


@given(st.dictionaries(st.sampled_from(NAMES), st.binary(max_size=300)))
def test_what_was_written_is_read(members: dict[str, bytes]) -> None:
    if not members:
        return
    kept = {name: b"x" + content for name, content in members.items()}

    assert read_bundle(write_bundle(Package(kept)), file="x").members == kept


def test_equal_members_give_equal_bytes() -> None:
    turned = dict(reversed(MEMBERS.items()))

    assert write_bundle(Package(turned)) == BUNDLE
    assert sha256(BUNDLE).hexdigest() == sha256(write_bundle(Package(dict(MEMBERS)))).hexdigest()


def test_any_zip_program_reads_it() -> None:
    with zipfile.ZipFile(BytesIO(BUNDLE)) as opened:
        assert {name: opened.read(name) for name in opened.namelist()} == MEMBERS
        assert opened.testzip() is None


@pytest.mark.parametrize("packing", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_zip_that_somebody_else_made_is_read(packing: int) -> None:
    assert read_bundle(zipped(MEMBERS, packing=packing), file="x").members == MEMBERS


def test_a_zip_written_without_going_back_is_read() -> None:
    class Pipe(BytesIO):
        def seekable(self) -> bool:
            return False

        def seek(self, *_: int) -> int:
            raise OSError

    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in MEMBERS.items():
            target.writestr(name, content)

    assert read_bundle(pipe.getvalue(), file="x").members == MEMBERS


def test_only_members_are_written() -> None:
    with pytest.raises(ValueError, match=r"disclosures\.json"):
        write_bundle(Package({"disclosures.json": b"{}"}))


# ── what is refused ───────────────────────────────────────────────────────────────────────────


def encrypted() -> bytes:
    data = bytearray(BUNDLE)
    data[6] |= 1
    data[BUNDLE.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def lying() -> bytes:
    """The directory and the header say that the first member is shorter than it is."""
    data = bytearray(zipped({"declaration.jwt": b"a" * 5_000}))
    for at in (22, data.index(b"PK\x01\x02") + 24):
        data[at : at + 4] = struct.pack("<I", 10)
    return bytes(data)


def with_a_gap() -> bytes:
    """Bytes between the last member and the directory, whose place is told rightly."""
    at = BUNDLE.index(b"PK\x01\x02")
    hidden = b"PK\x03\x04 hidden"
    data = bytearray(BUNDLE[:at] + hidden + BUNDLE[at:])
    data[-6:-2] = struct.pack("<I", at + len(hidden))
    return bytes(data)


HARM: Final[dict[str, tuple[Callable[[], bytes], str]]] = {
    "another file": (lambda: zipped({**MEMBERS, "readme.txt": b"x"}), "envelope-other-member"),
    "a folder": (lambda: zipped({"declaration/": b""}), "envelope-other-zip"),
    "in a folder": (lambda: zipped({"a/declaration.jwt": JWT}), "envelope-other-zip"),
    "what stays at home": (lambda: zipped({"disclosures.json": b"x"}), "envelope-other-zip"),
    "a workbook": (LAMP_WORKS.read_bytes, "envelope-workbook"),
    "a letter": (lambda: zipped(dict.fromkeys(["[Content_Types].xml", "word/document.xml"], b"x")), "envelope-document"),
    "slides": (lambda: zipped(dict.fromkeys(["[Content_Types].xml", "ppt/presentation.xml"], b"x")), "envelope-slides"),
    "a path upwards": (lambda: zipped({"../declaration.jwt": JWT}), "envelope-odd-zip"),
    "a root path": (lambda: zipped({"/declaration.jwt": JWT}), "envelope-odd-zip"),
    "capitals": (lambda: zipped({"Declaration.jwt": JWT}), "envelope-other-zip"),
    "a look-alike": (lambda: zipped({"declаration.jwt": JWT}), "envelope-other-zip"),
    "a tenth": (lambda: zipped({"check-10.jwt": JWT}), "envelope-other-zip"),
    "a line end": (lambda: zipped({"declaration.jwt\n": JWT}), "envelope-odd-zip"),
    "twice": (lambda: zipped([("proof.json", b"1"), ("proof.json", b"2")]), "envelope-same-name"),
    "a link": (lambda: zipped({"declaration.jwt": b"/etc/hosts"}, link=True), "envelope-link"),
    "encrypted": (encrypted, "envelope-password"),
    "nested": (lambda: zipped({"declaration.jwt": BUNDLE}), "envelope-nested"),
    "a PDF inside": (lambda: zipped({"declaration.jwt": b"%PDF-1.7\n"}), "envelope-nested"),
    "other packing": (lambda: zipped(MEMBERS, packing=zipfile.ZIP_LZMA), "envelope-packing"),
    "a lie about sizes": (lying, "envelope-false-size"),
    "a bomb": (lambda: zipped({"declaration.jwt": b"\0" * 50_000_000}), "envelope-unpacks-too-large"),
    "too much together": (
        lambda: zipped(dict.fromkeys(NAMES[:3], b"x" * (MOST_BYTES // 2))),
        "envelope-unpacks-too-large",
    ),
    "blocks of nothing": (lambda: zip_of_blocks({"did.json": b"[]"}, STORED * 6_000_000), "envelope-too-complicated"),
    "blocks of tables": (lambda: zip_of_blocks({"did.json": b"[]"}, with_tables() * 300_000), "envelope-too-complicated"),
    "cut off": (lambda: BUNDLE[:-9], "envelope-cut-off"),
    "bytes behind": (lambda: BUNDLE + b"more", "envelope-damaged"),
    "bytes before": (lambda: b"PK\x03\x04more" + BUNDLE, "envelope-damaged"),
    "bytes between": (with_a_gap, "envelope-hidden"),
    "many parts": (lambda: zipped([(f"{at}", b"") for at in range(3_000)]), "envelope-damaged"),
    "nothing": (lambda: zipped({}), "envelope-kind"),
}  # fmt: skip


@pytest.mark.parametrize("harm", HARM)
def test_whatever_is_not_plain_is_refused_at_once(harm: str) -> None:
    make, code = HARM[harm]
    data = make()
    start = process_time()

    assert refused(data) == code
    assert process_time() - start < 0.5


def test_any_byte_changed_is_noticed_or_changes_nothing_else() -> None:
    """No single byte makes another set of names; content is held by its checksum."""
    for at in range(len(BUNDLE)):
        data = bytearray(BUNDLE)
        data[at] ^= 0x15
        try:
            read = read_bundle(bytes(data), file="x").members
        except Refused:
            continue
        assert read == MEMBERS


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        read_bundle(b"PK\x03\x04" + data, file="x")
    except Refused:
        return


# ── opening a file, whatever it is called ─────────────────────────────────────────────────────


def opened(path: Path, data: bytes) -> dict[str, bytes]:
    path.write_bytes(data)
    return dict(package_of(path).members)


def test_a_file_is_known_by_what_is_in_it(tmp_path: Path) -> None:
    files = rendered(made_declaration(), sealed())

    for name, content in files.items():
        assert opened(tmp_path / f"{name}.txt", content) == MEMBERS
    assert opened(tmp_path / "a.pdf", JWT) == {"declaration.jwt": JWT}
    assert opened(tmp_path / "b.pdf", MEMBERS["answers.sd-jwt"]) == {
        "answers.sd-jwt": MEMBERS["answers.sd-jwt"]
    }


def code_of(path: Path) -> str:
    with pytest.raises(Refused) as caught:
        package_of(path)
    (problem,) = caught.value.problems
    return problem.code


def test_what_cannot_be_opened_is_said(tmp_path: Path) -> None:
    empty, large = tmp_path / "empty", tmp_path / "large"
    empty.write_bytes(b"")
    large.touch()
    os.truncate(large, MOST_FILE + 1)
    without = tmp_path / "without.zeren"
    without.write_bytes(write_bundle(Package({"statement.json": b"{}"})))
    other = tmp_path / "other.pdf"
    other.write_bytes(b"GIF89a")

    assert code_of(empty) == "file-empty"
    assert code_of(large) == "envelope-too-large"
    assert code_of(without) == "envelope-no-declaration"
    assert code_of(other) == "envelope-kind"
    assert code_of(tmp_path) == "file-missing"
    assert code_of(tmp_path / "nobody\0home") == "file-missing"


def test_opening_takes_little_of_the_time_of_a_verification(tmp_path: Path) -> None:
    path = tmp_path / "declaration.pdf"
    path.write_bytes(rendered(made_declaration(), sealed())["declaration.zh.pdf"])
    code = (
        "import sys, time; from pathlib import Path; from zeren.files.envelope import package_of;"
        "package_of(Path(sys.argv[1])); print(time.process_time(),"
        "any(name.split('.')[0] in ('typst', 'pikepdf', 'pymupdf', 'zxingcpp') for name in sys.modules))"
    )

    command = [sys.executable, "-c", code, str(path)]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()  # noqa: S603

    assert float(told[0]) < 0.6  # 0.08 on a quiet machine; the bar is measured by make bench
    assert told[1] == "False"


# ── what is handed out ────────────────────────────────────────────────────────────────────────


def test_the_same_declaration_gives_the_same_files() -> None:
    files = rendered(made_declaration(), sealed())

    assert list(files) == ["declaration.zh.pdf", "declaration.en.pdf", "declaration.zeren"]
    assert rendered(made_declaration(), sealed()) == files


def test_other_members_give_other_files() -> None:
    files = rendered(made_declaration(), sealed())
    others = rendered(
        made_declaration(), sealed()._replace(members={**MEMBERS, "proof.json": b"{}"})
    )

    assert all(others[name] != content for name, content in files.items())


def test_two_pdfs_and_the_bundle_take_little_time() -> None:
    code = (
        "import time; from tests.core.files.made_declaration import made_declaration, sealed;"
        "start = time.process_time(); from zeren.files.declaration_files import rendered;"
        "rendered(made_declaration(), sealed()); print(time.process_time() - start)"
    )

    command = [sys.executable, "-c", code]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout  # noqa: S603

    assert float(told) < 2  # 0.2 on a quiet machine; the bar is measured by make bench


@pytest.mark.parametrize("name", ["x" * 300, "x\0", "a/b/c", "x" * 5000])
def test_a_name_that_no_file_can_have_is_refused_in_words(tmp_path: Path, name: str) -> None:
    with pytest.raises(Refused) as caught:
        package_of(tmp_path / name)

    (problem,) = caught.value.problems
    assert problem.code in {"file-missing", "file-unreadable"}
    assert problem.words("en").strip()


def test_bytes_that_were_sent_are_opened_like_a_file(tmp_path: Path) -> None:
    path = tmp_path / "sent.zeren"
    path.write_bytes(BUNDLE)

    assert package_in(BUNDLE, file="sent.zeren") == package_of(path)
    with pytest.raises(Refused) as refused:
        package_in(b"", file="sent.zeren")
    assert refused.value.problems[0].code == "file-empty"
    with pytest.raises(Refused) as refused:
        package_in(b"\0" * (MOST_FILE + 1), file="sent.zeren")
    assert refused.value.problems[0].code == "envelope-too-large"
