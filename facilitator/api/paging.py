"""Pages of lists: the next one begins after the last line of this one, and a link leads there (RFC 8288)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from flask import Response, jsonify, request, url_for
from marshmallow import Schema, fields, validate

from facilitator import web
from facilitator.log.search.paging import bad_page

_PLACE = re.compile(r"([0-9]{1,15})~([A-Za-z0-9_-]{1,32})")


class PageQuery(Schema):
    after = fields.String(
        load_default="",
        validate=validate.Regexp(f"^({_PLACE.pattern})?$", error="Start again from the first page."),
        metadata={"description": "Where the page begins, as the link to it says. Leave it out at first."},
    )


def place_in(after: str) -> tuple[int, str] | None:
    """The instant and the id of the last line before a page; None for the first page.

    :raises Refused: ``bad_page``
    """
    if not after:
        return None
    found = _PLACE.fullmatch(after)
    if found is None:
        raise bad_page()
    return int(found[1]), found[2]


def cut(rows: Sequence[Any], size: int) -> tuple[Sequence[Any], str]:
    """The rows of a page without those of the next one, and where that begins; empty if there is none.

    :param rows: up to `size` rows, and one more if others follow; each has ``created_at`` and ``id``
    """
    kept = rows[:size]
    return kept, f"{kept[-1].created_at}~{kept[-1].id}" if len(rows) > size else ""


def page(data: dict[str, Any], after: str | None) -> Response:
    """The answer with a page of a list, and a link to the next one.

    :param after: where the next page begins; empty or None on the last one
    """
    answer = jsonify(data)
    if after:
        given: dict[str, Any] = {**request.args.to_dict(), "after": after, **(request.view_args or {})}
        address = web.external_url(url_for(str(request.endpoint), **given))
        answer.headers["Link"] = f'<{address}>; rel="next"'
    return answer
