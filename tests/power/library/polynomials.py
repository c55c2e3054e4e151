"""Polynomials bounded on the nodes where the extremal one alternates."""

from typing import Any, NamedTuple

from array_api_compat import array_namespace

from falsum import Le, Space, family, naturals, nonnegative, parameter, sizes

from .arrays import greatest, numbers, ranks, total
from .entry import entry, quantity


class Polynomial(NamedTuple):
    """Coefficients (batch, n + 1) in the basis of Chebyshev's polynomials, a point beyond 1."""

    n: int
    coefficients: Any
    excess: Any


class Trigonometric(NamedTuple):
    """Coefficients (batch, n) of sines and cosines."""

    n: int
    sines: Any
    cosines: Any


@family(space=Space(n=sizes(1, 6)), latent=lambda c: {"a": (c.n + 1,), "excess": ()})
def polynomials(config: Any, z: Any, xp: Any) -> Polynomial:
    """Take the coefficients from the latent."""
    return Polynomial(config.n, z.a, abs(z.excess))


@family(space=Space(n=sizes(1, 6)), latent=lambda c: {"sines": (c.n,), "cosines": (c.n,)})
def trigonometric(config: Any, z: Any, xp: Any) -> Trigonometric:
    """Take the coefficients from the latent."""
    return Trigonometric(config.n, z.sines, z.cosines)


def node_values(p: Polynomial) -> Any:
    """Return |p| at the n + 1 nodes cos(j pi/n)."""
    xp, n = array_namespace(p.coefficients), p.n
    products = numbers([[j * k for k in range(n + 1)] for j in range(n + 1)], p.coefficients)
    basis = xp.cos(products * xp.pi / n)
    return abs(total(p.coefficients[:, None, :] * basis[None, ...]))


def chebyshev(n: int, x: Any) -> list[Any]:
    """Return T_0(x), ..., T_n(x)."""
    xp = array_namespace(x)
    values = [xp.ones_like(x), x]
    while len(values) <= n:
        values.append(2 * x * values[-1] - values[-2])
    return values[: n + 1]


def end_slope(p: Polynomial) -> Any:
    """Return |p'(1)|: the derivative of the k-th basis polynomial there is k^2."""
    squares = numbers([k * k for k in range(p.n + 1)], p.coefficients)
    return abs(total(p.coefficients * squares))


def beyond(p: Polynomial) -> Any:
    """Return |p(1 + excess)|."""
    values = chebyshev(p.n, 1 + p.excess)
    return abs(total(p.coefficients * array_namespace(p.excess).stack(values, axis=-1)))


def riesz_nodes(t: Trigonometric) -> Any:
    """Return |t| at the 2n nodes (2k - 1) pi/(2n)."""
    xp, n = array_namespace(t.sines), t.n
    odd = [[(2 * k - 1) * j for j in range(1, n + 1)] for k in range(1, 2 * n + 1)]
    angles = numbers(odd, t.sines) * xp.pi / (2 * n)
    values = t.sines[:, None, :] * xp.sin(angles) + t.cosines[:, None, :] * xp.cos(angles)
    return abs(total(values))


n = parameter("n", "degree", domain=naturals)
excess = parameter("excess", "distance beyond 1", domain=nonnegative)
height = quantity("height", r"\max_j |p(\cos(j \pi / n))|", lambda p: greatest(node_values(p)))
slope = quantity("slope", r"|p'(1)|", end_slope)
leading = quantity("leading", r"2^{1-n} |p^{(n)} / n!|", lambda p: abs(p.coefficients[:, -1]))
outside = quantity("outside", r"|p(1 + s)|", beyond)
growth = quantity("growth", r"T_n(1 + s)", lambda p: chebyshev(p.n, 1 + p.excess)[-1])
wave_height = quantity("wave_height", r"\max_k |t(\theta_k)|", lambda t: greatest(riesz_nodes(t)))
wave_slope = quantity("wave_slope", r"|t'(0)|", lambda t: abs(total(t.sines * ranks(t.sines))))

ENTRIES = [
    entry(
        "markov_brothers",
        "Markov's inequality for polynomials",
        polynomials,
        lambda c: Le(slope, c * n**2 * height),
        best=1,
        at="Chebyshev's polynomial",
    ),
    entry(
        "chebyshev_leading",
        "least maximum of a monic polynomial",
        polynomials,
        lambda c: Le(leading, c * height),
        best=1,
        at="Chebyshev's polynomial",
    ),
    entry(
        "chebyshev_growth",
        "growth outside the interval",
        polynomials,
        lambda c: Le(outside, c * growth * height),
        best=1,
        at="Chebyshev's polynomial",
    ),
    entry(
        "bernstein",
        "Bernstein's inequality for trigonometric polynomials",
        trigonometric,
        lambda c: Le(wave_slope, c * n * wave_height),
        best=1,
        at="sin(n t)",
    ),
]
