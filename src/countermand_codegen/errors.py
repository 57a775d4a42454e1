"""What goes wrong in the build: one class, whose text is one line that names the place."""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["CodegenError", "one_line"]


class CodegenError(Exception):
    """An input that cannot be generated from, or an output that cannot be written.

    Args:
        place: the file, or the file and what stands in it.
        reason: what is wrong there.
        details: further lines.
    """

    def __init__(self, place: str, reason: str, details: Iterable[str] = ()) -> None:
        super().__init__(place, reason)
        self.place: str = one_line(place)
        self.reason: str = one_line(reason)
        self.details: tuple[str, ...] = tuple(map(one_line, details))

    def __str__(self) -> str:
        return "\n  ".join((f"{self.place}: {self.reason}", *self.details))


def one_line(text: str) -> str:
    """Return a text of a document so that it stays on its line, and is no longer than anybody reads."""
    line = "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in text)
    return line if len(line) <= LONGEST else f"{line[:LONGEST]}..."


LONGEST = 2000
"""Characters of a line that are shown."""
