"""The options that every command of a service takes, and the client made of them."""

from __future__ import annotations

from typing import cast

import click

from countermand import esendex, mailpartner, smspartner
from countermand.cli.options import PATIENCE, Options, Patience, base_url, policy, secret, together, wire
from countermand.esendex import Esendex
from countermand.mailpartner import MailPartner
from countermand.smspartner import SmsPartner

__all__ = [
    "EsendexConnection",
    "MailPartnerConnection",
    "SmsPartnerConnection",
    "esendex_options",
    "mailpartner_options",
    "open_esendex",
    "open_mailpartner",
    "open_smspartner",
    "smspartner_options",
]


class EsendexConnection(Patience):
    """What the options say, under the names that click gives them."""

    license_key: str | None
    wire: str
    base_url: str
    port: str | None
    action_base: str | None


class MailPartnerConnection(Patience):
    """The same of Mail Partner."""

    api_key: str | None
    base_url: str


class SmsPartnerConnection(MailPartnerConnection):
    """The same of SMS Partner."""

    wire: str


esendex_options: Options = together(
    secret("--license-key", esendex.LICENSE_KEY_VARIABLE, "GUID"),
    wire(esendex.WIRES),
    base_url(esendex.BASE_URL),
    click.option("--port", metavar="NAME", help="For SOAP: the WSDL's port to call."),
    click.option("--action-base", metavar="URI", help="For SOAP: what actions begin with, if not as in the WSDL."),
    *PATIENCE,
)
smspartner_options: Options = together(
    secret("--api-key", smspartner.API_KEY_VARIABLE, "KEY"),
    wire(smspartner.WIRES),
    base_url(smspartner.BASE_URL),
    *PATIENCE,
)
mailpartner_options: Options = together(
    secret("--api-key", mailpartner.API_KEY_VARIABLE, "KEY"),
    base_url(mailpartner.BASE_URL),
    *PATIENCE,
)


def open_esendex(connection: EsendexConnection) -> Esendex:
    """Make the client.

    Raises:
        ConfigurationError: an option is missing or wrong, as for the others.
    """
    return Esendex(
        license_key=connection["license_key"],
        wire=cast("esendex.Wire", connection["wire"]),
        base_url=connection["base_url"],
        port=connection["port"],
        action_base=connection["action_base"],
        timeout=connection["timeout"],
        policy=policy(connection),
    )


def open_smspartner(connection: SmsPartnerConnection) -> SmsPartner:
    """Make the client."""
    return SmsPartner(
        api_key=connection["api_key"],
        wire=cast("smspartner.Wire", connection["wire"]),
        base_url=connection["base_url"],
        timeout=connection["timeout"],
        policy=policy(connection),
    )


def open_mailpartner(connection: MailPartnerConnection) -> MailPartner:
    """Make the client."""
    return MailPartner(
        api_key=connection["api_key"],
        base_url=connection["base_url"],
        timeout=connection["timeout"],
        policy=policy(connection),
    )
