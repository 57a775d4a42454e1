"""What the library calls arguments and the command calls flags: its errors are told in the command's words."""

from __future__ import annotations

import re
from typing import Final

from countermand.errors import ConfigurationError, CountermandError, InvalidArgument, InvalidMessageId

__all__ = ["FLAGS", "told"]

FLAGS: Final = {
    "access_secret": "--access-secret",
    "access_token": "--access-token",
    "action_base": "--action-base",
    "api_key": "--api-key",
    "at": "--at",
    "attempts": "--attempts",
    "auth": "--user and --password, --access-token and --access-secret, or --app-key",
    "base_url": "--base-url",
    "body": "--body",
    "concatenate": "--concatenate",
    "deadline": "--deadline",
    "doubled_hour": "--doubled-hour",
    "expires": "--expires",
    "from_number": "--from",
    "html": "--html",
    "key": "--app-key",
    "kony": "--kony",
    "license_key": "--license-key",
    "low_cost": "--low-cost",
    "message_id": "ID",
    "password": "--password",
    "port": "--port",
    "postback_url": "--postback-url",
    "priority": "--priority",
    "receipt_url": "--receipt-url",
    "reference_id": "--reference-id",
    "registered_only": "--any-number",
    "reply_to": "--reply-to",
    "reply_to_name": "--reply-to-name",
    "reply_url": "--reply-url",
    "secret": "--access-secret",
    "sender": "--from",
    "sender_name": "--from-name",
    "since": "--since",
    "stop_notice": "--stop-notice",
    "subject": "--subject",
    "tag": "--tag",
    "timeout": "--timeout",
    "to": "--to",
    "token": "--access-token",
    "unicode": "--unicode",
    "until": "--until",
    "url": "--login-url",
    "user": "--user",
    "verify": "--verify",
    "voice": "--voice",
    "wire": "--wire",
}
"""The flag for each argument of a facade's constructor and methods, and of the ways into Volt MX."""

NAMES: Final = "|".join(FLAGS)

NAMED: Final = re.compile(
    rf"^(?P<first>{NAMES})(?:\[(?P<index>\d+)\])?(?=[: ])|\b(?P<given>{NAMES})=(?:\.\.\.)?|`(?P<quoted>{NAMES})`"
)
"""Where an error names an argument: at its beginning, as ``name=...`` or ``name="value"``, or quoted."""

OF_ARGUMENTS: Final = (ConfigurationError, InvalidArgument, InvalidMessageId)
"""The errors that name arguments; others may begin with the same word and mean something else by it."""


def told(error: CountermandError) -> str:
    """Return what an error says, with the flag where the library names its argument."""
    text = str(error)
    return NAMED.sub(_flag, text) if isinstance(error, OF_ARGUMENTS) else text


def _flag(found: re.Match[str]) -> str:
    flag = FLAGS[found["first"] or found["given"] or found["quoted"]]
    if found["index"] is not None:
        return f"{flag}, number {int(found['index']) + 1}"
    needs_space = found["given"] is not None and not found[0].endswith("...")
    return f"{flag} " if needs_space else flag
