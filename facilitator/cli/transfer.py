"""The commands `facilitator import` and `facilitator export`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import click
import msgspec

from facilitator import create_app, database
from facilitator.accounts import people
from facilitator.cli.database import account_with, open_as_is
from facilitator.log.transfer import exporting
from facilitator.log.transfer.bringing import Bringing
from facilitator.log.transfer.importing import ImportRun
from facilitator.log.transfer.mapping.chosen import CHOICES, Chosen
from facilitator.log.transfer.outcome import ImportOutcome, IssueOutcome, remark_on_days, remark_on_left
from facilitator.refused import Refused
from facilitator.summary.formats import FORMATS, render


def _read_taken(_context: object, _option: object, said: Sequence[str]) -> Chosen:
    chosen = dict(each.rpartition("=")[::2] for each in said)
    for name, field in chosen.items():
        if not name or field not in CHOICES:
            raise click.BadParameter(f"Write it as NAME=FIELD. The fields are {', '.join(CHOICES)}.")
    return {"column": chosen, "heading": chosen}


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
@click.option(
    "--take",
    "taken",
    metavar="NAME=FIELD",
    multiple=True,
    callback=_read_taken,
    help="What a column or heading is, where it is taken as the wrong thing: one of our fields, keep, text or leave.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Say what became of each item as one JSON document, for programs.",
)
def import_log(
    path: Path, email: str | None, visibility: str | None, dry_run: bool, taken: Chosen, form: str
) -> None:
    """Bring old post-mortems into the log.

    PATH is a folder of Markdown files, one such file, a table (.csv), an export of a log (.json) or a zip of these.
    Running it again changes only what changed in the files.
    """
    open_as_is()
    run = ImportRun(account_with(email).id if email else _only_account(), visibility or "", dry_run)
    with TemporaryDirectory() as scratch:
        bringing = Bringing([path], Path(scratch), run, taken)
        whole = _print_json(bringing) if form == "json" else _print_text(bringing)
    if whole.results["not read"]:
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


def _print_json(run: Bringing) -> ImportOutcome:
    """Print one document: what became of each item, and then of all of them, without keeping it in memory."""
    issues, separator = list[IssueOutcome](), ""
    click.echo('{"items": [', nl=False)
    for each in run.outcomes():
        if isinstance(each, IssueOutcome):
            issues.append(each)
        else:
            click.echo(f"{separator}\n{msgspec.json.encode(each).decode()}", nl=False)
            separator = ","
    whole = run.whole()
    rest = msgspec.json.encode({"issues": issues} | msgspec.structs.asdict(whole)).decode()
    click.echo(f"\n], {rest[1:]}")
    return whole


def _print_text(run: Bringing) -> ImportOutcome:
    issues = list[IssueOutcome]()
    with click.progressbar(length=run.files, label="Bringing in", file=sys.stderr) as bar:
        for each in run.outcomes():
            bar.update(run.done - bar.pos)
            if isinstance(each, IssueOutcome):
                issues.append(each)
        bar.update(run.done - bar.pos)
    whole = run.whole()
    for each in issues:
        click.echo(f"{each.file}:{each.line}: {each.message}", err=True)
    for remark in filter(None, (remark_on_days(whole.undated), remark_on_left(whole.left))):
        click.echo(remark, err=True)
    results = whole.results
    parts = [f"{results['new']} new", f"{results['updated']} updated", f"{results['unchanged']} unchanged"]
    if results["newer here"]:
        parts.append(f"{results['newer here']} changed here since and left alone")
    if results["not read"]:
        parts.append(f"{results['not read']} not read")
    done = "Done:" if whole.written else "Nothing was written. It would be"
    click.echo(f"{done} {', '.join(parts)}.")
    return whole


def _entries(number: int) -> str:
    return "1 entry" if number == 1 else f"{number:,} entries"


def _only_account() -> str | None:
    with database.read() as session:
        found = people.accounts(session)
    return found[0].id if len(found) == 1 else None
