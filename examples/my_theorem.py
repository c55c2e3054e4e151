"""A claim of one's own: statement, instances and measurement in one file.

Popoviciu's inequality: the variance of points in an interval is at most a quarter of the squared
length.  It is often quoted for the sample variance, which divides by n - 1, and is then false; the
factor n / (n - 1) repairs it.  Audit both with ``falsum audit examples/my_theorem.py``.
"""

from dataclasses import dataclass
from typing import Any

from array_api_compat import array_namespace

from falsum import (
    Claim,
    Ge,
    Le,
    Source,
    Space,
    always,
    check,
    family,
    hypothesis,
    index,
    measured,
    naturals,
    parameter,
    sizes,
)
from falsum.maps import unit, wide

# What the claim speaks of.
n = parameter("n", "number of points", domain=naturals)
i = index("i", 1, n)
a = parameter("a", "lower end of the interval", dimension={"x": 1})
b = parameter("b", "upper end of the interval", dimension={"x": 1})
x = parameter("x", "points", latex="x_i", indices=(i,), dimension={"x": 1})
variance = measured(
    "variance",
    r"\frac{1}{n - 1} \sum_{i=1}^n (x_i - \bar x)^2",
    latex="s^2",
    dimension={"x": 2},
)

hypotheses = [
    hypothesis("two points or more", Ge(n, 2)),
    hypothesis("points above the lower end", Le(a, x)),
    hypothesis("points below the upper end", Le(x, b)),
]

# The statement as it is often printed, and the statement that holds.
popoviciu = Claim(
    id="my_paper.popoviciu",
    title="Variance of points in an interval",
    source=Source("my_paper", "Lemma 1", page=2),
    quantifier=always,
    hypotheses=hypotheses,
    conclusion=Le(variance, (b - a) ** 2 / 4),
)
popoviciu_corrected = Claim(
    id="my_paper.popoviciu.corrected",
    title="Variance of points in an interval",
    source=Source("my_paper", "Lemma 1", page=2),
    quantifier=always,
    hypotheses=hypotheses,
    conclusion=Le(variance, n / (n - 1) * (b - a) ** 2 / 4),
    note="Multiplies the bound by n / (n - 1), because s^2 divides by n - 1.",
)


# Where instances come from: any latent vector becomes one that meets the hypotheses.
@dataclass(frozen=True)
class Points:
    """Points x of shape (batch, n) between the ends a and b of shape (batch,)."""

    n: int
    a: Any
    b: Any
    x: Any


@family(space=Space(n=sizes(2, 6)), latent=lambda c: {"a": (), "length": (), "x": (c.n,)})
def points(config: Any, z: Any, xp: Any) -> Points:
    """Decode an interval of any scale and points inside it, its ends included."""
    share = xp.clip(2 * unit(z.x, xp) - 0.5, 0, 1)
    length = wide(z.length, xp)
    return Points(n=config.n, a=z.a, b=z.a + length, x=z.a[:, None] + length[:, None] * share)


# How the measured symbol is computed.
def sample_variance(x: Any, n: int) -> dict[Any, Any]:
    """Divide the squared deviations from the mean by n - 1."""
    xp = array_namespace(x)
    centred = x - xp.mean(x, axis=1, keepdims=True)
    return {variance: xp.sum(centred**2, axis=1) / (n - 1)}


test_popoviciu = check(popoviciu, points, expect="refuted")(sample_variance)
test_popoviciu_corrected = check(popoviciu_corrected, points, expect="survived")(sample_variance)
