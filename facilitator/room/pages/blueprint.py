"""The blueprint that the pages of meetings share, and their shared types."""

from __future__ import annotations

from flask import Blueprint
from werkzeug.wrappers import Response

from facilitator.meeting.commands import LIMITS

blueprint = Blueprint("room_pages", __name__)

Page = Response | str | tuple[str, int]
NAME_LENGTH = LIMITS["name"]
