"""REST descriptors that cannot be generated from: one clear line, exit status 2, nothing written."""

from pathlib import Path

import pytest

from tests.codegen.parts import MANY, PLACE, REST, STRING, complex_type, member, refused, sequence, values
from tests.codegen.small import MEMBER, rest, use, wsdl

FORM = (
    "/Op: {get: {x-wsdl-operations: [Op], parameters: [{name: A, in: query, schema: {type: string}}],"
    " responses: {'200': {description: ok}}}}"
)
PARAMETER = "{name: A, in: query, schema: {type: string}}"
EMPTY = "{}"

RESTS = {
    "empty": ("", f"{REST}: is not an OpenAPI 3.1 document"),
    "not YAML": ("a: [", f"{REST}: is not YAML: "),
    "binary": (b"\x00\xff", f"{REST}: is not YAML: "),
    "a Python object": ("!!python/object/apply:os.system ['true']", f"{REST}: is not YAML: "),
    "a list": ("[1]", f"{REST}: is not an OpenAPI 3.1 document"),
    "a string": ("hello", f"{REST}: is not an OpenAPI 3.1 document"),
    "Swagger 2.0": (rest(FORM).replace("openapi: 3.1.0", "swagger: '2.0'"), f"{REST}: is not an OpenAPI 3.1 document"),
    "OpenAPI 3.0": (rest(FORM).replace("3.1.0", "3.0.3"), f"{REST}: is not an OpenAPI 3.1 document"),
    "not valid": (rest(FORM).replace("title: small, ", ""), f"{REST}: is not a valid OpenAPI document: "),
    "unknown operation": (
        rest(FORM.replace("[Op]", "[Op, Nope]")),
        f"{REST}, get /Op: names the operation Nope, which the WSDL does not have",
    ),
    "no operations": (
        rest(FORM.replace("x-wsdl-operations: [Op], ", "")),
        f"{REST}, get /Op: x-wsdl-operations is not a list of names",
    ),
    "operations that are none": (
        rest(FORM.replace("[Op]", "Op")),
        f"{REST}, get /Op: x-wsdl-operations is not a list of names",
    ),
    "another method": (rest(FORM.replace("get:", "put:")), f"{REST}, put /Op: only get and post are supported"),
    "parameters of a path": (
        rest(FORM.replace("get:", "parameters: [], get:")),
        f"{REST}, parameters /Op: only get and post are supported",
    ),
    "a header": (
        rest(FORM.replace("in: query", "in: header")),
        f"{REST}, get /Op: the parameter A is not in the query: not supported",
    ),
    "another member": (rest(FORM.replace("name: A", "name: B")), f"{REST}, get /Op: carries ['B'], where Op has ['A']"),
    "a member left out": (rest(FORM.replace(PARAMETER, "")), f"{REST}, get /Op: carries [], where Op has ['A']"),
    "a body of another member": (
        rest(FORM.replace(f"parameters: [{PARAMETER}]", "x-bare-member: B").replace("get:", "post:")),
        f"{REST}, post /Op: carries ['B'], where Op has ['A']",
    ),
    "extension that is a list": (rest(EMPTY, "[1]"), f"{REST}: x-countermand is not a mapping of names"),
    "sensitive members that are none": (
        rest(EMPTY, "{sensitive-members: A}"),
        f"{REST}: sensitive-members is not a list of names",
    ),
    "unknown sensitive member": (
        rest(EMPTY, "{sensitive-members: [A, Nope]}"),
        f"{REST}: names the member Nope, which the WSDL does not have",
    ),
    "aliases that are a list": (
        rest(EMPTY, "{enumeration-aliases: [1]}"),
        f"{REST}: enumeration-aliases is not a mapping of names",
    ),
    "aliases of an enumeration that are none": (
        rest(EMPTY, "{enumeration-aliases: {'{urn:small}S': c}}"),
        f"{REST}: {{urn:small}}S is not a mapping of names",
    ),
    "alias in an unknown enumeration": (
        rest(EMPTY, "{enumeration-aliases: {'{urn:small}Nope': {c: a}}}"),
        f"{REST}: names the enumeration {{urn:small}}Nope, which the WSDL does not have",
    ),
    "alias for an unknown value": (
        rest(EMPTY, "{enumeration-aliases: {'{urn:small}S': {c: nope}}}"),
        f"{PLACE}, S: the alias 'c' stands for 'nope', which is no value",
    ),
    "alias that is a value": (
        rest(EMPTY, "{enumeration-aliases: {'{urn:small}S': {b: a}}}"),
        f"{PLACE}, S: the alias 'b' is a value of its own",
    ),
}


@pytest.mark.parametrize(("descriptor", "line"), [pytest.param(*case, id=name) for name, case in RESTS.items()])
def test_a_rest_descriptor_that_cannot_be_generated_from(
    descriptor: str | bytes,
    line: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    small = use(monkeypatch, tmp_path, with_rest=True)
    small.write("small.wsdl", wsdl(values("a", "b"), request=MEMBER, response=member("tns:S")))
    small.write("rest.yaml", descriptor)
    found = refused(small, capsys)
    assert found.startswith(line) if line.endswith(": ") else found == line
    assert "\n" not in found


@pytest.mark.parametrize(
    ("type_", "attributes"), [("tns:C", 'minOccurs="0"'), ("tns:ArrayOfC", 'minOccurs="0"'), ("xs:string", "")]
)
def test_a_member_that_no_query_can_carry(
    type_: str, attributes: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    small = use(monkeypatch, tmp_path, with_rest=True)
    types = complex_type(sequence(STRING)) + complex_type(sequence(member("tns:C", "C", MANY)), "ArrayOfC")
    small.write("small.wsdl", wsdl(types, request=member(type_, "A", attributes)))
    small.write("rest.yaml", rest(FORM))
    assert refused(small, capsys) == f"{REST}, get /Op: the member A cannot stand in a query: not supported"


def test_a_result_that_cannot_stand_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    small = use(monkeypatch, tmp_path, with_rest=True)
    small.write("small.wsdl", wsdl(response=""))
    small.write("rest.yaml", rest(FORM))
    assert refused(small, capsys) == f"{REST}, get /Op: OpResponse has no single result to send bare"
