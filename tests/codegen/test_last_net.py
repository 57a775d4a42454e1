"""Whatever happens inside a command: one line and exit status 2, for 1 says that something differs."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import attrs
import pytest
from lxml import etree
from xsdata.exceptions import ParserError
from zeep.exceptions import XMLParseError

from countermand_codegen import cli, project, states
from countermand_codegen.diff import command as diff_command
from countermand_codegen.fetch import command as fetch_command
from tests.codegen.small import Project, use, wsdl

ROOT = Path(__file__).parents[2]
COMMANDS = (("generate",), ("check",), ("check", "--live", "small"), ("fetch", "small"), ("diff", "a", "b"))
ERRORS: tuple[Exception, ...] = (
    RecursionError("maximum recursion depth exceeded"),
    MemoryError(),
    UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid start byte"),
    KeyError("it"),
    AssertionError(),
    OSError(28, "No space left on device"),
    etree.LxmlError("of lxml"),
    XMLParseError("of zeep"),
    ParserError("of xsdata"),
    ValueError("first line\nsecond \x1b[31m line"),
)


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    made = use(monkeypatch, tmp_path)
    made.write("small.wsdl", wsdl())
    return made


def fail_with(error: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(*_: object, **__: object) -> Iterator[str]:
        raise error

    for module, name in (
        (project, "generate"),
        (states, "examine"),
        (fetch_command, "fetch"),
        (fetch_command, "check_live"),
        (diff_command, "run"),
    ):
        monkeypatch.setattr(module, name, failing)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_an_error_that_nobody_foresaw(
    error: Exception,
    command: tuple[str, ...],
    small: Project,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    fail_with(error, monkeypatch)
    assert small.run(*command) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(f"codegen: failed as nobody has foreseen: {type(error).__name__}")
    assert err.endswith(" (--traceback shows where)\n")
    assert err.removesuffix("\n").isprintable()


def test_its_traceback_on_demand(
    small: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    fail_with(KeyError("it"), monkeypatch)
    assert cli.main(["--root", str(small.root), "--traceback", "check"]) == 2
    err = capsys.readouterr().err
    line, _, shown = err.partition("\n")
    assert line == "codegen: failed as nobody has foreseen: KeyError: 'it' (--traceback shows where)"
    assert shown.startswith("Traceback (most recent call last):\n")
    assert "in failing" in err


def test_an_interrupt_is_the_callers(small: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(project, "generate", stop)
    with pytest.raises(KeyboardInterrupt):
        small.run("generate")


def test_a_reader_that_stops_reading() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, str(ROOT / "codegen.py"), "diff", "wsdl", "wsdl"]
    with os.fdopen(writing, "wb") as out:
        done = subprocess.run(command, cwd=ROOT, stdout=out, stderr=subprocess.PIPE, text=True, check=False)
    assert (done.returncode, done.stderr) == (2, "codegen: the output was not read to its end\n")


def test_a_library_that_is_missing(
    small: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    fail_with(ModuleNotFoundError("No module named 'zeep'", name="zeep"), monkeypatch)
    for command in COMMANDS:
        assert small.run(*command) == 2
        line = "codegen: zeep is not installed; run: python -m pip install 'countermand[codegen]'\n"
        assert capsys.readouterr().err == line


@pytest.mark.parametrize("name", ["zeep", "xsdata", "lxml", "yaml", "openapi_spec_validator", "requests"])
def test_each_library_of_the_extra_is_named_where_it_is_missing(name: str) -> None:
    program = (
        f"import sys; sys.modules[{name!r}] = None; from countermand_codegen.cli import main; "
        "from pathlib import Path; sys.exit(main(sys.argv[1:], root=Path.cwd()))"
    )
    command = ["fetch", "esendex", "--url", "https://127.0.0.1:9/"] if name == "requests" else ["check"]
    done = subprocess.run(
        [sys.executable, "-c", program, *command], cwd=ROOT, capture_output=True, text=True, check=False
    )
    line = f"codegen: {name} is not installed; run: python -m pip install -e '.[codegen]'\n"
    assert (done.returncode, done.stdout, done.stderr) == (2, "", line)


def test_output_that_the_terminal_cannot_show(small: Project) -> None:
    """A name beyond ASCII is no reason to end half way."""
    other = attrs.evolve(small, root=small.root / "other")
    other.write("small.wsdl", wsdl(service="Größe"))
    command = [sys.executable, str(ROOT / "codegen.py"), "diff", "wsdl", "other/wsdl"]
    done = subprocess.run(
        command, cwd=small.root, capture_output=True, check=False, env={**os.environ, "PYTHONIOENCODING": "ascii"}
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert rb"Gr\xf6\xdfe" in done.stdout
