"""Running slow work, and other programs, outside the server's event loop, which all rooms share."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
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


def aside_by_few(work: Callable[..., Result], *arguments: Any) -> Result:
    """The same for what takes the processor for long: at most two work at once, and the others wait for their turn."""
    return _apply(_few(), work, arguments) if _has_event_loop() else work(*arguments)


def let_others_work() -> None:
    """In the middle of long work: give the event loop, which waits for the interpreter, its turn."""
    if _has_event_loop():
        from gevent.monkey import get_original

        get_original("time", "sleep")(0)
    else:
        time.sleep(0)


@dataclass(frozen=True)
class Ran:
    """What a program left: its exit status (below zero for a signal), and its output with its errors."""

    status: int
    output: bytes


def run_program(command: Sequence[str], given: bytes) -> Ran:
    """Run a program with an empty environment, give it its input, and wait for its end.

    Call it by `aside`. The program has to read all of its input before it writes, to end by itself, and to close
    what it inherits.

    :raises OSError: when it cannot be started.
    """
    # Not by `subprocess`: gevent's copies the memory of the whole process first, while everybody waits.
    (its_input, stdin), (stdout, its_output) = os.pipe(), os.pipe()
    ends = ((its_input, 0), (its_output, 1), (its_output, 2))
    with open(stdin, "wb") as sent, open(stdout, "rb") as written:
        try:
            actions = [(os.POSIX_SPAWN_DUP2, end, number) for end, number in ends]
            pid = _of_the_system("posix_spawn")(command[0], list(command), {}, file_actions=actions)
        finally:
            os.close(its_input)
            os.close(its_output)
        with suppress(BrokenPipeError):
            sent.write(given)
            sent.close()
        output = written.read()
    return Ran(_status_of(pid), output)


def _status_of(pid: int) -> int:
    try:
        _, status = _of_the_system("waitpid")(pid, 0)
    except ChildProcessError:
        # Where gevent waits for programs too, it may have taken the status. The output has to tell.
        return 0
    return os.waitstatus_to_exitcode(status)


def _of_the_system(name: str) -> Callable[..., Any]:
    """The function of `os`, without what gevent makes of it: that works in the loop's own thread only."""
    if _has_event_loop():
        from gevent.monkey import get_original

        return cast("Callable[..., Any]", get_original("os", name))
    return cast("Callable[..., Any]", getattr(os, name))


def commit_aside(commit: Callable[[], None]) -> None:
    """Commit in a thread that does nothing else, so that no other slow work delays it."""
    if _has_event_loop():
        _apply(_committing(), commit, ())
    else:
        commit()


@cache
def _few() -> ThreadPool:
    from gevent.threadpool import ThreadPool

    return ThreadPool(2)


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
