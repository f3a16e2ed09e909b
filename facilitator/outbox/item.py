"""What each kind of thing in the outbox has in common."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class Item(ABC):
    """Something that can wait in the outbox. Its fields are texts, which are encrypted while it waits."""

    kind: ClassVar[str]
    """The name of the kind in the table."""
    at_once: ClassVar[int] = 1
    """How many of them a server delivers at the same time."""
    not_configured: ClassVar[str]
    """The code of `failures.SENTENCES` for when `is_configured` is false."""

    @classmethod
    @abstractmethod
    def is_configured(cls) -> bool:
        """Whether this process's settings let it deliver such items. If not, it leaves them alone."""

    @property
    @abstractmethod
    def recipient(self) -> str:
        """To whom or where it goes, for admins."""

    @property
    @abstractmethod
    def about(self) -> str:
        """What it is about, for admins: without what could let somebody in."""

    @abstractmethod
    def deliver(self, item_id: str, posted_at: int) -> None:
        """Deliver it. It may take as long as `facilitator.outbox.delivery.LEASE_MS`.

        :param item_id: the same one for each try, so that the receiver can tell a copy.
        :param posted_at: when it was posted, in milliseconds since the epoch.
        :raises NotDelivered: when it could not be delivered, or may not have been.
        :raises PutOff: when it was not tried.
        """
