"""How operations of services that speak SOAP alone are grouped and answered: port types, faults, headers, one way."""

from pathlib import Path

import attrs
import pytest

from countermand_codegen import ir
from countermand_codegen.diff.compare import Side, compare_services
from countermand_codegen.diff.model import Change
from countermand_codegen.diff.unjudged import JUDGED
from tests.codegen.diff.soap_row import BREAKS, DEPENDS, SAME, lowered
from tests.codegen.diff.test_properties import assert_mirrored
from tests.codegen.soap.constructs import OPTIONAL, Construct, complex_type, element, sequence

PROBLEM = complex_type("Problem", sequence(element("Code", "xs:int"))) + "".join(
    element(name, "tns:Problem") for name in ("Problem", "Other")
)
PLAIN = Construct(types=PROBLEM, request=sequence(element("A", "xs:string", OPTIONAL)))


def faulty(*names: str, under: str = "") -> Construct:
    """Let the operation declare faults; each has the name of its element, or one of its own."""
    messages = (
        f'<wsdl:message name="{name}"><wsdl:part name="d" element="tns:{name}"/></wsdl:message>' for name in names
    )
    faults = (f'<wsdl:fault name="{under or name}" message="tns:{name}"/>' for name in names)
    return attrs.evolve(PLAIN, messages="".join(messages), in_operation="".join(faults))


@pytest.fixture
def plain(tmp_path: Path) -> Side:
    return lowered(PLAIN, tmp_path / "plain")


def grades(change: Change) -> tuple[str, ...]:
    return tuple(effect.grade for _, effect in change.effects)


def told(old: Side, new: Side) -> dict[str, tuple[str, ...]]:
    """Return the grades of the changes, by their rules, each of which finds one; the other way they must mirror."""
    assert_mirrored(old, new)
    changes = compare_services(old, new)
    found = {change.rule: grades(change) for change in changes}
    assert len(found) == len(changes)
    return found


def called(side: Side, *operations: ir.Operation) -> Side:
    return attrs.evolve(side, service=attrs.evolve(side.service, operations=operations))


def test_a_fault_comes_and_goes(plain: Side, tmp_path: Path) -> None:
    declared = lowered(faulty("Problem"), tmp_path / "new")
    assert told(plain, declared) == {"fault": (DEPENDS, SAME, SAME), "type": (SAME, SAME, SAME)}
    gone = told(declared, plain)
    assert gone == {"fault": (SAME, DEPENDS, DEPENDS), "type": (SAME, SAME, BREAKS)}
    [change, _] = compare_services(plain, declared)
    assert str(change.place) == "operation Do, fault, Problem"
    assert change.old_client.reason == "its FaultError comes without a typed detail"


def test_a_fault_has_another_element_or_name(tmp_path: Path) -> None:
    old = lowered(faulty("Problem", under="Wrong"), tmp_path / "old")
    other = lowered(faulty("Other", under="Wrong"), tmp_path / "other")
    named = lowered(faulty("Problem", under="Failed"), tmp_path / "named")
    assert told(old, other) == {"fault.element": (DEPENDS, DEPENDS, SAME)}
    assert told(old, named) == {"fault.name": (SAME, SAME, SAME)}


def test_the_detail_of_a_fault_has_another_type_or_is_nil(tmp_path: Path) -> None:
    old = lowered(faulty("Problem"), tmp_path / "old")
    [operation] = old.service.operations
    [fault] = operation.faults
    for changed, rule, expected in (
        ({"nillable": True}, "fault.nillable", (DEPENDS, SAME, BREAKS)),
        ({"type": ir.TypeRef("scalar", "int")}, "member.type", (BREAKS, BREAKS, BREAKS)),
    ):
        detail = attrs.evolve(fault, element=attrs.evolve(fault.element, **changed))
        new = called(old, attrs.evolve(operation, faults=(detail,)))
        assert told(old, new) == {rule: expected}


def test_what_a_fault_holds_is_compared(tmp_path: Path) -> None:
    old = lowered(faulty("Problem"), tmp_path / "old")
    more = faulty("Problem").types.replace("</xs:sequence>", element("Where", "xs:string") + "</xs:sequence>")
    new = lowered(attrs.evolve(faulty("Problem"), types=more), tmp_path / "new")
    assert told(old, new) == {"member": (SAME, BREAKS, SAME)}
    [change] = compare_services(old, new)
    assert change.carried_by == ("Do fault: Problem",)


def test_the_type_of_a_fault_has_another_name_and_one_member_more(tmp_path: Path) -> None:
    old, new = faulty("Problem"), faulty("Problem")
    renamed = new.types.replace('complexType name="Problem"', 'complexType name="Trouble"').replace(
        "tns:Problem", "tns:Trouble"
    )
    more = renamed.replace("</xs:sequence>", element("Where", "xs:string", OPTIONAL) + "</xs:sequence>")
    sides = lowered(old, tmp_path / "old"), lowered(attrs.evolve(new, types=more), tmp_path / "new")
    assert told(*sides) == {"type.name": (SAME, SAME, BREAKS), "member": (SAME, SAME, SAME)}


def test_an_operation_is_no_longer_answered(plain: Side, tmp_path: Path) -> None:
    one_way = lowered(attrs.evolve(PLAIN, output=""), tmp_path / "new")
    result = "operation.result of the method"
    assert told(plain, one_way) == {"operation.one way": (BREAKS, SAME, SAME), result: (SAME, SAME, BREAKS)}
    assert told(one_way, plain)["operation.one way"] == (SAME, BREAKS, SAME)


def test_a_message_has_a_header(plain: Side) -> None:
    [operation] = plain.service.operations
    header = ir.Member(
        name="Trace",
        attribute="trace",
        namespace="urn:shop",
        type=ir.TypeRef("scalar", "string"),
        required=False,
        nillable=False,
        where="header",
    )
    request = attrs.evolve(operation.request, members=(*operation.request.members, header))
    asked = called(plain, attrs.evolve(operation, request=request))
    assert told(plain, asked) == {"member": (SAME, DEPENDS, SAME)}
    [change] = compare_services(plain, asked)
    assert change.new == "string, optional, a header"
    # Its place among the members means nothing.
    first = attrs.evolve(request, members=(header, *operation.request.members))
    assert told(asked, called(plain, attrs.evolve(operation, request=first))) == {}
    inside = attrs.evolve(request, members=(*operation.request.members, attrs.evolve(header, where="element")))
    moved = called(plain, attrs.evolve(operation, request=inside))
    assert told(asked, moved) == {"member.where it stands": (BREAKS, BREAKS, SAME)}
    # A reply that is one header is returned as a whole.
    replies = [
        called(plain, attrs.evolve(operation, response=attrs.evolve(operation.response, members=(one,))))
        for one in (header, attrs.evolve(header, where="element"))
    ]
    assert told(*replies)["operation.result of the method"] == (SAME, SAME, BREAKS)


def test_the_type_of_a_message_has_another_name(plain: Side) -> None:
    [operation] = plain.service.operations
    typed = attrs.evolve(operation, request=attrs.evolve(operation.request, type_name="{urn:shop}DoType"))
    assert told(plain, called(plain, typed)) == {"message.type": (SAME, SAME, SAME)}


# Port types.


def of(side: Side, *port_types: str) -> Side:
    """Give the operation to port types, each with a port of its own."""
    [operation], [port] = side.service.operations, side.service.ports
    operations = tuple(attrs.evolve(operation, port_type=name) for name in port_types)
    ports = tuple(attrs.evolve(port, name=name, binding=name, port_type=name) for name in port_types)
    return attrs.evolve(side, service=attrs.evolve(side.service, operations=operations, ports=ports))


def test_one_port_type_has_another_name(plain: Side) -> None:
    [port] = plain.service.ports
    renamed = attrs.evolve(
        plain.service,
        operations=tuple(attrs.evolve(one, port_type="IOther") for one in plain.service.operations),
        ports=(attrs.evolve(port, port_type="IOther"),),
    )
    new = attrs.evolve(plain, service=renamed)
    assert told(plain, new) == {"service.port types": (SAME, SAME, SAME), "port.port type": (SAME, SAME, SAME)}


def test_operations_of_one_name_are_told_apart_by_their_port_types(plain: Side) -> None:
    two = of(plain, "IOne", "ITwo")
    assert compare_services(two, two) == ()
    first, second = two.service.operations
    members = second.request.members[:0]
    changed = called(two, first, attrs.evolve(second, request=attrs.evolve(second.request, members=members)))
    [change] = compare_services(two, changed)
    assert (str(change.place), change.kind) == ("operation ITwo.Do, request, A", "removed")


def test_a_second_port_type_moves_the_methods_to_classes_of_their_own(plain: Side) -> None:
    one, two = of(plain, "IOne"), of(plain, "IOne", "ITwo")
    assert told(one, two) == {
        "service.port types": (SAME, SAME, SAME),
        "port": (SAME, DEPENDS, SAME),
        "operation": (SAME, DEPENDS, SAME),
        "operation.class": (SAME, SAME, BREAKS),
    }
    assert told(two, one)["operation.class"] == (SAME, SAME, BREAKS)


def test_a_port_that_is_left_out_is_told(plain: Side) -> None:
    other = attrs.evolve(plain.service, left_out=("port Tcp is not a SOAP binding",))
    assert told(plain, attrs.evolve(plain, service=other)) == {"service.what is left out": (SAME, SAME, SAME)}


def test_a_package_that_was_made_otherwise_travels_the_same(plain: Side) -> None:
    [operation] = plain.service.operations
    messages = {name: attrs.evolve(getattr(operation, name), form="sequence") for name in ("request", "response")}
    changes = compare_services(plain, called(plain, attrs.evolve(operation, **messages)))
    assert {(change.rule, grades(change)) for change in changes} == {("contract.form", (SAME, SAME, SAME))}


def test_every_record_of_the_representation_has_its_properties_judged() -> None:
    kinds = {found for found in vars(ir).values() if isinstance(found, type) and attrs.has(found)}
    assert kinds == set(JUDGED)
