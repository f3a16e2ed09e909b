"""The page of the OpenAPI document."""

from __future__ import annotations

from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from html_page import Page

from facilitator import problems
from facilitator.errors import render
from facilitator.refused import Refused


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


def test_the_type_of_each_problem_leads_to_its_meaning(client: FlaskClient) -> None:
    page = Page(client.get("/api/v1/docs").text)
    anchors = [each.attrs.sget("id") for each in page.all("[id]")]
    assert len(anchors) == len(set(anchors))
    assert set(problems.ALL) <= set(anchors)
    assert client.get("/api/v1/me").get_json()["type"] == "/api/v1/docs#no_token"


def test_a_problem_that_the_page_does_not_explain_has_no_type_of_its_own(app: Flask) -> None:
    with app.test_request_context("/api/v1/me"):
        problem = render(Refused("not_invited", "Ask an admin.", 403)).get_json()
    assert (problem["type"], problem["code"]) == ("about:blank", "not_invited")


def test_a_program_needs_no_token_to_read_it(client: FlaskClient) -> None:
    answer = client.get("/api/v1/docs")
    assert (answer.status_code, answer.mimetype) == (200, "text/html")
    assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
