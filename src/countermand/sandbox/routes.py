"""Which operation a path and a method belong to, on werkzeug's routing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeAlias

import attrs
from werkzeug.exceptions import NotFound
from werkzeug.routing import Map, Rule

from countermand.sandbox.call import Call, Reply

__all__ = ["Answer", "Route", "Routes", "WrongMethod", "WrongPath"]

Answer: TypeAlias = Callable[[Call, Mapping[str, str]], Reply]
"""Answers a call, given the values of the variables in its path."""


class WrongPath(Exception):
    """Nothing stands at this path."""


class WrongMethod(Exception):
    """Something stands at this path, for other methods.

    Args:
        allowed: those.
    """

    def __init__(self, allowed: Sequence[str]) -> None:
        super().__init__(", ".join(allowed))
        self.allowed: tuple[str, ...] = tuple(allowed)


@attrs.frozen
class Route:
    """One operation in its place."""

    method: str
    path: str
    """Below the service's address; a variable stands in braces and takes one segment."""
    answer: Answer


class Routes:
    """All operations of a service."""

    def __init__(self, routes: Iterable[Route]) -> None:
        answers: dict[str, dict[str, Answer]] = {}
        for route in routes:
            answers.setdefault(route.path.replace("{", "<").replace("}", ">"), {})[route.method] = route.answer
        self._answers = answers
        # The methods are looked up here: werkzeug would let a HEAD do what the GET does.
        rules = [Rule(path, endpoint=path) for path in answers]
        self._map = Map(rules, merge_slashes=False).bind("sandbox")

    def find(self, call: Call) -> Callable[[], Reply]:
        """Return what answers a call.

        Raises:
            WrongPath: no operation has the path.
            WrongMethod: none has it with this method.
        """
        try:
            path, variables = self._map.match(call.path or "/", method="GET")
        except NotFound:
            raise WrongPath from None
        answers = self._answers[path]
        if call.method not in answers:
            raise WrongMethod(sorted(answers))
        return lambda: answers[call.method](call, variables)
