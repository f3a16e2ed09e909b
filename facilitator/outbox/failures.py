"""Why something was not delivered: a code for the table, and a sentence for admins."""

from __future__ import annotations


class NotDelivered(Exception):
    """Raised when a try to deliver something failed.

    :param code: one of `SENTENCES`. The words of the other server are kept nowhere: they may repeat addresses.
    :param detail: the kind of the error, for the log.
    :param is_final: whether trying again would be of no use.
    :param is_unsure: whether it may have been delivered all the same.
    :param tries: after how many tries it is given up, when that is sooner than usual.
    :param after_seconds: how long the receiver asks us to wait; 0 if it does not.
    """

    def __init__(
        self,
        code: str,
        detail: str = "",
        *,
        is_final: bool = False,
        is_unsure: bool = False,
        tries: int | None = None,
        after_seconds: int = 0,
    ) -> None:
        super().__init__(code)
        self.code = code
        self.detail = detail
        self.is_final = is_final
        self.is_unsure = is_unsure
        self.tries = tries
        self.after_seconds = after_seconds


class PutOff(NotDelivered):
    """Raised before anything was sent, when it is not the moment for it. It counts as no try.

    :param seconds: after which the item is due again.
    """

    def __init__(self, seconds: int) -> None:
        super().__init__("put_off", after_seconds=seconds)


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
    "no_answer": "It was sent, but nobody knows whether it was taken. It may have arrived.",
    "no_mail_server": "No mail server is set.",
    "no_base_url": "FACILITATOR_BASE_URL is not set, so there is no link to send.",
    "webhook_off": "The webhook is paused. Go on with it, then try again.",
    "webhook_unreadable": "The webhook’s URL was written with another SECRET_KEY. Write it again.",
    "url_unfit": "The webhook’s URL does not fit. Write it again.",
    "no_such_host": "There is no server with this name.",
    "network_refused": "The receiver is in a network to which we send nothing. FACILITATOR_WEBHOOK_NETWORKS can "
    "allow it.",
    "no_receiver": "The receiver cannot be reached.",
    "receiver_not_encrypted": "The connection to the receiver cannot be encrypted safely.",
    "receiver_hung_up": "The receiver stopped listening.",
    "redirected": "The receiver sends us on too often, or to where we do not go. Write its own URL.",
    "receiver_busy": "The receiver asks us to come back later.",
    "receiver_failed": "Something went wrong at the receiver.",
    "receiver_refused": "The receiver refuses it. Check the URL and the format.",
    "receiver_ended": "The receiver says that this URL has ended, so the webhook is off.",
    "too_late": "It is too late: what it is about has ended.",
    "unreadable": "It was written with another SECRET_KEY, so nobody can read it any more. Delete it.",
    "failed": "Something went wrong on our side. The server's log says what.",
}
