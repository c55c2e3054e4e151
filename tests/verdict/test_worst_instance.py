"""The worst instance that is shown is one that balls know, and the message names what is open."""

from __future__ import annotations

import numpy as np

from falsum import Abs, Ge, Le, Lt, Space, check, exp, family, hypothesis, parameter, sin, sizes
from falsum.decide.decide import decide_latent
from falsum.decide.in_balls import Answer
from falsum.instances.point import Point
from falsum.search.job import Job
from falsum.verdict.worst import short_worst
from tests.cases import audited, nothing, stated, x

s, t = parameter("s", "a number"), parameter("t", "another")


def test_a_tie_that_balls_leave_open_is_no_worst_instance() -> None:
    """Rounding both numbers to 1 leaves |sin 1 - sin 1| <= 0, which no ball decides."""
    from dataclasses import dataclass
    from typing import Any

    @dataclass(frozen=True)
    class Pair:
        s: Any
        t: Any

    @family(space=Space(n=sizes(1, 1)), latent=lambda c: {"s": (), "t": ()})
    def pairs(config: Any, z: Any, xp: Any) -> Pair:
        return Pair(z.s, z.t)

    slope = check(stated(Le(Abs(sin(s) - sin(t)), Abs(s - t))), pairs)(nothing)
    config = pairs.space.parse("n=1")
    job = Job.begin(slope, profile="quick")
    row = np.array([1.0 + 2.0**-12, 1.0])
    point = Point.of(config, row)
    short = short_worst(job, point, job.decide(point).slack)
    assert decide_latent(slope, config, [_exact(1.0)] * 2).answer is Answer.UNDECIDED
    assert decide_latent(slope, config, short.latent).answer is Answer.HOLDS


def _exact(value: float) -> object:
    from fractions import Fraction

    return Fraction(value)


def test_the_message_names_the_hypothesis_that_balls_cannot_decide() -> None:
    """Where a hypothesis is a number against itself, no instance certainly meets it."""
    same = hypothesis("the radius is the distance", Le(exp(x), exp(x) * 1))
    evidence, _ = audited(stated(Lt(x, 0), [same, hypothesis("x is positive", Ge(x, 1))]))
    assert evidence.verdict == "inconclusive"
    assert "(the radius is the distance)" in evidence.summary
