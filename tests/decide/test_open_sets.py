"""Almost-always claims: a finding needs instances that certainly fill an open set."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import pytest
from array_api_compat import array_namespace

from falsum import (
    Claim,
    Gt,
    Le,
    Ne,
    Rational,
    Source,
    Space,
    Sum,
    almost_always,
    check,
    family,
    index,
    parameter,
    sizes,
)
from falsum.balls import BallArray
from falsum.decide.in_balls import box_around, refutes
from falsum.decide.open_sets import Openness, openness
from falsum.instances.family import Family
from falsum.verdict.audit import audit
from tests.cases import certificate_of

SPACE = Space(n=sizes(1, 1))
x = parameter("x", "a number")
i = index("i", 1, 3)
a = parameter("a", "three numbers", indices=(i,))
Decoder = Callable[[Any, Any], Any]


@dataclass(frozen=True)
class Number:
    """A number, (batch,)."""

    x: Any


@dataclass(frozen=True)
class Vector:
    """Numbers, (batch, k)."""

    a: Any


def numbers(decode: Decoder, **shapes: tuple[int, ...]) -> Family:
    """Return the family of a decoder of one number from the latents z, or others."""

    @family(space=SPACE, latent=lambda c: shapes or {"z": ()})
    def instances(config: Any, z: Any, xp: Any) -> Number:
        return Number(decode(z, xp))

    return instances


def vectors(decode: Decoder, **shapes: tuple[int, ...]) -> Family:
    """Return the family of a decoder of a vector."""

    @family(space=SPACE, latent=lambda c: shapes)
    def instances(config: Any, z: Any, xp: Any) -> Vector:
        return Vector(decode(z, xp))

    return instances


def nothing() -> dict[Any, Any]:
    """Measure nothing."""
    return {}


def bound(conclusion: Any, instances: Family) -> Any:
    """Return a check that a conclusion holds almost always."""
    source = Source("doe_2020", "lemma 1")
    claim = Claim("doe_2020.lemma_1", "A lemma", source, almost_always, conclusion)
    return check(claim, instances)(nothing)


def known(instances: Family, *latent: Fraction | int | str) -> Openness:
    """Return what is known of the instances around a latent."""
    subject = bound(Le(x, 1), instances)
    box = box_around([Fraction(v) for v in latent])
    return openness(subject, SPACE.parse("n=1"), box)


def axis(z: Any) -> Any:
    """Return a number as a vector of one entry."""
    return array_namespace(z).expand_dims(z, axis=1)


@pytest.mark.parametrize("factor", [1, 100, 10**4, 10**6])
def test_a_clip_is_not_refuted_where_it_saturates(factor: int) -> None:
    """Half of the latents decode to 1, and 1 is one instance of many, however steep the clip."""
    subject = bound(Ne(x, 1), numbers(lambda z, xp: xp.clip(factor * z.z, 0, 1)))
    evidence, certificate = audit(subject, profile="quick")
    assert certificate is None and evidence.verdict in ("survived", "inconclusive")
    config = SPACE.parse("n=1")
    for latent in ("1", "1/3", "7", "1000003", "-5"):
        assert not refutes(subject, config, [Fraction(latent)])
        assert certificate_of(subject, config, Fraction(latent)) is None


def test_a_clip_is_refuted_between_its_ends() -> None:
    """The same decoder fills an open set where it does not saturate, and that counts."""
    subject = bound(Le(x, Rational(1, 2)), numbers(lambda z, xp: xp.clip(100 * z.z, 0, 1)))
    assert refutes(subject, SPACE.parse("n=1"), [Fraction(3, 400)])
    evidence, certificate = audit(subject, profile="quick")
    assert evidence.verdict == "refuted" and certificate is not None


SINGLE: dict[str, tuple[Decoder, str, Openness]] = {
    "itself": (lambda z, xp: z.z, "0", Openness.OPEN),
    "a square": (lambda z, xp: z.z**2, "3", Openness.OPEN),
    "a square around its vertex": (lambda z, xp: z.z**2, "0", Openness.OPEN),
    "an exponential": (lambda z, xp: xp.exp(-z.z * z.z), "1", Openness.OPEN),
    "a clip beyond its end": (lambda z, xp: xp.clip(z.z, 0, 1), "2", Openness.NULL),
    "a clip around its end": (lambda z, xp: xp.clip(z.z, 0, 1), "1", Openness.OPEN),
    "a clip too steep to meet": (
        lambda z, xp: xp.clip(10**30 * (z.z - 7), 0, 1),
        "9",
        Openness.UNKNOWN,
    ),
    "a step": (lambda z, xp: xp.where(z.z > 0, 1 + 0 * z.z, 0 * z.z), "1", Openness.UNKNOWN),
    "around a jump": (
        lambda z, xp: xp.where(z.z > 0, z.z + 1, z.z),
        "0",
        Openness.OPEN,
    ),
    "beside a jump": (lambda z, xp: xp.where(z.z > 0, z.z + 1, z.z), "1", Openness.OPEN),
    "a sign": (lambda z, xp: xp.sign(z.z), "1", Openness.UNKNOWN),
    "a floor": (lambda z, xp: xp.floor(z.z), "1/2", Openness.UNKNOWN),
    "too flat for floats": (lambda z, xp: z.z * Fraction(1, 10**40), "1", Openness.OPEN),
    "a constant": (lambda z, xp: 0 * z.z + 1, "1", Openness.UNKNOWN),
    "quotients and roots": (
        lambda z, xp: xp.sqrt(1 / (1 + z.z * z.z)) - xp.tanh(z.z) / 2,
        "1/3",
        Openness.OPEN,
    ),
}


@pytest.mark.parametrize("case", SINGLE)
def test_what_one_latent_decodes_to(case: str) -> None:
    """One number moves certainly, certainly not, or nobody knows."""
    decode, latent, wanted = SINGLE[case]
    assert known(numbers(decode), latent) is wanted


def two_axes(z: Any, xp: Any) -> Any:
    """Decode to the union of two half-lines: a null set of the plane, with a corner at 0."""
    first = xp.maximum(z.u - abs(z.v), 0 * z.u)
    return xp.stack([first, xp.maximum(z.v - abs(z.u), 0 * z.u)], axis=1)


def rotated(z: Any, xp: Any) -> Any:
    """Decode to a plane, its axes mixed."""
    return xp.stack([z.u + 3 * z.v + z.u * z.v, z.u - z.v], axis=1)


BOTH = {"u": (), "v": ()}
SEVERAL: dict[str, tuple[Decoder, dict[str, tuple[int, ...]], tuple[int, ...], Openness]] = {
    "a plane": (rotated, BOTH, (1, 2), Openness.OPEN),
    "two half-lines at their corner": (two_axes, BOTH, (0, 0), Openness.UNKNOWN),
    "two half-lines on one of them": (two_axes, BOTH, (2, 1), Openness.UNKNOWN),
    "a curve in the plane": (
        lambda z, xp: xp.stack([z.u + z.v, (z.u + z.v) ** 2], axis=1),
        BOTH,
        (1, 2),
        Openness.UNKNOWN,
    ),
    "one of two numbers saturates": (
        lambda z, xp: xp.stack([xp.clip(z.u, 0, 1), z.v], axis=1),
        BOTH,
        (5, 2),
        Openness.NULL,
    ),
    "both numbers between": (
        lambda z, xp: xp.stack([xp.clip(z.u, 0, 9), z.v], axis=1),
        BOTH,
        (5, 2),
        Openness.OPEN,
    ),
    "a curve in space": (
        lambda z, xp: xp.concat([axis(z.u), axis(z.u**2), axis(xp.sin(z.u))], axis=1),
        {"u": ()},
        (2,),
        Openness.OPEN,
    ),
    "a unit vector": (
        lambda z, xp: z.w / xp.sqrt(xp.sum(z.w * z.w, axis=1, keepdims=True)),
        {"w": (3,)},
        (1, 2, 3),
        Openness.UNKNOWN,
    ),
    "a product of matrices": (
        lambda z, xp: xp.reshape(z.w @ z.w.mT + z.w, (z.w.shape[0], -1)),
        {"w": (2, 2)},
        (1, 2, 3, 5),
        Openness.OPEN,
    ),
    "a choice of entries": (lambda z, xp: z.w[:, 1:], {"w": (3,)}, (1, 2, 3), Openness.OPEN),
}


@pytest.mark.parametrize("case", SEVERAL)
def test_what_several_latents_decode_to(case: str) -> None:
    """Full rank on a whole box is open; a corner of two lines, a curve or a sphere is not shown."""
    decode, shapes, latent, wanted = SEVERAL[case]
    assert known(vectors(decode, **shapes), *latent) is wanted


def test_what_is_not_shown_does_not_survive() -> None:
    """A claim that breaks on most unit vectors is neither refuted nor does it survive."""
    sphere = vectors(
        lambda z, xp: (
            z.w / xp.sqrt(1 + 0 * z.w[:, :1] + xp.sum(z.w**2, axis=1, keepdims=True)) * 0
            + z.w / xp.sqrt(xp.sum(z.w * z.w, axis=1, keepdims=True))
        ),
        w=(3,),
    )
    evidence, certificate = audit(bound(Gt(Sum(a**2, i), 2), sphere), profile="quick")
    assert certificate is None and evidence.verdict == "inconclusive"
    assert "not shown to decode to an open set of instances" in evidence.summary


SMOOTH = "exp expm1 log log1p sqrt square sin cos tanh sinh cosh atan reciprocal abs negative"


def test_slopes_are_those_of_differences() -> None:
    """Each rule encloses the difference quotient of a function that uses it."""
    import falsum.balls as balls
    from falsum.decide.derivative import directions, namespace

    rules: dict[str, Callable[[Any, Any], Any]] = {
        name: lambda t, xp, name=name: getattr(xp, name)(t) for name in SMOOTH.split()
    }
    rules |= {
        "clip": lambda t, xp: xp.clip(t, 0, 9),
        "maximum": lambda t, xp: xp.maximum(t, t * t),
        "minimum": lambda t, xp: xp.minimum(t, 3 - t),
        "where": lambda t, xp: xp.where(t > 5, t, 2 * t),
        "pow": lambda t, xp: xp.pow(t, 3),
        "divide": lambda t, xp: (1 + t) / (2 + t * t) - t / 7 + 1 / t,
        "subtract": lambda t, xp: 4 - xp.subtract(t, xp.ones_like(t)) * xp.full_like(t, 2),
        "mean": lambda t, xp: xp.mean(xp.stack([t, t * t], axis=1), axis=1),
        "broadcast_to": lambda t, xp: xp.sum(
            xp.broadcast_to(xp.expand_dims(t, axis=1), (t.shape[0], 3)), axis=1
        ),
        "flip": lambda t, xp: xp.flip(xp.stack([t, t * t], axis=-1), axis=1)[:, 0],
        "cumulative_sum": lambda t, xp: xp.cumulative_sum(xp.stack([t, t * t], axis=1), axis=1)[
            ..., 1
        ],
        "permute_dims": lambda t, xp: xp.permute_dims(
            xp.reshape(xp.stack([t, t * t], axis=1), (t.shape[0], 1, 2)), (0, 2, 1)
        )[:, 1, 0],
        "squeeze": lambda t, xp: xp.squeeze(xp.expand_dims(t, axis=1), axis=1),
    }
    at, step = Fraction(7, 3), Fraction(1, 2**40)
    with balls.precision(256):
        for name, function in rules.items():
            slope = function(directions(box_around([at]), 1)[:, 0], namespace).slope
            ends = [function(balls.asarray([at + d]), balls.namespace) for d in (step, -step)]
            quotient = (ends[0] - ends[1]) / (2 * step)
            assert isinstance(slope, BallArray) and slope.shape == (1,)
            near = balls.namespace.abs(slope - quotient) < Fraction(1, 10**9)
            assert near.certain().all(), name


MIXING: dict[str, Decoder] = {
    "a sum over the batch": lambda z, xp: xp.sum(z.w, axis=0),
    "a sum over everything": lambda z, xp: xp.sum(z.w),
    "a maximum": lambda z, xp: xp.max(z.w, axis=1, keepdims=True),
    "a cut of the batch": lambda z, xp: z.w[0:1],
    "an axis before the batch": lambda z, xp: z.w * xp.ones((1, 1, 3)),
    "a reshape of the batch": lambda z, xp: xp.reshape(z.w, (-1, 1)),
    "a real power": lambda z, xp: z.w ** Fraction(3, 2),
    "an outside constant first": lambda z, xp: xp.ones((1, 3)) - z.w,
}


@pytest.mark.parametrize("case", MIXING)
def test_what_has_no_rule_shows_nothing(case: str) -> None:
    """A function without a rule, or one that mixes the batch, is never taken for an open map."""
    assert known(vectors(MIXING[case], w=(3,)), 1, 2, 3) is Openness.UNKNOWN
