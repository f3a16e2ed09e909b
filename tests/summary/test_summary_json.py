import json
from pathlib import Path

import jsonschema
import pytest

from facilitator.summary import json as as_json
from facilitator.summary.model import Summary, dump, load, schema

DOCS = Path(__file__).parents[2] / "docs"


def test_the_json_is_what_the_schema_says(outage: Summary, formula: Summary) -> None:
    for summary in (outage, formula):
        jsonschema.validate(json.loads(as_json.render_json(summary)), schema())


def test_the_schema_refuses_another_shape(outage: Summary) -> None:
    data = dump(outage) | {"secrecy": "secret"}

    with pytest.raises(jsonschema.ValidationError, match="secret"):
        jsonschema.validate(data, schema())


def test_the_committed_schema_is_the_one_in_use() -> None:
    committed = json.loads((DOCS / "summary.schema.json").read_text("utf-8"))

    assert committed == schema()


def test_every_field_is_documented() -> None:
    page = (DOCS / "summary-json.md").read_text("utf-8")
    fields = {name for kind in schema()["$defs"].values() for name in kind.get("properties", {})}

    assert [name for name in sorted(fields) if f"`{name}`" not in page] == []


def test_a_summary_comes_back_from_its_json_as_it_was(outage: Summary) -> None:
    assert load(json.loads(as_json.render_json(outage))) == outage
