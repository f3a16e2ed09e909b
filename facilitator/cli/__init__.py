"""The `facilitator` command, with one module for each group of subcommands."""

from __future__ import annotations

import os
import sys
from collections import UserDict
from importlib import import_module
from typing import Any

import click

from facilitator import config
from facilitator.cli.database import trouble_at
from facilitator.database_errors import Unavailable
from facilitator.refused import Refused


class _Commands(UserDict[str, Any]):
    """The subcommands by name, from where each is. Only the one that is used is loaded: so a server starts soon."""

    def __getitem__(self, name: str) -> Any:
        module, _, function = self.data[name].partition(":")
        return getattr(import_module(module), function)


COMMANDS = _Commands(
    {
        "serve": "facilitator.cli.serve:serve",
        "upgrade": "facilitator.cli.serve:upgrade",
        "demo": "facilitator.demo.cli:demo",
        "recall": "facilitator.cli.recall:recall",
        "remind": "facilitator.cli.remind:remind",
        "account": "facilitator.cli.accounts:account",
        "token": "facilitator.cli.accounts:token",
        "import": "facilitator.cli.transfer:import_log",
        "export": "facilitator.cli.transfer:export_log",
        "summary": "facilitator.cli.transfer:export_summary",
    }
)


@click.group(commands=COMMANDS)
@click.version_option(package_name="facilitator")
def commands() -> None:
    """Run post-mortem meetings that end in what was learned, and keep the log of it."""


def main() -> None:
    """Run a command. What it cannot do, it says in a sentence, and exits with status 1."""
    # What we write is for the account that runs us: the database holds what people said in confidence.
    os.umask(0o077)
    try:
        commands()
    except config.BadSetting as bad:
        sys.exit(str(bad))
    except Unavailable as unavailable:
        sys.exit(trouble_at(config.load().database_url, unavailable.cause))
    except Refused as refused:
        sys.exit(refused.message)
    except Exception as error:
        # Here, so that a server starts without it.
        from marshmallow import ValidationError

        from facilitator.fields import sentence_of

        if isinstance(error, ValidationError):
            sys.exit(sentence_of(error))
        raise
