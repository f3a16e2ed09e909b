"""Running slow work outside the server's event loop, which all rooms share."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar, cast

if TYPE_CHECKING:
    from gevent.threadpool import ThreadPool

Result = TypeVar("Result")


def aside(work: Callable[..., Result], *arguments: Any) -> Result:
    """The result of `work`, from a thread of its own. It must use no database and nothing of the request."""
    if _has_event_loop():
        from gevent import get_hub

        return _apply(get_hub().threadpool, work, arguments)
    return work(*arguments)


def commit_aside(commit: Callable[[], None]) -> None:
    """Commit in a thread that does nothing else, so that no other slow work delays it."""
    if _has_event_loop():
        _apply(_committing(), commit, ())
    else:
        commit()


@cache
def _committing() -> ThreadPool:
    from gevent.threadpool import ThreadPool

    return ThreadPool(1)


def _has_event_loop() -> bool:
    """Whether gevent runs this process, as it does the server. Commands do without it, and need not load it."""
    monkey = sys.modules.get("gevent.monkey")
    return monkey is not None and bool(monkey.is_module_patched("threading"))


def _apply(pool: ThreadPool, work: Callable[..., Result], arguments: tuple[Any, ...]) -> Result:
    # gevent would print each error of a thread, also those that are expected.
    result, error = pool.apply(_caught, (work, arguments))
    if error is not None:
        raise error
    return cast(Result, result)


def _caught(
    work: Callable[..., Result], arguments: tuple[Any, ...]
) -> tuple[Result | None, Exception | None]:
    try:
        return work(*arguments), None
    except Exception as error:
        return None, error
