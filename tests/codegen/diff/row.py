"""A row of the evidence: two small contracts that differ in one thing, and messages to send between them."""

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
