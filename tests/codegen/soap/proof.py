"""The proof of a message: it fits the schemas, is what zeep would write, and reads back as it was."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from countermand_wire.codec import Codec, read_xml_document, xml_document
from countermand_wire.policy import WRITE_AS_GIVEN
from tests.codegen.soap.zeeps import Schemas, infoset

__all__ = ["check_messages"]


def check_messages(
    values: st.SearchStrategy[Any],
    codec: Codec[Any],
    theirs_of: Callable[[Any], etree._Element],
    schemas: Schemas | None,
    zeep_cannot: Callable[[etree._Element], bool],
    *,
    anew: bool = False,
    examples: int = 30,
) -> None:
    """Write messages, and hold them against the schemas and zeep; read them back.

    Args:
        values: the messages.
        codec: writes and reads them.
        theirs_of: lets zeep write one.
        schemas: those of the WSDL; None where libxml2 cannot compile them.
        zeep_cannot: in which documents zeep is known to be wrong.
        anew: whether what is read is written and read once more, as it is not equal to what was written.
        examples: how many are tried.
    """

    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
    )
    @given(values)
    def check(value: Any) -> None:
        body = xml_document(codec, value, WRITE_AS_GIVEN)
        document = etree.fromstring(body)
        if schemas is not None:
            assert schemas.complaints(document) == []
        if not zeep_cannot(document):
            assert infoset(document) == infoset(theirs_of(value))
        back = read_xml_document(codec, body)
        if anew:
            again = xml_document(codec, back, WRITE_AS_GIVEN)
            assert repr(read_xml_document(codec, again)) == repr(back)
        else:
            assert back == value

    check()
