"""`xsi:nil`: how XML says that a value is there and is nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["NIL", "XSI", "is_nil"]

XSI: Final = "http://www.w3.org/2001/XMLSchema-instance"

NIL: Final = f"{{{XSI}}}nil"


def is_nil(element: _Element) -> bool:
    """Tell whether an element says `xsi:nil`; only an empty one is asked, which is quick."""
    return element.text is None and element.get(NIL) in ("true", "1")
