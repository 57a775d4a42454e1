"""What the vendor says of a message."""

from datetime import UTC, datetime

import pytest

from countermand import (
    AccountSuspended,
    AmbiguousOutcome,
    AuthenticationError,
    CancelAllResult,
    ConnectError,
    Esendex,
    Phase,
    ProtocolError,
    RequestTimeout,
    ServiceError,
)
from countermand.esendex import WIRES, Wire
from countermand_bindings.esendex import MessageStatus
from countermand_bindings.esendex.operations.read_message_status import ReadMessageStatusResponse
from countermand_wire.enumeration import UnknownValue
from countermand_wire.scalars.never import NEVER
from tests.facade.vendor import KEY, MESSAGE, Vendor, all_said, http, read

SENT_AT = datetime(2026, 5, 1, 12, 30, tzinfo=UTC)


def client(vendor: Vendor, wire: Wire = "json") -> Esendex:
    return Esendex(license_key=KEY, transport=vendor, wire=wire)


@pytest.mark.parametrize("wire", WIRES)
@pytest.mark.parametrize(
    ("status", "phase"),
    [
        (MessageStatus.HOLD, Phase.SCHEDULED),
        (MessageStatus.READY, Phase.PENDING),
        (MessageStatus.PROCESSING, Phase.QUEUED),
        (MessageStatus.SENT, Phase.SENT),
        (MessageStatus.CANCELLED, Phase.CANCELLED),
        (MessageStatus.MISSING_DID_OR_INVALID_MESSAGE_ID, Phase.NOT_FOUND),
        (MessageStatus.FAILED_BY_PROVIDER, Phase.FAILED),
    ],
)
def test_phases(wire: Wire, status: MessageStatus, phase: Phase) -> None:
    state = client(Vendor(ReadMessageStatus=read(status)), wire).status(MESSAGE)
    assert (state.phase, state.code, state.text) == (phase, status.number, status.xml_name)
    assert state.message_id == str(MESSAGE)
    assert (state.to, state.from_number, state.sent_at) == (None, None, None)


@pytest.mark.parametrize("wire", WIRES)
def test_who_and_when(wire: Wire) -> None:
    answer = read(MessageStatus.SENT, to="+15550100", from_="+15550199", sent_time=SENT_AT)
    state = client(Vendor(ReadMessageStatus=answer), wire).status(MESSAGE)
    assert (state.to, state.from_number, state.sent_at) == ("+15550100", "+15550199", SENT_AT)


@pytest.mark.parametrize("wire", WIRES)
def test_never_is_none(wire: Wire) -> None:
    answer = read(MessageStatus.HOLD, sent_time=NEVER)
    assert client(Vendor(ReadMessageStatus=answer), wire).status(MESSAGE).sent_at is None


@pytest.mark.parametrize("offset", ["-0500", "-0400", "-0700", "+0000", "+0530"])
def test_a_json_offset_is_wrong_clothing_on_a_utc_clock(offset: str) -> None:
    sign = -1 if offset[0] == "-" else 1
    shift = sign * (int(offset[1:3]) * 60 + int(offset[3:])) * 60_000
    instant = int(SENT_AT.timestamp() * 1000) - shift
    body = f'{{"MessageStatus":200,"SentTime":"\\/Date({instant}{offset})\\/"}}'
    vendor = Vendor(ReadMessageStatus=http(body.encode()))
    assert client(vendor).status(MESSAGE).sent_at == SENT_AT


def test_the_observed_json_of_never_is_none() -> None:
    body = rb'{"MessageStatus":0,"SentTime":"\/Date(-62135578800000-0500)\/"}'
    assert client(Vendor(ReadMessageStatus=http(body))).status(MESSAGE).sent_at is None


@pytest.mark.parametrize("suffix", ["", "Z", "-05:00"])
def test_an_xml_clock_is_utc_whatever_it_wears(suffix: str) -> None:
    body = (
        '<OutgoingMessageResponse xmlns="http://sms2.cdyne.com"><MessageStatus>Sent</MessageStatus>'
        f"<SentTime>2026-05-01T12:30:00{suffix}</SentTime></OutgoingMessageResponse>"
    )
    vendor = Vendor(ReadMessageStatus=http(body.encode(), "application/xml"))
    assert client(vendor, "xml").status(MESSAGE).sent_at == SENT_AT


def test_a_status_that_is_not_known_is_kept() -> None:
    state = client(Vendor(ReadMessageStatus=read(UnknownValue(number=599)))).status(MESSAGE)
    assert (state.phase, state.code, state.text) == (Phase.UNKNOWN, 599, None)


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (MessageStatus.INVALID_LICENSE_KEY, AuthenticationError),
        (MessageStatus.ACCOUNT_SUSPENDED, AccountSuspended),
    ],
)
def test_a_refused_key_is_an_error(status: MessageStatus, error: type[ServiceError]) -> None:
    with pytest.raises(error, match=status.xml_name):
        client(Vendor(ReadMessageStatus=read(status))).status(MESSAGE)


@pytest.mark.parametrize(
    "answer",
    [
        ReadMessageStatusResponse(read_message_status_result=None),
        ReadMessageStatusResponse(),
        http(b"{}"),
        http(b"null"),
        http(b""),
        http(b"<html><title>Request Error</title></html>", "text/html", 400),
    ],
)
def test_an_answer_that_says_nothing_is_none(answer: object) -> None:
    wire: Wire = "soap12" if isinstance(answer, ReadMessageStatusResponse) else "json"
    with pytest.raises(ProtocolError):
        client(Vendor(ReadMessageStatus=answer), wire).status(MESSAGE)


def test_a_lost_reply_of_a_status_is_a_transport_error() -> None:
    with pytest.raises(RequestTimeout):
        client(Vendor(ReadMessageStatus=RequestTimeout("late"))).status(MESSAGE)


@pytest.mark.parametrize("wire", WIRES)
@pytest.mark.parametrize("yes", [True, False])
def test_cancel_all_tells_what_the_vendor_said(wire: Wire, yes: bool) -> None:
    result = client(Vendor(CancelAllMessages=all_said(yes)), wire).cancel_all()
    assert result == CancelAllResult(service="esendex", confirmed=yes)


def test_cancel_all_is_not_repeated() -> None:
    vendor = Vendor(CancelAllMessages=RequestTimeout("late"))
    with pytest.raises(AmbiguousOutcome):
        client(vendor).cancel_all()
    assert vendor.asked == ["CancelAllMessages"]


def test_cancel_all_that_did_not_arrive_says_so() -> None:
    with pytest.raises(ConnectError):
        client(Vendor(CancelAllMessages=ConnectError("down"))).cancel_all()
