"""Renders a list type: four functions and its codec, over plain Python lists."""

from __future__ import annotations

from countermand_codegen import ir
from countermand_codegen.render.contract import import_codec_names, render_sequence_codec
from countermand_codegen.render.types import TypeRenderer

__all__ = ["render_array"]


def render_array(array: ir.Array, types: TypeRenderer) -> str:
    """Write the functions of a list type, and its codec."""
    import_codec_names(array.form, types)
    item = types.annotation(array.item.type) + (" | None" if array.item.nillable else "")
    sequence = f"{types.imports.annotate('collections.abc', 'Sequence')}[{item}]"
    body = _Expressions(array, types)
    stem = array.module
    writes = f"value: {sequence}, writing: Writing = WRITE_UTC"
    reads = "reading: Reading = READ_BY_NAME"
    json_functions = [
        f"def {stem}_to_json({writes}) -> JsonValue:\n    return {body.to_json}",
        f"def {stem}_from_json(value: object, {reads}) -> {sequence}:\n    return {body.from_json}",
    ]
    if array.form != "sequence":
        return "\n\n\n".join(json_functions)
    xml_functions = [
        f"def {stem}_to_xml({writes}) -> str:\n    return {body.to_xml}",
        f"def {stem}_from_xml(element: _Element, {reads}) -> {sequence}:\n    return {body.from_xml}",
    ]
    expression = render_sequence_codec(stem, array.qname, types, stream=body.stream)
    codec = f"{stem.upper()}: {types.imports.use('typing', 'Final')}[Codec[{sequence}]] = {expression}"
    return "\n\n\n".join([*xml_functions, *json_functions, codec])


class _Expressions:
    """The bodies of a list's functions, by the kind of its item."""

    def __init__(self, array: ir.Array, types: TypeRenderer) -> None:
        self.stream: str | None = None
        self.to_xml = self.from_xml = ""
        if array.form == "sequence":
            self._xml(array, types)
        item = array.item
        value = f"{types.wire('one_or_many')}(value)" if array.one_or_many else "value"
        if item.type.kind in ("contract", "array"):
            to_json, from_json = (types.function(item.type, form) for form in ("to_json", "from_json"))
            self.to_json = f"{types.wire('list_to_json')}({to_json}, value, writing, {item.nillable})"
            self.from_json = f"{types.wire('list_from_json')}({from_json}, {value}, reading, {item.nillable})"
        else:
            write, read = (_scalar(item.type, form, types) for form in ("to_json", "from_json"))
            self.to_json = f"{types.wire('scalars_to_json')}({write}, value, {item.nillable})"
            self.from_json = f"{types.wire('scalars_from_json')}({read}, {value}, {item.nillable})"

    def _xml(self, array: ir.Array, types: TypeRenderer) -> None:
        item = array.item
        name, tag, nillable = repr(item.name), repr(item.tag), item.nillable
        if item.type.kind in ("contract", "array"):
            to_xml, from_xml = (types.function(item.type, form) for form in ("to_xml", "from_xml"))
            self.to_xml = f"{types.wire('list_to_xml')}({name}, {to_xml}, value, writing, {nillable})"
            self.from_xml = f"{types.wire('list_from_xml')}({tag}, {from_xml}, element, reading, {nillable})"
            # Of what a nil item is where nil is not allowed, only the ordinary way knows.
            self.stream = stream(array, types, "{}") if nillable else None
            return
        if item.type == ir.TypeRef("scalar", "string"):
            self.to_xml = f"{types.wire('strings_to_xml')}({name}, value, {nillable})"
        else:
            write = _scalar(item.type, "to_xml", types)
            self.to_xml = f"{types.wire('scalars_to_xml')}({name}, {write}, value, {nillable})"
        read = _scalar(item.type, "from_xml", types)
        self.from_xml = f"{types.wire('scalars_from_xml')}({tag}, {read}, element, {nillable})"


def _scalar(type_: ir.TypeRef, form: str, types: TypeRenderer) -> str:
    """Write the function that reads or writes one item, which takes a value and a path."""
    if type_.kind == "enumeration":
        function = types.imports.use("countermand_wire.enumeration", f"enumeration_{form}")
        if form.startswith("to"):
            return f"{types.imports.use('functools', 'partial')}({function}, {types.enumeration(type_.name)})"
        return f"lambda item, path: {function}({types.enumeration(type_.name)}, item, path)"
    if type_.name != "date_time":
        return types.scalar(f"{type_.name}_{form}")
    if form.startswith("to"):
        return f"writing.date_time_{form}"
    return f"lambda item, path: reading.date_time({types.scalar(f'date_time_{form}')}(item, path))"


def stream(array: ir.Array, types: TypeRenderer, attach: str, above: str = "") -> str:
    """Write the expression of a stream over the items of a list.

    Args:
        array: a list of contracts.
        types: renders its item.
        attach: makes the value, with `{}` where a list of the right type goes.
        above: the qualified name of the element that holds the list, where the stream starts above it.
    """
    path = f"({above!r}, {array.item.tag!r})" if above else f"({array.item.tag!r},)"
    item = types.annotation(array.item.type) + (" | None" if array.item.nillable else "")
    cast = f"{types.imports.use('typing', 'cast')}({f'list[{item}]'!r}, items)"
    read = types.function(array.item.type, "from_xml")
    types.imports.use("countermand_wire.codec", "Stream")
    return f"Stream(path={path}, item={read}, attach=lambda items: {attach.format(cast)})"
