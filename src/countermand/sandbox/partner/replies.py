"""Replies, as the sister services write them: JSON, or XML that has lost its names."""

from __future__ import annotations

from typing import Final, TypeVar

from countermand.sandbox.call import Reply
from countermand.sandbox.partner.options import PartnerOptions
from countermand.sandbox.partner.refusals import Refused, Violation
from countermand.sandbox.partner.spellings import respelled
from countermand_wire import json
from countermand_wire.codec import Codec, xml_document
from countermand_wire.json import JsonValue
from countermand_wire.operation import Operation
from countermand_wire.policy import READ_BY_NAME, WRITE_UTC

__all__ = ["refusal", "reply"]

Request = TypeVar("Request")
Response = TypeVar("Response")

_DECLARATION: Final = b"<?xml version='1.0' encoding='UTF-8'?>\n"
_ALWAYS: Final = {90: 400, 429: 429}
"""The statuses that the vendor's pages tell of."""
_HTTP_ERRORS: Final = {**_ALWAYS, 1: 401, 4: 404, 10: 401, 96: 403, 500: 500}


def reply(
    operation: Operation[Request, Response],
    response: Response,
    options: PartnerOptions,
    wanted: object,
    *,
    status: int = 200,
) -> Reply:
    """Write what an operation returned.

    Args:
        operation: the codecs.
        response: what it returned.
        options: see `PartnerOptions`.
        wanted: the format that the request asked for; `xml` counts where the operation has it.
        status: of the reply.
    """
    codec = _codec(operation)
    if wanted == "xml" and codec.has_xml:
        return Reply(status=status, content_type="application/xml", body=_DECLARATION + xml_document(codec, response))
    value = codec.to_json(response, WRITE_UTC)
    body = json.render(respelled(value) if options.other_spellings else value)
    return Reply(status=status, content_type="application/json", body=body)


def refusal(
    operation: Operation[Request, Response], refused: Refused, text: str, options: PartnerOptions, wanted: object
) -> Reply:
    """Write a refusal, in the contract of the operation's reply.

    Args:
        operation: the codecs.
        refused: the code, and what else there is to say.
        text: what the vendor says beside the code.
        options: see `PartnerOptions`.
        wanted: see `reply`.
    """
    value: dict[str, JsonValue] = {"success": False, "code": refused.code}
    if refused.code != 9 or not refused.violations:
        value["message"] = text
    if refused.violations:
        value["errors"] = [_violation(violation) for violation in refused.violations]
    response = _codec(operation).from_json(value, READ_BY_NAME)
    status = _HTTP_ERRORS.get(refused.code, 400) if options.http_errors else _ALWAYS.get(refused.code, 200)
    return reply(operation, response, options, wanted, status=status)


def _codec(operation: Operation[Request, Response]) -> Codec[Response]:
    assert operation.rest is not None, operation  # noqa: S101 - every operation of a descriptor has its form
    return operation.rest.response


def _violation(violation: Violation) -> JsonValue:
    if violation.member is not None:
        return {"elementId": f"children[{violation.member}].data", "message": violation.message}
    return {"success": False, "code": violation.code, "message": violation.message}
