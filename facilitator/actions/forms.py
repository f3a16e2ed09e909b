"""The forms on the page of an action: carrying out what was sent, and showing it again when it was refused."""

from __future__ import annotations

from collections import defaultdict
from typing import Protocol

from marshmallow import ValidationError

from facilitator import clock, database
from facilitator.actions.changes import CHANGES
from facilitator.forms import Form, form_as_sent, load_sent
from facilitator.log.entry import action_history
from facilitator.log.entry.action_history import day_text
from facilitator.log.entry.reader import Reader
from facilitator.log.entry.tables import Action
from facilitator.refused import Refused


class Said(Protocol):
    """What is known of an action: a row of a list, or the action itself."""

    @property
    def due(self) -> object: ...

    @property
    def owner(self) -> str: ...

    @property
    def support(self) -> str: ...

    @property
    def worked(self) -> str: ...

    @property
    def came_of(self) -> str: ...

    @property
    def ticket(self) -> str: ...


class Invalid(Exception):
    """What was sent does not fit: the form with what was typed and an error beside each field.

    With the status 409, the action is another one meanwhile, and may not have that form any more.
    """

    def __init__(self, form: Form, status: int) -> None:
        super().__init__(status)
        self.form, self.status = form, status


def carry_out(what: str, action_id: str, who: Reader) -> Action:
    """Do what the request's form asks for.

    :param what: a key of `CHANGES`
    :raises Invalid: when it does not fit, or not at this moment
    :raises Refused: ``no_action``
    """
    change = CHANGES[what]
    try:
        sent = load_sent(change.schema())
        with database.session() as session:
            since = clock.now()
            found = change.carry_out(session, action_id, sent, who)
            if who.link:
                action_history.sign(session, action_id, since, found.owner)
            return found
    except ValidationError as wrong:
        raise Invalid(form_as_sent(wrong), 422) from wrong
    except Refused as refused:
        if refused.status not in {409, 422}:
            raise
        invalid = ValidationError({_FIELDS.get(refused.code, "whole"): [refused.message]})
        raise Invalid(form_as_sent(invalid), refused.status) from refused


_FIELDS = {"no_reason": "came_of"}
"""The field beside which a refusal is shown."""


def texts_of(refused: Form) -> list[str]:
    """The texts that were typed into a form that the page may not have any more, so that they can be copied."""
    return [text for name in _TEXTS if (text := refused.values.get(name, "").strip())]


_TEXTS = ("came_of", "learned", "support", "owner", "why", "words", "email", "ticket")


def forms_of(action: Said, refused: Form, what: str) -> dict[str, Form]:
    """The forms by what they say, as they begin; the one that was refused as it was sent.

    :param what: which form was refused; empty for none
    """
    forms = defaultdict(Form)
    forms["due"] = Form(values={"due": day_text(action.due)})
    forms["owner"] = Form(values={"owner": action.owner})
    forms["support"] = Form(values={"support": action.support})
    forms["worked"] = Form(values={"worked": action.worked, "came_of": action.came_of})
    forms["ticket"] = Form(values={"ticket": action.ticket})
    if what:
        forms[what] = refused
    return forms
