"""Hints on wording that only the writer sees.

Each pattern is a regular expression with the same meaning in Python and JavaScript (flag ``i``; ``u`` in
JavaScript). The browser itself tests drafts, because a text must not leave it before it is saved.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Hint:
    pattern: str
    sentence: str


HINTS: tuple[Hint, ...] = (
    Hint(
        r"\b(should|could|ought)(n['’]t| not| to)? have\b",
        "“Should have” judges from what we know today. What made it sensible at the time?",
    ),
    Hint(
        r"\b(fault|blame|guilty|culprit|negligen\w*|careless\w*|incompeten\w*|stupid\w*|lazy)\b",
        "That looks for somebody to blame. What made it easy for this to happen to anyone?",
    ),
    Hint(
        r"\b(obvious(ly)?|clearly|of course|anyone could see)\b",
        "It is clear now. What did it look like before we knew the end?",
    ),
    Hint(
        r"\b(human error|operator error|user error|root cause)\b",
        "That closes the question too early. What led up to it?",
    ),
    Hint(
        r"\b((forgot|neglected|didn['’]t bother|refused) to\b|failed to (notice|see|check|test|reali[sz]e|tell|say|"
        r"ask|read|follow|think|understand|plan|communicate|listen|act|escalate|mention|inform|warn|consider|"
        r"anticipate|foresee|recogni[sz]e|review|verify|document)\b)",
        "That says what did not happen. What did people do instead, and why did it make sense?",
    ),
    Hint(
        r"\b((always|never) (does|do|did|knows?|knew|cares?|cared|listens?|listened)"
        r"|(everybody|everyone|nobody|no one) (knows?|knew|cares?|cared|listens?|listened))\b",
        "Always and never are rarely true. Which time do you think of?",
    ),
    Hint(
        r"\b(he|she|they|you) (just |simply )?(didn['’]t|did not|wasn['’]t|weren['’]t|never) "
        r"(care|think|pay attention|check|look)\w*",
        "That reads a person's mind. What was in front of them at that moment?",
    ),
    Hint(
        r"\bwhy did(n['’]t)? (you|he|she|they)\b",
        "“Why did you” asks for a defence. “How did it look to you” asks for a story.",
    ),
)


def hint(text: str) -> str | None:
    """The first hint that fits a text, if any."""
    return next((h.sentence for h in HINTS if re.search(h.pattern, text, re.IGNORECASE)), None)
