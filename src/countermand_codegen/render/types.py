"""Expressions that read and write a member, by its type: the one table from wire types to Python."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from countermand_codegen import ir
from countermand_codegen.render.imports import Imports

__all__ = ["LOOSE", "TypeRenderer"]

LOOSE = frozenset(
    {"bit", "flag", "identifier", "integer", "loose_decimal", "loose_integer", "number", "numeric_identifier"}
)
"""Scalars of JSON services."""

ANNOTATIONS: Mapping[str, tuple[str, str]] = {
    "any_uri": ("", "str"),
    "base64_binary": ("", "bytes"),
    "bit": ("", "bool"),
    "boolean": ("", "bool"),
    "char": ("", "str"),
    "date": ("datetime", "date"),
    "date_time": ("datetime", "datetime"),
    "decimal": ("decimal", "Decimal"),
    "double": ("", "float"),
    "duration": ("datetime", "timedelta"),
    "flag": ("", "bool"),
    "float": ("", "float"),
    "guid": ("uuid", "UUID"),
    "hex_binary": ("", "bytes"),
    "identifier": ("", "str"),
    "loose_decimal": ("decimal", "Decimal"),
    "number": ("decimal", "Decimal"),
    "numeric_identifier": ("", "str"),
    "q_name": ("", "str"),
    "string": ("", "str"),
    "time": ("datetime", "time"),
    "token": ("", "str"),
}
"""Module and name of a scalar's Python type; the integers are all `int`."""

DEEPEST = 8
"""Of lists in lists, one of which may hold itself."""

XSI_NIL = ' i:nil="true"'


@attrs.frozen
class TypeRenderer:
    """Renders expressions for the members of one service, and notes what they need imported."""

    service: ir.Service
    imports: Imports
    own: str = ""
    """The module that is written, which imports nothing from itself."""

    def wire(self, name: str) -> str:
        """Import a helper of the generated code."""
        return self.imports.use("countermand_wire.members", name)

    def lookup(self, name: str) -> str:
        """Import a helper that finds a value."""
        return self.imports.use("countermand_wire.lookup", name)

    def scalar(self, function: str) -> str:
        """Import a scalar's function."""
        home = "countermand_wire.scalars"
        if function.rpartition("_")[0].rpartition("_")[0] in LOOSE:
            home += ".loose"
        return self.imports.use(home, function)

    def text_reader(self, type_: ir.TypeRef) -> str:
        """Import the function that reads a scalar from text that is not escaped."""
        if type_.name == "string":
            return self.imports.use("countermand_wire.scalars.loose", "string_from_text")
        return self.scalar(f"{type_.name}_from_{'text' if type_.name in LOOSE else 'xml'}")

    def enumeration(self, qname: str) -> str:
        """Import an enumeration's class."""
        found = self.service.enumeration(qname)
        return self.imports.use(self.home(found), found.class_name)

    def function(self, type_: ir.TypeRef, suffix: str) -> str:
        """Import a function of a contract or list, such as its `to_xml`."""
        found = self.composite(type_)
        return self.imports.use(self.home(found), f"{found.module}_{suffix}")

    def layouts(self, contract: ir.Contract, name: str) -> str:
        """Import the layouts of a positional contract."""
        return self.imports.use(self.home(contract), name)

    def columns(self, type_: ir.TypeRef, name: str) -> str:
        """Import the columns of a contract."""
        return self.imports.use(self.home(self.service.contract(type_.name)), name)

    def codec(self, type_: ir.TypeRef) -> str:
        """Import the codec of a type as the root of a document."""
        if type_.kind == "scalar":
            return self.imports.use("countermand_wire.elements", type_.name.upper())
        found = self.composite(type_)
        return self.imports.use(self.home(found), found.codec_name)

    def composite(self, type_: ir.TypeRef) -> ir.Contract | ir.Array | ir.Enumeration:
        """Return what a reference that is no scalar refers to."""
        if type_.kind == "contract":
            return self.service.contract(type_.name)
        return self.service.array(type_.name) if type_.kind == "array" else self.service.enumeration(type_.name)

    def home(self, found: ir.Contract | ir.Array | ir.Enumeration) -> str:
        """Return the module of a type."""
        return f"{self.service.home}.contracts.{found.module}"

    def sequence(self) -> str:
        """Import the type of what repeats."""
        return self.imports.annotate("collections.abc", "Sequence")

    def contract_class(self, contract: ir.Contract) -> str:
        """Import a contract's class."""
        return self.imports.use(self.home(contract), contract.class_name)

    def annotation(self, type_: ir.TypeRef, depth: int = 0) -> str:
        """Write the Python type, neither None nor ABSENT in it; of lists in lists so many as anybody reads."""
        if type_.listed:
            return f"{self.sequence()}[{self.annotation(attrs.evolve(type_, listed=False))}]"
        if type_.kind == "scalar":
            module, name = ANNOTATIONS.get(type_.name, ("", "int"))
            return self.imports.annotate(module, name) if module else name
        if type_.kind == "markup":
            return self.imports.annotate("countermand_wire.markup", "XmlElement")
        if type_.kind == "array":
            item = self.service.array(type_.name).item
            optional = " | None" if item.nillable else ""
            inner = self.annotation(item.type, depth + 1) if depth < DEEPEST else "object"
            return f"{self.sequence()}[{inner}{optional}]"
        if type_.kind == "contract":
            contract = self.service.contract(type_.name)
            return self._annotated(contract, contract.class_name)
        enumeration = self.service.enumeration(type_.name)
        name = self._annotated(enumeration, enumeration.class_name)
        return f"{name} | {self.imports.annotate('countermand_wire.enumeration', 'UnknownValue')}"

    def _annotated(self, found: ir.Contract | ir.Enumeration, name: str) -> str:
        home = self.home(found)
        return name if home == self.own else self.imports.annotate(home, name)

    def read_xml(self, member: ir.Member, element: str) -> str:
        """Write the expression that reads a member from its element."""
        path = repr(member.name)
        if member.nillable and member.type == ir.TypeRef("scalar", "string"):
            return f"{self.wire('string_or_nil')}({element}, {path})"
        value = self._read_xml_value(member.type, element, path)
        return f"(None if {self.wire('is_nil')}({element}) else {value})" if member.nillable else value

    def _read_xml_value(self, type_: ir.TypeRef, element: str, path: str) -> str:
        if type_.kind == "scalar":
            value = f"{self.scalar(f'{type_.name}_from_xml')}({element}.text, {path})"
            return f"reading.date_time({value})" if type_.name == "date_time" else value
        if type_.kind == "enumeration":
            read = self.imports.use("countermand_wire.enumeration", "enumeration_from_xml")
            return f"{read}({self.enumeration(type_.name)}, {element}.text, {path})"
        return f"{self.wire('contract_from_xml')}({self.function(type_, 'from_xml')}, {element}, {path}, reading)"

    def read_json(self, member: ir.Member, value: str) -> str:
        """Write the expression that reads a member from its JSON value."""
        read = self._read_json_value(member.type, value, repr(member.name))
        return f"(None if {value} is None else {read})" if member.nillable else read

    def _read_json_value(self, type_: ir.TypeRef, value: str, path: str) -> str:
        if type_.kind == "scalar":
            read = f"{self.scalar(f'{type_.name}_from_json')}({value}, {path})"
            return f"reading.date_time({read})" if type_.name == "date_time" else read
        if type_.kind == "enumeration":
            function = self.imports.use("countermand_wire.enumeration", "enumeration_from_json")
            return f"{function}({self.enumeration(type_.name)}, {value}, {path})"
        return f"{self.wire('contract_from_json')}({self.function(type_, 'from_json')}, {value}, {path}, reading)"

    def write_xml(self, member: ir.Member, value: str) -> str:
        """Write the expression that writes a member as its element."""
        opening, closing = self._tags(member)
        present = f"{opening!r} + {self.xml_text(member.type, value, repr(member.name))} + {closing!r}"
        if not member.nillable:
            return present
        return f"{f'<{member.name}{XSI_NIL}/>'!r} if {value} is None else {present}"

    def xml_text(self, type_: ir.TypeRef, value: str, path: str) -> str:
        """Write the expression that writes a value as the content of an element."""
        if type_ == ir.TypeRef("scalar", "date_time"):
            return f"writing.date_time_to_xml({value}, {path})"
        if type_.kind == "scalar":
            return f"{self.scalar(f'{type_.name}_to_xml')}({value}, {path})"
        if type_.kind == "enumeration":
            write = self.imports.use("countermand_wire.enumeration", "enumeration_to_xml")
            return f"{write}({self.enumeration(type_.name)}, {value}, {path})"
        return f"{self.wire('contract_to_xml')}({self.function(type_, 'to_xml')}, {value}, {path}, writing)"

    def write_json(self, member: ir.Member, value: str) -> str:
        """Write the expression that writes a member as a JSON value."""
        present = self._json_value(member.type, value, repr(member.name))
        return f"None if {value} is None else {present}" if member.nillable else present

    def _json_value(self, type_: ir.TypeRef, value: str, path: str) -> str:
        if type_ == ir.TypeRef("scalar", "date_time"):
            return f"writing.date_time_to_json({value}, {path})"
        if type_.kind == "scalar":
            return f"{self.scalar(f'{type_.name}_to_json')}({value}, {path})"
        if type_.kind == "enumeration":
            write = self.imports.use("countermand_wire.enumeration", "enumeration_to_json")
            return f"{write}({self.enumeration(type_.name)}, {value}, {path})"
        return f"{self.wire('contract_to_json')}({self.function(type_, 'to_json')}, {value}, {path}, writing)"

    def _tags(self, member: ir.Member) -> tuple[str, str]:
        """Return a member's start and end tag; a type of another namespace makes its own the default inside."""
        inner = ir.namespace_of(member.type.name) if member.type.kind in ("contract", "array") else member.namespace
        if member.type.kind == "array":
            inner = self.service.array(member.type.name).item.namespace
        if inner == member.namespace:
            return f"<{member.name}>", f"</{member.name}>"
        outer, default = _attribute(member.namespace), _attribute(inner)
        return f'<q:{member.name} xmlns:q="{outer}" xmlns="{default}">', f"</q:{member.name}>"


def _attribute(value: str) -> str:
    return value.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
