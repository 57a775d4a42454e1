"""Errors leave the library without the frames they went through.

Every frame below a method of a facade has a license key, a message id, a recipient or a text among its locals, as it
must. What shows the locals of a traceback, as error trackers and debugging pages do, would show them.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from countermand.errors import CountermandError

__all__ = ["traceless"]

P = ParamSpec("P")
R = TypeVar("R")


def traceless(method: Callable[P, R]) -> Callable[P, R]:
    """Let the errors of a method, and those of ours behind them, end their tracebacks where the method is called.

    Other exceptions are bugs, or the caller's own, and keep theirs.
    """

    @wraps(method)
    def called(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return method(*args, **kwargs)
        except CountermandError as error:
            problem = error
        # This frame is in the traceback.
        del args, kwargs
        _forget_frames(problem)
        try:
            raise problem
        finally:
            del problem  # The traceback holds the frame, which would hold the error, which holds the traceback.

    return called


def _forget_frames(error: BaseException) -> None:
    waiting: list[BaseException | None] = [error]
    seen: set[int] = set()
    while waiting:
        link = waiting.pop()
        if link is None or id(link) in seen:
            continue
        seen.add(id(link))
        if type(link).__module__.partition(".")[0] == "countermand":
            link.__traceback__ = None
        waiting += [link.__cause__, link.__context__]
