"""Pages of lists: the next one begins after the last line of this one, and a link leads there (RFC 8288)."""

from __future__ import annotations

from typing import Any

from flask import Response, jsonify, request, url_for
from marshmallow import Schema, fields

from facilitator import web


class PageQuery(Schema):
    after = fields.String(
        load_default="",
        metadata={
            "description": "Where the page begins: what the link to it has here. Leave it out at first."
        },
    )


def page(data: dict[str, Any], after: str) -> Response:
    """A page of a list, with a link to the next one.

    :param after: where the next page begins; empty on the last one
    """
    answer = jsonify(data)
    if after:
        given: dict[str, Any] = {**request.args.to_dict(), "after": after, **(request.view_args or {})}
        address = url_for(str(request.endpoint), **given)
        answer.headers["Link"] = f'<{web.external_url(address)}>; rel="next"'
    return answer
