"""`countermand sandbox`: the services, on this machine."""

from __future__ import annotations

from typing import TYPE_CHECKING
from warnings import catch_warnings, filterwarnings

import click

from countermand.cli.examples import examples
from countermand.cli.output import complain, line
from countermand.options import is_loopback

if TYPE_CHECKING:
    from countermand.sandbox import Sandbox

__all__ = ["sandbox"]


@click.command(
    epilog=examples(
        "countermand sandbox --port 8025 &",
        "countermand esendex status 1627aea5-8e0a-4371-9022-9b504344e724 \\",
        "    --base-url http://127.0.0.1:8025/esendex/Messaging.svc",
        "countermand smspartner credits --base-url http://127.0.0.1:8025/smspartner/v1",
    )
)
@click.option("--port", type=click.IntRange(0, 65535), default=8025, show_default=True, help="0 takes a free one.")
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="Where to listen; anything but loopback is warned of."
)
def sandbox(port: int, host: str) -> None:
    """Serve every service on this machine, to try against, until Ctrl-C."""
    from countermand.sandbox import (  # noqa: PLC0415  # The extra may not be installed.
        API_KEY,
        LICENSE_KEY,
        VOLTMX_PASSWORD,
        VOLTMX_USER,
        serve,
    )
    from countermand.sandbox.sandbox import EXPOSED  # noqa: PLC0415  # The same.

    def announce(running: Sandbox) -> None:
        line(("countermand sandbox", "bold"), (running.url, ""))
        for name, url, credential in (
            ("Esendex", running.esendex_url, f"license key {LICENSE_KEY}"),
            ("SMS Partner", running.smspartner_url, f"API key {API_KEY}"),
            ("Mail Partner", running.mailpartner_url, f"API key {API_KEY}"),
            ("Volt MX", running.voltmx_url, f"user {VOLTMX_USER}, password {VOLTMX_PASSWORD}"),
            ("Volt MX login", running.voltmx_login_url, ""),
        ):
            line((name, "bold"), (url, ""), (credential, ""))

    if not is_loopback(host):
        complain(EXPOSED.format(host))
    with catch_warnings():
        filterwarnings("ignore", "the sandbox listens on")  # It is said.
        serve(host=host, port=port, announce=announce)
