"""The two places that documents come from: a server, and the folder of a service."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from urllib.parse import unquote

import attrs

from countermand_codegen.errors import CodegenError
from countermand_codegen.fetch.bounds import BOUNDS, Bounds
from countermand_codegen.fetch.download import Download
from countermand_codegen.fetch.follow import Documents, follow
from countermand_codegen.fetch.reach import Reach, read_address, shown
from countermand_codegen.sources import read_source

__all__ = ["fetch_documents", "read_documents"]

VENDORED = "https://vendored.invalid/"
"""Stands for the project's folder, so that a location in a file is joined to its name as one on a server is."""


def fetch_documents(reach: Reach, bounds: Bounds = BOUNDS) -> Documents:
    """Read the WSDL at the origin of a reach, with all that it needs, over HTTP.

    Raises:
        CodegenError: something may not be read, cannot be, or is too much.
    """
    download = Download(reach, bounds)
    try:
        return follow(_Web(reach, download), str(reach.origin), bounds)
    finally:
        download.close()


@attrs.frozen
class _Web:
    reach: Reach
    download: Download

    def load(self, place: str, location: str) -> tuple[str, bytes]:
        address, content = self.download.get(place, self.reach.located(place, location))
        return str(address), content


def read_documents(root: Path, name: str, bounds: Bounds = BOUNDS) -> Documents:
    """Read a vendored WSDL, with all that it needs.

    Args:
        root: the project's folder.
        name: the WSDL's path below it.
        bounds: the limits.

    Raises:
        CodegenError: something is missing, stands elsewhere than in its folder, or is too much.
    """
    try:
        return attrs.evolve(
            follow(_Folder(root, f"{PurePosixPath(name).parent}/"), VENDORED + name, bounds), hidden=VENDORED
        )
    except CodegenError as error:
        raise CodegenError(error.place.removeprefix(VENDORED), error.reason) from None


@attrs.frozen
class _Folder:
    root: Path
    inside: str

    def load(self, place: str, location: str) -> tuple[str, bytes]:
        address = str(read_address(place, location))
        name = unquote(address.removeprefix(VENDORED))
        if not address.startswith(VENDORED + self.inside) or "?" in name or ".." in PurePosixPath(name).parts:
            raise CodegenError(place, f"imports {shown(location)}: only files beside it or below are read")
        return address, read_source(self.root, name).content
