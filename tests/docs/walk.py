"""Runs the commands of docs/changing-apis.md against a sandbox whose WSDL has changed, and writes what they print.

When the page or a command changes, renew the page from the project's folder, then read the difference::

    PYTHONPATH=src:generated python -m tests.docs.walk
"""

import contextlib
import io
import os
import re
import shlex
import shutil
import subprocess
import tempfile
from collections.abc import Generator
from pathlib import Path
from unittest.mock import patch

import attrs

from countermand.sandbox.esendex import service
from countermand.sandbox.wcf import Metadata
from countermand.testing import Sandbox
from countermand_codegen import project
from countermand_codegen.cli import main

CHECKOUT = Path(__file__).parents[2]
PAGE = CHECKOUT / "docs/changing-apis.md"
BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)
STATUSES = '<xs:simpleType name="MessageStatus">\n    <xs:restriction base="xs:string">'
NUMBER = "<serialization:EnumerationValue>600</serialization:EnumerationValue>"
EXPIRED = (
    f'<xs:enumeration value="Expired"><xs:annotation><xs:appinfo>{NUMBER}</xs:appinfo></xs:annotation></xs:enumeration>'
)
CHANGES = (
    # A member that may be given with a message.
    (
        '"UseMMS" type="xs:boolean" />',
        '"UseMMS" type="xs:boolean" />\n<xs:element name="ValidUntil" minOccurs="0" type="xs:dateTime" />',
    ),
    # A member of a reply that may now be nil.
    (
        '"SentTime" minOccurs="0" type="xs:dateTime" />',
        '"SentTime" minOccurs="0" nillable="true" type="xs:dateTime" />',
    ),
    # A status that was not there.
    (STATUSES, f"{STATUSES}\n{EXPIRED}"),
)


def changed_metadata() -> Metadata:
    """Return the metadata of the service after its change."""
    folder = CHECKOUT / "wsdl/esendex"
    schemas = {name: (folder / name).read_text() for name in service._SCHEMAS}
    for old, new in CHANGES:
        assert schemas["messaging.xsd"].count(old) == 1, old
        schemas["messaging.xsd"] = schemas["messaging.xsd"].replace(old, new)
    documents = {name: text.encode() for name, text in schemas.items()}
    wsdl = (folder / "messaging.wsdl").read_bytes()
    return Metadata(wsdl, documents, service._ADDRESS, stub_namespace="https://messaging.esendex.us")


@contextlib.contextmanager
def changed_vendor() -> Generator[None]:
    """Let the generator find the service at a sandbox that offers the changed contract."""
    with patch.object(service, "_metadata", changed_metadata), Sandbox() as sandbox:
        url = f"{sandbox.esendex_url}?wsdl"
        moved = tuple(
            attrs.evolve(inputs, url=url) if isinstance(inputs, project.ServiceInput) else inputs
            for inputs in project.SERVICES
        )
        with patch.object(project, "SERVICES", moved):
            yield


def walk(page: str, root: Path) -> str:
    """Run a page's commands one after the other, in a copy of the project; returns the page with what they printed."""
    for name in ("wsdl", "generated"):
        shutil.copytree(CHECKOUT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(CHECKOUT / ".gitattributes", root)
    _git(root, "init", "--quiet")
    _git(root, "add", "--all")
    _git(root, "commit", "--quiet", "--message", "What is vendored")
    runner = _Runner(root)
    with changed_vendor():
        return BLOCK.sub(lambda block: f"```console\n{runner.run(block[1])}```", page)


@attrs.define
class _Runner:
    root: Path
    status: int = 0

    def run(self, block: str) -> str:
        commands = [line.removeprefix("$ ") for line in block.splitlines() if line.startswith("$ ")]
        return "".join(f"$ {command}\n{self._output(command)}" for command in commands)

    def _output(self, command: str) -> str:
        if command == "echo $?":
            return f"{self.status}\n"
        words = shlex.split(command)
        if words[:2] != ["python", "codegen.py"]:
            assert words[0] == "git", command
            return _git(self.root, *words[1:])
        target = words[words.index(">") + 1] if ">" in words else None
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            self.status = main(["--root", str(self.root), *words[2 : words.index(">") if target else None]])
        if target is not None:
            (self.root / target).write_text(out.getvalue())
            return err.getvalue()
        return out.getvalue() + err.getvalue()


def _git(root: Path, *arguments: str) -> str:
    names = {f"GIT_{who}_{what}": "a@b.example" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    plain = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull, "GIT_PAGER": "cat"}
    command = ["git", "-C", str(root), *arguments]
    done = subprocess.run(command, env={**os.environ, **names, **plain}, capture_output=True, text=True, check=True)
    return done.stdout


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        PAGE.write_text(walk(PAGE.read_text(), Path(folder)))
