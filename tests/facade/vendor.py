"""A stand-in for the service: answers operations by name over any wire form, from a script, without a network."""

import json
import re
from collections.abc import Iterable
from typing import Any, TypeAlias
from uuid import UUID

from countermand.errors import CountermandError
from countermand_bindings.esendex import MessageStatus, OutgoingMessageResponse, SMSErrors, SMSResponse
from countermand_bindings.esendex.operations import load
from countermand_bindings.esendex.operations.cancel_all_messages import CancelAllMessagesResponse
from countermand_bindings.esendex.operations.cancel_message import CancelMessageResponse
from countermand_bindings.esendex.operations.get_message_status import GetMessageStatusResponse
from countermand_bindings.esendex.operations.read_message_status import ReadMessageStatusResponse
from countermand_bindings.esendex.operations.send_message import SendMessageResponse
from countermand_wire.codec import xml_document, xml_element
from countermand_wire.enumeration import UnknownValue
from countermand_wire.http import HttpRequest, HttpResponse
from countermand_wire.policy import WRITE_UTC
from countermand_wire.soap import SOAP11, SOAP12, envelope

KEY = UUID("5ec2e7aa-0000-4000-8000-5ec2e7aa5ec2")
MESSAGE = UUID("1627aea5-8e0a-4371-9022-9b504344e724")
OTHER = UUID("2627aea5-8e0a-4371-9022-9b504344e725")

Answer: TypeAlias = object
"""A reply contract, an HTTP response, or an error to raise."""


class Vendor:
    """Answers each operation with the answers given for it, one after another, the last again and again."""

    def __init__(self, **answers: Answer) -> None:
        self._answers = {name: list(given) if isinstance(given, list) else [given] for name, given in answers.items()}
        self.asked: list[str] = []
        self.requests: list[HttpRequest] = []

    def send(self, request: HttpRequest, /) -> HttpResponse:
        name = operation_of(request)
        self.asked.append(name)
        self.requests.append(request)
        queue = self._answers[name]
        answer = queue.pop(0) if len(queue) > 1 else queue[0]
        if isinstance(answer, CountermandError):
            raise answer
        return answer if isinstance(answer, HttpResponse) else reply(request, name, answer)


def operation_of(request: HttpRequest) -> str:
    found = re.search(rb"Body><(\w+)", request.body or b"")
    if found and b"Envelope" in (request.body or b""):
        return found[1].decode()
    return request.url.partition("?")[0].rpartition("/")[2]


def reply(request: HttpRequest, name: str, value: Any) -> HttpResponse:
    """Write a reply in the form that the request asks for."""
    operation = load(name)
    accept = request.headers["Accept"]
    for version in (SOAP11, SOAP12):
        if b"Envelope" in (request.body or b"") and accept == version.media_type:
            return http(envelope(version, xml_element(operation.response, value)), version.media_type)
    assert operation.rest is not None
    if accept == "application/xml":
        return http(xml_document(operation.rest.response, value), accept)
    return http(json.dumps(operation.rest.response.to_json(value, WRITE_UTC)).encode(), accept)


def http(body: bytes, media_type: str = "application/json", status: int = 200, **headers: str) -> HttpResponse:
    fields = {"Content-Type": f"{media_type}; charset=utf-8"}
    fields.update({name.replace("_", "-"): value for name, value in headers.items()})
    return HttpResponse(status=status, headers=fields, body=body)


def said(yes: bool) -> CancelMessageResponse:
    return CancelMessageResponse(cancel_message_result=yes)


def all_said(yes: bool) -> CancelAllMessagesResponse:
    return CancelAllMessagesResponse(cancel_all_messages_result=yes)


def read(status: MessageStatus | UnknownValue, **members: Any) -> ReadMessageStatusResponse:
    members = {"message_id": MESSAGE, **members}
    return ReadMessageStatusResponse(
        read_message_status_result=OutgoingMessageResponse(message_status=status, **members)
    )


def outline(
    error: SMSErrors = SMSErrors.NO_ERROR, *, cancelled: bool = False, queued: bool = False, sent: bool = False
) -> GetMessageStatusResponse:
    return GetMessageStatusResponse(
        get_message_status_result=SMSResponse(
            cancelled=cancelled, message_id=MESSAGE, queued=queued, sms_error=error, sent=sent
        )
    )


def taken(*items: tuple[MessageStatus, UUID, str]) -> SendMessageResponse:
    return SendMessageResponse(send_message_result=list(responses(items)))


def responses(items: Iterable[tuple[MessageStatus, UUID, str]]) -> Iterable[OutgoingMessageResponse]:
    for status, message_id, to in items:
        yield OutgoingMessageResponse(message_status=status, message_id=message_id, to=to)
