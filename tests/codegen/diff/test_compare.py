"""What the walk finds outside of members: services, operations, ports, REST forms, descriptors, policies."""

import attrs
import pytest

from countermand_codegen import ir
from countermand_codegen.diff.compare import Side, compare_services
from countermand_codegen.diff.model import Change
from countermand_codegen.diff.unjudged import JUDGED
from tests.codegen import small
from tests.codegen.diff.pair import side
from tests.codegen.diff.row import BARE, held
from tests.codegen.parts import member as element
from tests.codegen.small import rest

QUERY = """/op:
    get:
      x-wsdl-operations: [Op]
      parameters: [{name: a, in: query, x-wsdl-member: A, schema: {type: string}}]
      responses: {'200': {description: The result.}}"""
TOKEN = (
    '<wsp:Policy xmlns:wsp="http://schemas.xmlsoap.org/ws/2004/09/policy"><wsp:ExactlyOne><wsp:All>'
    '<sp:TransportBinding xmlns:sp="urn:sp"/></wsp:All></wsp:ExactlyOne></wsp:Policy>'
)
PLAIN = small.wsdl()
WITH_REST = (small.wsdl(), rest(QUERY))


def only(old: Side, new: Side) -> Change:
    [change] = compare_services(old, new)
    return change


def grades(change: Change) -> tuple[str, ...]:
    return tuple(effect.grade for _, effect in change.effects)


def replaced(old: str, new: str) -> Change:
    assert old in PLAIN
    return only(side(PLAIN), side(PLAIN.replace(old, new)))


def replaced_form(old: str, new: str) -> Change:
    assert old in QUERY
    return only(side(PLAIN, rest(QUERY)), side(PLAIN, rest(QUERY.replace(old, new))))


SOAP12 = "http://schemas.xmlsoap.org/wsdl/soap12/"


@pytest.mark.parametrize(
    ("old", "new", "rule", "expected"),
    [
        ("urn:small/Op", "urn:small/Other", "operation.action", ("breaking", "breaking", "compatible")),
        ("http://schemas.xmlsoap.org/wsdl/soap/", SOAP12, "port.SOAP version", ("breaking", "breaking", "compatible")),
        ("http://host.example/", "http://other.example/", "port.address", ("depends", "depends", "compatible")),
        ('"SoapPort"', '"Port"', "port.name", ("compatible", "compatible", "breaking")),
        ('service name="Small"', 'service name="Tiny"', "service.name", ("compatible", "compatible", "breaking")),
        ("<soap:binding", f"{TOKEN}<soap:binding", "port.policies", ("depends", "depends", "compatible")),
    ],
)
def test_how_a_service_is_called(old: str, new: str, rule: str, expected: tuple[str, ...]) -> None:
    if rule == "operation.action":
        # Without wsaw:Action, the reply's follows from the request's.
        found = compare_services(side(PLAIN), side(PLAIN.replace(old, new)))
        assert [change.rule for change in found] == [rule, "operation.reply action"]
        assert grades(found[1]) == ("compatible",) * 3
        change = found[0]
    else:
        change = replaced(old, new)
    assert change.rule == rule
    assert grades(change) == expected


def test_a_binding_may_be_called_otherwise() -> None:
    text = PLAIN.replace('binding name="Soap"', 'binding name="B"').replace('"tns:Soap"', '"tns:B"')
    change = only(side(PLAIN), side(text))
    assert (change.rule, grades(change)) == ("port.binding", ("compatible",) * 3)


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("/op:", "/other:", "REST form.path"),
        ("name: a,", "name: b,", "REST form.query"),
    ],
)
def test_how_a_form_is_called(old: str, new: str, rule: str) -> None:
    change = replaced_form(old, new)
    assert change.rule == rule
    assert grades(change) == ("breaking", "breaking", "compatible")


def test_capitals_of_a_query_parameter_do_not_matter() -> None:
    assert compare_services(side(PLAIN, rest(QUERY)), side(PLAIN, rest(QUERY.replace("name: a,", "name: A,")))) == ()


def test_another_verb() -> None:
    posted = QUERY.replace("get:", "post:")
    change = only(side(PLAIN, rest(QUERY)), side(PLAIN, rest(posted)))
    assert (change.rule, change.old, change.new) == ("REST form.verb", "GET", "POST")
    assert grades(change) == ("breaking", "breaking", "compatible")


def test_a_form_comes_and_goes() -> None:
    without, with_form = side(PLAIN), side(PLAIN, rest(QUERY))
    come, gone = only(without, with_form), only(with_form, without)
    assert (come.kind, grades(come)) == ("added", ("compatible", "depends", "compatible"))
    assert (gone.kind, grades(gone)) == ("removed", ("breaking", "compatible", "depends"))


def with_second(one: Side) -> Side:
    [operation] = one.service.operations
    second = attrs.evolve(operation, name="Second", method="second")
    return attrs.evolve(one, service=attrs.evolve(one.service, operations=(operation, second)))


def test_an_operation_comes_and_goes() -> None:
    one = side(PLAIN)
    come, gone = only(one, with_second(one)), only(with_second(one), one)
    assert (str(come.place), grades(come)) == ("operation Second", ("compatible", "depends", "compatible"))
    assert (str(gone.place), grades(gone)) == ("operation Second", ("breaking", "compatible", "breaking"))


def test_a_service_comes_and_goes() -> None:
    one = side(PLAIN)
    [come], [gone] = compare_services(None, one), compare_services(one, None)
    assert grades(come) == ("compatible", "depends", "compatible")
    assert grades(gone) == ("breaking", "compatible", "breaking")


def test_the_method_returns_something_else_once_the_reply_has_two_members() -> None:
    two = small.wsdl(response=small.MEMBER + element("xs:int"))
    found = compare_services(side(PLAIN), side(two))
    assert [change.rule for change in found] == ["operation.result of the method", "member"]
    assert grades(found[0]) == ("compatible", "compatible", "breaking")


def test_a_renamed_type_is_seen_where_it_is_the_root_of_a_bare_body() -> None:
    texts = [small.wsdl(held("X")(name), request=element(f"tns:{name}", "A")) for name in ("C", "D")]
    plain = only(*(side(text) for text in texts))
    bare = only(*(side(text, rest(BARE)) for text in texts))
    assert (plain.rule, grades(plain)) == ("type.name", ("compatible", "compatible", "breaking"))
    assert (bare.rule, grades(bare)) == ("type.name", ("breaking", "breaking", "breaking"))
    assert plain.carried_by == ("Op request: A",)


def test_types_that_nothing_uses_are_python_only() -> None:
    one, other = side(PLAIN), side(small.wsdl(held("X")("C")))
    come, gone = only(one, other), only(other, one)
    assert grades(come) == ("compatible",) * 3
    assert grades(gone) == ("compatible", "compatible", "breaking")


def test_what_descriptors_add_is_compared() -> None:
    hidden = side(PLAIN, rest("/x: {}", "{sensitive-members: [A]}"))
    change, _ = compare_services(side(PLAIN), hidden)
    assert (change.rule, change.new, grades(change)) == ("member.sensitive", "left out of reprs", ("compatible",) * 3)


# What descriptors of JSON services add, and a property that nobody foresaw.


@attrs.frozen(kw_only=True)
class Whimsical(ir.Member):
    whim: int = 0


def aliased(*aliases: str, whim: int = 0, reply: bool = True) -> Side:
    one = side(PLAIN)
    [operation] = one.service.operations
    message = operation.response if reply else operation.request
    member = attrs.evolve(message.members[0], aliases=aliases)
    changed = Whimsical(**attrs.asdict(member, recurse=False), whim=whim)
    message = attrs.evolve(message, members=(changed,))
    operation = attrs.evolve(operation, response=message) if reply else attrs.evolve(operation, request=message)
    return attrs.evolve(one, service=attrs.evolve(one.service, operations=(operation,)))


def test_an_alias_that_goes_is_no_longer_read() -> None:
    change = only(aliased("a", "b"), aliased("a"))
    assert (change.rule, grades(change)) == ("member.aliases", ("compatible", "depends", "compatible"))
    assert change.new_client.reason == "a reply that says b is read as one without it"
    assert grades(only(aliased("b", reply=False), aliased(reply=False))) == ("compatible",) * 3


def test_a_property_that_no_table_knows_is_told() -> None:
    change = only(aliased(whim=1), aliased(whim=2))
    assert (change.rule, change.old, change.new) == ("member.whim", "1", "2")
    assert grades(change) == ("depends", "depends", "compatible")


def coded(*codes: tuple[int, str]) -> Side:
    one = side(PLAIN)
    [operation] = one.service.operations
    table = tuple(ir.Code(number=number, means=means, text="") for number, means in codes)
    changed = attrs.evolve(operation, codes=table)
    return attrs.evolve(one, service=attrs.evolve(one.service, operations=(changed,)))


def test_a_code_that_means_something_else() -> None:
    change = only(coded((4, "not-found"), (5, "ok")), coded((4, "refused"), (5, "ok")))
    assert (change.rule, grades(change)) == ("operation.codes", ("depends", "depends", "compatible"))
    assert change.old_client.reason == "a reply with code 4 is understood otherwise"


@pytest.mark.parametrize("kind", JUDGED, ids=lambda kind: kind.__name__)
def test_the_tables_know_every_property(kind: type) -> None:
    """A new property of the representation needs a row in a table, or a reason in `unjudged.py` to have none."""
    assert {field.name for field in attrs.fields(kind)} <= JUDGED[kind]
