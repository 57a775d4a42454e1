"""What a cancel answers, and what it asks to find out."""

import pytest

from countermand import (
    AmbiguousOutcome,
    ConnectError,
    CountermandError,
    Esendex,
    Outcome,
    ProtocolError,
    RateLimited,
    RequestTimeout,
    SoapFault,
    TransportError,
)
from countermand.esendex import WIRES, Wire
from countermand_bindings.esendex import MessageStatus, SMSErrors
from countermand_bindings.esendex.operations.cancel_message import CancelMessageResponse
from countermand_wire.enumeration import UnknownValue
from tests.facade.vendor import KEY, MESSAGE, Vendor, http, outline, read, said

LOST = RequestTimeout("no reply in time")
UNSENT = ConnectError("no connection")
EMPTY = http(b"")

READ = "ReadMessageStatus"
BY_ID = "GetMessageStatus"
CANCEL = "CancelMessage"


def client(vendor: Vendor, wire: Wire = "json") -> Esendex:
    return Esendex(license_key=KEY, transport=vendor, wire=wire)


@pytest.mark.parametrize("wire", WIRES)
def test_a_yes_is_the_end_of_it(wire: Wire) -> None:
    vendor = Vendor(CancelMessage=said(True))
    result = client(vendor, wire).cancel(MESSAGE)
    assert result.outcome is Outcome.CANCELLED
    assert (result.service, result.message_id, result.attempts) == ("esendex", str(MESSAGE), 1)
    assert result.stopped
    assert not result.verified
    assert result.response is not None
    assert b"true" in result.response.body
    assert vendor.asked == [CANCEL]


@pytest.mark.parametrize("wire", WIRES)
@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (MessageStatus.CANCELLED, Outcome.ALREADY_CANCELLED),
        (MessageStatus.SENT, Outcome.ALREADY_SENT),
        (MessageStatus.READY, Outcome.TOO_LATE),
        (MessageStatus.PROCESSING, Outcome.TOO_LATE),
        (MessageStatus.HOLD, Outcome.NOT_CANCELLED),
        (MessageStatus.FAILED, Outcome.NOT_CANCELLED),
        (MessageStatus.INVALID_DESTINATION, Outcome.NOT_CANCELLED),
    ],
)
def test_a_no_is_looked_up_by_key(wire: Wire, status: MessageStatus, outcome: Outcome) -> None:
    vendor = Vendor(CancelMessage=said(False), ReadMessageStatus=read(status))
    result = client(vendor, wire).cancel(MESSAGE)
    assert result.outcome is outcome
    assert result.stopped is (outcome is Outcome.ALREADY_CANCELLED)
    assert result.verified
    # JSON has only numbers, XML only names; both are told, for this value is known.
    assert (result.code, result.text) == (status.number, status.xml_name)
    assert vendor.asked == [CANCEL, READ]


@pytest.mark.parametrize(
    ("by_id", "outcome"),
    [
        (outline(cancelled=True), Outcome.ALREADY_CANCELLED),
        (outline(sent=True), Outcome.ALREADY_SENT),
        (outline(queued=True), Outcome.TOO_LATE),
        (outline(), Outcome.NOT_CANCELLED),
        (outline(SMSErrors.NOT_FOUND), Outcome.NOT_FOUND),
        (outline(SMSErrors.STOP_FROM_PHONE_NUMBER), Outcome.NOT_CANCELLED),
    ],
)
@pytest.mark.parametrize(
    "by_key",
    [
        read(MessageStatus.INVALID_LICENSE_KEY),
        read(MessageStatus.ACCOUNT_SUSPENDED),
        read(MessageStatus.MISSING_DID_OR_INVALID_MESSAGE_ID),
        read(UnknownValue(number=999)),
        LOST,
        EMPTY,
    ],
    ids=["refused key", "suspended", "not this key's", "unknown status", "lost", "empty"],
)
def test_the_id_alone_is_the_second_way(by_key: object, by_id: object, outcome: Outcome) -> None:
    vendor = Vendor(CancelMessage=said(False), ReadMessageStatus=by_key, GetMessageStatus=by_id)
    result = client(vendor).cancel(MESSAGE)
    assert result.outcome is outcome
    assert result.verified
    assert vendor.asked == [CANCEL, READ, BY_ID]


def test_a_message_of_another_key_is_not_taken_for_unknown() -> None:
    vendor = Vendor(
        CancelMessage=said(False),
        ReadMessageStatus=read(MessageStatus.MISSING_DID_OR_INVALID_MESSAGE_ID),
        GetMessageStatus=LOST,
    )
    assert client(vendor).cancel(MESSAGE).outcome is Outcome.NOT_FOUND


def test_a_no_that_cannot_be_looked_up_is_a_no() -> None:
    vendor = Vendor(CancelMessage=said(False), ReadMessageStatus=LOST, GetMessageStatus=http(b"<html>", "text/html"))
    result = client(vendor).cancel(MESSAGE)
    assert result.outcome is Outcome.NOT_CANCELLED
    assert not result.verified
    assert result.response is not None
    assert result.response.body == b"false"


@pytest.mark.parametrize("wire", WIRES)
def test_a_lost_reply_and_a_cancelled_message_is_our_doing(wire: Wire) -> None:
    vendor = Vendor(CancelMessage=LOST, ReadMessageStatus=read(MessageStatus.CANCELLED))
    result = client(vendor, wire).cancel(MESSAGE)
    assert result.outcome is Outcome.CANCELLED
    assert result.verified
    assert result.attempts == 1


@pytest.mark.parametrize("still", [MessageStatus.HOLD, MessageStatus.READY])
def test_a_lost_reply_and_a_message_still_there_is_asked_again(still: MessageStatus) -> None:
    vendor = Vendor(CancelMessage=[LOST, said(True)], ReadMessageStatus=read(still))
    result = client(vendor).cancel(MESSAGE)
    assert (result.outcome, result.attempts) == (Outcome.CANCELLED, 2)
    assert vendor.asked == [CANCEL, READ, CANCEL]


def test_a_no_after_a_lost_yes_is_our_doing() -> None:
    vendor = Vendor(
        CancelMessage=[LOST, said(False)],
        ReadMessageStatus=[read(MessageStatus.HOLD), read(MessageStatus.CANCELLED)],
    )
    result = client(vendor).cancel(MESSAGE)
    assert (result.outcome, result.attempts, result.verified) == (Outcome.CANCELLED, 2, True)


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (MessageStatus.SENT, Outcome.ALREADY_SENT),
        (MessageStatus.PROCESSING, Outcome.TOO_LATE),
        (MessageStatus.FAILED, Outcome.NOT_CANCELLED),
    ],
)
def test_a_lost_reply_and_a_message_that_is_gone(status: MessageStatus, outcome: Outcome) -> None:
    result = client(Vendor(CancelMessage=LOST, ReadMessageStatus=read(status))).cancel(MESSAGE)
    assert result.outcome is outcome


def test_a_message_that_stays_while_replies_get_lost_is_ambiguous() -> None:
    vendor = Vendor(CancelMessage=LOST, ReadMessageStatus=read(MessageStatus.HOLD))
    with pytest.raises(AmbiguousOutcome) as caught:
        client(vendor).cancel(MESSAGE)
    error = caught.value
    assert vendor.asked == [CANCEL, READ] * 3
    assert (error.attempts, error.message_id, error.service) == (3, str(MESSAGE), "esendex")
    assert error.state is not None
    assert error.state.text == "Hold"
    assert error.__cause__ is LOST
    assert str(MESSAGE) not in str(error)


def test_a_lost_reply_that_cannot_be_looked_up_is_ambiguous() -> None:
    vendor = Vendor(CancelMessage=LOST, ReadMessageStatus=LOST, GetMessageStatus=LOST)
    with pytest.raises(AmbiguousOutcome) as caught:
        client(vendor).cancel(MESSAGE)
    assert caught.value.state is None
    assert caught.value.attempts == 1
    assert vendor.asked == [CANCEL, READ, BY_ID, BY_ID, BY_ID]


def test_a_no_after_a_loss_is_no_no_while_it_cannot_be_looked_up() -> None:
    vendor = Vendor(
        CancelMessage=[LOST, said(False)],
        ReadMessageStatus=[read(MessageStatus.HOLD), LOST],
        GetMessageStatus=LOST,
    )
    with pytest.raises(AmbiguousOutcome):
        client(vendor).cancel(MESSAGE)


def test_an_unsent_request_after_a_loss_is_still_ambiguous() -> None:
    vendor = Vendor(
        CancelMessage=[LOST, UNSENT], ReadMessageStatus=[read(MessageStatus.HOLD), UNSENT], GetMessageStatus=UNSENT
    )
    with pytest.raises(AmbiguousOutcome) as caught:
        client(vendor).cancel(MESSAGE)
    assert caught.value.__cause__ is LOST


def test_the_first_loss_is_the_one_that_is_told() -> None:
    vendor = Vendor(CancelMessage=[LOST, EMPTY, EMPTY], ReadMessageStatus=read(MessageStatus.HOLD))
    with pytest.raises(AmbiguousOutcome) as caught:
        client(vendor).cancel(MESSAGE)
    assert caught.value.__cause__ is LOST


def test_a_refusal_after_an_answer_that_is_none_does_not_hide_it() -> None:
    refusal = http(b"slow down", "text/plain", 429)
    vendor = Vendor(CancelMessage=[EMPTY, refusal], ReadMessageStatus=read(MessageStatus.HOLD))
    with pytest.raises(ProtocolError, match="empty body"):
        client(vendor).cancel(MESSAGE)


def test_a_status_that_is_not_known_verifies_nothing() -> None:
    vendor = Vendor(CancelMessage=said(False), ReadMessageStatus=read(UnknownValue(number=999)), GetMessageStatus=LOST)
    result = client(vendor).cancel(MESSAGE)
    assert (result.outcome, result.code, result.verified) == (Outcome.NOT_CANCELLED, 999, False)


def test_queued_by_id_may_be_held_and_is_asked_again_after_a_loss() -> None:
    vendor = Vendor(CancelMessage=[LOST, said(True)], ReadMessageStatus=LOST, GetMessageStatus=outline(queued=True))
    result = client(vendor).cancel(MESSAGE)
    assert (result.outcome, result.attempts) == (Outcome.CANCELLED, 2)


def test_a_request_that_did_not_arrive_is_sent_again() -> None:
    vendor = Vendor(CancelMessage=[UNSENT, said(True)])
    result = client(vendor).cancel(MESSAGE)
    assert (result.outcome, result.attempts) == (Outcome.CANCELLED, 1)


def test_a_request_that_never_arrives_says_so() -> None:
    vendor = Vendor(CancelMessage=UNSENT)
    with pytest.raises(ConnectError):
        client(vendor).cancel(MESSAGE)
    assert vendor.asked == [CANCEL] * 3


def test_an_answer_that_is_none_is_looked_up() -> None:
    vendor = Vendor(CancelMessage=EMPTY, ReadMessageStatus=read(MessageStatus.CANCELLED))
    assert client(vendor).cancel(MESSAGE).outcome is Outcome.CANCELLED


@pytest.mark.parametrize("wire", WIRES)
def test_answers_that_are_none_are_a_protocol_error(wire: Wire) -> None:
    vendor = Vendor(CancelMessage=EMPTY, ReadMessageStatus=EMPTY, GetMessageStatus=EMPTY)
    with pytest.raises(ProtocolError, match="empty body") as caught:
        client(vendor, wire).cancel(MESSAGE)
    assert caught.value.status == 200
    assert caught.value.__cause__ is None


def test_a_server_without_the_operation_is_not_asked_further() -> None:
    vendor = Vendor(CancelMessage=http(b"<html><title>Service</title>Endpoint not found.</html>", "text/html", 404))
    with pytest.raises(ProtocolError, match="Endpoint not found") as caught:
        client(vendor).cancel(MESSAGE)
    assert caught.value.status == 404
    assert vendor.asked == [CANCEL]


def test_a_redirect_is_not_followed() -> None:
    vendor = Vendor(CancelMessage=http(b"moved", "text/html", 307, Location="https://elsewhere.example/"))
    with pytest.raises(ProtocolError):
        client(vendor).cancel(MESSAGE)
    assert vendor.asked == [CANCEL]


def test_too_many_requests_are_asked_again_as_the_policy_says(slept: list[float]) -> None:
    vendor = Vendor(CancelMessage=http(b"slow down", "text/plain", 429, Retry_After="7"))
    with pytest.raises(RateLimited) as caught:
        client(vendor).cancel(MESSAGE)
    assert caught.value.retry_after == 7
    assert vendor.asked == [CANCEL] * 3
    assert slept == [7, 7]


def test_a_refusal_after_a_loss_does_not_hide_the_loss() -> None:
    vendor = Vendor(
        CancelMessage=[LOST, http(b"slow down", "text/plain", 429)],
        ReadMessageStatus=[read(MessageStatus.HOLD), http(b"slow down", "text/plain", 429)],
        GetMessageStatus=http(b"slow down", "text/plain", 429),
    )
    with pytest.raises(AmbiguousOutcome):
        client(vendor).cancel(MESSAGE)


def fault(reason: str) -> bytes:
    return (
        '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><s:Fault>'
        '<faultcode xmlns:a="urn:codes">a:InternalServiceFault</faultcode>'
        f"<faultstring>{reason}</faultstring></s:Fault></s:Body></s:Envelope>"
    ).encode()


def test_a_fault_that_stays_is_raised_as_one() -> None:
    answer = http(fault(f"no good: {KEY}"), "text/xml", 500)
    vendor = Vendor(CancelMessage=answer, ReadMessageStatus=answer, GetMessageStatus=answer)
    with pytest.raises(SoapFault) as caught:
        client(vendor, "soap11").cancel(MESSAGE)
    assert caught.value.code == "{urn:codes}InternalServiceFault"
    assert caught.value.reason == "no good: ***"
    assert str(KEY) not in str(caught.value)


def test_a_reply_without_a_result_says_nothing() -> None:
    nothing = CancelMessageResponse()
    vendor = Vendor(CancelMessage=nothing, ReadMessageStatus=LOST, GetMessageStatus=LOST)
    with pytest.raises(ProtocolError, match="holds no result"):
        client(vendor, "soap12").cancel(MESSAGE)


@pytest.mark.parametrize("may_have_arrived", [True, False])
def test_what_a_transport_raises_is_never_taken_for_an_outcome(may_have_arrived: bool) -> None:
    error = TransportError("broken", may_have_arrived=may_have_arrived)
    vendor = Vendor(CancelMessage=error, ReadMessageStatus=error, GetMessageStatus=error)
    expected: type[CountermandError] = AmbiguousOutcome if may_have_arrived else TransportError
    with pytest.raises(expected):
        client(vendor).cancel(MESSAGE)
