"""Pages for the operator's monitoring: liveness, readiness, and metrics."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from flask import Blueprint, Flask, Response, jsonify
from redis import Redis, RedisError
from sqlalchemy.exc import SQLAlchemyError

from facilitator import database, migrations
from facilitator.config import settings
from facilitator.room import meeting_lists
from facilitator.web import audience

blueprint = Blueprint("health", __name__)

_PROBE_SECONDS = 2
_answers: Counter[str] = Counter()


def register(app: Flask) -> None:
    app.register_blueprint(blueprint)
    app.after_request(_count)


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
    """Readiness: 200 if the database, its migrations and Redis are ready, else 503, with each result."""
    checks = {"database": _database(), "migrations": _migrations()}
    if settings().redis_url:
        checks["redis"] = _redis()
    ready = all(checks.values())
    return jsonify(ok=ready, **checks), 200 if ready else 503


def _database() -> bool:
    try:
        with database.engine().connect() as connection:
            connection.exec_driver_sql("SELECT 1")
    except SQLAlchemyError:
        return False
    return True


def _migrations() -> bool:
    try:
        return not migrations.missing(database.engine())
    except SQLAlchemyError:
        return False


def _redis() -> bool:
    timeouts = {"socket_timeout": _PROBE_SECONDS, "socket_connect_timeout": _PROBE_SECONDS}
    try:
        with Redis.from_url(settings().redis_url, **timeouts) as client:
            return bool(client.ping())
    except RedisError:
        return False


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
