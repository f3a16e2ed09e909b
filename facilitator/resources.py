"""Finding templates and static files: inside the installed package, or beside it in a checkout."""

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


@lru_cache(maxsize=1024)
def _hash(file: Path, _changed: int) -> str:
    return sha256(file.read_bytes()).hexdigest()[:12]
