"""Every construct's package passes type checkers at their strictest, and says of each member what it is."""

from pathlib import Path

from countermand_codegen.standalone import make_package, write_package
from tests.codegen.soap.checkers import complaints
from tests.codegen.soap.constructs import CONSTRUCTS
from tests.codegen.soap.made import write_documents
from tests.codegen.soap.orders import write_orders

CALLER = """
from datetime import datetime
from typing import assert_type

from constructs.orders import IHealth, IOrders, PORTS, Order, Problem
from constructs.orders.operations.place import PlaceResponse
from countermand import SoapCall, SoapFault
from countermand_wire.absent import Absent

call = SoapCall(PORTS["Basic"])
assert_type(IOrders(call).get_order(result=1), Order | None)
assert_type(IOrders(call).place(order=Order(id=1, due=None), session="s"), PlaceResponse)
assert_type(Order(id=1).due, datetime | None | Absent)
assert_type(IOrders(call).place().trace, int | Absent)
IOrders(call).forget(id=3)
IHealth(call).ping()
try:
    IHealth(call).ping()
except SoapFault as error:
    found = [detail.code for detail in error.details if isinstance(detail, Problem)]
    assert_type(found, list[int])
IOrders(call).get_order(result="1")  # wrong
IOrders(call).get_order()  # wrong
IOrders(call).place(session=None)  # wrong
IHealth(call).get_order(result=1)  # wrong
"""


def test_every_construct_type_checks(tmp_path: Path) -> None:
    for name, construct in CONSTRUCTS.items():
        below = tmp_path / name.replace(" ", "_")
        below.mkdir()
        wsdl = write_documents(below, construct.document(), construct.files)
        write_package(make_package(wsdl, f"constructs.{below.name}_"), tmp_path)
    assert complaints(tmp_path, "constructs") == []


def test_a_caller_is_told_what_is_wrong(tmp_path: Path) -> None:
    write_package(make_package(write_orders(tmp_path), "constructs.orders"), tmp_path)
    (tmp_path / "constructs/caller.py").write_text(CALLER)
    wrong = [number for number, line in enumerate(CALLER.splitlines(), start=1) if "# wrong" in line]
    assert len(wrong) == 4
    found = {": ".join(one.split(": ")[:2]) for one in complaints(tmp_path, "constructs")}
    assert found == {f"{checker}: caller.py:{number}" for checker in ("mypy", "pyright") for number in wrong}
