"""How much there may be of everything in a meeting."""

from ..columns import MOST_COLUMNS
from ..ground_rules import MOST_RULES

__all__ = ["CAPACITY", "LIMITS", "MOST", "VOTES"]

LIMITS = {
    "title": 120,
    "statement": 2000,
    "recount": 4000,
    "when": 40,
    "row": 300,
    "rule": 200,
    "column": 60,
    "hint": 160,
    "card": 500,
    "theme": 80,
    "learning": 600,
    "parked": 300,
    "question": 300,
    "action": 300,
    "owner": 80,
    "appreciation": 300,
    "name": 60,
    "stage": 80,
    "review": 500,
}
"""The longest text of each kind, in characters. It is sent to the browser with the view."""

MOST = {
    "columns": MOST_COLUMNS,
    "rules": MOST_RULES,
    "cards": 300,
    "feedback": 150,
    "themes": 100,
    "timeline": 50,
    "learnings": 100,
    "parked": 100,
    "actions": 100,
    "appreciations": 200,
    "reactions": 1500,
    "askers": 3,
    "returns": 3,
    "seen": 20,
    "reviews": 12,
}
"""The highest number of each that a meeting may have."""

CAPACITY = (2, 30)
"""The fewest and the most seats that a room can be prepared for."""
VOTES = (1, 10)
"""The fewest and the most votes that each seat can be given."""
