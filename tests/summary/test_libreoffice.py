"""The tables of a summary, opened by LibreOffice itself. It is not part of `make test`: it takes a large package."""

import csv
import io
import os
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from facilitator.summary.csv import render_csv
from facilitator.summary.model import Action, Summary

TEXTS = [
    *("x;=1+1;", "y\n=2+2;", "=1+1", "+1", "-2", "@SUM(1)", "\t=1", "\r=1"),
    *("a\nb", 'a,b;c"d', "0123", "النسخة", "没有恢复", "🎉"),
]
SEPARATORS = {"comma": 44, "semicolon": 59, "tab": 9}


@pytest.mark.soak
@pytest.mark.parametrize("separator", SEPARATORS)
def test_libreoffice_calculates_nothing_and_loses_no_cell(
    outage: Summary, tmp_path: Path, separator: str
) -> None:
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice is not here: apt-get install libreoffice-calc-nogui")
    actions = tuple(Action(kind="step", what=text, owner=text) for text in TEXTS)
    (tmp_path / "actions.csv").write_bytes(data := render_csv(replace(outage, actions=actions)))

    how = ("--headless", f"--infilter=CSV:{SEPARATORS[separator]},34,UTF8", "--convert-to", "fods")
    subprocess.run(
        [program, *how, "--outdir", tmp_path, tmp_path / "actions.csv"],
        env=os.environ | {"HOME": str(tmp_path)},
        check=True,
        capture_output=True,
        timeout=100,
    )

    sheet = (tmp_path / "actions.fods").read_text("utf-8")
    assert "table:formula" not in sheet
    for text in ("'=1+1", "'-2", "النسخة", "没有恢复", "🎉"):
        assert text.replace("'", "&apos;") in sheet
    if separator == "comma":
        rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
        assert len(re.findall("<table:table-row", sheet)) == len(rows)
