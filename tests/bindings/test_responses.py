"""What comes back, for every operation: zeep reads our replies, and we read them, whole or item by item."""

from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from countermand_bindings.esendex import PORTS
from countermand_wire import ABSENT, HttpResponse, json
from countermand_wire.bindings import RestBinding, SoapBinding
from countermand_wire.codec import Codec, xml_document, xml_element
from countermand_wire.operation import Operation, Rest
from countermand_wire.policy import READ_BY_NAME, WRITE_UTC
from countermand_wire.soap import SOAP11, SOAP12, SoapVersion, envelope
from tests.bindings import peer
from tests.bindings.model import NAMES, declared, load
from tests.bindings.strategies import JSON, PEER, QUICK, XML, contracts

REST_NAMES = [name for name in NAMES if load(name).rest is not None]
VERSIONS = [pytest.param(version, id=f"soap{version.name}") for version in (SOAP11, SOAP12)]
PORT_OF = {"1.1": "mms2SOAPbasicHttpBinding", "1.2": "mms2wsHttpBinding"}


def rest_of(name: str) -> Rest[Any, Any]:
    rest = load(name).rest
    assert rest is not None
    return rest


def reply(version: SoapVersion, codec: Codec[Any], value: object) -> bytes:
    return envelope(version, xml_element(codec, value))


def soap_response(version: SoapVersion, body: bytes, status: int = 200) -> HttpResponse:
    return HttpResponse(status=status, headers={"content-type": f"{version.media_type}; charset=utf-8"}, body=body)


def members(message: Any) -> list[object]:
    return [getattr(message, field.name) for field in attrs.fields(type(message))]


def soap_binding(version: SoapVersion) -> SoapBinding:
    port = PORTS[PORT_OF[version.name]]
    return SoapBinding(version=port.soap, address=port.address, addressing=port.addressing)


def decode(operation: Operation[Any, Any], version: SoapVersion, body: bytes) -> object:
    return soap_binding(version).decode(operation, soap_response(version, body))


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("name", NAMES)
@given(data=st.data())
@QUICK
def test_zeep_reads_our_reply(name: str, version: SoapVersion, data: st.DataObject) -> None:
    operation = declared(name)
    response = data.draw(contracts(operation.response, PEER))
    found = peer.read_reply(PORT_OF[version.name], operation, reply(version, load(name).response, response), version)
    assert found == peer.as_zeep(operation.response, response)


@pytest.mark.parametrize("name", NAMES)
@given(data=st.data())
@QUICK
def test_a_soap_reply_decodes_to_itself(name: str, data: st.DataObject) -> None:
    response = data.draw(contracts(declared(name).response, XML))
    version = data.draw(st.sampled_from([SOAP11, SOAP12]))
    assert decode(load(name), version, reply(version, load(name).response, response)) == response


@pytest.mark.parametrize("name", NAMES)
@given(data=st.data())
@QUICK
def test_a_wrapped_reply_decodes_to_itself_as_json(name: str, data: st.DataObject) -> None:
    codec: Codec[Any] = load(name).response
    response = data.draw(contracts(declared(name).response, JSON))
    assert codec.from_json(json.parse(json.render(codec.to_json(response, WRITE_UTC))), READ_BY_NAME) == response


@pytest.mark.parametrize("name", REST_NAMES)
@given(data=st.data())
@QUICK
def test_a_bare_xml_reply_decodes_to_itself(name: str, data: st.DataObject) -> None:
    response = data.draw(
        contracts(declared(name).response, XML).filter(lambda response: ABSENT not in members(response))
    )
    body = xml_document(rest_of(name).response, response)
    binding = RestBinding(base_url="https://service.example", wire="xml")
    got = HttpResponse(status=200, headers={"Content-Type": "application/xml; charset=utf-8"}, body=body)
    assert binding.decode(load(name), got) == response


@pytest.mark.parametrize("name", REST_NAMES)
@given(data=st.data())
@QUICK
def test_a_bare_json_reply_decodes_to_itself(name: str, data: st.DataObject) -> None:
    response = data.draw(
        contracts(declared(name).response, JSON).filter(lambda response: ABSENT not in members(response))
    )
    value = rest_of(name).response.to_json(response, WRITE_UTC)
    binding = RestBinding(base_url="https://service.example", wire="json")
    for body in (json.render(value), json.render_as_wcf(value)):
        got = HttpResponse(status=200, headers={"Content-Type": "application/json; charset=utf-8"}, body=body)
        assert binding.decode(load(name), got) == response
