"""Tight theorems: rounding never refutes them, and one per cent less is caught, certified."""

from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from falsum import Le, Rational, constant, sqrt
from falsum.decide.decide import decide_latent
from falsum.decide.in_balls import Answer
from falsum.evidence.certificates import parse, to_json, verify
from falsum.measure.check import Check
from falsum.search.score import score_latents
from falsum.study.full import full_audit
from falsum.verdict.audit import audit
from tests.cases import bound, line, nothing, stated, x
from tests.library.tight import LIBRARY, descents, last_gap, matrices

NAMES = [tight.claim.id for tight, _ in LIBRARY]
SECONDS = 5.0


@pytest.mark.parametrize("tight", [pair[0] for pair in LIBRARY], ids=NAMES)
def test_a_tight_truth_is_never_refuted(tight: Check) -> None:
    """The standard search comes within a hair of equality and does not claim a counterexample."""
    evidence, certificate = audit(tight, profile="standard")
    assert evidence.verdict == "survived"
    assert certificate is None
    assert evidence.worst_slack == pytest.approx(0, abs=1e-6)
    assert evidence.seconds < 4 * SECONDS  # a wide margin: tests share the machine


@pytest.mark.parametrize("tightened", [pair[1] for pair in LIBRARY], ids=NAMES)
def test_one_per_cent_less_is_refuted_with_a_certificate(tightened: Check) -> None:
    """The tightened version falls, and a stranger can check the instance."""
    evidence, certificate = audit(tightened, profile="standard")
    assert evidence.verdict == "refuted"
    assert certificate is not None
    assert verify(parse(to_json(certificate).encode()), lambda name: tightened) is tightened


def rank_one(scale: str) -> Any:
    """Return the configuration of 2 x 2 matrices of rank one at a scale."""
    return matrices.space.parse(f"rows=2,columns=2,rank=one,scale={scale}")


@pytest.mark.parametrize("scale", ["tiny", "huge"])
def test_floats_alone_would_refute_or_miss_at_extreme_scales(scale: str) -> None:
    """There, squares leave the range of floats: the float slack is wrong or unknown."""
    tight, _ = LIBRARY[0]
    rows = np.array([[3.0, 4.0, 1.0, 2.0], [30.0, 40.0, 10.0, 20.0]])
    scored = score_latents(tight, rank_one(scale), rows)
    assert not (np.abs(scored.slack) < 1e-9).all()


@pytest.mark.parametrize("scale", ["tiny", "one", "huge"])
def test_balls_decide_at_extreme_scales(scale: str) -> None:
    """At 1e-234 and 1e+154 balls never break the truth, and do break the tightened version."""
    tight, tightened = LIBRARY[0]
    for latent in ([3, 4, 1, 2], [1, 0, 0, 1], [0, 0, 0, 0], [Fraction(1, 3), 7, -2, 5]):
        row = [Fraction(v) for v in latent]
        decision = decide_latent(tight, rank_one(scale), row)
        assert decision.answer in (Answer.HOLDS, Answer.UNDECIDED)
        assert decision.doubt < 1e-30 or decision.answer is Answer.HOLDS
        broken = decide_latent(tightened, rank_one(scale), row).answer
        assert (broken is Answer.VIOLATED) == any(row)


def test_the_huber_function_attains_the_rate_exactly() -> None:
    """At its worst threshold the gap is exactly L R^2/(4N + 2), and that counts as holding."""
    tight, tightened = LIBRARY[2]
    for config in descents.space.enumerate():
        N, L, R = config.N, Fraction(27), Fraction(5, 3)
        measured = last_gap(N, L, R, R / (2 * N + 1))
        assert list(measured.values()) == [L * R**2 / (4 * N + 2)]
        latent = [Fraction(1), Fraction(5, 3), Fraction(0)]
        assert decide_latent(tight, config, latent).answer is Answer.HOLDS
        assert decide_latent(tightened, config, latent).answer is Answer.VIOLATED


def test_a_constant_that_a_search_proposes_is_no_users_float() -> None:
    """The sharpest value of a constant is a float that balls take as the number it is."""
    half = constant("half", Rational(1, 2), meaning="a factor")
    claim = stated(Le(x * (1 - x), sqrt(half * (1 - half)) / 2))
    evidence, _ = full_audit(bound(claim, line, nothing), profile="standard")
    assert evidence.verdict in ("proved", "survived")
    (found,) = evidence.constants
    assert found.sharp is not None and 0 < found.sharp < 1
