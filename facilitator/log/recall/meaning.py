"""The model that this process uses for recall, if there is one, with all vectors in memory."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from facilitator import database
from facilitator.aside import aside
from facilitator.log.recall.embedding import Files, Model, NoModel, in_folder, installed, load_packages

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from facilitator.log.recall.vectors.matrix import Matrix

WITHOUT = "none"
"""The setting with which recall goes by words, also where a model is installed."""
log = logging.getLogger("facilitator.recall")


@dataclass(frozen=True)
class Meaning:
    """A model, and the vectors that it has made."""

    model: Model
    matrix: Matrix

    def nearest(self, text: str, vectors: Sequence[bytes]) -> int:
        """Which of the vectors is the nearest to the text."""
        import numpy as np

        read = np.frombuffer(b"".join(vectors), np.int8).reshape(len(vectors), -1)
        return int(cosines(vector_of(self.model, text), read).argmax())


@dataclass
class _Slot:
    meaning: Meaning | None = None
    trouble: str = ""


_slot = _Slot()


def prepare(setting: str) -> None:
    """Load the packages that `load` will need, as long as nobody is here who would have to wait.

    :param setting: as for `load`, which tells what is missing.
    """
    with suppress(NoModel, OSError, ImportError):
        if setting != WITHOUT:
            _files(setting)
            load_packages()


def load(setting: str) -> None:
    """Load the model that is set, or installed. Without one, recall goes by words.

    :param setting: a folder, or `WITHOUT`. If it is empty, the installed model is used, if there is one.
    """
    _slot.meaning, _slot.trouble = None, ""
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


def give_up(error: Exception) -> None:
    """Go by words from now on, since the model has failed on a text. The log hears of it once."""
    if in_use():
        _slot.meaning, _slot.trouble = (
            None,
            f"The model has failed: {type(error).__name__}. Start the server again.",
        )
        log.error("recall goes by words: %s", _slot.trouble)


@lru_cache(maxsize=8)
def vector_of(model: Model, text: str) -> NDArray[np.int8]:
    """The vector of a text that is asked for. It is needed more than once for the same answer."""
    return model.vector(text)


def cosines(asked: NDArray[np.int8], vectors: NDArray[np.int8]) -> NDArray[np.float32]:
    """How near each of the vectors is to the one asked for, from -1 to 1."""
    import numpy as np

    wanted, rows = asked.astype(np.float32), vectors.astype(np.float32)
    lengths = np.linalg.norm(rows, axis=1) * np.linalg.norm(wanted)
    found: NDArray[np.float32] = rows @ wanted / np.maximum(lengths, 1)
    return found


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
