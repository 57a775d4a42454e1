"""How much a fetch may take: of documents, bytes, markup, redirects and time."""

from __future__ import annotations

import attrs

__all__ = ["BOUNDS", "Bounds"]


@attrs.frozen(kw_only=True)
class Bounds:
    """The limits of one fetch; what goes beyond one is refused, and nothing is written."""

    documents: int = 256
    """WSDL and schema documents, each counted once however often it is imported."""
    document_bytes: int = 1 << 24
    """Bytes of the largest document."""
    total_bytes: int = 1 << 25
    """Bytes of all documents."""
    marks: int = 500_000
    """Start tags, end tags and attributes of all documents: what memory and time go by, rather than bytes."""
    tag_marks: int = 512
    """Equals signs between two tags, and so attributes of one element: the parser's time grows with their square."""
    depth: int = 128
    """Elements inside each other."""
    redirects: int = 5
    """Redirects on the way to one document."""
    seconds: float = 120.0
    """Time for all of it."""


BOUNDS = Bounds()
