"""Comparing sentences with a text by what they mean, without making anybody wait for all of them."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import zip_longest

from facilitator.log.recall.embedding import Model
from facilitator.log.recall.question import Question
from facilitator.log.recall.sentences import shown

LOOKED_AT = 20
"""So many sentences of an entry are compared at most."""
MOST_CHARACTERS = 600
"""So much is compared for one question, also where the vectors are known: what others have asked before must not change
the answer."""
KEPT = 4_000
"""The vectors of so many sentences stay in memory: 3 MB."""

# By the entry, too: whether a sentence is in another one must not show in the time that it takes.
_Key = tuple[str, str, bytes]
_kept: OrderedDict[_Key, bytes] = OrderedDict()
_lock = threading.Lock()


def nearest_sentences(question: Question, candidates: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """For each entry, the one of its sentences that is nearest to the text, as it is shown.

    Of each, the first one is always compared, and others as far as time allows.

    :param candidates: the sentences by the id of their entry, the most promising first.
    """
    left = MOST_CHARACTERS
    model, best = question.meaning.model, dict[str, tuple[float, str]]()
    for entry_id, sentence in _in_turn(candidates):
        if left <= 0 and entry_id in best:
            continue
        left -= len(sentence)
        score = float(question.cosines([_vector(model, entry_id, sentence)])[0])
        best[entry_id] = max(best.get(entry_id, (-2.0, "")), (score, sentence))
    return {entry_id: sentence for entry_id, (_, sentence) in best.items()}


def _in_turn(candidates: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str]]:
    """The first sentence of each, then the second of each, and so on."""
    for row in zip_longest(*(map(shown, each[:LOOKED_AT]) for each in candidates.values())):
        yield from ((key, sentence) for key, sentence in zip(candidates, row, strict=True) if sentence)


def _vector(model: Model, entry_id: str, sentence: str) -> bytes:
    # A digest of it, since the sentence may be deleted.
    key = (model.id, entry_id, sha256(sentence.encode(errors="replace")).digest())
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
            return _kept[key]
    vector = model.vectors([sentence])[0].tobytes()
    with _lock:
        _kept[key] = vector
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
    return vector
