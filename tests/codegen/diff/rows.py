"""One small pair of contracts for each row of the tables that codecs can prove, with messages to send."""

from collections.abc import Callable
from typing import Any

import attrs

from countermand_codegen.diff.compare import Side
from tests.codegen import small
from tests.codegen.diff.pair import Make, side
from tests.codegen.parts import complex_type, member, sequence
from tests.codegen.small import rest

BARE = """/op:
    post:
      x-wsdl-operations: [Op]
      x-bare-member: A
      responses: {'200': {description: The result.}}"""


OTHER = "<!-- other -->"


@attrs.frozen(kw_only=True)
class Row:
    """A row: what changes, who sends what, and the three grades that are expected."""

    name: str
    rule: str
    """Of the change that is expected."""
    old: str
    """Members of the message."""
    new: str
    old_types: str = ""
    new_types: str = ""
    reply: bool = False
    """The members are those of the reply; else of the request."""
    json: bool = False
    """There is a REST form too."""
    xml: bool = True
    """Messages cross over XML; else over JSON only, which the change is about."""
    writes_old: tuple[Make, ...]
    """Messages of the old contract, the last of them with whatever the change is about."""
    writes_new: tuple[Make, ...]
    grades: tuple[str, str, str]

    def side(self, *, old: bool) -> Side:
        """Lower one of the two contracts."""
        members, types = (self.old, self.old_types) if old else (self.new, self.new_types)
        described = rest(BARE) if self.json else None
        given = {"response" if self.reply else "request": members}
        # What stands in another namespace is marked, for all rows but one have everything in one.
        other = small.schema(types.removeprefix(OTHER), "urn:other") if types.startswith(OTHER) else ""
        return side(small.wsdl("" if other else types, schemas=other, **given), described)


def text(name: str = "A", attributes: str = 'minOccurs="0"') -> str:
    return member("xs:string", name, attributes)


def enumeration(*values: str, numbered: bool = True) -> str:
    listed = "".join(
        f'<xs:enumeration value="{name}"><xs:annotation><xs:appinfo><EnumerationValue xmlns='
        f'"http://schemas.microsoft.com/2003/10/Serialization/">{number}</EnumerationValue></xs:appinfo>'
        "</xs:annotation></xs:enumeration>"
        for name, number in (value.split(":") for value in values)
    )
    return f'<xs:simpleType name="S"><xs:restriction base="xs:string">{listed}</xs:restriction></xs:simpleType>'


def of(**members: Any) -> Make:
    """Make the message with these members, whatever the message is called."""
    return lambda b: b.message(**members)


def chosen(value: str) -> Make:
    return lambda b: b.message(a=getattr(b.S, value))


def held(*names: str) -> Callable[[str], str]:
    return lambda type_name: complex_type(sequence(*(text(name) for name in names)), type_name)


def contract(class_name: str, **members: str) -> Make:
    return lambda b: b.message(a=getattr(b, class_name)(**members))


REQUIRED = ""
S = member("tns:S", "A")
LISTED = '<xs:element name="{}" type="xs:string" minOccurs="0" maxOccurs="unbounded"/>'


def array(item: str) -> str:
    return complex_type(sequence(LISTED.format(item)), "ArrayOfText")


SAME, DEPENDS, BREAKS = "compatible", "depends", "breaking"

ROWS = (
    Row(
        name="an optional member is added to a request",
        rule="member",
        old=text("A"),
        new=text("A") + text("B"),
        writes_old=(of(a="x"),),
        writes_new=(of(a="x"), of(a="x", b="y")),
        grades=(SAME, DEPENDS, SAME),
    ),
    Row(
        name="a required member is added to a request",
        rule="member",
        old=text("A"),
        new=text("A") + text("B", REQUIRED),
        writes_old=(of(a="x"),),
        writes_new=(of(a="x", b="y"),),
        grades=(BREAKS, DEPENDS, BREAKS),
    ),
    Row(
        name="an optional member is removed from a request",
        rule="member",
        old=text("A") + text("B"),
        new=text("A"),
        writes_old=(of(a="x"), of(a="x", b="y")),
        writes_new=(of(a="x"),),
        grades=(DEPENDS, SAME, BREAKS),
    ),
    Row(
        name="an optional member is added to a reply",
        rule="member",
        old=text("A"),
        new=text("A") + text("B"),
        reply=True,
        writes_old=(of(a="x"),),
        writes_new=(of(a="x"), of(a="x", b="y")),
        grades=(SAME, SAME, SAME),
    ),
    Row(
        name="a required member is added to a reply",
        rule="member",
        old=text("A"),
        new=text("A") + text("B", REQUIRED),
        reply=True,
        writes_old=(of(a="x"),),
        writes_new=(of(a="x", b="y"),),
        grades=(SAME, BREAKS, SAME),
    ),
    Row(
        name="a required member is removed from a reply",
        rule="member",
        old=text("A") + text("B", REQUIRED),
        new=text("A"),
        reply=True,
        writes_old=(of(a="x", b="y"),),
        writes_new=(of(a="x"),),
        grades=(BREAKS, SAME, BREAKS),
    ),
    Row(
        name="a member of a request becomes required",
        rule="member.required",
        old=text("A"),
        new=text("A", REQUIRED),
        writes_old=(of(a="x"), of()),
        writes_new=(of(a="x"),),
        grades=(DEPENDS, SAME, BREAKS),
    ),
    Row(
        name="a member of a reply becomes optional",
        rule="member.required",
        old=text("A", REQUIRED),
        new=text("A"),
        reply=True,
        writes_old=(of(a="x"),),
        writes_new=(of(a="x"), of()),
        grades=(DEPENDS, SAME, BREAKS),
    ),
    Row(
        name="a member of a request may be nil",
        rule="member.nillable",
        old=text("A"),
        new=text("A", 'minOccurs="0" nillable="true"'),
        writes_old=(of(a="x"),),
        writes_new=(of(a="x"), of(a=None)),
        grades=(SAME, DEPENDS, SAME),
    ),
    Row(
        name="a number of a reply may be nil",
        rule="member.nillable",
        old=member("xs:int", "A"),
        new=member("xs:int", "A", 'minOccurs="0" nillable="true"'),
        reply=True,
        writes_old=(of(a=1),),
        writes_new=(of(a=1), of(a=None)),
        grades=(DEPENDS, SAME, BREAKS),
    ),
    Row(
        name="members of a request change places",
        rule="contract.order of members",
        old=text("A") + text("B"),
        new=text("B") + text("A"),
        writes_old=(of(a="x", b="y"),),
        writes_new=(of(a="x", b="y"),),
        grades=(BREAKS, BREAKS, SAME),
    ),
    Row(
        name="members of a reply change places",
        rule="contract.order of members",
        old=text("A") + text("B"),
        new=text("B") + text("A"),
        reply=True,
        writes_old=(of(a="x", b="y"),),
        writes_new=(of(a="x", b="y"),),
        grades=(SAME, SAME, SAME),
    ),
    Row(
        name="a member is put between two others",
        rule="member",
        old=text("A") + text("B"),
        new=text("A") + text("C") + text("B"),
        writes_old=(of(a="x", b="y"),),
        writes_new=(of(a="x", b="y"), of(a="x", b="y", c="z")),
        grades=(SAME, DEPENDS, SAME),
    ),
    Row(
        name="a number of a request is widened",
        rule="member.type",
        old=member("xs:int", "A"),
        new=member("xs:long", "A"),
        writes_old=(of(a=1), of(a=-(2**31))),
        writes_new=(of(a=1), of(a=2**31)),
        grades=(SAME, DEPENDS, SAME),
    ),
    Row(
        name="a number of a reply is widened",
        rule="member.type",
        old=member("xs:int", "A"),
        new=member("xs:long", "A"),
        reply=True,
        writes_old=(of(a=1), of(a=-(2**31))),
        writes_new=(of(a=1), of(a=2**31)),
        grades=(DEPENDS, SAME, SAME),
    ),
    Row(
        name="a member of a request becomes a list",
        rule="member.type",
        old=text("A"),
        new=member("tns:ArrayOfText", "A"),
        new_types=array("Text"),
        writes_old=(of(a="x"),),
        writes_new=(of(a=["x"]),),
        grades=(BREAKS, BREAKS, BREAKS),
    ),
    Row(
        name="the items of a list have another name",
        rule="item.name",
        old=member("tns:ArrayOfText", "A"),
        new=member("tns:ArrayOfText", "A"),
        old_types=array("Text"),
        new_types=array("Word"),
        reply=True,
        writes_old=(of(a=["x"]),),
        writes_new=(of(a=["x"]),),
        grades=(BREAKS, BREAKS, SAME),
    ),
    Row(
        name="a value is added that a request may have",
        rule="value",
        old=S,
        new=S,
        old_types=enumeration("One:1"),
        new_types=enumeration("One:1", "Two:2"),
        json=True,
        writes_old=(chosen("ONE"),),
        writes_new=(chosen("ONE"), chosen("TWO")),
        grades=(SAME, DEPENDS, SAME),
    ),
    Row(
        name="a value is removed that a request may have",
        rule="value",
        old=S,
        new=S,
        old_types=enumeration("One:1", "Two:2"),
        new_types=enumeration("One:1"),
        json=True,
        writes_old=(chosen("ONE"), chosen("TWO")),
        writes_new=(chosen("ONE"),),
        grades=(BREAKS, SAME, BREAKS),
    ),
    Row(
        name="a value is added that a reply may have",
        rule="value",
        old=S,
        new=S,
        old_types=enumeration("One:1"),
        new_types=enumeration("One:1", "Two:2"),
        reply=True,
        writes_old=(chosen("ONE"),),
        writes_new=(chosen("ONE"), chosen("TWO")),
        grades=(SAME, SAME, SAME),
    ),
    Row(
        name="a value has another number, and no JSON",
        rule="value.number",
        old=S,
        new=S,
        old_types=enumeration("One:1"),
        new_types=enumeration("One:7"),
        writes_old=(chosen("ONE"),),
        writes_new=(chosen("ONE"),),
        grades=(SAME, SAME, SAME),
    ),
    Row(
        name="a value has another number, and there is JSON",
        rule="value.number",
        old=S,
        new=S,
        old_types=enumeration("One:1"),
        new_types=enumeration("One:7"),
        json=True,
        xml=False,
        writes_old=(chosen("ONE"),),
        writes_new=(chosen("ONE"),),
        grades=(BREAKS, BREAKS, SAME),
    ),
    Row(
        name="two values change numbers",
        rule="value.number",
        old=S,
        new=S,
        old_types=enumeration("One:1", "Two:2"),
        new_types=enumeration("One:2", "Two:1"),
        json=True,
        xml=False,
        reply=True,
        writes_old=(chosen("ONE"), chosen("TWO")),
        writes_new=(chosen("ONE"), chosen("TWO")),
        grades=(BREAKS, BREAKS, SAME),
    ),
    Row(
        name="a type has another name",
        rule="type.name",
        old=member("tns:C", "A"),
        new=member("tns:D", "A"),
        old_types=held("X", "Y")("C"),
        new_types=held("X", "Y")("D"),
        writes_old=(contract("C", x="1", y="2"),),
        writes_new=(contract("D", x="1", y="2"),),
        grades=(SAME, SAME, BREAKS),
    ),
    Row(
        name="a member has a type that is like its own but for a member",
        rule="member.type",
        old=member("tns:C", "A"),
        new=member("tns:D", "A"),
        old_types=held("X", "Y")("C") + held("X")("D"),
        new_types=held("X", "Y")("C") + held("X")("D"),
        writes_old=(contract("C", x="1"), contract("C", x="1", y="2")),
        writes_new=(contract("D", x="1"),),
        grades=(DEPENDS, SAME, BREAKS),
    ),
    Row(
        name="a type is of another namespace",
        rule="type.namespace",
        old=member("tns:C", "A"),
        new=member("other:C", "A"),
        old_types=held("X")("C"),
        new_types=OTHER + held("X")("C"),
        writes_old=(contract("C", x="1"),),
        writes_new=(contract("C", x="1"),),
        grades=(BREAKS, BREAKS, SAME),
    ),
    Row(
        name="an enumeration of a request becomes text",
        rule="member.type",
        old=S,
        new=text("A"),
        old_types=enumeration("One:1"),
        writes_old=(chosen("ONE"),),
        writes_new=(of(a="One"), of(a="Three")),
        grades=(SAME, DEPENDS, BREAKS),
    ),
)
