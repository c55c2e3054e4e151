"""falsum audits mathematical claims by computation: it tries to make them false.

A claim is data (``Claim`` over symbols and literal relations), a family says where instances come
from (``@family``), and a check binds the two to a measurement (``@check``).  Public names are
listed in ``falsum.api`` and loaded on first use: ``import falsum`` is quick and changes nothing.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from falsum.api import *  # noqa: F403  # the one list of public names, spelled out there

__version__ = "0.1.0"


ROOMS = ("balls", "couplings", "maps")  # parts of the engine that are public as modules


def __getattr__(name: str) -> Any:
    """Load the public names when one of them is first asked for; any other is a part's own."""
    if name == "__all__":  # of `from falsum import *`
        return __dir__()
    from importlib import import_module
    from importlib.util import find_spec

    if name.startswith("_"):
        raise AttributeError(f"module 'falsum' has no attribute {name!r}")
    if name in ROOMS:
        return import_module(f"falsum.{name}")
    public = {k: v for k, v in vars(import_module("falsum.api")).items() if k[0] != "_"}
    if name in public:
        globals().update(public)
        return public[name]
    if find_spec(f"falsum.{name}") is None:
        raise AttributeError(f"module 'falsum' has no attribute {name!r}")
    return import_module(f"falsum.{name}")


def __dir__() -> list[str]:
    """List the public names."""
    from importlib import import_module

    return sorted(k for k in vars(import_module("falsum.api")) if k[0] != "_")
