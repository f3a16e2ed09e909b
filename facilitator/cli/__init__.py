"""The `facilitator` command, with one module for each group of subcommands."""

from __future__ import annotations

import os
import sys

import click
from marshmallow import ValidationError

from facilitator import config
from facilitator.cli.accounts import account, token
from facilitator.cli.database import trouble_at
from facilitator.cli.serve import serve, upgrade
from facilitator.cli.transfer import export_log, import_log
from facilitator.database import Unavailable
from facilitator.demo.cli import demo
from facilitator.fields import sentence_of
from facilitator.refused import Refused


@click.group()
@click.version_option(package_name="facilitator")
def commands() -> None:
    """Run post-mortem meetings that end in what was learned, and keep the log of it."""


for command in (serve, upgrade, demo, account, token, import_log, export_log):
    commands.add_command(command)


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
    except ValidationError as invalid:
        sys.exit(sentence_of(invalid))
