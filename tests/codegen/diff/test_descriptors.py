"""Contracts of services without SOAP: JSON has names and no order, and says what its vendor mixes."""

import shutil
from pathlib import Path

import pytest
import yaml

from countermand_codegen.diff.compare import Side, compare_services
from countermand_codegen.diff.load import Document, read_side
from countermand_codegen.diff.model import Change

CHECKOUT = Path(__file__).parents[3]


def lowered(folder: Path) -> Side:
    return read_side(Document(service=folder.name, root=folder, main="openapi.yaml"), folder.name)


def changed(service: str, old: str, new: str, tmp_path: Path) -> tuple[Change, ...]:
    """Compare a descriptor with what it is when a text in it, which must be there, is replaced once."""
    folder = tmp_path / service
    shutil.copytree(CHECKOUT / "wsdl" / service, folder)
    text = (folder / "openapi.yaml").read_text()
    assert old in text
    (folder / "openapi.yaml").write_text(text.replace(old, new, 1))
    return compare_services(lowered(CHECKOUT / "wsdl" / service), lowered(folder))


@pytest.mark.parametrize(
    ("old", "new", "rule", "expected"),
    [
        ("{means: not-found,", "{means: refused,", "operation.codes", ("depends", "depends", "compatible")),
        ("  /message-cancel:\n", "  /cancel:\n", "REST form.path", ("breaking", "breaking", "compatible")),
        (
            "schema: {type: string, x-sensitive: true}, example: '300'}",
            "schema: {type: integer, x-sensitive: true}, example: 300}",
            "member.type",
            ("depends", "compatible", "breaking"),
        ),
    ],
)
def test_what_changes(old: str, new: str, rule: str, expected: tuple[str, ...], tmp_path: Path) -> None:
    [change] = changed("smspartner", old, new, tmp_path)
    assert change.rule == rule
    assert tuple(effect.grade for _, effect in change.effects) == expected


@pytest.mark.parametrize(
    ("service", "old", "new", "told"),
    [
        (
            "smspartner",
            "url: https://api.smspartner.fr/v1",
            "url: https://api.smspartner.fr/v2",
            ("service.servers", "https://api.smspartner.fr/v1", "https://api.smspartner.fr/v2"),
        ),
        (
            "voltmx",
            "enum: [vpns, kpns]",
            "enum: [vpns]",
            (
                "service.servers",
                "https://{host}/{context} host=engagement.example.com context=vpns|kpns",
                "https://{host}/{context} host=engagement.example.com context=vpns",
            ),
        ),
        (
            "voltmx",
            "url: https://accounts.auth.voltmxcloud.com",
            "url: https://accounts.example",
            ("operation.servers", "https://accounts.auth.voltmxcloud.com", "https://accounts.example"),
        ),
    ],
)
def test_a_service_that_moves(service: str, old: str, new: str, told: tuple[str, ...], tmp_path: Path) -> None:
    """No binding has the address, but every old call goes to where it was."""
    [change] = changed(service, old, new, tmp_path)
    assert (change.rule, change.old, change.new) == told
    assert [effect.grade for _, effect in change.effects] == ["depends", "depends", "compatible"]


def test_the_text_of_a_code(tmp_path: Path) -> None:
    """It stands in the bindings, and says the same."""
    found = changed("mailpartner", "text: Not enough credits", "text: No credit", tmp_path)
    assert {change.rule for change in found} == {"operation.codes"}
    assert {effect.grade for change in found for _, effect in change.effects} == {"compatible"}


def test_the_order_of_aliases(tmp_path: Path) -> None:
    """It is the order in which the bindings look for them."""
    found = changed("smspartner", "x-aliases: [nb_sms, nbSms]", "x-aliases: [nbSms, nb_sms]", tmp_path)
    assert {change.rule for change in found} == {"member.aliases"}
    assert {effect.grade for change in found for _, effect in change.effects} == {"compatible"}


def test_the_order_of_layouts(tmp_path: Path) -> None:
    """The first that fits is the one that is written."""
    folder = tmp_path / "smspartner"
    shutil.copytree(CHECKOUT / "wsdl/smspartner", folder)
    document = yaml.safe_load((folder / "openapi.yaml").read_text())
    schemas = document["components"]["schemas"]
    turned = next(name for name, schema in schemas.items() if len(schema.get("x-positional", ())) > 1)
    schemas[turned]["x-positional"].reverse()
    (folder / "openapi.yaml").write_text(yaml.safe_dump(document, sort_keys=False))
    found = compare_services(lowered(CHECKOUT / "wsdl/smspartner"), lowered(folder))
    assert {change.rule for change in found} == {"contract.layouts"}


def test_a_loosened_type_goes_on_being_read(tmp_path: Path) -> None:
    strict, loose = "cost: {type: number}", "cost: {type: [number, string], format: loose-decimal}"
    text = (CHECKOUT / "wsdl/smspartner/openapi.yaml").read_text()
    old, new = (strict, loose) if strict in text else (loose, strict)
    found = changed("smspartner", old, new, tmp_path)
    assert {change.rule for change in found} == {"member.type"}
    columns = {(change.old_client.grade, change.new_client.grade, change.python.grade) for change in found}
    assert columns == (
        {("depends", "compatible", "compatible")} if old == strict else {("compatible", "depends", "compatible")}
    )
