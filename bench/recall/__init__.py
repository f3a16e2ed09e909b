"""How well recall finds what fits, and how often it offers what does not.

`python -m bench.recall` prints, for logs of 30, 300 and 3,000 invented entries, and with `--large` of 10,000: how often
the right entry is among the three that are offered for a description in other words (hit rate at 3), and how often an
unrelated text brings up anything (false offers); by words, by meaning, and by both, and for other rules than those in
use. Without a model (`facilitator[recall]`) there are no lines about meaning.

"Whole forms" are texts of some hundred words, as they are asked while somebody writes an entry.

The rules were chosen on the set `fitted` and half of `domains`; what they are worth stands in the lines of `held_out`
and of the other half. `domains` is of many trades, and a third of its entries are as long as a report.
"""
