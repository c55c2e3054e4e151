"""PAC-Bayes quantities against direct enumeration, and the posteriors against all others."""

from collections import Counter
from fractions import Fraction
from itertools import product
from math import log, sqrt

import numpy as np
import pytest

from falsum import balls
from falsum.balls import midpoint_floats
from impl.learning import pac_bayes


def problem(rng, batch=4, hypotheses=3, letters=3):
    """Draw priors, data laws and losses."""
    prior = rng.dirichlet(np.ones(hypotheses), size=batch)
    data = rng.dirichlet(np.ones(letters), size=batch)
    return prior, data, rng.uniform(0, 1, size=(batch, hypotheses, letters))


@pytest.mark.parametrize(("size", "letters"), [(1, 1), (1, 3), (3, 2), (4, 3)])
def test_sample_law_by_enumeration_of_draws(size, letters):
    """Counting the sequences of draws gives the same exact weights."""
    data = [Fraction(n + 1, letters * (letters + 1) // 2) for n in range(letters)]
    law = Counter()
    for draws in product(range(letters), repeat=size):
        weight = Fraction(1)
        for letter in draws:
            weight *= data[letter]
        law[tuple(draws.count(letter) for letter in range(letters))] += weight
    found = pac_bayes.sample_law(balls.asarray([data]), size).points()[0].tolist()
    assert dict(zip(pac_bayes.samples(size, letters), found, strict=True)) == law


def test_risks_are_the_definitions(lift_in, rng):
    """Risks average over the law, empirical risks over the draws."""
    _, data, loss = problem(rng)
    found = np.asarray(pac_bayes.risks(*lift_in(loss, data)))
    np.testing.assert_allclose(found, np.einsum("bhv,bv->bh", loss, data), rtol=1e-12)
    (lifted,) = lift_in(loss)
    by_draws = np.asarray(pac_bayes.empirical_risks(lifted, 4))
    for n, counts in enumerate(pac_bayes.samples(4, 3)):
        drawn = [z for z, count in enumerate(counts) for _ in range(count)]
        np.testing.assert_allclose(by_draws[:, n], loss[:, :, drawn].mean(axis=2))


def test_sets_of_points_are_those_of_the_samples(lift_in, rng):
    """Each set of letters has the weight of the samples that hold it, and the mean over it."""
    _, data, loss = problem(rng)
    p, ell = lift_in(data, loss)
    weights = np.asarray(pac_bayes.subset_law(p, 4))
    by_draws = np.asarray(pac_bayes.sample_law(p, 4))
    held = [tuple(np.flatnonzero(counts)) for counts in pac_bayes.samples(4, 3)]
    risks = np.asarray(pac_bayes.subset_risks(ell))
    for k, chosen in enumerate(pac_bayes.subsets(3)):
        rows = [n for n, letters in enumerate(held) if letters == chosen]
        np.testing.assert_allclose(weights[:, k], by_draws[:, rows].sum(axis=1), atol=1e-15)
        np.testing.assert_allclose(risks[:, k], loss[:, :, chosen].mean(axis=2))


def test_posteriors_are_laws_and_divergences_are_right(lift_in, rng):
    """Every posterior adds up to 1; the prior has divergence 0, a point mass -log of its weight."""
    prior, data, loss = problem(rng)
    p, d, ell = lift_in(prior, data, loss)
    gaps = pac_bayes.risks(ell, d)[:, None, :] - pac_bayes.empirical_risks(ell, 3)
    posterior = pac_bayes.posteriors(p, gaps, 3)
    np.testing.assert_allclose(np.asarray(posterior).sum(axis=3), 1, rtol=1e-12)
    kl = np.asarray(pac_bayes.divergence(posterior, p))
    np.testing.assert_allclose(kl[:, :, 0], 0, atol=1e-12)
    np.testing.assert_allclose(kl[:, 5, -3:], -np.log(prior), rtol=1e-12)
    assert kl.min() > -1e-12


def test_posteriors_are_laws_exactly_in_balls(rng):
    """The hypothesis that Q is a law is certain; a single hypothesis has one law only."""
    prior = [[Fraction(1, 7), Fraction(2, 7), Fraction(4, 7)]]
    gaps = balls.asarray([[[Fraction(n, 9) for n in row] for row in ((3, -2, 1), (-1, -4, -2))]])
    found = pac_bayes.posteriors(balls.asarray(prior), gaps, 5)
    assert {sum(q) for q in found.points().reshape(-1, 3).tolist()} == {Fraction(1)}
    in_floats = pac_bayes.posteriors(np.array(prior, dtype=float), midpoint_floats(gaps), 5)
    np.testing.assert_allclose(midpoint_floats(found), in_floats, atol=1e-12)
    alone = pac_bayes.posteriors(np.ones((2, 1)), rng.normal(size=(2, 3, 1)), 5)
    assert alone.shape == (2, 3, 1, 1) and (alone == 1).all()


def gain(posterior, prior, gap, ell, size):
    """Return how far a posterior exceeds the bound."""
    used = posterior > 0
    kl = np.sum(posterior[used] * np.log(posterior[used] / prior[used]))
    return posterior @ gap - sqrt((max(kl, 0) + ell) / (2 * (size - 1)))


@pytest.mark.parametrize("size", [2, 5])
def test_no_posterior_beats_the_gibbs_curve(rng, size):
    """A dense Gibbs curve exceeds the bound at least as far as thousands of random posteriors."""
    for _ in range(5):
        prior, gap = rng.dirichlet(np.ones(3)), rng.uniform(-1, 1, size=3)
        ell = log(size / rng.uniform(0.05, 0.95))
        slopes = np.linspace(0, 120, 4000)
        tilted = prior * np.exp(slopes[:, None] * (gap - gap.max()))
        curve = max(gain(q / q.sum(), prior, gap, ell, size) for q in tilted)
        others = rng.dirichlet(np.full(3, 0.5), size=3000)
        assert max(gain(q, prior, gap, ell, size) for q in others) <= curve + 1e-5


@pytest.mark.parametrize("size", [2, 6, 30])
def test_the_supremum_is_enclosed(lift_in, rng, size):
    """A dense grid lies between the two bounds, which lie close together."""
    prior = rng.dirichlet(np.ones(3), size=6)
    gaps = rng.uniform(-1, 1, size=(6, 2, 3))
    lower, upper = (
        np.asarray(side) for side in pac_bayes.log_moment_bounds(*lift_in(prior, gaps), size)
    )
    for lane in range(6):
        for n in range(2):
            slopes = np.linspace(0, 8 * (size - 1), 20001)[:, None]
            moments = np.log((prior[lane] * np.exp(slopes * gaps[lane, n])).sum(axis=1))
            dense = (moments - slopes[:, 0] ** 2 / (8 * (size - 1))).max()
            assert lower[lane, n] <= dense + 1e-6
            assert dense <= upper[lane, n] + 1e-9
    assert (upper - lower).max() < 0.02 * size


def test_violation_of_the_bound_is_violation_of_the_supremum(rng):
    """Some posterior of a dense curve breaks the bound exactly where the supremum exceeds l."""
    seen = set()
    for _ in range(60):
        size, prior, gap = 8, rng.dirichlet(np.ones(2)), rng.uniform(-0.2, 1, size=2)
        ell = log(size / rng.uniform(0.05, 0.95))
        slopes = np.linspace(1e-3, 56, 600)
        tilted = prior * np.exp(slopes[:, None] * gap)
        broken = max(gain(q / q.sum(), prior, gap, ell, size) for q in tilted)
        supremum = (np.log(tilted.sum(axis=1)) - slopes**2 / 56).max() - ell
        if min(abs(broken), abs(supremum)) > 1e-3:
            assert (broken > 0) == (supremum > 0)
            seen.add(broken > 0)
    assert seen == {True, False}
