"""The facade and the whole contract against the sandbox, over every wire form."""

import logging
import traceback
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from countermand import (
    AuthenticationError,
    CancelResult,
    CountermandError,
    Esendex,
    MessageState,
    Outcome,
    Phase,
    ProtocolError,
    RequestsTransport,
    SoapFault,
)
from countermand.esendex import WIRES, Wire
from countermand.sandbox import LICENSE_KEY, REFUSED_LICENSE_KEY, Clock
from countermand.testing import Sandbox
from countermand_bindings.esendex import MessageStatus, OutgoingMessageRequest, SMSPostbackType

HOUR = timedelta(hours=1)


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(clock=Clock(frozen=True), license_keys=[LICENSE_KEY]) as running:
        yield running


@pytest.fixture(params=WIRES)
def wire(request: pytest.FixtureRequest) -> Wire:
    chosen: Wire = request.param
    return chosen


@pytest.fixture
def esendex(sandbox: Sandbox, wire: Wire) -> Iterator[Esendex]:
    with Esendex(license_key=LICENSE_KEY, wire=wire, base_url=sandbox.esendex_url) as client:
        yield client


def test_schedule_and_cancel(sandbox: Sandbox, esendex: Esendex) -> None:
    at = sandbox.clock.now() + HOUR
    first, second = esendex.schedule(["+15550100", "+15550101"], "Sale & more <soon>! \u20ac", at, reference_id="r")
    assert (first.to, second.to, first.phase) == ("+15550100", "+15550101", Phase.SCHEDULED)
    assert esendex.status(first.message_id).phase is Phase.PENDING
    assert esendex.cancel(first.message_id).outcome is Outcome.CANCELLED
    assert esendex.cancel(first.message_id).outcome is Outcome.ALREADY_CANCELLED
    assert esendex.status(first.message_id).phase is Phase.CANCELLED
    assert esendex.cancel(uuid4()).outcome is Outcome.NOT_FOUND
    assert esendex.status(uuid4()).phase is Phase.NOT_FOUND
    sandbox.clock.set(at - timedelta(seconds=1))
    assert esendex.cancel(second.message_id).outcome is Outcome.TOO_LATE
    sandbox.clock.advance(HOUR)
    assert esendex.cancel(second.message_id).outcome is Outcome.ALREADY_SENT
    state = esendex.status(second.message_id)
    assert (state.phase, state.to) == (Phase.SENT, "+15550101")
    assert state.sent_at is not None
    # What the sandbox calls a date with an offset of -5 hours is a UTC clock in wrong clothing.
    assert abs(state.sent_at - at) < timedelta(minutes=1)


def test_cancel_all(sandbox: Sandbox, esendex: Esendex) -> None:
    sent = esendex.schedule(["+15550100", "+15550101"], "Sale!", sandbox.clock.now() + HOUR)
    assert esendex.cancel_all().confirmed
    assert {esendex.cancel(message.message_id).outcome for message in sent} == {Outcome.ALREADY_CANCELLED}


def test_a_refused_recipient(sandbox: Sandbox, esendex: Esendex) -> None:
    accepted, refused = esendex.schedule(["+15550100", "nobody"], "Sale!", sandbox.clock.now() + HOUR)
    assert accepted.accepted
    assert (refused.accepted, refused.message_id, refused.text) == (False, None, "InvalidDestination")


def test_a_refused_key(sandbox: Sandbox, wire: Wire) -> None:
    with Esendex(license_key=REFUSED_LICENSE_KEY, wire=wire, base_url=sandbox.esendex_url) as stranger:
        with pytest.raises(AuthenticationError):
            stranger.schedule(["+15550100"], "Sale!", sandbox.clock.now() + HOUR)
        with pytest.raises(AuthenticationError):
            stranger.status(uuid4())


def test_a_message_of_another_key_can_be_cancelled_by_its_id(sandbox: Sandbox, esendex: Esendex, wire: Wire) -> None:
    [message] = esendex.schedule(["+15550100"], "Sale!", sandbox.clock.now() + HOUR)
    with Esendex(license_key=REFUSED_LICENSE_KEY, wire=wire, base_url=sandbox.esendex_url) as stranger:
        assert stranger.cancel(message.message_id).outcome is Outcome.CANCELLED
        assert stranger.cancel(message.message_id).outcome is Outcome.ALREADY_CANCELLED


def test_the_contract_underneath(sandbox: Sandbox, esendex: Esendex) -> None:
    key = UUID(str(LICENSE_KEY))
    request = OutgoingMessageRequest(
        license_key=key,
        to=["+15550100"],
        use_mms=False,
        body="Sale!",
        scheduled_date_time=datetime.now(UTC) + HOUR,
    )
    [sent] = esendex.messaging.send_message(request=request) or [None]
    assert sent is not None
    assert isinstance(sent.message_id, UUID)
    assert sent.message_status is MessageStatus.READY
    state = esendex.messaging.get_message_status(message_id=sent.message_id)
    assert state is not None
    assert state.cancelled is False
    assert esendex.messaging.cancel_message(message_id=sent.message_id) is True
    settings = esendex.messaging.get_postback_settings_for_license_key(license_key=key)
    assert settings is not None
    done = esendex.messaging.set_postback_url_for_license_key(
        license_key=key, postback_type=SMSPostbackType.ALL, url="https://shop.example/back?a=1&b=2"
    )
    assert done is not None


def test_a_wrong_address_says_so(sandbox: Sandbox, wire: Wire) -> None:
    lost = Esendex(license_key=LICENSE_KEY, wire=wire, base_url=f"{sandbox.url}/nowhere.svc")
    with lost, pytest.raises(ProtocolError) as caught:
        lost.cancel(uuid4())
    assert caught.value.status == 404


@pytest.mark.parametrize("wire", ["soap11", "soap12"])
def test_a_wrong_action_is_a_fault(sandbox: Sandbox, wire: Wire) -> None:
    lost = Esendex(license_key=LICENSE_KEY, wire=wire, base_url=sandbox.esendex_url, action_base="urn:other")
    with lost, pytest.raises(SoapFault) as caught:
        lost.cancel(uuid4())
    assert "ActionNotSupported" in f"{caught.value.code} {caught.value.subcode}"


def test_nothing_secret_comes_out_anywhere(
    sandbox: Sandbox, wire: Wire, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    key = UUID(str(LICENSE_KEY))
    shown: list[str] = []
    with RequestsTransport() as transport:
        esendex = Esendex(license_key=key, wire=wire, base_url=sandbox.esendex_url, transport=transport)
        at = sandbox.clock.now() + HOUR
        [message] = esendex.schedule(["+15550100"], "canary text", at)
        results: list[CancelResult | MessageState] = [esendex.status(message.message_id)]
        results += [esendex.cancel(message.message_id)]
        results += [esendex.cancel(message.message_id), esendex.cancel(uuid4())]
        replies = [result.response for result in results if result.response is not None]
        assert len(replies) == len(results)
        shown += [repr(value) for value in (message, *results, *replies, esendex, transport)]
        shown += [f"{reply.body!r} {reply.headers}" for reply in replies]
        elsewhere = Esendex(license_key=key, wire=wire, base_url=f"{sandbox.url}/no.svc", transport=transport)
    for client in (elsewhere, Esendex(license_key=key, wire=wire, base_url="http://127.0.0.1:9", timeout=1)):
        for call in (client.cancel, client.status):
            with pytest.raises(CountermandError) as caught:
                call(message.message_id)
            shown += ["".join(traceback.format_exception(caught.value)), repr(caught.value)]
    shown += [record.getMessage() for record in caplog.records]
    assert any("urllib3" in record.name for record in caplog.records)
    shown += list(capfd.readouterr())
    text = "\n".join(shown).lower()
    for secret in (str(key), key.hex, str(message.message_id), "+15550100", "canary text"):
        assert secret not in text
