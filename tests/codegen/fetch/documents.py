"""One contract as the two kinds of server export it: in many documents that import each other, and in one."""

from __future__ import annotations

WSDL = 'xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/"'
SCHEMA = 'xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:tns="urn:small" xmlns:data="urn:data"'

TYPES = """
<xs:element name="Op"><xs:complexType><xs:sequence>
  <xs:element name="Zeta" type="xs:string" minOccurs="0"/><xs:element name="Alpha" type="data:Item" minOccurs="0"/>
</xs:sequence></xs:complexType></xs:element>
<xs:element name="OpResponse"><xs:complexType><xs:sequence>
  <xs:element name="OpResult" type="data:Colour" minOccurs="0"/>
</xs:sequence></xs:complexType></xs:element>
"""
ITEM = (
    '<xs:complexType name="Item"><xs:sequence><xs:element name="Id" type="xs:long"/></xs:sequence></xs:complexType>'
    '<xs:element name="Item" nillable="true" type="data:Item"/>'
)
COLOUR = (
    '<xs:simpleType name="Colour"><xs:restriction base="xs:string"><xs:enumeration value="Red"/>'
    '<xs:enumeration value="Blue"/></xs:restriction></xs:simpleType>'
)


def schema(namespace: str, inside: str) -> str:
    return f'<xs:schema {SCHEMA} targetNamespace="{namespace}" elementFormDefault="qualified">{inside}</xs:schema>'


def definitions(types: str, imports: str = "", extra: str = "") -> str:
    """Write the main document: one operation, over SOAP 1.1, at an address that is no loopback one."""
    return f"""<?xml version="1.0"?>
<wsdl:definitions name="Small" {WSDL} {SCHEMA} targetNamespace="urn:small">
  {imports}<wsdl:types>{types}</wsdl:types>{extra}
  <wsdl:message name="In"><wsdl:part name="parameters" element="tns:Op"/></wsdl:message>
  <wsdl:message name="Out"><wsdl:part name="parameters" element="tns:OpResponse"/></wsdl:message>
  <wsdl:portType name="ISmall">
    <wsdl:operation name="Op"><wsdl:input message="tns:In"/><wsdl:output message="tns:Out"/></wsdl:operation>
  </wsdl:portType>
  <wsdl:binding name="Soap" type="tns:ISmall">
    <soap:binding transport="http://schemas.xmlsoap.org/soap/http"/>
    <wsdl:operation name="Op"><soap:operation soapAction="urn:small/Op" style="document"/>
      <wsdl:input><soap:body use="literal"/></wsdl:input><wsdl:output><soap:body use="literal"/></wsdl:output>
    </wsdl:operation>
  </wsdl:binding>
  <wsdl:service name="Small">
    <wsdl:port name="Soap" binding="tns:Soap"><soap:address location="https://vendor.example/small.svc"/></wsdl:port>
  </wsdl:service>
</wsdl:definitions>"""


def xs_import(namespace: str, location: str = "") -> str:
    where = f' schemaLocation="{location}"' if location else ""
    return f'<xs:import namespace="{namespace}"{where}/>'


def single() -> str:
    """Write it as `?singleWsdl` has it: schemas without locations, the types of one in any place."""
    return definitions(schema("urn:data", ITEM + COLOUR) + schema("urn:small", xs_import("urn:data") + TYPES))


def circular() -> dict[str, str]:
    """Write it as a WCF host's `?wsdl` has it.

    A stub of another namespace stands in between; everything points to everything, by relative and absolute addresses;
    one schema comes in two parts, of which one has no namespace.
    """
    holder = f"<xs:schema {SCHEMA} targetNamespace='urn:small/Imports'>{{}}</xs:schema>"
    types = xs_import("urn:small", "{url}/small.svc?xsd=xsd0") + xs_import("urn:data", "small.svc?xsd=xsd1")
    parts = '<xs:include schemaLocation="?xsd=xsd2"/>' + xs_import("urn:small", "{url}/small.svc?xsd=xsd0")
    stub = '<wsdl:import namespace="urn:small" location="?wsdl"/><wsdl:types/>'
    return {
        "/small.svc?wsdl": definitions(
            holder.format(types), '<wsdl:import namespace="urn:stub" location="{url}/small.svc?wsdl=wsdl0"/>'
        ),
        "/small.svc?wsdl=wsdl0": f'<wsdl:definitions {WSDL} targetNamespace="urn:stub">{stub}</wsdl:definitions>',
        "/small.svc?xsd=xsd0": schema("urn:small", xs_import("urn:data", "/small.svc?xsd=xsd1") + TYPES),
        "/small.svc?xsd=xsd1": schema("urn:data", parts + ITEM),
        "/small.svc?xsd=xsd2": f'<xs:schema {SCHEMA} elementFormDefault="qualified">{COLOUR}</xs:schema>',
    }
