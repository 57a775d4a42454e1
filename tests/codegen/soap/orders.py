"""A WSDL of several operations, port types and ports: headers, a declared fault, a one-way message, a port over TCP."""

from __future__ import annotations

from pathlib import Path

from tests.codegen.soap.constructs import NILLABLE, OPTIONAL, XS, complex_type, element, sequence

SOAP11 = "http://schemas.xmlsoap.org/wsdl/soap/"
SOAP12 = "http://schemas.xmlsoap.org/wsdl/soap12/"
OPERATIONS = ("GetOrder", "Place", "Forget")


def write_orders(folder: Path) -> Path:
    """Write it; returns its path."""
    path = folder / "orders.wsdl"
    path.write_text(ORDERS, encoding="utf-8")
    return path


def _message(name: str, inside: str = "") -> str:
    return f'<xs:element name="{name}"><xs:complexType>{sequence(inside)}</xs:complexType></xs:element>'


SCHEMA = "".join(
    (
        complex_type("Order", sequence(element("Id", "xs:int"), element("Due", "xs:dateTime", NILLABLE))),
        complex_type("Problem", sequence(element("Code", "xs:int"))),
        '<xs:element name="Problem" type="tns:Problem"/><xs:element name="Session" type="xs:string"/>',
        '<xs:element name="Trace" type="xs:int"/>',
        _message("GetOrder", element("result", "xs:int")),
        _message("GetOrderResponse", element("GetOrderResult", "tns:Order", NILLABLE)),
        _message("Place", element("order", "tns:Order", NILLABLE)),
        _message("PlaceResponse", element("PlaceResult", "xs:int")),
        _message("Forget", element("id", "xs:int", OPTIONAL)),
        _message("Ping"),
        _message("PingResponse"),
    )
)
MESSAGES = "".join(
    f'<wsdl:message name="{name}"><wsdl:part name="parameters" element="tns:{name}"/></wsdl:message>'
    for name in ("GetOrder", "GetOrderResponse", "Place", "PlaceResponse", "Forget", "Ping", "PingResponse", "Problem")
)
BODY = '<soap:body use="literal"/>'


def _bound(name: str, into: str = "", out: str | None = "", fault: str = "") -> str:
    output = "" if out is None else f"<wsdl:output>{BODY}{out}</wsdl:output>"
    return (
        f'<wsdl:operation name="{name}"><soap:operation soapAction="urn:orders/{name}" style="document"/>'
        f"<wsdl:input>{BODY}{into}</wsdl:input>{output}{fault}</wsdl:operation>"
    )


def _binding(name: str, port_type: str, soap: str, operations: str) -> str:
    return (
        f'<wsdl:binding name="{name}" type="tns:{port_type}" xmlns:soap="{soap}">'
        f'<soap:binding transport="http://schemas.xmlsoap.org/soap/http"/>{operations}</wsdl:binding>'
    )


def _header(part: str) -> str:
    return f'<soap:header message="tns:Headers" part="{part}" use="literal"/>'


FAULT = '<wsdl:fault name="Problem"><soap:fault name="Problem" use="literal"/></wsdl:fault>'
ORDERING = (
    _bound("GetOrder") + _bound("Place", _header("session"), _header("trace"), FAULT) + _bound("Forget", out=None)
)
ORDERS = f"""<?xml version="1.0" encoding="utf-8"?>
<wsdl:definitions xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/" {XS} xmlns:tns="urn:orders"
    targetNamespace="urn:orders">
  <wsdl:types><xs:schema elementFormDefault="qualified" targetNamespace="urn:orders">{SCHEMA}</xs:schema></wsdl:types>
  {MESSAGES}
  <wsdl:message name="Headers">
    <wsdl:part name="session" element="tns:Session"/><wsdl:part name="trace" element="tns:Trace"/>
  </wsdl:message>
  <wsdl:portType name="IOrders">
    <wsdl:operation name="GetOrder">
      <wsdl:input message="tns:GetOrder"/><wsdl:output message="tns:GetOrderResponse"/>
    </wsdl:operation>
    <wsdl:operation name="Place">
      <wsdl:input message="tns:Place"/><wsdl:output message="tns:PlaceResponse"/>
      <wsdl:fault name="Problem" message="tns:Problem"/>
    </wsdl:operation>
    <wsdl:operation name="Forget"><wsdl:input message="tns:Forget"/></wsdl:operation>
  </wsdl:portType>
  <wsdl:portType name="IHealth">
    <wsdl:operation name="Ping">
      <wsdl:input message="tns:Ping"/><wsdl:output message="tns:PingResponse"/>
    </wsdl:operation>
  </wsdl:portType>
  {_binding("Basic", "IOrders", SOAP11, ORDERING)}
  {_binding("Twelve", "IOrders", SOAP12, ORDERING)}
  {_binding("Health", "IHealth", SOAP11, _bound("Ping"))}
  <wsdl:binding name="Tcp" type="tns:IOrders">
    <soap:binding xmlns:soap="{SOAP12}" transport="http://schemas.microsoft.com/soap/tcp"/>
  </wsdl:binding>
  <wsdl:service name="Orders">
    <wsdl:port name="Basic" binding="tns:Basic">
      <soap:address xmlns:soap="{SOAP11}" location="http://orders.example/basic"/>
    </wsdl:port>
    <wsdl:port name="Twelve" binding="tns:Twelve">
      <soap:address xmlns:soap="{SOAP12}" location="https://orders.example/twelve"/>
    </wsdl:port>
    <wsdl:port name="Health" binding="tns:Health">
      <soap:address xmlns:soap="{SOAP11}" location="http://orders.example/health"/>
    </wsdl:port>
    <wsdl:port name="Tcp" binding="tns:Tcp">
      <soap:address xmlns:soap="{SOAP12}" location="net.tcp://orders.example/tcp"/>
    </wsdl:port>
  </wsdl:service>
</wsdl:definitions>
"""
