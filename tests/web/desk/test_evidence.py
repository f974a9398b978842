"""The evidence library: kept once, used often, told by its content, another company's never."""

from __future__ import annotations

import io
import resource
from collections.abc import Callable, Iterator
from copy import copy
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote, unquote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image
from tests.web.conftest import SignIn

from zeren_web.records.models import Cycle, EvidenceFile, EvidenceUse, Person, Response
from zeren_web.records.read.private import desk_of
from zeren_web.records.read.reviewing import desks_of, piece_shown
from zeren_web.records.write.evidence import Described, add_piece, use_piece

LIBRARY = "/me/lamps/evidence/"
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF"
SAID = {"kind": "record", "title": "2025 年消防演练记录（虚构）"}


@pytest.fixture(autouse=True)
def files(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setattr("django.conf.settings.MEDIA_ROOT", tmp_path / "files")
    return tmp_path / "files"


def kept(files: Path) -> list[Path]:
    return [path for path in files.rglob("*") if path.is_file()]


def sent_as(name: str) -> bytes:
    """A form with a file of this name, as no browser would send it."""
    said = "".join(
        f'--edge\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{words}\r\n'
        for key, words in SAID.items()
    )
    head = f"--edge\r\nContent-Disposition: form-data; name=\"file\"; filename*=UTF-8''{quote(name, safe='')}\r\n\r\n"  # fmt: skip
    return (said + head).encode() + PDF + b"\r\n--edge--\r\n"


def photo() -> bytes:
    exif, target = Image.Exif(), io.BytesIO()
    exif.get_ifd(0x8825).update({1: "N", 2: (22.0, 31.0, 0.0)})
    exif[0x010F] = "Fictitious Phone"
    Image.new("RGB", (30, 20)).save(target, "JPEG", exif=exif)
    return target.getvalue()


def add(client: Client, data: bytes = PDF, name: str = "演练.pdf", **more: str) -> EvidenceFile:
    reply = client.post(LIBRARY, {**SAID, **more, "file": SimpleUploadedFile(name, data)})
    assert reply.status_code == 302, reply.content.decode()
    piece: EvidenceFile = EvidenceFile.objects.with_scopes_disabled().latest("pk")
    return piece


def next_year(cycle: Cycle) -> Cycle:
    made = copy(cycle)
    made.pk, made.year = None, cycle.year + 1
    made.save(force_insert=True)
    return made


def test_a_piece_is_kept_by_its_hash_and_comes_back_as_an_attachment(
    response: Response, owner: Person, signed_in: SignIn, files: Path
) -> None:
    client = signed_in(owner)
    piece = add(client, issuer="消防大队（虚构）", period_end="2025-11-09", expires="2030-01-01")

    reply = client.get(f"{LIBRARY}{piece.pk}/file")

    assert kept(files) == [files / f"evidence/lamps/{piece.sha256[:2]}/{piece.sha256}.pdf"]
    assert (piece.size, piece.by, piece.issuer) == (len(PDF), owner, "消防大队（虚构）")
    assert reply.content == PDF
    assert reply["Content-Disposition"].startswith("attachment")
    assert reply["X-Content-Type-Options"] == "nosniff"
    assert response.company.code == "lamps"


@pytest.mark.usefixtures("response")
def test_where_a_photo_was_taken_is_not_kept(owner: Person, signed_in: SignIn, files: Path) -> None:
    add(signed_in(owner), photo(), "IMG_1.JPG")

    [path] = kept(files)
    assert path.suffix == ".jpg"
    assert b"Fictitious" not in path.read_bytes()
    assert not Image.open(io.BytesIO(path.read_bytes())).getexif()


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("营业执照.pdf", "营业执照.pdf"),
        ("\u202efdp.exe", "fdp.pdf"),
        ("a\x00b\r\nSet-Cookie: x.pdf", "abSet-Cookie x.pdf"),
        ("CON", "zeren CON.pdf"),
        ("a" * 300 + ".pdf", "a" * 60 + "…" + "a" * 19 + ".pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("<script>.html", "script.pdf"),
    ],
)
@pytest.mark.usefixtures("response")
def test_a_hostile_name_is_only_a_name(
    owner: Person, signed_in: SignIn, files: Path, name: str, shown: str
) -> None:
    client = signed_in(owner)
    reply = client.post(LIBRARY, sent_as(name), content_type="multipart/form-data; boundary=edge")
    assert reply.status_code == 302
    piece = EvidenceFile.objects.with_scopes_disabled().get()

    header = client.get(f"{LIBRARY}{piece.pk}/file")["Content-Disposition"]

    assert shown in unquote(header), header
    assert "\r" not in header
    assert all(path.parent.parent.parent == files / "evidence" for path in kept(files))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "不是照片、PDF 或 Office 文件"),
        (b"<html><script>alert(1)</script>", "不是照片、PDF 或 Office 文件"),
        (b"%PDF-1.7 /JavaScript", "会自己运行"),
        (b"%PDF-" + bytes(20 << 20), "超过 20 MB"),
    ],
)
@pytest.mark.usefixtures("response")
def test_what_cannot_be_kept_is_told_and_the_words_stay_in_the_form(
    owner: Person, signed_in: SignIn, files: Path, data: bytes, words: str
) -> None:
    reply = signed_in(owner).post(LIBRARY, {**SAID, "file": SimpleUploadedFile("a.pdf", data)})

    shown = reply.content.decode()
    assert reply.status_code == 422
    assert words in shown
    assert SAID["title"] in shown
    assert kept(files) == []


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"kind": "secret"}, "请选一个类别"),
        ({"title": ""}, "请写名称"),
        ({"expires": "去年"}, "不是日期"),
        ({"period_start": "2025-12-01", "period_end": "2025-01-01"}, "止早于起"),
    ],
)
@pytest.mark.usefixtures("response")
def test_what_is_wrong_in_the_words_is_told(
    owner: Person, signed_in: SignIn, more: dict[str, str], words: str
) -> None:
    reply = signed_in(owner).post(LIBRARY, SAID | more)

    assert reply.status_code == 422
    assert words in reply.content.decode()
    assert not EvidenceFile.objects.with_scopes_disabled().exists()


@pytest.fixture
def little_room() -> Iterator[None]:
    """No file of this process may grow beyond 4 KB, as on a disk that is full."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.usefixtures("response", "little_room")
def test_without_room_nothing_is_half_kept(owner: Person, signed_in: SignIn, files: Path) -> None:
    data = PDF + b"\n%" + bytes(100_000)
    reply = signed_in(owner).post(LIBRARY, {**SAID, "file": SimpleUploadedFile("a.pdf", data)})

    assert reply.status_code == 507
    assert "没有存下" in reply.content.decode()
    assert kept(files) == []
    assert not EvidenceFile.objects.with_scopes_disabled().exists()


def test_from_a_question_it_is_attached_at_once_and_one_piece_serves_many(
    response: Response, owner: Person, signed_in: SignIn
) -> None:
    client = signed_in(owner)
    reply = client.post(f"{LIBRARY}?for=2026/E1.1", SAID)
    piece = EvidenceFile.objects.with_scopes_disabled().get()

    assert reply["Location"] == "/me/lamps/2026/evidence/E1.1/"
    client.post("/me/lamps/2026/evidence/E1.2/", {"piece": [str(piece.pk)]})
    assert SAID["title"] in client.get("/me/lamps/2026/q/E1.2/").content.decode()
    desk = desk_of(response, "owner")
    assert [one.question for one in desk.read[0].evidence] == ["E1.1", "E1.2"]

    client.post("/me/lamps/2026/evidence/E1.1/", {})
    assert [use.code for use, _ in desk_of(response, "owner").evidence] == ["E1.2"]


def test_dropped_it_leaves_what_is_open_and_stays_where_it_was_handed_in(
    response: Response, owner: Person, signed_in: SignIn, files: Path
) -> None:
    client = signed_in(owner)
    piece = add(client)
    use_piece(piece, response, "E1.1")
    Response.objects.with_scope(company=response.company_id).update(state="submitted")

    client.post(f"{LIBRARY}{piece.pk}/", {"drop": "1"})

    assert [use.code for use, _ in desk_of(response, "owner").evidence] == ["E1.1"]
    [reviewed] = desks_of([response]).values()
    assert [use.code for use, _ in reviewed.evidence] == ["E1.1"]
    assert piece_shown(response, piece.pk) == piece
    assert SAID["title"] not in client.get(LIBRARY).content.decode()
    assert client.get(f"{LIBRARY}{piece.pk}/file").content == PDF

    Response.objects.with_scope(company=response.company_id).update(state="open")
    other = add(client, PDF + b"\n")
    use_piece(other, response, "E1.2")
    client.post(f"{LIBRARY}{other.pk}/", {"drop": "1"})
    assert len(kept(files)) == 2  # the transaction of this test never ends, so the bytes stay
    assert [use.code for use, _ in desk_of(response, "owner").evidence] == ["E1.1"]
    assert client.get(f"{LIBRARY}{other.pk}/").status_code == 404


def test_what_is_said_of_it_changes_where_it_is_open_and_not_where_it_was_handed_in(
    response: Response, owner: Person, signed_in: SignIn
) -> None:
    client = signed_in(owner)
    piece = add(client, expires="2027-01-31")
    use_piece(piece, response, "E3.1")
    Response.objects.with_scope(company=response.company).update(state="accepted")
    last, response.pk = response.pk, None
    response.cycle = next_year(response.cycle)
    response.state = "open"
    response.save(force_insert=True)
    use_piece(piece, response, "E3.1")

    for _ in range(2):
        again = client.post(
            f"{LIBRARY}{piece.pk}/", {**SAID, "title": "改过", "kind": "certificate"}
        )
    assert again.status_code == 404  # the first is out of the library now

    uses = EvidenceUse.objects.with_scopes_disabled().select_related("piece").order_by("response")
    told = {one.response_id: (one.piece.title, one.piece.kind) for one in uses}
    assert told == {last: (SAID["title"], "record"), response.pk: ("改过", "certificate")}
    assert len({one.piece.sha256 for one in uses}) == 1
    assert "改过" in client.get(LIBRARY).content.decode()
    assert SAID["title"] not in client.get(LIBRARY).content.decode()


@pytest.mark.django_db(transaction=True)
def test_the_bytes_go_with_the_last_piece_that_holds_them(
    owner: Person, signed_in: SignIn, files: Path
) -> None:
    client = signed_in(owner)
    first, second = add(client), add(client, name="again.pdf")
    assert len(kept(files)) == 1

    client.post(f"{LIBRARY}{first.pk}/", {"drop": "1"})
    assert len(kept(files)) == 1
    client.post(f"{LIBRARY}{second.pk}/", {"drop": "1"})
    assert kept(files) == []


def test_expired_and_expiring_are_marked(
    response: Response, owner: Person, signed_in: SignIn
) -> None:
    today = timezone.localdate()
    for title, days in (("过期的", -1), ("快到期的", 30), ("还早的", 300)):
        described = Described("certificate", title, expires=today + timedelta(days=days))
        add_piece(response.company, described, by=owner)
    client = signed_in(owner)

    over = client.get(LIBRARY + "?show=over").content.decode()
    soon = client.get(LIBRARY + "?show=soon").content.decode()

    assert ("过期的" in over, "快到期的" in over, "还早的" in over) == (True, False, False)
    assert ("快到期的" in soon, "还早的" in soon) == (True, False)


def test_another_companys_piece_is_not_there_for_any_verb(
    response: Response, other: Response, owner: Person, stranger: Person, viewer: Person, signed_in: SignIn
) -> None:  # fmt: skip
    piece = add(signed_in(owner))
    client = signed_in(stranger)

    for verb in ("get", "post", "put", "patch", "delete"):
        for company in ("lamps", "cables"):
            for end in ("", "file"):
                path = f"/me/{company}/evidence/{piece.pk}/{end}"
                assert getattr(client, verb)(path, SAID).status_code in {404, 405}
    client.post("/me/cables/2026/evidence/E1.1/", {"piece": [str(piece.pk)]})
    assert not EvidenceUse.objects.with_scopes_disabled().exists()
    assert client.post(f"/me/cables/evidence/?for=2026/E1.1&company={response.pk}", SAID).status_code == 302  # fmt: skip
    assert EvidenceUse.objects.with_scopes_disabled().get().response == other
    looking = signed_in(viewer)
    assert looking.get(f"{LIBRARY}{piece.pk}/file").status_code == 200
    assert looking.post(LIBRARY, SAID).status_code == 404
    assert looking.post(f"{LIBRARY}{piece.pk}/", {"drop": "1"}).status_code == 404
    assert looking.post("/me/lamps/2026/evidence/E1.1/", {"piece": []}).status_code == 404


@pytest.mark.parametrize("many", [1, 3])
def test_however_many_the_database_is_asked_few_times(
    many: int,
    response: Response,
    owner: Person,
    signed_in: SignIn,
    django_assert_max_num_queries: Callable[[int], object],
) -> None:
    for number in range(many):
        piece = add_piece(response.company, Described("record", f"第 {number} 件"), by=owner)
        for code in ("E1.1", "E1.2", "E1.3")[:many]:
            use_piece(piece, response, code)
    client = signed_in(owner)

    for path in (LIBRARY, f"{LIBRARY}{piece.pk}/", "/me/lamps/2026/evidence/E1.1/"):
        with django_assert_max_num_queries(12):  # type: ignore[attr-defined] # a context
            assert client.get(path).status_code == 200
