"""The descriptors written by hand: valid, complete by the facts, and true to the codecs."""

from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import NamedTuple, cast
from xml.etree.ElementTree import canonicalize

import pytest
import yaml
from openapi_schema_validator import OAS31Validator
from openapi_spec_validator import validate

from countermand_codegen.names import constant_name, snake_name
from countermand_wire import json
from countermand_wire.codec import Codec, read_xml_document, xml_document
from countermand_wire.operation import Operation
from countermand_wire.policy import READ_BY_NAME, WRITE_UTC

WSDL = Path(__file__).parents[2] / "wsdl"
SERVICES = ("smspartner", "mailpartner", "voltmx")
METHODS = ("get", "post", "put", "patch", "delete")

HOSTS = {
    "smspartner": {"https://api.smspartner.fr/v1"},
    "mailpartner": {"https://api.mailpartner.fr/v1"},
    "voltmx": {"https://{host}/{context}", "https://{host}", "https://accounts.auth.voltmxcloud.com"},
}

SMS_CANCEL = {
    1: "authentication",
    3: "wrong-use",
    4: "not-found",
    5: "already-cancelled",
    6: "too-late",
    7: "already-sent",
    10: "authentication",
    11: "no-credit",
    96: "forbidden-address",
    200: "ok",
}
MAIL_CANCEL = {code: SMS_CANCEL[code] for code in (1, 3, 4, 5, 6, 7, 10, 200)}
SMS_SEND = (
    *(1, 2, 4, 9, 10, 11, 13, 14, 15, 20, 22, 23, 30, 40, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 52, 55, 90, 96),
    *(200, 500, 992),
)
MAIL_SEND = (
    *(1, 2, 3, 4, 5, 8, 9, 10, 11, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 30, 40, 45, 46, 47, 48, 49, 50),
    *(55, 90, 96, 429, 500),
)
# The table on the page of error codes, which belongs to every status call, and each call's own.
STATUS_TABLE = (2, 3, 4, 5, 6, 9, 50, 96)

CODES: dict[tuple[str, str], tuple[int, ...]] = {
    ("smspartner", "MessageCancel"): tuple(SMS_CANCEL),
    ("smspartner", "Send"): SMS_SEND,
    ("smspartner", "BulkSend"): SMS_SEND,
    ("smspartner", "MessageStatus"): (1, 2, 3, 4, 10, 200, *STATUS_TABLE),
    ("smspartner", "MultiStatus"): (1, 4, 10, 200, *STATUS_TABLE),
    ("smspartner", "BulkStatus"): (1, 3, 4, 10, 200, *STATUS_TABLE),
    ("smspartner", "BulkStatusByTag"): (1, 3, 4, 10, 200, *STATUS_TABLE),
    ("smspartner", "Me"): (10, 96, 200),
    ("smspartner", "StopSmsList"): (1, 10, 96, 200),
    ("smspartner", "StopSmsAdd"): (1, 2, 3, 9, 10, 96, 200),
    ("smspartner", "StopSmsDelete"): (1, 2, 3, 4, 10, 96, 200),
    ("mailpartner", "MessageCancel"): (*MAIL_CANCEL, 96),
    ("mailpartner", "Send"): MAIL_SEND,
    ("mailpartner", "BulkStatus"): (1, 3, 4, 10, 96, 200),
    ("mailpartner", "Me"): (10, 96, 200),
    ("voltmx", "CancelMessage"): (200, 400, 401, 500),
    ("voltmx", "SendMessage"): (200, 400, 401, 500),
    ("voltmx", "MessageStatus"): (200, 400, 401, 500),
    ("voltmx", "Login"): (200, 401),
    ("voltmx", "CloudLogin"): (200, 401),
    ("voltmx", "AccessToken"): (200, 401),
}


class Example(NamedTuple):
    """One example of a message's body."""

    service: str
    operation: str
    place: str
    """`request` or the status of a reply, media type, name."""
    schema: object
    value: object
    canonical: bool


def tree(value: object) -> dict[str, object]:
    assert isinstance(value, dict)
    return cast("dict[str, object]", value)


@cache
def source(service: str) -> str:
    return (WSDL / service / "openapi.yaml").read_text(encoding="utf-8")


@cache
def document(service: str) -> dict[str, object]:
    return tree(yaml.safe_load(source(service)))


def operations(service: str) -> Iterator[tuple[str, dict[str, object]]]:
    for item in tree(document(service)["paths"]).values():
        for method, operation in tree(item).items():
            if method in METHODS:
                yield method, tree(operation)


def of(service: str, name: str) -> dict[str, object]:
    return next(operation for _, operation in operations(service) if operation["operationId"] == name)


def means(service: str, name: str) -> dict[int, object]:
    table = cast("dict[int, object]", tree(of(service, name)["x-codes"]))
    return {code: tree(entry)["means"] for code, entry in table.items()}


def bodies(operation: dict[str, object]) -> Iterator[tuple[str, dict[str, object]]]:
    if "requestBody" in operation:
        yield "request", tree(operation["requestBody"])
    yield from ((status, tree(reply)) for status, reply in tree(operation["responses"]).items())


def examples() -> Iterator[Example]:
    for service in SERVICES:
        for _, operation in operations(service):
            for place, body in bodies(operation):
                for media, content in tree(body["content"]).items():
                    for key, found in tree(tree(content).get("examples", {})).items():
                        example = tree(found)
                        canonical = not example.get("x-variant", False)
                        name = str(operation["operationId"])
                        schema = tree(content)["schema"]
                        yield Example(service, name, f"{place} {media} {key}", schema, example["value"], canonical)


def codec_of(example: Example) -> Codec[object]:
    module = import_module(f"countermand_bindings.{example.service}.operations.{snake_name(example.operation)}")
    operation = cast("Operation[object, object]", getattr(module, constant_name(example.operation)))
    assert operation.rest is not None
    if not example.place.startswith("request"):
        return operation.rest.response
    body = operation.rest.forms[0].body
    assert body is not None
    return body


def stripped(text: str) -> str:
    return canonicalize(text, strip_text=True)


@pytest.mark.parametrize("service", SERVICES)
def test_is_a_valid_openapi_document(service: str) -> None:
    validate(document(service))


def title(example: Example) -> str:
    return f"{example.service} {example.operation} {example.place}"


@pytest.mark.parametrize("example", list(examples()), ids=title)
def test_canonical_examples_fit_their_schemas(example: Example) -> None:
    if example.canonical and " application/json " in example.place:
        schema = {"allOf": [example.schema], "components": document(example.service)["components"]}
        assert [error.message for error in OAS31Validator(schema).iter_errors(example.value)] == []


@pytest.mark.parametrize("example", list(examples()), ids=title)
def test_examples_are_what_the_codecs_read_and_write(example: Example) -> None:
    codec = codec_of(example)
    if " application/xml " in example.place:
        text = str(example.value)
        value = read_xml_document(codec, text.encode(), READ_BY_NAME)
        assert not example.canonical or stripped(xml_document(codec, value).decode()) == stripped(text)
    else:
        sent = json.parse(json.render(cast("json.JsonValue", example.value)))
        value = codec.from_json(sent, READ_BY_NAME)
        written = json.parse(json.render(codec.to_json(value, WRITE_UTC)))
        assert (written == sent) is example.canonical


def test_every_code_of_the_facts_stands_in_its_operation() -> None:
    assert {
        (service, str(operation["operationId"])) for service in SERVICES for _, operation in operations(service)
    } == set(CODES)
    missing = {key: sorted(set(codes) - set(means(*key))) for key, codes in CODES.items()}
    assert {key: codes for key, codes in missing.items() if codes} == {}


@pytest.mark.parametrize(("service", "expected"), [("smspartner", SMS_CANCEL), ("mailpartner", MAIL_CANCEL)])
def test_codes_of_a_cancel_mean_what_its_own_page_says(service: str, expected: dict[int, str]) -> None:
    found = means(service, "MessageCancel")
    assert {code: found[code] for code in expected} == expected


def test_only_200_means_ok() -> None:
    for service, name in CODES:
        assert [code for code, meaning in means(service, name).items() if meaning == "ok"] == [200], (service, name)


def test_gets_with_side_effects() -> None:
    marked = [
        (service, operation["operationId"], method)
        for service in SERVICES
        for method, operation in operations(service)
        if operation.get("x-side-effect", False)
    ]
    assert marked == [
        ("smspartner", "MessageCancel", "get"),
        ("smspartner", "StopSmsDelete", "get"),
        ("mailpartner", "MessageCancel", "get"),
    ]


@pytest.mark.parametrize("service", SERVICES)
def test_names_its_own_hosts_only(service: str) -> None:
    places = [document(service), *tree(document(service)["paths"]).values()]
    servers = [server for place in places for server in cast("list[object]", tree(place).get("servers", []))]
    assert {tree(server)["url"] for server in servers} == HOSTS[service]
    others = {"smspartner.fr", "mailpartner.fr", "voicepartner.fr", "voltmxcloud.com", "esendex"}
    own = {"smspartner": "smspartner.fr", "mailpartner": "mailpartner.fr", "voltmx": "voltmxcloud.com"}[service]
    assert [host for host in sorted(others - {own}) if host in source(service)] == []


@pytest.mark.parametrize("service", SERVICES)
def test_each_operation_has_one_reply_schema(service: str) -> None:
    for _, operation in operations(service):
        replies = [tree(reply)["content"] for reply in tree(operation["responses"]).values()]
        schemas = {str(tree(content)["schema"]) for reply in replies for content in tree(reply).values()}
        assert len(schemas) == 1, operation["operationId"]
