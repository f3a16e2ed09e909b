"""Letters: e-mails in plain text, if the operator has set a mail server."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import EmailPolicy, default
from email.utils import formatdate, parseaddr
from typing import ClassVar

from facilitator.config import settings
from facilitator.outbox import mail_addresses, mail_server
from facilitator.outbox.item import Item

_LONGEST_LINE = 998
"""https://www.rfc-editor.org/rfc/rfc5322, section 2.1.1"""


class _Policy(EmailPolicy):
    """Writes some headers in one line: a long word would be encoded, in which mail programs find no URL."""

    def fold_binary(self, name: str, value: str) -> bytes:
        if name not in {"List-Unsubscribe", "Message-ID"}:
            return super().fold_binary(name, value)
        return default.clone(linesep=self.linesep, max_line_length=_LONGEST_LINE).fold_binary(name, value)


@dataclass(frozen=True)
class Letter(Item):
    """An e-mail in plain text to one address. Its subject has no secrets: admins see it while it waits.

    ``headers`` are more of them, such as ``List-Unsubscribe``.
    """

    kind: ClassVar[str] = "letter"
    not_configured: ClassVar[str] = "no_mail_server"

    to: str
    subject: str
    text: str
    headers: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def is_configured(cls) -> bool:
        """Whether a mail server is set. Without one, no letters are posted."""
        return bool(settings().smtp_url)

    @property
    def recipient(self) -> str:
        return self.to

    @property
    def about(self) -> str:
        return self.subject

    def deliver(self, item_id: str, posted_at: int) -> None:
        chosen = settings()
        mail_server.send(chosen.smtp_url, self._message(chosen.mail_from, item_id, posted_at))

    def _message(self, sender: str, item_id: str, posted_at: int) -> EmailMessage:
        message = EmailMessage(policy=_Policy())
        message["From"] = sender
        message["To"] = mail_addresses.as_sent(self.to)
        message["Subject"] = self.subject
        # Both are the same for each try, so that mail servers and programs can tell a copy.
        message["Date"] = formatdate(posted_at / 1000)
        message["Message-ID"] = f"<{item_id}@{parseaddr(sender)[1].rpartition('@')[2]}>"
        # This header prevents automatic replies, such as out-of-office messages.
        message["Auto-Submitted"] = "auto-generated"
        for name, value in self.headers.items():
            message[name] = value
        message.set_content(self.text)
        return message
