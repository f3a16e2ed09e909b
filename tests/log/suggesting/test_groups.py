"""Suggested groups: what they are, and what they are called."""

from random import Random
from time import thread_time

import pytest

from facilitator.demo import script
from facilitator.log.suggesting import turns
from facilitator.log.suggesting.groups import suggested_groups
from facilitator.log.suggesting.similarity import Measure
from facilitator.log.suggesting.terms import languages_of


def groups(*texts: str) -> dict[str, set[str]]:
    found = suggested_groups({text: text for text in texts})
    return {group.name: set(group.cards) for group in found}


def groups_of_scenario(name: str) -> dict[str, list[int]]:
    texts = {str(number): card[2] for number, card in enumerate(script.load(name)["cards"])}
    return {group.name: [int(card) for card in group.cards] for group in suggested_groups(texts)}


def test_the_scenarios_get_groups_that_make_sense() -> None:
    assert groups_of_scenario("database-outage-2017") == {
        "Backup, restore": [0, 6, 8, 11],
        "Command": [10, 15],
        "Job": [1, 2],
    }
    assert groups_of_scenario("new-formula-1985") == {"Test": [2, 5]}
    assert groups_of_scenario("offer-two-prices") == {"Read, annex": [0, 1, 2, 6], "Customer": [5, 7]}


def test_cards_with_the_same_word_in_another_form_or_a_synonym_of_it_are_grouped() -> None:
    backups = {"Our back-up was empty", "Five backups failed"}
    restores = {"Nobody had restored one", "Recovery has no owner"}
    found = list(groups(*backups, *restores, "It was dark outside").values())
    assert len(found) == 2
    assert backups in found
    assert restores in found


def test_a_group_is_called_by_the_form_that_most_of_its_cards_have() -> None:
    assert list(groups("Alarms at night", "That alarm was off", "No alarm came", "The lift stopped")) == [
        "Alarm"
    ]
    assert list(groups("A mail about DMARC", "DMARC was new to us", "The lift stopped")) == ["DMARC"]


def test_nothing_is_suggested_where_nothing_is_shared() -> None:
    assert groups() == {}
    assert groups("The lift stopped") == {}
    assert groups("The lift stopped", "It was dark", "We were there", "We were not there", "7", "7") == {}


def test_each_card_is_in_one_group() -> None:
    found = suggested_groups({str(n): f"lift {n % 7} stairs {n % 5} door{n % 9}" for n in range(60)})
    cards = [card for group in found for card in group.cards]
    assert len(cards) == len(set(cards))
    assert len(found) <= 8


def test_a_full_room_of_long_cards_is_answered_in_time_and_others_have_their_turns(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    given = []
    monkeypatch.setattr(turns, "let_others_work", lambda: given.append(1))
    chance = Random(1)
    pool = ["".join(chance.choices("abcdefghijklmnopqrstuvwxyz", k=5)) for _ in range(900)]
    texts = {str(number): " ".join(chance.sample(pool, 80)) for number in range(300)}
    began = thread_time()
    suggested_groups(texts)
    # It takes less than a second; slow machines may take longer. It was minutes.
    assert thread_time() - began < 6
    assert len(given) > 50


def test_without_time_it_answers_with_what_it_has(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns.Turns, "go_on", lambda _: False)
    assert groups("Alarms at night", "That alarm was off") == {}


@pytest.mark.parametrize(
    ("texts", "name"),
    [
        (["Die Sicherung war leer", "Fünf Sicherungen und keine lief", "Der Aufzug stand"], "Sicherung"),
        (["La sauvegarde était vide", "Cinq sauvegardes et aucune bonne", "Il faisait nuit"], "Sauvegarde"),
        (["Резервная копия пуста", "Пять резервных копий", "Лифт стоял"], "Резервная, копий"),
        (["النسخة الاحتياطية فارغة", "خمس نسخ احتياطية", "المصعد متوقف"], "نسخ, احتياطية"),
        (["備份是空的", "五個備份", "電梯停了"], "備份"),
        (["ラインが止まった", "また止まった", "天気が悪い"], "止まった"),
        (["ABC社の遅延", "ABC社と話す", "天気が悪い"], "ABC"),
    ],
)
def test_the_words_of_other_languages_have_their_stems_too(texts: list[str], name: str) -> None:
    (group,) = suggested_groups({text: text for text in texts})
    assert group.cards == tuple(texts[:2])
    assert group.name == name


def test_the_language_of_a_short_text_is_that_of_the_others() -> None:
    texts = ["Die Server sind gleich", "Server und Namen von uns", "Nobody looked at it", "Namen", "نسخ"]
    assert languages_of(texts) == ["de", "de", "en", "de", "ar"]


def test_another_measure_can_take_its_place() -> None:
    by_meaning = Measure(lambda terms, turns: {(0, 2): 0.9, (0, 1): 0.2}, 0.5)
    (group,) = suggested_groups({"a": "dark", "b": "dark", "c": "night"}, by_meaning)
    assert (group.name, group.cards) == ("", ("a", "c"))
