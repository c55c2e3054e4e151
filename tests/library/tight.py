"""True statements that hold with equality, each with a version tightened by one per cent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from array_api_compat import array_namespace

from falsum import (
    Check,
    Claim,
    Le,
    Rational,
    Source,
    Space,
    always,
    check,
    choice,
    constant,
    family,
    log,
    loggamma,
    maps,
    measured,
    naturals,
    nonnegative,
    parameter,
    pi,
    positive,
    sizes,
)

PER_CENT = Rational(99, 100)


def stated(name: str, conclusion: Callable[[Any], Any], value: Any) -> Claim:
    """Return the statement with its constant at ``value``: 1 is tight, anything less is false."""
    return Claim(
        id=f"classical.{name}" + ("" if value == 1 else ".tightened"),
        title="A tight inequality",
        source=Source("classical", name),
        quantifier=always,
        conclusion=conclusion(constant("c", value)),
    )


# The spectral norm is at most the Frobenius norm, with equality for matrices of rank one.

SCALES = {"tiny": 2.0**-777, "one": 1.0, "huge": 2.0**511}  # 1e-234, 1 and 7e+153
spectral = measured("spectral", r"\|A\|_2")
frobenius = measured("frobenius", r"\|A\|_F")


@dataclass(frozen=True)
class Matrix:
    """A matrix, (batch, rows, columns)."""

    A: Any


@family(
    space=Space(
        rows=sizes(1, 2),
        columns=sizes(1, 3),
        rank=choice("one", "any"),
        scale=choice("one", "tiny", "huge"),
    ),
    latent=lambda c: {
        "u": (c.rows, 1),
        "v": (1, c.columns),
        **({"B": (c.rows, c.columns)} if c.rank == "any" else {}),
    },
)
def matrices(config: Any, z: Any, xp: Any) -> Matrix:
    """Decode an outer product, plus any matrix where the rank is free, at an extreme scale."""
    A = z.u * z.v
    return Matrix((A + z.B if config.rank == "any" else A) * SCALES[config.scale])


def norms(A: Any) -> dict[Any, Any]:
    """Measure both norms by the library's own routines."""
    linalg = array_namespace(A).linalg
    return {
        spectral: linalg.matrix_norm(A, ord=2),
        frobenius: linalg.matrix_norm(A, ord="fro"),
    }


def norm_bound(c: Any) -> Any:
    """Return ||A||_2 <= c ||A||_F."""
    return Le(spectral, c * frobenius)


# Stirling's series, cut after its first term, is an upper bound; 1/12 cannot be improved.

x = parameter("x", "argument of the gamma function", domain=positive)


@dataclass(frozen=True)
class Argument:
    """A positive number, (batch,)."""

    x: Any


@family(space=Space(power=sizes(1, 4)), latent=lambda c: {"z": ()})
def arguments(config: Any, z: Any, xp: Any) -> Argument:
    """Decode a positive number, from about 1 to many orders of magnitude."""
    return Argument(maps.wide(z.z, xp, config.power))


def stirling(c: Any) -> Any:
    """Return log Gamma(x) <= (x - 1/2) log x - x + log(2 pi)/2 + c/(12 x)."""
    half = Rational(1, 2)
    return Le(loggamma(x), (x - half) * log(x) - x + half * log(2 * pi) + c / (12 * x))


# Gradient descent with step 1/L on a convex L-smooth function: the Huber function attains the rate.

N = parameter("N", "number of steps", domain=naturals)
L = parameter("L", "smoothness", domain=positive)
R = parameter("R", "distance of the start from the minimiser", domain=nonnegative)
gap = measured("gap", r"f(x_N) - f_*")


@dataclass(frozen=True)
class Descent:
    """Steps, smoothness, start and threshold of a Huber function, each (batch,)."""

    N: int
    L: Any
    R: Any
    threshold: Any


@family(
    space=Space(N=sizes(1, 5)), latent=lambda c: {"L": (), "R": (), "threshold": ()}, exact=True
)
def descents(config: Any, z: Any, xp: Any) -> Descent:
    """Decode any start and scale; a latent threshold of 0 is the worst case R/(2N + 1)."""
    R = xp.abs(z.R)
    worst = R / (2 * config.N + 1)
    return Descent(config.N, maps.wide(z.L, xp), R, worst * maps.wide(z.threshold, xp))


def last_gap(N: int, L: Fraction, R: Fraction, threshold: Fraction) -> dict[Any, Any]:
    """Run gradient descent on L times the Huber function, in exact arithmetic."""
    at = R
    for _ in range(N):
        at -= max(-threshold, min(at, threshold))
    inside = abs(at) <= threshold
    return {gap: L * (at**2 / 2 if inside else threshold * abs(at) - threshold**2 / 2)}


def rate(c: Any) -> Any:
    """Return f(x_N) - f_* <= c L R^2 / (4N + 2)."""
    return Le(gap, c * L * R**2 / (4 * N + 2))


def both(name: str, conclusion: Callable[[Any], Any], instances: Any, measure: Any) -> list[Check]:
    """Bind the tight and the tightened version to the same family and measurement."""
    return [check(stated(name, conclusion, v), instances)(measure) for v in (1, PER_CENT)]


def nothing() -> dict[Any, Any]:
    """Measure nothing: the claim speaks of its parameter only."""
    return {}


LIBRARY = [
    both("spectral_norm", norm_bound, matrices, norms),
    both("stirling", stirling, arguments, nothing),
    both("gradient_descent", rate, descents, last_gap),
]
