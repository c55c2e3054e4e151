"""Names that stand for data types: every number is a ball, every truth value a `Truth`."""

import builtins
from dataclasses import dataclass


@dataclass(frozen=True)
class DType:
    """A data type that only has a name and a kind.

    Attributes:
        name: the name in the array API standard.
        kind: "real floating", "integral" or "bool".
    """

    name: str
    kind: str

    def __repr__(self) -> str:
        return f"balls.{self.name}"


float64 = DType("float64", "real floating")
float32 = DType("float32", "real floating")
int64 = DType("int64", "integral")
bool = DType("bool", "bool")


def isdtype(dtype: DType, kind: str | DType | tuple[str | DType, ...]) -> builtins.bool:
    """Return whether a data type is of a kind, such as "real floating", "numeric" or "bool"."""
    if isinstance(kind, tuple):
        return any(isdtype(dtype, part) for part in kind)
    if isinstance(kind, DType):
        return dtype == kind
    return dtype.kind == kind or (kind == "numeric" and dtype.kind != "bool")
