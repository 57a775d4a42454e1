"""The rows of what only services that speak SOAP alone may have: all of them."""

from tests.codegen.diff.soap_parts import A
from tests.codegen.diff.soap_row import BREAKS, DEPENDS, SAME, SoapRow
from tests.codegen.diff.soap_rows_of_members import DEFAULTS, WHERE
from tests.codegen.diff.soap_rows_of_runs import RUNS
from tests.codegen.soap.constructs import COLOUR, OPTIONAL, complex_type, element, extension, sequence

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
