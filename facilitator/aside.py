"""Running slow work outside the server's event loop, which all rooms share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from gevent import get_hub
from gevent.monkey import is_module_patched

Result = TypeVar("Result")


def aside(work: Callable[..., Result], *arguments: Any) -> Result:
    """The result of `work`, from a thread of its own. It must use no database and nothing of the request."""
    if is_module_patched("threading"):
        return get_hub().threadpool.apply(work, arguments)
    return work(*arguments)
