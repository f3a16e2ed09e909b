"""Taking away what a model says of every text, so that texts about different things are not near each other.

In some models (e5, for one) all vectors point in nearly the same direction: any two texts have a similarity above 0.7.
What their mean leaves of them tells as much, and spreads around 0 as that of other models does.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SENTENCES = (
    "The train was late because a signal had failed.",
    "She planted tomatoes and beans behind the house.",
    "The database ran out of disk space on Sunday night.",
    "Our team won the match in the last minute.",
    "The doctor changed the dose of the medicine.",
    "Interest rates rose, and fewer people bought a flat.",
    "The choir practises on Thursdays in the old school.",
    "Two new colleagues left in their first month.",
    "Boil the rice for twelve minutes, and add salt.",
    "The court decided that the contract was not valid.",
    "A storm broke the roof of the warehouse.",
    "The supplier raised the price of steel.",
    "Children learn to read at the age of six.",
    "The museum shows paintings from the last century.",
    "Nobody had told the customers that the shop would be closed.",
    "The satellite sends pictures of the ocean every hour.",
    "He repaired the brakes of his bicycle.",
    "The parents asked for a meeting with the teacher.",
    "The advertisement reached fewer people than last year.",
    "They walked through the forest until it was dark.",
)
"""About different things, so that their mean has nothing of any of them."""


def center(vector_of: Callable[[str], NDArray[np.float32]]) -> NDArray[np.float32]:
    """The mean of what a model makes of texts about different things.

    :param vector_of: makes a vector of the length 1.
    """
    import numpy as np

    mean: NDArray[np.float32] = np.mean([vector_of(each) for each in SENTENCES], axis=0, dtype=np.float32)
    return mean
