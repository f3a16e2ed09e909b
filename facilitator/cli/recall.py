"""The command `facilitator recall`."""

from __future__ import annotations

import sys

import click

from facilitator import database
from facilitator.cli.database import open_as_is
from facilitator.log.recall import indexing, meaning
from facilitator.log.recall.vectors import store


@click.group()
def recall() -> None:
    """Recall by meaning."""


@recall.command()
def index() -> None:
    """Make the vectors of all entries that have none, with a bar.

    The server does this by itself. Beside it, the command may run as often as you like.
    """
    settings = open_as_is()
    meaning.load(settings.recall_model)
    model = meaning.in_use()
    if model is None:
        sys.exit(meaning.trouble() or "Recall goes by words: FACILITATOR_RECALL_MODEL is none.")
    with database.read() as session:
        before = store.progress(session, model.model.id)
    left, done = before.all - before.done, 0
    if left:
        label = f"{model.model.name}: {left} of {before.all} entries"
        with click.progressbar(length=left, label=label, file=sys.stderr) as bar:
            done = indexing.index_missing(model, stops=lambda: False, tell=bar.update)
    indexing.forget_other_models(model, stops=lambda: False)
    click.echo(f"{done} entries got vectors." if left else f"All {before.all} entries have their vectors.")
