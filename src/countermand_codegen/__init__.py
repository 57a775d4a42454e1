"""The generator: sources, parse, lower, render, emit. Needs the extra `codegen`."""

from countermand_codegen.errors import CodegenError

__all__ = ["CodegenError"]
