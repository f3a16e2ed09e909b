import gzip
import logging
from dataclasses import replace
from typing import NoReturn

import pytest
from flask import Flask, request
from flask.testing import FlaskClient
from html_page import Page
from routes import methods_of, path_of

from facilitator import create_app
from facilitator.accounts.access import COOKIE
from facilitator.config import Settings
from facilitator.web import asset, audience, external_url


@pytest.fixture
def broken(app: Flask) -> Flask:
    """The application with a page that fails."""

    @app.get("/broken/<secret>")
    @audience("everyone")
    def broken(secret: str) -> str:
        raise RuntimeError("a bug")

    return app


def test_every_route_says_who_it_is_for(app: Flask) -> None:
    declared = {name: getattr(view, "audience", None) for name, view in app.view_functions.items()}
    assert {name for name, who in declared.items() if who is None} == set()


def test_every_page_for_accounts_sends_others_to_sign_in(app: Flask, client: FlaskClient) -> None:
    for rule in app.url_map.iter_rules():
        if getattr(app.view_functions[rule.endpoint], "audience", None) == "account":
            path = path_of(rule, dict.fromkeys(rule.arguments, "x"))
            answer = client.open(path, method=next(iter(methods_of(rule))))
            assert (rule.rule, answer.status_code) == (rule.rule, 302)
            assert answer.headers["Location"].startswith("/sign-in?next=")


def test_every_answer_has_the_security_headers(client: FlaskClient) -> None:
    for path in ("/", "/nothing-here", "/static/css/base.css", "/api/v1/nothing"):
        with client.get(path) as answer:
            headers = answer.headers
        assert "default-src 'self'" in headers["Content-Security-Policy"]
        assert "ws://localhost" in headers["Content-Security-Policy"]
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"
        assert len(headers["X-Request-Id"]) == 16


def test_each_answer_has_a_nonce_of_its_own(client: FlaskClient) -> None:
    first, second = (client.get("/").headers["Content-Security-Policy"] for _ in range(2))
    assert first != second


def test_a_host_header_cannot_write_the_policy(client: FlaskClient) -> None:
    policy = client.get("/healthz", headers={"Host": "a.example; script-src *"}).headers
    assert "script-src *" not in policy["Content-Security-Policy"]


def test_pages_are_not_kept_and_named_files_are(app: Flask, client: FlaskClient) -> None:
    def caching(path: str) -> str:
        with client.get(path) as answer:
            return answer.headers["Cache-Control"]

    with app.test_request_context():
        assert "immutable" in caching(asset("css/base.css"))
    assert caching("/") == "no-store"
    assert caching("/static/css/base.css") == "no-cache"
    assert caching("/static/nothing.css?v=1") == "no-cache"


def test_the_operators_address_is_in_the_links(app: Flask) -> None:
    settings = app.config["SETTINGS"]
    with app.test_request_context(base_url="http://10.0.0.7:5000"):
        assert external_url("/join/x") == "http://10.0.0.7:5000/join/x"
        chosen = Settings(settings.data_dir, "", "", base_url="https://meet.example.org")
        app.config["SETTINGS"] = chosen
        assert external_url("/join/x") == "https://meet.example.org/join/x"


@pytest.fixture
def proxied(app: Flask) -> FlaskClient:
    """The application behind one proxy that brings https, with a page that tells its own address."""
    settings = app.config["SETTINGS"]
    proxied = create_app(replace(settings, base_url="https://meet.example.org", proxies=1))
    proxied.add_url_rule("/who", "who", lambda: f"{request.scheme} {request.remote_addr}")
    return proxied.test_client()


FORWARDED = {"X-Forwarded-For": "6.6.6.6, 203.0.113.9", "X-Forwarded-Proto": "https"}


def test_behind_https_cookies_and_browsers_insist_on_it(proxied: FlaskClient) -> None:
    answer = proxied.get("/sign-in", headers=FORWARDED)
    assert "Secure" in answer.headers["Set-Cookie"]
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"


def test_browsers_can_insist_on_https_for_all_names_below(app: Flask) -> None:
    chosen = replace(app.config["SETTINGS"], base_url="https://meet.example.org", hsts_subdomains=True)
    answer = create_app(chosen).test_client().get("/sign-in")
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"


def test_forwarded_headers_count_behind_a_proxy(proxied: FlaskClient) -> None:
    assert proxied.get("/who", headers=FORWARDED).text == "https 203.0.113.9"


def test_forwarded_headers_count_for_nothing_without_one(app: Flask) -> None:
    app.add_url_rule("/who", "who", lambda: f"{request.scheme} {request.remote_addr}")
    assert app.test_client().get("/who", headers=FORWARDED).text == "http 127.0.0.1"


def test_a_nul_in_an_address_is_refused(client: FlaskClient) -> None:
    assert client.get("/join/%00").status_code == 400
    assert client.get("/?after=%00").status_code == 400


def test_a_lost_database_still_gives_a_page(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def lost() -> NoReturn:
        raise OSError("gone")

    monkeypatch.setattr("facilitator.database.read", lost)
    client.set_cookie(COOKIE, "somebody")
    answer = client.get("/")
    assert answer.status_code == 500
    assert "Something went wrong on our side" in answer.text


def test_a_form_without_its_csrf_token_is_refused(app: Flask) -> None:
    browser = app.test_client()
    browser.get("/sign-in")
    answer = browser.post("/sign-in", data={"email": "ana@example.org"})
    assert answer.status_code == 400
    assert "Load it again" in answer.text


def test_a_browser_that_keeps_no_cookies_is_told_so(app: Flask) -> None:
    token = Page(app.test_client().get("/sign-in").text).value("[name=csrf_token]")
    browser = app.test_client(use_cookies=False)
    answers = [browser.post("/sign-in", data={"csrf_token": token}) for _ in range(2)]
    assert {answer.status_code for answer in answers} == {400}
    assert all("keeps no cookies for this site" in Page(answer.text).words for answer in answers)
    as_json = browser.post("/log/recall", json={}, headers={"X-CSRFToken": token})
    assert as_json.get_json()["code"] == "no_cookies"


def test_a_body_over_64_kib_is_refused_in_a_sentence(client: FlaskClient) -> None:
    answer = client.post("/sign-in", data={"email": "x" * 65536})
    assert answer.status_code == 413
    assert "Make it shorter" in answer.text


def test_a_wrong_method_names_the_right_one(client: FlaskClient) -> None:
    answer = client.get("/sign-out")
    assert answer.status_code == 405
    assert "POST" in answer.headers["Allow"]


def test_programs_get_errors_as_json(client: FlaskClient) -> None:
    wants_json = client.post("/nothing-here", headers={"Accept": "application/json"})
    sends_json = client.post("/nothing-here", json={})
    for answer in (wants_json, sends_json):
        assert answer.status_code == 404
        assert answer.get_json()["ok"] is False
        assert answer.get_json()["code"] == "not_found"


def test_a_bug_gives_a_sentence_and_a_request_id(broken: Flask, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        answer = broken.test_client().get("/broken/a-secret-token?q=private")
    assert answer.status_code == 500
    assert answer.headers["X-Request-Id"] in answer.text
    assert answer.headers["X-Request-Id"] in caplog.text
    assert "a-secret-token" not in caplog.text
    assert "private" not in caplog.text


def test_healthz_touches_nothing(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("facilitator.database.engine", None)
    assert client.get("/healthz").text == "ok\n"


def test_metrics_are_in_prometheus_format(client: FlaskClient) -> None:
    client.get("/healthz")
    lines = client.get("/metrics").text.splitlines()
    assert "# TYPE facilitator_meetings gauge" in lines
    assert "facilitator_people_here 0" in lines
    assert any(line.startswith('facilitator_responses_total{code="2xx"} ') for line in lines)


# Flask-Compress leaves the closing of the file to the garbage collector.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_it_compresses_static_files(client: FlaskClient) -> None:
    answer = client.get("/static/css/base.css", headers={"Accept-Encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert b"{" in gzip.decompress(answer.data)


def test_it_does_not_compress_pages(client: FlaskClient) -> None:
    answer = client.get("/sign-in", headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in answer.headers
