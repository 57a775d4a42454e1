"""What we send, for every operation: the same as zeep, valid by the schemas, and readable by our own server's side."""

import re
from collections.abc import Iterable
from functools import cache
from typing import Any, Literal
from urllib.parse import parse_qsl, urlsplit

import attrs
import pytest
from _pytest.mark.structures import ParameterSet
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from countermand_bindings.esendex import PORTS
from countermand_wire import ABSENT, EncodeError, Port, json
from countermand_wire.bindings import RestBinding, SoapBinding
from countermand_wire.codec import Codec, read_xml_document, xml_document
from countermand_wire.operation import RestForm
from countermand_wire.policy import READ_BY_NAME, WRITE_UTC
from countermand_wire.soap import ADDRESSING
from tests.bindings import peer
from tests.bindings.model import NAMES, WSDL, declared, load
from tests.bindings.strategies import JSON, PEER, QUICK, XML, contracts, example

Wire = Literal["json", "xml", "query"]

BASE_URL = "https://service.example/Messaging.svc"
REST_NAMES = [name for name in NAMES if load(name).rest is not None]
SOAP_ONLY = {"CreateMediaFromContent", "CreateMediaFromUrl", "GetMedia", "RemoveMedia"}


def forms(method: str) -> list[ParameterSet]:
    """Return the REST forms with a method, each with the name of its operation."""
    found = [(name, rest.form(method)) for name in NAMES if (rest := load(name).rest) is not None]
    return [pytest.param(name, form, id=name) for name, form in found if form is not None]


def through_json(codec: Codec[Any], value: object) -> object:
    """Write a value as a JSON document and read it again."""
    return codec.from_json(json.parse(json.render(codec.to_json(value, WRITE_UTC))), READ_BY_NAME)


def soap_binding(port: Port) -> SoapBinding:
    return SoapBinding(version=port.soap, address=port.address, addressing=port.addressing)


@cache
def schema() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(WSDL.with_name("messaging.xsd")))


def test_all_31_operations_are_there() -> None:
    assert len(set(NAMES)) == len(NAMES) == 31
    assert [load(name).name for name in NAMES] == list(NAMES)
    assert set(NAMES) - set(REST_NAMES) == SOAP_ONLY


@pytest.mark.parametrize("name", NAMES)
@given(data=st.data())
@QUICK
def test_a_soap_body_is_zeeps_and_valid(name: str, data: st.DataObject) -> None:
    operation = declared(name)
    request = data.draw(contracts(operation.request, PEER))
    ours = xml_document(load(name).request, request)
    assert peer.canonical(ours.decode()) == peer.body_for("mms2wsHttpBinding", operation, request)
    schema().assertValid(etree.fromstring(ours))


@pytest.mark.parametrize("port", PORTS.values(), ids=lambda port: port.name)
@pytest.mark.parametrize("name", NAMES)
def test_an_envelope_is_zeeps(name: str, port: Port) -> None:
    request = example(declared(name).request)
    body = soap_binding(port).encode(load(name), request).body
    assert body is not None
    theirs = peer.envelope_for(port.name, declared(name), request)
    assert peer.canonical(peer.body_of(etree.fromstring(body))) == peer.body_inside(theirs)
    if port.addressing:
        assert addressing(body) == addressing(etree.tostring(theirs)) | {"ReplyTo": f"{ADDRESSING}/anonymous"}
    else:
        assert addressing(body) == {}


def addressing(envelope: bytes) -> dict[str, str]:
    """Return the WS-Addressing headers of an envelope, with the message id masked."""
    headers = etree.fromstring(envelope).iterfind(f"{{*}}Header/{{{ADDRESSING}}}*")
    found = {etree.QName(header).localname: "".join(map(str, header.itertext())) for header in headers}
    return {name: re.sub("^urn:uuid:[-0-9a-f]{36}$", "an id", text) for name, text in found.items()}


@pytest.mark.parametrize("port", PORTS.values(), ids=lambda port: port.name)
@pytest.mark.parametrize("name", NAMES)
def test_the_action_stands_where_the_version_has_it(name: str, port: Port) -> None:
    sent = soap_binding(port).encode(load(name), example(declared(name).request))
    action = declared(name).action
    assert (sent.method, sent.url) == ("POST", port.address)
    assert sent.headers["Accept"] == port.soap.media_type
    if port.soap.name == "1.1":
        assert sent.headers["Content-Type"] == "text/xml; charset=utf-8"
        assert sent.headers["SOAPAction"] == f'"{action}"'
    else:
        assert sent.headers["Content-Type"] == f'application/soap+xml; charset=utf-8; action="{action}"'
        assert "SOAPAction" not in sent.headers


@pytest.mark.parametrize("name", NAMES)
@given(data=st.data())
@QUICK
def test_a_wrapped_request_decodes_to_itself(name: str, data: st.DataObject) -> None:
    codec: Codec[Any] = load(name).request
    request = data.draw(contracts(declared(name).request, XML))
    assert read_xml_document(codec, xml_document(codec, request)) == request


@pytest.mark.parametrize("name", NAMES)
@given(data=st.data())
@QUICK
def test_a_wrapped_request_decodes_to_itself_as_json(name: str, data: st.DataObject) -> None:
    codec: Codec[Any] = load(name).request
    request = data.draw(contracts(declared(name).request, JSON))
    assert through_json(codec, request) == request


@pytest.mark.parametrize(("name", "form"), forms("POST"))
@given(data=st.data())
@QUICK
def test_a_bare_xml_body_decodes_to_itself_and_is_valid(name: str, form: RestForm[Any], data: st.DataObject) -> None:
    assert form.body is not None
    request = data.draw(contracts(declared(name).request, XML).filter(lambda request: ABSENT not in members(request)))
    assert read_xml_document(form.body, xml_document(form.body, request)) == request
    valid = data.draw(contracts(declared(name).request, PEER).filter(lambda request: ABSENT not in members(request)))
    schema().assertValid(etree.fromstring(xml_document(form.body, valid)))


@pytest.mark.parametrize(("name", "form"), forms("POST"))
@given(data=st.data())
@QUICK
def test_a_bare_json_body_decodes_to_itself(name: str, form: RestForm[Any], data: st.DataObject) -> None:
    assert form.body is not None
    request = data.draw(contracts(declared(name).request, JSON).filter(lambda request: ABSENT not in members(request)))
    assert through_json(form.body, request) == request


def members(message: Any) -> Iterable[object]:
    return [getattr(message, field.name) for field in attrs.fields(type(message))]


@pytest.mark.parametrize(("name", "form"), forms("POST"))
def test_a_bare_body_that_is_absent_is_refused(name: str, form: RestForm[Any]) -> None:
    assert form.body is not None
    [member] = declared(name).request.members
    request = attrs.evolve(example(declared(name).request), **{member.attribute: ABSENT})
    with pytest.raises(EncodeError, match=f"^{member.name}: is missing"):
        xml_document(form.body, request)
    with pytest.raises(EncodeError, match=f"^{member.name}: is missing"):
        form.body.to_json(request, WRITE_UTC)


@pytest.mark.parametrize(("name", "form"), forms("GET"))
@given(data=st.data())
@QUICK
def test_a_query_decodes_to_itself(name: str, form: RestForm[Any], data: st.DataObject) -> None:
    assert form.query is not None
    request = data.draw(contracts(declared(name).request, attrs.evolve(XML, text=PEER.text)))
    sent = RestBinding(base_url=BASE_URL, wire="query").encode(load(name), request)
    parts = urlsplit(sent.url)
    assert (sent.method, sent.body) == ("GET", None)
    assert f"{parts.scheme}://{parts.netloc}{parts.path}" == BASE_URL + form.path
    assert re.fullmatch("[A-Za-z0-9._~=&%-]*", parts.query)
    pairs = parse_qsl(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query))
    assert {name for name, _ in pairs} <= set(form.query.names)
    nothing = {key: ABSENT for key, value in attrs.asdict(request, recurse=False).items() if value is None}
    assert form.query.from_pairs({key.lower(): value for key, value in pairs}) == attrs.evolve(request, **nothing)


@pytest.mark.parametrize(("name", "form"), forms("GET"))
def test_a_query_of_nothing_is_a_request_of_nothing(name: str, form: RestForm[Any]) -> None:
    assert form.query is not None
    found = form.query.from_pairs({"unheardof": "1"})
    assert all(member is ABSENT for member in members(found))


@pytest.mark.parametrize("name", REST_NAMES)
@pytest.mark.parametrize(("wire", "media_type"), [("json", "application/json"), ("xml", "application/xml")])
def test_rest_prefers_post_and_always_says_what_it_accepts(name: str, wire: Wire, media_type: str) -> None:
    request = example(declared(name).request)
    sent = RestBinding(base_url=BASE_URL, wire=wire).encode(load(name), request)
    rest = load(name).rest
    assert rest is not None
    assert sent.headers["Accept"] == media_type
    assert sent.method == ("POST" if rest.form("POST") else "GET")
    if sent.method == "POST":
        form = rest.form("POST")
        assert form is not None
        assert form.body is not None
        assert sent.url == BASE_URL + form.path
        assert sent.headers["Content-Type"] == f"{media_type}; charset=utf-8"
        bare = xml_document(form.body, request) if wire == "xml" else json.render(form.body.to_json(request, WRITE_UTC))
        assert sent.body == bare
    else:
        assert sent.body is None
        assert "Content-Type" not in sent.headers


@pytest.mark.parametrize("name", REST_NAMES)
def test_query_prefers_get_and_reads_json(name: str) -> None:
    sent = RestBinding(base_url=BASE_URL, wire="query").encode(load(name), example(declared(name).request))
    rest = load(name).rest
    assert rest is not None
    assert sent.method == ("GET" if rest.form("GET") else "POST")
    assert sent.headers["Accept"] == "application/json"


@pytest.mark.parametrize("name", sorted(SOAP_ONLY))
@pytest.mark.parametrize("wire", ["json", "xml", "query"])
def test_an_operation_without_rest_form_says_so(name: str, wire: Wire) -> None:
    with pytest.raises(EncodeError, match=f"{name} has no REST form; call it over soap11 or soap12"):
        RestBinding(base_url=BASE_URL, wire=wire).encode(load(name), example(declared(name).request))


@pytest.mark.parametrize("name", [name for name in NAMES if name.endswith("WebPost")])
@pytest.mark.parametrize("wire", ["json", "xml"])
def test_a_web_post_twin_sends_the_same(name: str, wire: Wire) -> None:
    twin = name.removesuffix("WebPost")
    ours, theirs = (example(declared(each).request) for each in (name, twin))
    binding = RestBinding(base_url=BASE_URL, wire=wire)
    assert binding.encode(load(name), ours) == binding.encode(load(twin), theirs)
    assert RestBinding(base_url=BASE_URL, wire="query").encode(load(name), ours).method == "POST"
