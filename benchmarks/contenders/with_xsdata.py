"""xsdata: dataclasses as its generator writes them, with its own parser and serializer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from xsdata.formats.dataclass.context import XmlContext
from xsdata.formats.dataclass.parsers import XmlParser
from xsdata.formats.dataclass.serializers import XmlSerializer
from xsdata.models.datatype import XmlDateTime

from benchmarks import samples
from benchmarks.contenders.xsdata_contracts import (
    Action,
    Address,
    ArrayOfString,
    CancelMessage,
    CancelReply,
    CancelRequest,
    CancelRequestBody,
    Header,
    OutgoingMessageRequest,
    SendMessage,
    SendReply,
    SendRequest,
    SendRequestBody,
    To,
)
from benchmarks.samples import Row

if TYPE_CHECKING:
    from benchmarks.contenders import Contender

__all__ = ["Xsdata", "make"]


class Xsdata:
    """Encodes and decodes whole envelopes; it leaves HTTP to the caller, too."""

    def __init__(self) -> None:
        context = XmlContext()
        self._parser = XmlParser(context=context)
        self._serializer = XmlSerializer(context=context)

    def encode_cancel(self) -> bytes:
        """See `Contender`."""
        request = CancelMessage(message_id=str(samples.MESSAGE_ID))
        return self._encode(CancelRequest(_header(samples.ACTION_CANCEL), CancelRequestBody(request)))

    def decode_cancel(self, reply: bytes) -> CancelReply:
        """See `Contender`."""
        return self._parser.from_bytes(reply, CancelReply)

    def answer(self, decoded: CancelReply) -> bool:
        """See `Contender`."""
        response = None if decoded.body is None else decoded.body.cancel_message_response
        return response is not None and response.cancel_message_result is True

    def encode_send(self, recipients: Sequence[str]) -> bytes:
        """See `Contender`."""
        message = OutgoingMessageRequest(
            body=samples.TEXT,
            license_key=str(samples.LICENSE_KEY),
            scheduled_date_time=XmlDateTime.from_datetime(samples.WHEN),
            to=ArrayOfString(list(recipients)),
            use_mms=False,
        )
        return self._encode(SendRequest(_header(samples.ACTION_SEND), SendRequestBody(SendMessage(message))))

    def decode_list(self, reply: bytes) -> SendReply:
        """See `Contender`."""
        return self._parser.from_bytes(reply, SendReply)

    def rows(self, decoded: SendReply) -> list[Row]:
        """See `Contender`."""
        response = None if decoded.body is None else decoded.body.send_message_response
        assert response is not None
        assert response.send_message_result is not None
        result = []
        for item in response.send_message_result.outgoing_message_response:
            assert item.sent_time is not None
            sent: datetime = item.sent_time.to_datetime().astimezone(UTC)
            sent = sent.replace(microsecond=sent.microsecond // 1000 * 1000)
            status, guid = item.message_status or "", UUID(item.message_id)
            result.append(Row(item.attachments, item.from_, guid, status, sent, item.to))
        return result

    def _encode(self, envelope: object) -> bytes:
        return self._serializer.render(envelope).encode()


def _header(action: str) -> Header:
    return Header(
        action=Action(action),
        message_id=f"urn:uuid:{uuid4()}",
        reply_to=Address("http://www.w3.org/2005/08/addressing/anonymous"),
        to=To(samples.ADDRESS),
    )


def make() -> Contender:
    """Make the contender."""
    return Xsdata()
