"""Which passwords are too easy to guess."""

from pwdlib.hashers.argon2 import Argon2Hasher
from zxcvbn.frequency_lists import FREQUENCY_LISTS

from facilitator.accounts.passwords import _NOBODY, SHORTEST, is_guessable

COMMON = [each for each in FREQUENCY_LISTS["passwords"][:10_000] if len(each) >= SHORTEST]


def test_the_ten_thousand_commonest_are() -> None:
    assert len(COMMON) > 100
    assert [each for each in COMMON if not is_guessable(each)] == []


def test_ones_own_name_and_address_are_in_whatever_form() -> None:
    for own in (
        "Maria.Ferreira@stadtwerke.example",
        "mariaferreira",
        "FerreiraMaria",
        "Ferreira Maria",
        "stadtwerke1",
    ):
        assert is_guessable(own, "Maria Ferreira", "maria.ferreira@stadtwerke.example")


def test_a_few_words_are_not_even_long_ones() -> None:
    assert not is_guessable("correct horse battery", "Ana", "ana@example.org")
    assert not is_guessable("kettle under the seventh bridge " * 6, "Ana", "ana@example.org")


def test_signs_that_may_stand_for_letters_hide_no_name() -> None:
    assert is_guessable("Maria.Ferreira-4@8(", "Maria Ferreira", "maria@example.org")
    assert not is_guessable("1!|7+({[<" + "kettle seventh", "Maria Ferreira", "maria@example.org")


def test_to_check_for_nobody_takes_as_long_as_for_an_account() -> None:
    assert not Argon2Hasher().check_needs_rehash(_NOBODY)
