"""Messages that are tables, over SOAP: their headers, bodies without an element, one-way calls and typed faults."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import attrs
import pytest
from lxml import etree

from countermand_wire import ABSENT, DecodeError, EncodeError, FaultError, HttpResponse
from countermand_wire.absent import Absent
from countermand_wire.bindings import SoapBinding
from countermand_wire.codec import Codec, read_xml_document, xml_document
from countermand_wire.contents import scalar
from countermand_wire.envelopes import NOTHING, detail_codec, message_codec
from countermand_wire.faults import Fault, write_fault
from countermand_wire.operation import Operation
from countermand_wire.parts import Part
from countermand_wire.policy import WRITE_AS_GIVEN
from countermand_wire.shape import Shape
from countermand_wire.soap import ADDRESSING, SOAP11, SOAP12, SoapVersion, envelope
from tests.wire.orders import ITEM, NS, STRING, XSI, Gift, Item

VERSIONS = [pytest.param(version, id=f"soap{version.name}") for version in (SOAP11, SOAP12)]
INT = scalar("int")


@attrs.frozen(kw_only=True)
class Put:
    item: Item
    at: datetime | Absent = ABSENT
    session: str | Absent | None = ABSENT
    limit: Item | Absent = ABSENT


PUT = Shape(
    Put,
    "",
    "",
    (
        Part("Item", "item", ITEM, namespace=NS, required=True),
        Part("At", "at", scalar("date_time"), namespace=NS),
        Part("Session", "session", STRING, namespace=NS, where="header", nillable=True),
        Part("Limit", "limit", ITEM, namespace="urn:limits", where="header"),
    ),
)


@attrs.frozen(kw_only=True)
class Taken:
    count: int | Absent = ABSENT
    item: Item | Absent | None = ABSENT
    text: str | Absent = ABSENT


PARTS = (
    Part("Count", "count", INT),
    Part("Item", "item", ITEM, namespace=NS, nillable=True),
    Part("Text", "text", STRING, namespace=NS),
)
TAKEN = message_codec(NS, "Taken", Shape(Taken, "TakenType", NS, PARTS))
FAULTS: Mapping[str, Codec[Any]] = {
    f"{{{NS}}}Broken": detail_codec(Part("Broken", "broken", ITEM, namespace=NS)),
    f"{{{NS}}}Reason": detail_codec(Part("Reason", "reason", STRING, namespace=NS, nillable=True)),
    "{}Bare": detail_codec(Part("Bare", "bare", INT)),
}
OPERATION = Operation(
    name="Put", action="urn:put", request=message_codec(NS, "Put", PUT), response=TAKEN, faults=FAULTS
)
BARE = Operation(
    name="Bare",
    action="urn:bare",
    request=message_codec("", "", Shape(Taken, "", "", PARTS)),
    response=message_codec("", "", Shape(Taken, "", "", PARTS)),
)
ONE_WAY = Operation(name="Tell", action="urn:tell", request=TAKEN, response=NOTHING, one_way=True, faults=FAULTS)
ITEM1 = Item(id=1, code="a")


def binding(version: SoapVersion = SOAP11, *, addressing: bool = False, **more: Any) -> SoapBinding:
    return SoapBinding(version=version, address="https://host.example/svc", addressing=addressing, **more)


def response(body: bytes | str, status: int = 200, version: SoapVersion = SOAP11) -> HttpResponse:
    content = envelope(version, body) if isinstance(body, str) else body
    return HttpResponse(status=status, headers={"Content-Type": f"{version.media_type}; charset=utf-8"}, body=content)


def sent(operation: Operation[Any, Any], value: object, made: SoapBinding | None = None) -> etree._Element:
    body = (made or binding()).encode(operation, value).body
    assert body is not None
    return etree.fromstring(body)


# Bodies.


def test_a_message() -> None:
    [body] = sent(OPERATION, Put(item=ITEM1))
    assert etree.tostring(body[0]).decode() == (
        f'<Put xmlns="{NS}" xmlns:i="{XSI}" xmlns:s="{SOAP11.namespace}"><Item id="1"><Code>a</Code></Item></Put>'
    )


def test_a_reply() -> None:
    taken = Taken(count=1, item=None)
    assert binding().decode(OPERATION, response(xml_document(TAKEN, taken).decode())) == taken
    assert read_xml_document(TAKEN, xml_document(TAKEN, taken)) == taken


def test_a_message_may_say_its_type() -> None:
    body = f'<Taken xmlns="{NS}" xmlns:i="{XSI}" i:type="TakenType"/>'
    assert binding().decode(OPERATION, response(body)) == Taken()
    with pytest.raises(DecodeError, match="which is not known here"):
        binding().decode(OPERATION, response(body.replace("TakenType", "Other")))


def test_a_message_cannot_be_nil() -> None:
    with pytest.raises(DecodeError, match="is nil"):
        binding().decode(OPERATION, response(f'<Taken xmlns="{NS}" xmlns:i="{XSI}" i:nil="1"/>'))


def test_a_message_of_another_class_is_refused() -> None:
    with pytest.raises(EncodeError, match=r"^is of type Taken, expected Put$"):
        sent(OPERATION, Taken())
    with pytest.raises(EncodeError, match=r"^is of type Put, expected Taken$"):
        sent(BARE, Put(item=ITEM1))


def test_places_begin_with_the_member() -> None:
    with pytest.raises(EncodeError, match=r"^Item\.Code: is of type int, expected str$"):
        sent(OPERATION, Put(item=Item(id=1, code=1)))  # type: ignore[arg-type]
    with pytest.raises(DecodeError, match=r"^Count: is not an integer$"):
        binding().decode(OPERATION, response(f'<Taken xmlns="{NS}"><Count xmlns="">x</Count></Taken>'))


def test_dates_are_written_as_the_binding_says() -> None:
    put = Put(item=ITEM1, at=datetime(2030, 1, 2))  # noqa: DTZ001  # That is what is tested.
    with pytest.raises(EncodeError, match=r"^At: has no time zone$"):
        sent(OPERATION, put)
    [body] = sent(OPERATION, put, binding(writing=WRITE_AS_GIVEN))
    assert body.findtext(f".//{{{NS}}}At") == "2030-01-02T00:00:00"


def test_a_body_without_an_element() -> None:
    gift = Gift(id=1, code=None)
    taken = Taken(count=1, item=gift, text="a")
    [body] = sent(BARE, taken)
    assert [child.tag for child in body] == ["Count", f"{{{NS}}}Item", f"{{{NS}}}Text"]
    reply = response("".join(etree.tostring(child).decode() for child in body))
    assert binding().decode(BARE, reply) == taken
    [body] = sent(BARE, Taken(item=None))
    assert body[0].get(f"{{{XSI}}}nil") == "true"


def test_an_empty_body() -> None:
    [body] = sent(BARE, Taken())
    assert len(body) == 0
    assert binding().decode(BARE, response("")) == Taken()


@pytest.mark.parametrize("version", VERSIONS)
def test_a_fault_in_place_of_a_body_without_an_element(version: SoapVersion) -> None:
    fault = Fault(code=f"{{{version.namespace}}}Server", reason="no")
    with pytest.raises(FaultError) as caught:
        binding(version).decode(BARE, response(write_fault(version, fault), 500, version))
    assert (caught.value.fault.reason, caught.value.details) == ("no", ())


# Headers.


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("addressing", [True, False])
def test_headers_stand_beside_those_of_addressing(version: SoapVersion, addressing: bool) -> None:
    put = Put(item=ITEM1, session=None, limit=Gift(id=2, code="b"))
    header, body = sent(OPERATION, put, binding(version, addressing=addressing))
    names = [str(child.tag) for child in header]
    assert [name for name in names if not name.startswith(f"{{{ADDRESSING}}}")] == [
        f"{{{NS}}}Session",
        "{urn:limits}Limit",
    ]
    assert (len(names) - 2, len(body)) == (4 if addressing else 0, 1)
    assert header[-2].get(f"{{{XSI}}}nil") == "true"


def test_without_headers_there_is_no_header() -> None:
    assert len(sent(OPERATION, Put(item=ITEM1))) == 1


def test_each_call_has_its_own_headers() -> None:
    made = binding(SOAP12, addressing=True)
    for session in ("a", "b"):
        header, _ = sent(OPERATION, Put(item=ITEM1, session=session), made)
        assert header.findtext(f"{{{NS}}}Session") == session


ECHO = Operation(
    name="Echo", action="urn:put", request=message_codec(NS, "Put", PUT), response=message_codec(NS, "Put", PUT)
)


@pytest.mark.parametrize("version", VERSIONS)
def test_headers_of_a_reply(version: SoapVersion) -> None:
    put = Put(item=ITEM1, session=None, limit=Gift(id=2, code="b"))
    body = binding(version, addressing=True).encode(ECHO, put).body
    assert body is not None
    assert binding(version).decode(ECHO, response(body, version=version)) == put


@pytest.mark.parametrize("version", VERSIONS)
def test_headers_beside_a_body_without_an_element(version: SoapVersion) -> None:
    codec = message_codec("", "", PUT)
    operation = Operation(name="Echo", action="urn:put", request=codec, response=codec)
    put = Put(item=ITEM1, session="s")
    body = binding(version, addressing=True).encode(operation, put).body
    assert body is not None
    assert binding(version).decode(operation, response(body, version=version)) == put


def test_headers_that_are_not_there() -> None:
    reply = response(f'<Put xmlns="{NS}"><Item id="1"><Code>a</Code></Item></Put>')
    assert binding().decode(ECHO, reply) == Put(item=ITEM1)
    # A document alone has none either.
    assert read_xml_document(ECHO.response, xml_document(ECHO.request, Put(item=ITEM1, session="a"))) == Put(item=ITEM1)


def test_a_header_that_must_be_there() -> None:
    parts = (Part("Session", "session", STRING, namespace=NS, where="header", required=True),)
    codec = message_codec(NS, "Body", Shape(Put, "", "", parts))
    operation = Operation(name="X", request=codec, response=codec)
    # An element that is named as the envelope's is none of it.
    with pytest.raises(DecodeError, match=r"^Session: is missing$"):
        binding().decode(operation, response(f'<Body xmlns="{NS}"/>'))
    with pytest.raises(EncodeError, match=r"^Session: is absent, and required$"):
        sent(operation, Put(item=ITEM1))


def test_a_header_that_cannot_be_read() -> None:
    body = binding().encode(ECHO, Put(item=ITEM1, limit=ITEM1)).body
    assert body is not None
    with pytest.raises(DecodeError, match=r"^Limit\.id: is not an integer$"):
        binding().decode(ECHO, response(body.replace(b'i" id="1"', b'i" id="x"', 1).replace(b'id="1"', b'id="x"', 1)))


# One-way calls.


@pytest.mark.parametrize("status", [200, 202, 204])
@pytest.mark.parametrize("content_type", [None, "text/html", "text/xml"])
@pytest.mark.parametrize("body", [b"", b" \n"])
def test_a_one_way_call_ends_with_an_empty_answer(status: int, content_type: str | None, body: bytes) -> None:
    headers = {} if content_type is None else {"Content-Type": content_type}
    assert binding().decode(ONE_WAY, HttpResponse(status=status, headers=headers, body=body)) is None


def test_a_one_way_call_ends_with_an_envelope_that_is_no_fault() -> None:
    assert binding().decode(ONE_WAY, response("")) is None
    assert (
        binding().decode(ONE_WAY, HttpResponse(status=202, headers={"Content-Type": "text/plain"}, body=b"ok")) is None
    )


@pytest.mark.parametrize("status", [200, 202, 400, 500])
@pytest.mark.parametrize("version", VERSIONS)
def test_a_fault_of_a_one_way_call(version: SoapVersion, status: int) -> None:
    fault = Fault(code=f"{{{version.namespace}}}Client", reason="no", detail=f'<Reason xmlns="{NS}">r</Reason>')
    with pytest.raises(FaultError) as caught:
        binding(version).decode(ONE_WAY, response(write_fault(version, fault), status, version))
    assert caught.value.details == ("r",)


@pytest.mark.parametrize(("status", "body"), [(500, b""), (404, b"<html/>"), (301, b"")])
def test_a_one_way_call_that_failed(status: int, body: bytes) -> None:
    with pytest.raises(DecodeError, match=f"^HTTP {status} to a one-way message, expected 202$"):
        binding().decode(ONE_WAY, HttpResponse(status=status, headers={}, body=body))


# Faults.


def fault_of(detail: str, operation: Operation[Any, Any] = OPERATION, version: SoapVersion = SOAP11) -> FaultError:
    fault = Fault(code=f"{{{version.namespace}}}Server", reason="no", detail=detail)
    with pytest.raises(FaultError) as caught:
        binding(version).decode(operation, response(write_fault(version, fault), 500, version))
    return caught.value


@pytest.mark.parametrize("version", VERSIONS)
def test_typed_details(version: SoapVersion) -> None:
    detail = f'<x/><b:Broken xmlns:b="{NS}" id="1"><b:Code>a</b:Code></b:Broken><Bare>7</Bare>'
    assert fault_of(detail, version=version).details == (ITEM1, 7)


def test_a_detail_may_be_nil() -> None:
    assert fault_of(f'<Reason xmlns="{NS}" xmlns:i="{XSI}" i:nil="true"/>').details == (None,)


@pytest.mark.parametrize("detail", ["", "<Unknown/>", f'<Broken xmlns="{NS}" id="x"/>', f'<Broken xmlns="{NS}"/>'])
def test_a_detail_that_is_not_known_or_cannot_be_read_is_left_out(detail: str) -> None:
    error = fault_of(detail)
    assert error.details == ()
    assert (error.fault.detail or "").startswith(detail[:8])


def test_a_detail_with_what_xml_forbids() -> None:
    error = fault_of(f'<Reason xmlns="{NS}">a&#x1;b</Reason>')
    assert error.details == ("a\x01b",)
    assert error.fault.detail is not None
    assert ">a&#x1;b<" in error.fault.detail


def test_an_operation_that_declares_no_faults() -> None:
    assert fault_of(f'<Reason xmlns="{NS}">a</Reason>', BARE).details == ()


def test_a_detail_is_written_as_it_is_read() -> None:
    codec = FAULTS[f"{{{NS}}}Broken"]
    for item in (ITEM1, Gift(id=1, code="")):
        assert read_xml_document(codec, xml_document(codec, item)) == item
    nil = FAULTS[f"{{{NS}}}Reason"]
    assert read_xml_document(nil, xml_document(nil, None)) is None


def test_there_is_no_json() -> None:
    for codec in (TAKEN, FAULTS["{}Bare"]):
        with pytest.raises(EncodeError, match="has no JSON form"):
            codec.to_json(Taken(), WRITE_AS_GIVEN)
