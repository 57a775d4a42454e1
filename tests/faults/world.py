"""One seed's world: a sandbox where things go wrong, a client of one service over one wire form, and the truth."""

from __future__ import annotations

import itertools
import random
import re
from collections.abc import Collection, Generator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Final, TypeAlias, cast

from attrs import evolve, field, frozen

from countermand import (
    AppKey,
    BasicAuth,
    ClaimsLogin,
    Esendex,
    HttpRequest,
    HttpResponse,
    MailPartner,
    OAuthLogin,
    RequestsTransport,
    SmsPartner,
    VoltMx,
)
from countermand.auth import Auth
from countermand.esendex import WIRES
from countermand.esendex import Wire as EsendexWire
from countermand.sandbox import VOLTMX_APP_KEY, VOLTMX_PASSWORD, VOLTMX_USER, Clock, PartnerOptions, Stage
from countermand.sandbox.faults import Kind, Plan, at_random
from countermand.smspartner import Wire as SmsWire
from countermand.testing import Sandbox
from tests.faults.canaries import Canaries

__all__ = ["LANES", "Client", "Recorder", "Truth", "World", "world_of"]

Client: TypeAlias = Esendex | SmsPartner | MailPartner | VoltMx

Truth: TypeAlias = Mapping[str, Stage]
"""How far each message has come, by the id that cancels it."""

LANES: Final = (*(f"esendex {wire}" for wire in WIRES), "smspartner json", "smspartner xml", "mailpartner", "voltmx")
"""Every service and wire form; a seed belongs to one of them."""

TIMEOUT: Final = 0.25
MAX_BYTES: Final = 200_000
AHEAD: Final = (timedelta(0), timedelta(0), timedelta(minutes=-7), timedelta(minutes=7), timedelta(hours=70))
"""How far the service's clock is off from ours at the beginning."""


class Recorder:
    """Sends over real connections, and knows which operation each call of the plan was."""

    def __init__(self, inner: RequestsTransport, plan: Plan) -> None:
        self._inner = inner
        self._plan = plan
        self.sends = 0
        self.operations: list[str] = []
        """Of the calls that the server saw, by their numbers."""

    def send(self, request: HttpRequest, /) -> HttpResponse:
        """Send once."""
        self.sends += 1
        try:
            return self._inner.send(evolve(request, timeout=TIMEOUT))
        finally:
            self.operations += [_operation(request)] * (self._plan.calls - len(self.operations))

    def __repr__(self) -> str:
        return "Recorder()"


@frozen(kw_only=True)
class World:
    """What a seed's jobs happen in."""

    lane: str
    chance: random.Random = field(repr=False)
    canaries: Canaries
    sandbox: Sandbox
    plan: Plan
    recorder: Recorder
    client: Client
    due: datetime
    """When all messages are to go out."""

    def truth(self) -> Truth:
        """Look at the messages from behind."""
        if isinstance(self.client, Esendex):
            held = self.sandbox.esendex.messages
            return {str(each.message_id): held.stage_of(each) for each in held}
        if isinstance(self.client, VoltMx):
            requests = self.sandbox.voltmx.messages
            return {each.request_id: requests.stages(each.request_id)[0] for each in requests}
        sends = (self.sandbox.smspartner if isinstance(self.client, SmsPartner) else self.sandbox.mailpartner).messages
        return {each.message_id: sends.stage_of(each) for each in sends}


@contextmanager
def world_of(seed: int, kinds: Collection[Kind] = ()) -> Generator[World]:
    """Set up the world of a seed, where these kinds go wrong, or those that it draws."""
    chance = random.Random(f"world:{seed}")
    canaries = Canaries(chance)
    lane = LANES[seed % len(LANES)]
    plan = at_random(seed, rate=chance.choice((0.1, 0.3, 0.6)), kinds=kinds or _kinds(chance))
    license_key, api_key = canaries.guid(), canaries.word()
    sandbox = Sandbox(
        clock=Clock(datetime.now(UTC) + chance.choice(AHEAD)),
        new_id=canaries.guid,
        license_keys=[license_key],
        partner=PartnerOptions(api_keys=frozenset({api_key}), http_errors=chance.random() < 0.5),
        seed=seed,
        faults=plan,
    )
    for account in (sandbox.smspartner, sandbox.mailpartner):
        # Without the samples, and with ids that are long enough to be searched for.
        account.messages._sends.clear()
        account.messages._ids = itertools.count(chance.randrange(10**11, 10**12))
    due = datetime.now(UTC).replace(hour=12, minute=0, second=0, microsecond=0) + timedelta(days=3)
    with sandbox, RequestsTransport(max_bytes=MAX_BYTES) as inner:
        recorder = Recorder(inner, plan)
        service, _, wire = lane.partition(" ")
        client: Client
        match service:
            case "esendex":
                client = Esendex(
                    license_key=license_key,
                    wire=cast("EsendexWire", wire),
                    base_url=sandbox.esendex_url,
                    transport=recorder,
                )
            case "smspartner":
                url = sandbox.smspartner_url
                client = SmsPartner(api_key=api_key, wire=cast("SmsWire", wire), base_url=url, transport=recorder)
            case "mailpartner":
                client = MailPartner(api_key=api_key, base_url=sandbox.mailpartner_url, transport=recorder)
            case _:
                canaries.pieces |= {VOLTMX_PASSWORD, VOLTMX_APP_KEY}
                auth = _auth(chance, sandbox)
                client = VoltMx(base_url=sandbox.voltmx_url, auth=auth, transport=recorder)
        yield World(
            lane=lane,
            chance=chance,
            canaries=canaries,
            sandbox=sandbox,
            plan=plan,
            recorder=recorder,
            client=client,
            due=due,
        )


def _kinds(chance: random.Random) -> list[Kind]:
    """Draw what may go wrong: everything, or a few kinds that then meet each other more often."""
    return list(Kind) if chance.random() < 0.5 else chance.sample(list(Kind), k=chance.randrange(1, 6))


def _auth(chance: random.Random, sandbox: Sandbox) -> Auth:
    return chance.choice(
        (
            BasicAuth(VOLTMX_USER, VOLTMX_PASSWORD),
            ClaimsLogin(VOLTMX_USER, VOLTMX_PASSWORD, url=sandbox.voltmx_login_url),
            OAuthLogin(VOLTMX_USER, VOLTMX_PASSWORD),
            AppKey(VOLTMX_APP_KEY),
        )
    )


def _operation(request: HttpRequest) -> str:
    action = request.headers.get("SOAPAction", "") or request.headers.get("Content-Type", "")
    return re.sub(r"\d{4,}", "", request.url.partition("?")[0]) + request.method + action
