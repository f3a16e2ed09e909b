"""How well recall finds what fits, and how often it offers what does not.

`python -m bench.recall` prints, for a log of invented entries: how often the right entry is among
the three that are offered for a description in other words (hit rate at 3), how often an unrelated
text brings up anything (false offers), and both for other thresholds than the ones in use.
"""
