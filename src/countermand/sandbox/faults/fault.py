"""One thing that goes wrong with one call."""

from __future__ import annotations

import enum
from datetime import timedelta

from attrs import frozen

__all__ = ["Fault", "Kind"]


class Kind(enum.Enum):
    """What goes wrong."""

    RESET_EARLY = "the connection is reset before the request is read"
    RESET_WITHIN = "the connection is reset in the middle of the request"
    RESET_LATE = "the connection is reset instead of a reply"
    HANG = "no reply comes"
    HANG_WITHIN = "the reply stops in the middle, and the connection stays open"
    CLOSE_WITHIN = "the connection is closed in the middle of the reply"
    DRIP = "the reply comes in small pieces, each after twice the wait of the one before"
    LONGER = "the reply has more bytes than its Content-Length says"
    SHORTER = "the Content-Length says less than the reply has"
    NO_LENGTH = "the reply has a Content-Length that is no number"
    STATUS = "an HTTP status of a proxy or an overloaded server, with an HTML page"
    PAGE = "an HTML page with status 200, as a proxy's login page has"
    EMPTY = "status 200 and no body"
    HOLLOW = "the reply without its content: an empty object, or an element without children"
    REDIRECT = "a redirect to the same path elsewhere"
    HEADERS = "a line among the reply's header fields that is none"
    MEDIA_TYPE = "the reply under a wrong Content-Type"
    CHARSET = "the reply in UTF-16"
    NOT_COMPRESSED = "a reply that says it is compressed, and is not"
    BOMB = "a compressed reply of enormous size"
    MARKED = "the reply behind a byte order mark"
    TWICE = "the reply twice, one after the other"
    REORDERED = "the reply to the call before"
    GARBAGE = "bytes that are no HTTP"
    SENT = "the connection is reset instead of a reply, and time passes: messages go out between two tries"
    SKEW = "the service's clock jumps before the call, and nothing else goes wrong"


@frozen(kw_only=True)
class Fault:
    """What befalls one call."""

    kind: Kind
    acted: bool = True
    """Whether the service got the request first. The connection is reset early or within without that."""
    status: int = 503
    """For `STATUS`: the status; for `REDIRECT`: 301, 302, 303, 307 or 308."""
    retry_after: str | None = None
    """For `STATUS`: the Retry-After field, in seconds or as a date."""
    location: str = "http://127.0.0.2:9"
    """For `REDIRECT`: where to, empty for the same server; the path and the query are added."""
    shift: timedelta = timedelta(days=2)
    """For `SENT` and `SKEW`: how far the service's clock moves; `SKEW` also moves it back, by what is negative."""
