"""What the first request costs: nothing heavy is imported before it is needed."""

import subprocess
import sys

import pytest

from countermand import options
from countermand.esendex import BASE_URL

HEAVY = {
    "certifi",
    "click",
    "email",
    "http",
    "lxml",
    "requests",
    "rich",
    "ssl",
    "tzdata",
    "urllib3",
    "zeep",
    "zoneinfo",
}

USE = """
import sys
before = set(sys.modules)
import countermand
countermand.Esendex
key = "5ec2e7aa-0000-4000-8000-5ec2e7aa5ec2"

class Stop(Exception): pass

class Transport:
    def send(self, request):
        raise Stop

def first(wire):
    esendex = countermand.Esendex(license_key=key, wire=wire, transport=Transport() if {given} else None)
    if {given}:
        try:
            esendex.cancel("1627aea5-8e0a-4371-9022-9b504344e724")
        except Stop:
            pass

for wire in ("json", "xml", "query", "soap11", "soap12"):
    first(wire)
print(*sorted({{name.partition(".")[0] for name in set(sys.modules) - before}}))
"""


@pytest.mark.parametrize("given", [True, False])
def test_nothing_heavy_is_imported_before_the_first_request_goes_out(given: bool) -> None:
    done = subprocess.run(
        [sys.executable, "-c", USE.format(given=given)], check=True, capture_output=True, text=True, timeout=60
    )
    assert set(done.stdout.split()) & HEAVY == set()


OURS = """
import sys
import countermand
key = "5ec2e7aa-0000-4000-8000-5ec2e7aa5ec2"

class Stop(Exception): pass

class Transport:
    def send(self, request):
        raise Stop

try:
    countermand.Esendex(license_key=key, transport=Transport()).cancel("1627aea5-8e0a-4371-9022-9b504344e724")
except Stop:
    pass
print(*[name for name in sys.modules if name.partition(".")[0] == "countermand"])
"""


def test_one_service_does_not_pay_for_the_others() -> None:
    done = subprocess.run([sys.executable, "-c", OURS], check=True, capture_output=True, text=True, timeout=60)
    assert set(done.stdout.split()) == {
        "countermand",
        "countermand.errors",
        "countermand.esendex",
        "countermand.facade",
        "countermand.flows",
        "countermand.flows.call",
        "countermand.flows.channel",
        "countermand.flows.esendex",
        "countermand.flows.esendex.cancel",
        "countermand.flows.esendex.dates",
        "countermand.flows.flow",
        "countermand.options",
        "countermand.policy",
        "countermand.traceless",
    }


LATER = """
import sys
from countermand import Esendex
key = "5ec2e7aa-0000-4000-8000-5ec2e7aa5ec2"

class Stop(Exception): pass

class Transport:
    def send(self, request):
        raise Stop

try:
    Esendex(license_key=key, wire="soap12", transport=Transport()).cancel("1627aea5-8e0a-4371-9022-9b504344e724")
except Stop:
    pass
print(*sys.modules)
"""


def test_what_only_replies_and_foreign_addresses_need_waits_for_them() -> None:
    done = subprocess.run([sys.executable, "-c", LATER], check=True, capture_output=True, text=True, timeout=60)
    later = {"countermand.flows.reply", "countermand.redact", "countermand_wire.faults", "json", "urllib.parse"}
    assert set(done.stdout.split()) & later == set()


def test_the_vendors_own_address_would_stand_the_check_that_it_is_spared() -> None:
    assert options.base_url(BASE_URL) == BASE_URL


def test_the_package_itself_is_only_a_contents_page() -> None:
    code = "import sys, countermand; print(*[m for m in sys.modules if m.partition('.')[0] in ('attrs', 'attr')])"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True, timeout=60)
    assert done.stdout.split() == []
