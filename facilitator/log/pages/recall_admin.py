"""The page on which admins see how recall finds earlier entries."""

from __future__ import annotations

from flask import Blueprint, render_template

from facilitator import database
from facilitator.config import settings
from facilitator.log.recall import meaning
from facilitator.log.recall.vectors import store
from facilitator.web import audience

blueprint = Blueprint("recall_admin", __name__, url_prefix="/admin/recall")


@blueprint.get("")
@audience("admin")
def index() -> str:
    """Which ranker this process uses, why, and how many entries it knows."""
    used, setting = meaning.in_use(), settings().recall_model
    progress = None
    if used is not None:
        with database.read() as session:
            progress = store.progress(session, used.model.id)
    return render_template(
        "log/recall_admin.html",
        model=used.model.name if used else "",
        progress=progress,
        unwanted=setting == meaning.WITHOUT,
        folder="" if setting == meaning.WITHOUT else setting,
        trouble=meaning.trouble(),
    )
