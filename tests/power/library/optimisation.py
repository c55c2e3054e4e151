"""Rates of first-order methods, on the functions that make them tight."""

from typing import Any, NamedTuple

from array_api_compat import array_namespace

from falsum import Ge, Le, Rational, Space, family, naturals, parameter, positive, sizes
from falsum.maps import unit, wide

from .arrays import norm, total
from .entry import Side, entry, quantity


class Huber(NamedTuple):
    """The function L h(x), quadratic up to ``width`` and linear beyond, at two points (batch,)."""

    N: int
    L: Any
    width: Any
    x: Any
    y: Any

    def value(self, x: Any) -> Any:
        """Return the function's value."""
        xp, size = array_namespace(x), abs(x)
        return self.L * xp.where(
            size <= self.width, x**2 / 2, self.width * size - self.width**2 / 2
        )

    def gradient(self, x: Any) -> Any:
        """Return the derivative."""
        xp = array_namespace(x)
        return self.L * xp.maximum(-self.width, xp.minimum(x, self.width))


class Quadratic(NamedTuple):
    """The function sum_i lambda_i x_i^2 / 2 with its curvatures between m and L."""

    m: Any
    L: Any
    curvatures: Any
    x: Any


@family(space=Space(N=sizes(1, 5)), latent=lambda c: {"L": (), "width": (), "x": (), "y": ()})
def huber_functions(config: Any, z: Any, xp: Any) -> Huber:
    """Decode a Huber function and two points."""
    return Huber(config.N, wide(z.L, xp), wide(z.width, xp, 1), 2 * z.x, 2 * z.y)


@family(
    space=Space(d=sizes(2, 6)), latent=lambda c: {"m": (), "L": (), "between": (c.d,), "x": (c.d,)}
)
def quadratics(config: Any, z: Any, xp: Any) -> Quadratic:
    """Decode a quadratic; the first two curvatures are the extreme ones."""
    m = wide(z.m, xp)
    L = m * (1 + wide(z.L, xp))
    share = unit(z.between, xp)
    share = xp.concat(
        [xp.zeros_like(share[:, :1]), xp.ones_like(share[:, :1]), share[:, 2:]], axis=-1
    )
    return Quadratic(m, L, m[:, None] + (L - m)[:, None] * share, z.x)


def descent(f: Huber) -> Any:
    """Return the value after N gradient steps of length 1/L."""
    x = f.x
    for _ in range(f.N):
        x = x - f.gradient(x) / f.L
    return f.value(x)


def proximal(f: Huber) -> Any:
    """Return |x| after N proximal steps of length L on the function width |x|, times the width."""
    xp, x = array_namespace(f.x), abs(f.x)
    for _ in range(f.N):
        x = xp.maximum(x - f.L * f.width, xp.zeros_like(x))
    return f.width * x


def after_step(q: Quadratic, step: Any) -> Any:
    """Return the point after one gradient step."""
    return q.x - step[:, None] * q.curvatures * q.x


def energy(q: Quadratic, x: Any) -> Any:
    """Return the function's value."""
    return total(q.curvatures * x**2) / 2


def exact_line_search(q: Quadratic) -> Any:
    """Return the value after the best gradient step, times the denominator of that step."""
    g = q.curvatures * q.x
    bend, slope = total(q.curvatures * g**2), total(g**2)
    return energy(q, q.x) * bend - slope**2 / 2


N = parameter("N", "number of steps", domain=naturals)
L = parameter("L", "smoothness", domain=positive)
m = parameter("m", "strong convexity", domain=positive)
final = quantity("final", r"f(x_N) - f_*", descent)
proximal_final = quantity("proximal_final", r"f(x_N) - f_*", proximal)
radius = quantity("radius", r"|x_0 - x_*|", lambda f: abs(f.x))
start = quantity("start", r"f(x) - f_*", lambda f: f.value(f.x))
stepped = quantity(
    "stepped", r"f(x - f'(x)/L) - f_*", lambda f: f.value(f.x - f.gradient(f.x) / f.L)
)
slope = quantity("slope", r"|f'(x)|", lambda f: abs(f.gradient(f.x)))
model_gap = quantity(
    "model_gap",
    r"f(y) - f(x) - f'(x)(y - x)",
    lambda f: f.value(f.y) - f.value(f.x) - f.gradient(f.x) * (f.y - f.x),
)
distance = quantity("distance", r"|x - y|", lambda f: abs(f.x - f.y))
turn = quantity("turn", r"|f'(x) - f'(y)|", lambda f: abs(f.gradient(f.x) - f.gradient(f.y)))
alignment = quantity(
    "alignment",
    r"(f'(x) - f'(y))(x - y)",
    lambda f: (f.gradient(f.x) - f.gradient(f.y)) * (f.x - f.y),
)
size = quantity("size", r"\|x\|", lambda q: norm(q.x))
contracted = quantity(
    "contracted",
    r"\|x - \tfrac{2}{m + L} \nabla f(x)\|",
    lambda q: norm(after_step(q, 2 / (q.m + q.L))),
)
value = quantity("value", r"f(x)", lambda q: energy(q, q.x))
gradient_size = quantity("gradient_size", r"\|\nabla f(x)\|", lambda q: norm(q.curvatures * q.x))
bend = quantity("bend", r"\nabla f^T H \nabla f", lambda q: total(q.curvatures**3 * q.x**2))
searched = quantity(
    "searched", r"\min_t f(x - t \nabla f(x)) \cdot \nabla f^T H \nabla f", exact_line_search
)

ENTRIES = [
    entry(
        "gradient_descent",
        "gradient descent on smooth convex functions",
        huber_functions,
        lambda c: Le(final, c * L * radius**2 / (2 * N + 1)),
        best=Rational(1, 2),
        at="the Huber function of width R/(2N + 1)",
    ),
    entry(
        "proximal_point",
        "the proximal point method",
        huber_functions,
        lambda c: Le(proximal_final * N * L, c * radius**2),
        best=Rational(1, 4),
        at="the slope R/(2 N L)",
    ),
    entry(
        "descent_lemma",
        "decrease by one gradient step",
        huber_functions,
        lambda c: Ge(start, stepped + c * slope**2 / L),
        best=Rational(1, 2),
        at="the quadratic part",
        side=Side.GREATEST,
    ),
    entry(
        "quadratic_upper_bound",
        "upper bound by a parabola",
        huber_functions,
        lambda c: Le(model_gap, c * L * distance**2),
        best=Rational(1, 2),
        at="the quadratic part",
    ),
    entry(
        "smoothness_gap",
        "lower bound by gradients",
        huber_functions,
        lambda c: Ge(model_gap * L, c * turn**2),
        best=Rational(1, 2),
        at="the quadratic part",
        side=Side.GREATEST,
    ),
    entry(
        "cocoercivity",
        "co-coercivity of the gradient",
        huber_functions,
        lambda c: Ge(alignment * L, c * turn**2),
        best=1,
        at="the quadratic part",
        side=Side.GREATEST,
    ),
    entry(
        "contraction",
        "contraction of a gradient step",
        quadratics,
        lambda c: Le(contracted * (L + m), c * (L - m) * size),
        best=1,
        at="an extreme eigenvector",
    ),
    entry(
        "gradient_dominance",
        "gradient dominance",
        quadratics,
        lambda c: Ge(gradient_size**2, c * m * value),
        best=2,
        at="the flattest eigenvector",
        side=Side.GREATEST,
    ),
    entry(
        "steepest_descent",
        "steepest descent with exact line search",
        quadratics,
        lambda c: Le(searched * (L + m) ** 2, c * (L - m) ** 2 * value * bend),
        best=1,
        at="both extreme eigenvectors, weighted inversely to their curvature",
    ),
]
