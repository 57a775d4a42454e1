"""Lowering, the addresses of a descriptor: what `servers` says of a service, and of a path that stands elsewhere.

No binding carries them, as whoever calls says where; but a service that moves leaves every caller behind.
"""

from __future__ import annotations

from collections.abc import Iterator

from countermand_codegen.openapi import Node

__all__ = ["lower_servers"]

SERVER = {"url", "description", "variables"}
VARIABLE = {"default", "enum", "description"}


def lower_servers(node: Node) -> tuple[str, ...]:
    """Return the addresses that a document or a path names, each with the values of its variables.

    Raises:
        CodegenError: one is no text, or has what is not supported.
    """
    return tuple(_address(server) for server in node.items("servers"))


def _address(server: Node) -> str:
    server.only(SERVER)
    url = server.get("url")
    if not isinstance(url, str):
        raise server.refuse("url is no text")
    return " ".join((url, *_variables(server.child("variables"))))


def _variables(variables: Node) -> Iterator[str]:
    for name, variable in variables.children():
        variable.only(VARIABLE)
        default = variable.get("default")
        if not isinstance(default, str):
            raise variable.refuse("default is no text")
        others = [value for value in variable.names("enum") if value != default]
        yield f"{name}={'|'.join((default, *others))}"
