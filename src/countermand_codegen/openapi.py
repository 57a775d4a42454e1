"""OpenAPI 3.1 documents: read, validated by the library, and walked with every problem told by its place."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator, Mapping
from typing import Any, cast

import attrs
import yaml
from openapi_spec_validator import validate

from countermand_codegen.errors import CodegenError
from countermand_codegen.sources import Source

__all__ = ["Node", "read_openapi"]


@attrs.frozen
class Node:
    """An object somewhere in a document."""

    place: str
    """Where it stands, for errors: the file and the keys down to it."""
    value: Mapping[str, Any] = attrs.field(repr=False)

    def refuse(self, reason: str) -> CodegenError:
        """Make the error for something that is wrong here."""
        return CodegenError(self.place, reason)

    def get(self, key: str) -> Any:
        """Return what stands under a key, None where nothing does."""
        return self.value.get(key)

    def child(self, key: str) -> Node:
        """Return the object under a key; an empty one where nothing stands there.

        Raises:
            CodegenError: something else stands there.
        """
        value = self.value.get(key)
        place = f"{self.place}, {key}"
        if value is None:
            return Node(place, {})
        if not isinstance(value, dict):
            raise CodegenError(place, "is not an object")
        # YAML reads an HTTP status as a number, which it is, and the name yes as a boolean, which it is not.
        if any(not isinstance(name, (str, int)) or isinstance(name, bool) for name in value):
            raise CodegenError(place, "has a name that YAML takes for something else: it wants quotes")
        named = {str(name): each for name, each in value.items()}
        if len(named) != len(value):
            raise CodegenError(place, "has a name twice, once as a text and once as a number")
        return Node(place, named)

    def children(self) -> Iterator[tuple[str, Node]]:
        """Yield the objects under all keys, in order."""
        for key in self.value:
            yield key, self.child(key)

    def items(self, key: str) -> Iterator[Node]:
        """Yield the objects of a list under a key."""
        value = self.value.get(key) or []
        if not isinstance(value, list):
            raise CodegenError(f"{self.place}, {key}", "is not a list")
        for index, each in enumerate(value):
            yield Node(f"{self.place}, {key}", {str(index): each}).child(str(index))

    def names(self, key: str) -> tuple[str, ...]:
        """Return a list of names under a key.

        Raises:
            CodegenError: it is something else.
        """
        value = self.value.get(key)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            raise CodegenError(self.place, f"{key} is not a list of names")
        return tuple(value)

    def only(self, known: Collection[str]) -> None:
        """Refuse keys that would be without effect.

        Raises:
            CodegenError: there is a key that is not known.
        """
        for key in self.value:
            if key not in known:
                raise self.refuse(f"{key} is not supported")


class _Loader(yaml.SafeLoader):
    """Refuses a mapping that has a key twice, which YAML does, too; PyYAML takes the last without a word."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:  # noqa: FBT002  # As it is called.
        found = super().construct_mapping(node, deep=deep)
        if len(found) < len(node.value):
            scalars = [key.value for key, _ in node.value if isinstance(key, yaml.ScalarNode)]
            twice = next((key for key in scalars if scalars.count(key) > 1), "a key")
            raise yaml.constructor.ConstructorError(None, None, f"has {twice} twice", node.start_mark)
        return found


def read_openapi(source: Source) -> Node:
    """Read and validate a document.

    Raises:
        CodegenError: it is not YAML, or not OpenAPI 3.1.
    """
    try:
        document = yaml.load(source.content, _Loader)  # noqa: S506  # It is a safe loader.
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise CodegenError(source.name, f"is not YAML: {' '.join(str(error).split())}") from None
    if not isinstance(document, dict) or not str(document.get("openapi")).startswith("3.1."):
        raise CodegenError(source.name, "is not an OpenAPI 3.1 document")
    try:
        validate(document)
    except Exception as error:  # noqa: BLE001  # Whatever the validator stumbles over, the document is the reason.
        reference = getattr(error, "ref", None)
        if isinstance(reference, str):
            raise CodegenError(source.name, f"refers to {reference}, where nothing is") from None
        reason = str(getattr(error, "message", error)).partition("\n")[0]
        raise CodegenError(source.name, f"is not a valid OpenAPI document: {reason}") from None
    return Node(source.name, cast("dict[str, Any]", document))
