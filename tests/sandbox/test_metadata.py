"""The WSDL that the sandbox serves, and the help pages beside it."""

from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from countermand.errors import ConfigurationError
from countermand.sandbox.wcf import read_documents
from countermand.testing import Sandbox
from countermand_bindings.esendex.operations import NAMES
from tests.sandbox.support import ask, exchange

WSDL, XSD = "{http://schemas.xmlsoap.org/wsdl/}", "{http://www.w3.org/2001/XMLSchema}"
XHTML = "{http://www.w3.org/1999/xhtml}"
CONTRACT = "http://sms2.cdyne.com"
NAMESPACES = [
    CONTRACT,
    "http://schemas.microsoft.com/2003/10/Serialization/",
    "http://schemas.datacontract.org/2004/07/SmsWS",
    "http://schemas.microsoft.com/2003/10/Serialization/Arrays",
]


def document(sandbox: Sandbox, query: str) -> ET.Element:
    reply = ask(sandbox, f"GET {query}")
    assert (reply.status, reply.content_type) == (200, "text/xml; charset=UTF-8")
    assert reply.body.startswith('<?xml version="1.0" encoding="utf-8"?><')
    return ET.fromstring(reply.body)


def addresses(root: ET.Element) -> Iterator[str]:
    for element in root.iter():
        for text in (element.text, element.get("location"), element.get("schemaLocation")):
            if text and "Messaging.svc" in text:
                yield text


@pytest.mark.parametrize("query", ["?wsdl", "?WSDL", "/?wsdl", "?wsdl="])
def test_circular_form(sandbox: Sandbox, query: str) -> None:
    main = document(sandbox, query)
    base = sandbox.esendex_url
    [to_stub] = main.iter(f"{WSDL}import")
    assert to_stub.attrib == {"namespace": "https://messaging.esendex.us", "location": f"{base}?wsdl=wsdl0"}
    stub = document(sandbox, "?wsdl=wsdl0")
    [back] = stub.iter(f"{WSDL}import")
    assert back.attrib == {"namespace": CONTRACT, "location": f"{base}?wsdl"}
    assert [child.tag for child in stub] == [f"{WSDL}import", f"{WSDL}types"]
    names = [each.get("name") for each in main.findall(f"{WSDL}portType/{WSDL}operation")]
    assert names == list(NAMES)


def test_every_address_is_the_sandboxs_own(sandbox: Sandbox) -> None:
    base = sandbox.esendex_url
    main = document(sandbox, "?wsdl")
    ports = [each.get("location") for port in main.iter(f"{WSDL}port") for each in port if each.get("location")]
    assert ports == [f"{base}/Soap", f"{base}/SecureSoap", f"{base}/WS", f"{base}/WS"]
    for query in ("?wsdl", "?wsdl=wsdl0", "?singleWsdl", "?xsd=xsd0", "?xsd=xsd1", "?xsd=xsd2", "?xsd=xsd3"):
        assert all(address.startswith(base) for address in addresses(document(sandbox, query)))


def test_schemas(sandbox: Sandbox) -> None:
    main = document(sandbox, "?wsdl")
    schema = main.find(f"{WSDL}types/{XSD}schema")
    assert schema is not None
    imports = [(each.get("namespace"), each.get("schemaLocation")) for each in schema.iter(f"{XSD}import")]
    assert imports == [(name, f"{sandbox.esendex_url}?xsd=xsd{n}") for n, name in enumerate(NAMESPACES)]
    served = [document(sandbox, f"?xsd=xsd{n}").get("targetNamespace") for n in range(4)]
    assert served == NAMESPACES


def test_single_document(sandbox: Sandbox) -> None:
    single = document(sandbox, "?singleWsdl")
    assert not list(single.iter(f"{WSDL}import"))
    assert not [each for each in single.iter(f"{XSD}import") if each.get("schemaLocation")]
    schemas = single.findall(f"{WSDL}types/{XSD}schema")
    assert [schema.get("targetNamespace") for schema in schemas] == NAMESPACES


@pytest.mark.parametrize("query", ["", "/", "?wsdl=wsdl1", "?xsd=xsd4", "?xsd", "?x"])
def test_no_such_document(sandbox: Sandbox, query: str) -> None:
    reply = ask(sandbox, f"GET {query}")
    assert (reply.status, reply.content_type) == (404, "text/html; charset=UTF-8")


def test_addresses_follow_the_host_that_was_asked(sandbox: Sandbox) -> None:
    reply = exchange(sandbox, "GET /esendex/messaging.svc?singleWsdl HTTP/1.1\r\nHost: my-machine.test:8443\r\n\r\n")
    assert set(addresses(ET.fromstring(reply.body))) == {
        f"http://my-machine.test:8443/esendex/Messaging.svc/{path}" for path in ("Soap", "SecureSoap", "WS")
    }


def test_documents_that_are_not_there(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"lacks its own WSDL"):
        read_documents(tmp_path, ("a.wsdl",))


def test_help_lists_the_rest_operations(sandbox: Sandbox) -> None:
    reply = ask(sandbox, "GET /help")
    assert (reply.status, reply.content_type) == (200, "text/html; charset=UTF-8")
    root = ET.fromstring(reply.body)
    rows = [[cell.findtext(f"{XHTML}a") or cell.text for cell in row] for row in root.iter(f"{XHTML}tr")]
    base = sandbox.esendex_url
    assert ["CancelMessage", "GET", f"Service at {base}/CancelMessage?MessageID={{MESSAGEID}}"] in rows
    assert ["CancelMessage", "POST", f"Service at {base}/CancelMessage"] in rows
    assert ["SendMessage", "POST", f"Service at {base}/SendMessage"] in rows


def test_every_link_of_the_help_leads_somewhere(sandbox: Sandbox) -> None:
    root = ET.fromstring(ask(sandbox, "GET /help/").body)
    links = [link.get("href", "") for link in root.iter(f"{XHTML}a")]
    assert len(links) > 20
    for link in links:
        reply = ask(sandbox, f"GET {link.removeprefix(sandbox.esendex_url)}")
        title = ET.fromstring(reply.body).findtext(f"{XHTML}head/{XHTML}title") or ""
        assert (reply.status, title[:14]) == (200, "Reference for ")


def test_help_of_an_operation_in_any_case(sandbox: Sandbox) -> None:
    reply = ask(sandbox, "GET /HELP/operations/cancelmessage")
    assert f"{sandbox.esendex_url}/CancelMessage?MessageID={{MESSAGEID}}" in reply.body
    assert ask(sandbox, "GET /help/operations/Nope").status == 404
