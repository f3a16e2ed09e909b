"""Pages for the operator's monitoring: liveness, readiness, and metrics."""

from __future__ import annotations

import logging
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable
from functools import partial

from flask import Blueprint, Flask, Response, current_app, jsonify

from facilitator import clock, database, migrations, redis_client
from facilitator.config import Settings
from facilitator.erasing import LATE_SECONDS
from facilitator.room import meeting_lists
from facilitator.room.gateway.pubsub import PubSub
from facilitator.web import audience

blueprint = Blueprint("health", __name__)

log = logging.getLogger("facilitator")

PROBE_SECONDS = 2.0
HOLD_SECONDS = 1.0
_answers: Counter[str] = Counter()


class Check:
    """Something that must be there. It is asked in the background, so that it cannot hold up the answer.

    An answer is good for a second, and while it is awaited nobody asks again.

    :ivar is_needed: whether nobody can be served without it.
    """

    def __init__(self, name: str, ask: Callable[[], bool], *, is_needed: bool = True) -> None:
        self.is_needed = is_needed
        self._name = name
        self._ask = ask
        self._turn = threading.Lock()
        self._answered = threading.Event()
        self._answer = False
        self._answered_at = float("-inf")
        self._is_asking = False

    def begin(self) -> None:
        with self._turn:
            if self._is_asking or time.monotonic() - self._answered_at < HOLD_SECONDS:
                return
            self._is_asking = True
            self._answered.clear()
        threading.Thread(target=self._run, name="check", daemon=True).start()

    def answer(self, deadline: float) -> bool:
        """Whether it is there, false when no answer has come at `deadline`, in seconds of `time.monotonic`."""
        return self._answered.wait(max(0.0, deadline - time.monotonic())) and self._answer

    def _run(self) -> None:
        try:
            self._answer = self._ask()
        except Exception as error:
            log.warning("%s is not ready", self._name, extra={"cause": str(error)})
            self._answer = False
        finally:
            self._answered_at = time.monotonic()
            self._is_asking = False
            self._answered.set()


def register(app: Flask, chosen: Settings) -> None:
    checks = {
        "database": Check("the database", _database),
        "migrations": Check("the database's shape", _migrations),
    }
    if chosen.redis_url:
        # Without Redis, changes of other processes come a little later. If this process then were not ready, none
        # would be, and a load balancer would let nobody in.
        ask = partial(_redis, chosen.redis_url, app.extensions["pubsub"])
        checks["redis"] = Check("Redis", ask, is_needed=False)
    app.extensions["checks"] = checks
    app.extensions["stopping"] = threading.Event()
    app.register_blueprint(blueprint)
    app.after_request(_count)


def begin_stopping(app: Flask) -> bool:
    """Let /readyz say from now on that this process is stopping. False when it said so before."""
    if is_stopping(app):
        return False
    app.extensions["stopping"].set()
    return True


def is_stopping(app: Flask) -> bool:
    """Whether this process has begun to stop."""
    stopping: threading.Event = app.extensions["stopping"]
    return stopping.is_set()


def _count(response: Response) -> Response:
    _answers[f"{response.status_code // 100}xx"] += 1
    return response


@blueprint.get("/healthz")
@audience("everyone")
def healthz() -> Response:
    """Liveness: the process answers. It checks nothing else, so that a slow database causes no restart."""
    return Response("ok\n", mimetype="text/plain")


@blueprint.get("/readyz")
@audience("everyone")
def readyz() -> tuple[Response, int]:
    """Readiness: 200 if all that is needed is there and can be used, else 503, with each result."""
    if is_stopping(current_app):
        return jsonify(ok=False, stopping=True), 503
    checks: dict[str, Check] = current_app.extensions["checks"]
    deadline = time.monotonic() + PROBE_SECONDS
    for check in checks.values():
        check.begin()
    found = {name: check.answer(deadline) for name, check in checks.items()}
    ready = all(found[name] for name, check in checks.items() if check.is_needed)
    # Deleted data that stays on the disk for long is for the operator to know, and no reason to serve nobody.
    if database.unerased_seconds() > LATE_SECONDS:
        found["erased"] = False
    return jsonify(ok=ready, **found), 200 if ready else 503


def _database() -> bool:
    database.write_probe(clock.now())
    return True


def _migrations() -> bool:
    return not migrations.missing(database.engine())


def _redis(url: str, pubsub: PubSub) -> bool:
    """Whether Redis answers, and this process hears through it what others have changed, if it needs to."""
    with redis_client.connect(url) as client:
        return bool(client.ping()) and not pubsub.misses_others


@blueprint.get("/metrics")
@audience("everyone")
def metrics() -> Response:
    """Metrics in Prometheus' text format. They contain no data about a person or a single meeting."""
    with database.read() as session:
        by_status = meeting_lists.count_by_status(session)
        here = meeting_lists.count_here(session)
    lines = [
        *_metric("meetings", "gauge", "Meetings by status.", _labelled("status", by_status)),
        *_metric("people_here", "gauge", "Seats with an open connection.", {"": here}),
        *_metric(
            "unerased_seconds",
            "gauge",
            "For how long deleted data has been waiting to be taken off the disk.",
            {"": round(database.unerased_seconds())},
        ),
        *_metric("responses_total", "counter", "Responses of this process.", _labelled("code", _answers)),
    ]
    return Response("\n".join(lines) + "\n", content_type="text/plain; version=0.0.4; charset=utf-8")


def _labelled(label: str, numbers: dict[str, int]) -> dict[str, int]:
    return {f'{{{label}="{value}"}}': number for value, number in sorted(numbers.items())}


def _metric(name: str, kind: str, told: str, values: dict[str, int]) -> Iterable[str]:
    full = f"facilitator_{name}"
    yield f"# HELP {full} {told}"
    yield f"# TYPE {full} {kind}"
    for labels, value in values.items():
        yield f"{full}{labels} {value}"
