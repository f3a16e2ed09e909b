"""The exception for all refusals."""


class Refused(Exception):
    """Raised to refuse a request.

    :param code: a stable word for programs, such as ``not_due``.
    :param message: a sentence that the person can act on.
    :param status: the HTTP status of the response on pages and in the API; sockets do not send it.
    :param retry_after: after how many seconds the same request may succeed, if that is known.
    """

    def __init__(self, code: str, message: str, status: int = 409, *, retry_after: int = 0) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.status = status
        self.headers = {"Retry-After": str(retry_after)} if retry_after else {}


def too_many(what: str, wait_ms: int) -> Refused:
    """The refusal of what came too often.

    :param what: a sentence that says what did.
    :param wait_ms: for how long it is refused.
    """
    seconds = -(-wait_ms // 1000)
    message = f"{what} Try again in {_in_words(seconds)}."
    return Refused("too_many", message, 429, retry_after=seconds)


def _in_words(seconds: int) -> str:
    if seconds < 60:
        return "1 second" if seconds == 1 else f"{seconds} seconds"
    minutes = -(-seconds // 60)
    return "1 minute" if minutes == 1 else f"{minutes} minutes"
