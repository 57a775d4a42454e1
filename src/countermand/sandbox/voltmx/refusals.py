"""Why a call was refused: Volt MX has HTTP statuses and sentences, no codes."""

__all__ = ["INVALID_CREDENTIALS", "Refused"]

INVALID_CREDENTIALS = "Authentication fail, Invalid credentials"


class Refused(Exception):
    """Raised where an operation says no.

    Args:
        status: of the HTTP reply.
        text: the vendor's.
    """

    def __init__(self, status: int, text: str) -> None:
        super().__init__(status, text)
        self.status = status
        self.text = text
