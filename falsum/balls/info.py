"""What the namespace tells about itself, in the form of the standard."""

from typing import Any

from falsum.balls import dtypes
from falsum.balls.dtypes import DType, isdtype

_TYPES = (dtypes.bool, dtypes.int64, dtypes.float32, dtypes.float64)


class Info:
    """Answer questions about the namespace."""

    def capabilities(self) -> dict[str, Any]:
        """Return that indices may be truth values, and shapes may depend on the data."""
        return {"boolean indexing": True, "data-dependent shapes": True, "max dimensions": 64}

    def default_device(self) -> str:
        """Return "cpu"."""
        return "cpu"

    def devices(self) -> list[str]:
        """Return the one device."""
        return ["cpu"]

    def default_dtypes(self, *, device: object = None) -> dict[str, DType]:
        """Return the names of the types that arrays have by default."""
        return {
            "real floating": dtypes.float64,
            "integral": dtypes.int64,
            "indexing": dtypes.int64,
        }

    def dtypes(self, *, device: object = None, kind: Any = None) -> dict[str, DType]:
        """Return the types by name, of one kind if it is given."""
        return {each.name: each for each in _TYPES if kind is None or isdtype(each, kind)}


def __array_namespace_info__() -> Info:
    """Return an object that answers questions about the namespace."""
    return Info()
