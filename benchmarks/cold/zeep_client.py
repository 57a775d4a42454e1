"""From nothing to the first request; its body goes to standard output."""

import sys
from pathlib import Path

import zeep
from zeep.wsdl.utils import etree_to_string

wsdl = Path(__file__).resolve().parents[2] / "wsdl" / "esendex" / "messaging.wsdl"
client = zeep.Client(str(wsdl), port_name="mms2wsHttpBindingSecure")
message = client.create_message(client.service, "CancelMessage", MessageID="1627aea5-8e0a-4371-9022-9b504344e724")
sys.stdout.buffer.write(etree_to_string(message))
