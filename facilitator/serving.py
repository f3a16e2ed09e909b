"""The configuration of gunicorn. `facilitator serve` starts it with this module.

There is only one worker: several processes are started one by one, each on a port of its own. The master, which only
watches it, loads this module too, but no other part that needs much memory: `Worker` does.
"""

import gc
import resource
import sys
from typing import Any

import click
from gunicorn.glogging import Logger

from facilitator import logs, masking
from facilitator.config import load
from facilitator.worker import LOOKS_SECONDS

# Files beside the connections: the database, Redis, static files, the log.
_OTHER_FILES = 200
LEAVING_SECONDS = 3

_settings = load()
masking.install()
logs.install()
_host = f"[{_settings.host}]" if ":" in _settings.host else _settings.host


def _connections() -> int:
    """How many connections this process may have: what is set, as far as the system lets it open files."""
    wanted = _settings.connections + _OTHER_FILES
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    allowed = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    if soft != resource.RLIM_INFINITY and soft < allowed:
        resource.setrlimit(resource.RLIMIT_NOFILE, (allowed, hard))
    return allowed - _OTHER_FILES


wsgi_app = "facilitator:create_app()"
bind = f"{_host}:{_settings.port}"
worker_class = "facilitator.worker.Worker"
workers = 1
worker_connections = _connections()
# How long a connection may stay without a request, and how long the head of a request may take.
keepalive = 5
# Files go through the socket of `worker`, which bounds the time that they may take.
sendfile = False
graceful_timeout = _settings.stop_seconds + round(LOOKS_SECONDS) + LEAVING_SECONDS
# Nobody controls the server through a socket, so there is none to guard.
control_socket_disable = True
# A browser sends all cookies in one header: those of its seats, at most 60 of 60 bytes each, and others of this
# host, which need not be ours.
limit_request_field_size = 16_380
loglevel = "warning" if _settings.log_level == "info" else _settings.log_level
# gunicorn must not trust forwarded headers of anybody. In the application, FACILITATOR_PROXIES decides that.
forwarded_allow_ips = ""


class OneLog(Logger):  # type: ignore[misc]
    """gunicorn's own messages go where all others go."""

    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        self.error_log.handlers.clear()
        self.error_log.propagate = True


logger_class = OneLog


def pre_fork(_server: Any, _worker: Any) -> None:
    """Leave in memory what both processes share: looking for garbage would write to all of it."""
    gc.collect()
    gc.freeze()


def post_fork(_server: Any, _worker: Any) -> None:
    logs.install()
    # While the application is loaded, nothing becomes garbage, and looking for it takes a seventh of the time.
    gc.disable()


def when_ready(_server: Any) -> None:
    """Print the server's URL once it listens on the port."""
    click.echo(f"facilitator listens on {_settings.address} (Ctrl-C stops it).", err=True)


def post_worker_init(worker: Any) -> None:
    from facilitator import serving_worker

    serving_worker.begin(worker, _settings)


def worker_int(_worker: Any) -> None:
    """Before the worker ends at once, as after Ctrl-C."""
    if loaded := sys.modules.get("facilitator.serving_worker"):
        loaded.end_now()
