"""The rows of what only services that speak SOAP alone may have."""

from tests.codegen.diff.soap_row import BREAKS, DEPENDS, SAME, SoapRow
from tests.codegen.soap.constructs import COLOUR, MANY, OPTIONAL, complex_type, element, extension, sequence

A = element("A", "xs:string", OPTIONAL)
B = element("B", "xs:string", OPTIONAL)
P = element("P", "tns:P")
ANY = '<xs:any minOccurs="0" maxOccurs="unbounded" namespace="##other" processContents="lax"/>'
OTHERS = '<xs:anyAttribute processContents="lax" namespace="##other"/>'


def attribute(more: str = "", type_: str = "xs:string") -> str:
    return f'<xs:attribute name="A" type="{type_}" {more}/>'


def p(inside: str) -> str:
    return complex_type("P", inside)


def run(*elements: str) -> str:
    return f'<xs:choice minOccurs="0" maxOccurs="unbounded">{"".join(elements)}</xs:choice>'


def choice(*elements: str, more: str = "") -> str:
    return f"<xs:choice {more}>{''.join(elements)}</xs:choice>"


HEADED = '<xs:element ref="tns:{}" minOccurs="0" maxOccurs="unbounded"/>'
HEAD = '<xs:element name="{0}" abstract="true" type="xs:string"/>' + "".join(
    f'<xs:element name="{name}" substitutionGroup="tns:{{0}}" type="xs:string"/>' for name in "AB"
)
SHAPE = complex_type("Shape", sequence(element("Name", "xs:string")))
ONE = element("One", "tns:Shape")
NAMED = "<Name>n</Name>"


def below(name: str, *members: str, base: str = "tns:Shape") -> str:
    return complex_type(name, extension(base, sequence(*members)))


def one(type_: str, more: str) -> str:
    return f'<One i:type="t:{type_}">{NAMED}{more}</One>'


SQUARE = below("Square", element("Side", "xs:int"))
CIRCLE = below("Circle", element("Radius", "xs:int"))
A_SQUARE, A_CIRCLE = one("Square", "<Side>1</Side>"), one("Circle", "<Radius>1</Radius>")
PERSON = sequence(element("Name", "xs:string"))
PEOPLE = element("Who", "tns:Person", OPTIONAL) + element("Also", "tns:Person", OPTIONAL)
IDS = '<xs:attribute ref="ser:Id"/><xs:attribute ref="ser:Ref"/>'
DAY = (
    '<xs:simpleType name="Day"><xs:restriction base="xs:string">'
    '<xs:enumeration value="Monday"/><xs:enumeration value="Tuesday"/></xs:restriction></xs:simpleType>'
)
DAYS = '<xs:simpleType name="Days"><xs:list itemType="tns:Day"/></xs:simpleType>'
SIZES = '<xs:simpleType name="Sizes"><xs:list itemType="xs:int"/></xs:simpleType>'
WORDS = '<xs:simpleType name="Words"><xs:list itemType="xs:string"/></xs:simpleType>'

WHERE = (
    SoapRow(
        name="an element becomes an attribute",
        rule="member.where it stands",
        old=P,
        new=P,
        old_types=p(sequence(A)),
        new_types=p(attribute()),
        in_request=(BREAKS, BREAKS, SAME),
        in_reply=(BREAKS, BREAKS, SAME),
        by_old=("<P><A>x</A></P>",),
        by_new=('<P A="x"/>',),
    ),
    SoapRow(
        name="a member of an element loses its namespace",
        rule="member.namespace",
        old=A,
        new=element("A", "xs:string", OPTIONAL + ' form="unqualified"'),
        in_request=(BREAKS, BREAKS, SAME),
        in_reply=(BREAKS, BREAKS, SAME),
        by_old=("<A>x</A>",),
        by_new=('<A xmlns="">x</A>',),
    ),
    SoapRow(
        name="an element repeats",
        rule="member.many",
        old=A,
        new=element("A", "xs:string", MANY),
        in_request=(SAME, DEPENDS, BREAKS),
        in_reply=(DEPENDS, SAME, BREAKS),
        by_old=("<A>x</A>", ""),
        by_new=("<A>x</A>", "<A>x</A><A>y</A>"),
    ),
    SoapRow(
        name="an element that repeats need not be there",
        rule="member.required",
        old=element("A", "xs:string", 'maxOccurs="unbounded"'),
        new=element("A", "xs:string", MANY),
        in_request=(SAME, DEPENDS, SAME),
        in_reply=(DEPENDS, SAME, SAME),
        by_old=("<A>x</A>",),
        by_new=("<A>x</A>", ""),
    ),
    SoapRow(
        name="an element is wider, beside an attribute of the same name",
        rule="member.type",
        old=P,
        new=P,
        old_types=p(sequence(element("A", "xs:int", 'form="unqualified"')) + attribute()),
        new_types=p(sequence(element("A", "xs:long", 'form="unqualified"')) + attribute()),
        in_request=(SAME, DEPENDS, SAME),
        in_reply=(DEPENDS, SAME, SAME),
        by_old=('<P A="x"><A xmlns="">5</A></P>',),
        by_new=('<P A="x"><A xmlns="">5</A></P>', '<P A="x"><A xmlns="">2147483648</A></P>'),
    ),
    SoapRow(
        name="further elements are allowed",
        rule="member",
        old=P,
        new=P,
        old_types=p(sequence(A)),
        new_types=p(sequence(A, ANY)),
        in_request=(SAME, DEPENDS, SAME),
        in_reply=(SAME, SAME, SAME),
        by_old=("<P><A>x</A></P>",),
        by_new=('<P><A>x</A><b xmlns="urn:b"/></P>',),
    ),
    SoapRow(
        name="further attributes are no longer allowed",
        rule="member",
        old=P,
        new=P,
        old_types=p(sequence(A) + OTHERS),
        new_types=p(sequence(A)),
        in_request=(DEPENDS, SAME, BREAKS),
        in_reply=(SAME, SAME, BREAKS),
        by_old=('<P xmlns:b="urn:b" b:c="1"><A>x</A></P>',),
        by_new=("<P><A>x</A></P>",),
    ),
)

DEFAULTS = (
    SoapRow(
        name="an attribute has another default",
        rule="member.default",
        old=P,
        new=P,
        old_types=p(attribute('default="7"', "xs:int")),
        new_types=p(attribute('default="8"', "xs:int")),
        in_request=(DEPENDS, DEPENDS, SAME),
        in_reply=(DEPENDS, DEPENDS, SAME),
        by_old=('<P A="5"/>', "<P/>"),
        by_new=('<P A="5"/>', "<P/>"),
    ),
    SoapRow(
        name="an element has no default any more",
        rule="member.default",
        old=element("A", "xs:string", OPTIONAL + ' default="EUR"'),
        new=A,
        in_request=(DEPENDS, DEPENDS, SAME),
        in_reply=(DEPENDS, DEPENDS, SAME),
        by_old=("<A>x</A>", "<A/>"),
        by_new=("<A>x</A>", "<A/>"),
    ),
    SoapRow(
        name="an attribute has another value that is fixed",
        rule="member.default",
        old=P,
        new=P,
        old_types=p(attribute('fixed="2"')),
        new_types=p(attribute('fixed="3"')),
        in_request=(DEPENDS, DEPENDS, SAME),
        in_reply=(BREAKS, BREAKS, SAME),
        by_old=("<P/>", '<P A="2"/>'),
        by_new=("<P/>", '<P A="3"/>'),
    ),
    SoapRow(
        name="an attribute gets a fixed value",
        rule="member.default",
        old=P,
        new=P,
        old_types=p(attribute()),
        new_types=p(attribute('fixed="3"')),
        in_request=(DEPENDS, DEPENDS, SAME),
        in_reply=(DEPENDS, DEPENDS, SAME),
        by_old=('<P A="3"/>', '<P A="2"/>'),
        by_new=('<P A="3"/>', "<P/>"),
    ),
)

RUNS = (
    SoapRow(
        name="a run may hold another element",
        rule="alternative",
        old=run(A, B),
        new=run(A, B, element("C", "xs:int")),
        in_request=(SAME, DEPENDS, SAME),
        in_reply=(SAME, SAME, BREAKS),
        by_old=("<A>x</A><B>y</B><A>z</A>",),
        by_new=("<A>x</A><B>y</B><A>z</A>",),
    ),
    SoapRow(
        name="a run no longer holds an element",
        rule="alternative",
        old=run(A, B, element("C", "xs:int")),
        new=run(A, B),
        in_request=(DEPENDS, SAME, BREAKS),
        in_reply=(SAME, SAME, BREAKS),
    ),
    SoapRow(
        name="an element of a run has another type",
        rule="member.type",
        old=run(element("A", "xs:int"), B),
        new=run(element("A", "xs:string"), B),
        in_request=(SAME, DEPENDS, BREAKS),
        in_reply=(DEPENDS, SAME, BREAKS),
        by_old=("<A>5</A>",),
        by_new=("<B>x</B>", "<A>x</A>"),
    ),
    SoapRow(
        name="an element that must be there becomes one of a run",
        rule="member",
        also=("member",),
        old=element("A", "xs:string") + element("Z", "xs:string"),
        new=run(A, B) + element("Z", "xs:string"),
        in_request=(DEPENDS, DEPENDS, BREAKS),
        in_reply=(DEPENDS, DEPENDS, BREAKS),
    ),
    SoapRow(
        name="what an element of a run holds is wider",
        rule="member.type",
        old=run(element("P", "tns:P"), B),
        new=run(element("P", "tns:P"), B),
        old_types=p(sequence(element("A", "xs:int"))),
        new_types=p(sequence(element("A", "xs:long"))),
        in_request=(SAME, DEPENDS, SAME),
        in_reply=(DEPENDS, SAME, SAME),
        by_old=("<P><A>5</A></P>",),
        by_new=("<B>x</B>", "<P><A>2147483648</A></P>"),
    ),
    SoapRow(
        name="the type of an element of a run has another name and one member more",
        rule="type.name",
        also=("member",),
        old=run(element("P", "tns:P"), B),
        new=run(element("P", "tns:Q"), B),
        old_types=p(sequence(A)),
        new_types=p(sequence(A, B)).replace('name="P"', 'name="Q"'),
        in_request=(SAME, SAME, BREAKS),
        in_reply=(SAME, SAME, BREAKS),
        by_old=("<P><A>x</A></P>",),
        by_new=("<P><A>x</A><B>y</B></P>",),
    ),
    SoapRow(
        name="the head of a group of elements has another name",
        rule="member.attribute",
        old=HEADED.format("H"),
        new=HEADED.format("G"),
        old_types=HEAD.format("H"),
        new_types=HEAD.format("G"),
        called={"G": "H"},
        in_request=(SAME, SAME, BREAKS),
        in_reply=(SAME, SAME, BREAKS),
    ),
    SoapRow(
        name="of two elements only one is allowed",
        rule="contract.choices",
        old=A + B,
        new=choice(A, B, more='minOccurs="0"'),
        in_request=(DEPENDS, SAME, DEPENDS),
        in_reply=(SAME, SAME, SAME),
        by_old=("<A>x</A><B>y</B>",),
        by_new=("<A>x</A>",),
    ),
    SoapRow(
        name="of two elements one is required",
        rule="contract.choices",
        old=choice(element("A", "xs:string"), element("B", "xs:string"), more='minOccurs="0"'),
        new=choice(element("A", "xs:string"), element("B", "xs:string")),
        in_request=(DEPENDS, SAME, DEPENDS),
        in_reply=(SAME, SAME, SAME),
        by_old=("<A>x</A>", ""),
        by_new=("<A>x</A>",),
    ),
    SoapRow(
        name="of two elements that stood together only one is allowed",
        rule="contract.choices",
        old=choice(A, sequence(B, element("C", "xs:string", OPTIONAL))),
        new=choice(A, B, element("C", "xs:string", OPTIONAL)),
        in_request=(DEPENDS, SAME, DEPENDS),
        in_reply=(SAME, SAME, SAME),
        by_old=("<B>x</B><C>y</C>",),
        by_new=("<A>x</A>",),
    ),
    SoapRow(
        name="a choice has a third alternative",
        rule="contract.choices",
        also=("member",),
        old=choice(A, B),
        new=choice(A, B, element("C", "xs:string")),
        in_request=(SAME, SAME, SAME),
        in_reply=(SAME, SAME, SAME),
        by_old=("<A>x</A>",),
        by_new=("<A>x</A>",),
    ),
)

EXTENSIONS = (
    SoapRow(
        name="another type extends one",
        rule="contract.derived types",
        also=("type",),
        old=ONE,
        new=ONE,
        old_types=SHAPE + SQUARE,
        new_types=SHAPE + SQUARE + CIRCLE,
        in_request=(SAME, DEPENDS, SAME),
        in_reply=(DEPENDS, SAME, SAME),
        by_old=(f"<One>{NAMED}</One>", A_SQUARE),
        by_new=(A_SQUARE, A_CIRCLE),
    ),
    SoapRow(
        name="a type that extends one is gone",
        rule="contract.derived types",
        also=("type",),
        old=ONE,
        new=ONE,
        old_types=SHAPE + SQUARE + CIRCLE,
        new_types=SHAPE + SQUARE,
        in_request=(BREAKS, SAME, SAME),
        in_reply=(SAME, DEPENDS, SAME),
        by_old=(A_SQUARE, A_CIRCLE),
        by_new=(f"<One>{NAMED}</One>", A_SQUARE),
    ),
    SoapRow(
        name="a type that extends one has another name",
        rule="type.name",
        old=ONE,
        new=ONE,
        old_types=SHAPE + SQUARE,
        new_types=SHAPE + SQUARE.replace("Square", "Quad"),
        in_request=(DEPENDS, DEPENDS, BREAKS),
        in_reply=(DEPENDS, DEPENDS, BREAKS),
        by_old=(f"<One>{NAMED}</One>", A_SQUARE),
        by_new=(f"<One>{NAMED}</One>", A_SQUARE.replace("Square", "Quad")),
    ),
    SoapRow(
        name="a type extends no other any more",
        rule="contract.base",
        also=("contract.derived types",),
        old=ONE + element("Two", "tns:Square"),
        new=ONE + element("Two", "tns:Square"),
        old_types=SHAPE + SQUARE,
        new_types=SHAPE + complex_type("Square", sequence(element("Name", "xs:string"), element("Side", "xs:int"))),
        in_request=(SAME, SAME, BREAKS),
        in_reply=(SAME, SAME, BREAKS),
        by_old=(f"<One>{NAMED}</One><Two>{NAMED}<Side>1</Side></Two>",),
        by_new=(f"<One>{NAMED}</One><Two>{NAMED}<Side>1</Side></Two>",),
    ),
    SoapRow(
        name="a type extends one that extends the one of before",
        rule="contract.base",
        also=("contract.derived types", "type"),
        old=ONE,
        new=ONE,
        old_types=SHAPE + SQUARE,
        new_types=SHAPE + below("Flat") + below("Square", element("Side", "xs:int"), base="tns:Flat"),
        in_request=(SAME, SAME, SAME),
        in_reply=(SAME, SAME, SAME),
        by_old=(A_SQUARE,),
        by_new=(A_SQUARE,),
    ),
    SoapRow(
        name="a type becomes abstract",
        rule="contract.abstract",
        old=ONE,
        new=ONE,
        old_types=SHAPE + SQUARE,
        new_types=SHAPE.replace('name="Shape"', 'name="Shape" abstract="true"') + SQUARE,
        in_request=(DEPENDS, SAME, BREAKS),
        in_reply=(SAME, DEPENDS, SAME),
        by_old=(A_SQUARE, f"<One>{NAMED}</One>"),
        by_new=(A_SQUARE,),
    ),
    SoapRow(
        name="a value is no longer written once and referred to",
        rule="contract.reference",
        old=PEOPLE,
        new=PEOPLE,
        old_types=complex_type("Person", PERSON + IDS),
        new_types=complex_type("Person", PERSON),
        in_request=(DEPENDS, SAME, DEPENDS),
        in_reply=(SAME, DEPENDS, DEPENDS),
        by_old=(f'<Who z:Id="i1">{NAMED}</Who>', f'<Who z:Id="i1">{NAMED}</Who><Also z:Ref="i1"/>'),
        by_new=(f"<Who>{NAMED}</Who><Also>{NAMED}</Also>",),
    ),
)

TYPES = (
    SoapRow(
        name="a text becomes any XML",
        rule="member.type",
        old=element("A", "xs:int", OPTIONAL),
        new=element("A", "xs:anyType", OPTIONAL),
        in_request=(DEPENDS, DEPENDS, BREAKS),
        in_reply=(DEPENDS, SAME, BREAKS),
        by_old=("<A>5</A>",),
        by_new=("<A>5</A>", "<A><b/></A>"),
    ),
    SoapRow(
        name="a number becomes a list of numbers",
        rule="member.type",
        old=element("A", "xs:int", OPTIONAL),
        new=element("A", "tns:Sizes", OPTIONAL),
        new_types=SIZES,
        in_request=(SAME, DEPENDS, BREAKS),
        in_reply=(DEPENDS, SAME, BREAKS),
        by_old=("<A>5</A>",),
        by_new=("<A>5</A>", "<A>5 6</A>"),
    ),
    SoapRow(
        name="a text becomes a list of words",
        rule="member.type",
        old=A,
        new=element("A", "tns:Words", OPTIONAL),
        new_types=WORDS,
        in_request=(DEPENDS, DEPENDS, BREAKS),
        in_reply=(DEPENDS, DEPENDS, BREAKS),
        by_old=("<A>x</A>", "<A>x y</A>"),
        by_new=("<A>x</A>", "<A>x y</A>"),
    ),
    SoapRow(
        name="one of some days becomes a list of them",
        rule="member.type",
        old=element("A", "tns:Day", OPTIONAL),
        new=element("A", "tns:Days", OPTIONAL),
        old_types=DAY,
        new_types=DAY + DAYS,
        in_request=(SAME, DEPENDS, BREAKS),
        in_reply=(DEPENDS, SAME, BREAKS),
        by_old=("<A>Monday</A>",),
        by_new=("<A>Monday</A>", "<A>Monday Tuesday</A>"),
    ),
    SoapRow(
        name="a colour becomes a list of them, and some are called by two words",
        rule="member.type",
        old=element("A", "tns:Colour", OPTIONAL),
        new=element("A", "tns:Colours", OPTIONAL),
        old_types=COLOUR,
        new_types=COLOUR + DAYS.replace("Day", "Colour"),
        in_request=(DEPENDS, DEPENDS, BREAKS),
        in_reply=(DEPENDS, DEPENDS, BREAKS),
        by_old=("<A>Red</A>", "<A>Dark blue</A>"),
        by_new=("<A>Red</A>", "<A>Red class</A>"),
    ),
    SoapRow(
        name="the items of a list in one text are wider",
        rule="member.type",
        old=element("A", "tns:Sizes", OPTIONAL),
        new=element("A", "tns:Sizes", OPTIONAL),
        old_types=SIZES,
        new_types=SIZES.replace("xs:int", "xs:long"),
        in_request=(SAME, DEPENDS, SAME),
        in_reply=(DEPENDS, SAME, SAME),
        by_old=("<A>5 6</A>",),
        by_new=("<A>5 6</A>", "<A>5 2147483648</A>"),
    ),
    SoapRow(
        name="bytes become text, which no JSON carries",
        rule="member.type",
        old=element("A", "xs:base64Binary", OPTIONAL),
        new=A,
        in_request=(SAME, DEPENDS, BREAKS),
        in_reply=(DEPENDS, SAME, BREAKS),
        by_old=("<A>AQID</A>",),
        by_new=("<A>AQID</A>", "<A>a word</A>"),
    ),
)

SOAP_ROWS = (*WHERE, *DEFAULTS, *RUNS, *EXTENSIONS, *TYPES)
