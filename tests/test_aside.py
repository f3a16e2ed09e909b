"""Work outside the event loop."""

from __future__ import annotations

import subprocess
import sys

MANY_ASK = """
from gevent import monkey
monkey.patch_all()
import gevent
from gevent.monkey import get_original
from facilitator.aside import aside, aside_by_few

sleep, here, most = get_original("time", "sleep"), [], []

def work():
    here.append(1)
    most.append(len(here))
    sleep(0.05)
    here.pop()

asking = [gevent.spawn(aside_by_few, work) for _ in range(8)]
gevent.sleep(0.01)
aside(lambda: None)
assert not asking[0].ready()
gevent.joinall(asking, raise_error=True)
print(max(most), len(most))
"""


def test_of_what_takes_the_processor_for_long_only_two_go_on_at_once() -> None:
    """And what else is done aside does not wait for it."""
    ran = subprocess.run([sys.executable, "-c", MANY_ASK], check=True, capture_output=True, text=True)
    assert ran.stdout == "2 8\n"
