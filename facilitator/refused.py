"""The one way to say no."""


class Refused(Exception):
    """A request that is not carried out.

    :param code: a stable word for programs, such as ``not_due``.
    :param message: a sentence that the person can act on.
    :param status: the HTTP status that pages and the API answer with; sockets leave it out.
    """

    def __init__(self, code: str, message: str, status: int = 409) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.status = status
