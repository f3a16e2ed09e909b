"""The model for the measurement: it makes the vector of a text once, with all cores."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from facilitator import database
from facilitator.log.recall import indexing
from facilitator.log.recall.embedding import Model
from facilitator.log.recall.meaning import Meaning
from facilitator.log.recall.model_files import Files, NoModel, installed
from facilitator.log.recall.vectors import store
from facilitator.log.recall.vectors.matrix import Matrix
from facilitator.log.recall.windows import windows_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

AT_ONCE = 20_000


class RememberingModel(Model):
    """Keeps the vectors of what is to be found: the same entries are put into many logs."""

    def __init__(self, files: Files) -> None:
        super().__init__(files)
        self._known: dict[str, NDArray[np.int8]] = {}

    def vectors(self, texts: Iterable[str]) -> list[NDArray[np.int8]]:
        texts = list(texts)
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        if new:
            self._known |= zip(new, self._made(new), strict=True)
        return [self._known[text] for text in texts]

    def _made(self, texts: Sequence[str]) -> list[NDArray[np.int8]]:
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            return [vector for (vector,) in pool.map(super().vectors, ([text] for text in texts))]


def meaning() -> Meaning | None:
    """The installed model, if there is one."""
    try:
        model = RememberingModel(installed())
    except NoModel:
        return None
    return Meaning(model, Matrix(model.id))


def index(meaning: Meaning) -> None:
    """Index all new entries of the database as the server does."""
    with database.read() as session:
        new = store.missing(session, meaning.model.id, "", None, AT_ONCE)
    # All together: what follows asks for a few at a time.
    meaning.model.vectors([window for each in new for window in windows_of(each.by_name)])
    indexing.index_missing(meaning, stops=lambda: False)
