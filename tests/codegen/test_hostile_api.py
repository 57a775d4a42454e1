"""Hostile descriptors: what they hold becomes a constant or a legal name, or is refused, but never code."""

import importlib
from pathlib import Path
from typing import Any

import pytest

from countermand_wire import ABSENT
from countermand_wire.api import ApiBinding
from countermand_wire.policy import READ_BY_NAME, WRITE_UTC
from tests.codegen.parts import refused
from tests.codegen.small import Project, importable
from tests.codegen.small_api import ANSWER, CANCEL, PROBLEM, SCHEMAS, SEND, Keys, document, use_api
from tests.codegen.test_hostile import MARK, PAYLOADS, constants, import_all, shape


def shown(payload: str) -> str:
    return ascii(payload)[1:28]


def hostile(payload: str) -> dict[str, Any]:
    """Write a descriptor that holds a text wherever one may stand."""
    text = {"type": "string", "description": payload, "title": payload, "enum": [payload], "pattern": payload[:5]}
    member = {**text, "x-aliases": [f"alias{payload}"]}
    parts: list[tuple[Keys, object]] = [
        (("info", "title"), payload),
        (("info", "description"), payload),
        (("tags",), [{"name": payload, "description": payload}]),
        ((*CANCEL, "summary"), payload),
        ((*CANCEL, "tags"), [payload]),
        ((*CANCEL, "description"), payload),
        ((*CANCEL, "x-codes"), {4: {"means": "not-found", "text": payload}}),
        ((*CANCEL, "parameters", 1), {"name": payload, "in": "query", "schema": text, "description": payload}),
        ((*CANCEL, "parameters", 2), {"name": "Content-Type", "in": "header", "schema": {"const": "'); x=(\"\\{a}#"}}),
        ((*SEND, "responses", "200", "description"), payload),
        ((*SCHEMAS, "Send", "description"), payload),
        ((*SCHEMAS, "Send", "properties", payload), member),
        ((*SCHEMAS, "Send", "required"), [payload]),
        ((*PROBLEM, "properties", payload), {"type": "string"}),
        ((*PROBLEM, "x-positional"), [["where", "why"], [payload]]),
        ((*ANSWER, "example"), {payload: payload}),
    ]
    made = document()
    made["paths"]["/cancel/{id}"]["get"]["parameters"].append(None)
    for keys, value in parts:
        part: Any = made
        for key in keys[:-1]:
            part = part[key]
        part[keys[-1]] = value
    return made


def generated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, payload: str) -> tuple[Project, dict[str, str]]:
    small = use_api(monkeypatch, tmp_path, hostile(payload))
    assert small.run("generate") == 0
    return small, {name: text for name, text in small.build().items() if name.endswith(".py")}


@pytest.mark.parametrize("payload", PAYLOADS, ids=shown)
def test_hostile_text_becomes_constants_only(payload: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _, benign = generated(tmp_path / "benign", monkeypatch, "Plain")
    small, files = generated(tmp_path / "hostile", monkeypatch, payload)
    assert shape(files) == shape(benign)
    # As a parameter, a member, an alias, a place of a layout, the text of a code: not as anything that is for readers.
    found = list(constants(files))
    assert found.count(payload) >= 10
    assert f"alias{payload}" in found
    assert {text for text in found if MARK in text} == {payload, f"alias{payload}"}
    assert all(line.isprintable() for text in files.values() for line in text.split("\n"))
    monkeypatch.chdir(tmp_path)
    with importable(small.root):
        import_all(files)
    assert not (tmp_path / "pwned").exists()


@pytest.mark.parametrize("payload", PAYLOADS, ids=shown)
def test_names_are_on_the_wire_as_they_were(payload: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    small, _ = generated(tmp_path, monkeypatch, payload)
    with importable(small.root):
        operations = importlib.import_module("countermand_bindings.small.operations")
        cancel, send = operations.load("Cancel"), operations.load("Send")
        assert cancel.codes[4].text == payload
        [form] = cancel.rest.forms
        assert form.query.names == (payload,)
        request = form.query.from_pairs({"id": "1", payload.lower(): "x"})
        assert form.query.to_pairs(request) == [(payload, "x")]
        assert "\n" not in ApiBinding(base_url="https://small.example").encode(cancel, request).url
        value = send.request.from_json({"to": "a", f"alias{payload}": "b"}, READ_BY_NAME)
        assert send.request.to_json(value, WRITE_UTC) == {"to": "a", payload: "b"}
        assert ABSENT not in vars(type(value)).values()


@pytest.mark.parametrize("payload", [PAYLOADS[0], PAYLOADS[3], "None", "a.b", "é", "", "1a"], ids=shown)
@pytest.mark.parametrize("place", ["operation", "service", "schema", "path", "variable", "meaning", "number", "header"])
def test_what_would_be_a_name_or_a_header_is_refused(
    place: str, payload: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    made = document()
    cancel = made["paths"]["/cancel/{id}"]["get"]
    match place:
        case "operation":
            cancel["operationId"] = payload
        case "service":
            made["x-countermand"]["service"] = payload
        case "schema":
            made["components"]["schemas"][payload] = made["components"]["schemas"].pop("Problem")
            reference = {"$ref": f"#/components/schemas/{payload}"}
            made["components"]["schemas"]["Answer"]["properties"]["errors"]["items"] = reference
        case "path":
            made["paths"][f"/ {payload}"] = made["paths"].pop("/send")
        case "variable":
            cancel["parameters"][0]["name"] = f"{payload}?"
            made["paths"][f"/cancel/{{{payload}?}}"] = made["paths"].pop("/cancel/{id}")
        case "meaning":
            cancel["x-codes"] = {4: {"means": payload, "text": "x"}}
        case "number":
            cancel["x-codes"] = {payload: {"means": "ok", "text": "x"}}
        case _:
            header = {"name": "Content-Type", "in": "header", "schema": {"const": f"a\n{payload}"}}
            cancel["parameters"].append(header)
    found = refused(use_api(monkeypatch, tmp_path, made), capsys)
    assert found.startswith("wsdl/small/openapi.yaml")


@pytest.mark.parametrize(
    "name",
    [
        "__init__",
        "__class__",
        "self",
        "class",
        "value",
        "members",
        "get",
        "reading",
        "writing",
        "ABSENT",
        "v",
        "attrs",
        "日本",
    ],
)
def test_a_member_may_be_named_as_something_in_python(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = document()
    made["components"]["schemas"]["Send"]["properties"][name] = {"type": "string"}
    made["components"]["schemas"]["Answer"]["properties"][name] = {"type": "string"}
    made["paths"]["/cancel/{id}"]["get"]["parameters"].append(
        {"name": name, "in": "query", "schema": {"type": "string"}}
    )
    small = use_api(monkeypatch, tmp_path, made)
    assert small.run("generate") == 0
    with importable(small.root):
        import_all(small.build())
        operations = importlib.import_module("countermand_bindings.small.operations")
        codec = operations.load("Send").request
        value = codec.from_json({"to": "a", name: "b"}, READ_BY_NAME)
        assert codec.to_json(value, WRITE_UTC) == {"to": "a", name: "b"}
        query = operations.load("Cancel").rest.forms[0].query
        pairs = {"id": "1", "key": "k", name.lower(): "x"}
        assert dict(query.to_pairs(query.from_pairs(pairs))) == {"key": "k", name: "x"}
        service = importlib.import_module("countermand_bindings.small").SmallApi(lambda operation, request: request)
        assert service.cancel(id="1", key="k") == query.from_pairs({"id": "1", "key": "k"})


@pytest.mark.parametrize(
    "name", ["load", "NAMES", "Send2", "Codec", "Final", "Operation", "ABSENT", "PORTS", "List", "Attrs"]
)
def test_an_operation_may_be_named_as_something_else_or_is_refused(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    made = document()
    made["paths"]["/send"]["post"]["operationId"] = name
    small = use_api(monkeypatch, tmp_path, made)
    if small.run("generate") == 2:
        assert "would mean two things" in capsys.readouterr().err
        assert not (tmp_path / "generated").exists()
        return
    with importable(small.root):
        import_all(small.build())
        operations = importlib.import_module("countermand_bindings.small.operations")
        assert operations.load(name).name == name
        assert operations.load("Cancel").name == "Cancel"
