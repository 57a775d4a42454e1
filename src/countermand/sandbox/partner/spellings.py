"""The names that the vendor spells in two ways."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from countermand_wire.json import JsonValue

__all__ = ["OTHER_SPELLINGS", "respelled"]

OTHER_SPELLINGS: Final[Mapping[str, str]] = {
    "SMSResponse_List": "SMSResponseList",
    "SMSStatut_List": "SMSStatus_List",
    "StatutResponseList": "StatutResponse_List",
    "StatutResponse_List": "StatutResponseList",
    "balance": "solde",
    "creditSmsECO": "creditSmsLowCost",
    "errors": "error",
    "messageId": "message_id",
    "message_id": "messageId",
    "nbMail": "nb_mail",
    "nbSMS": "nb_sms",
    "nbSms": "nbSMS",
    "nb_sms": "nbSMS",
    "number": "phoneNumber",
    "status": "statut",
    "statut": "status",
    "stopSMS": "stopSms",
    "stopSms": "stopSMS",
}
"""The other spelling of each name that the services and their callers write; every reader must take both."""


def respelled(value: JsonValue) -> JsonValue:
    """Return a reply with the other spelling of each name that has one."""
    if isinstance(value, Mapping):
        return {OTHER_SPELLINGS.get(name, name): respelled(member) for name, member in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [respelled(item) for item in value]
    return value
