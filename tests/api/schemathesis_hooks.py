"""What schemathesis does before each request, and how it makes instants."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

import schemathesis
from hypothesis import strategies as st

from facilitator.characters import tidy_name

INSTANTS = st.datetimes(datetime(2000, 1, 2), datetime(2199, 12, 30)).map(lambda at: f"{at.isoformat()}Z")
schemathesis.openapi.format("date-time", INSTANTS)


@schemathesis.hook
def before_call(context: Any, case: Any, kwargs: dict[str, Any]) -> None:
    """Leave out what the document allows and we refuse for a reason that no schema can say.

    An Idempotency-Key that came with another request, and a text in which nothing can be seen.
    """
    if 0 < len(str((case.headers or {}).get("Idempotency-Key", ""))) < 256:
        case.headers["Idempotency-Key"] = str(uuid.uuid4())
    case.body = _seen(case.body)


def _seen(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _seen(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_seen(inner) for inner in value]
    return "x" if isinstance(value, str) and value and not tidy_name(value) else value
