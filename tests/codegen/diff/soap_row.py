"""A row of the evidence for services that speak SOAP alone: two WSDLs that differ in one thing, and replies of both."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import attrs

from countermand_codegen.diff.compare import Side
from countermand_codegen.diff.load import Document, read_side
from tests.codegen.soap.constructs import Construct, sequence
from tests.codegen.soap.made import write_documents

Grades = tuple[str, str, str]
SAME, DEPENDS, BREAKS = "compatible", "depends", "breaking"


@attrs.frozen(kw_only=True)
class SoapRow:
    """A row: what changes, the grades of it in a request and in a reply, and replies to send between the contracts."""

    name: str
    rule: str
    """Of the change that is expected."""
    also: tuple[str, ...] = ()
    """The rules of changes that come with it."""
    old: str
    """Members of the message."""
    new: str
    old_types: str = ""
    new_types: str = ""
    in_request: Grades
    in_reply: Grades
    called: Mapping[str, str] = attrs.field(factory=dict)
    """What members were called, by what they are called now, where that is what changes."""
    by_old: tuple[str, ...] = ()
    """What is in replies of the old contract, the last of them with whatever the change is about."""
    by_new: tuple[str, ...] = ()

    def construct(self, *, old: bool, reply: bool) -> Construct:
        """Return one of the two contracts, with the members in the request or in the reply."""
        members, types = (self.old, self.old_types) if old else (self.new, self.new_types)
        given: dict[str, Any] = {"response": sequence(members)} if reply else {"request": sequence(members)}
        return Construct(types=types, **given)


def lowered(construct: Construct, folder: Path) -> Side:
    """Lower a construct as the command does."""
    folder.mkdir(parents=True, exist_ok=True)
    wsdl = write_documents(folder, construct.document(), construct.files)
    return read_side(Document(service="shop", root=folder, main=wsdl.name), "shop")
