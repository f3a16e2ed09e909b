"""Forms that make something, sent again: what the first made stands, and no second one is made.

Such a form has a random id, with the macro `once_field`. The id, whose form it is and all that was filled in
are one submission, however often the button is pressed. What is typed anew after going back is another one.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass

from flask import Flask, request
from sqlalchemy import BigInteger, String, delete
from sqlalchemy.orm import Mapped, Session, mapped_column

from facilitator import clock, database
from facilitator.clock import DAY_MS
from facilitator.database import Base
from facilitator.fields import ID
from facilitator.tokens import derived_token, new_id

KEPT_DAYS = 7
_VARIES = frozenset({"csrf_token", "sending"})


class SubmissionRow(Base):
    """A form that was sent, as a hash, and the id of what it ``made``."""

    __tablename__ = "submission"

    hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    made: Mapped[str] = mapped_column(String(64))
    at: Mapped[int] = mapped_column(BigInteger, index=True)


@dataclass(frozen=True)
class Submission:
    """The request's form, as far as it is the same when it is sent again."""

    hash: str

    @property
    def token(self) -> str:
        """The secret token of what it makes: the same one each time that it is sent."""
        return derived_token(f"submission:{self.hash}")

    def once(self, session: Session, make: Callable[[], str]) -> str:
        """The id of what it makes: with `make` the first time, and the same one each time that it is sent.

        Others with the same form wait until the transaction ends.
        """
        made = self.made_before(session)
        if made is None:
            made = make()
            self.keep(session, made)
        return made

    def made_before(self, session: Session) -> str | None:
        """The id of what it made already. Others with the same form wait until the transaction ends."""
        database.hold(session, self.hash)
        row = session.get(SubmissionRow, self.hash)
        return row.made if row else None

    def keep(self, session: Session, made: str) -> None:
        """Note what it made, for some days."""
        now = clock.now()
        session.execute(delete(SubmissionRow).where(SubmissionRow.at < now - KEPT_DAYS * DAY_MS))
        session.add(SubmissionRow(hash=self.hash, made=made, at=now))


def sent_by(whose: str) -> Submission:
    """The submission of the request's form. A form without an id is another one each time.

    :param whose: names the form and who sends it, such as ``invite:<account>``.
    """
    fields = sorted(pair for pair in request.form.items(multi=True) if pair[0] not in _VARIES)
    if not ID.fullmatch(request.form.get("once", "")):
        fields.append(("once", new_id()))
    return Submission(hashlib.sha256(json.dumps([whose, fields]).encode()).hexdigest())


def register(app: Flask) -> None:
    """Give the templates `once_id`, a new id for a form."""
    app.jinja_env.globals.update(once_id=new_id)
