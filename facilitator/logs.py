"""What becomes of a log record: one line for each cause and minute, with the number of times it came.

Without this, a Redis or a disk that is away for a minute would fill the log with thousands of the same line.
"""

from __future__ import annotations

import logging
import threading
from dataclasses import dataclass, field

# `because` is the cause, where a record has one beside its message.
FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s%(because)s"
WINDOW_SECONDS = 60.0
# So many requests or meetings are named beside the number of times.
MOST_NAMED = 50
# Their libraries would give these a handler of their own beside the root's, so that each line came twice.
SOCKETS = ("socketio.server", "engineio.server")


def install() -> None:
    """Let everything that is logged in this process come out once, at one handler of the root.

    A process that was forked needs this anew: the minutes that its parent counted are not its own.
    """
    stream = logging.StreamHandler()
    stream.setFormatter(logging.Formatter(FORMAT))
    logging.basicConfig(handlers=[Folding(stream)], level=logging.WARNING, force=True)


def of_sockets() -> list[logging.Logger]:
    """The loggers to give to Socket.IO and to Engine.IO."""
    loggers = [logging.getLogger(name) for name in SOCKETS]
    for logger in loggers:
        logger.setLevel(logging.ERROR)
    return loggers


@dataclass
class _Repeated:
    first: logging.LogRecord
    times: int = 0
    about: dict[str, None] = field(default_factory=dict)
    """The requests or meetings of those that were counted, in their order."""


class Folding(logging.Handler):
    """Passes on the first record of a cause, and counts those that follow. After a minute it tells how many.

    While they go on coming, that is one line a minute. What is no warning passes uncounted.
    """

    def __init__(self, target: logging.Handler, seconds: float = WINDOW_SECONDS) -> None:
        super().__init__()
        self._target = target
        self._seconds = seconds
        self._repeated: dict[tuple[str, ...], _Repeated] = {}
        self._timer: threading.Timer | None = None

    def emit(self, record: logging.LogRecord) -> None:
        record.because = f": {told}" if (told := _told_cause(record)) else ""
        if record.levelno < logging.WARNING:
            self._target.handle(record)
            return
        before = self._repeated.get(cause := _cause(record))
        if before is not None:
            before.times += 1
            if len(before.about) < MOST_NAMED and (about := getattr(record, "about", "")):
                before.about[about] = None
            return
        self._target.handle(record)
        if not self._repeated:
            self._tell_later()
        self._repeated[cause] = _Repeated(record)

    def close(self) -> None:
        """Tell what is still untold, at the end of the process."""
        self.tell()
        if self._timer is not None:
            self._timer.cancel()
        super().close()

    def _tell_later(self) -> None:
        self._timer = threading.Timer(self._seconds, self.tell)
        self._timer.daemon = True
        self._timer.start()

    def tell(self) -> None:
        """Write how often each cause came again. Those that did stay known for another minute."""
        self.acquire()
        try:
            again = {cause: found for cause, found in self._repeated.items() if found.times}
            self._repeated = {cause: _Repeated(found.first) for cause, found in again.items()}
            for found in again.values():
                self._target.handle(_count_of(found))
            if again:
                self._tell_later()
        finally:
            self.release()


def _count_of(repeated: _Repeated) -> logging.LogRecord:
    """The record for those that were counted. It has no traceback: the first one had it."""
    first = repeated.first
    said = first.getMessage().partition("\n")[0]
    about = f": {', '.join(repeated.about)}" if repeated.about else ""
    return logging.makeLogRecord(
        {
            "name": first.name,
            "levelno": first.levelno,
            "levelname": first.levelname,
            "msg": f"{said} ({repeated.times} times more{about})",
            "because": first.__dict__["because"].partition("\n")[0],
        }
    )


def _cause(record: logging.LogRecord) -> tuple[str, ...]:
    """What records have in common that say the same."""
    if told := _told_cause(record):
        return record.name, told
    error = record.exc_info[1] if record.exc_info else None
    if error is not None:
        return record.name, type(error).__name__, _place_of(error)
    return record.name, record.getMessage()


def _told_cause(record: logging.LogRecord) -> str:
    """The cause in its own words, where the record has one."""
    return str(getattr(record, "cause", ""))


def _place_of(error: BaseException) -> str:
    """The line in which the error arose."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return "" if trace is None else f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}"
