"""Rendering: the intermediate representation to the text of modules. Nothing here reads or writes a file."""

from countermand_codegen.render.package import render_package
from countermand_codegen.render.shape import RESERVED

__all__ = ["RESERVED", "render_package"]
