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
from packaging.requirements import Requirement

CHECKOUT = Path(__file__).parents[1]
PYPROJECT = tomllib.loads((CHECKOUT / "pyproject.toml").read_text())
PACKAGES = ["countermand", "countermand_bindings", "countermand_codegen", "countermand_wire"]


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the wheel under test, or one built from the checkout where the tests run without nox."""
    if told := os.environ.get("COUNTERMAND_WHEEL"):
        return Path(told)
    return build(tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="session")
def contents(wheel: Path) -> dict[str, bytes]:
    """Return every file of the wheel."""
    with zipfile.ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="session")
def metadata(contents: dict[str, bytes]) -> Message:
    [name] = [name for name in contents if name.endswith(".dist-info/METADATA")]
    return message_from_bytes(contents[name])


def build(directory: Path) -> Path:
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(directory)]
    subprocess.run(command, cwd=CHECKOUT, check=True, capture_output=True)
    [built] = directory.glob("*.whl")
    return built


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


def test_two_builds_give_the_same_bytes(tmp_path: Path) -> None:
    first, second = build(tmp_path / "first"), build(tmp_path / "second")
    assert first.read_bytes() == second.read_bytes()


def test_the_lock_of_ci_holds_what_is_declared() -> None:
    """Mended by `nox -s lock`."""
    lines = (CHECKOUT / ".ci/requirements.txt").read_text().splitlines()
    locked = dict(line.split(" ")[0].split("==") for line in lines if line and line[0] not in " #")
    extras: dict[str, list[str]] = PYPROJECT["project"]["optional-dependencies"]
    groups: dict[str, list[str | dict[str, str]]] = PYPROJECT["dependency-groups"]
    declared = [*PYPROJECT["project"]["dependencies"], *(text for extra in extras.values() for text in extra)]
    declared += [text for group in groups.values() for text in group if isinstance(text, str)]
    for requirement in map(Requirement, declared):
        if requirement.name != "countermand":
            assert requirement.specifier.contains(locked[requirement.name.lower().replace("_", "-")]), requirement
    hashed = "\n".join(lines).split("\n    # via")
    assert all("--hash=sha256:" in entry for entry in hashed[:-1])


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
