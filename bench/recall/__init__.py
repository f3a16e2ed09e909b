"""How well recall finds what fits, and how often it offers what does not.

`python -m bench.recall` prints, for logs of invented entries: how often the right entry is among
the three that are offered for a description in other words (hit rate at 3), how often an unrelated
text brings up anything (false offers), both for other rules than the one in use, and both in larger logs.

The rule was chosen on the set `fitted`; what it is worth stands in the lines of the sets `held_out` and `domains`,
on which nothing was chosen. `domains` is of many trades, and a third of its entries are as long as a report.
"""
