"""The texts of the letters."""

from facilitator.outbox import Letter


def invitation(to: str, sender: str, link: str, days: int) -> Letter:
    text = f"""\
{sender} invites you to facilitator: rooms in which a group looks back at something that did not go
as planned, and the log of what was learned.

Make your account here:
{link}

The link works once, for {days} days. If you do not know {sender}, ignore this letter.
"""
    return Letter(to, f"{sender} invites you to facilitator", text)


def new_password(to: str, name: str, link: str) -> Letter:
    text = f"""\
Hello {name},

somebody, you we hope, asked for a new password for your account in facilitator. Choose it here:
{link}

The link works once, for one hour. If it was not you, ignore this letter: your password stays as it is.
"""
    return Letter(to, "Your new password for facilitator", text)
