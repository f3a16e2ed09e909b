"""The guide's pages. Anyone may read them: people who are invited to a meeting have no account yet."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, Flask, render_template

from facilitator.meeting import agenda, ground_rules, questions, wording
from facilitator.meeting.model import Kind, Stage
from facilitator.web import audience

blueprint = Blueprint("guide", __name__)

HOUR = 60


@dataclass(frozen=True)
class Part:
    """A stage on the line that shows the hour. ``left`` and ``width`` are in percent of the line."""

    stage: Stage
    left: float
    width: float

    @property
    def length(self) -> str:
        return agenda.minutes_text(self.stage.seconds)


def register(app: Flask) -> None:
    app.register_blueprint(blueprint)


@blueprint.get("/guide")
@audience("everyone")
def index() -> str:
    """The guide's table of contents."""
    return render_template("guide/index.html")


@blueprint.get("/guide/log")
@audience("everyone")
def log() -> str:
    """How to keep a learning log: alone, in an organisation, and safely."""
    return render_template("guide/log.html")


@blueprint.get("/guide/meeting")
@audience("everyone")
def meeting() -> str:
    """How to run the meeting, stage by stage, with the texts and minutes that the room uses."""
    parts = line_of(agenda.standard(HOUR))
    return render_template(
        "guide/meeting.html",
        parts=parts,
        rules=ground_rules.TEXTS,
        questions={kind: questions.by_purpose(deck) for kind, deck in questions.QUESTIONS.items()},
        category_questions=questions.CATEGORY_QUESTIONS,
        traditions=questions.traditions(),
        hints=wording.FAMILIES,
    )


@blueprint.get("/guide/blank")
@audience("everyone")
def blank() -> str:
    """A blank sheet with the questions of an entry, to print."""
    return render_template("guide/blank.html")


def line_of(stages: tuple[Stage, ...]) -> dict[Kind, Part]:
    """The position of each stage on a line, in percent."""
    whole = sum(stage.seconds for stage in stages)
    parts, left = {}, 0
    for stage in stages:
        parts[stage.kind] = Part(stage, 100 * left / whole, 100 * stage.seconds / whole)
        left += stage.seconds
    return parts
