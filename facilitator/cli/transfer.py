"""The commands `facilitator import` and `facilitator export`."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import click

from facilitator import create_app, database
from facilitator.accounts import people
from facilitator.cli.database import account_with, open_as_is
from facilitator.log.transfer import exporting, sources
from facilitator.log.transfer.importing import ImportRun
from facilitator.log.transfer.records import ImportIssue, ImportRecord
from facilitator.refused import Refused
from facilitator.summary.formats import FORMATS, render


@click.command("import")
@click.argument("path", type=click.Path(exists=True, path_type=Path))
@click.option("--account", "email", help="Whose the new entries are. Needed when several have an account.")
@click.option(
    "--visibility",
    type=click.Choice(["private", "everyone"]),
    default=None,
    help="Who sees the new entries. Left out: as their files say, or else only --account.",
)
@click.option("--dry-run", is_flag=True, help="Read everything, write nothing.")
def import_log(path: Path, email: str | None, visibility: str | None, dry_run: bool) -> None:
    """Bring old post-mortems into the log.

    PATH is a folder of Markdown files, one such file, a table (.csv) or an export of a log (.json).
    Running it again changes only what changed in the files.
    """
    open_as_is()
    parts = _parts(path)
    run = ImportRun(account_with(email).id if email else _only_account(), visibility or "", dry_run)
    bad, notes = list[ImportIssue](), list[str]()
    with click.progressbar(length=len(parts), label="Bringing in", file=sys.stderr) as bar:

        def read() -> Iterator[ImportRecord | ImportIssue]:
            for part in parts:
                for item in part:
                    notes.extend(f"{item.location}: {note}" for note in getattr(item, "notes", ()))
                    yield item
                bar.update(1)

        for left in run.run(read()):
            bad.extend(left)
    _tell(run, bad, notes)
    if bad:
        sys.exit(1)


@click.command("export")
@click.argument("path", type=click.Path(path_type=Path))
@click.option(
    "--format", "form", type=click.Choice(["markdown", "json"]), default="markdown", show_default=True
)
@click.option("--account", "email", help="Only what this account may see. Left out: everything there is.")
def export_log(path: Path, form: str, email: str | None) -> None:
    """Write the whole log: a folder of Markdown files, or one JSON file.

    Without --account that is everything, everybody's private entries and drafts too.
    """
    open_as_is()
    account = account_with(email) if email else None
    write = exporting.write_markdown if form == "markdown" else exporting.write_json
    with database.read() as session:
        number = write(path, exporting.exported_entries(session, account))
    whose = f"what {email} may see" if email else "everything, private entries and drafts too: keep it safe"
    click.echo(f"{_entries(number)} in {path}. This is {whose}.")


# An id may begin with a hyphen, as an option does.
@click.command("summary", context_settings={"ignore_unknown_options": True})
@click.argument("which", metavar="ID")
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--account", "email", help="As this account may see it. Left out: all that there is.")
def export_summary(which: str, path: Path, email: str | None) -> None:
    """Write the summary of one meeting or entry.

    ID stands in the address of its page. The ending of PATH says the form: .pdf, .md, .html, .txt, .csv, .zip,
    .ics or .json.
    """
    settings = open_as_is()
    ending = path.suffix.lstrip(".").lower()
    if ending not in FORMATS:
        raise Refused("bad_format", f"Choose one of these endings: {', '.join(FORMATS)}.")
    account = account_with(email) if email else None
    with database.read() as session:
        summary = exporting.exported_summary(session, which, account)
    with create_app(settings).test_request_context():
        made = render(summary, ending)
    exporting.write_new(path, made.encode() if isinstance(made, str) else made)
    click.echo(f"{summary.title} in {path}.")


def _parts(path: Path) -> Sequence[Iterable[ImportRecord | ImportIssue]]:
    """The parts that the progress bar counts: the files of a folder, or the entries of a single file."""
    listed = sources.source_files(path)
    if len(listed) == 1:
        return [[item] for item in sources.read_source(path, listed[0])]
    return [sources.read_source(path, source) for source in listed]


def _tell(run: ImportRun, bad: list[ImportIssue], notes: list[str]) -> None:
    for note in notes:
        click.echo(note, err=True)
    for each in bad:
        click.echo(f"{each.location}: {each.message}", err=True)
    results = run.results
    parts = [f"{results['new']} new", f"{results['updated']} updated", f"{results['unchanged']} unchanged"]
    if results["newer here"]:
        parts.append(f"{results['newer here']} changed here since and left alone")
    if bad:
        parts.append(f"{len(bad)} not read")
    done = "Nothing was written. It would be" if run.dry else "Done:"
    click.echo(f"{done} {', '.join(parts)}.")


def _entries(number: int) -> str:
    return "1 entry" if number == 1 else f"{number:,} entries"


def _only_account() -> str | None:
    with database.read() as session:
        found = people.accounts(session)
    return found[0].id if len(found) == 1 else None
