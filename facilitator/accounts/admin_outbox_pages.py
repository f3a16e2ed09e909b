"""What admins do with letters that were not delivered. The page that shows them is that of `admin_pages`."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, url_for
from werkzeug.wrappers import Response

from facilitator import database, outbox
from facilitator.web import audience

blueprint = Blueprint("admin_outbox", __name__, url_prefix="/admin/outbox")

GONE = "It is not waiting any more: it is being sent, was sent, or was deleted."


@blueprint.post("/<item_id>/try")
@audience("admin")
def try_again(item_id: str) -> Response:
    with database.session() as session:
        found = outbox.try_again(session, item_id)
    return _done("It is tried again now." if found else GONE)


@blueprint.post("/<item_id>/delete")
@audience("admin")
def delete(item_id: str) -> Response:
    with database.session() as session:
        found = outbox.delete(session, item_id)
    database.forget()
    return _done("It is deleted, and is not sent any more." if found else GONE)


def _done(sentence: str) -> Response:
    flash(sentence)
    return redirect(url_for("admin.index"), 303)
