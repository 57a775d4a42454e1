"""What one complex type holds: the names of its members, its choices, and what may not stand beside each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import count

import attrs
from xsdata.models import xsd

from countermand_codegen import ir
from countermand_codegen.declared import At
from countermand_codegen.names import attribute_name
from countermand_codegen.particles import Key, Row, key_of
from countermand_codegen.simple import XS
from countermand_wire.contents import scalar
from countermand_wire.errors import DecodeError

__all__ = ["ANY_TYPE", "check_members", "choices_of", "is_list", "is_markup", "named"]

ANY_TYPE = f"{{{XS}}}anyType"


def check_members(at: At, members: Iterable[ir.Member], enumerations: Mapping[str, ir.Enumeration]) -> None:
    """Refuse members that cannot be told apart, and defaults that are no value.

    Raises:
        CodegenError: an element or attribute stands in two places, or a default is not of its type.
    """
    found: set[Key] = set()
    for member in members:
        for key in (key_of(member), *map(key_of, member.alternatives)):
            if key in found:
                raise at.refuse(f"has {ir.local_name(key[1])} in two places: not supported")
            found.add(key)
        if member.default is not None and not _is_value(member.default, member.type, enumerations):
            raise at.refuse(
                f"{member.name} has the default {member.default!r}, which is not of its type: not supported"
            )


def _is_value(text: str, type_: ir.TypeRef, enumerations: Mapping[str, ir.Enumeration]) -> bool:
    if type_.kind == "enumeration":
        known = {value.xml_name for value in enumerations[type_.name].values}
        return all(name in known for name in (text.split() if type_.listed else [text]))
    # A qualified name means something only where its prefix is bound.
    if type_.kind != "scalar" or type_.name == "q_name":
        return False
    try:
        for item in text.split() if type_.listed else [text]:
            scalar(type_.name).value(item, None, None)
    except DecodeError:
        return False
    return True


def named(above: tuple[ir.Member, ...], own: Iterable[ir.Member]) -> tuple[ir.Member, ...]:
    """Give the members their names in Python; those of the type above keep theirs."""
    taken = {member.attribute for member in above}
    found: list[ir.Member] = []
    numbers: dict[str, Iterator[int]] = {}
    for member in own:
        name = plain = attribute_name(member.name)
        while name in taken:
            name = f"{plain.rstrip('_')}_{next(numbers.setdefault(plain, count(2)))}"
        taken.add(name)
        found.append(attrs.evolve(member, attribute=name))
    return (*above, *found)


def choices_of(row: Row, known: Mapping[Key, str]) -> Iterator[ir.Choice]:
    """Return the choices among the members of a row, whose attributes are `known`."""
    for alternatives, required in row.choices:
        yield ir.Choice(
            alternatives=tuple(tuple(known[key] for key in keys) for keys in alternatives), required=required
        )


def is_markup(at: At, declared: xsd.ComplexType) -> bool:
    """Whether a type leaves its content open: mixed, of any one element, or with a schema in it, as a DataSet has."""
    content = declared.complex_content
    if declared.simple_content is not None or declared.abstract:
        return False
    if content is not None:
        body = content.extension or content.restriction
        base = None if body is None or body.base is None else at.qname(body.base, body.ns_map)
        return bool(declared.mixed or content.mixed) and base == ANY_TYPE
    if declared.mixed:
        return True
    sequence = declared.sequence
    if sequence is None or declared.attributes or declared.attribute_groups:
        return False
    references = (at.qname(one.ref, one.ns_map) for one in sequence.elements if one.ref)
    if f"{{{XS}}}schema" in references:
        return True
    others = (*sequence.elements, *sequence.choices, *sequence.sequences, *sequence.groups)
    return bool(sequence.any) and not others


def is_list(declared: xsd.ComplexType) -> bool:
    """Whether a type is a list as WCF declares one: a repeated element, and nothing else."""
    if not (declared.name or "").startswith("ArrayOf"):
        return False
    if declared.complex_content or declared.simple_content or declared.abstract or declared.attributes:
        return False
    sequence = declared.sequence
    if sequence is None or declared.attribute_groups or declared.any_attribute or sequence.max_occurs != 1:
        return False
    if sequence.any or sequence.choices or sequence.sequences or sequence.groups or len(sequence.elements) != 1:
        return False
    [element] = sequence.elements
    return element.ref is None and isinstance(element.max_occurs, int) and element.max_occurs > 1
