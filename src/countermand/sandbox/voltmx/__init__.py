"""HCL Volt MX Engagement Services, as the sandbox plays them.

`VoltMxSandbox` is what it remembers, `volt_mx` the service in front of that.
"""

from countermand.sandbox.voltmx.account import VoltMxSandbox
from countermand.sandbox.voltmx.keys import VOLTMX_APP_KEY, VOLTMX_PASSWORD, VOLTMX_USER
from countermand.sandbox.voltmx.options import VoltMxOptions
from countermand.sandbox.voltmx.requests import Entry, SmsRequest
from countermand.sandbox.voltmx.service import volt_mx

__all__ = [
    "VOLTMX_APP_KEY",
    "VOLTMX_PASSWORD",
    "VOLTMX_USER",
    "Entry",
    "SmsRequest",
    "VoltMxOptions",
    "VoltMxSandbox",
    "volt_mx",
]
