"""The configuration of gunicorn. `facilitator serve` starts it with this module.

There is only one worker, because two workers could exchange the changes of rooms only through Redis.
"""

import logging
from typing import Any

import click
import gevent

from facilitator import masking
from facilitator.config import load
from facilitator.room.retention import erase_old_journals

SWEEP_SECONDS = 3600

_settings = load()
masking.install()
logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s: %(message)s", level="WARNING")
_host = f"[{_settings.host}]" if ":" in _settings.host else _settings.host

wsgi_app = "facilitator:create_app()"
bind = f"{_host}:{_settings.port}"
worker_class = "gevent"
workers = 1
worker_connections = 4000
graceful_timeout = 3
loglevel = "warning" if _settings.log_level == "info" else _settings.log_level
# gunicorn must not trust forwarded headers of anybody. In the application, FACILITATOR_PROXIES decides that.
forwarded_allow_ips = ""


def when_ready(_server: Any) -> None:
    """Print the server's URL once it listens on the port."""
    click.echo(f"facilitator listens on {_settings.address} (Ctrl-C stops it).", err=True)


def post_worker_init(_worker: Any) -> None:
    gevent.spawn(_sweep)


def _sweep() -> None:
    """Every hour, erase the journals that are older than the setting allows."""
    while True:
        try:
            erase_old_journals(_settings.keep_room_days)
        except Exception:
            logging.getLogger("facilitator").exception("erasing old journals failed; in an hour again")
        gevent.sleep(SWEEP_SECONDS)
