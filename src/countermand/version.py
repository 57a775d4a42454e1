"""The version of the installed distribution."""

from importlib.metadata import PackageNotFoundError, version

__all__ = ["__version__"]

try:
    __version__ = version("countermand")
except PackageNotFoundError:  # Run from a checkout that is not installed.
    __version__ = "0+unknown"
