"""A contract in other clothes: order, prefixes, white space and comments by chance."""

import random
import re

from lxml import etree

from countermand_codegen.fetch.bounds import BOUNDS
from countermand_codegen.fetch.canonical import canonical
from countermand_codegen.fetch.follow import follow
from tests.codegen.fetch.documents import SCHEMA, WSDL, schema, xs_import

XS = "{http://www.w3.org/2001/XMLSchema}"
QNAMES = ("type", "ref", "base", "message", "element", "binding", "itemType")

FREE = (
    *(f"{{http://schemas.xmlsoap.org/wsdl/}}{name}" for name in ("definitions", "types", "portType", "binding")),
    *(f"{{http://schemas.xmlsoap.org/wsdl/}}{name}" for name in ("service", "port")),
    *(f"{XS}{name}" for name in ("schema", "all", "choice")),
    *(f"{{http://schemas.xmlsoap.org/ws/2004/09/policy}}{name}" for name in ("All", "ExactlyOne", "Policy")),
)
"""Whose children may stand in any order. In a schema, imports come first; parsers do not care, and nor do we."""

RICH = f"""
<wsdl:definitions name="Rich" {WSDL} {SCHEMA} xmlns:wsp="http://schemas.xmlsoap.org/ws/2004/09/policy"
    xmlns:wsu="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd"
    xmlns:sp="http://schemas.xmlsoap.org/ws/2005/07/securitypolicy" targetNamespace="urn:small">
  <wsp:Policy wsu:Id="B"><wsp:ExactlyOne><wsp:All><sp:Trust10/><sp:Layout/></wsp:All></wsp:ExactlyOne></wsp:Policy>
  <wsp:Policy wsu:Id="A"><wsp:ExactlyOne><wsp:All/></wsp:ExactlyOne></wsp:Policy>
  <wsdl:types>
    {
    schema(
        "urn:small",
        xs_import("urn:data")
        + '''
      <xs:element name="Op" type="tns:Both"/><xs:element name="OpResponse" type="xs:string" nillable="true"/>
      <xs:complexType name="Both"><xs:sequence>
        <xs:element name="B" type="data:Word"/><xs:element name="A" type="xs:int"/>
        <xs:choice><xs:element name="Y" type="xs:int"/><xs:element name="X" type="xs:int"/></xs:choice></xs:sequence>
        <xs:attribute name="later" type="xs:string"/><xs:attribute name="earlier" type="xs:string"/></xs:complexType>
      <xs:complexType name="Any"><xs:all><xs:element name="Two" type="xs:int"/><xs:element name="One" type="tns:Both"/>
        </xs:all></xs:complexType>''',
    )
}
    {
    schema(
        "urn:data",
        '''
      <xs:simpleType name="Word"><xs:annotation><xs:documentation>A  word,
        with <b>white</b> space.</xs:documentation></xs:annotation><xs:restriction base="xs:string">
        <xs:enumeration value="Zero  "/><xs:enumeration value="First"/></xs:restriction></xs:simpleType>''',
    )
}
  </wsdl:types>
  <wsdl:message name="Out"><wsdl:part name="b" element="tns:OpResponse"/></wsdl:message>
  <wsdl:message name="In"><wsdl:part name="b" element="tns:Op"/><wsdl:part name="a" element="tns:Op"/></wsdl:message>
  <wsdl:portType name="P">
    <wsdl:operation name="Op"><wsdl:input message="tns:In"/><wsdl:output message="tns:Out"/></wsdl:operation>
    <wsdl:operation name="Ask"><wsdl:output message="tns:Out"/><wsdl:input message="tns:In"/></wsdl:operation>
  </wsdl:portType>
  <wsdl:binding name="S" type="tns:P"><soap:binding transport="http://schemas.xmlsoap.org/soap/http"/>
    <wsdl:operation name="Op"><soap:operation soapAction="b"/>
      <wsdl:input><soap:body use="literal"/></wsdl:input></wsdl:operation>
    <wsdl:operation name="Ask"><soap:operation soapAction="a"/></wsdl:operation></wsdl:binding>
  <wsdl:service name="Rich">
    <wsdl:port name="Two" binding="tns:S"><soap:address location="https://vendor.example/2"/></wsdl:port>
    <wsdl:port name="One" binding="tns:S"><soap:address location="https://vendor.example/1"/></wsdl:port>
  </wsdl:service>
</wsdl:definitions>
"""


class Shelf:
    """Documents by address."""

    def __init__(self, **documents: str) -> None:
        self.documents = documents

    def load(self, place: str, location: str) -> tuple[str, bytes]:
        return location, self.documents[location.removeprefix("https://vendor.example/")].encode()


def made(main: str, **others: str) -> dict[str, str]:
    documents = follow(Shelf(main=main, **others), "https://vendor.example/main", BOUNDS)
    return {name: content.decode() for name, content in canonical(documents, "small").items()}


def dressed_up(text: str, chance: random.Random) -> str:
    """Write a document anew: shuffled where order means nothing, with other prefixes, white space and comments."""
    root = etree.fromstring(text.encode())
    for element in list(root.iter(*FREE)):
        children = list(element)
        chance.shuffle(children)
        element[:] = children
    return _write(root, chance)


def _write(element: etree._Element, chance: random.Random, mixed: bool = False) -> str:
    """Write an element with its own declarations: any prefix, or the default namespace, bound again on each."""
    prefixes: dict[str, str] = {}

    def prefixed(namespace: str | None, local: str) -> str:
        if not namespace:
            return local
        prefix = prefixes.setdefault(namespace, f"{chance.choice('abcxyz')}{len(prefixes)}")
        return f"{prefix}:{local}"

    tag = etree.QName(element)
    name = prefixed(tag.namespace, tag.localname)
    attributes = []
    for key, value in ((str(key), str(value)) for key, value in element.items()):
        written = value
        if key in QNAMES:
            prefix, _, local = value.rpartition(":")
            written = prefixed(element.nsmap[prefix], local)
        if key in (*QNAMES, "name", "minOccurs", "location", "soapAction"):
            written = chance.choice(("", "  ", "\n")) + written + chance.choice(("", " "))
        full = etree.QName(key)
        attributes.append(f"{prefixed(full.namespace, full.localname)}={chance.choice((chr(39), chr(34)))}{written}")
    attributes = [text + ("'" if "='" in text else '"') for text in attributes]
    attributes += [f'xmlns:{prefix}="{namespace}"' for namespace, prefix in prefixes.items()]
    chance.shuffle(attributes)
    space = chance.choice((" ", "\n\t"))
    mixed = mixed or bool(element.text and element.text.strip())

    def between(text: str | None) -> str:
        if mixed:
            return re.sub(r"\s+", lambda _: chance.choice((" ", "\n  ")), text or "")
        return chance.choice(("", "\n", "  \t", "<!-- a comment -->", "<?a processing-instruction?>"))

    inside = between(element.text)
    inside += "".join(_write(child, chance, mixed) + between(child.tail) for child in element)
    return f"<{name}{space}{space.join(attributes)}>{inside}</{name}>"
