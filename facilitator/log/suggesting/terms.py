"""What texts are about: the stems of their words, each text in the language that it is written in."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import pairwise

from facilitator.log.search import signs
from facilitator.log.search.stop_words import STOP_WORDS
from facilitator.log.search.words import folded, words
from facilitator.log.suggesting.turns import Turns

Terms = dict[str, str]
"""The stems of a text's words, and each word as it is written there."""

STEMMERS = {
    "ar": "arabic", "ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "el": "greek", "en": "porter",
    "eo": "esperanto", "es": "spanish", "et": "estonian", "eu": "basque", "fa": "persian", "fi": "finnish",
    "fr": "french", "ga": "irish", "hi": "hindi", "hu": "hungarian", "hy": "armenian", "id": "indonesian",
    "it": "italian", "lt": "lithuanian", "nl": "dutch", "no": "norwegian", "pl": "polish", "pt": "portuguese",
    "ro": "romanian", "ru": "russian", "sv": "swedish", "tr": "turkish",
}  # fmt: skip
"""The stemmer for each language that has one."""
LEAST_LETTERS = 2


def terms_of(texts: Sequence[str], turns: Turns) -> list[Terms]:
    """The terms of each text, without the common words of its language, and without figures.

    When there is no time left, words that come for the first time are their own stems.
    """
    written, languages = [_written(text) for text in texts], languages_of(texts)
    stems = _Stems(turns)
    found = [_terms(each, language, stems) for each, language in zip(written, languages, strict=True)]
    known = {term for terms in found for term in terms}
    begun = sorted({word for each in written for word, _ in each})
    for terms, each, language in zip(found, written, languages, strict=True):
        joined = _terms(_joined(each, begun), language, stems)
        terms.update((term, word) for term, word in joined.items() if term in known)
    return found


class _Stems(dict[tuple[str, str], str]):
    """The stems of words in their languages, each computed once."""

    def __init__(self, turns: Turns) -> None:
        super().__init__()
        self._turns = turns

    def __missing__(self, key: tuple[str, str]) -> str:
        word, language = key
        self[key] = stem = _stem(word, language) if self._turns.go_on() else word
        return stem


def languages_of(texts: Sequence[str]) -> list[str]:
    """The language of each text, by its ISO 639-1 code: in its script, the one of whose common words it has most.

    Of several with equally many, it is the one that all texts together have most of.
    """
    every = Counter(word for text in texts for word in words(text))
    overall = {code: sum(every[word] for word in common & every.keys()) for code, common in _common().items()}
    order = sorted(overall, key=lambda code: (-overall[code], code != "en", code not in STEMMERS, code))

    having = {word: [code for code, common in _common().items() if word in common] for word in every}

    def language(text: str) -> str:
        said, script = Counter(code for word in words(text) for code in having[word]), _script(text)
        written_so = [code for code in order if _scripts()[code] == script] or order
        return max(written_so, key=said.__getitem__)

    return [language(text) for text in texts]


def _written(text: str) -> list[tuple[str, str]]:
    """The words of a text, folded and as they are written. The first one has no capital for being the first."""
    whole = unicodedata.normalize("NFC", text)
    found = [(word, whole[begin:end]) for word, begin, end in signs.content(folded(whole))]
    return [
        (word, word if not place and other.istitle() else other) for place, (word, other) in enumerate(found)
    ]


def _joined(written: Sequence[tuple[str, str]], begun: Sequence[str]) -> list[tuple[str, str]]:
    """Each two words as one: another text may have "backup" where this one has "back up".

    :param begun: the words of all texts, sorted. Two words are joined if one of these begins like them.
    """
    found = []
    for (first, one), (second, other) in pairwise(written):
        place = bisect_left(begun, beginning := first + second[:1])
        if place < len(begun) and begun[place].startswith(beginning):
            found.append((first + second, one + other))
    return found


def _terms(written: Sequence[tuple[str, str]], language: str, stems: Mapping[tuple[str, str], str]) -> Terms:
    common = _common()[language]
    terms: Terms = {}
    for word, as_written in written:
        if len(word) >= LEAST_LETTERS and word not in common and not word.isdigit():
            terms.setdefault(stems[word, language], as_written)
    return terms


def _script(text: str) -> str:
    """The script of a text's first letter: "LATIN", "CYRILLIC" and so on."""
    letters = (unicodedata.name(sign, "").partition(" ")[0] for sign in text if sign.isalpha())
    return next(letters, "")


@cache
def _scripts() -> dict[str, str]:
    """The script of each language, as most of its common words are written."""
    return {code: Counter(map(_script, common)).most_common(1)[0][0] for code, common in _common().items()}


def _stem(word: str, language: str) -> str:
    from snowballstemmer import stemmer  # Large, and not needed before the first question.

    # A stemmer keeps the word in its fields, so threads must not share one.
    return str(stemmer(STEMMERS[language]).stemWord(word)) if language in STEMMERS else word


@cache
def _common() -> dict[str, frozenset[str]]:
    """The common words of each language, folded. For English, our own list: it was made for such texts."""
    import stopwordsiso  # Large, and not needed before the first question.

    listed = {code: stopwordsiso.stopwords(code) for code in sorted(stopwordsiso.langs())}
    common = {
        code: frozenset(word for line in lines for word in words(line)) for code, lines in listed.items()
    }
    return common | {"en": STOP_WORDS}
