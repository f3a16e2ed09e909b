import pytest
from fixtures.app import PASSWORD

from facilitator import database
from facilitator.accounts import people
from facilitator.accounts.access import COOKIE

NEW = "another good password"


@pytest.fixture
def elsewhere(app, ana):
    """Another browser in which Ana is signed in."""
    browser = app.test_client()
    with database.session() as session:
        browser.set_cookie(COOKIE, people.sign_in(session, ana.id))
    return browser


def test_one_can_change_ones_name(as_ana):
    answer = as_ana.post("/account/name", data={"name": "  Ana\tMaría "}, follow_redirects=True)
    assert "Your name is changed." in answer.text
    assert 'value="Ana María"' in answer.text


def test_an_empty_name_is_refused_beside_its_field(as_ana):
    answer = as_ana.post("/account/name", data={"name": ""})
    assert answer.status_code == 422
    assert "Write the name by which people know you." in answer.text


def test_a_new_password_replaces_the_old_one_and_ends_other_sign_ins(as_ana, elsewhere):
    as_ana.post("/account/password", data={"current": PASSWORD, "password": NEW})
    assert as_ana.get("/account").status_code == 200
    assert elsewhere.get("/account").status_code == 302
    for password, status in ((PASSWORD, 422), (NEW, 303)):
        tried = elsewhere.post("/sign-in", data={"email": "ana@example.org", "password": password})
        assert tried.status_code == status


def test_changing_the_password_takes_the_one_of_now(as_ana):
    answer = as_ana.post("/account/password", data={"current": "wrong", "password": NEW})
    assert answer.status_code == 422
    assert "That is not the password you have now." in answer.text
    assert 'value="Ana"' in answer.text


def test_a_short_new_password_is_refused(as_ana, elsewhere):
    answer = as_ana.post("/account/password", data={"current": PASSWORD, "password": "short"})
    assert "That is short" in answer.text
    assert elsewhere.get("/account").status_code == 200


def test_other_browsers_can_be_signed_out(as_ana, elsewhere):
    answer = as_ana.post("/account/sign-out-others", follow_redirects=True)
    assert "The other browser is signed out." in answer.text
    assert elsewhere.get("/account").status_code == 302


def test_a_name_never_becomes_html(as_ana):
    as_ana.post("/account/name", data={"name": "<script>alert(1)</script>"})
    assert "<script>alert" not in as_ana.get("/account").text
