"""Everyday words with the same meaning. bench/recall measures how much they help."""

from __future__ import annotations

from functools import cache

from facilitator.log.search.stems import stem

_GROUPS = """
customer client buyer purchaser subscriber
employee staff colleague worker
hire recruit employ
vacancy opening position
candidate applicant
interview assessment
resign quit leave
boss director manager head
meeting session call
website site homepage portal
mail email message letter newsletter mailing
phone telephone call
outage downtime crash failure
broken broke defect fault
release deployment rollout deploy
launch introduction release
backup copy dump archive
restore recover recovery
data records
delete remove erase wipe
server host machine
database db
disk storage partition
alert alarm monitoring pager warning
password login credentials
bug defect error mistake
price cost fee tariff rate
discount rebate reduction
offer quote quotation proposal
contract agreement deal
sale sell selling
payment pay card charge
invoice bill billing invoicing
supplier vendor provider manufacturer
delivery shipment parcel shipping
stock warehouse inventory
advertising adverts campaign promotion marketing
survey questionnaire poll
fair exhibition booth stand
budget money funds
delay late delayed
deadline date
estimate forecast
project undertaking
product goods
feature function
user visitor
complaint complain angry
support helpdesk
demo demonstration presentation
trial pilot test
competitor competition
team crew group
shop store shelf
volunteer helper
party festival celebration
medicine drug dose
injury hurt accident
noise noisy loud
rent lease
school class lesson
translate translation untranslated
migration migrate import
rewrite replace replacement
legacy old
spreadsheet excel sheet
office workplace
"""


@cache
def _by_stem() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in _GROUPS.split("\n"):
        group = line.split()
        for word in group:
            others = [other for other in group if stem(other) != stem(word)]
            found.setdefault(stem(word), []).extend(others)
    return found


def synonyms_of(word: str) -> list[str]:
    """The synonyms of the word."""
    return _by_stem().get(stem(word), [])
