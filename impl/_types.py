"""Name the one type that every array module shares."""

from typing import Any, TypeAlias

Array: TypeAlias = Any  # any array of the array API standard: NumPy, torch, balls
