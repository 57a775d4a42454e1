"""What the documents of one service may take, counted before they are parsed."""

from __future__ import annotations

from countermand_codegen.errors import CodegenError
from countermand_codegen.fetch.bounds import Bounds

__all__ = ["Budget"]


class Budget:
    """Counts documents, and what is in them.

    Args:
        bounds: the limits.
    """

    def __init__(self, bounds: Bounds) -> None:
        self._bounds = bounds
        self._documents = self._bytes = self._marks = 0

    def take_document(self, place: str) -> None:
        """Count one document; CodegenError where it is one too many."""
        self._documents += 1
        if self._documents > self._bounds.documents:
            raise CodegenError(place, f"is one document more than {self._bounds.documents}, which is the limit")

    def take(self, place: str, content: bytes) -> None:
        """Count what is in a document, which is not parsed yet: a tree takes thirty times the bytes of `<a/>`.

        Raises:
            CodegenError: it is too much, by itself or with the documents before it.
        """
        self._bytes += len(content)
        self._marks += content.count(b"<") + content.count(b"=")
        for taken, limit, unit in (
            (len(content), self._bounds.document_bytes, "bytes"),
            (self._bytes, self._bounds.total_bytes, "bytes, with the documents before it"),
            (self._marks, self._bounds.marks, "tags and attributes, with the documents before it"),
        ):
            if taken > limit:
                raise CodegenError(place, f"has more than {limit} {unit}")
        if any(piece.count(b"=") > self._bounds.tag_marks for piece in content.split(b"<")):
            raise CodegenError(place, f"has an element of more than {self._bounds.tag_marks} attributes")
