"""Why something was not delivered: a code for the table, and a sentence for admins."""

from __future__ import annotations


class NotDelivered(Exception):
    """Raised when a try to deliver something failed.

    :param code: one of `SENTENCES`. The words of the other server are kept nowhere: they may repeat addresses.
    :param detail: the kind of the error, for the log.
    :param is_final: whether trying again would be of no use.
    :param is_unsure: whether it may have been delivered all the same.
    """

    def __init__(
        self, code: str, detail: str = "", *, is_final: bool = False, is_unsure: bool = False
    ) -> None:
        super().__init__(code)
        self.code = code
        self.detail = detail
        self.is_final = is_final
        self.is_unsure = is_unsure


SENTENCES = {
    "unreachable": "The mail server cannot be reached.",
    "not_encrypted": "The connection to the mail server cannot be encrypted safely.",
    "turned_away": "The mail server takes no letters just now.",
    "sign_in_refused": "The mail server refuses our name or password.",
    "sender_refused": "The mail server refuses our own address as the sender.",
    "address_refused": "The mail server refuses this address. Check how it is written.",
    "letter_refused": "The mail server refuses this letter.",
    "ask_later": "The mail server asks us to come back later.",
    "cut_off": "The mail server stopped answering.",
    "no_answer": "It was sent, but nobody knows whether the mail server took it. It may have arrived.",
    "not_configured": "No mail server is set.",
    "too_late": "It is too late: what it is about has ended.",
    "unreadable": "It was written with another SECRET_KEY, so nobody can read it any more. Delete it.",
    "failed": "Something went wrong on our side. The server's log says what.",
}
