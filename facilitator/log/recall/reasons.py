"""Why an entry is offered for a text: the one of its sentences that is nearest to it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from facilitator.aside import aside
from facilitator.log.recall.meaning import attempt
from facilitator.log.recall.nearest_sentence import nearest_sentences
from facilitator.log.recall.question import Question
from facilitator.log.recall.sentences import sentences
from facilitator.log.recall.shared_words import Asked, Stem
from facilitator.log.recall.vectors import store
from facilitator.log.recall.windows import below_title, windows_of
from facilitator.log.search.choose_backend import backend_of
from facilitator.log.search.words import content_words

MOST_SENTENCES = 300
"""Of a longer entry, only so many first sentences are looked at for words."""
TELLING = 3
"""By meaning, a sentence with fewer words of its own, such as "It rained", is a little near to everything."""


@dataclass(frozen=True)
class Said:
    """What is read of entries for their reasons.

    :ivar texts: the texts of each in the search index: whoever may read the entry may read them all.
    :ivar vectors: its vectors, if there is a question with a model.
    :ivar stem: the stem of a word.
    """

    texts: Mapping[str, Mapping[str, str]]
    vectors: Mapping[str, Sequence[bytes]]
    stem: Stem

    @classmethod
    def read(cls, session: Session, ids: Collection[str], question: Question | None) -> Said:
        model = question and question.meaning.model.id
        vectors = store.vectors_of(session, model, ids) if model and ids else {}
        return cls(store.texts_of(session, ids) if ids else {}, vectors, backend_of(session).stem)


def reasons_for(said: Said, text: str, question: Question | None) -> dict[str, str]:
    """For each of the entries the sentence that is nearest to the text, if there is one.

    :param question: the text as a model has it, or None to compare by words.
    """
    if not said.texts:
        return {}
    asked = Asked.of(text, said.stem)
    found = attempt(_by_meaning, question, asked, said) if question else None
    return aside(_by_words, asked, said.texts) if found is None else found


def _by_words(asked: Asked, texts: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    best = {
        entry_id: max(_sentences(each)[:MOST_SENTENCES], key=asked.shared, default="")
        for entry_id, each in texts.items()
    }
    return {entry_id: sentence for entry_id, sentence in best.items() if asked.shared(sentence)}


def _by_meaning(question: Question, asked: Asked, said: Said) -> dict[str, str]:
    # Those with words of the text come first: not all may be compared at once.
    candidates = {
        entry_id: sorted(
            _in_nearest_window(question, each, said.vectors.get(entry_id, ())), key=asked.shared, reverse=True
        )
        for entry_id, each in said.texts.items()
    }
    return nearest_sentences(question, candidates)


def _in_nearest_window(question: Question, texts: Mapping[str, str], vectors: Sequence[bytes]) -> list[str]:
    """The sentences of the part of an entry that is nearest to the text."""
    every, windows = _sentences(texts), windows_of(texts)
    every = [each for each in every if len(content_words(each)) >= TELLING] or every
    if len(windows) == 1 or len(windows) != len(vectors):
        return every[:MOST_SENTENCES]
    window = windows[int(question.cosines(vectors).argmax())]
    return [each for each in every if each in " ".join(window.split())] or sentences(window)


def _sentences(texts: Mapping[str, str]) -> list[str]:
    return sentences(below_title(texts))
