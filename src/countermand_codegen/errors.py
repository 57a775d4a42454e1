"""What goes wrong in the build: one class, whose text is one line that names the place."""

from __future__ import annotations

__all__ = ["CodegenError"]


class CodegenError(Exception):
    """An input that cannot be generated from, or an output that cannot be written.

    Args:
        place: the file, or the file and what stands in it.
        reason: what is wrong there.
    """

    def __init__(self, place: str, reason: str) -> None:
        super().__init__(place, reason)
        self.place = place
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.place}: {self.reason}"
