"""What is to be scheduled, from arguments that are checked before any I/O."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

from countermand.errors import InvalidArgument
from countermand.flows import arguments
from countermand.flows.voltmx.schedule import Order, milliseconds
from countermand_bindings.voltmx.contracts.send_message_body import SendMessageBody
from countermand_bindings.voltmx.contracts.sms_message import SmsMessage
from countermand_bindings.voltmx.contracts.sms_messages import SmsMessages
from countermand_bindings.voltmx.contracts.sms_recipient import SmsRecipient
from countermand_bindings.voltmx.contracts.sms_recipients import SmsRecipients
from countermand_bindings.voltmx.contracts.sms_service_request import SmsServiceRequest
from countermand_bindings.voltmx.operations.send_message import SendMessage
from countermand_wire.absent import ABSENT

__all__ = ["order"]

NUMBER: Final = re.compile(r"\+?[0-9](?:[ .()-]{0,2}[0-9]){2,19}")
"""The pages do not say how a number is written: what is certainly none is refused."""

VOICE: Final = "voicesms"
"""The channel of an SMS that is read out."""


def order(  # the members of a message
    to: Sequence[str],
    body: str,
    at: datetime,
    *,
    now: datetime,
    expires: datetime | None,
    priority: bool,
    voice: bool,
    registered_only: bool,
) -> Order:
    """Check the arguments of `VoltMx.schedule` and put them together.

    Raises:
        InvalidArgument: one of them cannot be sent.
    """
    numbers = [_number(each, f"to[{index}]") for index, each in enumerate(arguments.recipients(to, "number"))]
    moment = arguments.future(at, now).astimezone(UTC)
    text = arguments.text(body, "body")
    known_only = arguments.flag(registered_only, "registered_only")
    message = SmsMessage(
        start_timestamp=milliseconds(moment),
        expiry_timestamp="0" if expires is None else milliseconds(_after(expires, moment)),
        priority_service=arguments.flag(priority, "priority"),
        recipients=SmsRecipients(recipient=[SmsRecipient(mobile=each) for each in numbers]),
        content=text,
        channel=VOICE if arguments.flag(voice, "voice") else ABSENT,
    )
    content = SendMessageBody(sms_service_request=SmsServiceRequest(messages=SmsMessages(message=message)))
    request = SendMessage(check_user_existence=ABSENT if known_only else False, body=content)
    return Order(to=numbers, body=text, at=moment, request=request)


def _number(value: object, path: str) -> str:
    text = arguments.text(value, path)
    if not NUMBER.fullmatch(text):
        raise InvalidArgument(path, "is not a phone number: digits, with a + in front where international")
    return text


def _after(expires: object, at: datetime) -> datetime:
    moment = arguments.aware(expires, "expires")
    if moment <= at:
        raise InvalidArgument("expires", "is not after the time at which the message is to go out")
    return moment
