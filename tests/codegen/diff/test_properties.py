"""What holds for any two contracts: none differs from itself, in whatever clothes, and the two directions mirror."""

import random
from collections.abc import Mapping
from pathlib import Path

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from countermand_codegen.diff.compare import Side, compare_services
from countermand_codegen.diff.load import Document, read_side
from countermand_codegen.diff.model import Change, Place
from tests.codegen import small
from tests.codegen.diff.esendex import FOLDER, lowered
from tests.codegen.diff.pair import side
from tests.codegen.diff.row import Row
from tests.codegen.diff.rows import ROWS
from tests.codegen.parts import complex_type, member, sequence

CHECKOUT = Path(__file__).parents[3]
DOCUMENTS = sorted(
    [*CHECKOUT.glob("wsdl/*/*.wsdl"), *CHECKOUT.glob("wsdl/*/openapi.yaml"), *CHECKOUT.glob("tests/**/*.wsdl")]
)
NAMING = ("type.name", "port.name", "fault.name")
"""Rules of what a place is called by."""
OPPOSITE = {"added": "removed", "removed": "added", "changed": "changed"}


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.parent.name)
def test_none_differs_from_itself(path: Path) -> None:
    rest = "rest.yaml" if (path.parent / "rest.yaml").is_file() else None
    sides = [read_side(Document(service="s", root=path.parent, main=path.name, rest=rest), "s") for _ in range(2)]
    assert compare_services(*sides) == ()


def seen(change: Change, *, mirrored: bool) -> tuple[object, ...]:
    """Return what a change says of the wire, as the other direction should have it."""
    fates = (change.old_client.fate, change.old_client.reason, change.new_client.fate, change.new_client.reason)
    if not mirrored:
        return (change.rule, change.kind, str(change.place), change.old, change.new, *fates)
    place = str(change.place)
    return (change.rule, OPPOSITE[change.kind], place, change.new, change.old, *fates[2:], *fates[:2])


def assert_mirrored(old: Side, new: Side, members: Mapping[str, str] | None = None) -> None:
    """Compare both ways; `members` says what members that are called otherwise were called."""
    there, back = compare_services(old, new), compare_services(new, old)
    names = {change.new: change.old for change in there if change.rule in NAMING}
    back = tuple(attrs.evolve(change, place=_as_old(change, names, members or {})) for change in back)
    key = repr
    assert sorted((seen(change, mirrored=True) for change in there), key=key) == sorted(
        (seen(change, mirrored=False) for change in back), key=key
    )


def _as_old(change: Change, names: Mapping[str, str], members: Mapping[str, str]) -> Place:
    place = change.place
    type_, port = (names.get(name, name) for name in (place.type, place.port))
    called = names if place.message == "fault" else members
    return attrs.evolve(place, type=type_, port=port, member=called.get(place.member, place.member))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_rows_mirror(row: Row) -> None:
    assert_mirrored(row.side(old=True), row.side(old=False))


NAMES = ("A", "B", "C", "D")
TYPES = ("xs:string", "xs:int", "xs:long", "tns:One", "tns:Two", "tns:S", "tns:ArrayOfOne")
ATTRIBUTES = ("", 'minOccurs="0"', 'nillable="true"', 'minOccurs="0" nillable="true"')


@st.composite
def members(draw: st.DrawFn, types: tuple[str, ...] = TYPES) -> str:
    names = draw(st.lists(st.sampled_from(NAMES), unique=True, max_size=4))
    return "".join(member(draw(st.sampled_from(types)), name, draw(st.sampled_from(ATTRIBUTES))) for name in names)


@st.composite
def contracts(draw: st.DrawFn) -> dict[str, str]:
    """Draw the parts of a small WSDL: messages, two data contracts, a list and an enumeration."""
    plain = TYPES[:3]
    values = draw(st.lists(st.sampled_from(NAMES), unique=True, min_size=1))
    listed = "".join(f'<xs:enumeration value="{value}"/>' for value in values)
    item = draw(st.sampled_from(["One", "Item"]))
    return {
        "One": complex_type(sequence(draw(members((*plain, "tns:Two", "tns:S")))), "One"),
        "Two": complex_type(sequence(draw(members(plain))), "Two"),
        "S": f'<xs:simpleType name="S"><xs:restriction base="xs:string">{listed}</xs:restriction></xs:simpleType>',
        "ArrayOfOne": complex_type(
            sequence(f'<xs:element name="{item}" type="tns:One" minOccurs="0" maxOccurs="unbounded"/>'), "ArrayOfOne"
        ),
        "request": draw(members()),
        "response": draw(members()),
    }


DECLARED = ("One", "Two", "S", "ArrayOfOne")


def built(parts: dict[str, str], order: tuple[str, ...] = DECLARED) -> Side:
    return side(document(parts, order))


def document(parts: dict[str, str], order: tuple[str, ...] = DECLARED) -> str:
    types = "".join(parts[name] for name in order)
    return small.wsdl(types, request=parts["request"], response=parts["response"])


@settings(max_examples=20, deadline=None)
@given(contracts(), contracts())
def test_two_directions_mirror(old: dict[str, str], new: dict[str, str]) -> None:
    assert_mirrored(built(old), built(new))


@settings(max_examples=20, deadline=None)
@given(contracts(), st.permutations(DECLARED), st.sampled_from(["tns", "q1", "a.b"]), st.booleans(), st.booleans())
def test_clothes_do_not_matter(parts: dict[str, str], order: list[str], prefix: str, spaced: bool, apart: bool) -> None:
    text = document(parts, tuple(order))
    if apart:
        # The types in a second schema of the same namespace, before that of the messages.
        types = "".join(parts[name] for name in order)
        text = text.replace(types, "")
        text = text.replace("<wsdl:types>", f"<wsdl:types>{small.schema(types)}")
    text = text.replace("tns:", f"{prefix}:").replace("xmlns:tns=", f"xmlns:{prefix}=")
    if spaced:
        text = text.replace("><", "> <!-- here -->\n\t<")
    assert compare_services(built(parts), side(text)) == ()


def test_the_order_of_declarations_does_not_matter(tmp_path: Path) -> None:
    from lxml import etree

    for path in FOLDER.iterdir():
        if path.suffix not in (".wsdl", ".xsd"):
            (tmp_path / path.name).write_bytes(path.read_bytes())
            continue
        tree = etree.parse(path)
        root = tree.getroot()
        children = list(root)
        random.Random(7).shuffle(children)
        # An import comes before all else, in a schema as in a WSDL.
        root[:] = sorted(children, key=lambda child: not str(child.tag).endswith(("import", "types")))
        tree.write(tmp_path / path.name)
    assert compare_services(lowered(FOLDER), lowered(tmp_path)) == ()
