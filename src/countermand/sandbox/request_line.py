"""Requests whose target holds spaces as they are, as some clients write what they should encode.

Java's HttpURLConnection and Go's net/http send a query as it was given to them, so that the samples of Mail Partner,
with their key of three words, break HTTP's own grammar. Servers used to take that, and the samples rely on it.
"""

import re

from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser

__all__ = ["TolerantChannel"]

# Only where the vendor is lenient: the front of Messaging.svc refuses such a line.
_BROKEN = re.compile(rb"([A-Z]+ )(/(?:smspartner|mailpartner)/[^\r\n]*? [^\r\n]*?)( HTTP/1\.[01])", re.IGNORECASE)


class _TolerantParser(HTTPRequestParser):
    """Encodes the spaces of a request line before it is read."""

    def parse_header(self, header_plus: bytes) -> None:
        line, end, fields = header_plus.partition(b"\r\n")
        broken = _BROKEN.fullmatch(line.rstrip())
        if broken is not None:
            line = broken[1] + broken[2].replace(b" ", b"%20") + broken[3]
        super().parse_header(line + end + fields)


class TolerantChannel(HTTPChannel):
    """A connection of waitress's with that parser, which waits for a whole request no longer than for its beginning."""

    parser_class: type[HTTPRequestParser] = _TolerantParser

    def handle_read(self) -> None:
        """Read what has come; of a request that comes in drops, only the first counts as a sign of life."""
        began = None if self.request is None else self.last_activity
        super().handle_read()
        if began is not None and self.request is not None:
            self.last_activity = began
