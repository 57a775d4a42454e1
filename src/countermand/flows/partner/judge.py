"""What a reply says. `success` decides, then `code` by the operation's own table; never the HTTP status or a text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Protocol, TypeVar, cast

from attrs import frozen

from countermand import redact
from countermand.errors import (
    AccountSuspended,
    AuthenticationError,
    PermissionDenied,
    RateLimited,
    ServiceError,
)
from countermand.flows.channel import Channel
from countermand.flows.replies import known
from countermand.flows.reply import Reply, http_refusal
from countermand.flows.retry_after import retry_after
from countermand_wire.absent import ABSENT, Absent
from countermand_wire.http import HttpResponse
from countermand_wire.operation import Meaning, Operation

__all__ = ["AnyReply", "PartnerReply", "Said", "judged", "refusal"]

Request = TypeVar("Request")

LONGEST_TEXT: Final = 300
"""Characters of the vendor's text that an error or a result tells."""


class PartnerReply(Protocol):
    """What every reply has."""

    @property
    def success(self) -> bool:
        """Whether it worked."""
        ...

    @property
    def code(self) -> int | Absent:
        """The vendor's number."""
        ...

    @property
    def message(self) -> str | Absent:
        """The vendor's text, in its language of the day."""
        ...


AnyReply = TypeVar("AnyReply", bound=PartnerReply)


@frozen(kw_only=True)
class Said:
    """What a reply says."""

    success: bool
    means: Meaning | None
    """What the code means where it is a refusal; None for one that the operation's table does not have."""
    code: int | None
    text: str | None
    """The vendor's text, redacted; else the table's."""


def judged(channel: Channel, operation: Operation[Request, AnyReply], reply: Reply[AnyReply]) -> Said:
    """Return what a reply says."""
    value = reply.value
    code = known(value.code)
    row = None if code is None else operation.codes.get(code)
    told = " ".join(part for part in (known(value.message) or "", *_violations(value)) if part.strip())
    # A code that contradicts `success` says nothing.
    fitting = row if row is not None and (row.means == "ok") is value.success else None
    text = redact.text(told, channel.secrets)[:LONGEST_TEXT] or (fitting.text if fitting else None)
    return Said(success=value.success, means=row.means if row else None, code=code, text=text)


def refusal(said: Said, http: HttpResponse, what: str) -> ServiceError:
    """Return the error for a refusal that is no outcome of a cancel.

    Args:
        said: What the reply says.
        http: The reply.
        what: What was asked, as in "the service refuses to schedule".
    """
    text = said.text or ""
    match said.means:
        case "authentication":
            return AuthenticationError("the service does not accept the API key", code=said.code, text=text)
        case "forbidden-address":
            return PermissionDenied(
                "the service does not take this API key from this machine's address", code=said.code, text=text
            )
        case "account-suspended":
            return AccountSuspended("the service has closed the account", code=said.code, text=text)
        case "rate-limited":
            return RateLimited("too many requests", retry_after=retry_after(http), code=said.code, text=text)
        case None:
            return http_refusal(http, text) or ServiceError(f"the service refuses to {what}", code=said.code, text=text)
        case _:
            return ServiceError(f"the service refuses to {what}", code=said.code, text=text)


def _violations(value: PartnerReply) -> list[str]:
    """Return what the list of errors says, which some replies have in place of a text or beside it."""
    listed: object = getattr(value, "errors", ABSENT)
    if not isinstance(listed, (list, tuple)):
        return []
    return [_violation(each) for each in cast("Sequence[object]", listed)]


def _violation(each: object) -> str:
    place, text = getattr(each, "element_id", ABSENT), getattr(each, "message", ABSENT)
    return ": ".join(str(part) for part in (place, text) if part is not ABSENT and part is not None)
