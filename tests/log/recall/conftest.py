"""The installed model, loaded once, and one that is none, for tests in which only the vectors' ways matter."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import numpy as np
import pytest
from numpy.typing import NDArray

from facilitator.log.recall import meaning
from facilitator.log.recall.embedding import Model
from facilitator.log.recall.meaning import Meaning
from facilitator.log.recall.model_files import installed
from facilitator.log.recall.vectors.matrix import Matrix
from facilitator.log.search.words import words


class Words:
    """A model for which texts with the same words mean the same."""

    name = "words"
    SIZE = 64

    def __init__(self, name: str = "words") -> None:
        self.id = name

    def vector(self, text: str) -> NDArray[np.int8]:
        found = np.zeros(self.SIZE, np.int8)
        for word in set(words(text)):
            found[sum(word.encode()) % self.SIZE] = 100
        return found

    def vectors(self, texts: Iterable[str]) -> list[NDArray[np.int8]]:
        return [self.vector(text) for text in texts]

    def knows(self, text: str) -> bool:
        return text.isascii()

    def knows_well(self, text: str) -> bool:
        return self.knows(text)


@pytest.fixture(scope="session")
def model() -> Model:
    return Model(installed())


@pytest.fixture
def by_words() -> Callable[[str], Meaning]:
    """Makes what a process has in memory of the model with this name."""

    def made(name: str = "words") -> Meaning:
        model = Words(name)
        return Meaning(model, Matrix(model.id))  # type: ignore[arg-type]

    return made


@pytest.fixture
def unloaded() -> Iterator[None]:
    """No model is left in this process."""
    yield
    meaning.load(meaning.WITHOUT)
