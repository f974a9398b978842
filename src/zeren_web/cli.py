"""`zeren serve | worker | backup | restore | demo`: the web from the command line."""

from __future__ import annotations

import os
import secrets
import socket
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

from zeren.cli.screen import print_problems, say
from zeren.problems import Place, Problem, Refused
from zeren.text import Text

T = TypeVar("T")
_EXTRA = Text(
    "网站是另装的部分：pip install 'zeren[web]'。在源码里用 make setup。",
    "The web is an extra: pip install 'zeren[web]'. In a checkout: make setup.",
)
_WORKING = Text(
    "开始做后台的事。按 Ctrl+C 停，手上的会做完。",
    "Doing what waits in the background. Ctrl+C stops it after the job in hand.",
)
HOME = click.option(
    "--home",
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    help=say(
        Text(
            "数据文件夹；不写则用 ZEREN_HOME，再不写则用当前目录下的 zeren-data。",
            "The data folder; else ZEREN_HOME, else zeren-data in the current folder.",
        )
    ),
)


def _begin(home: Path | None) -> None:
    """Tell Django where everything is, and bring the database up to date."""
    if home is not None:
        os.environ["ZEREN_HOME"] = str(home)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zeren_web.config.settings")
    try:
        import django
        import granian  # noqa: F401 - the other half of the extra
    except ImportError as fault:
        raise click.UsageError(say(_EXTRA)) from fault
    from django.core.exceptions import ImproperlyConfigured

    try:
        django.setup()
    except ImproperlyConfigured as fault:
        raise click.UsageError(str(fault)) from fault


def _can_send_codes() -> None:
    """Refuse to serve with a class for messages that cannot be used; a backup needs none."""
    from django.core.exceptions import ImproperlyConfigured

    from zeren_web.desk.accounts import messages

    try:
        messages()
    except ImproperlyConfigured as fault:
        raise click.UsageError(str(fault)) from fault


def _made_ready() -> None:
    """The tables, the cache's table and the files that pages need; quick where nothing is new."""
    from django.conf import settings
    from django.core.management import call_command
    from django.db import DatabaseError

    from zeren_web.backup.restoring import refuse_unfinished

    refuse_unfinished(settings.HOME)
    try:
        call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)
    except DatabaseError as fault:
        raise Refused(_no_database(fault)) from fault
    call_command("collectstatic", verbosity=0, interactive=False)


def _no_database(fault: Exception) -> Problem:
    first = str(fault).strip().partition("\n")[0]
    return Problem(
        "database-out-of-reach",
        "error",
        Place(field="ZEREN_DATABASE_URL" if os.environ.get("ZEREN_DATABASE_URL") else "ZEREN_HOME"),
        Text(f"数据库打不开：{first}。", f"The database cannot be opened: {first}."),
        Text(
            "请看它开着没有、地址和密码对不对、文件夹能不能写。",
            "See whether it runs, whether address and password are right, and whether the folder can be written.",
        ),
    )


def _is_free(host: str, port: int) -> None:
    """Raises Refused where something else listens there already, or the address is not ours."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except OSError as fault:
        raise Refused(
            Problem(
                "address-taken",
                "error",
                Place(field="--host, --port"),
                Text(
                    f"{host}:{port} 用不了：{fault.strerror}。",
                    f"{host}:{port} cannot be used: {fault.strerror}.",
                ),
                Text(
                    "请换一个端口，例如 --port 8001。",
                    "Choose another port, for example --port 8001.",
                ),
            )
        ) from fault


@click.command(
    help=say(
        Text(
            "在本机开网站；先更新数据库。",
            "Open the site on this machine; the database is brought up to date first.",
        )
    )
)
@HOME
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--processes", default=1, show_default=True, type=click.IntRange(1, 64))
def serve(home: Path | None, host: str, port: int, processes: int) -> None:
    os.environ.setdefault("ZEREN_URL", f"http://{host}:{port}")
    _is_free(host, port)
    _begin(home)
    _can_send_codes()
    _made_ready()
    from django.conf import settings
    from granian import Granian
    from granian.constants import Interfaces

    click.echo(
        say(
            Text(
                f"网站开在 {settings.URL}，数据在 {settings.HOME}。按 Ctrl+C 停。",
                f"Open at {settings.URL}; the data is in {settings.HOME}. Ctrl+C stops it.",
            )
        )
    )
    server: Any = Granian(
        "zeren_web.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=processes,
        blocking_threads=4,
        log_enabled=False,
        respawn_failed_workers=True,
        respawn_interval=0.5,
    )
    from zeren_web.background.beside import worker_beside

    os.environ["ZEREN_SERVED_BY"] = str(os.getpid())  # for the processes that answer pages
    with worker_beside(_work_beside):
        server.serve()


@click.command(
    help=say(
        Text(
            "在后台做事：发信、印报告。zeren serve 旁边已有一个，事情多时可以再开。",
            "Work in the background: letters, printing. One runs beside zeren serve; start more where there is much to do.",
        )
    )
)
@HOME
@click.option(
    "--until-empty",
    is_flag=True,
    help=say(Text("等着的做完就停。", "Stop once nothing waits.")),
)
def worker(home: Path | None, *, until_empty: bool) -> None:
    _begin(home)
    _made_ready()
    from zeren_web.background.worker import Stop, work

    stop = Stop()
    stop.listen()
    click.echo(say(_WORKING))
    work(_with_the_time, stop, until_empty=until_empty)
    click.echo(say(Text("停了。", "Stopped.")))


def _work_beside() -> None:
    """The worker that `zeren serve` keeps; it ends with the server."""
    _begin(None)
    from zeren_web.background.worker import Stop, work

    stop = Stop(parent=int(os.environ["ZEREN_SERVED_BY"]))
    stop.listen()
    work(_with_the_time, stop)


def _with_the_time(words: Text) -> None:
    from django.utils import timezone

    click.echo(f"{timezone.localtime():%H:%M:%S}  {say(words)}")


@click.command(
    help=say(
        Text(
            "把全部数据备份成一个文件；网站可以照常开着。",
            "Back everything up into one file; the site may go on running.",
        )
    )
)
@click.argument("file", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path))
@HOME
@click.option(
    "--force", is_flag=True, help=say(Text("替换已有的同名文件。", "Replace a file that is there."))
)
def backup(file: Path, home: Path | None, *, force: bool) -> None:
    from zeren_web.backup.refusals import refuse

    if file.exists() and not force:
        raise refuse("exists", file=file.name)
    _is_a_home(home)
    _begin(home)
    from zeren_web.backup.writing import back_up

    written = _with_the_database(lambda: back_up(file))
    click.echo(
        say(
            Text(
                f"备份好了：{sum(written.rows.values())} 行，{written.files} 个文件，{_size(file)}。里面有全部回答和密钥，请像看管数据文件夹一样看管它。",
                f"Backed up: {sum(written.rows.values())} rows, {written.files} files, {_size(file)}. Every answer and the keys are in it: guard it like the data folder.",
            )
        )
    )
    _tell(written.problems)


@click.command(
    help=say(
        Text(
            "把备份恢复到空的文件夹（和空的数据库），再逐项核对。",
            "Bring a backup back into an empty folder (and an empty database), and check it.",
        )
    )
)
@click.argument("file", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path))
@HOME
def restore(file: Path, home: Path | None) -> None:
    os.environ["ZEREN_SECRET_KEY"] = secrets.token_hex()  # else one would be made in the home
    _begin(home)
    from django.conf import settings

    from zeren_web.backup.restoring import bring_back

    restored = _with_the_database(lambda: bring_back(file))
    click.echo(
        say(
            Text(
                f"恢复好了：{restored.rows} 行，{restored.files} 个文件，在 {settings.HOME}。",
                f"Restored: {restored.rows} rows, {restored.files} files, in {settings.HOME}.",
            )
        )
    )
    _tell(restored.problems)
    click.echo(
        say(
            Text(
                "审计日志、文件的哈希和公示登记都核对过，没有问题。",
                "The audit log, the files' hashes and the registers were checked: all is sound.",
            )
        )
    )


def _is_a_home(home: Path | None) -> None:
    """Raises Refused where there is no such folder: settings would make it."""
    from zeren_web.backup.refusals import refuse

    folder = home or Path(os.environ.get("ZEREN_HOME", "zeren-data"))
    if not folder.is_dir():
        raise refuse("nothing-here", file=str(folder))


def _with_the_database(do: Callable[[], T]) -> T:
    from django.db import DatabaseError

    try:
        return do()
    except DatabaseError as fault:
        raise Refused(_no_database(fault)) from fault


def _size(file: Path) -> str:
    return f"{file.stat().st_size / (1 << 20):.1f} MB"


def _tell(problems: Sequence[Problem]) -> None:
    """What is not as it should be ends the command with 1; the work itself was done."""
    if problems:
        print_problems(problems)
        raise SystemExit(1)


@click.command(
    help=say(
        Text(
            "装入虚构的演示年（60 家企业，两年），已有数据的文件夹不会动。",
            "Fill a folder with a fictitious demonstration year (60 companies, two years); a folder with data in it is left alone.",
        )
    )
)
@HOME
@click.option(
    "--reset",
    is_flag=True,
    help=say(Text("先清掉以前的演示数据。", "Clear the demonstration data of before first.")),
)
def demo(home: Path | None, *, reset: bool) -> None:
    os.environ["ZEREN_DEMO"] = "1"
    _begin(home)
    _made_ready()
    from zeren_web.demonstration.year import fill

    for line in fill(reset=reset):
        click.echo(say(line))


@click.command(
    help=say(
        Text(
            "邀请协会的人：打印一个链接，只能用一次。新装好的网站从这里有第一位负责人。",
            "Invite somebody of the association: prints a link that works once. A new site gets its first manager this way.",
        )
    )
)
@HOME
@click.argument("address")
@click.option("--name", default="", help=say(Text("怎么称呼。", "The person's name.")))
@click.option(
    "--post",
    type=click.Choice(("manager", "staff", "reviewer")),
    default="manager",
    show_default=True,
    help=say(Text("职责。", "The post.")),
)
def invite(home: Path | None, address: str, name: str, post: str) -> None:
    _begin(home)
    _made_ready()
    from dataclasses import replace

    from django.conf import settings
    from django.urls import reverse

    from zeren_web.desk.forms.accounts import NEITHER
    from zeren_web.desk.forms.joining import address_of
    from zeren_web.pages.words import day
    from zeren_web.records.write.joining import invite_to_post

    to = address_of(address.strip())
    if to is None or not address.strip():
        raise click.UsageError(say(NEITHER.format(typed=address[:40])))
    made = invite_to_post(post, by=None, to=replace(to, name=name[:60]))
    href = settings.URL.rstrip("/") + reverse("join", args=[made.token])
    until = day(made.invitation.expires)
    click.echo(href)
    click.echo(
        say(
            Text(
                f"{address} 用这个链接登录，{until} 前有效，只能用一次；验证码发到这个地址。网址以 ZEREN_URL 为准。",
                f"For {address}: good until {until}, works once; the code is sent to that address. The site's address is ZEREN_URL.",
            )
        ),
        err=True,
    )
