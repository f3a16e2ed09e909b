"""The one blueprint of a meeting's pages, and what they share."""

from __future__ import annotations

from flask import Blueprint
from werkzeug.wrappers import Response

from facilitator.meeting.commands import LIMITS

blueprint = Blueprint("room_pages", __name__)

Page = Response | str | tuple[str, int]
NAME_LENGTH = LIMITS["name"]
