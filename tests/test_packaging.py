"""What is in the wheel, and that the tests run on it."""

import importlib.util
import os
import subprocess
import sys
import tomllib
import zipfile
from email import message_from_bytes
from email.message import Message
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[1]
PYPROJECT = tomllib.loads((CHECKOUT / "pyproject.toml").read_text())
PACKAGES = ["countermand", "countermand_bindings", "countermand_codegen", "countermand_wire"]


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the wheel under test, or one built from the checkout where the tests run without nox."""
    if told := os.environ.get("COUNTERMAND_WHEEL"):
        return Path(told)
    directory = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(directory)]
    subprocess.run(command, cwd=CHECKOUT, check=True, capture_output=True)
    [built] = directory.glob("*.whl")
    return built


@pytest.fixture(scope="session")
def contents(wheel: Path) -> dict[str, bytes]:
    """Return every file of the wheel."""
    with zipfile.ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="session")
def metadata(contents: dict[str, bytes]) -> Message:
    [name] = [name for name in contents if name.endswith(".dist-info/METADATA")]
    return message_from_bytes(contents[name])


def in_the_checkout() -> dict[str, bytes]:
    """Return every file that the wheel must hold, under the name that it has there."""
    roots = [CHECKOUT / "src", CHECKOUT / "generated"]
    files = {path.relative_to(root): path for root in roots for path in root.rglob("*") if path.is_file()}
    wsdl = CHECKOUT / "wsdl"
    files |= {"countermand/sandbox/wsdl" / path.relative_to(wsdl): path for path in wsdl.glob("*/*")}
    return {name.as_posix(): path.read_bytes() for name, path in files.items() if "__pycache__" not in name.parts}


def test_the_wheel_holds_the_packages_and_nothing_else(contents: dict[str, bytes]) -> None:
    packed = {name: content for name, content in contents.items() if ".dist-info/" not in name}
    expected = in_the_checkout()
    assert packed.keys() == expected.keys()
    assert packed == expected


@pytest.mark.parametrize("package", PACKAGES)
def test_every_package_is_typed(contents: dict[str, bytes], package: str) -> None:
    assert f"{package}/__init__.py" in contents
    assert f"{package}/py.typed" in contents


def test_the_licence_is_in_the_wheel(contents: dict[str, bytes], metadata: Message) -> None:
    assert metadata["License-Expression"] == "Apache-2.0"
    assert [name for name in contents if name.endswith("/licenses/LICENSE")]


def test_the_core_needs_three_libraries_and_the_zones(metadata: Message) -> None:
    needed = [text for text in metadata.get_all("Requires-Dist", []) if "extra ==" not in text]
    assert sorted(text.split(">")[0] for text in needed) == ["attrs", "lxml", "requests", "tzdata"]


def test_all_is_every_extra() -> None:
    extras: dict[str, list[str]] = PYPROJECT["project"]["optional-dependencies"]
    others = ",".join(sorted(extras.keys() - {"all"}))
    assert extras["all"] == [f"countermand[{others}]"]


def test_the_command_is_declared(contents: dict[str, bytes]) -> None:
    [name] = [name for name in contents if name.endswith(".dist-info/entry_points.txt")]
    assert b"countermand = countermand.cli:main" in contents[name]


@pytest.mark.skipif("COUNTERMAND_WHEEL" not in os.environ, reason="not run by nox: the checkout is under test")
@pytest.mark.parametrize("package", PACKAGES)
def test_the_tests_run_on_the_installed_wheel(package: str) -> None:
    spec = importlib.util.find_spec(package)
    assert spec is not None
    assert spec.origin is not None
    assert not Path(spec.origin).is_relative_to(CHECKOUT / "src")
    assert not Path(spec.origin).is_relative_to(CHECKOUT / "generated")
    assert "site-packages" in Path(spec.origin).parts
