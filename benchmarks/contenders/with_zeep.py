"""zeep: a client of the local WSDL; without its transport, for nothing is sent."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC
from typing import TYPE_CHECKING, Any
from uuid import UUID

import requests
import zeep
from zeep.wsdl.utils import etree_to_string

from benchmarks.samples import LICENSE_KEY, MESSAGE_ID, TEXT, WHEN, WSDL, Row

if TYPE_CHECKING:
    from benchmarks.contenders import Contender

__all__ = ["Zeep", "make"]

PORT = "mms2wsHttpBindingSecure"


class Zeep:
    """Encodes as `Client.service` does up to the transport, which gets bytes, and decodes as it does from there on."""

    def __init__(self) -> None:
        self._client: Any = zeep.Client(str(WSDL), port_name=PORT)
        self._binding: Any = self._client.service._binding  # noqa: SLF001  # zeep has no public way to decode a reply.

    def encode_cancel(self) -> bytes:
        """See `Contender`."""
        return self._encode("CancelMessage", MessageID=str(MESSAGE_ID))

    def decode_cancel(self, reply: bytes) -> Any:
        """See `Contender`."""
        return self._decode("CancelMessage", reply)

    def answer(self, decoded: Any) -> bool:
        """See `Contender`."""
        return decoded is True

    def encode_send(self, recipients: Sequence[str]) -> bytes:
        """See `Contender`."""
        message = {
            "Body": TEXT,
            "LicenseKey": str(LICENSE_KEY),
            "ScheduledDateTime": WHEN,
            "To": {"string": recipients},
            "UseMMS": False,
        }
        return self._encode("SendMessage", Request=message)

    def decode_list(self, reply: bytes) -> Any:
        """See `Contender`."""
        return self._decode("SendMessage", reply)

    def rows(self, decoded: Any) -> list[Row]:
        """See `Contender`."""
        return [
            Row(
                item.Attachments,
                item.From,
                UUID(item.MessageID),
                item.MessageStatus,
                item.SentTime.astimezone(UTC).replace(microsecond=item.SentTime.microsecond // 1000 * 1000),
                item.To,
            )
            for item in decoded
        ]

    def _encode(self, operation: str, **members: object) -> bytes:
        envelope = self._client.create_message(self._client.service, operation, **members)
        body: bytes = etree_to_string(envelope)
        return body

    def _decode(self, operation: str, reply: bytes) -> Any:
        response = requests.Response()
        response.status_code = 200
        response.headers["Content-Type"] = "application/soap+xml; charset=utf-8"
        response._content = reply  # noqa: SLF001  # As a transport would leave it.
        return self._binding.process_reply(self._client, self._binding.get(operation), response)


def make() -> Contender:
    """Make the contender."""
    return Zeep()
