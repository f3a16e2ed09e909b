"""The names that files use for our fields, in front matter, in headings and in the first line of a table."""

from __future__ import annotations

import re
from collections.abc import Mapping

from facilitator.meeting.model import CATEGORIES

_SPELLED: Mapping[str, str] = {
    "title": "title, name, subject, headline",
    "date": "date, day, when, incident date, date of incident, occurred, published, published at, created, created at",
    "category": "category",
    "categories": "categories",
    "tags": "tags, tag, keywords, keyword, labels, topics",
    "summary": "summary, abstract, excerpt, description, overview, tl dr, tldr, in short, synopsis",
    "did": (
        "did, decision, the decision, decided, what we did, what i did, what we decided, what i decided,"
        " what we decided or did, what we tried, behaviour, behavior"
    ),
    "expected": (
        "expected, expectation, expectations, what we expected, what i expected, what did we expect,"
        " hypothesis, assumption, assumptions, goal, goals"
    ),
    "happened": (
        "happened, what happened, what happened instead, what did happen, what actually happened,"
        " incident, the incident, what went wrong, the failure, timeline, details, body, text"
    ),
    "impact": (
        "impact, what came of it, what it cost, consequences, effect, effects, damage, customer impact,"
        " severity and impact"
    ),
    "drove": (
        "drove, drivers, what drove it, cause, causes, root cause, root causes, root cause analysis, why,"
        " why it happened, why did it happen, trigger, triggers, contributing factors, analysis, five whys, whys"
    ),
    "learned": (
        "learned, learnt, learning, learnings, lesson, lessons, lessons learned, lessons learnt,"
        " lesson learned, what we learned, what we learnt, what i learned, what i learnt,"
        " what did we learn, takeaway, takeaways, key takeaways, conclusion, conclusions"
    ),
    "next_time": (
        "next time, what we do next time, what we will do next time, what we'll do next time,"
        " what i will do next time, what i'll do next time, prevention, recommendation, recommendations,"
        " improvements"
    ),
    "outcome": "outcome, result",
    "actions": (
        "actions, action, action items, action item, next steps, steps, follow up, follow ups, followup,"
        " follow up actions, corrective actions, corrective action, remediation, remediation items,"
        " todo, to do, todos, what we do next, tasks"
    ),
    "id": "id",
    "author": "author",
    "visibility": "visibility",
    "draft": "draft",
    "named": "named",
    "tells_drivers": "tells_drivers",
    "agreed": "agreed",
    "created_at": "created_at",
    "updated_at": "updated_at",
    "origin": "origin",
    "extra": "extra",
    "meeting": "meeting",
    "uses": "uses",
    "follows": "follows",
    "version": "version",
    "look_at": "look_at",
    "revisions": "revisions",
    "format": "format",
}
_FIELDS = {
    spelled.strip(): (field, rank)
    for field, all_of_them in _SPELLED.items()
    for rank, spelled in enumerate(all_of_them.split(","))
}
IN_BODY = frozenset(
    {
        "summary",
        "did",
        "expected",
        "happened",
        "impact",
        "drove",
        "learned",
        "next_time",
        "outcome",
        "actions",
    }
)
# Names that stand for a field as a column, but are too common as headings, such as parts of other sections.
_NO_HEADING = frozenset({"details", "body", "text", "steps", "status", "result", "why", "goal", "goals"})
OUTCOMES = {
    "worked": "worked, it worked, success, successful, yes",
    "partly": "partly, partly worked, partial, partially, mixed",
    "did not work": "did not work, didn't work, it did not work, failed, failure, no, unsuccessful",
}
_OUTCOMES = {word.strip(): outcome for outcome, words in OUTCOMES.items() for word in words.split(",")}
_CATEGORIES = {name: name for name in CATEGORIES} | {f"{name}s": name for name in CATEGORIES}
_NUMBERING = re.compile(r"^[\W\d_]*(?=[^\W\d_])")
_BETWEEN = re.compile(r"[\s_/-]+")


def field_of(name: str) -> tuple[str, int] | None:
    """Our field for a name in a file, and the name's rank. Of two names for a field, the lower rank wins."""
    exact = name.strip().casefold()
    return _FIELDS.get(exact) or _FIELDS.get(_plain(exact))


def field_of_heading(heading: str) -> str:
    """Our field for a heading such as ``3. Lessons learned:``, or ``""``."""
    said = _plain(heading.strip(" \t#*_:?!.").casefold())
    plain = said if said in _FIELDS else _NUMBERING.sub("", said)
    found = None if plain in _NO_HEADING else _FIELDS.get(plain)
    return found[0] if found and found[0] in IN_BODY else ""


def outcome_of(text: str) -> str:
    """The outcome (one of `OUTCOMES`) for a text in a file, or ``""``."""
    return _OUTCOMES.get(_plain(text.strip(" \t\n.!").casefold()), "")


def category_of(text: str) -> str:
    """The category (one of `CATEGORIES`) for a text in a file, or ``""``."""
    return _CATEGORIES.get(_plain(text.casefold()), "")


def _plain(name: str) -> str:
    return _BETWEEN.sub(" ", name.replace("’", "'")).strip()
