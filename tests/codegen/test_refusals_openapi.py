"""OpenAPI descriptors that cannot be generated from: one line that names the place, exit status 2, nothing written."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from countermand_codegen.api import lower_api
from countermand_codegen.errors import CodegenError
from countermand_codegen.sources import read_source
from tests.codegen.parts import refused
from tests.codegen.small_api import (
    ANSWER,
    CANCEL,
    DOCUMENT,
    GONE,
    PLACE,
    SCHEMAS,
    SEND,
    Case,
    Keys,
    at,
    document,
    text,
    use_api,
)

BODY = (*SEND, "requestBody")
MEDIA = (*BODY, "content", "application/json")
REPLY = (*SEND, "responses", "200")
PARAMETERS = (*CANCEL, "parameters")
KEY = (*PARAMETERS, 1)
CODES = (*CANCEL, "x-codes")
STRING = {"type": "string"}
OTHER_REPLY = {
    "description": "no",
    "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
}

CANCELLED = at("paths", "/cancel/{id}", "get")
SECOND = at("paths", "/cancel/{id}", "get", "parameters", "1")
POSTED = at("paths", "/send", "post")

NO_PATH = "its path is none: segments and variables, without query, fragment or white space"
NO_CODE = (
    "is not a code with a text, and with one of these meanings: account-suspended, already-cancelled, already-sent, "
    "authentication, failure, forbidden-address, no-credit, not-found, ok, rate-limited, refused, too-late, wrong-use"
)
NO_HEADER = "a parameter in {} is not supported, but for a constant Content-Type"
JSON = "application/json"
NO_VARIABLES = "its path and its parameters name different variables, or in another order"
TWO_ALIKE = "has two parameters whose names are the same but for the case: not supported"
NO_XML = "application/xml among the replies and x-positional in their schema go together"

WHOLE: dict[str, Case] = {
    "not OpenAPI 3.1": ([(("openapi",), "3.0.3")], f"{PLACE}: is not an OpenAPI 3.1 document"),
    "not valid": ([(("info", "title"), GONE)], f"{PLACE}: is not a valid OpenAPI document: "),
    "no responses": ([((*SEND, "responses"), {})], f"{PLACE}: is not a valid OpenAPI document: "),
    "webhooks": ([(("webhooks",), {})], f"{PLACE}: webhooks is not supported"),
    "an extension of ours that is none": ([(("x-sensitive",), True)], f"{PLACE}: x-sensitive is not supported"),
    "no service": ([(("x-countermand",), GONE)], f"{at('x-countermand')}: service is not the name of a class"),
    "a service that is no name": (
        [(("x-countermand", "service"), "a b")],
        f"{at('x-countermand')}: service is not the name of a class",
    ),
    "an unknown setting": (
        [(("x-countermand", "sensitive-members"), [])],
        f"{at('x-countermand')}: sensitive-members is not supported",
    ),
    "components that are not schemas": (
        [(("components", "parameters"), {})],
        f"{at('components')}: parameters is not supported",
    ),
    "an unused schema": (
        [((*SCHEMAS, "Lost"), {"type": "object"})],
        f"{at('components', 'schemas', 'Lost')}: is not used by any operation",
    ),
}

OPERATIONS: dict[str, Case] = {
    "no operationId": (
        [((*SEND, "operationId"), GONE)],
        f"{POSTED}: operationId is not there, or not the name of a class",
    ),
    "an operationId that is no name": (
        [((*SEND, "operationId"), "Send it")],
        f"{POSTED}: operationId is not there, or not the name of a class",
    ),
    "an operationId that is Python's": (
        [((*SEND, "operationId"), "None")],
        f"{POSTED}: operationId is not there, or not the name of a class",
    ),
    "one operationId twice": ([((*SEND, "operationId"), "Cancel")], f"{PLACE}: is not a valid OpenAPI document: "),
    "another method": (
        [((*SEND[:-1], "patch"), {"responses": {"200": {"description": "ok"}}})],
        f"{at('paths', '/send')}: patch is not supported",
    ),
    "parameters of a path": (
        [((*SEND[:-1], "parameters"), [])],
        f"{at('paths', '/send')}: parameters is not supported",
    ),
    "callbacks": ([((*SEND, "callbacks"), {})], f"{POSTED}: callbacks is not supported"),
    "an unknown extension": ([((*SEND, "x-code"), {})], f"{POSTED}: x-code is not supported"),
    "deprecated": ([((*SEND, "deprecated"), True)], f"{POSTED}: deprecated is not supported"),
    "a query in the path": (
        [(("paths", "/a?b=c"), document()["paths"]["/send"]), (("paths", "/send"), GONE)],
        f"{at('paths', '/a?b=c', 'post')}: {NO_PATH}",
    ),
    "a fragment in the path": (
        [(("paths", "/a#b"), document()["paths"]["/send"]), (("paths", "/send"), GONE)],
        f"{at('paths', '/a#b', 'post')}: {NO_PATH}",
    ),
}

PARAMETER_CASES: dict[str, Case] = {
    "a header": (
        [((*KEY, "in"), "header")],
        f"{SECOND}: {NO_HEADER.format('header')}",
    ),
    "a cookie": (
        [((*KEY, "in"), "cookie")],
        f"{SECOND}: {NO_HEADER.format('cookie')}",
    ),
    "another constant header": (
        [(KEY, {"name": "X-Api", "in": "header", "schema": {"type": "string", "const": "1"}})],
        f"{SECOND}: {NO_HEADER.format('header')}",
    ),
    "a content type of two lines": (
        [(KEY, {"name": "Content-Type", "in": "header", "schema": {"type": "string", "const": "a/b\r\nX: y"}})],
        f"{SECOND}, schema: const is not one line of printable ASCII",
    ),
    "an array": (
        [((*KEY, "schema"), {"type": "array", "items": STRING})],
        f"{SECOND}: a list, an object, null or an alias cannot stand in a URL",
    ),
    "null": (
        [((*KEY, "schema"), {"type": ["string", "null"]})],
        f"{SECOND}: a list, an object, null or an alias cannot stand in a URL",
    ),
    "aliases": (
        [((*KEY, "schema"), {"type": "string", "x-aliases": ["apiKey"]})],
        f"{SECOND}: a list, an object, null or an alias cannot stand in a URL",
    ),
    "a style": (
        [((*KEY, "style"), "form")],
        f"{SECOND}: style is not supported",
    ),
    "content": (
        [((*KEY, "schema"), GONE), ((*KEY, "content"), {"application/json": {"schema": STRING}})],
        f"{SECOND}: content is not supported",
    ),
    "a variable without a parameter": (
        [(("paths", "/cancel/{id}/{to}"), document()["paths"]["/cancel/{id}"]), (("paths", "/cancel/{id}"), GONE)],
        f"{PLACE}: is not a valid OpenAPI document: ",
    ),
    "a parameter without a variable": (
        [(("paths", "/cancel"), document()["paths"]["/cancel/{id}"]), (("paths", "/cancel/{id}"), GONE)],
        f"{PLACE}: is not a valid OpenAPI document: ",
    ),
    "variables in another order": (
        [
            (("paths", "/cancel/{key}/{id}"), document(((*KEY, "in"), "path"))["paths"]["/cancel/{id}"]),
            (("paths", "/cancel/{id}"), GONE),
        ],
        f"{at('paths', '/cancel/{key}/{id}', 'get')}: {NO_VARIABLES}",
    ),
    "two names that differ in case only": (
        [
            (
                PARAMETERS,
                [
                    document()["paths"]["/cancel/{id}"]["get"]["parameters"][0],
                    *({"name": name, "in": "query", "schema": STRING} for name in ("key", "Key")),
                ],
            )
        ],
        f"{CANCELLED}: {TWO_ALIKE}",
    ),
    "one name in the path and in the query": (
        [((*KEY, "name"), "id")],
        f"{CANCELLED}: {TWO_ALIKE}",
    ),
    "one that must be there beside a body": (
        [((*SEND, "parameters"), [{"name": "key", "in": "query", "required": True, "schema": STRING}])],
        f"{POSTED}: has a parameter that must be there beside a body: not supported",
    ),
    "one that is named body beside a body": (
        [((*SEND, "parameters"), [{"name": "body", "in": "query", "schema": STRING}])],
        f"{POSTED}: has a parameter that is named as the body beside it: not supported",
    ),
}

BODIES: dict[str, Case] = {
    "another media type": (
        [((*BODY, "content"), {"application/xml": {"schema": {"$ref": "#/components/schemas/Send"}}})],
        f"{POSTED}, requestBody, content: application/xml is not supported",
    ),
    "two media types": (
        [((*BODY, "content", "text/json"), {"schema": {"$ref": "#/components/schemas/Send"}})],
        f"{POSTED}, requestBody, content: text/json is not supported",
    ),
    "an encoding": (
        [((*MEDIA, "encoding"), {})],
        f"{POSTED}, requestBody, content, application/json: encoding is not supported",
    ),
    "one that may be left out": (
        [((*BODY, "required"), False)],
        f"{POSTED}, requestBody: may be left out: not supported",
    ),
    "an array": (
        [((*MEDIA, "schema"), {"type": "array", "items": STRING})],
        f"{POSTED}, requestBody, content, application/json, schema: items is not supported",
    ),
    "a string": (
        [((*MEDIA, "schema"), STRING)],
        f"{POSTED}, requestBody, content, application/json, schema: is not an object",
    ),
    "a schema of another document": (
        [((*MEDIA, "schema"), {"$ref": "other.yaml#/Send"}), ((*SCHEMAS, "Send"), GONE)],
        (
            f"{POSTED}, requestBody, content, {JSON}, schema: refers to 'other.yaml#/Send': "
            "only #/components/schemas/ of"
            " this document are read"
        ),
    ),
}

REPLIES: dict[str, Case] = {
    "another media type": (
        [((*REPLY, "content", "text/html"), {"schema": STRING})],
        f"{POSTED}, responses, 200, content: text/html is not supported",
    ),
    "none with a schema": ([(REPLY, {"description": "ok"})], f"{POSTED}: has no reply with a schema"),
    "another schema": (
        [((*SEND, "responses", "400"), OTHER_REPLY)],
        f"{POSTED}, responses, 400, content, {JSON}: is another schema than in the other replies of this operation",
    ),
    "a reference": (
        [
            ((*SEND, "responses", "400"), {"$ref": "#/components/responses/No"}),
            (("components", "responses"), {"No": {"description": "no"}}),
        ],
        f"{at('components')}: responses is not supported",
    ),
    "XML without layouts": (
        [((*ANSWER, "x-positional"), GONE)],
        f"{CANCELLED}: {NO_XML}",
    ),
    "layouts without XML": (
        [((*CANCEL, "responses", "200", "content", "application/xml"), GONE)],
        f"{CANCELLED}: {NO_XML}",
    ),
}

CODE_CASES: dict[str, Case] = {
    "an unknown meaning": ([((*CODES, 4, "means"), "gone")], f"{CANCELLED}, x-codes, 4: {NO_CODE}"),
    "no meaning": ([((*CODES, 4, "means"), GONE)], f"{CANCELLED}, x-codes, 4: {NO_CODE}"),
    "no text": ([((*CODES, 4, "text"), GONE)], f"{CANCELLED}, x-codes, 4: {NO_CODE}"),
    "no number": (
        [((*CODES, "four"), {"means": "ok", "text": "x"})],
        f"{CANCELLED}, x-codes, four: {NO_CODE}",
    ),
    "something else": ([((*CODES, 4, "http"), 404)], f"{CANCELLED}, x-codes, 4: http is not supported"),
    "a list": ([(CODES, [4])], f"{CANCELLED}, x-codes: is not an object"),
}

TABLES = {
    "document": WHOLE,
    "operation": OPERATIONS,
    "parameter": PARAMETER_CASES,
    "body": BODIES,
    "reply": REPLIES,
    "code": CODE_CASES,
}


@pytest.mark.parametrize(
    ("changes", "line"),
    [pytest.param(*case, id=f"{table}: {name}") for table, cases in TABLES.items() for name, case in cases.items()],
)
def test_a_descriptor_that_cannot_be_generated_from(
    changes: list[tuple[Keys, object]],
    line: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    found = refused(use_api(monkeypatch, tmp_path, document(*changes)), capsys)
    assert found.startswith(line) if line.endswith(": ") else found == line
    assert "\n" not in found


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ("", f"{PLACE}: is not an OpenAPI 3.1 document"),
        ("a: [", f"{PLACE}: is not YAML: "),
        (b"\x00\xff", f"{PLACE}: is not YAML: "),
        ("!!python/object/apply:os.system ['true']", f"{PLACE}: is not YAML: "),
        ("[1]", f"{PLACE}: is not an OpenAPI 3.1 document"),
        ("&a [*a]", f"{PLACE}: is not an OpenAPI 3.1 document"),
        ("[" * 1500, f"{PLACE}: is not YAML: "),
        ("openapi: 3.1.0\ninfo: {title: a, version: '1'}\npaths: &a {'/a': *a}\n", f"{PLACE}: "),
        (text(document()).replace("Cancel", "2001-01-01"), f"{PLACE}"),
    ],
)
def test_a_file_that_is_no_descriptor(
    content: str | bytes, line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    found = refused(use_api(monkeypatch, tmp_path, content), capsys)
    assert found.startswith(line)
    assert "\n" not in found


def test_a_descriptor_that_is_not_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    small = use_api(monkeypatch, tmp_path, document())
    (tmp_path / PLACE).unlink()
    assert refused(small, capsys) == f"{PLACE}: there is no such file"


def test_the_descriptor_itself_is_fine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: dict[str, Any] = use_api(monkeypatch, tmp_path, document()).build()
    assert "generated/countermand_bindings/small/operations/cancel.py" in made


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("  /send:", "  /send: {}\n  /send:"), "is not YAML: has /send twice"),
        (("text: Not found", "text: Not found\n          means: ok"), "is not YAML: has means twice"),
        (
            ("        4:\n", "        '4': {means: ok, text: a}\n        4:\n"),
            "x-codes: has a name twice, once as a text",
        ),
        (("        4:\n", "        '04': {means: ok, text: a}\n        4:\n"), "x-codes: has a code twice"),
        (("means: not-found", "means: {a: b}"), "is not a code with a text, and with one of these meanings"),
    ],
)
def test_what_is_said_twice_is_no_choice_of_the_readers(change: tuple[str, str], said: str, tmp_path: Path) -> None:
    written = yaml.safe_dump(DOCUMENT, sort_keys=False)
    assert change[0] in written
    (tmp_path / "openapi.yaml").write_text(written.replace(*change, 1))
    with pytest.raises(CodegenError) as raised:
        lower_api(read_source(tmp_path, "openapi.yaml"), "small")
    assert said in str(raised.value)
