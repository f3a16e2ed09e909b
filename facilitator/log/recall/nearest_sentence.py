"""Comparing sentences with a text by what they mean, without making anybody wait for all of them."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING

from facilitator.log.recall.embedding import Model
from facilitator.log.recall.meaning import cosines, vector_of
from facilitator.log.recall.sentences import shown

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MOST_SENTENCES = 20
"""So many sentences of an entry are compared at most."""
NEW_CHARACTERS = 300
"""So much of what was never compared gets vectors for one question, in about 40 ms. The next one goes on."""
KEPT = 4_000
"""The vectors of so many sentences stay in memory: 2 MB."""

_kept: OrderedDict[tuple[str, str], NDArray[np.int8]] = OrderedDict()
_lock = threading.Lock()


def nearest_sentences(model: Model, text: str, candidates: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """For each key, the one of its sentences that is nearest to the text, as it is shown.

    Of each, the first one is always compared, and others as far as time allows.

    :param candidates: the sentences by key, the most promising first.
    """
    asked, left = vector_of(model, text), NEW_CHARACTERS
    best: dict[str, tuple[float, str]] = {}
    for key, sentence in _in_turn(candidates):
        vector = _known(model, sentence)
        if vector is None:
            if left <= 0 and key in best:
                continue
            left -= len(sentence)
            vector = _made(model, sentence)
        score = float(cosines(asked, vector[None])[0])
        best[key] = max(best.get(key, (-2.0, "")), (score, sentence))
    return {key: sentence for key, (_, sentence) in best.items()}


def _in_turn(candidates: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str]]:
    """The first sentence of each, then the second of each, and so on."""
    for row in zip_longest(*(map(shown, each[:MOST_SENTENCES]) for each in candidates.values())):
        yield from ((key, sentence) for key, sentence in zip(candidates, row, strict=True) if sentence)


def _known(model: Model, sentence: str) -> NDArray[np.int8] | None:
    with _lock:
        found = _kept.get((model.id, sentence))
        if found is not None:
            _kept.move_to_end((model.id, sentence))
        return found


def _made(model: Model, sentence: str) -> NDArray[np.int8]:
    [vector] = model.vectors([sentence])
    with _lock:
        _kept[model.id, sentence] = vector
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
    return vector
