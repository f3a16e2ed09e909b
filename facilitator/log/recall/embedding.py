"""The model that turns a text into a vector. Texts about the same thing have vectors that are near.

It is optional, and runs in this process: nothing leaves the machine.
"""

from __future__ import annotations

import ctypes
import json
from collections.abc import Iterable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from facilitator.log.recall import centering
from facilitator.log.recall.model_files import MEASURED, Files, NoModel, digest
from facilitator.log.search.signs import has_signs, is_sign

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MOST_CHARACTERS = 4_000
"""What is behind is not even looked at: 256 pieces are seldom longer."""
KNOWN_PIECES = 0.34
"""A text with more pieces for each letter is in a language that the model does not know.

For the installed one, English texts have 0.23 (one in a thousand has more than 0.32), German ones 0.39, and Arabic
ones 1. Figures, marks, and words that are no pieces of the model do not count.
"""
WELL_KNOWN_PIECES = 0.29
"""With more, the text may be in another language all the same: short German and Danish ones have so few now and then.

Of a hundred English ones, two have more. `Model.knows` takes them, too.
"""
SIGNS_OF_SUCH_LANGUAGES = 2_000
"""A model with fewer Chinese characters among its pieces knows neither Chinese nor Japanese."""
INT8 = 127
_FORM = 1
"""The number of the way from an entry to its vectors, windows included. Another way needs another number."""

_INPUTS = ("input_ids", "attention_mask", "token_type_ids")
_UNKNOWN = {"[UNK]", "<unk>"}


class Model:
    """A model that is loaded.

    :ivar name: its name for people.
    :ivar id: what its vectors are marked with, since those of another model mean something else.
    :raises NoModel: when it cannot be loaded.
    """

    def __init__(self, files: Files) -> None:
        self.name = files.name
        try:
            self._prompts = files.prompts()
            self._uses_first_piece = files.uses_first_piece()
            self._most_pieces = files.most_pieces()
            self._tokenizer = _tokenizer(files.tokenizer, self._most_pieces)
            self._session = _session(files.model)
            self._takes = _inputs(self._session)
            self._sign_letters = 3 if _knows_signs(self._tokenizer) else 1
            self._try_out()
            made_of = digest(files.model)
            self._centers = {} if made_of == MEASURED else self._found_centers()
            self.id = self._marked(made_of, digest(files.tokenizer))
            _give_back_memory()
        except ImportError as error:
            raise NoModel(f"The package {error.name or error} cannot be loaded.") from error
        except Exception as error:
            raise NoModel(f"The model {files.name} cannot be used: {_first_line(error)}") from error

    def vector(self, text: str) -> NDArray[np.int8]:
        """The vector of a text that is asked for. It takes some milliseconds without the interpreter's lock."""
        return self._vector("query", text)

    def vectors(self, texts: Iterable[str]) -> list[NDArray[np.int8]]:
        """The vectors of texts that are to be found."""
        return [self._vector("document", text) for text in texts]

    def knows(self, text: str) -> bool:
        """Whether the text is in a language that the model has seen enough of: its words are few pieces each."""
        pieces, letters = self._counted(text)
        return letters > 0 and pieces <= max(2 if text.isascii() else 0, KNOWN_PIECES * letters)

    def knows_well(self, text: str) -> bool:
        """Whether there is no doubt about that."""
        pieces, letters = self._counted(text)
        return letters > 0 and pieces <= WELL_KNOWN_PIECES * letters

    def _counted(self, text: str) -> tuple[int, int]:
        """The pieces of a text that are words, and the letters in them."""
        text = _readable(text)
        encoded = self._tokenizer.encode(text, add_special_tokens=False)
        pieces, letters = 0, 0
        for piece, (begin, end) in zip(encoded.tokens, encoded.offsets, strict=True):
            here = sum(map(self._weight, text[begin:end]))
            pieces += here > 0
            letters += 0 if piece in _UNKNOWN else here
        return pieces, letters

    def _weight(self, character: str) -> int:
        """How many letters of an alphabet say as much."""
        if not character.isalpha():
            return 0
        if character.isascii():
            return 1
        return self._sign_letters if is_sign(character) else 2 if "\uac00" <= character <= "\ud7a3" else 1

    def _pieces(self, text: str) -> list[int]:
        return list(self._tokenizer.encode(_readable(text)).ids)

    def _vector(self, kind: str, text: str) -> NDArray[np.int8]:
        import numpy as np

        made = self._direction(kind, text) - self._centers.get(kind, 0)
        # A text without any piece, for a model that does not put its own around it, would be divided by 0.
        numbers: NDArray[np.int8] = np.rint(made * (INT8 / max(np.abs(made).max(), 1e-9))).astype(np.int8)
        return numbers

    def _direction(self, kind: str, text: str) -> NDArray[np.float32]:
        """What the model makes of a text, with the length 1."""
        import numpy as np

        made = self._run(self._pieces(self._prompts[kind] + text))
        found: NDArray[np.float32] = made / max(float(np.linalg.norm(made)), 1e-9)
        return found

    def _run(self, ids: list[int]) -> NDArray[np.float32]:
        import numpy as np

        pieces = np.array([ids], dtype=np.int64)
        given = dict(zip(_INPUTS, (pieces, np.ones_like(pieces), np.zeros_like(pieces)), strict=True))
        (hidden, *_) = self._session.run(None, {name: given[name] for name in self._takes})
        made: NDArray[np.float32] = hidden[0][0] if self._uses_first_piece else hidden[0].mean(axis=0)
        return made

    def _found_centers(self) -> dict[str, NDArray[np.float32]]:
        """What to take away of each kind of vector: what is before a text moves all of its kind."""
        query, document = self._prompts.values()
        found = centering.center(lambda text: self._direction("query", text))
        is_same = query == document
        other = found if is_same else centering.center(lambda text: self._direction("document", text))
        return {"query": found, "document": other}

    def _try_out(self) -> None:
        """Make the vector of the longest text, and of the last piece: a tokenizer of another model has too many."""
        last = self._tokenizer.get_vocab_size() - 1
        if self._run([last] * self._most_pieces).ndim != 1:
            raise ValueError("its first output is not one vector for each piece")
        self._pieces("Does it work?")

    def _marked(self, model: str, tokenizer: str) -> str:
        """By all that its vectors depend on."""
        how = [_FORM, self._uses_first_piece, self._prompts, model, tokenizer]
        how += [self._most_pieces, centering.SENTENCES if self._centers else ()]
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


def _inputs(session: Any) -> list[str]:
    names = [each.name for each in session.get_inputs()]
    if unknown := [name for name in names if name not in _INPUTS]:
        raise ValueError(f"it wants {' and '.join(unknown)}: only {', '.join(_INPUTS)} are known")
    return names


def _tokenizer(path: Path, most_pieces: int) -> Any:
    from tokenizers import Tokenizer

    made = Tokenizer.from_file(str(path))
    made.no_padding()
    made.enable_truncation(most_pieces)
    return made


def _session(path: Path) -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    # The others of the machine need their cores too: rooms come first.
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False
    options.log_severity_level = 4
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
