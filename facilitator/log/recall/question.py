"""A text for which earlier entries are asked by what it means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from facilitator.log.recall.meaning import Meaning, attempt, in_use
from facilitator.log.recall.windows import first_words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MOST_WORDS = 60
"""Only so many first words are asked: a whole form is a little near to much, and less near to what it is about."""


@dataclass(frozen=True)
class Question:
    """What is asked of a text, which is its beginning, and what a model makes of it.

    :ivar meaning: the model by which the text is compared.
    :ivar is_well_known: whether there is no doubt that the model knows its language.
    """

    text: str
    meaning: Meaning
    vector: NDArray[np.int8]
    is_well_known: bool

    @classmethod
    def of(cls, text: str, meaning: Meaning) -> Question:
        model = meaning.model
        asked = first_words(text, MOST_WORDS)
        return cls(asked, meaning, model.vector(asked), model.knows_well(asked))

    def cosines(self, vectors: Sequence[bytes]) -> NDArray[np.float32]:
        """How near each of the vectors is, from -1 to 1."""
        import numpy as np

        from facilitator.log.recall.vectors.cosines import cosines, lengths_of

        read = np.frombuffer(b"".join(vectors), np.int8).reshape(len(vectors), -1)
        return cosines(self.vector, read, lengths_of(read))


def question_for(text: str) -> Question | None:
    """The text as the model of this process has it.

    :returns: None where words have to do: there is no model, it does not know the text's language, or it fails.
    """
    meaning = in_use()
    return attempt(_known, text, meaning) if meaning else None


def _known(text: str, meaning: Meaning) -> Question | None:
    return Question.of(text, meaning) if meaning.model.knows(text) else None
