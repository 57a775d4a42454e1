"""A small OpenAPI descriptor, to be changed in the part that a test is about, in a project of its own."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest
import yaml

from countermand_codegen import project
from tests.codegen.small import Project

PLACE = "wsdl/small/openapi.yaml"

Keys = tuple[str | int, ...]
"""The way to a part of the document."""

Case = tuple[list[tuple[Keys, object]], str]
"""Changes of the document, and the line that refuses it."""

_ANSWER: dict[str, Any] = {"schema": {"$ref": "#/components/schemas/Answer"}}
_STRING: dict[str, Any] = {"type": "string"}

DOCUMENT: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {"title": "small", "version": "1"},
    "servers": [{"url": "https://small.example/v1"}],
    "x-countermand": {"service": "SmallApi"},
    "paths": {
        "/cancel/{id}": {
            "get": {
                "operationId": "Cancel",
                "x-codes": {4: {"means": "not-found", "text": "Not found"}},
                "parameters": [
                    {"name": "id", "in": "path", "required": True, "schema": dict(_STRING)},
                    {"name": "key", "in": "query", "required": True, "schema": {"type": "string", "x-sensitive": True}},
                ],
                "responses": {"200": {"description": "ok", "content": {"application/json": _ANSWER}}},
            }
        },
        "/send": {
            "post": {
                "operationId": "Send",
                "requestBody": {
                    "required": True,
                    "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Send"}}},
                },
                "responses": {
                    "200": {"description": "ok", "content": {"application/json": _ANSWER, "application/xml": _ANSWER}}
                },
            }
        },
    },
    "components": {
        "schemas": {
            "Answer": {
                "type": "object",
                "required": ["success"],
                "properties": {
                    "success": {"type": ["boolean", "integer", "string"], "format": "flag"},
                    "text": dict(_STRING),
                    "errors": {"type": "array", "items": {"$ref": "#/components/schemas/Problem"}},
                },
                "x-positional": [["success", "text"], ["success", "errors"]],
            },
            "Problem": {
                "type": "object",
                "properties": {"where": dict(_STRING), "why": dict(_STRING)},
                "x-positional": [["where", "why"]],
            },
            "Send": {"type": "object", "required": ["to"], "properties": {"to": dict(_STRING), "from": dict(_STRING)}},
        }
    },
}
"""Its answers travel by position, too: so both operations have XML."""
DOCUMENT["paths"]["/cancel/{id}"]["get"]["responses"] = DOCUMENT["paths"]["/send"]["post"]["responses"]

CANCEL: Keys = ("paths", "/cancel/{id}", "get")
SEND: Keys = ("paths", "/send", "post")
SCHEMAS: Keys = ("components", "schemas")
ANSWER: Keys = (*SCHEMAS, "Answer")
PROBLEM: Keys = (*SCHEMAS, "Problem")
TO: Keys = (*SCHEMAS, "Send", "properties", "to")

GONE = object()
"""Takes a part out of the document."""


def document(*changes: tuple[Keys, object]) -> dict[str, Any]:
    """Return the descriptor with parts replaced, put in, or taken out by `GONE`."""
    # Through YAML, so that no two parts are one object.
    made: dict[str, Any] = yaml.safe_load(text(DOCUMENT))
    for keys, value in changes:
        part: Any = made
        for key in keys[:-1]:
            part = part[key] if isinstance(key, int) else part.setdefault(key, {})
        if value is GONE:
            del part[keys[-1]]
        else:
            part[keys[-1]] = copy.deepcopy(value)
    return made


def text(descriptor: object) -> str:
    """Write a descriptor as YAML, without anchors."""

    class Dumper(yaml.SafeDumper):
        def ignore_aliases(self, data: object) -> bool:
            return True

    return yaml.dump(descriptor, Dumper=Dumper, sort_keys=False, allow_unicode=False)


def use_api(monkeypatch: pytest.MonkeyPatch, root: Path, descriptor: object) -> Project:
    """Make a project whose one service is `wsdl/small/openapi.yaml`."""
    monkeypatch.setattr(project, "SERVICES", (project.ApiInput(package="small", openapi=PLACE),))
    small = Project(root)
    small.write("openapi.yaml", descriptor if isinstance(descriptor, (str, bytes)) else text(descriptor))
    return small


def at(*keys: str) -> str:
    """Write a place as errors do."""
    return ", ".join((PLACE, *keys))
