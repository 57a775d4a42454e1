"""From nothing to the first request, as a user of the facade gets there; its body goes to standard output."""

import sys
from typing import NoReturn

from countermand import Esendex, HttpRequest


class FirstRequest:
    """A transport that goes no further than the first request."""

    def send(self, request: HttpRequest) -> NoReturn:
        """Show the body and leave."""
        sys.stdout.buffer.write(request.body or b"")
        sys.exit()


esendex = Esendex(license_key="11111111-2222-4333-8444-555555555555", wire="soap12", transport=FirstRequest())
esendex.cancel("1627aea5-8e0a-4371-9022-9b504344e724")
