"""The rows of runs of elements, and of choices."""

from tests.codegen.diff.soap_parts import A, B, p
from tests.codegen.diff.soap_row import BREAKS, DEPENDS, SAME, SoapRow
from tests.codegen.soap.constructs import OPTIONAL, element, sequence


def run(*elements: str) -> str:
    return f'<xs:choice minOccurs="0" maxOccurs="unbounded">{"".join(elements)}</xs:choice>'


def choice(*elements: str, more: str = "") -> str:
    return f"<xs:choice {more}>{''.join(elements)}</xs:choice>"


HEADED = '<xs:element ref="tns:{}" minOccurs="0" maxOccurs="unbounded"/>'
HEAD = '<xs:element name="{0}" abstract="true" type="xs:string"/>' + "".join(
    f'<xs:element name="{name}" substitutionGroup="tns:{{0}}" type="xs:string"/>' for name in "AB"
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
