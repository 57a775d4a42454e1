"""Secrets that are planted in one world, and the search for them in whatever comes out."""

from __future__ import annotations

import logging
import random
import re
import string
import traceback
from collections.abc import Iterator
from types import TracebackType
from urllib.parse import unquote_plus
from uuid import UUID

__all__ = ["Canaries", "Log", "chain", "told_by", "told_by_result"]

LETTERS = "".join(sorted(set(string.ascii_lowercase) - set("aeiouy")))
"""No word has twelve of these in a row."""

MEANT_TO_CARRY = frozenset({"message_id", "messages"})
"""Attributes of errors that are there to carry an id."""


class Canaries:
    """Draws secrets, and knows them again by the piece of each that no escaping, quoting or cutting changes."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self.pieces: set[str] = set()

    def word(self) -> str:
        """Draw a secret that is good for a name, a key or a part of a text."""
        word = "".join(self._chance.choices(LETTERS, k=12))
        self.pieces.add(word)
        return word

    def guid(self) -> UUID:
        """Draw a GUID."""
        guid = UUID(int=self._chance.getrandbits(128), version=4)
        self.plant(str(guid))
        return guid

    def number(self) -> str:
        """Draw a phone number from the range that nobody has."""
        number = f"+3363998{self._chance.randrange(10_000):04}"
        self.plant(number)
        return number

    def plant(self, secret: str) -> None:
        """Know this again: a GUID by its last part, a phone number without what is before it in other forms."""
        self.pieces.add(secret.lower().rpartition("-")[2].removeprefix("+33"))

    def found_in(self, text: str) -> list[str]:
        """Return what of the secrets stands in a text, each with what is around it."""
        lines = (text.lower(), unquote_plus(text).lower())
        return [
            re.sub(r"\s+", " ", line[max(0, found.start() - 120) : found.end() + 40])
            for line in lines
            for found in self._pattern().finditer(line)
        ]

    def _pattern(self) -> re.Pattern[str]:
        return re.compile("|".join(sorted(map(re.escape, self.pieces), key=len, reverse=True)) or r"(?!)")


class Log(logging.Handler):
    """Keeps all that is logged, as a plain formatter shows it and as a structured one could."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self._said: list[str] = []
        self.setFormatter(logging.Formatter("%(name)s %(message)s"))

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a record."""
        self._said.append(f"{self.format(record)} {vars(record)!r}")

    def taken(self) -> str:
        """Return what was logged since the last time."""
        said, self._said = self._said, []
        return "\n".join(said)


def chain(error: BaseException) -> Iterator[BaseException]:
    """Yield an error and all that is behind it."""
    waiting: list[BaseException | None] = [error]
    seen: set[int] = set()
    while waiting:
        link = waiting.pop()
        if link is not None and id(link) not in seen:
            seen.add(id(link))
            yield link
            waiting += [link.__cause__, link.__context__]


def told_by(error: BaseException) -> str:
    """Return all that an error lets out: its chain, with facts, and the traceback with the locals of every frame.

    Frames of the tests, which hold the secrets themselves, are left out.
    """
    parts = []
    for link in chain(error):
        facts = {name: value for name, value in vars(link).items() if name not in MEANT_TO_CARRY}
        parts += [str(link), repr(link), repr(link.args), repr(facts)]
        trace = _without_tests(link.__traceback__)
        shown = traceback.TracebackException(type(link), link, trace, capture_locals=True)
        shown.__cause__ = shown.__context__ = None  # Each link has its turn.
        parts += shown.format()
    return "\n".join(parts)


def told_by_result(result: object) -> str:
    """Return what a result lets out by its repr, and by the reply that it keeps."""
    response = getattr(result, "response", None)
    kept = (getattr(response, "headers", None), getattr(response, "body", None), getattr(result, "text", None))
    return f"{result!r} {response!r} {kept!r}"


def _without_tests(trace: TracebackType | None) -> TracebackType | None:
    if trace is None:
        return None
    rest = _without_tests(trace.tb_next)
    if "/tests/" in trace.tb_frame.f_code.co_filename.replace("\\", "/"):
        return rest
    return TracebackType(rest, trace.tb_frame, trace.tb_lasti, trace.tb_lineno)
