"""The first stage: the inputs as bytes, each with its name. Nothing is fetched; a missing file is an error."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

import attrs

from countermand_codegen.errors import CodegenError

__all__ = ["INTERRUPTED", "MissingSource", "Source", "beside", "read_source", "sibling"]

MAX_BYTES = 1 << 26
"""Bytes of the largest input that is read."""

MAX_BESIDE = 1000
"""Files among which an import is looked up by its namespace."""

INTERRUPTED = ".fetch-old"
"""Stands in a folder while its documents are being replaced; see `countermand_codegen.fetch.folder`."""


class MissingSource(CodegenError):
    """There is no such input."""


@attrs.frozen(kw_only=True)
class Source:
    """One input document."""

    root: Path = attrs.field(repr=False)
    """The project's folder."""
    name: str
    """The path below the root, with forward slashes."""
    content: bytes = attrs.field(repr=False)


def read_source(root: Path, name: str) -> Source:
    """Read an input.

    Raises:
        CodegenError: there is no such file, it cannot be read, or it is too large; or it may be one of an older
            document and one of a newer, as a fetch was cut off.
    """
    path = root / name
    if (path.parent / INTERRUPTED).exists():
        folder = PurePosixPath(name).parent
        raise CodegenError(str(folder), f"a fetch was cut off here: run `python codegen.py fetch {folder.name}` again")
    try:
        if path.stat().st_size > MAX_BYTES:
            raise CodegenError(name, f"has more than {MAX_BYTES} bytes")
        return Source(root=root, name=name, content=path.read_bytes())
    except FileNotFoundError:
        raise MissingSource(name, "there is no such file") from None
    except OSError as error:
        raise CodegenError(name, f"cannot be read: {error.strerror}") from None


def sibling(source: Source, location: str) -> Source:
    """Read the document that `source` imports from `location`, a path relative to its own.

    Raises:
        CodegenError: the location is not a plain relative path, or names no file.
    """
    parts = urlsplit(location)
    if parts.scheme or parts.netloc or parts.query or location.startswith("/") or ".." in PurePosixPath(location).parts:
        raise CodegenError(source.name, f"imports {location!r}: only files beside it or below are read")
    return read_source(source.root, str(PurePosixPath(source.name).parent / parts.path))


def beside(source: Source) -> list[Source]:
    """Read the other WSDLs and schemas of a document's folder, in the order of their names."""
    folder = (source.root / source.name).parent
    paths = sorted(path for path in folder.iterdir() if path.suffix in (".xsd", ".wsdl") and path.is_file())
    if len(paths) > MAX_BESIDE:
        raise CodegenError(source.name, f"imports by namespace, and has more than {MAX_BESIDE} files beside it")
    names = (path.relative_to(source.root).as_posix() for path in paths)
    return [read_source(source.root, name) for name in names if name != source.name]
