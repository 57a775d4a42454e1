"""Schemas and layouts of a descriptor that cannot be generated from: one line that names the place, nothing written."""

from pathlib import Path

import pytest

from tests.codegen.parts import refused
from tests.codegen.small_api import ANSWER, GONE, PROBLEM, SCHEMAS, TO, Case, Keys, at, document, use_api

LAYOUTS = (*ANSWER, "x-positional")
STRING = {"type": "string"}


def in_member(value: object) -> list[tuple[Keys, object]]:
    return [(TO, value)]


MEMBER = at("components", "schemas", "Send", "properties", "to")
SENT = at("components", "schemas", "Send")
ANSWERED = at("components", "schemas", "Answer")

TYPES: dict[str, Case] = {
    **{
        name: (in_member({**STRING, name: value}), f"{MEMBER}: {name} is not supported")
        for name, value in {
            "allOf": [STRING],
            "oneOf": [STRING],
            "anyOf": [STRING],
            "not": {},
            "if": {},
            "additionalProperties": False,
            "properties": {},
            "default": "x",
            "nullable": True,
            "readOnly": True,
            "contentEncoding": "base64",
            "x-alias": ["a"],
            "x-positional": [["a"]],
        }.items()
    },
    "additionalProperties of an object": (
        [((*SCHEMAS, "Send", "additionalProperties"), False)],
        f"{SENT}: additionalProperties is not supported",
    ),
    "allOf of an object": ([((*SCHEMAS, "Send", "allOf"), [{}])], f"{SENT}: allOf is not supported"),
    "no type": (in_member({}), f"{MEMBER}: no type without a format: not supported"),
    "null alone": (in_member({"type": "null"}), f"{MEMBER}: the type null without a format: not supported"),
    "an object in place": (
        in_member({"type": "object"}),
        f"{MEMBER}: the type object without a format: not supported",
    ),
    "an unknown format": (
        in_member({"type": "string", "format": "date-time"}),
        f"{MEMBER}: the type string with the format date-time: not supported",
    ),
    "a format of other types": (
        in_member({"type": "string", "format": "flag"}),
        f"{MEMBER}: the type string with the format flag: not supported",
    ),
    "two types without a format": (
        in_member({"type": ["string", "integer"]}),
        f"{MEMBER}: the type integer, string without a format: not supported",
    ),
    "items of a string": (in_member({**STRING, "items": STRING}), f"{MEMBER}: has items, and is no array"),
    "an array without items": (
        in_member({"type": "array"}),
        f"{MEMBER}, items: no type without a format: not supported",
    ),
    "an array of arrays": (
        in_member({"type": "array", "items": {"type": "array", "items": STRING}}),
        f"{MEMBER}, items: is an array inside an array: not supported",
    ),
    "an enumeration of numbers": (
        in_member({"type": "integer", "enum": [1, 2]}),
        f"{MEMBER}: has an enum, and is no string: not supported",
    ),
    "an enumeration of numbers as text": (
        in_member({"type": "string", "enum": ["a", 2]}),
        f"{MEMBER}: enum is not a list of names",
    ),
    "a constant": (in_member({"type": "string", "const": "a"}), f"{MEMBER}: const is not supported"),
    "a name that YAML takes for a boolean": (
        [((*SCHEMAS, "Send", "properties"), {"to": STRING, True: STRING})],
        f"{SENT}, properties: has a name that YAML takes for something else: it wants quotes",
    ),
    "aliases that are no names": (
        in_member({**STRING, "x-aliases": "a"}),
        f"{MEMBER}: x-aliases is not a list of names",
    ),
    "an alias that is a member": (
        in_member({**STRING, "x-aliases": ["from"]}),
        f"{SENT}: the alias 'from' of to names another member, too",
    ),
    "one alias twice": (
        in_member({**STRING, "x-aliases": ["a", "a"]}),
        f"{SENT}: the alias 'a' of to names another member, too",
    ),
    "sensitive, or so": (
        in_member({**STRING, "x-sensitive": "no"}),
        f"{MEMBER}: x-sensitive is neither true nor false",
    ),
    "filled in by somebody": (
        in_member({**STRING, "x-filled-in": "user"}),
        f"{MEMBER}: x-filled-in is neither credential nor format",
    ),
    "a required member that is none": (
        [((*SCHEMAS, "Send", "required"), ["to", "nope"])],
        f"{SENT}: requires 'nope', which is no property",
    ),
    "an object that holds itself": (
        [
            (TO, {"$ref": "#/components/schemas/Problem"}),
            ((*PROBLEM, "properties", "inner"), {"$ref": "#/components/schemas/Problem"}),
        ],
        f"{at('components', 'schemas', 'Problem', 'properties', 'inner')}: Problem holds itself: not supported",
    ),
    "a contract named as a message": (
        [(("components", "schemas", "Cancel"), {"type": "object"}), (TO, {"$ref": "#/components/schemas/Cancel"})],
        f"{at('components', 'schemas', 'Cancel')}: stands inside another contract, and has the name of a message",
    ),
    "a contract that is no name": (
        [(("components", "schemas", "A.b-c"), {"type": "object"}), (TO, {"$ref": "#/components/schemas/A.b-c"})],
        f"{at('components', 'schemas', 'A.b-c')}: is not the name of a class",
    ),
}

LAYOUT_CASES: dict[str, Case] = {
    "no list": ([(LAYOUTS, "success")], f"{ANSWERED}: x-positional is not a list of layouts"),
    "empty": ([(LAYOUTS, [])], f"{ANSWERED}: x-positional is not a list of layouts"),
    "not of lists": ([(LAYOUTS, ["success"])], f"{ANSWERED}: 0 is not a list of names"),
    "an unknown member": (
        [(LAYOUTS, [["success", "nope"]])],
        f"{ANSWERED}: the layout success, nope names 'nope', which is no property",
    ),
    "a member twice": (
        [(LAYOUTS, [["success", "text", "text"]])],
        f"{ANSWERED}: the layout success, text, text names a property twice",
    ),
    "a required member left out": (
        [(LAYOUTS, [["text"]])],
        f"{ANSWERED}: the layout text leaves out a required property",
    ),
    "two of the same look": (
        [((*PROBLEM, "x-positional"), [["where", "why"], ["why", "where"]])],
        f"{at('components', 'schemas', 'Problem')}: the layout why, where cannot be told from where, why",
    ),
    "a list of objects without layouts": (
        [((*PROBLEM, "x-positional"), GONE)],
        f"{ANSWERED}: the layout success, errors holds errors, which has no layouts of its own",
    ),
    "a member that may be null": (
        [((*ANSWER, "properties", "text"), {"type": ["string", "null"]})],
        f"{ANSWERED}: the layout success, text holds text, which may be null: an entry cannot say so",
    ),
}


@pytest.mark.parametrize(
    ("changes", "line"), [pytest.param(*case, id=name) for name, case in {**TYPES, **LAYOUT_CASES}.items()]
)
def test_a_schema_that_cannot_be_generated_from(
    changes: list[tuple[Keys, object]],
    line: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert refused(use_api(monkeypatch, tmp_path, document(*changes)), capsys) == line
