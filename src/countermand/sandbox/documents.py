"""The vendors' own documents, which the bindings are generated from and the sandbox serves."""

from functools import cache
from pathlib import Path

from countermand.errors import ConfigurationError
from countermand.sandbox.call import Call, Reply

__all__ = ["DESCRIPTOR", "descriptor", "folder_of"]

DESCRIPTOR = "/openapi.yaml"
"""Where the descriptor of a service stands below it."""

_ROOTS = (
    Path(__file__).parent / "wsdl",  # As installed.
    Path(__file__).parents[3] / "wsdl",  # In a checkout.
)


def folder_of(service: str) -> Path:
    """Return the folder with the documents of a service, whether it is there or not."""
    return next((root / service for root in _ROOTS if (root / service).is_dir()), _ROOTS[0] / service)


def descriptor(service: str, call: Call) -> Reply | None:
    """Answer a request for a service's descriptor; None to any other.

    Raises:
        ConfigurationError: the file that comes with the sandbox is not there.
    """
    if call.method != "GET" or call.path != DESCRIPTOR:
        return None
    return Reply(content_type="application/yaml", body=_read(folder_of(service) / DESCRIPTOR[1:]))


@cache
def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ConfigurationError(f"the sandbox lacks {path.parent.name}/{path.name}") from error
