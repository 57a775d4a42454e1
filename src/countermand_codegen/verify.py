"""The stage after rendering: every module must be Python in which each name means one thing."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping

from countermand_codegen.errors import CodegenError

__all__ = ["check_modules"]


def check_modules(source: str, files: Mapping[str, str]) -> None:
    """Refuse modules that the names of a document would break.

    Args:
        source: the document, for errors.
        files: text by path; what is not Python is left alone.

    Raises:
        CodegenError: a module is no Python, or binds one name twice: a contract of the WSDL is then named as
            something that the module needs.
    """
    for name, text in files.items():
        if not name.endswith(".py"):
            continue
        try:
            tree = ast.parse(text)
        except SyntaxError as error:
            raise CodegenError(source, f"its names make no Python of {name}: {error.msg}") from None
        for scope in _scopes(tree.body):
            seen: set[str] = set()
            for bound in scope:
                if bound in seen:
                    raise CodegenError(source, f"the name {bound} would mean two things in {name}: not supported")
                seen.add(bound)


def _scopes(body: Iterable[ast.stmt]) -> Iterator[Iterable[str]]:
    """Yield the names that each scope binds; expressions, by far the most of a tree, are not looked into."""
    statements = list(_flat(body))
    yield _bound(statements)
    for node in statements:
        if isinstance(node, ast.ClassDef):
            yield from _scopes(node.body)
        elif isinstance(node, ast.FunctionDef):
            arguments = (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)
            imported = (inner for inner in node.body if isinstance(inner, ast.ImportFrom))
            yield (*(argument.arg for argument in arguments), *_bound(imported))


def _flat(body: Iterable[ast.stmt]) -> Iterator[ast.stmt]:
    for node in body:
        if isinstance(node, ast.If):
            yield from _flat(node.body)
        else:
            yield node


def _bound(body: Iterable[ast.stmt]) -> Iterator[str]:
    for node in body:
        if isinstance(node, (ast.ClassDef, ast.FunctionDef)):
            yield node.name
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            yield from (alias.asname or alias.name for alias in node.names)
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            yield node.target.id
        elif isinstance(node, ast.Assign):
            yield from (target.id for target in node.targets if isinstance(target, ast.Name))
