"""The one sentence that is read, for no field holds what it tells: how many messages a cancel stopped."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["count_in"]

# "Cancelled  4 message entries of the Message with ID : 4713025406550859686". The id is no count, however short.
_COUNT: Final = re.compile(r"\bcancel\w*\W{0,5}(\d{1,9})(?!\w)", re.IGNORECASE)


def count_in(sentence: str) -> int | None:
    """Return how many messages were cancelled, None where the sentence does not tell."""
    found = _COUNT.search(sentence)
    return int(found[1]) if found else None
