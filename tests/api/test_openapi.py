import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from routes import methods_of


def test_it_describes_each_route_and_no_other(app: Flask, document: dict[str, Any]) -> None:
    served = {
        (re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule.removeprefix("/api/v1")), method.lower())
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith("/api/v1/")
        for method in methods_of(rule)
    }
    told = {(path, method) for path, methods in document["paths"].items() for method in methods}
    assert told == served


def test_it_tells_the_limits_of_each_field(document: dict[str, Any]) -> None:
    prepare = document["components"]["schemas"]["NewMeeting"]
    assert prepare["required"] == ["title"]
    assert prepare["properties"]["title"]["maxLength"] == 120
    assert prepare["properties"]["minutes"]["maximum"] == 240
    assert "named" in prepare["properties"]["secrecy"]["enum"]
    assert prepare["additionalProperties"] is False


def test_it_tells_how_errors_look(document: dict[str, Any]) -> None:
    refused = document["paths"]["/meetings"]["post"]["responses"]["422"]
    content = refused["content"]["application/problem+json"]
    assert content["schema"] == {"$ref": "#/components/schemas/Problem"}
    assert {"type", "title", "status", "detail"} <= set(
        document["components"]["schemas"]["Problem"]["required"]
    )


def test_its_references_all_lead_somewhere(client: FlaskClient, document: dict[str, Any]) -> None:
    for name in re.findall(r'"#/components/schemas/(\w+)"', client.get("/api/v1/openapi.json").text):
        assert name in document["components"]["schemas"]


QUERIES: tuple[dict[str, str], ...] = (
    {},
    {"q": "\0"},
    {"after": "x", "sort": "date"},
    {"year": "9" * 40},
    {"format": "md"},
    {"quarter": "\ud7ff"},
)
SENT: tuple[Any, ...] = (b"", b"{}", b"[", b'{"name": 3}', b'{"name": "Ben", "title": "x", "learned": ["y"]}')


@pytest.mark.parametrize("bearer", [{}, {"Authorization": "Bearer x"}, {"Authorization": "Bearer {token}"}])
def test_each_answer_is_one_that_it_tells_of(
    client: FlaskClient, document: dict[str, Any], token: str, bearer: dict[str, str]
) -> None:
    headers = {name: value.format(token=token) for name, value in bearer.items()}
    for path, methods in document["paths"].items():
        for method, told in methods.items():
            url = "/api/v1" + re.sub(r"\{\w+\}", "x" * 22, path)
            for query in QUERIES:
                for body in SENT if "requestBody" in told else SENT[:1]:
                    for kind in ("application/json", "text/plain"):
                        answer = client.open(
                            url,
                            method=method,
                            headers=headers,
                            query_string=query,
                            data=body,
                            content_type=kind,
                        )
                        said = (method, path, query, body, answer.status_code)
                        assert (said, str(answer.status_code) in told["responses"]) == (said, True)
