"""Small WSDLs, one for each construct that a service may use: the schema is written out, the rest is the same for all."""

from __future__ import annotations

import attrs

XS = 'xmlns:xs="http://www.w3.org/2001/XMLSchema"'
SER = "http://schemas.microsoft.com/2003/10/Serialization/"

SERIALIZATION = f"""
<xs:schema {XS} xmlns:ser="{SER}" attributeFormDefault="qualified" elementFormDefault="qualified" targetNamespace="{SER}">
  <xs:simpleType name="char"><xs:restriction base="xs:int"/></xs:simpleType>
  <xs:simpleType name="duration"><xs:restriction base="xs:duration"/></xs:simpleType>
  <xs:simpleType name="guid"><xs:restriction base="xs:string">
    <xs:pattern value="[\\da-fA-F]{{8}}-[\\da-fA-F]{{4}}-[\\da-fA-F]{{4}}-[\\da-fA-F]{{4}}-[\\da-fA-F]{{12}}"/>
  </xs:restriction></xs:simpleType>
  <xs:attribute name="Id" type="xs:ID"/><xs:attribute name="Ref" type="xs:IDREF"/>
</xs:schema>"""


@attrs.frozen(kw_only=True)
class Construct:
    """One WSDL, by its parts."""

    types: str
    """What the schema of urn:shop holds beside the elements of the messages."""
    request: str = ""
    """The content of the element that is the request of the operation Do."""
    response: str = '<xs:sequence><xs:element name="DoResult" type="xs:int" minOccurs="0"/></xs:sequence>'
    elements: str = ""
    """In the place of both elements, `Do` and `DoResponse`."""
    schemas: str = ""
    """Further schemas."""
    qualified: str = 'elementFormDefault="qualified"'
    messages: str = ""
    in_operation: str = ""
    """What the operation of the port type has beside its input and output."""
    output: str = '<wsdl:output message="tns:DoOut"/>'
    in_input: str = ""
    in_output: str = ""
    style: str = "document"
    parts: tuple[str, str] = ('element="tns:Do"', 'element="tns:DoResponse"')
    body: str = ""
    """Attributes of both soap:body elements."""
    files: dict[str, str] = attrs.field(factory=dict)
    """Further documents, by name."""

    def document(self) -> str:
        """Write the WSDL."""
        elements = self.elements or (
            f'<xs:element name="Do"><xs:complexType>{self.request}</xs:complexType></xs:element>'
            f'<xs:element name="DoResponse"><xs:complexType>{self.response}</xs:complexType></xs:element>'
        )
        bound_output = f'<wsdl:output><soap:body use="literal" {self.body}/>{self.in_output}</wsdl:output>'
        return f"""<?xml version="1.0" encoding="utf-8"?>
<wsdl:definitions xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/"
    {XS} xmlns:tns="urn:shop" xmlns:b="urn:base" xmlns:ser="{SER}" targetNamespace="urn:shop">
  <wsdl:types>
    <xs:schema {self.qualified} targetNamespace="urn:shop">
      <xs:import namespace="{SER}"/>
      {self.types}{elements}
    </xs:schema>{SERIALIZATION}{self.schemas}
  </wsdl:types>
  <wsdl:message name="DoIn"><wsdl:part name="parameters" {self.parts[0]}/></wsdl:message>
  <wsdl:message name="DoOut"><wsdl:part name="parameters" {self.parts[1]}/></wsdl:message>{self.messages}
  <wsdl:portType name="IShop">
    <wsdl:operation name="Do"><wsdl:input message="tns:DoIn"/>{self.output}{self.in_operation}</wsdl:operation>
  </wsdl:portType>
  <wsdl:binding name="Basic" type="tns:IShop">
    <soap:binding transport="http://schemas.xmlsoap.org/soap/http" style="{self.style}"/>
    <wsdl:operation name="Do">
      <soap:operation soapAction="urn:shop/Do"/>
      <wsdl:input><soap:body use="literal" {self.body}/>{self.in_input}</wsdl:input>
      {bound_output if self.output else ""}
    </wsdl:operation>
  </wsdl:binding>
  <wsdl:service name="Shop">
    <wsdl:port name="Basic" binding="tns:Basic"><soap:address location="http://shop.example/soap"/></wsdl:port>
  </wsdl:service>
</wsdl:definitions>
"""


def sequence(*members: str) -> str:
    """Write a sequence."""
    return f"<xs:sequence>{''.join(members)}</xs:sequence>"


def element(name: str, type_: str, more: str = "") -> str:
    """Write an element of a named type."""
    return f'<xs:element name="{name}" type="{type_}" {more}/>'


def complex_type(name: str, inside: str, more: str = "") -> str:
    """Write a named complex type."""
    return f'<xs:complexType name="{name}" {more}>{inside}</xs:complexType>'


def extension(base: str, inside: str, kind: str = "complex") -> str:
    """Write the content of a type that extends another one."""
    return f'<xs:{kind}Content><xs:extension base="{base}">{inside}</xs:extension></xs:{kind}Content>'


OPTIONAL = 'minOccurs="0"'
NILLABLE = 'minOccurs="0" nillable="true"'
MANY = 'minOccurs="0" maxOccurs="unbounded"'
ORDER = complex_type("Order", sequence(element("Id", "xs:int"), element("Note", "xs:string", NILLABLE)))
COLOURS = "".join(f'<xs:enumeration value="{name}"/>' for name in ("Red", "Dark blue", "class", "1st"))
COLOUR = f'<xs:simpleType name="Colour"><xs:restriction base="xs:string">{COLOURS}</xs:restriction></xs:simpleType>'
NUMBERS = ("byte", "short", "int", "long", "unsignedByte", "unsignedShort", "unsignedInt", "unsignedLong", "integer")
OTHERS = (
    *("string", "boolean", "decimal", "double", "float", "dateTime", "date", "time", "base64Binary", "hexBinary"),
    *("anyURI", "QName", "token", "normalizedString", "language", "gYear", "gYearMonth", "duration", "NMTOKENS"),
)
BASE = "".join(
    (
        complex_type("Shape", sequence(element("Name", "xs:string")), 'abstract="true"'),
        complex_type("Square", extension("tns:Shape", sequence(element("Side", "xs:int")))),
        complex_type("Cube", extension("tns:Square", sequence(element("Solid", "xs:boolean", OPTIONAL)))),
        complex_type("Circle", extension("tns:Shape", sequence(element("Radius", "xs:double", NILLABLE)))),
    )
)
FLAGS = (
    '<xs:simpleType name="Days"><xs:list><xs:simpleType><xs:restriction base="xs:string">'
    '<xs:enumeration value="Monday"/><xs:enumeration value="Tuesday"/></xs:restriction></xs:simpleType></xs:list>'
    "</xs:simpleType>"
)
DICTIONARY = complex_type(
    "ArrayOfKeyValueOfstringint",
    '<xs:sequence><xs:element minOccurs="0" maxOccurs="unbounded" name="KeyValueOfstringint"><xs:complexType>'
    + sequence(element("Key", "xs:string", 'nillable="true"'), element("Value", "xs:int"))
    + "</xs:complexType></xs:element></xs:sequence>",
)
OFFSET = complex_type(
    "DateTimeOffset", sequence(element("DateTime", "xs:dateTime"), element("OffsetMinutes", "xs:short"))
)
NODE = complex_type(
    "Node",
    sequence(
        element("Name", "xs:string"),
        element("Next", "tns:Node", NILLABLE),
        element("Leaves", "tns:ArrayOfNode", NILLABLE),
    ),
) + complex_type("ArrayOfNode", sequence(element("Node", "tns:Node", MANY + ' nillable="true"')))
NESTED = complex_type("ArrayOfArray", sequence(element("ArrayOfArray", "tns:ArrayOfArray", MANY)))
REFERENCES = complex_type(
    "Person",
    sequence(
        element("Name", "xs:string", NILLABLE),
        element("Friend", "tns:Person", NILLABLE),
        element("Friends", "tns:ArrayOfPerson", NILLABLE),
    )
    + '<xs:attribute ref="ser:Id"/><xs:attribute ref="ser:Ref"/>',
) + complex_type("ArrayOfPerson", sequence(element("Person", "tns:Person", MANY + ' nillable="true"')))
PARCEL = complex_type(
    "Parcel",
    sequence(element("Weight", "xs:decimal"))
    + '<xs:attribute name="id" type="xs:int" use="required"/><xs:attribute name="colour" type="tns:Colour"/>'
    '<xs:attribute name="class" type="xs:string"/><xs:attribute name="on" type="xs:QName"/>'
    '<xs:attribute name="tags" type="xs:NMTOKENS"/><xs:attribute name="old" type="xs:int" use="prohibited"/>'
    '<xs:attribute name="deep" form="qualified" type="xs:boolean"/>',
)
DEFAULTS = complex_type(
    "Priced",
    sequence(element("Unit", "xs:string", 'minOccurs="0" default="EUR"'), element("Kind", "xs:string", 'fixed="price"'))
    + '<xs:attribute name="rate" type="xs:int" default="7"/><xs:attribute name="version" type="xs:string" fixed="2"/>',
)
SIMPLE = complex_type(
    "Price", extension("xs:decimal", '<xs:attribute name="currency" type="xs:string" use="required"/>', "simple")
) + complex_type("Discount", extension("tns:Price", '<xs:attribute name="reason" type="xs:string"/>', "simple"))
GROUPS = (
    f'<xs:group name="Address">{sequence(element("Street", "xs:string"), element("Town", "xs:string", OPTIONAL))}</xs:group>'
    '<xs:attributeGroup name="Audit"><xs:attribute name="by" type="xs:string"/><xs:attributeGroup ref="tns:More"/>'
    '</xs:attributeGroup><xs:attributeGroup name="More"><xs:attribute name="at" type="xs:date"/></xs:attributeGroup>'
)
SUBSTITUTES = (
    '<xs:element name="Payment" abstract="true" type="tns:Pay"/>'
    '<xs:element name="Card" substitutionGroup="tns:Payment" type="tns:CardPay"/>'
    '<xs:element name="Cash" substitutionGroup="tns:Payment" type="tns:Pay"/>'
) + (
    complex_type("Pay", sequence(element("Sum", "xs:decimal")))
    + complex_type("CardPay", extension("tns:Pay", sequence(element("Number", "xs:string"))))
)
CLASHES = "".join(
    complex_type(name, sequence(element("a", "xs:int", OPTIONAL)))
    for name in (
        "class",
        "Class",
        "CLASS",
        "Shape",
        "Part",
        "attrs",
        "date",
        "None",
        "self",
        "Do_2",
        "Shop",
        "Sequence",
        "list",
        "import",
    )
)
CLASHING = tuple(
    element(f"e{index}", f"tns:{name}", OPTIONAL)
    for index, name in enumerate(
        (
            "class",
            "Class",
            "CLASS",
            "Shape",
            "Part",
            "attrs",
            "date",
            "None",
            "self",
            "Do_2",
            "Shop",
            "Sequence",
            "list",
            "import",
        )
    )
) + tuple(
    element(name, "xs:string", OPTIONAL)
    for name in (
        "class",
        "Class",
        "self",
        "_x",
        "__class__",
        "date",
        "time",
        "5".join("ab"),
        "a-b",
        "a.b",
        "été",
        "object",
    )
)
FAULT = complex_type("Problem", sequence(element("Code", "xs:int"), element("Where", "xs:string", NILLABLE)))

CONSTRUCTS: dict[str, Construct] = {
    "scalars": Construct(
        types="",
        request=sequence(*(element(f"a_{name}", f"xs:{name}", OPTIONAL) for name in (*NUMBERS, *OTHERS))),
    ),
    "microsoft": Construct(
        types=OFFSET,
        request=sequence(
            element("Letter", "ser:char"),
            element("Span", "ser:duration", OPTIONAL),
            element("Id", "ser:guid", NILLABLE),
            element("Moment", "tns:DateTimeOffset", NILLABLE),
        ),
    ),
    "nillable": Construct(
        types=ORDER,
        request=sequence(
            element("A", "tns:Order", 'nillable="true"'), element("B", "xs:int", NILLABLE), element("C", "xs:string")
        ),
        response=sequence(element("DoResult", "tns:Order", NILLABLE)),
    ),
    "enumeration": Construct(
        types=COLOUR, request=sequence(element("C", "tns:Colour"), element("D", "tns:Colour", NILLABLE))
    ),
    "flags": Construct(types=FLAGS, request=sequence(element("On", "tns:Days"), element("Off", "tns:Days", OPTIONAL))),
    "lists": Construct(
        types='<xs:simpleType name="Sizes"><xs:list itemType="xs:int"/></xs:simpleType>',
        request=sequence(element("Sizes", "tns:Sizes"), element("More", "tns:Sizes", MANY)),
    ),
    "arrays": Construct(
        types=ORDER
        + complex_type("ArrayOfOrder", sequence(element("Order", "tns:Order", MANY + ' nillable="true"')))
        + complex_type("ArrayOfint", sequence(element("int", "xs:int", MANY))),
        request=sequence(
            element("Orders", "tns:ArrayOfOrder", NILLABLE), element("Numbers", "tns:ArrayOfint", OPTIONAL)
        ),
        response=sequence(element("DoResult", "tns:ArrayOfOrder", NILLABLE)),
    ),
    "dictionary": Construct(
        types=DICTIONARY, request=sequence(element("Stock", "tns:ArrayOfKeyValueOfstringint", NILLABLE))
    ),
    "inheritance": Construct(
        types=BASE,
        request=sequence(
            element("One", "tns:Shape"), element("Two", "tns:Square", NILLABLE), element("Many", "tns:Shape", MANY)
        ),
    ),
    "recursion": Construct(types=NODE, request=sequence(element("Root", "tns:Node", OPTIONAL))),
    "nested lists": Construct(types=NESTED, request=sequence(element("Deep", "tns:ArrayOfArray", OPTIONAL))),
    "references": Construct(types=REFERENCES, request=sequence(element("Who", "tns:Person", NILLABLE))),
    "attributes": Construct(types=COLOUR + PARCEL, request=sequence(element("Parcel", "tns:Parcel", MANY))),
    "attributes of a message": Construct(
        types="", request=sequence(element("A", "xs:int")) + '<xs:attribute name="at" type="xs:dateTime"/>'
    ),
    "defaults": Construct(types=DEFAULTS, request=sequence(element("P", "tns:Priced"))),
    "simple content": Construct(
        types=SIMPLE, request=sequence(element("Price", "tns:Price"), element("Prices", "tns:Price", MANY))
    ),
    "choice": Construct(
        types="",
        request=f"<xs:choice>{element('Card', 'xs:string')}{element('Cash', 'xs:decimal')}</xs:choice>",
    ),
    "choices": Construct(
        types="",
        request=sequence(
            f"<xs:choice>{element('Card', 'xs:string')}{element('Cash', 'xs:decimal')}</xs:choice>",
            f'<xs:choice minOccurs="0">{element("A", "xs:int")}{sequence(element("B", "xs:int"), element("C", "xs:int"))}</xs:choice>',
            element("Last", "xs:string"),
        ),
    ),
    "repeated choice": Construct(
        types=ORDER,
        request=f'<xs:choice minOccurs="0" maxOccurs="unbounded">{element("Order", "tns:Order", NILLABLE)}{element("Text", "xs:string")}</xs:choice>',
    ),
    "repeated sequence": Construct(
        types="",
        request=f'<xs:sequence maxOccurs="unbounded">{element("A", "xs:int", OPTIONAL)}{element("B", "xs:string", OPTIONAL)}</xs:sequence>',
    ),
    "repeated elements": Construct(
        types=ORDER,
        request=sequence(
            element("Order", "tns:Order", 'maxOccurs="unbounded"'), element("N", "xs:int", MANY + ' nillable="true"')
        ),
    ),
    "all": Construct(
        types="", request=f"<xs:all>{element('A', 'xs:int')}{element('B', 'xs:string', OPTIONAL)}</xs:all>"
    ),
    "any": Construct(
        types=complex_type(
            "Open",
            sequence(
                element("A", "xs:int"),
                '<xs:any minOccurs="0" maxOccurs="unbounded" namespace="##other" processContents="lax"/>',
            )
            + '<xs:anyAttribute processContents="lax" namespace="##other"/>',
        ),
        request=sequence(element("Open", "tns:Open")),
    ),
    "markup": Construct(
        types="",
        request=sequence(
            element("Anything", "xs:anyType", OPTIONAL),
            '<xs:element name="Xml" minOccurs="0"><xs:complexType><xs:sequence><xs:any processContents="lax"/></xs:sequence></xs:complexType></xs:element>',
        ),
    ),
    "data set": Construct(
        types="",
        request=sequence(
            '<xs:element name="Data" minOccurs="0"><xs:complexType><xs:sequence><xs:element ref="xs:schema"/>'
            "<xs:any/></xs:sequence></xs:complexType></xs:element>"
        ),
    ),
    "groups": Construct(
        types=GROUPS + complex_type("Customer", '<xs:group ref="tns:Address"/><xs:attributeGroup ref="tns:Audit"/>'),
        request=sequence(element("Customer", "tns:Customer")),
    ),
    "substitution": Construct(
        types=SUBSTITUTES,
        request=sequence('<xs:element ref="tns:Payment"/>'),
        response=sequence('<xs:element ref="tns:Payment" minOccurs="0" maxOccurs="unbounded"/>'),
    ),
    "references to elements": Construct(
        types=ORDER + '<xs:element name="Order" type="tns:Order" nillable="true"/>',
        request=sequence('<xs:element ref="tns:Order"/>', element("N", "xs:int")),
    ),
    "union": Construct(
        types='<xs:simpleType name="Size"><xs:union memberTypes="xs:int xs:string"/></xs:simpleType>',
        request=sequence(element("Size", "tns:Size")),
    ),
    "anonymous types": Construct(
        types="",
        request=sequence(
            f'<xs:element name="Box"><xs:complexType>{sequence(element("A", "xs:int"))}</xs:complexType></xs:element>',
            '<xs:element name="Kind"><xs:simpleType><xs:restriction base="xs:string"><xs:enumeration value="a"/></xs:restriction></xs:simpleType></xs:element>',
        ),
    ),
    "unqualified": Construct(
        types=ORDER,
        qualified="",
        request=sequence(element("Order", "tns:Order"), element("Plain", "xs:string", 'form="qualified"')),
    ),
    "several namespaces": Construct(
        types=f'<xs:import namespace="urn:base"/>{complex_type("Special", extension("b:Common", sequence(element("Own", "xs:int"))))}',
        request=sequence(element("It", "b:Common"), element("Other", "tns:Special", NILLABLE)),
        schemas=f'<xs:schema elementFormDefault="qualified" targetNamespace="urn:base">{complex_type("Common", sequence(element("Id", "xs:int"), element("Note", "xs:string", NILLABLE)))}</xs:schema>',
    ),
    "one namespace in several schemas": Construct(
        types="",
        request=sequence(element("O", "tns:Order")),
        schemas=f'<xs:schema elementFormDefault="qualified" targetNamespace="urn:shop">{ORDER}</xs:schema>',
    ),
    "clashes": Construct(types=CLASHES, request=sequence(*CLASHING)),
    "bare": Construct(
        types=ORDER,
        elements=element("Do", "tns:Order") + element("DoResponse", "xs:string"),
    ),
    "faults": Construct(
        types=FAULT + '<xs:element name="Problem" type="tns:Problem" nillable="true"/>',
        request=sequence(element("A", "xs:int")),
        messages='<wsdl:message name="Wrong"><wsdl:part name="detail" element="tns:Problem"/></wsdl:message>',
        in_operation='<wsdl:fault name="Wrong" message="tns:Wrong"/>',
    ),
    "headers": Construct(
        types=ORDER + element("Session", "tns:Order") + element("Trace", "xs:string"),
        request=sequence(element("A", "xs:int")),
        messages='<wsdl:message name="Heads"><wsdl:part name="Session" element="tns:Session"/>'
        '<wsdl:part name="Trace" element="tns:Trace"/></wsdl:message>',
        in_input='<soap:header message="tns:Heads" part="Session" use="literal"/>'
        '<soap:header message="tns:Heads" part="Trace" use="literal"/>',
        in_output='<soap:header message="tns:Heads" part="Trace" use="literal"/>',
    ),
    "one way": Construct(types="", request=sequence(element("A", "xs:int")), output=""),
    "rpc": Construct(
        types=ORDER,
        elements="",
        request=sequence(),
        style="rpc",
        body='namespace="urn:calls"',
        parts=('type="tns:Order"', 'type="xs:int"'),
    ),
}
"""By what it shows."""
