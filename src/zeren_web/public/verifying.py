"""What a file that somebody sends up proves: by the same function as `zeren verify`, with what this
site knows of what was withdrawn. Nothing of the file stays.
"""

from __future__ import annotations

from hashlib import sha256
from typing import Any, Final

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.http import HttpRequest
from django.http.multipartparser import MultiPartParserError
from django.utils import timezone

from zeren.declare.attaching import Full, with_member
from zeren.declare.package import CREDENTIAL, Package
from zeren.declare.recomputing import recomputed_with_ours
from zeren.declare.verdict import Step, Verdict
from zeren.declare.verification import verify as verified
from zeren.files.envelope import MOST_FILE, package_in
from zeren.files.signed import signature_holds
from zeren.problems import Place, Problem, Refused
from zeren.text import Text
from zeren_web.records.read import published

_ROOM: Final = 100_000  # bytes of a request around its file


class InMemory(MemoryFileUploadHandler):
    """A file stays in memory; no disk ever sees it. How large it may be was looked at before."""

    def handle_raw_input(self, *_given: Any, **_named: Any) -> None:  # noqa: ANN401 - Django's
        self.activated = True


def file_sent(request: HttpRequest) -> tuple[bytes, str]:
    """The file of the form, and its name. Raises Refused where there is none, or too much of it."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal() or int(length) > MOST_FILE + _ROOM:
        raise Refused(_NO_FILE)
    request.upload_handlers = [InMemory(request)]
    try:
        file = request.FILES.get("file")
    except (MultiPartParserError, OSError) as fault:
        raise Refused(_NO_FILE) from fault
    if not isinstance(file, UploadedFile):
        raise Refused(_NO_FILE)
    return file.read(), (file.name or "")[-80:]


def verdict_on(content: bytes, name: str) -> Verdict:
    """As the command would say it, with this association trusted and its newest list at hand."""
    package = package_in(content, file=name)
    trusts = published.trusts()
    if (newest := published.status_list()) is not None:
        try:
            package = with_member(package, "status-1.jwt", newest)
        except Full:
            newest = None
    verdict = verified(
        package,
        trusts,
        now=timezone.now().replace(microsecond=0),
        holds=signature_holds,
        recompute=recomputed_with_ours,
    )
    return _with_what_we_know(verdict, package)


def _with_what_we_know(verdict: Verdict, package: Package) -> Verdict:
    """What was withdrawn here is red, whatever the file itself can tell of it; of what the company
    replaced since, that is told.
    """
    credential = package.members.get(CREDENTIAL)
    known = published.registered(sha256(credential).hexdigest()) if credential else None
    if known is None or verdict.outcome == "fails" or known.ended is None:
        return verdict
    day = timezone.localtime(known.ended).date().isoformat()
    if known.state == "superseded":
        words = _REPLACED.format(entry=known.entry, day=day)
        sentence = Text(f"{verdict.sentence.zh}{words.zh}", f"{verdict.sentence.en} {words.en}")
        return verdict._replace(sentence=sentence, not_proven=(words, *verdict.not_proven))
    said = {
        "day": day,
        "reason": known.reason or Text("没有写明", "not stated"),
        "entry": known.entry,
    }
    step = Step("register", "fails", _WITHDRAWN.format(**said))
    sentence = _RED.format(reason=step.words)
    return verdict._replace(outcome="fails", sentence=sentence, steps=(*verdict.steps, step))


_NO_FILE: Final = Problem(
    "verify-no-file",
    "error",
    Place(),
    Text("没有收到文件，或者文件太大。", "No file came in, or it is too large."),
    Text(
        f"请选一个文件：PDF、.zeren 或 declaration.jwt，不超过 {MOST_FILE // 1_000_000} MB。",
        f"Choose a PDF, a .zeren file or declaration.jwt of up to {MOST_FILE // 1_000_000} MB.",
    ),
)
_WITHDRAWN: Final = Text(
    "这份声明已经撤回（公示登记第 {entry} 条，{day}，原因：{reason}）。",
    "This declaration was withdrawn (register entry {entry}, {day}, reason: {reason}).",
)
_REPLACED: Final = Text(
    "企业后来用一份新的声明取代了它（公示登记第 {entry} 条，{day}），请看新的那一份。",
    "The company has replaced it by a new declaration since (register entry {entry}, {day}): go by the new one.",
)
_RED: Final = Text("不要相信这份文件：{reason}", "Do not rely on this file: {reason}")
