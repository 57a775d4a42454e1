"""What all contenders encode and decode: requests, and replies in the spelling of WCF."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Final, NamedTuple, TypeAlias
from uuid import UUID

__all__ = [
    "ACTION_CANCEL",
    "ACTION_SEND",
    "ADDRESS",
    "ITEMS",
    "LICENSE_KEY",
    "MESSAGE_ID",
    "TEXT",
    "WHEN",
    "WSDL",
    "Row",
    "Tree",
    "cancel_reply",
    "cancel_tree",
    "json_list",
    "recipients",
    "rows",
    "send_tree",
    "soap_list",
]

ITEMS: Final = 10_000

WSDL: Final = Path(__file__).resolve().parents[1] / "wsdl" / "esendex" / "messaging.wsdl"
ADDRESS: Final = "https://messaging.esendex.us/Messaging.svc/WS"
ACTION_CANCEL: Final = "http://sms2.cdyne.com/Isms/CancelMessage"
ACTION_SEND: Final = "http://sms2.cdyne.com/IMessaging/SendMessage"
LICENSE_KEY: Final = UUID("11111111-2222-4333-8444-555555555555")
MESSAGE_ID: Final = UUID("1627aea5-8e0a-4371-9022-9b504344e724")
TEXT: Final = "Sale & more, today only"
WHEN: Final = datetime(2030, 5, 1, 12, 30, tzinfo=UTC)

STATUSES: Final = (("Sent", 200), ("Ready", 201), ("Processing", 202), ("InvalidDestination", 406), ("Cancelled", 507))


Tree: TypeAlias = tuple[str, str, "tuple[Tree, ...]"]
"""An element: its name in Clark notation, its text, its children."""


class Row(NamedTuple):
    """One message's status, in terms that every contender's result can be brought to."""

    attachments: str | None
    from_: str | None
    message_id: UUID
    status: str
    sent_time: datetime
    """In UTC, to the millisecond, which is all that JSON tells."""
    to: str | None


class _Item(NamedTuple):
    row: Row
    number: int
    ticks: int
    """Of 100 ns within the millisecond."""


def recipients() -> list[str]:
    """Return the numbers that a message goes to."""
    return [f"+1555{number:07d}" for number in range(ITEMS)]


def _items() -> Iterator[_Item]:
    chance = random.Random(20)
    for index in range(ITEMS):
        name, number = chance.choice(STATUSES)
        when = datetime(2026, 11, 21, 1, 20, tzinfo=UTC) + timedelta(seconds=index, milliseconds=chance.randrange(1000))
        guid = UUID(int=chance.getrandbits(128), version=4)
        yield _Item(Row(None, "15550000001", guid, name, when, f"1555{index:07d}"), number, chance.randrange(10_000))


def rows() -> list[Row]:
    """Return what the two lists hold."""
    return [item.row for item in _items()]


def _reply(action: str, body: str) -> bytes:
    return (
        '<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope" '
        'xmlns:a="http://www.w3.org/2005/08/addressing"><s:Header>'
        f'<a:Action s:mustUnderstand="1">{action}Response</a:Action>'
        "<a:RelatesTo>urn:uuid:11111111-2222-3333-4444-555555555555</a:RelatesTo></s:Header>"
        f"<s:Body>{body}</s:Body></s:Envelope>"
    ).encode()


def cancel_reply() -> bytes:
    """Return the reply to CancelMessage, over SOAP 1.2 with WS-Addressing."""
    inner = "<CancelMessageResult>true</CancelMessageResult>"
    return _reply(
        ACTION_CANCEL, f'<CancelMessageResponse xmlns="http://sms2.cdyne.com">{inner}</CancelMessageResponse>'
    )


def soap_list(count: int = ITEMS) -> bytes:
    """Return the reply to SendMessage, over SOAP 1.2 with WS-Addressing."""
    inside = "".join(
        f'<OutgoingMessageResponse><Attachments i:nil="true"/><From>{row.from_}</From>'
        f"<MessageID>{row.message_id}</MessageID><MessageStatus>{row.status}</MessageStatus>"
        f"<SentTime>{row.sent_time:%Y-%m-%dT%H:%M:%S}.{row.sent_time.microsecond // 1000:03d}{ticks:04d}Z</SentTime>"
        f"<To>{row.to}</To></OutgoingMessageResponse>"
        for row, _number, ticks in islice(_items(), count)
    )
    result = f'<SendMessageResult xmlns:i="http://www.w3.org/2001/XMLSchema-instance">{inside}</SendMessageResult>'
    return _reply(ACTION_SEND, f'<SendMessageResponse xmlns="http://sms2.cdyne.com">{result}</SendMessageResponse>')


def json_list() -> bytes:
    """Return the same list as the bare reply over JSON."""
    epoch = datetime(1970, 1, 1, tzinfo=UTC)
    inside = ",".join(
        f'{{"Attachments":null,"From":"{row.from_}","MessageID":"{row.message_id}","MessageStatus":{number},'
        f'"SentTime":"\\/Date({(row.sent_time - epoch) // timedelta(milliseconds=1)})\\/","To":"{row.to}"}}'
        for row, number, _ticks in _items()
    )
    return f"[{inside}]".encode()


def cancel_tree() -> Tree:
    """Return the element that CancelMessage is to be."""
    return _element("CancelMessage", (_element("MessageID", str(MESSAGE_ID)),))


def send_tree(to: list[str]) -> Tree:
    """Return the element that SendMessage is to be."""
    arrays = "http://schemas.microsoft.com/2003/10/Serialization/Arrays"
    request = (
        _element("Body", TEXT),
        _element("LicenseKey", str(LICENSE_KEY)),
        _element("ScheduledDateTime", "2030-05-01T12:30:00Z"),
        _element("To", tuple(_element("string", number, arrays) for number in to)),
        _element("UseMMS", "false"),
    )
    return _element("SendMessage", (_element("Request", request),))


def _element(name: str, content: str | tuple[Tree, ...], namespace: str = "http://sms2.cdyne.com") -> Tree:
    tag = f"{{{namespace}}}{name}"
    return (tag, content, ()) if isinstance(content, str) else (tag, "", content)
