"""A server of the web that is killed and started again and again: a process is forked for each life.

    python -m tests.web.faults.saving_server PORT

Django is loaded once. Each line on standard input is a life: a child answers on PORT until it is killed by the
next line; its process id is told first. So two hundred kills take no two hundred starts.
"""

from __future__ import annotations

import os
import signal
import socket
import sys
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

import django

django.setup()

from django.core.handlers.wsgi import WSGIHandler  # noqa: E402 - after Django is ready
from django.urls import get_resolver  # noqa: E402


class Quiet(WSGIRequestHandler):
    def log_message(self, *_args: Any) -> None:  # noqa: ANN401 - as there
        pass


class Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True
    allow_reuse_address = True

    def server_bind(self) -> None:
        """Without asking the network for this machine's name."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.socket.bind(self.server_address)
        self.server_name, self.server_port = "127.0.0.1", self.server_address[1]
        self.setup_environ()


def live(port: int) -> None:
    server = Server(("127.0.0.1", port), Quiet)
    server.set_app(WSGIHandler())
    server.serve_forever()


def main(port: int) -> None:
    _ = get_resolver().url_patterns  # everything is imported before the first fork
    child = 0
    for _ in sys.stdin:
        if child:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
        child = os.fork()
        if not child:
            live(port)
        sys.stdout.write(f"{child}\n")
        sys.stdout.flush()
    if child:
        os.kill(child, signal.SIGKILL)


if __name__ == "__main__":
    main(int(sys.argv[1]))
