"""SOAP 1.1 and 1.2: envelopes, addressing headers, and faults of every shape that servers send."""

import re
from contextlib import suppress
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from countermand_wire import DecodeError, FaultError
from countermand_wire.elements import STRING
from countermand_wire.faults import Fault, read_fault, write_fault
from countermand_wire.soap import (
    ADDRESSING,
    SOAP11,
    SOAP12,
    SoapVersion,
    addressing_headers,
    envelope,
    new_message_id,
    read_body,
)

VERSIONS = [pytest.param(version, id=f"soap{version.name}") for version in (SOAP11, SOAP12)]
BODY = '<string xmlns="http://schemas.microsoft.com/2003/10/Serialization/">a</string>'
DISPATCHER = "http://schemas.microsoft.com/net/2005/12/windowscommunicationfoundation/dispatcher"


# Envelopes.


@pytest.mark.parametrize(
    ("version", "expected"),
    [
        (
            SOAP11,
            '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><x/></s:Body></s:Envelope>',
        ),
        (SOAP12, '<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Body><x/></s:Body></s:Envelope>'),
    ],
)
def test_an_envelope_without_headers(version: SoapVersion, expected: str) -> None:
    assert envelope(version, "<x/>") == expected.encode()


def test_an_envelope_with_headers_binds_their_prefixes() -> None:
    headers = addressing_headers("urn:act?a&b", "https://host/path?a=1&b=<2>", "urn:uuid:1")
    root = etree.fromstring(envelope(SOAP12, "<x/>", headers))
    header, body = root
    assert [etree.QName(child).localname for child in (header, body)] == ["Header", "Body"]
    texts = {child.tag: "".join(map(str, child.itertext())) for child in header}
    assert texts == {
        f"{{{ADDRESSING}}}Action": "urn:act?a&b",
        f"{{{ADDRESSING}}}MessageID": "urn:uuid:1",
        f"{{{ADDRESSING}}}ReplyTo": f"{ADDRESSING}/anonymous",
        f"{{{ADDRESSING}}}To": "https://host/path?a=1&b=<2>",
    }
    understood = {etree.QName(child).localname: child.get(f"{{{SOAP12.namespace}}}mustUnderstand") for child in header}
    assert understood == {"Action": "1", "MessageID": None, "ReplyTo": None, "To": "1"}


def test_message_ids_are_new_each_time() -> None:
    ids = [new_message_id() for _ in range(100)]
    assert len(set(ids)) == 100
    assert all(re.fullmatch("urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", each) for each in ids)


def test_the_action_stands_in_a_field_of_its_own_in_1_1_and_in_the_content_type_in_1_2() -> None:
    assert SOAP11.headers("urn:act") == {
        "Accept": "text/xml",
        "Content-Type": "text/xml; charset=utf-8",
        "SOAPAction": '"urn:act"',
    }
    assert SOAP12.headers("urn:act") == {
        "Accept": "application/soap+xml",
        "Content-Type": 'application/soap+xml; charset=utf-8; action="urn:act"',
    }


# Bodies.


@pytest.mark.parametrize("version", VERSIONS)
def test_a_body_is_read(version: SoapVersion) -> None:
    assert read_body(version, STRING, envelope(version, BODY)) == "a"


@pytest.mark.parametrize("version", VERSIONS)
def test_prefixes_headers_and_white_space_make_no_difference(version: SoapVersion) -> None:
    body = (
        f'<?xml version="1.0" encoding="utf-8"?>\n<soap:Envelope xmlns:soap="{version.namespace}">\n'
        f"  <soap:Header><Unheard xmlns='urn:x'><Body/></Unheard></soap:Header>\n  <soap:Body>\n    "
        '<p:string xmlns:p="http://schemas.microsoft.com/2003/10/Serialization/">a</p:string>\n'
        "  </soap:Body></soap:Envelope>\n"
    )
    assert read_body(version, STRING, body.encode()) == "a"
    assert read_body(version, STRING, b"\xef\xbb\xbf" + body.encode()) == "a"
    assert read_body(version, STRING, body.replace("utf-8", "utf-16", 1).encode("utf-16")) == "a"


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize(
    ("document", "reason"),
    [
        ("", "not well-formed XML"),
        ("Service Unavailable", "not well-formed XML"),
        ("<s:Envelope", "not well-formed XML"),
        ("<html><body><p>Request Error</p></body></html>", "the root element is html"),
        (f"<Envelope><Body>{BODY}</Body></Envelope>", "the root element is Envelope"),
        ('<s:Envelope xmlns:s="{ns}"/>', "has no "),
        ('<s:Envelope xmlns:s="{ns}"><s:Header/></s:Envelope>', "has no "),
        ('<s:Envelope xmlns:s="{ns}"><s:Body/></s:Envelope>', "has no "),
        ('<s:Envelope xmlns:s="{ns}"><s:Body><other/></s:Body></s:Envelope>', "has no "),
        ('<s:Envelope xmlns:s="{ns}"><s:Body><string>a</string></s:Body></s:Envelope>', "has no "),
        ('<s:Envelope xmlns:s="{ns}"><s:Body><x><Fault/></x></s:Body></s:Envelope>', "has no "),
    ],
    ids=[
        "empty",
        "text",
        "truncated",
        "html",
        "no namespace",
        "no body",
        "header only",
        "nothing",
        "other",
        "unqualified",
        "deep fault",
    ],
)
def test_what_is_no_envelope_of_the_codec_is_refused(version: SoapVersion, document: str, reason: str) -> None:
    with pytest.raises(DecodeError, match=reason):
        read_body(version, STRING, document.replace("{ns}", version.namespace).encode())


def test_the_other_version_is_refused() -> None:
    for version, other in pairwise((SOAP11, SOAP12, SOAP11)):
        with pytest.raises(DecodeError, match=r"the root element is .*Envelope, expected .*Envelope"):
            read_body(version, STRING, envelope(other, BODY))
        fault = envelope(other, write_fault(other, Fault(code="x", reason="no")))
        assert read_fault(version, fault) is None
        with pytest.raises(DecodeError):
            read_body(version, STRING, fault)


# Faults, as they come.

WCF11 = (
    '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><s:Fault>'
    f'<faultcode xmlns:a="{DISPATCHER}">a:DeserializationFailed</faultcode>'
    '<faultstring xml:lang="en-US">The formatter threw &lt;it&gt;. </faultstring></s:Fault></s:Body></s:Envelope>'
)
WCF12 = (
    '<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope" xmlns:a="http://www.w3.org/2005/08/addressing">'
    '<s:Header><a:Action s:mustUnderstand="1">http://www.w3.org/2005/08/addressing/fault</a:Action></s:Header>'
    "<s:Body><s:Fault><s:Code><s:Value>s:Sender</s:Value><s:Subcode><s:Value>a:InvalidAddressingHeader</s:Value>"
    "<s:Subcode><s:Value>a:ActionMismatch</s:Value></s:Subcode></s:Subcode></s:Code>"
    '<s:Reason><s:Text xml:lang="de">nein</s:Text><s:Text xml:lang="en-US">no</s:Text></s:Reason>'
    "<s:Role>urn:role</s:Role><s:Detail><a:ProblemAction><a:Action>urn:x</a:Action></a:ProblemAction></s:Detail>"
    "</s:Fault></s:Body></s:Envelope>"
)


def test_a_fault_of_1_1() -> None:
    assert read_fault(SOAP11, WCF11.encode()) == Fault(
        code=f"{{{DISPATCHER}}}DeserializationFailed", reason="The formatter threw <it>."
    )


def test_a_fault_of_1_2_with_everything() -> None:
    fault = read_fault(SOAP12, WCF12.encode())
    assert fault is not None
    assert fault.code == "{http://www.w3.org/2003/05/soap-envelope}Sender"
    assert fault.subcodes == (f"{{{ADDRESSING}}}InvalidAddressingHeader", f"{{{ADDRESSING}}}ActionMismatch")
    assert fault.subcode == f"{{{ADDRESSING}}}InvalidAddressingHeader"
    assert (fault.reason, fault.actor) == ("no", "urn:role")
    assert fault.detail is not None
    assert etree.fromstring(fault.detail).tag == f"{{{ADDRESSING}}}ProblemAction"


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ("", Fault(code="")),
        ("<faultcode>Server</faultcode>", Fault(code="Server")),
        ("<faultcode>no:Server</faultcode><faultstring/>", Fault(code="no:Server")),
        ("<faultcode> s:Server\n</faultcode>", Fault(code=f"{{{SOAP11.namespace}}}Server")),
        ('<faultcode xmlns="urn:d">Server</faultcode>', Fault(code="")),
        ("<faultstring>a<!-- b -->c</faultstring>", Fault(code="", reason="ac")),
        ("<faultstring>&#x1;x</faultstring>", Fault(code="", reason="\x01x")),
        ("<faultactor>urn:a</faultactor>", Fault(code="", actor="urn:a")),
        ("<detail/>", Fault(code="")),
        ("<detail>text only</detail>", Fault(code="")),
        ("<detail><e>1</e>,<e>2</e></detail>", Fault(code="", detail="<e>1</e><e>2</e>")),
    ],
)
def test_faults_with_parts_missing_or_odd(inside: str, expected: Fault) -> None:
    document = f'<s:Envelope xmlns:s="{SOAP11.namespace}"><s:Body><s:Fault>{inside}</s:Fault></s:Body></s:Envelope>'
    found = read_fault(SOAP11, document.encode())
    assert found is not None
    assert without_bindings(found.detail) == expected.detail
    assert (found.code, found.reason, found.actor) == (expected.code, expected.reason, expected.actor)


def without_bindings(detail: str | None) -> str | None:
    return detail and re.sub(r' xmlns:s="[^"]*"', "", detail)


def test_a_1_2_fault_of_nothing() -> None:
    document = f'<s:Envelope xmlns:s="{SOAP12.namespace}"><s:Body><s:Fault/></s:Body></s:Envelope>'
    assert read_fault(SOAP12, document.encode()) == Fault(code="")


def test_the_reason_is_english_where_there_is_english_and_else_the_first() -> None:
    only_german = WCF12.replace("en-US", "fr")
    found = read_fault(SOAP12, only_german.encode())
    assert found is not None
    assert found.reason == "nein"


@pytest.mark.parametrize(("version", "document"), [(SOAP11, WCF11), (SOAP12, WCF12)])
def test_a_fault_in_place_of_the_body_is_raised(version: SoapVersion, document: str) -> None:
    with pytest.raises(FaultError) as caught:
        read_body(version, STRING, document.encode())
    assert caught.value.fault == read_fault(version, document.encode())


def test_the_body_counts_before_a_fault_beside_it() -> None:
    document = envelope(SOAP11, BODY + write_fault(SOAP11, Fault(code="x")))
    assert read_body(SOAP11, STRING, document) == "a"


def test_a_fault_does_not_show_its_detail() -> None:
    fault = Fault(code="x", reason="r", detail="<MessageID>1627aea5-8e0a-4371-9022-9b504344e724</MessageID>")
    assert "1627aea5" not in repr(fault)
    assert "1627aea5" not in str(FaultError(fault))


# Faults, as we write them.

TEXTS = st.text(st.characters(codec="utf-8"), max_size=20).map(str.strip)
NAMES = st.from_regex("[A-Za-z][A-Za-z0-9.]{0,10}", fullmatch=True)
NAMESPACES = st.sampled_from(["urn:a", "urn:b?a=1&b='", DISPATCHER, SOAP11.namespace, SOAP12.namespace])
CODES = st.builds("{{{}}}{}".format, NAMESPACES, NAMES) | NAMES
DETAILS = st.none() | st.sampled_from(["<d/>", '<d xmlns="urn:d">x &lt; y</d><e/>', "<d>\U0010ffff</d>"])


@settings(deadline=None)
@given(
    code=CODES, subcodes=st.lists(CODES, max_size=3), reason=TEXTS, actor=st.none() | TEXTS.filter(bool), detail=DETAILS
)
def test_a_written_fault_is_read_again(
    code: str, subcodes: list[str], reason: str, actor: str | None, detail: str | None
) -> None:
    for version in (SOAP11, SOAP12):
        kept = () if version is SOAP11 else tuple(subcodes)
        fault = Fault(code=code, subcodes=kept, reason=reason, actor=actor)
        found = read_fault(version, envelope(version, write_fault(version, fault)))
        assert found == fault
        found = read_fault(version, envelope(version, write_fault(version, Fault(code=code, detail=detail))))
        assert found is not None
        if detail is None:
            assert found.detail is None
        else:
            parts = etree.fromstring(f"<x>{detail}</x>")
            assert found.detail is not None
            assert [canonical(part) for part in etree.fromstring(f"<x>{found.detail}</x>")] == [
                canonical(part) for part in parts
            ]


def canonical(element: etree._Element) -> bytes:
    lonely = etree.fromstring(etree.tostring(element, with_tail=False))
    etree.cleanup_namespaces(lonely)
    return etree.tostring(lonely, method="c14n")


# Nothing raises but the errors that are declared.


@settings(max_examples=200, deadline=None)
@given(
    document=st.lists(
        st.sampled_from(
            [
                *(
                    "<s:Fault>",
                    "</s:Fault>",
                    "<s:Body>",
                    "</s:Body>",
                    "<s:Code>",
                    "</s:Code>",
                    "<s:Subcode>",
                    "</s:Subcode>",
                ),
                *("<s:Value>s:x</s:Value>", "<s:Value/>", "<s:Reason><s:Text/></s:Reason>", "<faultcode>a</faultcode>"),
                *(
                    "<detail/>",
                    "<s:Detail>&#1;</s:Detail>",
                    "<faultstring>&#0;</faultstring>",
                    BODY,
                    "&#x1;",
                    "&e;",
                    "]]>",
                ),
            ]
        ),
        max_size=8,
    ).map("".join)
)
def test_any_envelope_is_a_value_a_fault_or_a_decode_error(document: str) -> None:
    for version in (SOAP11, SOAP12):
        for inside in (document, f"<s:Body>{document}</s:Body>", f"<s:Body><s:Fault>{document}</s:Fault></s:Body>"):
            body = f'<s:Envelope xmlns:s="{version.namespace}">{inside}</s:Envelope>'.encode()
            with suppress(DecodeError, FaultError):
                assert read_body(version, STRING, body) == "a"
