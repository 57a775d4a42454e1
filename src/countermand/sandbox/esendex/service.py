"""Messaging.svc: every operation of the contract, its endpoints and its WSDL, joined to an account."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TypeVar

from countermand.sandbox.app import Mount
from countermand.sandbox.call import Reply
from countermand.sandbox.documents import folder_of
from countermand.sandbox.esendex import operations as does
from countermand.sandbox.esendex.account import EsendexSandbox
from countermand.sandbox.wcf import Hosted, Metadata, RestFront, ServiceHost, SoapEndpoint, host, read_documents
from countermand.sandbox.wcf.pages import xhtml
from countermand_bindings.esendex import PORTS
from countermand_bindings.esendex import operations as contract
from countermand_wire.operation import Operation, Port
from countermand_wire.policy import Writing
from countermand_wire.scalars import date_time_to_xml_kind, make_date_time_to_json_kind

__all__ = ["PATH", "esendex", "messaging_service"]

PATH = "/esendex/Messaging.svc"
"""Where the service stands."""

_ADDRESS = "messaging.esendex.us/Messaging.svc"
_SCHEMAS = ("messaging.xsd", "serialization.xsd", "smsws.xsd", "arrays.xsd")

Request = TypeVar("Request")
Response = TypeVar("Response")


def messaging_service(account: EsendexSandbox) -> ServiceHost:
    """Set the service up.

    Args:
        account: what it remembers.

    Raises:
        ConfigurationError: the WSDL that comes with the sandbox is not there.
    """
    hosted = _hosted(account)
    endpoints = {_below(port): _endpoint(port, hosted) for port in PORTS.values()}
    forms = (form for operation in hosted for form in operation.forms)
    return ServiceHost(list(endpoints.values()), RestFront(forms), _metadata())


def esendex(account: EsendexSandbox) -> Mount:
    """Set the service up where it stands.

    Args:
        account: what it remembers.

    Raises:
        ConfigurationError: the WSDL that comes with the sandbox is not there.
    """
    return Mount(
        path=PATH,
        address=PATH,
        handle=messaging_service(account).handle,
        failure=lambda: Reply(status=500, content_type="text/html", body=xhtml("Request Error", "")),
        pages=(("help", "/help"), ("WSDL", "?wsdl")),
    )


@cache
def _metadata() -> Metadata:
    documents = read_documents(folder_of("esendex"), ("messaging.wsdl", *_SCHEMAS))
    return Metadata(
        documents["messaging.wsdl"],
        {name: documents[name] for name in _SCHEMAS},
        _ADDRESS,
        stub_namespace="https://messaging.esendex.us",
    )


def _endpoint(port: Port, hosted: list[Hosted]) -> SoapEndpoint:
    return SoapEndpoint(port.soap, _below(port), hosted, addressing=port.addressing)


def _below(port: Port) -> str:
    return port.address.partition(".svc")[2]


def _hosted(account: EsendexSandbox) -> list[Hosted]:
    """Join each operation to what carries it out, in the order of the port type."""
    writing = Writing(
        date_time_to_xml=date_time_to_xml_kind,
        date_time_to_json=make_date_time_to_json_kind(account.options.server_offset),
    )

    def on(operation: Operation[Request, Response], handler: Callable[[EsendexSandbox, Request], Response]) -> Hosted:
        def handle(request: Request) -> Response:
            with account.lock:
                return handler(account, request)

        return host(operation, handle, writing)

    return [
        on(contract.SIMPLE_SMS_SEND, does.simple_sms_send),
        on(contract.SIMPLE_SMS_SEND_WITH_POSTBACK, does.simple_sms_send_with_postback),
        on(contract.ADVANCED_SMS_SEND, does.advanced_sms_send),
        on(contract.GET_MESSAGE_STATUS_WEB_POST, does.get_message_status_web_post),
        on(contract.GET_MESSAGE_STATUS, does.get_message_status),
        on(contract.GET_MESSAGE_STATUS_BY_REFERENCE_ID, does.get_message_status_by_reference_id),
        on(contract.GET_UNREAD_INCOMING_MESSAGES_WEB_POST, does.get_unread_incoming_messages_web_post),
        on(contract.GET_UNREAD_INCOMING_MESSAGES, does.get_unread_incoming_messages),
        on(contract.CANCEL_MESSAGE_WEB_POST, does.cancel_message_web_post),
        on(contract.CANCEL_MESSAGE, does.cancel_message),
        on(contract.GET_KEYWORDS_WEB_POST, does.get_keywords_web_post),
        on(contract.GET_KEYWORDS, does.get_keywords),
        on(contract.ASSIGN_KEYWORD, does.assign_keyword),
        on(contract.REMOVE_KEYWORD, does.remove_keyword),
        on(contract.GET_POSTBACK_SETTINGS_FOR_PHONE_NUMBER, does.get_postback_settings_for_phone_number),
        on(contract.GET_POSTBACK_SETTINGS_FOR_LICENSE_KEY, does.get_postback_settings_for_license_key),
        on(contract.SET_POSTBACK_ENABLED_FOR_PHONE_NUMBER, does.set_postback_enabled_for_phone_number),
        on(contract.SET_POSTBACK_URL_FOR_PHONE_NUMBER, does.set_postback_url_for_phone_number),
        on(contract.SET_POSTBACK_ENABLED_FOR_LICENSE_KEY, does.set_postback_enabled_for_license_key),
        on(contract.SET_POSTBACK_URL_FOR_LICENSE_KEY, does.set_postback_url_for_license_key),
        on(contract.CREATE_MEDIA_FROM_CONTENT, does.create_media_from_content),
        on(contract.CREATE_MEDIA_FROM_URL, does.create_media_from_url),
        on(contract.GET_MEDIA, does.get_media),
        on(contract.GET_MEDIA_INFO, does.get_media_info),
        on(contract.REMOVE_MEDIA, does.remove_media),
        on(contract.GET_UNSUBSCRIBED_NUMBERS, does.get_unsubscribed_numbers),
        on(contract.READ_INCOMING_MESSAGES, does.read_incoming_messages),
        on(contract.READ_MESSAGE_STATUS, does.read_message_status),
        on(contract.SEND_MESSAGE, does.send_message),
        on(contract.CANCEL_ALL_MESSAGES, does.cancel_all_messages),
        on(contract.GET_SYSTEM_KEYWORD_RESPONSES, does.get_system_keyword_responses),
    ]
