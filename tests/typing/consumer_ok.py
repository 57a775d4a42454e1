"""A strict user's program. Checked by mypy and pyright in tests/test_typing.py, never run."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import assert_never, assert_type
from uuid import UUID

from zeep.plugins import HistoryPlugin
from zeep.wsse.compose import Compose
from zeep.wsse.signature import BinarySignature
from zeep.wsse.username import UsernameToken

from countermand import (
    AmbiguousOutcome,
    AppKey,
    AuthenticationError,
    BasicAuth,
    CancelAllResult,
    CancelResult,
    Capability,
    ClaimsLogin,
    CountermandError,
    Credits,
    Esendex,
    MailPartner,
    MessageState,
    OAuthLogin,
    OAuthTokens,
    OperationEvent,
    Outcome,
    Policy,
    ScheduledMessage,
    Service,
    ServiceError,
    SmsPartner,
    SoapFault,
    Telemetry,
    Transport,
    TransportError,
    VoltMx,
)
from countermand.testing import RecordingTransport, Sandbox
from countermand_bindings.esendex import (
    IncomingMessageCriteria,
    IncomingMessageResponse,
    MessageStatus,
    Messaging,
    OutgoingMessageRequest,
    OutgoingMessageResponse,
    SMSResponse,
)
from countermand_bindings.esendex.operations.cancel_message import CANCEL_MESSAGE, CancelMessage, CancelMessageResponse
from countermand_wire import ABSENT, Absent, HttpRequest, HttpResponse, Operation, UnknownValue

KEY = "00000000-0000-0000-0000-000000000001"
MESSAGE = UUID("1627aea5-8e0a-4371-9022-9b504344e724")


def schedule_and_cancel(esendex: Esendex) -> CancelResult:
    tomorrow = datetime.now(UTC) + timedelta(days=1)
    sent = esendex.schedule(to=["+15550100", "+15550101"], body="Sale!", at=tomorrow)
    assert_type(sent, list[ScheduledMessage])
    result = esendex.cancel(sent[0].message_id)
    assert_type(result, CancelResult)
    assert_type(result.outcome, Outcome)
    assert_type(result.stopped, bool)
    return result


def every_way_to_make_a_client(transport: RecordingTransport) -> None:
    with Esendex(license_key=KEY, wire="soap12") as esendex:
        assert_type(esendex, Esendex)
        assert_type(esendex.cancel_all(), CancelAllResult)
    Esendex(license_key=KEY, base_url="http://127.0.0.1:8025/esendex/Messaging.svc", timeout=5.0, transport=transport)
    Esendex()


def ids_of_either_type(esendex: Esendex) -> None:
    esendex.cancel(str(MESSAGE))
    esendex.cancel(MESSAGE)
    assert_type(esendex.status(MESSAGE), MessageState)


def every_outcome(outcome: Outcome) -> str:
    match outcome:
        case Outcome.CANCELLED | Outcome.ALREADY_CANCELLED:
            return "stopped"
        case Outcome.ALREADY_SENT | Outcome.TOO_LATE:
            return "too late"
        case Outcome.NOT_FOUND | Outcome.NOT_CANCELLED:
            return "not stopped"
        case _:
            assert_never(outcome)


def every_error(esendex: Esendex) -> str:
    try:
        esendex.cancel(MESSAGE)
    except AmbiguousOutcome:
        return "unknown"
    except TransportError as error:
        assert_type(error.may_have_arrived, bool)
        return "no answer"
    except AuthenticationError:
        return "refused"
    except (ServiceError, SoapFault) as error:
        return str(error)
    except CountermandError:
        return "wrong"
    return "cancelled"


def cancel_at_any(service: Service, message: str | ScheduledMessage) -> str:
    """Code over any service needs no more than this."""
    assert_type(service.can, frozenset[Capability])
    result = service.cancel(message)
    assert_type(result, CancelResult)
    assert_type(result.inside_cutoff, bool | None)
    return f"{service.service}: {result.outcome.value}"


def every_service(transport: RecordingTransport) -> list[Service]:
    return [
        Esendex(license_key=KEY, transport=transport),
        SmsPartner(api_key="key", wire="xml", transport=transport),
        MailPartner(api_key="key", transport=transport),
        VoltMx(base_url="https://host/vpns", auth=BasicAuth("user", "password"), transport=transport),
        MyService(),
    ]


class MyService:
    """Any object with these four will do."""

    service = "mine"
    can = frozenset({Capability.WHY})

    def cancel(self, message: str | ScheduledMessage) -> CancelResult:
        return CancelResult(outcome=Outcome.CANCELLED, service=self.service, message_id=str(message))

    def close(self) -> None:
        """Close nothing."""


def the_partners(sms: SmsPartner, mail: MailPartner) -> None:
    at = datetime.now(UTC) + timedelta(days=1)
    scheduled = sms.schedule(["+33639980001"], "Sale!", at, doubled_hour="first")
    assert_type(scheduled, list[ScheduledMessage])
    sms.cancel(scheduled[0])
    sms.cancel(300, at=at)
    assert_type(sms.status("300", to="+33639980001"), MessageState)
    assert_type(sms.credits(), Credits)
    assert_type(sms.api.me().success, bool)
    mail.schedule(["a@example.com"], "Sale", "<p>Sale!</p>", at)
    assert_type(mail.cancel(scheduled[0].message_id), CancelResult)
    assert_type(mail.status("xxx"), MessageState)


def every_way_into_volt_mx() -> None:
    for auth in (
        BasicAuth("user", "password"),
        ClaimsLogin("user", "password", provider="ldap"),
        OAuthLogin("user", "password"),
        OAuthTokens("token", "secret"),
        AppKey("key"),
    ):
        with VoltMx(base_url="https://host/kpns", auth=auth, kony=True) as volt:
            assert_type(volt.cancel(4713025406550859686, verify=True).count, int | None)


def contracts() -> OutgoingMessageRequest:
    request = OutgoingMessageRequest(license_key=UUID(KEY), to=["+15550100"], use_mms=False, body=None)
    assert_type(request.license_key, UUID)
    assert_type(request.body, str | Absent | None)
    assert_type(request.scheduled_date_time, datetime | Absent)
    return request


def a_status(response: OutgoingMessageResponse) -> int | None:
    status = response.message_status
    assert_type(status, MessageStatus | UnknownValue | Absent)
    if status is ABSENT:
        return None
    assert_type(status, MessageStatus | UnknownValue)
    return status.number


def every_operation(messaging: Messaging) -> None:
    criteria = IncomingMessageCriteria(license_key=UUID(KEY), unread_messages_only=True)
    for message in messaging.read_incoming_messages(criteria=criteria) or ():
        assert_type(message, IncomingMessageResponse | None)
    assert_type(messaging.get_message_status(message_id=MESSAGE), SMSResponse | None)


def an_operation(operation: Operation[CancelMessage, CancelMessageResponse]) -> str:
    return operation.request.to_xml.__doc__ or operation.name


def answer(request: HttpRequest) -> HttpResponse:
    return HttpResponse(status=200, headers={"Content-Type": "application/json"}, body=request.body or b"true")


def heard(event: OperationEvent) -> None:
    assert_type(event.error, str | None)
    assert_type(event.duration, float)


def watched(transport: Transport) -> Esendex:
    return Esendex(license_key=KEY, transport=transport, telemetry=Telemetry(hook=heard, tracing=True))


def secured(token: UsernameToken, signature: BinarySignature, all_of_them: Compose, plugin: HistoryPlugin) -> None:
    for wsse in (token, signature, all_of_them):
        Esendex(license_key=KEY, wire="soap12", wsse=wsse, plugins=[plugin])


def patient(esendex: Esendex) -> Esendex:
    policy = Policy(attempts=5, deadline=None)
    assert_type(policy.pause(1), float | None)
    return esendex.with_policy(policy)


class MyTransport:
    """Any object with this one method will do."""

    def send(self, request: HttpRequest) -> HttpResponse:
        return answer(request)


def main() -> Sequence[CancelResult]:
    an_operation(CANCEL_MESSAGE)
    watched(RecordingTransport(answer))
    every_way_to_make_a_client(RecordingTransport(answer))
    for service in every_service(RecordingTransport(answer)):
        cancel_at_any(service, "300")
    with Sandbox() as sandbox, Esendex(license_key=KEY, base_url=sandbox.url, transport=MyTransport()) as esendex:
        every_operation(esendex.messaging)
        return [schedule_and_cancel(patient(esendex))]
