"""The rules of sharing an entry with more people than those who were there, with everyone or by a link."""

from __future__ import annotations

from marshmallow import ValidationError

from facilitator.log.entry.tables import Entry
from facilitator.refused import Refused

NAMES = ("no", "drivers", "yes")
"""Without names, without names but with what drove it, and with names: each tells more than the one before."""
HOW = "Say in a sentence how the group agreed, so that everybody can see later that it did."


def names_of(entry: Entry) -> str:
    """How the entry tells names: one of `NAMES`."""
    if entry.named:
        return "yes"
    return "drivers" if entry.tells_drivers else "no"


def choices_for(entry: Entry) -> tuple[str, ...]:
    """Those of `NAMES` that the entry can be shared with. One that was written alone has no cards."""
    return NAMES if entry.is_of_a_group and entry.drove else ("no", "yes")


def refuse_draft(entry: Entry) -> None:
    """Refuse to share what is not finished.

    :raises Refused: ``not_finished``
    """
    if entry.draft:
        raise Refused("not_finished", "This is still a draft. Finish it before you share it.", 409)


def check(entry: Entry, names: str, agreed: str) -> None:
    """Check how somebody wants to share the entry.

    :param names: one of `choices_for` the entry
    :param agreed: how the group agreed; empty for an entry that somebody wrote alone
    :raises ValidationError: with a sentence for each field that is wrong
    :raises Refused: ``not_finished``
    """
    refuse_draft(entry)
    if names not in choices_for(entry):
        raise ValidationError({"names": ["This entry has no cards that drove it. Choose one of: no, yes."]})
    if entry.is_of_a_group and not agreed:
        raise ValidationError({"agreed": [HOW]})
