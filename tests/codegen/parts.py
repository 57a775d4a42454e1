"""Parts of documents, and what a refusal of them must be like."""

from typing import Any

import pytest

PLACE = "wsdl/small/small.wsdl"
REST = "wsdl/small/rest.yaml"


def refused(project_: Any, capsys: pytest.CaptureFixture[str]) -> str:
    """Run both commands; return the one line that both say, `check` as the reason why it could not compare."""
    before = project_.files()
    assert project_.run("generate") == 2
    out, line = capsys.readouterr()
    assert out == ""
    assert line.startswith("codegen: ")
    assert line.endswith("\n")
    reason = line.removeprefix("codegen: ").removesuffix("\n")
    assert project_.run("check") == 2
    assert f"codegen: could not compare: {reason}\n" in capsys.readouterr().err
    assert project_.files() == before
    return reason


def complex_type(inside: str, name: str = "C", attributes: str = "") -> str:
    return f'<xs:complexType name="{name}"{attributes}>{inside}</xs:complexType>'


def sequence(*members: str) -> str:
    return f"<xs:sequence>{''.join(members)}</xs:sequence>"


def member(type_: str, name: str = "B", attributes: str = 'minOccurs="0"') -> str:
    return f'<xs:element name="{name}" type="{type_}" {attributes}/>'


def simple_type(inside: str) -> str:
    return f'<xs:simpleType name="S">{inside}</xs:simpleType>'


def values(*names: str) -> str:
    listed = "".join(f'<xs:enumeration value="{name}"/>' for name in names)
    return simple_type(f'<xs:restriction base="xs:string">{listed}</xs:restriction>')


STRING = member("xs:string")
OF_C = member("tns:C")
MANY = 'minOccurs="0" maxOccurs="unbounded"'
