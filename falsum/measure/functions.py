"""Functions beyond the array API standard, by namespace."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, cast

from falsum.balls.text import is_balls

Function = Callable[[Any], Any]


def special(xp: Any, name: str) -> Callable[..., Any]:
    """Return the function ``name`` for arrays of the namespace ``xp``.

    Balls bring their own; torch and numpy get theirs from torch and SciPy, as proposals only.
    """
    if is_balls(xp) or name not in _EXTRA:
        return cast(Callable[..., Any], getattr(xp, name))
    return _EXTRA[name](xp)


def _lgamma(xp: Any) -> Function:
    if "torch" in xp.__name__:
        import torch

        return cast(Function, torch.lgamma)
    from scipy.special import gammaln

    return cast(Function, gammaln)


def _sign_of_gamma(xp: Any, x: Any) -> Any:
    odd = xp.remainder(xp.floor(x), 2 * xp.ones_like(x)) == 1
    return xp.where((x < 0) & odd, -xp.ones_like(x), xp.ones_like(x))


def _gamma(xp: Any) -> Callable[[Any], Any]:
    return lambda x: _sign_of_gamma(xp, x) * xp.exp(_lgamma(xp)(x))


def _factorial(xp: Any) -> Callable[[Any], Any]:
    return lambda x: xp.exp(_lgamma(xp)(x + 1))


def _erf(xp: Any) -> Function:
    if "torch" in xp.__name__:
        import torch

        return cast(Function, torch.erf)
    from scipy.special import erf

    return cast(Function, erf)


def _binomial(xp: Any) -> Callable[[Any, Any], Any]:
    lgamma = _lgamma(xp)

    def ratio(n: Any, k: Any) -> Any:
        """Return gamma(n + 1) / (gamma(k + 1) gamma(n - k + 1)); 0 at the poles below."""
        tops = (n + 1, k + 1, n - k + 1)
        sign = math.prod(_sign_of_gamma(xp, x) for x in tops)
        return sign * xp.exp(lgamma(tops[0]) - lgamma(tops[1]) - lgamma(tops[2]))

    def binomial(n: Any, k: Any) -> Any:
        whole = (n == xp.floor(n)) & (k == xp.floor(k))
        inside, below = whole & (k >= 0) & (k <= n), (n < 0) & (n == xp.floor(n))
        turned = below & whole & (k >= 0)  # (-1)^k binomial(k - n - 1, k)
        top, kept = xp.where(turned, k - n - 1, n), xp.where(whole & (k < 0), 0 * k, k)
        odd = xp.remainder(kept, 2 * xp.ones_like(kept)) == 1
        value = ratio(top, kept)
        value = xp.where(whole & (xp.abs(value) < 2.0**40), xp.round(value), value)
        value = xp.where(turned & odd, -value, value)
        value = xp.where(whole & ~inside & ~turned, xp.zeros_like(value), value)
        return xp.where(below & ~turned, xp.full_like(value, xp.nan), value)

    return binomial


def _edged(name: str) -> Callable[[Any], Callable[[Any], Any]]:
    """Return asin or acos that forgives an argument beyond 1 by rounding, and nothing more."""

    def build(xp: Any) -> Callable[[Any], Any]:
        def function(x: Any) -> Any:
            one = xp.ones_like(x)
            inside = xp.where(xp.abs(x) <= 1 + 2.0**-40, xp.clip(x, min=-one, max=one), x)
            return getattr(xp, name)(inside)

        return function

    return build


_EXTRA: dict[str, Callable[[Any], Callable[..., Any]]] = {
    "lgamma": _lgamma,
    "gamma": _gamma,
    "factorial": _factorial,
    "erf": _erf,
    "binomial": _binomial,
    "acos": _edged("acos"),
    "asin": _edged("asin"),
}


RANGE = "beyond the range of floats"  # the guard of such operations: no fault of the claim


def overflowed(xp: Any, result: Any, *operands: Any) -> Any:
    """Tell where finite operands gave an infinite result; all arrays broadcast to one shape."""
    return _all(xp.isfinite(value) for value in operands) & xp.isinf(result)


def left(xp: Any, result: Any, *operands: Any) -> Any:
    """Tell where finite operands other than 0 gave a product or power that floats cannot hold.

    It is infinite, or so small that digits are missing.
    """
    usual = _all(xp.isfinite(value) & (value != 0) for value in operands)
    size = xp.abs(result)
    return usual & ((size < xp.finfo(result.dtype).smallest_normal) | xp.isinf(size))


def _all(truths: Any) -> Any:
    first, *others = truths
    for truth in others:
        first = first & truth
    return first
