"""Nothing is left out: each command has a rule, each event a fold, each refusal a test."""

import re
from pathlib import Path
from types import ModuleType

from facilitator import meeting
from facilitator.meeting import commands
from facilitator.meeting.commands import COMMANDS, INTERNAL_COMMANDS, WIRE_COMMANDS
from facilitator.meeting.decide.rule import RULES
from facilitator.meeting.events import EVENTS
from facilitator.meeting.evolve.fold import FOLDS

RULES_OF_THE_HOUSE = Path(str(meeting.__file__)).parent
TESTS = Path(__file__).parent


def test_each_command_has_a_rule_of_its_name() -> None:
    assert set(RULES) == set(COMMANDS.values())
    assert {name: RULES[command].decide.__name__ for name, command in COMMANDS.items()} == {
        n: n for n in COMMANDS
    }


def test_each_command_stands_in_a_file_that_is_called_like_that_of_its_rule() -> None:
    places = {command: rule.decide.__module__.rpartition(".")[2] for command, rule in RULES.items()}
    assert {command: command.__module__.rpartition(".")[2] for command in RULES} == places


def test_each_event_has_a_fold_of_its_name() -> None:
    assert {name: FOLDS[event].__name__ for name, event in EVENTS.items()} == {name: name for name in EVENTS}


def test_a_socket_cannot_ask_what_only_the_server_asks() -> None:
    assert sorted(INTERNAL_COMMANDS) == [
        "arrive",
        "ask_to_return",
        "clear_feedback",
        "edit_details",
        "give_feedback",
        "join",
        "leave",
        "schedule",
        "set_reviews",
        "show_hidden",
        "take_back_feedback",
        "use_entry",
    ]
    assert WIRE_COMMANDS.keys().isdisjoint(INTERNAL_COMMANDS)


def test_each_refusal_has_a_test() -> None:
    written = "".join(path.read_text() for path in RULES_OF_THE_HOUSE.rglob("*.py"))
    tested = "".join(path.read_text() for path in TESTS.glob("test_*.py"))
    codes = set(re.findall(r'Refused\(\s*"(\w+)"', written))
    assert len(codes) > 30
    assert codes - set(re.findall(r'refused\("(\w+)"\)', tested)) == set()


def test_each_refusal_says_what_to_do() -> None:
    for path in RULES_OF_THE_HOUSE.rglob("*.py"):
        for message in re.findall(r'Refused\(\s*"\w+",\s*f?"([^"]+)"', path.read_text()):
            assert message.rstrip()[-1] in ".?…", message


def test_the_package_of_commands_has_no_names_but_its_own() -> None:
    names = {name for name, value in vars(commands).items() if not isinstance(value, ModuleType)}
    others = {name for name in names if not name.startswith("_")} - {
        each.__name__ for each in COMMANDS.values()
    }
    assert others == {
        *{"AgendaItem", "Command", "Internal", "annotations", "wire_name"},
        *{"CAPACITY", "LIMITS", "MOST", "VOTES"},
        *{"COMMANDS", "INTERNAL_COMMANDS", "SEATLESS", "WIRE_COMMANDS"},
    }
