"""Passwords: how they are hashed and checked, and which are too easy to guess."""

import re
import secrets

from pwdlib import PasswordHash
from zxcvbn import zxcvbn

from facilitator.aside import aside

SHORTEST = 10
# Every password of the lists of common ones needs fewer guesses, alone or with a year behind it.
_GUESSES = 10**6
# Its work grows with the square of the length, and nobody guesses so many characters.
_LOOKED_AT = 72

_ARGON2 = PasswordHash.recommended()
# Checked when there is no account, so that the answer takes as long as for an existing one.
_NOBODY = _ARGON2.hash(secrets.token_urlsafe(16))


def hash_password(password: str) -> str:
    return aside(_ARGON2.hash, password)


def is_password(password: str, kept: str | None) -> bool:
    """Whether `kept` is the hash of `password`. Without a hash, it takes the same time and returns false."""
    return aside(_ARGON2.verify, password, kept or _NOBODY) and bool(kept)


def is_guessable(password: str, *own: str) -> bool:
    """Whether somebody who tries common passwords first, or what they know of the person, finds it soon.

    :param own: what others know of the person, such as the name and the address.
    """
    known = {
        word for text in own for word in (text, re.sub(r"\W", "", text), *re.split(r"[\W_]+", text)) if word
    }
    # Blanks and signs between known words add little, though zxcvbn counts them as if they were random.
    forms = {form[:_LOOKED_AT] for form in (password, re.sub(r"[\W_]", "", password)) if form}
    inputs = ["facilitator", *sorted(known)]
    return any(zxcvbn(form, user_inputs=inputs)["guesses"] < _GUESSES for form in forms)
