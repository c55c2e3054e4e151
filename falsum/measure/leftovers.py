"""Arrays that a user's code keeps between calls, found by the slopes that they carry.

A batch is measured once with latents that record slopes.  Whatever is left of it afterwards in a
module or a closure was computed from that batch, and would be taken for that of the next one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import CodeType, ModuleType
from typing import Any

DEEPEST = 3  # containers within containers
ENTRIES = 1000  # of a container that are looked at


def leftover(functions: Iterable[Callable[..., Any]]) -> str:
    """Return the name of a variable that the functions use and that holds slopes, "" for none."""
    for function in functions:
        for name, value in _used(function, DEEPEST):
            if _sloped(value, DEEPEST):
                return name
    return ""


def _used(function: Callable[..., Any], depth: int) -> Iterator[tuple[str, Any]]:
    """Yield what a function, and the functions of its module that it calls, read from outside."""
    code, around = getattr(function, "__code__", None), getattr(function, "__globals__", {})
    if code is None:
        return
    for name in _names(code):
        value: Any = around.get(name)
        yield name, value
        if depth and getattr(value, "__globals__", None) is around:
            yield from _used(value, depth - 1)
    cells = getattr(function, "__closure__", None) or ()
    for name, cell in zip(code.co_freevars, cells, strict=False):
        try:
            yield name, cell.cell_contents
        except ValueError:  # a cell that is not filled yet
            continue


def _names(code: CodeType) -> Iterator[str]:
    """Yield the names that a function reads, those of functions within it too."""
    yield from code.co_names
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _names(constant)


def _sloped(value: Any, depth: int) -> bool:
    import torch

    if isinstance(value, torch.Tensor):
        return bool(value.requires_grad) and value.grad_fn is not None
    if not depth or isinstance(value, str | bytes | ModuleType):
        return False
    if isinstance(value, Mapping):
        return any(_sloped(v, depth - 1) for v in list(value.values())[:ENTRIES])
    if isinstance(value, list | tuple | set | frozenset):
        return any(_sloped(v, depth - 1) for v in list(value)[:ENTRIES])
    return False
