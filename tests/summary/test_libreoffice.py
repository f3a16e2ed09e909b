"""The tables of a summary, opened by LibreOffice itself. It is not part of `make test`: it takes a large package."""

import csv
import os
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from facilitator.summary.csv import render_csv
from facilitator.summary.model import Action, Summary

TEXTS = ["=1+1", "+1", "-2", "@SUM(1)", "\t=1", "\r=1", "a\nb", 'a,b;c"d', "0123", "النسخة", "没有恢复", "🎉"]
UTF8 = "CSV:44,34,UTF8"


@pytest.mark.soak
def test_libreoffice_shows_each_cell_as_it_is_and_calculates_nothing(outage: Summary, tmp_path: Path) -> None:
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice is not here: apt-get install libreoffice-calc-nogui")
    actions = tuple(Action(kind="step", what=text, owner=text) for text in TEXTS)
    (tmp_path / "actions.csv").write_bytes(data := render_csv(replace(outage, actions=actions)))

    options = ("--headless", f"--infilter={UTF8}", "--convert-to", "fods", "--outdir", tmp_path)
    subprocess.run(
        [program, *options, tmp_path / "actions.csv"],
        env=os.environ | {"HOME": str(tmp_path)},
        check=True,
        capture_output=True,
        timeout=100,
    )

    sheet = (tmp_path / "actions.fods").read_text("utf-8")
    assert "table:formula" not in sheet
    assert len(re.findall("<table:table-row", sheet)) == len(
        list(csv.reader(data.decode("utf-8-sig").splitlines(True)))
    )
    for text in ("'=1+1", "'-2", 'a,b;c"d', "النسخة", "没有恢复", "🎉"):
        assert text.replace("'", "&apos;").replace('"', "&quot;") in sheet
