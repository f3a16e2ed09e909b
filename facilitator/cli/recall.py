"""The command `facilitator recall`."""

from __future__ import annotations

import sys

import click

from facilitator import database
from facilitator.cli.database import open_as_is
from facilitator.log.recall import indexing, meaning
from facilitator.log.recall.meaning import Meaning
from facilitator.log.recall.vectors import store
from facilitator.log.recall.vectors.store import Progress


@click.group()
def recall() -> None:
    """Recall by meaning."""


@recall.command()
@click.option(
    "--forget-others", is_flag=True, help="Remove the vectors of other models, which no server uses."
)
def index(forget_others: bool) -> None:
    """Make the vectors of all entries that have none, with a bar.

    The server does this by itself. Beside it, the command may run as often as you like.
    """
    settings = open_as_is()
    meaning.load(settings.recall_model)
    used = meaning.in_use()
    if used is None:
        sys.exit(meaning.trouble() or "Recall goes by words: FACILITATOR_RECALL_MODEL is none.")
    before = _progress(used)
    left, done = before.all - before.done, 0
    if left:
        label = f"{used.model.name}: {left} of {before.all} entries"
        with click.progressbar(length=left, label=label, file=sys.stderr) as bar:
            done = indexing.index_missing(used, stops=lambda: meaning.in_use() is None, tell=bar.update)
    click.echo(f"{done} entries got vectors." if left else f"All {before.all} entries have their vectors.")
    if forget_others:
        indexing.forget_other_models(used, stops=lambda: False)
    _tell_others(used)
    after = _progress(used)
    if after.done < after.all:
        sys.exit(
            f"{after.all - after.done} of {after.all} entries have no vectors. {meaning.trouble()}".rstrip()
        )


def _progress(used: Meaning) -> Progress:
    with database.read() as session:
        return store.progress(session, used.model.id)


def _tell_others(used: Meaning) -> None:
    with database.read() as session:
        others = store.of_other_models(session, used.model.id)
    for other, number in others.items():
        click.echo(
            f"Another model ({other}) has vectors of {number} entries. If no server uses it, --forget-others "
            "removes them, once all entries have vectors of this one.",
            err=True,
        )
