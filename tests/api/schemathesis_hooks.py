"""What schemathesis does around each request, and how it makes instants.

The variable THERE has the ids of things that are there, by their names in paths, as JSON; GOOD is the file that gets
the operation of each good answer.
"""

from __future__ import annotations

import json
import os
import uuid
from datetime import datetime
from typing import Any

import schemathesis
from hypothesis import strategies as st
from schemathesis import GenerationMode

from facilitator.characters import tidy_name

INSTANTS = st.datetimes(datetime(2000, 1, 2), datetime(2199, 12, 30)).map(lambda at: f"{at.isoformat()}Z")
schemathesis.openapi.format("date-time", INSTANTS)
THERE: dict[str, str] = json.loads(os.environ["THERE"])


@schemathesis.hook
def before_call(context: Any, case: Any, kwargs: dict[str, Any]) -> None:
    """Leave out what the document allows and we refuse for a reason that no schema can say.

    An Idempotency-Key that came with another request, and a text in which nothing can be seen.
    """
    if 0 < len(str((case.headers or {}).get("Idempotency-Key", ""))) < 256:
        case.headers["Idempotency-Key"] = str(uuid.uuid4())
    case.body = _seen(case.body)
    if _is_good(case) and (case.method != "DELETE" or case.path.endswith("/sharing")):
        _mean_what_is_there(case)


@schemathesis.hook
def after_call(context: Any, case: Any, response: Any) -> None:
    """Note which operations answered a good request well."""
    if _is_good(case) and response.status_code < 300:
        with open(os.environ["GOOD"], "a", encoding="utf-8") as good:
            good.write(f"{case.method} {case.path}\n")


def _is_good(case: Any) -> bool:
    return bool(case.meta and case.meta.generation.mode is GenerationMode.POSITIVE)


def _mean_what_is_there(case: Any) -> None:
    """Let a request that is good in itself ask for something that is there, as it is."""
    for name in case.path_parameters or {}:
        case.path_parameters[name] = THERE.get(name, case.path_parameters[name])
    if "If-Match" in case.headers:
        case.headers["If-Match"] = "*"


def _seen(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _seen(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_seen(inner) for inner in value]
    return "x" if isinstance(value, str) and value and not tidy_name(value) else value
