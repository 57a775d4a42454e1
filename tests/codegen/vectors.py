"""A WSDL with every scalar and every kind of list, around the types of Microsoft's golden vectors."""

import importlib
from typing import Any

from tests.codegen.small import SERIALIZATION, element

A = "http://example.org/a"
GOLDEN = "http://schemas.datacontract.org/2004/07/Golden"
SYSTEM = "http://schemas.datacontract.org/2004/07/System"
ARRAYS = "http://schemas.microsoft.com/2003/10/Serialization/Arrays"

SCALARS = {
    "AnyUri": "xs:anyURI",
    "Base64": "xs:base64Binary",
    "Boolean": "xs:boolean",
    "Byte": "xs:byte",
    "Char": "ser:char",
    "DateTime": "xs:dateTime",
    "Decimal": "xs:decimal",
    "Double": "xs:double",
    "Duration": "ser:duration",
    "Float": "xs:float",
    "Guid": "ser:guid",
    "Int": "xs:int",
    "Long": "xs:long",
    "Short": "xs:short",
    "String": "xs:string",
    "UnsignedByte": "xs:unsignedByte",
    "UnsignedInt": "xs:unsignedInt",
    "UnsignedLong": "xs:unsignedLong",
    "UnsignedShort": "xs:unsignedShort",
}

PREFIXES = (
    'xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:ser="http://schemas.microsoft.com/2003/10/Serialization/" '
    f'xmlns:a="{A}" xmlns:g="{GOLDEN}" xmlns:s="{SYSTEM}" xmlns:arrays="{ARRAYS}"'
)
NAMESPACES = [A, GOLDEN, SYSTEM, ARRAYS, "http://schemas.microsoft.com/2003/10/Serialization/"]


def member(name: str, type_: str, *, nillable: bool = False, required: bool = False) -> str:
    """Write a member; optional unless it is required."""
    nil = ' nillable="true"' if nillable else ""
    return f'<xs:element name="{name}" type="{type_}" minOccurs="{int(required)}"{nil}/>'


def contract(name: str, *members: str) -> str:
    """Write a contract."""
    return f'<xs:complexType name="{name}"><xs:sequence>{"".join(members)}</xs:sequence></xs:complexType>'


def array(item: str, type_: str, *, nillable: bool = False, name: str = "") -> str:
    """Write a list type."""
    nil = ' nillable="true"' if nillable else ""
    repeated = f'<xs:element name="{item}" type="{type_}" minOccurs="0" maxOccurs="unbounded"{nil}/>'
    return f'<xs:complexType name="{name or "ArrayOf" + item}"><xs:sequence>{repeated}</xs:sequence></xs:complexType>'


def enumeration(name: str, **values: int) -> str:
    """Write an enumeration; a dash in a value's name is spelt as two underscores."""
    listed = "".join(
        f'<xs:enumeration value="{value.replace("__", "-")}"><xs:annotation><xs:appinfo><EnumerationValue '
        f'xmlns="http://schemas.microsoft.com/2003/10/Serialization/">{number}</EnumerationValue></xs:appinfo>'
        "</xs:annotation></xs:enumeration>"
        for value, number in values.items()
    )
    return f'<xs:simpleType name="{name}"><xs:restriction base="xs:string">{listed}</xs:restriction></xs:simpleType>'


def _schema(namespace: str, *declarations: str) -> str:
    imports = "".join(f'<xs:import namespace="{other}"/>' for other in NAMESPACES if other != namespace)
    return (
        f'<xs:schema {PREFIXES} targetNamespace="{namespace}" elementFormDefault="qualified">'
        f"{imports}{''.join(declarations)}</xs:schema>"
    )


SCHEMAS = (
    SERIALIZATION
    + _schema(
        ARRAYS,
        array("string", "xs:string", nillable=True),
        array("base64Binary", "xs:base64Binary", nillable=True),
        array("guid", "ser:guid"),
        array("int", "xs:int"),
        array("boolean", "xs:boolean"),
        array("duration", "ser:duration"),
        array("decimal", "xs:decimal"),
        array("dateTime", "xs:dateTime"),
        array("char", "ser:char"),
        array("ArrayOfstring", "arrays:ArrayOfstring", nillable=True),
        array("ArrayOfint", "arrays:ArrayOfint", nillable=True),
    )
    + _schema(SYSTEM, array("int", "xs:int", nillable=True, name="ArrayOfNullableOfint"))
    + _schema(GOLDEN, enumeration("PlainEnum", Zero=0, One=1, Two=2), array("PlainEnum", "g:PlainEnum"))
    + _schema(
        A,
        enumeration("NamedEnum", None_=0, first__one=1, Second=200).replace("None_", "None"),
        contract("Base", member("Alpha", "xs:int"), member("Zeta", "xs:string", nillable=True)),
        contract(
            "Required",
            member("May", "xs:string", nillable=True),
            member("Must", "xs:string", nillable=True, required=True),
            member("Num", "xs:int", required=True),
        ),
        contract("Point", member("X", "xs:int"), member("Y", "xs:int")),
        array("Point", "a:Point"),
        array("Base", "a:Base", nillable=True),
        contract(
            "Nullables",
            member("B", "xs:boolean", nillable=True),
            member("D", "xs:dateTime", nillable=True),
            member("E", "g:PlainEnum", nillable=True),
            member("G", "ser:guid", nillable=True),
            member("I", "xs:int", nillable=True),
            member("M", "xs:decimal", nillable=True),
            member("P", "a:Point", nillable=True),
        ),
        contract(
            "AllPrims",
            member("Bool", "xs:boolean"),
            member("Byte", "xs:unsignedByte"),
            member("Bytes", "xs:base64Binary", nillable=True),
            member("Char", "ser:char"),
            member("DateTime", "xs:dateTime"),
            member("Decimal", "xs:decimal"),
            member("Double", "xs:double"),
            member("Enum", "g:PlainEnum"),
            member("Float", "xs:float"),
            member("Guid", "ser:guid"),
            member("Int", "xs:int"),
            member("Long", "xs:long"),
            member("SByte", "xs:byte"),
            member("Short", "xs:short"),
            member("Span", "ser:duration"),
            member("String", "xs:string", nillable=True),
            member("UInt", "xs:unsignedInt"),
            member("ULong", "xs:unsignedLong"),
            member("UShort", "xs:unsignedShort"),
            member("Uri", "xs:anyURI", nillable=True),
        ),
        contract(
            "Lists",
            member("Blobs", "arrays:ArrayOfbase64Binary", nillable=True),
            member("Enums", "g:ArrayOfPlainEnum", nillable=True),
            member("Guids", "arrays:ArrayOfguid", nillable=True),
            member("Ints", "arrays:ArrayOfint", nillable=True),
            member("Jagged", "arrays:ArrayOfArrayOfstring", nillable=True),
            member("Points", "a:ArrayOfPoint", nillable=True),
            member("Strings", "arrays:ArrayOfstring", nillable=True),
        ),
        contract(
            "MoreLists",
            member("Booleans", "arrays:ArrayOfboolean", nillable=True),
            member("Chars", "arrays:ArrayOfchar", nillable=True),
            member("Dates", "arrays:ArrayOfdateTime", nillable=True),
            member("Decimals", "arrays:ArrayOfdecimal", nillable=True),
            member("Durations", "arrays:ArrayOfduration", nillable=True),
            member("Jagged", "arrays:ArrayOfArrayOfint", nillable=True),
            member("Nullable", "s:ArrayOfNullableOfint", nillable=True),
        ),
    )
)

ECHO = "".join(
    member(name, f"a:{name}", nillable=True)
    for name in ("AllPrims", "Base", "Lists", "MoreLists", "Nullables", "Point", "Required")
) + member("NamedEnum", "a:NamedEnum")

OPERATIONS = {
    "Echo": (ECHO, ECHO),
    "Ask": ("".join(member(name, type_) for name, type_ in SCALARS.items()), member("AskResult", "a:NamedEnum")),
    **{f"Bare{name}": (member("Value", type_), member("Result", type_)) for name, type_ in SCALARS.items()},
    "BareNil": (member("Value", "xs:int", nillable=True), member("Result", "xs:string", nillable=True)),
    "BareList": (
        member("Value", "arrays:ArrayOfint", nillable=True),
        member("items", "a:ArrayOfBase", nillable=True),
    ),
}


def wsdl() -> str:
    """Write the WSDL."""
    own = "".join(
        element(name, request) + element(f"{name}Response", response)
        for name, (request, response) in OPERATIONS.items()
    )
    messages = "".join(
        f'<wsdl:message name="{name}{way}"><wsdl:part name="parameters" element="tns:{name}{suffix}"/></wsdl:message>'
        for name in OPERATIONS
        for way, suffix in (("In", ""), ("Out", "Response"))
    )
    declared = "".join(
        f'<wsdl:operation name="{name}"><wsdl:input message="tns:{name}In"/>'
        f'<wsdl:output message="tns:{name}Out"/></wsdl:operation>'
        for name in OPERATIONS
    )
    literal = '<soap:body use="literal"/>'
    bound = "".join(
        f'<wsdl:operation name="{name}"><soap:operation soapAction="urn:v/{name}" style="document"/>'
        f"<wsdl:input>{literal}</wsdl:input><wsdl:output>{literal}</wsdl:output></wsdl:operation>"
        for name in OPERATIONS
    )
    types = f"{SCHEMAS}{_schema('urn:v', own)}"
    return f"""<?xml version="1.0" encoding="utf-8"?>
<wsdl:definitions xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/"
    xmlns:tns="urn:v" targetNamespace="urn:v">
  <wsdl:types>{types}</wsdl:types>
  {messages}
  <wsdl:portType name="IVectors">{declared}</wsdl:portType>
  <wsdl:binding name="Soap" type="tns:IVectors">
    <soap:binding transport="http://schemas.xmlsoap.org/soap/http"/>{bound}
  </wsdl:binding>
  <wsdl:service name="Vectors">
    <wsdl:port name="Soap" binding="tns:Soap"><soap:address location="http://vectors.example/"/></wsdl:port>
  </wsdl:service>
</wsdl:definitions>
"""


def descriptor() -> str:
    """Write the REST descriptor."""
    ok = "responses: {'200': {description: ok}}"
    parameters = ", ".join(f"{{name: {name}, in: query, schema: {{type: string}}}}" for name in SCALARS)
    paths = [f"  /Ask: {{get: {{x-wsdl-operations: [Ask], parameters: [{parameters}], {ok}}}}}"]
    paths += [
        f"  /{name}: {{post: {{x-wsdl-operations: [{name}], x-bare-member: Value, {ok}}}}}"
        for name in OPERATIONS
        if name.startswith("Bare")
    ]
    return "openapi: 3.1.0\ninfo: {title: vectors, version: '1'}\npaths:\n" + "\n".join(paths) + "\n"


# What was generated from it; the fixtures in conftest.py make it importable.


def codec(module: str) -> Any:
    """Return the codec of a contract, list or enumeration."""
    return getattr(importlib.import_module(f"countermand_bindings.small.contracts.{module}"), module.upper())


def load(name: str) -> Any:
    """Return an operation."""
    return importlib.import_module("countermand_bindings.small.operations").load(name)


def message(name: str, **members: Any) -> Any:
    """Make the request of an operation."""
    module = importlib.import_module(load(name).request.to_xml.__module__)
    return getattr(module, name)(**members)
