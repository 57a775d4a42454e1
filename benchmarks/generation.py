"""Generation from a large WSDL, and the import of its result, against xsdata: `python -m benchmarks.generation`.

Both commands run as whole processes over the same document: one port type of many operations, each with a type of its
own. What is measured is the processor's time, with that of ruff, which both start: it tells less of a busy machine.
xsdata's command needs its extra, `python -m pip install 'xsdata[cli]'`; `--xsdata PYTHON` names another Python that has
it.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from benchmarks.measure import Spread, interleaved
from benchmarks.processes import ENVIRONMENT

OURS, THEIRS, BARE = "countermand", "xsdata", "bare Python"
GROWTH = (250, 500, 1000, 2000, 4000)
FASTER, LIGHTER = 5, 10
"""How many times xsdata's time is to be ours: to generate, and to import the result."""


def main() -> int:
    """Measure and print; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.generation", description="Measure against xsdata.")
    parser.add_argument("--rounds", type=int, default=3, help="how often each is measured (default: 3)")
    parser.add_argument("--xsdata", default=sys.executable, metavar="PYTHON", help="the Python that has xsdata[cli]")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="countermand-bench-") as name:
        try:
            _measure(Path(name), options.xsdata, max(2, options.rounds))
        except subprocess.CalledProcessError as error:
            print(f"benchmarks: {error}\n{error.stderr.decode(errors='replace')}", file=sys.stderr)
            return 1
    return 0


def _measure(folder: Path, xsdata: str, rounds: int) -> None:
    wsdl = write_wsdl(folder, 1000)
    ours = [sys.executable, "-m", "countermand_codegen", "generate", "--wsdl", str(wsdl), "--package", "ours"]
    theirs = [xsdata, "-m", "xsdata", "generate", str(wsdl), "--package", "theirs"]
    works = {OURS: _process([*ours, "--out", "."], folder), THEIRS: _process(theirs, folder)}
    _print("1,000 operations, generated", interleaved(works, rounds), FASTER)
    imports = {
        OURS: _process([sys.executable, "-c", "from ours import PORTS, Big"], folder),
        THEIRS: _process([xsdata, "-c", "import theirs"], folder),
        BARE: _process([sys.executable, "-c", ""], folder),
    }
    for work in imports.values():
        work()  # Compiles what is imported.
    _print("the result, imported by a new process", interleaved(imports, 3 * rounds), LIGHTER)
    print("\nby the number of operations, seconds of countermand")
    for count in GROWTH:
        arguments = ["--wsdl", str(write_wsdl(folder, count)), "--package", f"big{count}", "--out", "."]
        seconds = _process([*ours[:4], *arguments], folder)()
        print(f"  {count:>5}{seconds:>8.1f}   {seconds / count * 1e3:.1f} ms each")


def _process(command: list[str], folder: Path) -> Callable[[], float]:
    return partial(_seconds, command, folder)


def _seconds(command: list[str], folder: Path) -> float:
    # What was made before would be left as it is.
    for package in ("ours", "theirs") if "generate" in command else ():
        if package in command and (folder / package).exists():
            shutil.rmtree(folder / package)
    # xsdata takes ruff from there.
    path = os.pathsep.join([str(Path(command[0]).parent), ENVIRONMENT.get("PATH", "")])
    before = os.times()
    subprocess.run(command, cwd=folder, env={**ENVIRONMENT, "PATH": path}, capture_output=True, check=True)
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def _print(title: str, figures: dict[str, Spread], wanted: float) -> None:
    print(f"\n{title}, seconds")
    for name, figure in figures.items():
        print(f"  {name:<12}{figure.median:>8.3f}   all {figure.least:.3f} .. {figure.most:.3f}")
    bare = figures[BARE].median if BARE in figures else 0.0
    ratio = (figures[THEIRS].median - bare) / (figures[OURS].median - bare)
    verdict = "met" if ratio >= wanted else "MISSED"
    less = ", less what bare Python takes" if bare else ""
    print(f"  xsdata / countermand{less} = {ratio:.1f}, wanted {wanted}: {verdict}")


def write_wsdl(folder: Path, count: int) -> Path:
    """Write a WSDL of so many operations; types refer to each other in tens, as long chains are too deep for xsdata."""
    parts = {"types": "", "messages": "", "declared": "", "bound": ""}
    for index in range(count):
        for name, text in _operation(index).items():
            parts[name] += text
    path = folder / f"big{count}.wsdl"
    path.write_text(DOCUMENT.format(**parts), encoding="utf-8")
    return path


def _operation(index: int) -> dict[str, str]:
    name, type_ = f"Op{index}", f"tns:Type{index}"
    optional = '<xs:element minOccurs="0" name="{}" type="{}" nillable="true"/>'.format
    members = optional("Name", "xs:string") + optional("When", "xs:dateTime") + optional("Price", "xs:decimal")
    next_ = optional("Next", f"tns:Type{index // 10 * 10}")
    given, returned = optional("id", "xs:int") + optional("what", type_), optional(f"{name}Result", type_)
    wrapped = '<xs:element name="{}"><xs:complexType><xs:sequence>{}</xs:sequence></xs:complexType></xs:element>'.format
    message = '<wsdl:message name="{0}"><wsdl:part name="parameters" element="tns:{0}"/></wsdl:message>'.format
    types = f'<xs:complexType name="Type{index}"><xs:sequence>{members}{next_}</xs:sequence></xs:complexType>'
    return {
        "types": wrapped(name, given) + wrapped(f"{name}Response", returned) + types,
        "messages": message(name) + message(f"{name}Response"),
        "declared": (
            f'<wsdl:operation name="{name}"><wsdl:input message="tns:{name}"/>'
            f'<wsdl:output message="tns:{name}Response"/></wsdl:operation>'
        ),
        "bound": (
            f'<wsdl:operation name="{name}"><soap:operation soapAction="urn:big/{name}" style="document"/>'
            '<wsdl:input><soap:body use="literal"/></wsdl:input><wsdl:output><soap:body use="literal"/></wsdl:output>'
            "</wsdl:operation>"
        ),
    }


DOCUMENT = """<?xml version="1.0"?>
<wsdl:definitions xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/"
    xmlns:tns="urn:big" xmlns:xs="http://www.w3.org/2001/XMLSchema" name="Big" targetNamespace="urn:big">
  <wsdl:types><xs:schema elementFormDefault="qualified" targetNamespace="urn:big">{types}</xs:schema></wsdl:types>
  {messages}<wsdl:portType name="IBig">{declared}</wsdl:portType>
  <wsdl:binding name="B" type="tns:IBig"><soap:binding transport="http://schemas.xmlsoap.org/soap/http"/>{bound}
  </wsdl:binding>
  <wsdl:service name="Big">
    <wsdl:port name="P" binding="tns:B"><soap:address location="http://localhost/big"/></wsdl:port>
  </wsdl:service>
</wsdl:definitions>
"""


if __name__ == "__main__":
    sys.exit(main())
