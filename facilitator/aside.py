"""Running slow work outside the server's event loop, which all rooms share."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar, cast

from gevent import get_hub
from gevent.monkey import is_module_patched
from gevent.threadpool import ThreadPool

Result = TypeVar("Result")


def aside(work: Callable[..., Result], *arguments: Any) -> Result:
    """The result of `work`, from a thread of its own. It must use no database and nothing of the request."""
    if is_module_patched("threading"):
        return _apply(get_hub().threadpool, work, arguments)
    return work(*arguments)


def commit_aside(commit: Callable[[], None]) -> None:
    """Commit in a thread that does nothing else, so that no other slow work delays it."""
    if is_module_patched("threading"):
        _apply(_committing(), commit, ())
    else:
        commit()


@cache
def _committing() -> ThreadPool:
    return ThreadPool(1)


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
