"""The exit statuses of the command."""

from __future__ import annotations

import enum
from collections.abc import Sequence

from countermand.errors import (
    AccountSuspended,
    AuthenticationError,
    ConfigurationError,
    CountermandError,
    InvalidArgument,
    InvalidMessageId,
    PermissionDenied,
    ServiceError,
)

__all__ = ["Exit", "exit_of"]


class Exit(enum.IntEnum):
    """What the command ends with. Of several messages, the highest wins."""

    DONE = 0
    """All stopped; or what else was asked is done."""
    NOT_ALL = 1
    """Some message is not stopped, not accepted or not found."""
    USAGE = 2
    """Wrong use: nothing was sent for it."""
    REFUSED = 3
    """The service refuses the credentials."""
    UNKNOWN = 4
    """Nothing is known: the network failed, or an answer was none."""
    INTERRUPTED = 130
    """Stopped by Ctrl-C."""


TABLE: Sequence[tuple[tuple[type[CountermandError], ...], Exit]] = (
    ((ConfigurationError, InvalidArgument, InvalidMessageId), Exit.USAGE),
    ((AuthenticationError, PermissionDenied, AccountSuspended), Exit.REFUSED),
    ((ServiceError,), Exit.NOT_ALL),
    ((CountermandError,), Exit.UNKNOWN),
)
"""Read from the top; the most specific stands first."""


def exit_of(error: CountermandError) -> Exit:
    """Return the exit status for an error."""
    return next(status for kinds, status in TABLE if isinstance(error, kinds))
