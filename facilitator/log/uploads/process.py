"""The process that reads one upload, or brings it in: its task on its standard input, its report in the folder.

Large files keep it busy for minutes, so it is none of the server's. It goes on when the server stops. Its arguments are
the folders of Python's modules. It prints nothing: what it says would be of what people wrote.
"""

import os
import resource
import shutil
import signal
import sys
import time

if __name__ == "__main__":
    sys.path[:] = sys.argv[1:]

from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from facilitator import database
from facilitator.log.transfer.bringing import Bringing
from facilitator.log.transfer.importing import ImportRun
from facilitator.log.transfer.outcome import IssueOutcome
from facilitator.log.transfer.records import NameKind
from facilitator.log.uploads.store import Upload

SECONDS = {True: 300, False: 3600}
"""How long it may take, by whether it only reads."""
ADDRESS_BYTES = 2 * 1024**3
MOST_FILES = 65536
_TELL_SECONDS = 0.3


class Task(msgspec.Struct, kw_only=True):
    """What the process has to do.

    :param folder: the upload's.
    """

    folder: str
    database_url: str
    account_id: str
    visibility: str
    dry: bool
    chosen: dict[NameKind, dict[str, str]]


def main() -> None:
    task = msgspec.json.decode(sys.stdin.buffer.read(), type=Task)
    set_limits(SECONDS[task.dry])
    database.init(task.database_url)
    work(task)


def set_limits(seconds: int) -> None:
    """Rooms come first, and this process may neither go on for ever nor take all memory.

    It keeps none of the server's sockets, or the server could not start again while this goes on.
    """
    os.closerange(3, MOST_FILES)
    os.nice(10)
    signal.alarm(seconds)
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_BYTES, ADDRESS_BYTES))


def work(task: Task) -> None:
    upload = Upload(Path(task.folder).name, Path(task.folder))
    run = ImportRun(task.account_id, task.visibility, task.dry, is_operator=False)
    with TemporaryDirectory(dir=upload.folder) as scratch:
        bringing = Bringing(sorted(upload.files.iterdir()), Path(scratch), run, task.chosen)
        _write(upload, bringing, dry=task.dry)
    if not task.dry:
        shutil.rmtree(upload.files)
    upload.tell(phase="seen" if task.dry else "done", whole=bringing.whole(), done=0, files=0)


def _write(upload: Upload, bringing: Bringing, *, dry: bool) -> None:
    """Write a line for each item: all that a preview shows, or only the id of the entry that was brought."""
    told = 0.0
    with (upload.folder / "items").open("wb") as items, (upload.folder / "issues").open("wb") as issues:
        for each in bringing.outcomes():
            if isinstance(each, IssueOutcome):
                issues.write(msgspec.json.encode(each) + b"\n")
            elif dry or each.result in {"new", "updated"}:
                items.write(msgspec.json.encode(each if dry else each.entry) + b"\n")
            if time.monotonic() - told > _TELL_SECONDS:
                told = time.monotonic()
                upload.tell(done=bringing.done, files=bringing.files)


if __name__ == "__main__":
    main()
