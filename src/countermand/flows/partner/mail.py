"""Mail Partner: what is to be sent, from arguments that are checked before any I/O; and what its replies hold."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

from countermand.errors import InvalidArgument
from countermand.flows import arguments
from countermand.flows.partner.paris import WallTime
from countermand.flows.partner.status import Row
from countermand.flows.replies import known
from countermand.flows.reply import Reply
from countermand.outcome import Credits
from countermand_bindings.mailpartner.contracts.mail_address import MailAddress
from countermand_bindings.mailpartner.contracts.mail_params import MailParams
from countermand_bindings.mailpartner.operations.bulk_status import BulkStatusResponse
from countermand_bindings.mailpartner.operations.me import MeResponse
from countermand_bindings.mailpartner.operations.send import Send
from countermand_wire.absent import ABSENT, Absent

__all__ = ["address", "addresses", "rows_of", "send", "told"]

MOST_ADDRESSES: Final = 500
"""Code 50; the send page."""
ADDRESS: Final = re.compile(r"[^\s,;<>@\x00-\x1f\x7f]+@[^\s,;<>@\x00-\x1f\x7f]+")
"""What is certainly no address is refused; the vendor knows the rest."""
TAG: Final = re.compile(r"[^\sA-Z]{3,20}")
"""3 to 20, lower case: the send page."""

CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


def send(  # the members of a message
    to: Sequence[str],
    subject: str,
    html: str,
    at: WallTime,
    *,
    sender: str | None,
    sender_name: str | None,
    reply_to: str | None,
    reply_to_name: str | None,
    tag: str | None,
) -> Send:
    """Check the arguments of `MailPartner.schedule` and put them together, without the credential.

    The page's table has the recipients in `to`, and each of its samples in `params.to`: they go there.

    Raises:
        InvalidArgument: one of them cannot be sent.
    """
    return Send(
        subject=_line(subject, "subject"),
        html_content=arguments.text(html, "html"),
        params=MailParams(to=[MailAddress(email=each) for each in addresses(to)]),
        from_=_correspondent(sender, sender_name, "sender"),
        reply_to=_correspondent(reply_to, reply_to_name, "reply_to"),
        tag=ABSENT if tag is None else _tag(tag),
        scheduled_delivery_date=at.date,
        time=str(at.hour),
        minute=f"{at.minute:02}",
    )


def addresses(to: object) -> list[str]:
    """Return the recipients' addresses.

    Raises:
        InvalidArgument: none, too many, or one that is no address.
    """
    listed = arguments.recipients(to, "address")
    if len(listed) > MOST_ADDRESSES:
        raise InvalidArgument("to", f"has more than {MOST_ADDRESSES} addresses, the most that one send takes")
    return [address(each, f"to[{index}]") for index, each in enumerate(listed)]


def address(value: object, path: str) -> str:
    """Return a mail address, without a name.

    Raises:
        InvalidArgument: it is none.
    """
    text = arguments.text(value, path)
    if not ADDRESS.fullmatch(text):
        raise InvalidArgument(path, "is not a mail address such as name@example.com")
    return text


def rows_of(to: str | None) -> Callable[[BulkStatusResponse], list[Row]]:
    """Return what takes out of a reply what it says of one recipient, or of each where none is named."""

    def rows(reply: BulkStatusResponse) -> list[Row]:
        return [
            Row(to=known(each.email), word=known(each.status), date=known(each.date))
            for each in known(reply.statut_response_list) or ()
            if to is None or (known(each.email) or "").lower() == to.lower()
        ]

    return rows


def told(reply: Reply[MeResponse]) -> Credits:
    """Return what a reply says of the account."""
    left = known(reply.value.credits)
    if left is None:
        return Credits(service="mailpartner", response=reply.http)
    return Credits(
        service="mailpartner",
        messages=known(left.credit_mail),
        balance=known(left.balance),
        currency=known(left.currency),
        response=reply.http,
    )


def _correspondent(email: object, name: object, path: str) -> MailAddress | Absent:
    if email is None:
        if name is not None:
            raise InvalidArgument(f"{path}_name", f"is a name without its address: give {path}, too")
        return ABSENT
    return MailAddress(email=address(email, path), name=ABSENT if name is None else _line(name, f"{path}_name"))


def _line(value: object, path: str) -> str:
    text = arguments.text(value, path)
    if CONTROL.search(text):
        raise InvalidArgument(path, "has a line end or a control character")
    return text


def _tag(value: object) -> str:
    text = arguments.text(value, "tag")
    if not TAG.fullmatch(text):
        raise InvalidArgument("tag", "is not 3 to 20 characters without spaces and capitals")
    return text
