"""What zeep and the schemas say of a message that was written."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import attrs
import isodate  # type: ignore[import-untyped]
import zeep
from lxml import etree
from zeep.xsd import Nil

from countermand_codegen import ir
from countermand_wire.absent import ABSENT
from countermand_wire.scalars.days import date_to_xml

XS = "{http://www.w3.org/2001/XMLSchema}"
TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"
FACETS = re.compile(
    r"SCHEMAV_CVC_(PATTERN|MINLENGTH|MAXLENGTH|LENGTH|MININCLUSIVE|MAXINCLUSIVE|MINEXCLUSIVE|MAXEXCLUSIVE)_VALID"
)


@attrs.frozen
class Schemas:
    """The schemas of a WSDL, compiled by libxml2, which knows nothing of ours."""

    schema: etree.XMLSchema

    @classmethod
    def of(cls, wsdl: Path, folder: Path) -> Schemas:
        """Write each schema to a file, so that they can import each other by namespace, and compile them."""
        found = list(etree.parse(str(wsdl)).iter(f"{XS}schema"))
        by_namespace: dict[str, list[str]] = {}
        for index, schema in enumerate(found):
            by_namespace.setdefault(schema.get("targetNamespace", ""), []).append(f"s{index}.xsd")
        for index, schema in enumerate(found):
            own = schema.get("targetNamespace", "")
            for imported in schema.findall(f"{XS}import"):
                names = by_namespace.get(imported.get("namespace", ""), [])
                if names and not imported.get("schemaLocation"):
                    imported.set("schemaLocation", names[0])
            first, *others = by_namespace[own]
            if others and f"s{index}.xsd" == first:
                for name in others:
                    schema.insert(0, etree.Element(f"{XS}include", schemaLocation=name))
            (folder / f"s{index}.xsd").write_bytes(etree.tostring(schema))
        top = etree.Element(f"{XS}schema")
        for namespace, names in by_namespace.items():
            etree.SubElement(top, f"{XS}import", namespace=namespace, schemaLocation=names[0])
        (folder / "top.xsd").write_bytes(etree.tostring(top))
        return cls(etree.XMLSchema(etree.parse(str(folder / "top.xsd"))))

    def complaints(self, document: etree._Element) -> list[str]:
        """Return what is not valid, but for facets, which nobody promised to keep."""
        self.schema.validate(document)
        found: list[Any] = list(self.schema.error_log)  # type: ignore[call-overload]  # It can be iterated.
        # Where a facet is not kept, libxml2 says also that the value is not of the type.
        faceted = {error.path for error in found if FACETS.match(error.type_name)}
        return [error.message for error in found if error.path not in faceted]


def client_of(wsdl: Path) -> Any:
    """Load a WSDL with zeep."""
    settings = zeep.Settings(strict=True, forbid_external=True)  # pyright: ignore[reportCallIssue]  # An attrs class to it.
    return zeep.Client(str(wsdl), settings=settings)


@attrs.frozen
class Theirs:
    """The same values as zeep takes them."""

    service: ir.Service
    client: Any

    def body(self, element: Any, message: ir.Contract, value: Any) -> etree._Element:
        """Let zeep write the element of a message."""
        parent = etree.Element("parent")
        type_ = element.type
        if message.members and message.members[0].where == "text" and len(message.members) == 1:
            element.render(parent, self._one(message.members[0], value.value))
        else:
            element.render(parent, type_(**self._given(message, type_, value)))
        return parent[0]

    def _given(self, contract: ir.Contract, type_: Any, value: Any) -> dict[str, Any]:
        elements = {
            one.qname.text: (name, one) for name, one in type_.elements if getattr(one, "qname", None) is not None
        }
        attributes = {one.qname.text: name for name, one in type_.attributes if getattr(one, "qname", None) is not None}
        given: dict[str, Any] = {}
        for member in contract.members:
            found = getattr(value, member.attribute)
            if found is ABSENT or member.where == "header":
                continue
            tag = member.tag if member.namespace else member.name
            if member.where == "element":
                name, one = elements[tag]
                given[name] = (
                    [self._one(member, item, one) for item in found] if member.many else self._one(member, found, one)
                )
            elif member.where == "attribute":
                given[attributes[tag]] = self._one(member, found)
            elif member.where == "text":
                given["_value_1"] = self._one(member, found)
            elif member.where == "any":
                given["_value_1"] = [etree.fromstring(one.xml) for one in found]
            elif member.where == "any-attributes":
                given["_attr_1"] = dict(found)
            elif member.where == "items":
                parts = {one.attribute: one for one in member.alternatives}
                given["_value_1"] = [
                    {parts[label].name: self._one(parts[label], item, elements[parts[label].tag][1])}
                    for label, item in found
                ]
        return given

    def _one(self, member: ir.Member, value: Any, element: Any = ...) -> Any:
        if value is None:
            return Nil
        type_ = member.type
        if type_.listed and type_.name == "token":
            return " ".join(value)
        if type_.listed:
            return [self._one(attrs.evolve(member, type=attrs.evolve(type_, listed=False)), item) for item in value]
        if type_.kind == "scalar" and type_.name == "token" and element is not ...:
            return element.type.pythonvalue(value)
        if type_.kind == "scalar":
            return SPELLED.get(type_.name, lambda same: same)(value)
        if type_.kind == "enumeration":
            return value.xml_name
        if type_.kind == "array":
            item = self.service.array(type_.name).item
            [(name, inner)] = element.type.elements
            return {name: [self._one(item, one, inner) for one in value]}
        contract = self.service.contract(type_.name)
        for name in contract.derived:
            derived = self.service.contract(name)
            if type(value).__name__ == derived.class_name:
                kind = self.client.get_type(derived.qname)
                return kind(**self._given(derived, kind, value))
        return element.type(**self._given(contract, element.type, value))


SPELLED: dict[str, Callable[[Any], Any]] = {
    "char": ord,
    "guid": str,
    "hex_binary": lambda value: value.hex().upper(),
    "date": lambda value: date_to_xml(value, ""),
    "q_name": etree.QName,
}


def infoset(element: etree._Element) -> Any:
    """Return an element as nested tuples, without prefixes, and with texts in one spelling."""
    attributes = {}
    for name, value in element.attrib.items():
        if name == TYPE:
            attributes[str(name)] = _expanded(str(value), element)
        else:
            attributes[str(name)] = _spelled(str(value), element)
    text = _spelled(element.text or "", element) if len(element) == 0 else None
    return str(element.tag), attributes, text, [infoset(child) for child in element]


def _expanded(name: str, element: etree._Element) -> str:
    prefix, _, local = name.rpartition(":")
    return f"{{{element.nsmap.get(prefix or None) or ''}}}{local}"


def _spelled(text: str, element: etree._Element) -> str:
    if re.fullmatch(r"p?\d*:?[\w.-]+:[\w.-]+", text) and text.partition(":")[0] in element.nsmap:
        return _expanded(text, element)
    if re.fullmatch(r"[+-]?\d{17,}", text):
        return str(int(text))
    if re.fullmatch(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?", text):
        return repr(float(text))
    if re.fullmatch(r"-?P(?=.)(\d+[YMWD])*(T(\d+(\.\d+)?[HMS])+)?", text):
        return str(isodate.parse_duration(text))
    moment = re.fullmatch(r"((?:\d{4}-\d\d-\d\dT)?\d\d:\d\d:\d\d)(?:\.(\d+))?(Z|[+-]\d\d:\d\d)?", text)
    if moment:
        fraction = (moment[2] or "").rstrip("0")
        return f"{moment[1]}.{fraction}{(moment[3] or '').replace('+00:00', 'Z')}"
    return text
