"""How a refusal reaches programs: as problem details, RFC 9457."""

from flask.testing import FlaskClient


def ask(client: FlaskClient, token: str, **sent: object) -> dict[str, object]:
    headers = {"Authorization": f"Bearer {token}"}
    answer = client.post("/api/v1/meetings", json=sent, headers=headers)
    assert answer.content_type == "application/problem+json"
    problem: dict[str, object] = answer.get_json()
    return problem


def test_a_refusal_is_a_problem_with_our_code_and_sentence(client: FlaskClient) -> None:
    answer = client.get("/api/v1/nothing")
    sentence = "There is nothing at this address. /api/v1/docs has all that there are."
    assert answer.content_type == "application/problem+json"
    assert answer.get_json() == {
        "type": "/api/v1/docs#not_found",
        "title": "Not Found",
        "status": 404,
        "detail": sentence,
        "ok": False,
        "code": "not_found",
        "message": sentence,
    }


def test_each_wrong_field_is_pointed_to(client: FlaskClient, token: str) -> None:
    problem = ask(client, token, title="", timeline=[{"at": "now"}], **{"a/b": 1})
    assert problem["errors"] == [
        {"pointer": "#/title", "detail": "Give the meeting a title."},
        {"pointer": "#/timeline/0/what", "detail": "Say what happened then."},
        {"pointer": "#/a~1b", "detail": "There is no such field."},
    ]
    assert problem["detail"] == "title: Give the meeting a title."


def test_a_body_that_is_no_object_is_pointed_to_as_a_whole(client: FlaskClient, token: str) -> None:
    answer = client.post("/api/v1/meetings", json=[], headers={"Authorization": f"Bearer {token}"})
    assert answer.get_json()["errors"] == [{"pointer": "#", "detail": "This needs to be an object."}]


def test_a_wrong_parameter_is_named(client: FlaskClient, token: str) -> None:
    headers = {"Authorization": f"Bearer {token}"}
    answer = client.get("/api/v1/entries?mood=good", headers=headers)
    assert [each["parameter"] for each in answer.get_json()["errors"]] == ["mood"]


def test_who_asks_for_problem_details_gets_them_on_pages_too(client: FlaskClient) -> None:
    answer = client.get("/nothing-here", headers={"Accept": "application/problem+json"})
    assert answer.get_json()["code"] == "not_found"


def test_a_name_that_is_no_text_is_pointed_to_as_well(client: FlaskClient, token: str) -> None:
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    answer = client.post("/api/v1/meetings", data=r'{"title": "x", "\ud800": 1}', headers=headers)

    assert answer.status_code == 422
    assert answer.get_json()["errors"][0]["pointer"] == "#/%3F"
