"""What stands at the address of one of the sister services."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from countermand.sandbox.app import Mount
from countermand.sandbox.call import Call, Reply
from countermand.sandbox.documents import DESCRIPTOR, descriptor
from countermand.sandbox.routes import Route, Routes, WrongMethod, WrongPath

__all__ = ["mount"]

_VERSION = "/v1"
_PAGE = "<!DOCTYPE html><title>{title}</title><h1>{title}</h1>"


def mount(name: str, routes: Sequence[Route]) -> Mount:
    """Set a service up.

    Args:
        name: of its path, and of the folder with its descriptor.
        routes: the operations, below the version.
    """
    found = Routes(attrs.evolve(route, path=_VERSION + route.path) for route in routes)

    def handle(call: Call) -> Reply:
        try:
            return descriptor(name, call) or found.find(call)()
        except WrongPath:
            return _page(404, "Not Found")
        except WrongMethod as wrong:
            return attrs.evolve(_page(405, "Method Not Allowed"), allow=", ".join(wrong.allowed))

    return Mount(
        path=f"/{name}",
        address=f"/{name}{_VERSION}",
        handle=handle,
        failure=_failure,
        pages=(("descriptor", DESCRIPTOR),),
    )


def _page(status: int, title: str) -> Reply:
    """Answer as the server in front of the service does: its pages must not be taken for replies."""
    return Reply(status=status, content_type="text/html; charset=UTF-8", body=_PAGE.format(title=title).encode())


def _failure() -> Reply:
    body = b'{"success":false,"code":500,"message":"The message could not be queued"}'
    return Reply(status=500, content_type="application/json", body=body)
