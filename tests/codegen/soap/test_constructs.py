"""Each construct of a WSDL: what is written is what zeep would write, fits the schemas, and reads back as it was."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from lxml import etree

from tests.codegen.soap.constructs import CONSTRUCTS
from tests.codegen.soap.made import made_from, write_documents
from tests.codegen.soap.proof import check_messages
from tests.codegen.soap.values import Values
from tests.codegen.soap.zeeps import Schemas, Theirs, client_of

NIL = "{http://www.w3.org/2001/XMLSchema-instance}nil"


def always(document: etree._Element) -> bool:
    return True


def nil_item(tag: str) -> Callable[[etree._Element], bool]:
    return lambda document: any(one.get(NIL) for one in document.iter(f"{{urn:shop}}{tag}"))


def empty(document: etree._Element) -> bool:
    return any(not (one.text or "").strip("0.-") for one in document)


ZEEP_DIFFERS: dict[str, tuple[str, Callable[[etree._Element], bool]]] = {
    "arrays": ("writes a nil item of a list as an item whose members are nil", nil_item("Order")),
    "recursion": ("writes a nil item of a list as an item whose members are nil", nil_item("Node")),
    "references": ("does not write z:Id", always),
    "choice": ("takes an empty text and zero for none", empty),
    "choices": ("takes an empty text and zero for none", empty),
    "defaults": ("writes the default of an attribute that is not given", always),
    "rpc": ("names a reply after its message", lambda document: "Response" in str(document.tag)),
    "data set": ("wants the inside of an element, not the element", always),
    "markup": ("wants the inside of an element, not the element", always),
    "substitution": ("knows the head of a substitution group only", always),
    "clashes": ("cannot take a member named self", always),
}
"""Where zeep does not write what the schemas ask for, and in which documents: the schemas alone judge those."""

READ_ANEW = {
    "references": "what refers to itself is the same only as itself",
    "defaults": "what is left out is read as its default",
}
"""Where what is read is not equal to what was written: it is written and read once more."""

SCHEMAS_DIFFER = {
    "data set": "libxml2 has no schema of schemas, to which the type refers",
    "rpc": "the wrapper of an RPC message is declared by no schema",
}
"""Where libxml2 cannot judge: those are held against zeep only."""


@pytest.mark.parametrize("name", CONSTRUCTS)
def test_messages(name: str, tmp_path: Path) -> None:
    construct = CONSTRUCTS[name]
    wsdl = write_documents(tmp_path, construct.document(), construct.files)
    schemas = None if name in SCHEMAS_DIFFER else Schemas.of(wsdl, tmp_path)
    client = client_of(wsdl)
    _, zeep_cannot = ZEEP_DIFFERS.get(name, ("", lambda document: False))
    with made_from(wsdl, tmp_path / "out") as made:
        [operation] = made.service.operations
        codecs = made.operation(operation)
        theirs = next(iter(client.wsdl.services.values())).ports["Basic"].binding.get(operation.name)
        pairs = [(operation.request, codecs.request, theirs.input)]
        if not operation.one_way:
            pairs.append((operation.response, codecs.response, theirs.output))
        for message, codec, their_message in pairs:
            values = Values(made).message(operation, message)
            theirs_of = partial(Theirs(made.service, client).body, their_message.body, message)
            check_messages(values, codec, theirs_of, schemas, zeep_cannot, anew=name in READ_ANEW)
