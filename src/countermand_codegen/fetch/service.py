"""Fetching a service's WSDL: from its address to its folder, or to memory, to be compared."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

import attrs

from countermand_codegen import project
from countermand_codegen.errors import CodegenError
from countermand_codegen.fetch.addresses import keep_addresses
from countermand_codegen.fetch.bounds import BOUNDS, Bounds
from countermand_codegen.fetch.canonical import canonical
from countermand_codegen.fetch.folder import replace_documents, restore
from countermand_codegen.fetch.follow import read_xml
from countermand_codegen.fetch.loaders import fetch_documents, read_documents
from countermand_codegen.fetch.reach import Reach, shown
from countermand_codegen.parse import parse_wsdl
from countermand_codegen.sources import read_source

__all__ = [
    "Target",
    "fetch_service",
    "find_target",
    "is_listed",
    "live_documents",
    "offered_documents",
    "vendored_documents",
]

SERVICE = re.compile(r"[a-z][a-z0-9_]*")


@attrs.frozen(kw_only=True)
class Target:
    """Where a service's WSDL is kept, and where it comes from."""

    wsdl: str
    """The path of the WSDL below the project's folder."""
    url: str | None

    @property
    def folder(self) -> str:
        """The folder that holds it, with all that it imports."""
        return str(PurePosixPath(self.wsdl).parent)

    @property
    def stem(self) -> str:
        """Its file name, without the suffix."""
        return PurePosixPath(self.wsdl).stem


def is_listed(service: str) -> bool:
    """Whether the generator makes the project's bindings of it."""
    return any(inputs.package == service for inputs in project.SERVICES)


def find_target(service: str, url: str | None = None) -> Target:
    """Return where a service's WSDL is kept: as the generator's list of services has it, else `wsdl/NAME/NAME.wsdl`.

    Args:
        service: its name, which is its package's.
        url: where it offers its WSDL, if not where the list says.

    Raises:
        CodegenError: that is no name of a service, or nobody has said where it is.
    """
    if not SERVICE.fullmatch(service):
        raise CodegenError(shown(service), "is no name of a service: use small letters, digits and underscores")
    known = next((inputs for inputs in project.SERVICES if inputs.package == service), None)
    if known is None:
        return Target(wsdl=f"wsdl/{service}/{service}.wsdl", url=url)
    if isinstance(known, project.ApiInput):
        raise CodegenError(known.openapi, "is written by hand: this service offers no WSDL")
    return Target(wsdl=known.wsdl, url=url or known.url)


def fetch_service(root: Path, target: Target, allow_hosts: Iterable[str] = (), bounds: Bounds = BOUNDS) -> list[str]:
    """Fetch a WSDL with all that it needs into its folder, where nothing changes before all of it is right.

    Args:
        root: the project's folder.
        target: which one.
        allow_hosts: further hosts that may be asked.
        bounds: the limits.

    Returns:
        The paths of what was written or removed, sorted; none where the folder had it all.

    Raises:
        CodegenError: it cannot be had, understood or written; then everything is as it was.
    """
    restore(root, target.folder)
    documents = live_documents(root, target, allow_hosts, bounds)
    _check_that_it_parses(target, documents)
    return replace_documents(root, target.folder, documents)


def live_documents(
    root: Path, target: Target, allow_hosts: Iterable[str] = (), bounds: Bounds = BOUNDS
) -> dict[str, bytes]:
    """Return what the service offers now, in canonical form, by file name.

    Raises:
        CodegenError: it cannot be had, or not be understood.
    """
    if target.url is None:
        raise CodegenError(target.folder, "nobody has said where the service is: give --url")
    reach = Reach.around(_metadata(target.url), allow_hosts)
    fetched = fetch_documents(reach, bounds)
    # What is in the folder may be missing or broken: a fetch is what mends that.
    with suppress(CodegenError):
        vendored = read_xml(target.wsdl, read_source(root, target.wsdl).content)
        keep_addresses(fetched, vendored, reach.origin)
    return canonical(fetched, target.stem)


def offered_documents(url: str, bounds: Bounds = BOUNDS) -> dict[str, bytes]:
    """Return what stands at an address, of a service that need not be known, as `live_documents` does.

    Raises:
        CodegenError: the same.
    """
    return canonical(fetch_documents(Reach.around(_metadata(url), place="the address"), bounds), "service")


def vendored_documents(root: Path, target: Target, bounds: Bounds = BOUNDS) -> dict[str, bytes]:
    """Return what is in the folder, in canonical form, by file name.

    Raises:
        CodegenError: it is missing, or cannot be understood.
    """
    return canonical(read_documents(root, target.wsdl, bounds), target.stem)


def _metadata(url: str) -> str:
    """Ask a service that was named by its own address for its WSDL."""
    return f"{url}?wsdl" if re.search(r"\.(svc|asmx)/?$", url, re.IGNORECASE) else url


def _check_that_it_parses(target: Target, documents: Mapping[str, bytes]) -> None:
    with TemporaryDirectory(prefix="countermand-codegen-") as folder:
        root = Path(folder)
        (root / target.folder).mkdir(parents=True)
        for name, content in documents.items():
            (root / target.folder / name).write_bytes(content)
        parse_wsdl(read_source(root, target.wsdl))
