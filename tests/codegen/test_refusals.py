"""WSDLs that cannot be generated from: one clear line that names the place, exit status 2, nothing written."""

import re
from pathlib import Path

import pytest

from tests.codegen.parts import (
    MANY,
    OF_C,
    PLACE,
    STRING,
    complex_type,
    member,
    refused,
    sequence,
    simple_type,
    values,
)
from tests.codegen.small import MEMBER, element, schema, use, wsdl


def anonymous(type_: str) -> str:
    return re.sub(' name="[SC]"', "", type_, count=1)


D = complex_type(sequence(), "D") + f'<xs:group name="g">{sequence(STRING)}</xs:group>'
NUMBER = (
    '<xs:annotation><xs:appinfo><EnumerationValue xmlns="http://schemas.microsoft.com/2003/10/Serialization/">'
    "x</EnumerationValue></xs:appinfo></xs:annotation>"
)


def importing(location: str) -> str:
    """Write a WSDL whose other schema imports a document."""
    return wsdl(schemas=schema(f'<xs:import namespace="urn:x" schemaLocation="{location}"/>', "urn:other"))


def test_the_part_that_all_cases_share_is_generated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    small = use(monkeypatch, tmp_path)
    small.write(
        "small.wsdl", wsdl(D + complex_type(sequence(STRING)) + values("a"), request=OF_C + member("tns:S", "S"))
    )
    assert small.run("generate") == 0
    assert small.run("check") == 0


DOCUMENTS = {
    "empty": ("", f"{PLACE}, line 1: is not well-formed XML"),
    "text": ("hello", f"{PLACE}, line 1: is not well-formed XML"),
    "truncated": (wsdl()[:900], f"{PLACE}, line 8: is not well-formed XML"),
    "binary": ("\x00\x01", f"{PLACE}, line 1: is not well-formed XML"),
    "undefined entity": (wsdl().replace("ISmall", "&x;"), f"{PLACE}, line 12: is not well-formed XML"),
    "a DTD": (
        "<!DOCTYPE a>" + wsdl().partition("?>")[2],
        f"{PLACE}: has a document type declaration, which is refused",
    ),
    "an entity": (
        '<!DOCTYPE a [<!ENTITY e SYSTEM "/etc/passwd">]><a>&e;</a>',
        f"{PLACE}: has a document type declaration, which is refused",
    ),
    "HTML": ("<html/>", f"{PLACE}: is not a WSDL 1.1 document: its root element is html"),
    "a schema": (
        schema(""),
        f"{PLACE}: is not a WSDL 1.1 document: its root element is {{http://www.w3.org/2001/XMLSchema}}schema",
    ),
    "WSDL 2.0": (
        '<description xmlns="http://www.w3.org/ns/wsdl"/>',
        f"{PLACE}: is not a WSDL 1.1 document: its root element is {{http://www.w3.org/ns/wsdl}}description",
    ),
    "no service": (
        wsdl().partition("<wsdl:service")[0] + "</wsdl:definitions>",
        f"{PLACE}: declares no service",
    ),
    "wsdl:import": (
        wsdl(extra='<wsdl:import namespace="urn:x" location="x.wsdl"/>'),
        "wsdl/small/x.wsdl: there is no such file",
    ),
    "no file imported": (importing("missing.xsd"), "wsdl/small/missing.xsd: there is no such file"),
    "import by http": (
        importing("http://host.example/x.xsd"),
        f"{PLACE}: imports 'http://host.example/x.xsd': only files are read, and none beside it has the namespace "
        "urn:x",
    ),
    "import of a file by URL": (
        importing("file:///etc/passwd"),
        f"{PLACE}: imports 'file:///etc/passwd': only files beside it or below are read",
    ),
    "import from above": (
        importing("../x.xsd"),
        f"{PLACE}: imports '../x.xsd': only files beside it or below are read",
    ),
    "import of a system file": (
        importing("/etc/passwd"),
        f"{PLACE}: imports '/etc/passwd': only files beside it or below are read",
    ),
    "import of broken XML": (importing("broken.xsd"), "wsdl/small/broken.xsd, line 1: is not well-formed XML"),
    "import of a DTD": (importing("dtd.xsd"), "wsdl/small/dtd.xsd: has a document type declaration, which is refused"),
    "import of no schema": (importing("other.xsd"), "wsdl/small/other.xsd: is not an XML Schema document"),
}

BINDINGS = {
    "unknown binding": (
        wsdl().replace('binding="tns:Soap"', 'binding="tns:Nope"'),
        f"{PLACE}, port SoapPort: refers to 'tns:Nope', which is not declared",
    ),
    "unknown port type": (
        wsdl().replace('type="tns:ISmall"', 'type="tns:Nope"'),
        f"{PLACE}, binding Soap: refers to 'tns:Nope', which is not declared",
    ),
    "unknown message": (
        wsdl().replace('message="tns:In"', 'message="tns:Nope"'),
        f"{PLACE}, operation Op: refers to 'tns:Nope', which is not declared",
    ),
    "unknown element": (
        wsdl().replace('element="tns:Op"', 'element="tns:Nope"'),
        f"{PLACE}, operation Op: refers to the element {{urn:small}}Nope, which no schema declares",
    ),
    "no address": (
        wsdl().replace('<soap:address location="http://host.example/soap"/>', ""),
        f"{PLACE}, port SoapPort: has no address",
    ),
    "an empty address": (
        wsdl().replace(' location="http://host.example/soap"', ""),
        f"{PLACE}, port SoapPort: has no address",
    ),
    "HTTP binding": (
        wsdl().replace(
            "<soap:binding ", '<http:binding xmlns:http="http://schemas.xmlsoap.org/wsdl/http/" verb="GET" '
        ),
        f"{PLACE}: has no port that is supported: port SoapPort is not a SOAP binding",
    ),
    "rpc": (
        wsdl().replace('style="document"', 'style="rpc"'),
        f"{PLACE}, operation Op: the part parameters has no type, which RPC style wants: not supported",
    ),
    "encoded": (
        wsdl().replace('use="literal"', 'use="encoded"'),
        f"{PLACE}, binding Soap, operation Op: only literal messages are supported",
    ),
    "an operation in no binding": (
        wsdl().replace('<wsdl:operation name="Op"><wsdl:input', '<wsdl:operation name="Other"><wsdl:input'),
        f"{PLACE}, operation Other: is in no binding",
    ),
    "one way": (
        wsdl().replace('<wsdl:output message="tns:Out"/>', ""),
        f"{PLACE}, operation Op: has no output: one-way operations are not supported",
    ),
    "a declared fault": (
        wsdl().replace(
            '<wsdl:output message="tns:Out"/>',
            '<wsdl:output message="tns:Out"/><wsdl:fault name="f" message="tns:Out"/>',
        ),
        f"{PLACE}, operation Op: declares faults, which is not supported",
    ),
    "a part with a type": (
        wsdl().replace('element="tns:Op"', 'type="xs:string"'),
        f"{PLACE}, operation Op: its body has the type {{http://www.w3.org/2001/XMLSchema}}string, which is no complex "
        "type that is declared",
    ),
    "two parts": (
        wsdl().replace('<wsdl:part name="parameters" element="tns:Op"/>', '<wsdl:part name="a" element="tns:Op"/>' * 2),
        f"{PLACE}, operation Op: its messages are not of one element each: not supported",
    ),
    "a bare message": (
        wsdl().replace(element("Op", MEMBER), '<xs:element name="Op" type="xs:string"/>'),
        f"{PLACE}, Op: simple content, or a bare message, is not supported: value",
    ),
    "an overloaded operation": (
        wsdl().replace(
            '<wsdl:operation name="Op"><wsdl:input message="tns:In"/><wsdl:output message="tns:Out"/></wsdl:operation>',
            '<wsdl:operation name="Op"><wsdl:input message="tns:In"/><wsdl:output message="tns:Out"/></wsdl:operation>'
            * 2,
        ),
        f"{PLACE}: has two operations named Op: not supported",
    ),
    "another action in WS-Addressing": (
        wsdl()
        .replace(
            '<wsdl:input message="tns:In"/>',
            '<wsdl:input message="tns:In" wsaw:Action="urn:x" xmlns:wsaw="http://www.w3.org/2006/05/addressing/wsdl"/>',
        )
        .replace(
            "<soap:binding ", '<w:UsingAddressing xmlns:w="http://www.w3.org/2006/05/addressing/wsdl"/><soap:binding '
        ),
        f"{PLACE}, operation Op: its soapAction is urn:small/Op, its wsaw:Action urn:x",
    ),
}

TYPES = {
    "unknown type": (
        wsdl(request=member("tns:Nope")),
        f"{PLACE}, Op: the element B has the unknown type {{urn:small}}Nope",
    ),
    "type of XML Schema that WCF has not": (
        wsdl(request=member("xs:gYear")),
        f"{PLACE}, Op: the element B is of a type that has no JSON form: not supported",
    ),
    "unbound prefix": (wsdl(request=member("zz:Nope")), f"{PLACE}, Op: the prefix of 'zz:Nope' is not bound"),
    "no type": (
        wsdl(request='<xs:element name="B"/>'),
        f"{PLACE}, Op: the element B is kept as it is, whatever it holds: not supported",
    ),
    "repeats in a message": (
        wsdl(request=member("xs:string", attributes=MANY)),
        f"{PLACE}, Op: the element B repeats outside of a list type: not supported",
    ),
    "pattern": (
        wsdl(
            simple_type('<xs:restriction base="xs:string"><xs:pattern value="a"/></xs:restriction>'),
            request=member("tns:S"),
        ),
        f"{PLACE}: zeep reads it otherwise:\n  port SoapPort, operation Op, Op.B, type: zeep has {{urn:small}}S, "
        "we have string",
    ),
    "flags": (
        wsdl(
            simple_type(f"<xs:list>{anonymous(values('a'))}</xs:list>"),
            request=member("tns:S"),
        ),
        f"{PLACE}, Op: the element B is a list in one text: not supported",
    ),
    "a number that is none": (
        wsdl(
            values("a").replace("/></xs:restriction>", f">{NUMBER}</xs:enumeration></xs:restriction>"),
            request=member("tns:S"),
        ),
        f"{PLACE}, S.a: its EnumerationValue 'x' is no number",
    ),
    "items of another namespace": (
        wsdl(
            complex_type(sequence(member("other:F", "F", MANY)), "ArrayOfF"),
            schemas=schema(complex_type(sequence(STRING), "F"), "urn:other"),
            request=member("tns:ArrayOfF"),
        ),
        f"{PLACE}, ArrayOfF: items of the type {{urn:other}}F, of another namespace: not supported",
    ),
    "a type that holds itself": (
        wsdl(complex_type(sequence(member("tns:Node")), "Node"), request=member("tns:Node")),
        f"{PLACE}: its types hold each other, Node in Node: not supported",
    ),
    "types that hold each other": (
        wsdl(
            complex_type(sequence(member("tns:ArrayOfNode")), "Node")
            + complex_type(sequence(member("tns:Node", "Node", MANY)), "ArrayOfNode"),
            request=member("tns:Node"),
        ),
        f"{PLACE}: its types hold each other, Node in ArrayOfNode in Node: not supported",
    ),
    "a contract named as the service": (
        wsdl(complex_type(sequence(), "Small"), request=member("tns:Small")),
        f"{PLACE}: has two classes named Small: not supported",
    ),
    "a contract named as its operation": (
        wsdl(complex_type(sequence(STRING), "Op"), request=member("tns:Op")),
        f"{PLACE}: the name op_to_xml would mean two things in small/operations/op.py: not supported",
    ),
    "a contract named as what its module imports": (
        wsdl(complex_type(sequence(STRING), "Codec"), request=member("tns:Codec")),
        f"{PLACE}: the name Codec would mean two things in small/contracts/codec.py: not supported",
    ),
    "a tag that is none": (
        wsdl(request=member("xs:string", "a&gt;&lt;b")),
        f"{PLACE}, Op: the element 'a><b' has no name that XML allows",
    ),
}

OTHER = member("xs:string", "A")
SIMPLE_CONTENT = '<xs:simpleContent><xs:extension base="xs:string"/></xs:simpleContent>'
EXTENSION = f'<xs:complexContent><xs:extension base="tns:D">{sequence()}</xs:extension></xs:complexContent>'
REPEATED = f'<xs:sequence maxOccurs="2">{STRING}{OTHER}</xs:sequence>'

CONTENTS = {
    "a choice is not supported": f"<xs:choice>{STRING}{OTHER}</xs:choice>",
    "a repeated group is not supported: items": REPEATED,
    "an attribute is not supported: a": f'{sequence()}<xs:attribute name="a" type="xs:string"/>',
    "an extension is not supported": EXTENSION,
    "simple content, or a bare message, is not supported: value": SIMPLE_CONTENT,
    "xs:any is not supported: any": sequence(STRING, "<xs:any/>"),
    "the element B repeats outside of a list type": sequence(member("xs:string", attributes=MANY)),
    "the element B has a default or fixed value": sequence(member("xs:string", attributes='default="a"')),
    "the element B is unqualified": sequence(member("xs:string", attributes='form="unqualified"')),
    "the element B is kept as it is, whatever it holds": sequence('<xs:element name="B"/>'),
}
CARRIED = {
    "xs:all": f"<xs:all>{STRING}</xs:all>",
    "a choice of one": f"<xs:choice>{STRING}</xs:choice>",
    "a group": '<xs:group ref="tns:g"/>',
    "a sequence in a sequence": sequence(sequence(STRING)),
}


@pytest.mark.parametrize("inside", CARRIED.values(), ids=CARRIED)
def test_what_comes_to_a_plain_sequence_is_generated(
    inside: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = use(monkeypatch, tmp_path)
    small.write("small.wsdl", wsdl(D + complex_type(inside), request=OF_C))
    assert small.run("generate") == 0


@pytest.mark.parametrize(
    ("document", "line"), [pytest.param(*case, id=name) for name, case in (DOCUMENTS | BINDINGS | TYPES).items()]
)
def test_a_wsdl_that_cannot_be_generated_from(
    document: str, line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    small = use(monkeypatch, tmp_path)
    small.write("small.wsdl", document)
    small.write("broken.xsd", "<a>")
    small.write("dtd.xsd", "<!DOCTYPE a><a/>")
    small.write("other.xsd", "<a/>")
    assert refused(small, capsys) == line


@pytest.mark.parametrize(
    ("inside", "attributes", "reason"),
    [
        *(pytest.param(inside, "", what, id=what) for what, inside in CONTENTS.items()),
        pytest.param(sequence(STRING), ' abstract="true"', "an abstract type is not supported", id="abstract"),
    ],
)
def test_a_type_that_cannot_be_generated_from(
    inside: str,
    attributes: str,
    reason: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    small = use(monkeypatch, tmp_path)
    small.write("small.wsdl", wsdl(D + complex_type(inside, attributes=attributes), request=OF_C))
    line = refused(small, capsys)
    assert line.startswith(f"{PLACE}, C: {reason}")
    assert "\n" not in line
