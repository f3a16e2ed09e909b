"""The page Patterns: what recurs in the log."""

from __future__ import annotations

from flask import Blueprint, render_template

from facilitator import database
from facilitator.accounts.zones import today_here
from facilitator.log.entry.reader import current_reader
from facilitator.log.patterns.counting import OUTCOME_WORDS, count_patterns, log_address
from facilitator.summary import words
from facilitator.web import audience

blueprint = Blueprint("patterns", __name__)


@blueprint.get("/log/patterns")
@audience("account")
def page() -> str:
    """The patterns of the entries that this account may see."""
    with database.read() as session:
        found = count_patterns(session, current_reader(), today_here())
    return render_template(
        "log/patterns.html",
        patterns=found,
        words=words,
        outcomes=OUTCOME_WORDS,
        address=log_address,
    )
