"""The tree of errors, and what travels with them."""

import pickle
import re
import traceback
from datetime import UTC, datetime

import pytest

from countermand import errors
from countermand.errors import (
    AmbiguousOutcome,
    AuthenticationError,
    ConfigurationError,
    ConnectError,
    CountermandError,
    InvalidArgument,
    InvalidMessageId,
    ProtocolError,
    RateLimited,
    SoapFault,
    TlsError,
)
from countermand.outcome import MessageState, Phase, ScheduledMessage

STATE = MessageState(service="esendex", message_id="m", phase=Phase.PENDING, code=201, text="Ready")
MESSAGE = ScheduledMessage(
    service="esendex",
    message_id="m",
    to="+15550100",
    phase=Phase.SCHEDULED,
    scheduled_at=datetime(2030, 1, 1, tzinfo=UTC),
)

EVERY = [
    ConfigurationError("no key"),
    InvalidArgument("to[3]", "is not text"),
    InvalidMessageId("is not a GUID"),
    ConnectError("down"),
    TlsError("no trust", may_have_arrived=False),
    AmbiguousOutcome("?", service="esendex", attempts=3, message_id="m", state=STATE, messages=[MESSAGE]),
    ProtocolError("no answer", status=200, excerpt="<html>"),
    SoapFault("{urn:x}Sender", subcode="{urn:y}Bad", reason="no", actor="a", detail="<d/>", status=500),
    AuthenticationError("refused", code=401, text="InvalidLicenseKey"),
    RateLimited("slow", retry_after=3.0, code=429, text="HTTP 429"),
]


def test_the_module_draws_the_tree_that_it_is() -> None:
    drawn = set(re.findall(r"\b[A-Z]\w+[a-z]\b", (errors.__doc__ or "").partition("::")[2].partition("No message")[0]))
    assert drawn == set(errors.__all__)


def test_everything_has_one_root() -> None:
    assert all(issubclass(getattr(errors, name), CountermandError) for name in errors.__all__)


@pytest.mark.parametrize("error", EVERY, ids=lambda error: type(error).__name__)
def test_an_error_survives_pickling(error: CountermandError) -> None:
    again: CountermandError = pickle.loads(pickle.dumps(error))
    assert type(again) is type(error)
    assert str(again) == str(error)
    assert vars(again) == vars(error)


@pytest.mark.parametrize(
    ("error", "text"),
    [
        (EVERY[1], "to[3]: is not text"),
        (EVERY[2], "message_id: is not a GUID"),
        (EVERY[6], "no answer; the reply begins: <html>"),
        (EVERY[7], "SOAP fault Bad: no"),
        (EVERY[8], "refused (401 InvalidLicenseKey)"),
        (InvalidArgument("", "GetMedia has no REST form"), "GetMedia has no REST form"),
        (SoapFault("{urn:x}Sender"), "SOAP fault Sender"),
        (AuthenticationError("refused"), "refused"),
    ],
)
def test_texts(error: CountermandError, text: str) -> None:
    assert str(error) == text


def test_an_ambiguous_outcome_tells_the_id_only_to_who_asks() -> None:
    error = AmbiguousOutcome("?", service="esendex", message_id="1627aea5", messages=[MESSAGE])
    shown = "".join(traceback.format_exception(error)) + repr(error) + repr(error.messages)
    assert "1627aea5" not in shown
    assert "+15550100" not in shown
    assert error.message_id == "1627aea5"


def test_a_connect_error_did_not_arrive() -> None:
    assert not ConnectError("down").may_have_arrived
    assert TlsError("no trust").may_have_arrived
