"""Hundreds of workbooks over all cores: a bar while it runs, bad ones passed over, finished ones kept."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import Literal

import click

from zeren import __version__
from zeren.cli.screen import say, screen_lang
from zeren.files.canonical import sha256
from zeren.files.publication import Order, publish_file
from zeren.problems import Problem, Refused
from zeren.text import Text


@dataclass(frozen=True, slots=True)
class Job:
    """One workbook and the folder its documents go into."""

    workbook: Path
    folder: Path


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one workbook ended: written now, kept from an earlier run, refused, or failed by our fault."""

    job: Job
    state: Literal["written", "kept", "refused", "failed"]
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
    kept = [Outcome(job, "kept") for job in jobs if not again and _is_finished(job, order)]
    done = {outcome.job for outcome in kept}
    waiting = [job for job in jobs if job not in done]
    outcomes = {outcome.job: outcome for outcome in kept}
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
        name, number = workbook.stem, 2
        while name.casefold() in taken:
            name, number = f"{workbook.stem}-{number}", number + 1
        taken.add(name.casefold())
        jobs.append(Job(workbook, out / name))
    return jobs


def _is_finished(job: Job, order: Order) -> bool:
    """Whether the folder holds exactly what this run would write."""
    try:
        manifest = json.loads((job.folder / "manifest.json").read_bytes())
        source = sha256(job.workbook.read_bytes())
        sizes = {file["name"]: file["bytes"] for file in manifest["files"]}
        return (
            (manifest["zeren"], manifest["order"]) == (__version__, order.fingerprint())
            and manifest["source"]["sha256"] == source
            and all((job.folder / name).stat().st_size == size for name, size in sizes.items())
        )
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _run(jobs: Sequence[Job], order: Order) -> Iterator[Outcome]:
    if not jobs:
        return
    workers = min(os.cpu_count() or 1, len(jobs))
    with ProcessPoolExecutor(max_workers=workers, mp_context=get_context("spawn")) as pool:
        queue = iter(jobs)
        running: dict[Future[Outcome], Job] = {
            pool.submit(publish_job, job, order): job for job in islice(queue, 2 * workers)
        }
        try:
            while running:
                finished, _ = wait(running, return_when=FIRST_COMPLETED)
                for future in finished:
                    job = running.pop(future)
                    for following in islice(queue, 1):
                        running[pool.submit(publish_job, following, order)] = following
                    yield _outcome(future, job)
        except KeyboardInterrupt:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _outcome(future: Future[Outcome], job: Job) -> Outcome:
    fault = future.exception()
    return future.result() if fault is None else Outcome(job, "failed", fault=repr(fault))


def publish_job(job: Job, order: Order) -> Outcome:
    """Publish one workbook in a worker; whatever happens to it, the others go on."""
    try:
        publication = publish_file(job.workbook, job.folder, order)
    except Refused as refusal:
        return Outcome(job, "refused", refusal.problems)
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
    "written": Text("已写好", "written"),
    "kept": Text("上次已写好", "kept from before"),
    "refused": Text("读不了", "could not be read"),
    "failed": Text("程序出错", "failed, our fault"),
}


def show_outcomes(outcomes: Sequence[Outcome]) -> None:
    """A table of how each workbook ended, then the problems of those that need somebody."""
    from rich.console import Console
    from rich.table import Table

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
            outcome.job.workbook.name,
            say(_STATES[outcome.state]),
            str(outcome.errors or ""),
            str(notes or ""),
            outcome.job.folder.name if outcome.state in ("written", "kept") else "",
        )
    console = Console()
    console.print(table)
    for outcome in outcomes:
        _show_troubles(outcome)
    counts = {state: sum(outcome.state == state for outcome in outcomes) for state in _STATES}
    click.echo(
        ", ".join(f"{say(_STATES[state])} {count}" for state, count in counts.items() if count)
    )


def _show_troubles(outcome: Outcome) -> None:
    if outcome.state != "failed" and not outcome.errors:
        return
    click.secho(outcome.job.workbook.name, bold=True)
    if outcome.fault:
        click.echo(f"  {outcome.fault}")
    for problem in outcome.problems:
        if problem.level == "error":
            click.echo(f"  {problem.words(screen_lang())}")
