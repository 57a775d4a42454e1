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
    """A connection of waitress's with that parser."""

    parser_class: type[HTTPRequestParser] = _TolerantParser
