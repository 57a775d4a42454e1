"""SMS Partner: what is to be sent, from arguments that are checked before any I/O; and what its replies hold."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final
from urllib.parse import urlsplit

from countermand.errors import InvalidArgument
from countermand.flows import arguments
from countermand.flows.partner.paris import WallTime
from countermand.flows.partner.status import Row
from countermand.flows.replies import known
from countermand.flows.reply import Reply
from countermand.outcome import Credits
from countermand_bindings.smspartner.operations.bulk_status import BulkStatusResponse
from countermand_bindings.smspartner.operations.me import MeResponse
from countermand_bindings.smspartner.operations.message_status import MessageStatusResponse
from countermand_bindings.smspartner.operations.send import Send
from countermand_wire.absent import ABSENT

__all__ = ["number", "numbers", "row", "rows", "send", "told"]

MOST_NUMBERS: Final = 500
"""Code 50; the send page."""
LONGEST: Final = 10 * 153
"""Code 52: at most ten parts, of 153 characters each."""
LONGEST_UNICODE: Final = 10 * 70
"""The same, of 70 characters each: what the vendor may still refuse is left to it."""
LONGEST_LOW_COST: Final = 160
"""Code 42."""
LOW_COST: Final = 2
"""`gamme`: 1 is premium, 2 is low cost."""
NUMBER: Final = re.compile(r"\+?[0-9](?:[ .-]?[0-9]){2,19}")
"""French with its 0 in front, or international; comma-separated on the wire, so that none may hold one."""
SENDER: Final = re.compile(r"[A-Za-z0-9 ]{3,11}")
"""Code 44: 3 to 11 characters and no special ones; the send page."""
TAG: Final = re.compile(r"[^\sA-Z]{1,20}")
"""At most 20, no spaces, lower case alone: the newest send page."""


def send(  # the members of a message
    to: Sequence[str],
    body: str,
    at: WallTime,
    *,
    sender: str | None,
    tag: str | None,
    low_cost: bool,
    stop_notice: bool,
    unicode: bool,
    reply_url: str | None,
    receipt_url: str | None,
) -> Send:
    """Check the arguments of `SmsPartner.schedule` and put them together, without the credential.

    Raises:
        InvalidArgument: one of them cannot be sent.
    """
    cheap, wide = arguments.flag(low_cost, "low_cost"), arguments.flag(unicode, "unicode")
    return Send(
        phone_numbers=",".join(numbers(to)),
        message=_message(body, cheap=cheap, wide=wide),
        gamme=LOW_COST if cheap else ABSENT,
        sender=ABSENT if sender is None else _sender(sender),
        tag=ABSENT if tag is None else _tag(tag),
        scheduled_delivery_date=at.date,
        time=at.hour,
        minute=at.minute,
        url_response=ABSENT if reply_url is None else _url(reply_url, "reply_url"),
        url_dlr=ABSENT if receipt_url is None else _url(receipt_url, "receipt_url"),
        is_stop_sms=arguments.flag(stop_notice, "stop_notice") or ABSENT,
        is_unicode=wide or ABSENT,
    )


def numbers(to: object) -> list[str]:
    """Return the recipients' numbers.

    Raises:
        InvalidArgument: none, too many, or one that is no number.
    """
    listed = arguments.recipients(to, "number")
    if len(listed) > MOST_NUMBERS:
        raise InvalidArgument("to", f"has more than {MOST_NUMBERS} numbers, the most that one send takes")
    return [number(each, f"to[{index}]") for index, each in enumerate(listed)]


def number(value: object, path: str) -> str:
    """Return a phone number.

    Raises:
        InvalidArgument: it is none.
    """
    text = arguments.text(value, path)
    if "," in text:
        raise InvalidArgument(path, "holds a comma, which would make it several numbers: give each its own place")
    if not NUMBER.fullmatch(text):
        raise InvalidArgument(path, "is not a phone number: digits, with a + in front where international")
    return text


def row(reply: MessageStatusResponse) -> list[Row]:
    """Return what a reply says of the one number that was asked for."""
    return [Row(to=known(reply.number), word=known(reply.statut), date=known(reply.date))]


def rows(reply: BulkStatusResponse) -> list[Row]:
    """Return what a reply says of each recipient."""
    return [
        Row(to=known(each.phone_number), word=known(each.status), date=known(each.date))
        for each in known(reply.statut_response_list) or ()
    ]


def told(reply: Reply[MeResponse]) -> Credits:
    """Return what a reply says of the account."""
    left = known(reply.value.credits)
    if left is None:
        return Credits(service="smspartner", response=reply.http)
    return Credits(
        service="smspartner",
        messages=known(left.credit_sms),
        low_cost=known(left.credit_sms_eco),
        pending=known(left.to_send),
        balance=known(left.balance),
        currency=known(left.currency),
        response=reply.http,
    )


def _message(body: object, *, cheap: bool, wide: bool) -> str:
    text = arguments.text(body, "body")
    longest = LONGEST_UNICODE if wide else LONGEST
    if len(text.encode("utf-16-le")) // 2 > longest:
        raise InvalidArgument("body", f"is longer than {longest} characters, ten parts, the most that one send takes")
    if cheap and len(text) > LONGEST_LOW_COST:
        raise InvalidArgument("body", f"is longer than {LONGEST_LOW_COST} characters, the most at low cost")
    return text


def _sender(value: object) -> str:
    text = arguments.text(value, "sender")
    if not SENDER.fullmatch(text):
        raise InvalidArgument("sender", "is not 3 to 11 letters, digits or spaces")
    return text


def _tag(value: object) -> str:
    text = arguments.text(value, "tag")
    if not TAG.fullmatch(text):
        raise InvalidArgument("tag", "is not 1 to 20 characters without spaces and capitals")
    return text


def _url(value: object, path: str) -> str:
    text = arguments.text(value, path)
    try:
        parts = urlsplit(text)
        sound = parts.scheme in {"http", "https"} and bool(parts.hostname) and text.isprintable() and " " not in text
    except ValueError:
        sound = False
    if not sound:
        raise InvalidArgument(path, "is not a URL such as https://example.com/sms")
    return text
