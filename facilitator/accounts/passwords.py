"""Passwords: how they are hashed and checked, and which are too easy to guess."""

import math
import re

from pwdlib import PasswordHash

from facilitator.aside import aside

SHORTEST = 10
# Every password of the lists of common ones needs fewer guesses, alone or with a year behind it.
_GUESSES = 10**6
# zxcvbn's work grows with the square of the length, and with the ways to read signs as letters, such as 4 and
# @ as an a. Nobody guesses what has more of either, and a part that is hard to guess makes the whole hard.
_LOOKED_AT = 40
_MOST_WAYS = 16

_ARGON2 = PasswordHash.recommended()
# Checked when there is no account, so that the answer takes as long as for an existing one. It is the hash of a
# random text that nobody kept, made once: hashing takes longer than all else at the start.
_NOBODY = "$argon2id$v=19$m=65536,t=3,p=4$Mn9gLaL3AmKfHmkqh+bBGQ$m0MiZBPTkxpZ2YmjvDX6KFMWLwB5nKMk8NDcvudcQVw"


def hash_password(password: str) -> str:
    return aside(_ARGON2.hash, password)


def is_password(password: str, kept: str | None) -> bool:
    """Whether `kept` is the hash of `password`. Without a hash, it takes the same time and returns false."""
    return aside(_ARGON2.verify, password, kept or _NOBODY) and bool(kept)


def is_guessable(password: str, *own: str) -> bool:
    """Whether somebody who tries common passwords first, or what they know of the person, finds it soon.

    :param own: what others know of the person, such as the name and the address.
    """
    return aside(_is_found_soon, password, own)


def _is_found_soon(password: str, own: tuple[str, ...]) -> bool:
    from zxcvbn import zxcvbn  # Here, because its lists take more memory than all else of accounts.

    known = {
        word for text in own for word in (text, re.sub(r"\W", "", text), *re.split(r"[\W_]+", text)) if word
    }
    # Blanks and signs between known words add little, though zxcvbn counts them as if they were random.
    forms = {_looked_at(form) for form in (password, re.sub(r"[\W_]", "", password)) if form}
    inputs = ["facilitator", *sorted(known)]
    return any(zxcvbn(form, user_inputs=inputs)["guesses"] < _GUESSES for form in forms)


def _looked_at(form: str) -> str:
    """The beginning of a password that is soon judged: never less than a password must have."""
    ends = range(min(len(form), _LOOKED_AT), SHORTEST, -1)
    return next((form[:end] for end in ends if _ways_to_read(form[:end]) <= _MOST_WAYS), form[:SHORTEST])


def _ways_to_read(form: str) -> int:
    from zxcvbn.matching import L33T_TABLE, relevant_l33t_subtable

    return math.prod(len(signs) for signs in relevant_l33t_subtable(form, L33T_TABLE).values())
