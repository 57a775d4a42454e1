"""The two products of one maker, and both forms of the one that has two: what holds of one holds of all."""

from collections.abc import Callable
from typing import TypeAlias

from attrs import frozen

from countermand import MailPartner, SmsPartner
from countermand_wire.http import HttpResponse
from tests.facade.script import Script, http, positional

KEY = "5ec2e7aa5ec2e7aa"

Client: TypeAlias = SmsPartner | MailPartner


@frozen
class Product:
    """One facade in one form."""

    name: str
    client: Callable[[Script], Client]
    says: Callable[..., HttpResponse]
    """Writes a reply of success, code and message, with an HTTP status."""

    def __str__(self) -> str:
        return self.name


def _json(success: bool, code: int, message: str = "text", status: int = 200) -> HttpResponse:
    return http({"success": success, "code": code, "message": message}, status)


def _xml(success: bool, code: int, message: str = "text", status: int = 200) -> HttpResponse:
    return positional(success, code, message, status=status)


SMS = Product("sms-json", lambda script: SmsPartner(api_key=KEY, transport=script), _json)
SMS_XML = Product("sms-xml", lambda script: SmsPartner(api_key=KEY, wire="xml", transport=script), _xml)
MAIL = Product("mail", lambda script: MailPartner(api_key=KEY, transport=script), _json)
PRODUCTS = [SMS, SMS_XML, MAIL]
