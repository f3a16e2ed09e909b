import time
from pathlib import Path
from typing import Protocol

import pytest
import requests
from click.testing import CliRunner, Result
from conftest import Server, empty_database, free_port
from fixtures.app import PASSWORD

from facilitator import clock, database
from facilitator.accounts import people, second_factor
from facilitator.accounts.passwords import is_password
from facilitator.accounts.tables import SecondFactor
from facilitator.cli import commands, main
from facilitator.clock import DAY_MS
from facilitator.refused import Refused


class Run(Protocol):
    """Runs a command and answers its questions with what is given; what it printed."""

    def __call__(self, *words: str, given: str = "") -> Result: ...


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs commands on an empty data directory."""
    monkeypatch.setenv("FACILITATOR_DATA_DIR", str(tmp_path))

    def run(*words: str, given: str = "") -> Result:
        return CliRunner().invoke(commands, words, input=given, catch_exceptions=False)

    return run


@pytest.fixture
def upgraded(run: Run) -> Run:
    """The same, on a database in its newest shape."""
    assert run("upgrade").exit_code == 0
    return run


@pytest.fixture
def with_ana(upgraded: Run) -> Run:
    """The same, on a data directory in which Ana has an account."""
    run = upgraded
    made = run("account", "create", "--name", "Ana", "--email", "Ana@Example.org", "--password", PASSWORD)
    assert made.output == "Ana can sign in with ana@example.org.\n"
    return run


def test_it_helps_without_arguments(run: Run) -> None:
    shown = run().output
    for name in ("serve", "upgrade", "demo", "account", "token"):
        assert f"  {name}" in shown


def test_upgrade_can_be_run_again(run: Run) -> None:
    for _ in range(2):
        assert run("upgrade").exit_code == 0


def test_the_operator_ends_a_second_factor(with_ana: Run) -> None:
    with database.session() as session:
        ana = people.by_email(session, "ana@example.org")
        assert ana
        session.add(SecondFactor(account_id=ana.id, seed="seed", confirmed_at=1, last_step=0))
    assert with_ana("account", "end-second-factor", "ana@example.org").exit_code == 0
    with database.read() as session:
        assert not second_factor.is_on(session, ana.id)


def test_the_first_account_is_an_admin_and_the_next_a_member(with_ana: Run) -> None:
    with_ana("account", "create", given=f"Ben\nben@example.org\n{PASSWORD}\n{PASSWORD}\n")
    assert with_ana("account", "list").output == (
        "ana@example.org\tadmin\tAna\nben@example.org\tmember\tBen\n"
    )
    with database.read() as session:
        ben = people.by_email(session, "ben@example.org")
    assert ben
    assert is_password(PASSWORD, ben.password_hash)


def test_the_first_account_needs_no_database_before(run: Run) -> None:
    assert (
        run(
            "account", "create", "--name", "Ana", "--email", "a@example.org", "--password", PASSWORD
        ).exit_code
        == 0
    )
    assert run("account", "list").output == "a@example.org\tadmin\tAna\n"


def test_the_operator_is_warned_of_a_password_that_is_easy_to_guess(upgraded: Run) -> None:
    words = ("account", "create", "--name", "Trials", "--email", "trials@example.org")
    made = upgraded(*words, "--password", "trials-password-1")
    assert made.exit_code == 0
    assert made.stderr.startswith("About the password: That is easy to guess.")
    assert upgraded("account", "list").output.count("trials@") == 1


def test_an_address_has_one_account(with_ana: Run) -> None:
    with pytest.raises(Refused, match="There is an account with this e-mail address"):
        with_ana("account", "create", "--name", "A", "--email", "ana@example.org", "--password", PASSWORD)


def test_a_token_acts_for_its_account_until_it_is_revoked(with_ana: Run) -> None:
    token = with_ana("token", "create", "--name", "bot", "--account", "ana@example.org").output.strip()
    with database.read() as session:
        made = people.active_token(session, token)
    assert made
    assert made.name == "bot"
    shown = with_ana("token", "list").output
    assert token not in shown
    assert shown.endswith("\tbot\n")
    with_ana("token", "revoke", shown.split("\t")[0])
    with database.read() as session:
        assert people.active_token(session, token) is None


def test_a_token_may_only_read_and_expire(with_ana: Run) -> None:
    options = ("--name", "bot", "--account", "ana@example.org", "--scope", "read", "--days", "30")
    token = with_ana("token", "create", *options).output.strip()
    with database.read() as session:
        made = people.active_token(session, token)
    assert made
    end = made.created_at + 30 * DAY_MS
    assert (made.scope, made.expires_at) == ("read", end)
    assert f"\tread\t{clock.day_of(end, clock.NO_ZONE)}\t" in with_ana("token", "list").output


def test_a_token_needs_an_account(upgraded: Run) -> None:
    with pytest.raises(Refused, match="There is no account with the address"):
        upgraded("token", "create", "--name", "bot", "--account", "who@example.org")


def test_an_unknown_token_cannot_be_revoked(upgraded: Run) -> None:
    with pytest.raises(Refused, match="no token with this id"):
        upgraded("token", "revoke", "made-up")


@pytest.mark.parametrize(
    ("words", "environ", "sentence"),
    [
        (("upgrade",), {"FACILITATOR_NOTHING": "1"}, "There is no setting FACILITATOR_NOTHING"),
        (("upgrade",), {"PORT": "x"}, "PORT is a whole number"),
        (("token", "revoke", "x"), {}, "There is no token with this id"),
        (("account", "create", "--name", "A", "--email", "a", "--password", PASSWORD), {}, "email: Write an"),
    ],
)
def test_a_refusal_is_a_sentence_and_an_exit_status(
    upgraded: Run,
    monkeypatch: pytest.MonkeyPatch,
    words: tuple[str, ...],
    environ: dict[str, str],
    sentence: str,
) -> None:
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("sys.argv", ["facilitator", *words])
    with pytest.raises(SystemExit, match=sentence) as ended:
        main()
    assert ended.value.code


def test_serve_prints_a_link_to_make_the_first_account(own_server: Server) -> None:
    link = own_server.log().split("/setup/")[1].split()[0]
    page = requests.get(f"{own_server.url}/setup/{link}", timeout=10)
    assert "Make the first account" in page.text
    assert f"facilitator listens on {own_server.url}" in own_server.log()


def test_serve_ends_within_seconds_of_being_asked(own_server: Server) -> None:
    began = time.monotonic()
    own_server.process.terminate()
    assert own_server.process.wait(10) == 0
    assert time.monotonic() - began < 8


def test_serve_makes_no_socket_by_which_it_could_be_controlled(tmp_path: Path) -> None:
    more = {"HOME": str(tmp_path), "XDG_RUNTIME_DIR": str(tmp_path), **empty_database()}
    server = Server(tmp_path, free_port(), more)
    server.start()
    sockets = [path for path in tmp_path.rglob("*") if path.is_socket()]
    server.end()
    assert sockets == []
