"""Ties in conjunctions, indices used twice, and what is false almost everywhere near a pole."""

from __future__ import annotations

import numpy as np

from falsum import (
    And,
    Ge,
    Greatest,
    Le,
    Least,
    Lt,
    Ne,
    Space,
    Sum,
    almost_always,
    ceiling,
    family,
    hypothesis,
    index,
    log,
    sizes,
)
from falsum.decide.decide import decide_latent
from falsum.decide.in_balls import Answer, refutes
from falsum.instances.latents import latents
from falsum.search.score import score_latents
from tests.cases import Number, audited, bound, line, stated, x


@family(space=Space(n=sizes(1, 1)), latent=lambda c: {"x": ()})
def halves(config: object, z: object, xp: object) -> Number:
    """Round the latent to halves."""
    return Number(xp.round(2 * z.x) / 2)  # type: ignore[attr-defined]


def test_an_equality_that_holds_is_no_violation_beside_a_strict_relation() -> None:
    """Only the strict part fails at equality; the other one is met by every instance just so."""
    claim = stated(And(Ne(ceiling(x), 3), Le(1 + 0 * x, 1)))
    check = bound(claim, halves)
    flat = latents(np.random.default_rng(0), 256, 1)
    scored = score_latents(check, halves.space.parse("n=1"), flat)
    broken = np.ceil(np.round(2 * flat[:, 0]) / 2) == 3
    assert scored.violations.tolist() == broken.tolist()
    evidence, _ = audited(claim, halves)
    assert (evidence.verdict, evidence.artefacts) == ("refuted", 0)


def test_an_index_may_be_bound_twice_over_different_ranges() -> None:
    """What is watched in the inner sum does not reach the outer range."""
    s = index("s", 0, 2)
    inner = Sum(-1 * s * x, (s, -1, 0))
    for claim in (Ge(Least(inner, s) + x**2, -1), Ge(Sum(inner, s) + 9 * x**2, -1)):
        assert audited(stated(claim))[0].verdict == "survived"
    lost = stated(Le(Sum(Greatest(s / x, s), (s, -1, 0)), 100), [hypothesis("h", Lt(x**2, 1))])
    assert audited(lost)[0].verdict in ("refuted", "ill_defined")


def test_a_point_of_its_own_kind_is_not_what_breaks_almost_always() -> None:
    """At 0 the logarithm is undefined, and around 0 the claim is false: that is what refutes it."""
    claim = stated(Lt(log(x**2), -(10**6)), quantifier=almost_always)
    check, config = bound(claim, line), line.space.parse("n=1")
    assert decide_latent(check, config, [0]).answer is Answer.UNDEFINED
    assert not refutes(check, config, [0])
    evidence, certificate = audited(claim)
    assert evidence.verdict == "refuted"
    assert certificate is not None
    assert certificate.verdict == "refuted"
