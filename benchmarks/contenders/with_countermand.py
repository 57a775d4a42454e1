"""Ours: the bindings that the facade uses, without the facade."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from benchmarks.samples import ADDRESS, LICENSE_KEY, MESSAGE_ID, TEXT, WHEN, Row
from countermand_bindings.esendex import OutgoingMessageRequest
from countermand_bindings.esendex.operations.cancel_message import CANCEL_MESSAGE, CancelMessage, CancelMessageResponse
from countermand_bindings.esendex.operations.send_message import SEND_MESSAGE, SendMessage, SendMessageResponse
from countermand_wire.absent import Absent
from countermand_wire.bindings import RestBinding, SoapBinding
from countermand_wire.enumeration import Enumeration
from countermand_wire.http import HttpResponse
from countermand_wire.soap import SOAP12

if TYPE_CHECKING:
    from benchmarks.contenders import Contender

__all__ = ["Countermand", "make"]

SOAP_FIELDS = {"Content-Type": "application/soap+xml; charset=utf-8"}
JSON_FIELDS = {"Content-Type": "application/json; charset=utf-8"}


class Countermand:
    """Encodes to an HTTP request, decodes from an HTTP response: more than the others do."""

    def __init__(self) -> None:
        self._soap = SoapBinding(version=SOAP12, address=ADDRESS, addressing=True)
        self._json = RestBinding(base_url="https://messaging.esendex.us/Messaging.svc", wire="json")

    def encode_cancel(self) -> bytes:
        """See `Contender`."""
        return self._soap.encode(CANCEL_MESSAGE, CancelMessage(message_id=MESSAGE_ID)).body or b""

    def decode_cancel(self, reply: bytes) -> CancelMessageResponse:
        """See `Contender`."""
        return self._soap.decode(CANCEL_MESSAGE, HttpResponse(status=200, headers=SOAP_FIELDS, body=reply))

    def answer(self, decoded: CancelMessageResponse) -> bool:
        """See `Contender`."""
        return decoded.cancel_message_result is True

    def encode_send(self, recipients: Sequence[str]) -> bytes:
        """See `Contender`."""
        message = OutgoingMessageRequest(
            body=TEXT, license_key=LICENSE_KEY, scheduled_date_time=WHEN, to=recipients, use_mms=False
        )
        return self._soap.encode(SEND_MESSAGE, SendMessage(request=message)).body or b""

    def decode_list(self, reply: bytes) -> SendMessageResponse:
        """See `Contender`."""
        return self._soap.decode(SEND_MESSAGE, HttpResponse(status=200, headers=SOAP_FIELDS, body=reply))

    def decode_json_list(self, reply: bytes) -> SendMessageResponse:
        """Read the reply to SendMessage over JSON."""
        return self._json.decode(SEND_MESSAGE, HttpResponse(status=200, headers=JSON_FIELDS, body=reply))

    def rows(self, decoded: SendMessageResponse) -> list[Row]:
        """See `Contender`."""
        result = []
        for item in decoded.send_message_result or ():
            assert item is not None
            status, message_id, sent = item.message_status, item.message_id, item.sent_time
            assert isinstance(status, Enumeration)
            assert isinstance(message_id, UUID)
            assert isinstance(sent, datetime)
            assert not isinstance(item.attachments, Absent)
            assert not isinstance(item.from_, Absent)
            assert not isinstance(item.to, Absent)
            sent = sent.replace(microsecond=sent.microsecond // 1000 * 1000)
            result.append(Row(item.attachments, item.from_, message_id, status.xml_name, sent, item.to))
        return result


def make() -> Contender:
    """Make the contender."""
    return Countermand()
