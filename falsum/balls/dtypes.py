"""Names that stand for data types: every number is a ball, every truth value a `Truth`."""

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
