"""Finding templates and static files: inside the installed package, or beside it in a checkout."""

import json
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def folder(name: str) -> Path:
    """The path of the folder ``static`` or ``templates``."""
    inside = _PACKAGE / name
    return inside if inside.is_dir() else _PACKAGE.parent / name


def fingerprint(path: str) -> str:
    """A short hash of a static file's content (12 hex digits), or ``""`` if there is no such file."""
    file = folder("static") / path
    return _hash(file, file.stat().st_mtime_ns) if file.is_file() else ""


def is_built(path: str) -> bool:
    """Whether a static file is one of the room's, which ``hatch_build.py`` makes with a hash in their names."""
    return path.startswith("built/")


def built(path: str) -> str:
    """The path of one of the room's files, with its hash: ``built/room.js`` gives ``built/room-1a2b3c4d.js``.

    :raises FileNotFoundError: they were not made.
    """
    names = folder("static") / "built" / "names.json"
    return f"built/{_names(names, names.stat().st_mtime_ns)[path.removeprefix('built/')]}"


@lru_cache(maxsize=1)
def _names(file: Path, _changed: int) -> dict[str, str]:
    names: dict[str, str] = json.loads(file.read_bytes())
    return names


@lru_cache(maxsize=1024)
def _hash(file: Path, _changed: int) -> str:
    return sha256(file.read_bytes()).hexdigest()[:12]
