"""The logins of Volt MX, which give what the headers of the other calls hold."""

from __future__ import annotations

from countermand.sandbox.voltmx.account import VoltMxSandbox
from countermand.sandbox.voltmx.refusals import INVALID_CREDENTIALS, Refused
from countermand_bindings.voltmx import ClaimsToken, Profile
from countermand_bindings.voltmx.operations.access_token import AccessToken, AccessTokenResponse
from countermand_bindings.voltmx.operations.cloud_login import CloudLogin, CloudLoginResponse
from countermand_bindings.voltmx.operations.login import Login, LoginResponse

__all__ = ["access_token", "cloud_login", "login"]


def login(state: VoltMxSandbox, request: Login) -> LoginResponse:
    """Exchange a user and password for a claims token, on premises."""
    profile, token = _logged_in(state, request.userid, request.password)
    return LoginResponse(profile=profile, refresh_token=token.value, claims_token=token)


def cloud_login(state: VoltMxSandbox, request: CloudLogin) -> CloudLoginResponse:
    """Exchange a user and password for a claims token, in the cloud."""
    profile, token = _logged_in(state, request.userid, request.password)
    return CloudLoginResponse(profile=profile, refresh_token=token.value, claims_token=token)


def access_token(state: VoltMxSandbox, request: AccessToken) -> AccessTokenResponse:
    """Give out the values of the two OAuth headers; who asks has shown a user and password already."""
    token, secret = state.gate.new_access_token()
    return AccessTokenResponse(access_token=token, access_secret=secret)


def _logged_in(state: VoltMxSandbox, user: str, password: str) -> tuple[Profile, ClaimsToken]:
    if not state.gate.knows(user, password):
        raise Refused(401, INVALID_CREDENTIALS)
    token, ends = state.gate.new_claims_token()
    profile = Profile(email=f"{user}@example.com", userid=user, firstname="Sand", lastname="Box")
    return profile, ClaimsToken(value=token, exp=int(ends.timestamp() * 1000))
