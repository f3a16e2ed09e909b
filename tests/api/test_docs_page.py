"""The page of the OpenAPI document."""

from __future__ import annotations

from typing import Any

from flask.testing import FlaskClient
from html_page import Page


def test_it_shows_each_route_and_each_shape(client: FlaskClient) -> None:
    document: dict[str, Any] = client.get("/api/v1/openapi.json").get_json()
    page = Page(client.get("/api/v1/docs").text)
    routes = {told["operationId"] for methods in document["paths"].values() for told in methods.values()}
    assert {each.attrs.sget("id") for each in page.all(".api-route")} == routes
    shapes = {f"shape-{name}" for name in document["components"]["schemas"]}
    assert {each.attrs.sget("id") for each in page.all(".api-shape")} == shapes


def test_its_links_lead_somewhere(client: FlaskClient) -> None:
    page = Page(client.get("/api/v1/docs").text)
    ids = {each.attrs.sget("id") for each in page.all("[id]")}
    inside = {each.attrs.sget("href") for each in page.all("article a[href^='#']")}
    assert {link.removeprefix("#") for link in inside} <= ids


def test_a_program_needs_no_token_to_read_it(client: FlaskClient) -> None:
    answer = client.get("/api/v1/docs")
    assert (answer.status_code, answer.mimetype) == (200, "text/html")
    assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
