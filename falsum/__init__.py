"""falsum audits mathematical claims by computation: it tries to make them false.

A claim is data (``Claim`` over symbols and literal relations), a family says where instances come
from (``@family``), and a check binds the two to a measurement (``@check``).  Public names are
listed in ``falsum.api`` and loaded on first use: ``import falsum`` is quick and changes nothing.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from falsum.api import *  # noqa: F403  # the one list of public names, spelled out there

__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    """Load the public names, or a module, when it is first asked for."""
    if name == "__all__":  # what a star imports
        return __dir__()
    if name.startswith("_"):
        raise AttributeError(f"module 'falsum' has no attribute {name!r}")
    from importlib import import_module
    from importlib.util import find_spec

    if find_spec(f"falsum.{name}") is not None:  # a part of the engine, not a public name
        return import_module(f"falsum.{name}")
    public = {k: v for k, v in vars(import_module("falsum.api")).items() if k[0] != "_"}
    if name not in public:
        raise AttributeError(f"module 'falsum' has no attribute {name!r}")
    globals().update(public)
    return public[name]


def __dir__() -> list[str]:
    """List the public names."""
    from importlib import import_module

    return sorted(k for k in vars(import_module("falsum.api")) if k[0] != "_")
