"""Word stems: the common part of all forms of a word, as the search index has them."""

from __future__ import annotations

from functools import lru_cache

# The index on SQLite (FTS5 `porter`) uses Porter's original algorithm. Snowball's "porter" agrees with it on
# more words than Snowball's later "english", which Postgres uses. FTS5 does not stem words that are shorter
# or longer than this, so this module does not either.
ALGORITHM = "porter"
LATER_ALGORITHM = "english"
SHORTEST, LONGEST = 3, 63
CACHED_WORDS = 20_000


def stem(word: str) -> str:
    """The stem of an English word: ``process`` for ``process``, ``processes`` and ``processing``.

    :param word: in lower case and without accents, as `words.words` gives it. A word of fewer than 3 or
        more than 63 characters is its own stem.
    """
    return _stem(word, ALGORITHM) if SHORTEST <= len(word) <= LONGEST else word


def later_stem(word: str) -> str:
    """The stem of an English word as the index on Postgres has it."""
    return _stem(word, LATER_ALGORITHM)


@lru_cache(maxsize=CACHED_WORDS)
def _stem(word: str, algorithm: str) -> str:
    from snowballstemmer import stemmer  # Large, and not needed before the first search.

    # A stemmer stores the word in its fields, so threads must not share one. Making a new one is cheap.
    return str(stemmer(algorithm).stemWord(word))
