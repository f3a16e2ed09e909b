"""The model that this process uses for recall, if there is one, with all vectors in memory."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from facilitator import database
from facilitator.aside import aside, aside_by_few
from facilitator.log.recall.embedding import Model, load_packages
from facilitator.log.recall.model_files import Files, NoModel, in_folder, installed

if TYPE_CHECKING:
    from facilitator.log.recall.vectors.matrix import Matrix

WITHOUT = "none"
"""The setting with which recall goes by words, also where a model is installed."""
FAILURES = 3
"""After so many failures in a row, the model is given up. One alone can be a lack of memory that passes."""
Result = TypeVar("Result")
log = logging.getLogger("facilitator.recall")


@dataclass(frozen=True)
class Meaning:
    """A model, and the vectors that it has made."""

    model: Model
    matrix: Matrix


@dataclass
class _Slot:
    meaning: Meaning | None = None
    trouble: str = ""
    failures: int = 0


_slot = _Slot()


def prepare(setting: str) -> None:
    """Load the packages that `load` will need, as long as nobody is here who would have to wait.

    :param setting: as for `load`, which tells what is missing.
    """
    # A package that does not fit another one may raise anything. The server starts without it.
    with suppress(Exception):
        if setting != WITHOUT:
            _files(setting)
            load_packages()


def load(setting: str) -> None:
    """Load the model that is set, or installed. Without one, recall goes by words.

    :param setting: a folder, or `WITHOUT`. If it is empty, the installed model is used, if there is one.
    """
    _slot.meaning, _slot.trouble, _slot.failures = None, "", 0
    if setting == WITHOUT:
        return
    try:
        _slot.meaning = aside(_loaded, setting)
    except NoModel as trouble:
        _slot.trouble = str(trouble)


def load_telling(setting: str) -> None:
    """The same, with one line in the log that says by what recall goes."""
    load(setting)
    if meaning := in_use():
        log.info("recall goes by meaning, with the model %s", meaning.model.name)
    elif trouble():
        log.log(logging.ERROR if setting else logging.INFO, "recall goes by words: %s", trouble())


def read_vectors(meaning: Meaning) -> None:
    """Read all its vectors, so that the first who asks need not wait for that."""
    with database.read() as session:
        meaning.matrix.refreshed(session)


def in_use() -> Meaning | None:
    """The model of this process, once it is loaded."""
    return _slot.meaning


def attempt(work: Callable[..., Result], *arguments: Any) -> Result | None:
    """What a model makes, from one of few threads; None if it fails. Whatever uses a model is called by this.

    After `FAILURES` in a row, recall goes by words. The log never has what an error says: it may repeat a text.
    """
    try:
        result = aside_by_few(work, *arguments)
    except Exception as error:
        _failed(type(error).__name__)
        return None
    _slot.failures = 0
    return result


def _failed(name: str) -> None:
    _slot.failures += 1
    if _slot.failures < FAILURES:
        log.warning("the model of recall has failed: %s", name)
    elif in_use():
        _slot.meaning, _slot.trouble = None, f"The model has failed: {name}. Start the server again."
        log.error("recall goes by words: %s", _slot.trouble)


def trouble() -> str:
    """Why there is no model, in a sentence; empty if there is one, or none is wanted."""
    return _slot.trouble


def _files(setting: str) -> Files:
    return in_folder(Path(setting)) if setting else installed()


def _loaded(setting: str) -> Meaning:
    try:
        model = Model(_files(setting))
    except OSError as error:
        raise NoModel(f"{error.filename} cannot be read: {error.strerror}.") from error
    from facilitator.log.recall.vectors.matrix import Matrix

    return Meaning(model, Matrix(model.id))
