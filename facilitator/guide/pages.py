"""The guide's pages. Anyone may read them: whoever is asked to a meeting has no account yet."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, Flask, render_template

from facilitator.meeting import agenda, prompts
from facilitator.meeting.model import Kind, Stage
from facilitator.web import audience

blueprint = Blueprint("guide", __name__)

HOUR = 60


@dataclass(frozen=True)
class Part:
    """A stage on the hour's line, in percent of its length."""

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
    """What there is to read."""
    return render_template("guide/index.html")


@blueprint.get("/guide/log")
@audience("everyone")
def log() -> str:
    """Keeping a learning log: alone, as an organisation, and what makes it safe."""
    return render_template("guide/log.html")


@blueprint.get("/guide/meeting")
@audience("everyone")
def meeting() -> str:
    """The meeting, stage by stage, in the words and minutes that the room itself uses."""
    parts = line_of(agenda.standard(HOUR))
    return render_template("guide/meeting.html", parts=parts, rules=prompts.RULES, questions=prompts.DECKS)


@blueprint.get("/guide/blank")
@audience("everyone")
def blank() -> str:
    """One sheet of paper with an entry's questions."""
    return render_template("guide/blank.html")


def line_of(stages: tuple[Stage, ...]) -> dict[Kind, Part]:
    """Where each stage lies on a line of 100 percent."""
    whole = sum(stage.seconds for stage in stages)
    parts, left = {}, 0
    for stage in stages:
        parts[stage.kind] = Part(stage, 100 * left / whole, 100 * stage.seconds / whole)
        left += stage.seconds
    return parts
