"""Arrays in balls that carry their slopes along given directions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from falsum import balls

plain = balls.namespace


class Unknown(ValueError):
    """Raise where no rule tells the slopes; the message names the function."""


class Sloped:
    """An array of one instance, (1, *shape), and its slopes along all directions, (d, *shape).

    ``slope`` starts with the directions where ``value`` has its batch axis, so that an operation
    which is linear and leaves that axis alone does to both the same.
    """

    __array_priority__ = 2000
    __array_ufunc__ = None
    __hash__ = None  # type: ignore[assignment]

    NAMESPACE: ClassVar[Any] = None  # which sets itself

    def __init__(self, value: Any, slope: Any) -> None:
        """Refuse a value that has lost its batch axis."""
        if not value.ndim or value.shape[0] != 1:
            raise Unknown(f"an array of shape {value.shape} is not that of one instance")
        self.value = value
        self.slope = plain.broadcast_to(slope, (slope.shape[0], *value.shape[1:]))

    def __array_namespace__(self, *, api_version: str | None = None) -> Any:
        return self.NAMESPACE

    def __getattr__(self, name: str) -> Any:
        """Return the shape and the like of the value."""
        if name in ("shape", "ndim", "size", "dtype", "device"):
            return getattr(self.value, name)
        if name == "mT":
            return linear(plain.matrix_transpose, self)
        raise Unknown(f"{name} of an array has no slopes")

    def __getitem__(self, key: Any) -> Sloped:
        keys = key if isinstance(key, tuple) else (key,)
        first, rest = keys[0], [k for k in keys[1:] if k is not None]
        whole = isinstance(first, slice) and first == slice(None)
        if not whole and not (first is ... and len(rest) < self.value.ndim):
            raise Unknown(f"an index {key!r} may choose from the batch")
        return Sloped(self.value[keys], self.slope[keys])

    def __neg__(self) -> Sloped:
        return Sloped(-self.value, -self.slope)

    def __add__(self, other: Any) -> Sloped:
        value, slope = self._beside(other)
        return Sloped(self.value + value, self.slope if slope is None else self.slope + slope)

    def __mul__(self, other: Any) -> Sloped:
        value, slope = self._beside(other)
        product = self.slope * value
        product = product if slope is None else product + self.value * slope
        return Sloped(self.value * value, product)

    def __sub__(self, other: Any) -> Sloped:
        return self.__add__(-1 * other)

    def __rsub__(self, other: Any) -> Sloped:
        return (-self).__add__(other)

    def __truediv__(self, other: Any) -> Sloped:
        inverse = reciprocal(other) if isinstance(other, Sloped) else 1 / plain.asarray(other)
        return self.__mul__(inverse)

    def __rtruediv__(self, other: Any) -> Sloped:
        return reciprocal(self).__mul__(other)

    def __pow__(self, power: Any) -> Sloped:
        if not isinstance(power, int) or power < 1:
            raise Unknown(f"a power {power!r} is no positive integer")
        return Sloped(self.value**power, power * self.value ** (power - 1) * self.slope)

    def __matmul__(self, other: Any) -> Sloped:
        value, slope = self._beside(other)
        if self.value.ndim < 2 or ((value.ndim > 2 or slope is not None) and self.value.ndim < 3):
            raise Unknown("a product of matrices without a batch axis has no slopes")
        product = self.slope @ value
        product = product if slope is None else product + self.value @ slope
        return Sloped(self.value @ value, product)

    def _beside(self, other: Any) -> tuple[Any, Any]:
        """Return an operand and its slopes; its axes must not come before the batch's."""
        value, slope = parts(other)
        axes = getattr(value, "ndim", 0)
        if axes > self.value.ndim or (slope is not None and axes < self.value.ndim):
            raise Unknown(f"shapes {self.value.shape} and {value.shape} differ in their axes")
        return value, slope

    def __abs__(self) -> Sloped:
        return where(self.value >= 0, self, -self)

    def __lt__(self, other: Any) -> Any:
        return self.value < parts(other)[0]

    def __le__(self, other: Any) -> Any:
        return self.value <= parts(other)[0]

    def __gt__(self, other: Any) -> Any:
        return self.value > parts(other)[0]

    def __ge__(self, other: Any) -> Any:
        return self.value >= parts(other)[0]

    __radd__, __rmul__ = __add__, __mul__


def parts(x: Any) -> tuple[Any, Any]:
    """Return an array's value and its slopes, or a constant and None."""
    return (x.value, x.slope) if isinstance(x, Sloped) else (x, None)


def reciprocal(x: Sloped) -> Sloped:
    """Return 1 / x."""
    return Sloped(1 / x.value, -x.slope / (x.value * x.value))


def linear(function: Callable[..., Any], x: Any, *rest: Any, **named: Any) -> Sloped:
    """Apply an operation that is linear and leaves the batch alone to value and slopes."""
    return Sloped(function(x.value, *rest, **named), function(x.slope, *rest, **named))


def where(condition: Any, a: Any, b: Any) -> Sloped:
    """Choose where the condition is settled on the whole box: elsewhere there may be a jump."""
    if not condition.is_decided().all():
        raise Unknown("a comparison is open on the box")
    one, other = (a, b) if isinstance(a, Sloped) else (b, a)
    if not isinstance(one, Sloped) or condition.ndim > one.value.ndim:
        raise Unknown("a choice between constants has no slopes")
    one._beside(other)
    choices = [parts(x)[0] for x in (a, b)]
    slopes = [x.slope if isinstance(x, Sloped) else 0 * one.slope for x in (a, b)]
    return Sloped(plain.where(condition, *choices), plain.where(condition, *slopes))
