"""The edge of the hypotheses: what floats cannot tell is settled by balls before it counts."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from falsum import Eq, Le, Lt, Space, check, family, hypothesis, measured, sizes
from falsum.search.job import Job
from falsum.search.score import score_latents, settled
from falsum.verdict.audit import audit
from tests.cases import Number, bound, line, stated, x

excess = measured("excess", "what is left where terms in x cancel")
SMALL = Space(n=sizes(1, 1))


@family(space=SMALL, latent=lambda c: {"x": ()})
def thirds(config: Any, z: Any, xp: Any) -> Number:
    """Decode a number that is no dyadic rational, beside one of order 1."""
    return Number((1 + z.x * z.x) / 3)


def noisy(x: Any) -> dict[Any, Any]:
    """Measure 7x - 3x - 4x, exactly 0 and in floats a rounding error."""
    return {excess: 7 * x / 10 - 3 * x / 10 - 4 * x / 10}


def shifted(x: Any) -> dict[Any, Any]:
    """Measure the same and 2^-50, which is above 0 and no more than a rounding error in floats."""
    return {excess: 7 * x / 10 - 3 * x / 10 - 4 * x / 10 + 2.0**-50}


small = hypothesis("nothing is left", Le(excess, 0))


@pytest.mark.parametrize("relation", [Le(excess, 0), Eq(excess, 0)])
def test_floats_leave_the_edge_open_and_balls_accept_it(relation: Any) -> None:
    """A hypothesis that holds exactly is missed in floats with slack 1, and met all the same."""
    edgy = check(stated(Le(x, 1), [hypothesis("nothing is left", relation)]), thirds)(noisy)
    config = next(SMALL.enumerate())
    rows = np.linspace(0, 2, 41)[:, None]
    scored = score_latents(edgy, config, rows)
    assert scored.edge.any() and not (scored.edge & scored.accepted).any()
    after = settled(Job.begin(edgy), config, scored)
    assert after.accepted.sum() > scored.accepted.sum()
    assert (after.accepted | after.edge).all()


def test_what_lies_beyond_the_edge_is_never_evidence() -> None:
    """2^-50 above the hypothesis is the same to floats; balls reject it, and nothing counts."""
    outside = check(stated(Le(x, 1), [small]), thirds)(shifted)
    config = next(SMALL.enumerate())
    rows = np.linspace(0, 2, 41)[:, None]
    scored = score_latents(outside, config, rows)
    assert scored.edge.any()
    assert settled(Job.begin(outside), config, scored).accepted.sum() == scored.accepted.sum()
    evidence, certificate = audit(outside, profile="quick")
    assert certificate is None and evidence.verdict == "inconclusive"


def test_a_false_claim_is_refuted_at_the_edge() -> None:
    """Every instance of the family lies on the edge, and one of them breaks the claim."""
    evidence, certificate = audit(check(stated(Le(x, 1), [small]), thirds)(noisy), profile="quick")
    assert evidence.verdict == "refuted" and certificate is not None


def test_a_gap_that_is_no_rounding_error_is_a_miss() -> None:
    """2^-30 beside sides of order 1 is no edge, nor is equality where < is assumed."""
    for relation in (Le(x, 0), Lt(x, 0)):
        one = bound(stated(Le(x, 1), [hypothesis("x is small", relation)]), line)
        config = next(line.space.enumerate())
        scored = score_latents(one, config, np.array([[0.0], [2.0**-30], [1.0]]))
        assert not scored.edge.any()
        assert scored.accepted.tolist() == [relation == Le(x, 0), False, False]
