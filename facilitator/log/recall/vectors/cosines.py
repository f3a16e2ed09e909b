"""How near vectors are to each other."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

AT_ONCE = 512
"""So many vectors are compared at once: as numbers that can be multiplied they take four times the room, and fit
into the processor's cache. For many more, the library would also wake threads that wait for each other."""

Floats = NDArray[np.float32]


def lengths_of(vectors: NDArray[np.int8]) -> Floats:
    lengths: Floats = np.sqrt(np.einsum("ij,ij->i", vectors, vectors, dtype=np.float32))
    return np.maximum(lengths, 1)


def cosines(asked: NDArray[np.int8], vectors: NDArray[np.int8], lengths: Floats) -> Floats:
    """The cosine of the angle between what is asked and each of the vectors, from -1 to 1.

    :param lengths: what `lengths_of` makes of the vectors.
    """
    wanted = asked.astype(np.float32)
    wanted /= max(float(np.linalg.norm(wanted)), 1.0)
    found = np.empty(len(vectors), np.float32)
    for start in range(0, len(vectors), AT_ONCE):
        part = slice(start, start + AT_ONCE)
        found[part] = vectors[part].astype(np.float32) @ wanted
    # How the processor adds depends on the place of a row, in the last digits.
    return np.round(found / lengths, 5)
