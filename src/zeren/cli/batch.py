"""Hundreds of workbooks over all cores: a bar while it runs, bad ones passed over, finished ones kept."""

from __future__ import annotations

import json
import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context, parent_process
from multiprocessing.process import BaseProcess
from pathlib import Path
from threading import Thread
from typing import Final, Literal
from unicodedata import normalize

import click

from zeren import __version__
from zeren.cli.screen import could_not_finish, on_screen, say, screen_lang
from zeren.files.canonical import sha256
from zeren.files.characters import printable
from zeren.files.publication import Order, publish_file
from zeren.problems import Problem, Refused
from zeren.text import Text

_LONGEST_NAME: Final = 200  # bytes; file systems take 255
_RESERVED: Final = {
    "CON",
    "PRN",
    "AUX",
    "NUL",
    *(f"{port}{n}" for port in ("COM", "LPT") for n in range(1, 10)),
}


@dataclass(frozen=True, slots=True)
class Job:
    """One workbook and the folder its documents go into."""

    workbook: Path
    folder: Path


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one workbook ended: written now, kept from an earlier run, refused, not written for want
    of room or rights, or failed by our fault.
    """

    job: Job
    state: Literal["written", "kept", "refused", "unwritten", "failed"]
    problems: tuple[Problem, ...] = ()
    fault: str = ""

    @property
    def errors(self) -> int:
        return sum(problem.level == "error" for problem in self.problems)

    def as_json(self) -> dict[str, object]:
        return {
            "workbook": str(self.job.workbook),
            "folder": str(self.job.folder),
            "state": self.state,
            "problems": [problem.as_json() for problem in self.problems],
            "fault": self.fault or None,
        }


def publish_all(
    workbooks: Sequence[Path], out: Path, order: Order, *, again: bool, quiet: bool
) -> tuple[Outcome, ...]:
    """Publish each workbook into `out`/<its name>; interrupt it and the next run goes on from there."""
    jobs = _jobs(workbooks, out)
    kept = {} if again else {job: outcome for job in jobs if (outcome := _finished(job, order))}
    waiting = [job for job in jobs if job not in kept]
    outcomes = dict(kept)
    with _bar(len(waiting), quiet=quiet) as advance:
        for outcome in _run(waiting, order):
            outcomes[outcome.job] = outcome
            advance(1)
    return tuple(outcomes[job] for job in jobs)


def _jobs(workbooks: Sequence[Path], out: Path) -> list[Job]:
    """A folder a workbook, named after it; equal names get a number."""
    jobs: list[Job] = []
    taken: set[str] = set()
    for workbook in dict.fromkeys(workbooks):
        plain = _folder_name(workbook)
        name, number = plain, 2
        while name.casefold() in taken:
            name, number = f"{plain}-{number}", number + 1
        taken.add(name.casefold())
        jobs.append(Job(workbook, out / name))
    return jobs


def _folder_name(workbook: Path) -> str:
    """The name of a workbook as a folder can bear it everywhere, and never one outside `out`."""
    words = printable(normalize("NFC", workbook.stem)).strip(" .")
    name = "".join("_" if sign in '<>:"/\\|?*\n\t' else sign for sign in words)
    kept = name.encode()[:_LONGEST_NAME].decode(errors="ignore")
    return f"_{kept}" if kept.split(".")[0].upper() in _RESERVED | {""} else kept


def _finished(job: Job, order: Order) -> Outcome | None:
    """How this workbook ended before, if its folder holds exactly what this run would write."""
    try:
        manifest = json.loads((job.folder / "manifest.json").read_bytes())
        hashes = {file["name"]: file["sha256"] for file in manifest["files"]}
        is_finished = (
            (manifest["zeren"], manifest["order"]) == (__version__, order.fingerprint())
            and manifest["source"]["sha256"] == sha256(job.workbook.read_bytes())
            and all(sha256((job.folder / name).read_bytes()) == hashes[name] for name in hashes)
        )
        problems = tuple(map(Problem.of, manifest["problems"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return Outcome(job, "kept", problems) if is_finished else None


def _run(jobs: Sequence[Job], order: Order) -> Iterator[Outcome]:
    """Each job as it ends. Where a worker dies, those it may have died of are tried again, alone."""
    waiting, suspects = deque(jobs), deque[Job]()
    while waiting:
        yield from _in_pool(waiting, order, lost=suspects)
    for job in suspects:
        lost = deque[Job]()
        yield from _in_pool(deque([job]), order, lost=lost)
        if lost:
            yield Outcome(job, "failed", fault=say(_KILLED))


def _in_pool(waiting: deque[Job], order: Order, *, lost: deque[Job]) -> Iterator[Outcome]:
    """Work until nothing waits, or until a worker dies: what was running then is `lost`."""
    workers = min(os.cpu_count() or 1, len(waiting))
    running: dict[Future[Outcome], Job] = {}
    with ProcessPoolExecutor(workers, get_context("spawn"), _end_with_parent) as pool:
        try:
            while waiting or running:
                while waiting and len(running) < 2 * workers:
                    running[pool.submit(publish_job, waiting[0], order)] = waiting[0]
                    waiting.popleft()
                finished, _ = wait(running, return_when=FIRST_COMPLETED)
                for future in finished:
                    outcome = future.result()
                    del running[future]
                    yield outcome
        except BrokenProcessPool:
            lost.extend(running.values())
        except KeyboardInterrupt:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _end_with_parent() -> None:
    """A worker whose parent was killed would wait for work for ever."""

    def watch(parent: BaseProcess) -> None:
        parent.join()
        os._exit(1)

    if parent := parent_process():
        Thread(target=watch, args=(parent,), daemon=True).start()


def publish_job(job: Job, order: Order) -> Outcome:
    """Publish one workbook in a worker; whatever happens to it, the others go on."""
    try:
        publication = publish_file(job.workbook, job.folder, order)
    except Refused as refusal:
        return Outcome(job, "refused", refusal.problems)
    except OSError as fault:
        return Outcome(job, "unwritten", fault=could_not_finish(fault))
    except Exception as fault:  # noqa: BLE001 - one bad workbook must not stop four hundred
        return Outcome(job, "failed", fault=f"{type(fault).__name__}: {fault}")
    return Outcome(job, "written", publication.problems)


@contextmanager
def _bar(length: int, *, quiet: bool) -> Iterator[Callable[[int], None]]:
    """A progress bar on standard error."""
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn(say(Text("生成报告", "Publishing"))),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), disable=quiet) as progress:
        task = progress.add_task("publish", total=length)
        yield lambda number: progress.advance(task, number)


_STATES = {
    "written": Text("已写入", "written"),
    "kept": Text("上次已写入", "kept from before"),
    "refused": Text("读不了", "could not be read"),
    "unwritten": Text("写不进去", "could not be written"),
    "failed": Text("程序出错", "failed, our fault"),
}
_TO_MEND: Final = Text("已写入，还要改", "written, to put right")
_KILLED: Final = Text(
    "处理它的进程被系统中止了，多半是内存不够。",
    "The process at work on it was killed, most likely for want of memory.",
)


def show_outcomes(outcomes: Sequence[Outcome]) -> None:
    """A table of how each workbook ended, then the problems of those that need somebody."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text as Cell

    table = Table()
    for heading in (
        Text("工作簿", "Workbook"),
        Text("结果", "Result"),
        Text("错误", "Errors"),
        Text("提示", "Notes"),
        Text("文件夹", "Folder"),
    ):
        table.add_column(say(heading))
    for outcome in outcomes:
        notes = len(outcome.problems) - outcome.errors
        table.add_row(
            Cell(on_screen(outcome.job.workbook.name)),
            say(_state(outcome)),
            str(outcome.errors or ""),
            str(notes or ""),
            Cell(outcome.job.folder.name if outcome.state in ("written", "kept") else ""),
        )
    console = Console()
    console.print(table)
    for outcome in outcomes:
        _show_troubles(outcome)
    counts = {state: sum(outcome.state == state for outcome in outcomes) for state in _STATES}
    click.echo(
        ", ".join(f"{say(_STATES[state])} {count}" for state, count in counts.items() if count)
    )


def _state(outcome: Outcome) -> Text:
    is_written = outcome.state in ("written", "kept")
    return _TO_MEND if is_written and outcome.errors else _STATES[outcome.state]


def _show_troubles(outcome: Outcome) -> None:
    if not outcome.fault and not outcome.errors:
        return
    click.secho(on_screen(outcome.job.workbook.name), bold=True)
    if outcome.fault:
        click.echo(f"  {outcome.fault}")
    for problem in outcome.problems:
        if problem.level == "error":
            click.echo(f"  {on_screen(problem.words(screen_lang()))}")
