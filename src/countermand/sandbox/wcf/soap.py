"""One SOAP endpoint of a service, as WCF dispatches it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from countermand.sandbox.call import Call, Reply
from countermand.sandbox.wcf import envelope, faults, xml_reader
from countermand.sandbox.wcf.encoding import charset_supported
from countermand.sandbox.wcf.faults import Refusal
from countermand.sandbox.wcf.formats import parse_media_type
from countermand.sandbox.wcf.hosting import Hosted, NullRequest
from countermand_wire.errors import DecodeError
from countermand_wire.soap import SoapVersion
from countermand_wire.soap import envelope as write_envelope
from countermand_wire.text import escape

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["SoapEndpoint"]

_log = logging.getLogger(__name__)


class SoapEndpoint:
    """A SOAP endpoint.

    Args:
        version: of its envelopes.
        path: below the service's address, with its leading slash.
        operations: what can be called.
        addressing: whether it speaks WS-Addressing 1.0, as wsHttpBinding does.
    """

    def __init__(self, version: SoapVersion, path: str, operations: Iterable[Hosted], *, addressing: bool) -> None:
        self.path = path
        self._version = version
        self._addressing = addressing
        self._operations = {operation.action: operation for operation in operations}

    def handle(self, call: Call) -> Reply:
        """Answer a request to this endpoint."""
        if call.method != "POST":
            return Reply(status=400)
        refused = self._refuse_content_type(call.content_type)
        if refused is not None:
            return refused
        try:
            root = xml_reader.parse(call.body, call.content_type or "")
            parts = envelope.open_envelope(self._version, root)
        except DecodeError as error:
            _log.info("%s: not a message: %s", self.path, error)
            return Reply(status=400)
        return self._dispatch(call, parts)

    def _refuse_content_type(self, content_type: str | None) -> Reply | None:
        if not content_type:
            return Reply(status=415, reason="Missing Content Type")
        media = parse_media_type(content_type)
        if media and media.name.lower() == self._version.media_type and charset_supported(content_type):
            return None
        shown = "".join(char if " " <= char <= "~" else "?" for char in content_type)
        expected = f"{self._version.media_type}; charset=utf-8"
        return Reply(
            status=415,
            reason=f"Cannot process the message because the content type '{shown}' was not the expected type "
            f"'{expected}'.",
        )

    def _dispatch(self, call: Call, parts: envelope.Envelope) -> Reply:
        try:
            operation = self._select(call, parts)
            body = _run(_receiver(operation, parts.wrapper))
        except Refusal as refusal:
            _log.info("%s: %s", self.path, refusal.reason)
            fault = faults.write_fault(self._version, refusal)
            return self._reply(500, parts, refusal.action, fault, refusal.headers)
        return self._reply(200, parts, operation.reply_action, body)

    def _select(self, call: Call, parts: envelope.Envelope) -> Hosted:
        """Find the operation, making WCF's checks in WCF's order."""
        if self._addressing:
            addressed = envelope.read_addressing(parts.headers)
            action = addressed.action
            envelope.check_action_field(action, _content_type_action(call.content_type or ""))
            envelope.check_destination(addressed.to, call.base + self.path)
        else:
            action = (call.soap_action or "").strip().strip('"')
        operation = self._operations.get(action)
        if operation is None:
            raise faults.action_not_supported(action, addressing=self._addressing)
        envelope.check_understood(self._version, parts.headers, addressing=self._addressing)
        return operation

    def _reply(self, status: int, parts: envelope.Envelope, action: str, body: str, more: str = "") -> Reply:
        headers = ""
        if self._addressing:
            headers = f'<a:Action s:mustUnderstand="1">{escape(action)}</a:Action>{_relates_to(parts)}{more}'
        return Reply(
            status=status,
            content_type=f"{self._version.media_type}; charset=utf-8",
            body=write_envelope(self._version, body, headers),
        )


def _receiver(operation: Hosted, wrapper: _Element | None) -> Callable[[], str]:
    if wrapper is None or wrapper.tag != operation.tag:
        raise faults.deserialization_failed(_wrong_body(operation.tag, None if wrapper is None else wrapper.tag))
    try:
        return operation.receive(wrapper)
    except DecodeError as error:
        namespace = operation.tag.removeprefix("{").rpartition("}")[0]
        parameter = error.path.partition(".")[0].partition("[")[0]
        raise faults.deserialization_failed(
            f"There was an error while trying to deserialize parameter {namespace}:{parameter}. The InnerException "
            f"message was '{error}'.  Please see InnerException for more details."
        ) from None


def _run(invoke: Callable[[], str]) -> str:
    try:
        return invoke()
    except NullRequest as error:
        _log.info("the operation failed: %s", error)
        raise faults.internal_service_fault() from None
    except Exception:  # noqa: BLE001  # As WCF does with whatever an operation throws.
        _log.exception("the operation failed")
        raise faults.internal_service_fault() from None


def _wrong_body(expected: str, found: str | None) -> str:
    return (
        "OperationFormatter encountered an invalid Message body. "
        f"Expected to find node type 'Element' with {_named(expected)}. "
        + ("Found node type 'EndElement'" if found is None else f"Found node type 'Element' with {_named(found)}")
    )


def _named(tag: str) -> str:
    namespace, _, local = tag.removeprefix("{").rpartition("}")
    return f"name '{local}' and namespace '{namespace}'"


def _content_type_action(content_type: str) -> str:
    media = parse_media_type(content_type)
    return "" if media is None else media.parameters.get("action", "")


def _relates_to(parts: envelope.Envelope) -> str:
    try:
        message_id = envelope.sole_header(parts.headers, "MessageID")
    except Refusal:
        return ""
    return "" if message_id is None else f"<a:RelatesTo>{escape(message_id)}</a:RelatesTo>"
