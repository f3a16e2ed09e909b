"""The API about itself: whose token it is, the OpenAPI document, and the page that shows it."""

from __future__ import annotations

from typing import Any

from flask import Response, jsonify, make_response, render_template

from facilitator.accounts import access
from facilitator.api.about_schemas import MeSchema
from facilitator.api.blueprint import blueprint
from facilitator.api.docs_page import page_context
from facilitator.api.document import document
from facilitator.api.operations import operation
from facilitator.web import audience


@blueprint.get("/me")
@audience("token")
@operation("The account for which the token acts, and what the token may do", gives=MeSchema)
def me() -> dict[str, Any]:
    account, token = access.token_account(), access.api_token()
    kept = {name: getattr(token, name) for name in ("name", "scope", "created_at", "expires_at")}
    plain = {name: getattr(account, name) for name in ("name", "email", "role", "zone")}
    return {**plain, "token": kept}


@blueprint.get("/openapi.json")
@audience("everyone")
@operation("The OpenAPI document", files={"application/json": {"type": "object"}})
def openapi() -> Response:
    return jsonify(document())


@blueprint.get("/docs")
@audience("everyone")
@operation("The same as a page to read", files={"text/html": {"type": "string"}})
def docs() -> Response:
    return make_response(render_template("api/docs.html", **page_context()))
