"""Inputs to contracts: a file, a folder, a git revision or an address becomes the services that it describes."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Iterable, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

import attrs
from lxml import etree

from countermand_codegen.api import lower_api
from countermand_codegen.diff.compare import Side
from countermand_codegen.diff.policies import policies_of
from countermand_codegen.diff.revision import is_document, read_revision
from countermand_codegen.errors import CodegenError
from countermand_codegen.parse import parse_wsdl
from countermand_codegen.render.shape import RESERVED
from countermand_codegen.rest import NO_REST, parse_rest
from countermand_codegen.service import lower_service, lower_soap
from countermand_codegen.sources import read_source

__all__ = ["Document", "Fetch", "documents", "main_document", "placed", "read_side"]

Fetch = Callable[[str], Mapping[str, bytes]]
"""Reads the WSDL at an address, with all that it needs: content by file name."""

REST = "rest.yaml"
API = "openapi.yaml"


@attrs.frozen(kw_only=True)
class Document:
    """The main document of one service, where it stands now."""

    service: str
    """What its package would be called: the folder's name."""
    root: Path
    main: str
    """Its name below the root: a WSDL, or an OpenAPI descriptor."""
    rest: str | None = None
    """Of a WSDL, the descriptor of its REST forms."""
    live: bool = False
    """Read from a service, which has no descriptor: that of the other side stands for both."""


@contextmanager
def documents(root: Path, spec: str, fetch: Fetch) -> Generator[list[Document]]:
    """Open an input, for as long as its documents are read.

    Args:
        root: the project's folder; where git is asked, and where paths begin.
        spec: a file, a folder, `http(s)://…`, or a revision such as `HEAD~1` or `v0.1.0:wsdl/esendex`.
        fetch: reads an address.

    Raises:
        CodegenError: there is no such thing, or no WSDL in it.
    """
    with ExitStack() as stack:
        if not spec.strip():
            raise CodegenError(
                "diff", "one of the two inputs is empty: give a file, a folder, an address or a revision"
            )
        if spec.lower().startswith(("http://", "https://")):
            yield stack.enter_context(placed(fetch(spec), "service"))
        elif os.path.exists(path := root / spec):  # noqa: PTH110  # Path.exists raises for a name that is too long.
            yield _found([path] if path.is_file() else _below(path), spec)
        else:
            folder = stack.enter_context(_placed(read_revision(root, spec), "revision"))
            wanted = spec.rpartition("/")[2]
            yield _found(sorted(folder.rglob(wanted)) if is_document(wanted) else _below(folder), spec)


@contextmanager
def placed(files: Mapping[str, bytes], service: str) -> Generator[list[Document]]:
    """Hold documents that a service offers in a folder of their own."""
    with _placed({f"{service}/{name}": content for name, content in files.items()}, "fetch") as folder:
        found = _found([folder / service / main_document(files)], service)
        yield [attrs.evolve(document, live=True) for document in found]


@contextmanager
def _placed(files: Mapping[str, bytes], what: str) -> Generator[Path]:
    with TemporaryDirectory(prefix=f"countermand-codegen-{what}-") as name:
        folder = Path(name)
        for file, content in files.items():
            path = folder / PurePosixPath(file)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        yield folder


def main_document(files: Mapping[str, bytes]) -> str:
    """Return the name of the one document that declares a service.

    Raises:
        CodegenError: none does, or several do.
    """
    named = sorted(name for name, content in files.items() if name.endswith(".wsdl") and _declares_service(content))
    if len(named) != 1:
        raise CodegenError("the fetched documents", f"{len(named)} of them declare a service, expected one")
    return named[0]


def _declares_service(content: bytes) -> bool:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(content, parser).find("{http://schemas.xmlsoap.org/wsdl/}service") is not None
    except etree.XMLSyntaxError:
        # Whoever reads it says what is wrong with it, and where.
        return True


def _below(folder: Path) -> list[Path]:
    """Return the documents below a folder, also behind links to folders, each real folder once."""
    seen: set[str] = set()
    found: list[Path] = []
    for parent, folders, names in os.walk(folder, followlinks=True):
        # A link that leads back up would be followed for ever.
        folders[:] = sorted(name for name in folders if os.path.realpath(Path(parent, name)) not in seen)
        seen.update(os.path.realpath(Path(parent, name)) for name in folders)
        found += [Path(parent, name) for name in names if name == API or name.endswith(".wsdl")]
    return sorted(found)


def _content(path: Path) -> bytes:
    return read_source(path.parent, path.name).content


def _found(paths: Iterable[Path], named: str) -> list[Document]:
    found = [path for path in paths if path.suffix == ".yaml" or _declares_service(_content(path))]
    if not found:
        raise CodegenError(named, "holds no WSDL that declares a service, and no descriptor of one")
    folders = [path.parent for path in found]
    return [
        Document(
            service=path.parent.resolve().name if folders.count(path.parent) == 1 else path.stem,
            root=path.parent,
            main=path.name,
            rest=REST if (path.parent / REST).is_file() and folders.count(path.parent) == 1 else None,
        )
        for path in found
    ]


def read_side(document: Document, service: str, *, with_rest: bool = True, as_json: bool | None = None) -> Side:
    """Lower the documents of a service.

    Args:
        document: which one.
        service: what to call it.
        with_rest: whether to join its REST descriptor, where it has one.
        as_json: whether a WSDL is lowered to what travels as JSON, too, as those with a descriptor are; so must both
            of two that are compared. None: as this one has a descriptor or not.

    Raises:
        CodegenError: they cannot be read, or hold what is not supported.
    """
    source = read_source(document.root, document.main)
    if document.main.endswith(".yaml"):
        return Side(service=lower_api(source, service))
    if not (document.rest is not None if as_json is None else as_json):
        parsed = parse_wsdl(source, lenient=True)
        return Side(service=lower_soap(parsed, service, reserved=RESERVED), policies=policies_of(parsed))
    parsed = parse_wsdl(source)
    described = document.rest is not None and with_rest
    rest = parse_rest(read_source(document.root, document.rest or "")) if described else NO_REST
    return Side(service=lower_service(parsed, rest, service), policies=policies_of(parsed))
