"""The contracts of two operations and their envelopes, in the manner of xsdata's generator.

Its command line needs more libraries than the comparison does; a class it generates looks like these.
"""

from dataclasses import dataclass, field

from xsdata.models.datatype import XmlDateTime

SMS = "http://sms2.cdyne.com"
ARRAYS = "http://schemas.microsoft.com/2003/10/Serialization/Arrays"
SOAP = "http://www.w3.org/2003/05/soap-envelope"
ADDRESSING = "http://www.w3.org/2005/08/addressing"


def _element(name: str, namespace: str = SMS) -> dict[str, object]:
    return {"name": name, "type": "Element", "namespace": namespace}


def _nillable(name: str) -> dict[str, object]:
    return _element(name) | {"nillable": True}


@dataclass
class Action:
    """The header that names the operation."""

    value: str
    must_understand: int = field(default=1, metadata={"name": "mustUnderstand", "type": "Attribute", "namespace": SOAP})


@dataclass
class To:
    """The header that names the address."""

    value: str
    must_understand: int = field(default=1, metadata={"name": "mustUnderstand", "type": "Attribute", "namespace": SOAP})


@dataclass
class Address:
    """An endpoint reference."""

    address: str = field(metadata=_element("Address", ADDRESSING))


@dataclass
class Header:
    """The headers of a request."""

    action: Action | None = field(default=None, metadata=_element("Action", ADDRESSING))
    message_id: str | None = field(default=None, metadata=_element("MessageID", ADDRESSING))
    relates_to: str | None = field(default=None, metadata=_element("RelatesTo", ADDRESSING))
    reply_to: Address | None = field(default=None, metadata=_element("ReplyTo", ADDRESSING))
    to: To | None = field(default=None, metadata=_element("To", ADDRESSING))


@dataclass
class CancelMessage:
    """Request."""

    message_id: str | None = field(default=None, metadata=_element("MessageID"))


@dataclass
class CancelMessageResponse:
    """Reply."""

    cancel_message_result: bool | None = field(default=None, metadata=_element("CancelMessageResult"))


@dataclass
class ArrayOfString:
    """A list of texts."""

    string: list[str] = field(default_factory=list[str], metadata=_element("string", ARRAYS))


@dataclass
class OutgoingMessageRequest:
    """A message; of its members those that are sent here."""

    body: str | None = field(default=None, metadata=_nillable("Body"))
    license_key: str | None = field(default=None, metadata=_element("LicenseKey"))
    scheduled_date_time: XmlDateTime | None = field(default=None, metadata=_element("ScheduledDateTime"))
    to: ArrayOfString | None = field(default=None, metadata=_nillable("To"))
    use_mms: bool | None = field(default=None, metadata=_element("UseMMS"))


@dataclass
class SendMessage:
    """Request."""

    request: OutgoingMessageRequest | None = field(default=None, metadata=_element("Request"))


@dataclass
class OutgoingMessageResponse:
    """A message's status."""

    attachments: str | None = field(default=None, metadata=_nillable("Attachments"))
    from_: str | None = field(default=None, metadata=_nillable("From"))
    message_id: str | None = field(default=None, metadata=_element("MessageID"))
    message_status: str | None = field(default=None, metadata=_element("MessageStatus"))
    sent_time: XmlDateTime | None = field(default=None, metadata=_element("SentTime"))
    to: str | None = field(default=None, metadata=_nillable("To"))


@dataclass
class ArrayOfOutgoingMessageResponse:
    """A list of them."""

    outgoing_message_response: list[OutgoingMessageResponse] = field(
        default_factory=list[OutgoingMessageResponse], metadata=_element("OutgoingMessageResponse")
    )


@dataclass
class SendMessageResponse:
    """Reply."""

    send_message_result: ArrayOfOutgoingMessageResponse | None = field(
        default=None, metadata=_element("SendMessageResult")
    )


@dataclass
class CancelRequestBody:
    """Body of a request."""

    cancel_message: CancelMessage | None = field(default=None, metadata=_element("CancelMessage"))


@dataclass
class CancelReplyBody:
    """Body of a reply."""

    cancel_message_response: CancelMessageResponse | None = field(
        default=None, metadata=_element("CancelMessageResponse")
    )


@dataclass
class SendRequestBody:
    """Body of a request."""

    send_message: SendMessage | None = field(default=None, metadata=_element("SendMessage"))


@dataclass
class SendReplyBody:
    """Body of a reply."""

    send_message_response: SendMessageResponse | None = field(default=None, metadata=_element("SendMessageResponse"))


class _Envelope:
    class Meta:
        name = "Envelope"
        namespace = SOAP


@dataclass
class CancelRequest:
    """Envelope of a request."""

    class Meta(_Envelope.Meta):
        """How xsdata is told the name of an element."""

    header: Header | None = field(default=None, metadata=_element("Header", SOAP))
    body: CancelRequestBody | None = field(default=None, metadata=_element("Body", SOAP))


@dataclass
class CancelReply:
    """Envelope of a reply."""

    class Meta(_Envelope.Meta):
        """How xsdata is told the name of an element."""

    header: Header | None = field(default=None, metadata=_element("Header", SOAP))
    body: CancelReplyBody | None = field(default=None, metadata=_element("Body", SOAP))


@dataclass
class SendRequest:
    """Envelope of a request."""

    class Meta(_Envelope.Meta):
        """How xsdata is told the name of an element."""

    header: Header | None = field(default=None, metadata=_element("Header", SOAP))
    body: SendRequestBody | None = field(default=None, metadata=_element("Body", SOAP))


@dataclass
class SendReply:
    """Envelope of a reply."""

    class Meta(_Envelope.Meta):
        """How xsdata is told the name of an element."""

    header: Header | None = field(default=None, metadata=_element("Header", SOAP))
    body: SendReplyBody | None = field(default=None, metadata=_element("Body", SOAP))
