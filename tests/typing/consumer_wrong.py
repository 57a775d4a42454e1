"""Mistakes that a type checker must find, each marked with mypy's code and pyright's rule. Never run."""

from datetime import UTC, datetime
from uuid import UUID

import countermand
import countermand_bindings.esendex
import countermand_bindings.esendex.operations
from countermand import Esendex, Outcome, Service, SmsPartner, VoltMx
from countermand.testing import RecordingTransport
from countermand_bindings.esendex import OutgoingMessageRequest, OutgoingMessageResponse
from countermand_bindings.esendex.operations import CANCEL_ALL_MESSAGES, CANCEL_MESSAGE
from countermand_bindings.esendex.operations.cancel_message import CancelMessage
from countermand_wire import HttpRequest, Operation
from countermand_wire.policy import WRITE_UTC

KEY = UUID(int=1)
NOW = datetime.now(UTC)


def wrong_names() -> None:
    print(countermand.NoSuchName)  # wrong: attr-defined, reportAttributeAccessIssue
    print(countermand_bindings.esendex.NoSuchContract)  # wrong: attr-defined, reportAttributeAccessIssue
    print(countermand_bindings.esendex.operations.NO_SUCH)  # wrong: attr-defined, reportAttributeAccessIssue


def wrong_settings() -> None:
    Esendex(license_key="key", wire="soap13")  # wrong: arg-type, reportArgumentType
    Esendex(license_key="key", transport=object())  # wrong: arg-type, reportArgumentType
    Esendex("key")  # wrong: call-arg, reportCallIssue
    Esendex(licence_key="key")  # wrong: call-arg, reportCallIssue


def wrong_arguments(esendex: Esendex) -> None:
    esendex.schedule(to=[15550100], body="Sale!", at=NOW)  # wrong: list-item, reportArgumentType
    esendex.schedule(to=["+15550100"], body="Sale!", at="tomorrow")  # wrong: arg-type, reportArgumentType
    esendex.schedule(to=["+15550100"], body="Sale!")  # wrong: call-arg, reportCallIssue
    esendex.cancel(1627)  # wrong: arg-type, reportArgumentType
    esendex.cancel()  # wrong: call-arg, reportCallIssue
    esendex.messaging.cancel_message(message_id=1627)  # wrong: arg-type, reportArgumentType
    esendex.messaging.no_such_operation()  # wrong: attr-defined, reportAttributeAccessIssue


def wrong_use_of_a_service(service: Service, sms: SmsPartner) -> None:
    service.cancel(None)  # wrong: arg-type, reportArgumentType
    service.schedule([], "Sale!", NOW)  # wrong: attr-defined, reportAttributeAccessIssue
    service.can.add("schedule")  # wrong: attr-defined, reportAttributeAccessIssue
    sms.cancel(3.5)  # wrong: arg-type, reportArgumentType
    sms.schedule(["+33639980001"], "Sale!", NOW, doubled_hour="third")  # wrong: arg-type, reportArgumentType
    SmsPartner(api_key="key", wire="soap12")  # wrong: arg-type, reportArgumentType
    VoltMx(base_url="https://host/vpns", auth="user:password")  # wrong: arg-type, reportArgumentType
    no_service: Service = Outcome.CANCELLED  # wrong: assignment, reportAssignmentType
    print(no_service)


def wrong_use_of_a_result(esendex: Esendex) -> str:
    result = esendex.cancel(str(KEY))
    if result.outcome == "CANCELLED":  # wrong: comparison-overlap, reportUnnecessaryComparison
        return "never"
    result.outcome = Outcome.CANCELLED  # wrong: misc, reportAttributeAccessIssue
    return result.outcome  # wrong: return-value, reportReturnType


def wrong_contracts(response: OutgoingMessageResponse) -> None:
    OutgoingMessageRequest(to=["+15550100"], use_mms=False)  # wrong: call-arg, reportCallIssue
    OutgoingMessageRequest(license_key="key", to=[], use_mms=False)  # wrong: arg-type, reportArgumentType
    OutgoingMessageRequest(license_key=KEY, to=[1], use_mms=False)  # wrong: list-item, reportArgumentType
    OutgoingMessageRequest(license_key=KEY, to=[], use_mms=None)  # wrong: arg-type, reportArgumentType
    OutgoingMessageRequest(KEY, [], False)  # wrong: call-arg, reportCallIssue
    response.from_ = "+15550100"  # wrong: misc, reportAttributeAccessIssue
    print(response.message_status.number)  # wrong: union-attr, reportAttributeAccessIssue


def wrong_operation() -> Operation[CancelMessage, bool]:
    CANCEL_ALL_MESSAGES.request.to_xml(CancelMessage(message_id=KEY), WRITE_UTC)  # wrong: arg-type, reportArgumentType
    return CANCEL_MESSAGE  # wrong: return-value, reportReturnType


def answer(request: HttpRequest) -> str:
    return request.method


RecordingTransport(answer)  # wrong: arg-type, reportArgumentType
