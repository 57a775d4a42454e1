"""The namespaces and names of WSDL, XML Schema and WS-Policy that the canonical form has rules about."""

from __future__ import annotations

__all__ = ["DEFINITIONS", "POLICIES", "SCHEMA", "SOAP", "WSDL", "WSU", "XML", "XS", "xs"]

WSDL = "http://schemas.xmlsoap.org/wsdl/"
XML = "http://www.w3.org/XML/1998/namespace"
XS = "http://www.w3.org/2001/XMLSchema"
WSU = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd"
SOAP = ("http://schemas.xmlsoap.org/wsdl/soap/", "http://schemas.xmlsoap.org/wsdl/soap12/")
POLICIES = ("http://schemas.xmlsoap.org/ws/2004/09/policy", "http://www.w3.org/ns/ws-policy")

DEFINITIONS = f"{{{WSDL}}}definitions"
SCHEMA = f"{{{XS}}}schema"


def xs(name: str) -> str:
    """Return the name of an XML Schema element in Clark notation."""
    return f"{{{XS}}}{name}"
