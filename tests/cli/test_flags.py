"""Every argument of the facades has its flag, and is told by it."""

import inspect

import pytest

from countermand import Esendex, MailPartner, Policy, SmsPartner, VoltMx, auth
from countermand.cli.flags import FLAGS, told
from countermand.errors import ConfigurationError, CountermandError, InvalidArgument, ProtocolError

NOT_OFFERED = {"plugins", "policy", "telemetry", "transport", "wsse"}
"""What the command does not hand on, or not as one."""


@pytest.mark.parametrize("facade", [Esendex, SmsPartner, MailPartner, VoltMx])
def test_no_argument_is_without_a_flag(facade: type[object]) -> None:
    methods = [facade.__init__, *(getattr(facade, name) for name in ("cancel", "schedule", "status"))]
    names = {name for method in methods for name in inspect.signature(method).parameters}
    assert names - {"self", "message"} - NOT_OFFERED <= FLAGS.keys()


def test_what_a_policy_is_made_of_has_its_flags() -> None:
    assert {"attempts", "deadline"} <= FLAGS.keys() & inspect.signature(Policy).parameters.keys()


@pytest.mark.parametrize("way", [auth.BasicAuth, auth.OAuthTokens, auth.AppKey])
def test_no_credential_is_without_a_flag(way: type[object]) -> None:
    assert inspect.signature(way).parameters.keys() <= FLAGS.keys()


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (ConfigurationError("wire is not one of: json"), "--wire is not one of: json"),
        (ConfigurationError("no api key: pass api_key=... or set X"), "no api key: pass --api-key or set X"),
        (ConfigurationError("for wire='soap12' use it"), "for --wire 'soap12' use it"),
        (InvalidArgument("to[0]", "is empty"), "--to, number 1: is empty"),
        (InvalidArgument("until", "is before `since`"), "--until: is before --since"),
        (InvalidArgument("sender_name", "is empty"), "--from-name: is empty"),
        (InvalidArgument("Request.To", "is empty"), "Request.To: is empty"),
        (ConfigurationError("token_x is wrong"), "token_x is wrong"),
        (ProtocolError("at 3: to be read `to`"), "at 3: to be read `to`"),
    ],
)
def test_an_argument_is_told_by_its_flag(error: CountermandError, expected: str) -> None:
    assert told(error) == expected
