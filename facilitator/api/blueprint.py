"""The blueprint of all routes of the API."""

from flask import Blueprint

from facilitator import web

PREFIX = "/api/v1"

blueprint = Blueprint("api", __name__, url_prefix=PREFIX)
# The API ignores cookies, so another site cannot misuse a visitor's browser, and CSRF tokens are not needed.
web.csrf.exempt(blueprint)
