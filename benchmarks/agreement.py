"""That the contenders do the same work: checked before any of it is timed."""

from __future__ import annotations

from lxml import etree

from benchmarks import samples
from benchmarks.contenders import Contender
from benchmarks.contenders.with_countermand import Countermand
from benchmarks.samples import Tree

__all__ = ["Disagreement", "check_agreement", "check_request"]

SOAP = "{http://www.w3.org/2003/05/soap-envelope}"
ADDRESSING = "{http://www.w3.org/2005/08/addressing}"


class Disagreement(Exception):
    """A contender's result is not that of the others, so that times mean nothing."""


def check_agreement(contenders: dict[str, Contender]) -> None:
    """Compare what all contenders write and read.

    Raises:
        Disagreement: two differ, or one has not what the samples say.
    """
    reply, listed, recipients, rows = samples.cancel_reply(), samples.soap_list(), samples.recipients(), samples.rows()
    for name, contender in contenders.items():
        check_request(name, contender.encode_cancel(), samples.ACTION_CANCEL, samples.cancel_tree())
        check_request(name, contender.encode_send(recipients), samples.ACTION_SEND, samples.send_tree(recipients))
        _expect(contender.answer(contender.decode_cancel(reply)), f"{name} misreads the reply to CancelMessage")
        _expect(contender.rows(contender.decode_list(listed)) == rows, f"{name} misreads the list")
        if isinstance(contender, Countermand):
            found = contender.rows(contender.decode_json_list(samples.json_list()))
            _expect(found == rows, f"{name} misreads the list over JSON")


def check_request(name: str, body: bytes, action: str, expected: Tree) -> None:
    """Compare an envelope with what it is to hold.

    Raises:
        Disagreement: an addressing header or the body differs; prefixes and declarations do not matter.
    """
    root = etree.fromstring(body)
    header = {child.tag: (child.text or "") for child in root[0]}
    _expect(header.get(f"{ADDRESSING}Action") == action, f"{name} names another action")
    _expect(header.get(f"{ADDRESSING}To") == samples.ADDRESS, f"{name} names another address")
    _expect(header.get(f"{ADDRESSING}MessageID", "").startswith("urn:uuid:"), f"{name} sends no message id")
    _expect(_tree(root[1]) == (f"{SOAP}Body", "", (expected,)), f"{name} sends another body")


def _expect(holds: bool, otherwise: str) -> None:  # An assertion that python -O keeps.
    if not holds:
        raise Disagreement(otherwise)


def _tree(element: etree._Element) -> Tree:
    return element.tag, (element.text or "").strip(), tuple(_tree(child) for child in element)
