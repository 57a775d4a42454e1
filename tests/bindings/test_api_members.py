"""Every member of every contract of the JSON services: presence, null, aliases, paths of errors, what reprs show."""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from countermand_codegen import ir
from countermand_wire import ABSENT, DecodeError, EncodeError, HttpResponse, json
from countermand_wire.api import ApiBinding
from countermand_wire.codec import xml_document
from countermand_wire.policy import READ_BY_NAME, WRITE_UTC
from tests.bindings.api_model import PACKAGES, class_of, codec_of, every_operation, load, rest_of, service
from tests.bindings.api_strategies import contracts, positional
from tests.bindings.strategies import QUICK
from tests.bindings.test_mangled import ANY_JSON, mangled

PLAIN: dict[str, object] = {
    "bit": True,
    "boolean": True,
    "flag": True,
    "identifier": "9223372036854775809",
    "integer": 7,
    "loose_decimal": Decimal("0.04"),
    "loose_integer": 7,
    "number": Decimal("0.04"),
    "numeric_identifier": "300",
    "string": "SECRET",
}
OTHERS: dict[str, object] = {
    "bit": 2,
    "boolean": "maybe",
    "flag": 2,
    "identifier": True,
    "integer": "7",
    "loose_decimal": "SECRET",
    "loose_integer": "SECRET",
    "number": "SECRET",
    "numeric_identifier": True,
    "string": {"SECRET": 1},
}
"""JSON values that are not of the type."""


def every_contract() -> list[tuple[str, ir.Contract]]:
    found = [
        (package, contract)
        for package in PACKAGES
        for contract in (
            *service(package).contracts,
            *(message for each in service(package).operations for message in (each.request, each.response)),
        )
    ]
    return [(package, contract) for package, contract in found if contract.members]


def cases(*, required: bool | None = None, aliases: bool | None = None) -> list[Any]:
    """Return every member, with its package and contract, that is as asked for."""
    return [
        pytest.param(package, contract, member, id=f"{package} {contract.class_name}.{member.name}")
        for package, contract in every_contract()
        for member in contract.members
        if required in (None, member.required) and aliases in (None, bool(member.aliases))
    ]


def plain(package: str, type_: ir.TypeRef) -> Any:
    """Return one value of a type, with every member present, the same at each call."""
    if type_.kind == "contract":
        return example(package, service(package).contract(type_.name))
    if type_.kind == "array":
        return [plain(package, service(package).array(type_.name).item.type)]
    return PLAIN[type_.name]


def example(package: str, contract: ir.Contract) -> Any:
    return class_of(package, contract)(**{each.attribute: plain(package, each.type) for each in contract.members})


def as_json(package: str, contract: ir.Contract) -> dict[str, Any]:
    value = codec_of(package, contract).to_json(example(package, contract), WRITE_UTC)
    assert isinstance(value, dict)
    return value


def read(package: str, contract: ir.Contract, members: object) -> Any:
    return codec_of(package, contract).from_json(members, READ_BY_NAME)


@pytest.mark.parametrize(("package", "contract", "member"), cases())
def test_a_member_may_be_absent_where_it_is_not_required(
    package: str, contract: ir.Contract, member: ir.Member
) -> None:
    members = as_json(package, contract)
    del members[member.name]
    if member.required:
        with pytest.raises(DecodeError) as caught:
            read(package, contract, members)
        assert str(caught.value) == f"{member.name}: is missing"
        return
    value = read(package, contract, members)
    assert getattr(value, member.attribute) is ABSENT
    assert codec_of(package, contract).to_json(value, WRITE_UTC) == members


@pytest.mark.parametrize(("package", "contract", "member"), cases())
def test_null_is_nil_where_the_schema_has_it_and_else_as_good_as_absent(package: str, contract: ir.Contract, member: ir.Member) -> None:
    members = as_json(package, contract) | {member.name: None}
    if member.nillable:
        value = read(package, contract, members)
        assert getattr(value, member.attribute) is None
        assert codec_of(package, contract).to_json(value, WRITE_UTC) == members
        return
    if member.required:
        with pytest.raises(DecodeError) as caught:
            read(package, contract, members)
        assert caught.value.path == member.name
    else:
        assert getattr(read(package, contract, members), member.attribute) is ABSENT
    value = attrs.evolve(example(package, contract), **{member.attribute: None})
    with pytest.raises(EncodeError) as refused:
        codec_of(package, contract).to_json(value, WRITE_UTC)
    assert refused.value.path == member.name


@pytest.mark.parametrize(("package", "contract", "member"), cases(aliases=True))
def test_aliases_are_read_in_their_order_and_never_written(
    package: str, contract: ir.Contract, member: ir.Member
) -> None:
    members = as_json(package, contract)
    value = members.pop(member.name)
    whole = example(package, contract)
    # From the last to the first: each counts more than those that stand there already.
    for name in reversed((member.name, *member.aliases)):
        assert read(package, contract, {**members, name: value}) == whole
        members[name] = value
        assert read(package, contract, members) == whole
        members[name] = OTHERS.get(member.type.name, "SECRET")
        with pytest.raises(DecodeError) as caught:
            read(package, contract, members)
        assert caught.value.path == member.name
    assert not set(member.aliases) & set(as_json(package, contract))


@pytest.mark.parametrize(("package", "contract", "member"), cases())
def test_a_value_of_another_type_is_told_by_its_place_and_not_quoted(
    package: str, contract: ir.Contract, member: ir.Member
) -> None:
    members = as_json(package, contract) | {member.name: OTHERS.get(member.type.name, "SECRET")}
    with pytest.raises(DecodeError) as caught:
        read(package, contract, members)
    assert caught.value.path == member.name
    assert "SECRET" not in str(caught.value)


@pytest.mark.parametrize(("package", "contract"), every_contract())
def test_members_that_are_not_known_are_skipped(package: str, contract: ir.Contract) -> None:
    members = {"webhookUrl": "x", **as_json(package, contract), "": [{}]}
    assert read(package, contract, members) == example(package, contract)


@pytest.mark.parametrize(("package", "contract"), every_contract())
def test_what_is_sensitive_is_left_out_of_reprs(package: str, contract: ir.Contract) -> None:
    for field, member in zip(attrs.fields(class_of(package, contract)), contract.members, strict=True):
        assert (field.name, field.metadata["name"]) == (member.attribute, member.name)
        assert field.repr is not member.sensitive


@pytest.mark.parametrize("package", PACKAGES)
def test_keys_ids_numbers_and_texts_are_sensitive(package: str) -> None:
    secret = (
        "apiKey",
        "password",
        "message_id",
        "messageId",
        "requestId",
        "smsRequestId",
        "phoneNumber",
        "htmlContent",
    )
    for name, contract in every_contract():
        if name == package:
            shown = {member.name for member in contract.members if not member.sensitive}
            assert not shown & set(secret), contract.class_name


@pytest.mark.parametrize(("package", "operation"), every_operation())
def test_a_method_of_the_service_sends_its_arguments(package: str, operation: ir.Operation) -> None:
    from importlib import import_module

    sent: list[tuple[Any, Any]] = []

    def call(constant: Any, request: Any, /) -> Any:
        sent.append((constant, request))
        return reply

    reply = object()
    api = getattr(import_module(f"countermand_bindings.{package}"), service(package).name)(call)
    request = example(package, operation.request)
    arguments = {member.attribute: getattr(request, member.attribute) for member in operation.request.members}
    assert getattr(api, operation.method)(**arguments) is reply
    assert sent == [(load(package, operation), request)]


@given(data=st.data())
@settings(QUICK, max_examples=300)
def test_a_mangled_reply_is_read_or_refused(data: st.DataObject) -> None:
    package, operation = data.draw(st.sampled_from(every_operation()))
    codec = rest_of(package, operation)[0].response
    if codec.has_xml and data.draw(st.booleans()):
        document = xml_document(codec, data.draw(positional(package, operation.response))).decode()
    else:
        document = json.render(codec.to_json(data.draw(contracts(package, operation.response)), WRITE_UTC)).decode()
    got = HttpResponse(status=200, headers={}, body=data.draw(mangled(document)))
    with suppress(DecodeError):
        ApiBinding(base_url="https://host.example").decode(load(package, operation), got)


@given(data=st.data())
@settings(QUICK, max_examples=300)
def test_a_reply_of_another_shape_is_read_or_refused(data: st.DataObject) -> None:
    package, operation = data.draw(st.sampled_from(every_operation()))
    names = [name for member in operation.response.members for name in (member.name, *member.aliases)]
    value = data.draw(ANY_JSON | st.dictionaries(st.sampled_from(names), ANY_JSON))
    with suppress(DecodeError):
        rest_of(package, operation)[0].response.from_json(value, READ_BY_NAME)
