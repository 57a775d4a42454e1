"""Parts of the schemas that the rows of what only SOAP has are made of."""

from tests.codegen.soap.constructs import OPTIONAL, complex_type, element

A = element("A", "xs:string", OPTIONAL)
B = element("B", "xs:string", OPTIONAL)
P = element("P", "tns:P")


def attribute(more: str = "", type_: str = "xs:string") -> str:
    return f'<xs:attribute name="A" type="{type_}" {more}/>'


def p(inside: str) -> str:
    return complex_type("P", inside)
