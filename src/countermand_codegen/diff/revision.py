"""The documents of wsdl/ as they stood at a git revision."""

from __future__ import annotations

import io
import subprocess
import tarfile
from pathlib import Path, PurePosixPath

from countermand_codegen.errors import CodegenError

__all__ = ["is_document", "read_revision"]

FOLDER = "wsdl"
SUFFIXES = (".wsdl", ".xsd", ".yaml")
MAX_BYTES = 1 << 26


def is_document(name: str) -> bool:
    """Tell whether a path is that of one document, and not of a folder."""
    return name.endswith((".wsdl", ".yaml"))


def read_revision(root: Path, spec: str) -> dict[str, bytes]:
    """Read the documents below a folder, as a revision has them.

    Args:
        root: a folder inside the repository; paths begin there.
        spec: a revision (`HEAD~1`), which means its wsdl/, or one with a path (`v0.1.0:wsdl/esendex`).

    Returns:
        Contents by path, which begins with the last part of the folder's own name, so that it names the service.

    Raises:
        CodegenError: it is neither a path nor a revision, git is not there, or it has no such folder.
    """
    revision, colon, path = spec.partition(":")
    commit = _git(root, spec, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    wanted = (path if colon and path else FOLDER).strip("/")
    # A document needs those that it imports.
    wanted = str(PurePosixPath(wanted).parent) if is_document(wanted) else wanted
    # The paths of an archive begin where git is run, so that the project may stand below the repository's top.
    archive = _git(root, spec, "archive", "--format=tar", commit.decode().strip(), "--", wanted)
    parent = PurePosixPath(wanted).parent
    with tarfile.open(fileobj=io.BytesIO(archive)) as files:
        found: dict[str, bytes] = {}
        for member in files:
            name = PurePosixPath(member.name)
            if not member.isfile() or name.suffix not in SUFFIXES or ".." in name.parts or name.is_absolute():
                continue
            if member.size > MAX_BYTES:
                raise CodegenError(f"{spec}, {name}", f"has more than {MAX_BYTES} bytes")
            content = files.extractfile(member)
            found[str(name.relative_to(parent))] = b"" if content is None else content.read()
    return found


def _git(root: Path, spec: str, *arguments: str) -> bytes:
    try:
        # A list, never a shell; what the caller wrote comes after the end of options.
        done = subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, check=False)  # noqa: S603, S607  # Whichever git the user has.
    except OSError as error:
        raise CodegenError(spec, f"is no file or folder, and git cannot be asked: {error.strerror}") from None
    if done.returncode:
        said = " ".join(done.stderr.decode(errors="replace").split())
        raise CodegenError(spec, f"is no file or folder, and no revision that has it{': ' + said if said else ''}")
    return done.stdout
