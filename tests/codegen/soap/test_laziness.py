"""A package of a thousand types costs little to import: a contract's module is loaded when it is first used."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from countermand_codegen.standalone import make_package, write_package
from tests.codegen.soap.constructs import CONSTRUCTS, OPTIONAL, Construct, complex_type, element, sequence
from tests.codegen.soap.made import write_documents

TYPES = 1000


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a package of a long chain of types, each of which holds the next one."""
    folder = tmp_path_factory.mktemp("large")
    types = "".join(
        complex_type(
            f"Type{n}", sequence(element("Id", "xs:int"), element("Next", f"tns:Type{(n + 1) % TYPES}", OPTIONAL))
        )
        for n in range(TYPES)
    )
    large = Construct(types=types, request=sequence(element("what", "tns:Type0", OPTIONAL)))
    write_package(make_package(write_documents(folder, large.document(), {}), "large"), folder)
    return folder


def python(folder: Path, code: str) -> list[str]:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(folder), *map(os.path.abspath, sys.path)])}
    loaded = "import sys; print(*sorted(name for name in sys.modules if name.startswith('large')))"
    command = [sys.executable, "-c", f"{code}\n{loaded}"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    return done.stdout.split()


PAGES = ["large", "large.operations", "large.ports", "large.service"]


def test_import_loads_no_contract(folder: Path) -> None:
    assert python(folder, "import large") == ["large"]
    code = "from large import PORTS, Shop\nimport large.operations\nshop = Shop(print)"
    assert python(folder, code) == PAGES


def test_a_call_loads_what_it_writes(folder: Path) -> None:
    write = (
        "from large import PORTS, Shop, Type0, Type1\nfrom countermand import SoapCall\n"
        "from countermand_wire.http import HttpResponse\n"
        "class Empty:\n    def send(self, request):\n"
        "        reply = '<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body>'\n"
        "        reply += '<DoResponse xmlns=\"urn:shop\"/></s:Body></s:Envelope>'\n"
        "        return HttpResponse(status=200, headers={'Content-Type': 'text/xml'}, body=reply.encode())\n"
        "call = SoapCall(PORTS['Basic'], Empty())\n"
        "assert Shop(call).do(what=Type0(id=1, next=Type1(id=2))) is None\n"
    )
    loaded = python(folder, write)
    contracts = [f"large.contracts.type{n}" for n in range(2)]
    assert loaded == sorted(
        [
            "large",
            "large.contracts",
            *contracts,
            "large.operations",
            "large.operations.do",
            "large.ports",
            "large.service",
        ]
    )


def test_import_costs_a_few_milliseconds(folder: Path) -> None:
    code = "import time, countermand_wire.lazy\nstart = time.perf_counter()\nimport large\n"
    code += "print(time.perf_counter() - start)"
    python(folder, "import large")  # Compiles it.
    seconds = min(float(python(folder, code)[0]) for _ in range(5))
    assert seconds < 0.05


def test_a_base_is_loaded_with_what_extends_it(tmp_path: Path) -> None:
    wsdl = write_documents(tmp_path, CONSTRUCTS["inheritance"].document(), {})
    write_package(make_package(wsdl, "large"), tmp_path)
    loaded = python(tmp_path, "from large import Cube")
    assert loaded == [
        "large",
        "large.contracts",
        *(f"large.contracts.{name}" for name in ("cube", "shape_2", "square")),
    ]
