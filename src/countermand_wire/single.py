"""A short cut for the commonest reply: an envelope around one scalar, in the very spelling of a WCF host.

Building a tree of such a reply takes longer than all the rest of a call that is not network. Here one pattern is held
against the whole document: it matches only what a parser would read in the same way, and whatever else comes, another
prefix, an entity, a comment, a nil, goes the ordinary way.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Final, Generic, TypeVar

from countermand_wire.nil import XSI

if TYPE_CHECKING:
    from countermand_wire.soap import SoapVersion

__all__ = ["Single", "single_text"]

ADDRESSING: Final = "http://www.w3.org/2005/08/addressing"

T = TypeVar("T")

_TEXT: Final = r"[ !-%'-;=?-~]*"
"""ASCII that can be printed, and no markup: what stands for itself in every document."""


class Single(Generic[T]):
    """How a message of one scalar member is made from the member's text.

    Args:
        member: the member's name; its namespace is the message's.
        make: makes the message from the text.
    """

    __slots__ = ("make", "member")

    def __init__(self, member: str, make: Callable[[str], T]) -> None:
        self.member: Final = member
        self.make: Final = make


def single_text(version: SoapVersion, namespace: str, message: str, member: str, body: bytes) -> str | None:
    """Return the text of the one member of the message in an envelope, None where only a parser can tell.

    Args:
        version: of the envelope.
        namespace: of the message and its member.
        message: the message's name.
        member: the member's name.
        body: the document.
    """
    found = _pattern(version.namespace, namespace, message, member).fullmatch(body)
    return None if found is None else found[1].decode("ascii")


@cache
def _pattern(envelope: str, namespace: str, message: str, member: str) -> re.Pattern[bytes]:
    soap, xmlns, xsi, wsa = (re.escape(f'"{name}"') for name in (envelope, namespace, XSI, ADDRESSING))
    action = f'(?:<a:Action s:mustUnderstand="1">{_TEXT}</a:Action>)?'
    related = f"(?:<a:RelatesTo>{_TEXT}</a:RelatesTo>)?"
    headers = f" xmlns:a={wsa}><s:Header>{action}{related}</s:Header>"
    name, inner = re.escape(message), re.escape(member)
    content = f"<{name} xmlns={xmlns}(?: xmlns:i={xsi})?><{inner}>({_TEXT})</{inner}></{name}>"
    return re.compile(
        f"<s:Envelope xmlns:s={soap}(?:>|{headers})<s:Body>{content}</s:Body></s:Envelope>".encode(), re.ASCII
    )
