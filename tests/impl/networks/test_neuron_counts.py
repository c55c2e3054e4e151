"""The law of the neuron counts against enumeration and simulation of the definition."""

from fractions import Fraction
from itertools import permutations, product

import numpy as np
import pytest

from impl.networks import neuron_counts


def enumerated_probability(d):
    """Count, among all signs and orders of magnitude, those that put a neuron in W+ and A+.

    For independent symmetric inner products without atoms all of them are equally likely.
    """
    others = [j for j in range(d) if j != 1]
    hits = total = 0
    for order in permutations(range(1, d + 1)):
        for signs in product((-1, 1), repeat=d):
            inner = [s * r for s, r in zip(signs, order, strict=True)]
            total += 1
            hits += inner[0] > 0 and all(inner[0] >= inner[j] for j in others)
    return Fraction(hits, 2 * total)


@pytest.mark.parametrize("d", [2, 3, 4, 5])
def test_cell_probability_by_enumeration(d):
    """The closed form is the exact proportion."""
    assert neuron_counts.cell_probability(d) == enumerated_probability(d)


def test_simulated_counts_follow_the_law(rng):
    """Draws of the definition fall on each pair of counts as often as the law says."""
    k, d, trials = 3, 3, 40_000
    inner = rng.normal(size=(trials, k, d))
    sign = rng.choice([-1, 1], size=(trials, k))
    first = (inner[..., 0] > 0) & (inner[..., 0] >= inner[..., 2]) & (sign > 0)
    second = (inner[..., 1] > 0) & (inner[..., 1] >= inner[..., 2]) & (sign < 0)
    pairs = list(zip(first.sum(-1).tolist(), second.sum(-1).tolist(), strict=True))
    for atom, weight in neuron_counts.exact_law(k, d).items():
        expected = float(weight)
        spread = 5 * np.sqrt(expected / trials)
        assert abs(pairs.count(atom) / trials - expected) < spread + 1e-12


@pytest.mark.parametrize("k", [0, 1, 7])
def test_array_law_matches_the_exact_one(lift_in, k):
    """The weights in arrays are the fractions, in the order of the atoms, for several q at once."""
    patterns = (2, 3, 6)
    q = [float(neuron_counts.cell_probability(d)) for d in patterns]
    plus, minus, weights = neuron_counts.law(*lift_in(q), k)
    pairs = list(zip(np.asarray(plus)[0].tolist(), np.asarray(minus)[0].tolist(), strict=True))
    assert pairs == list(neuron_counts.atoms(k))
    for lane, d in enumerate(patterns):
        exact = [float(w) for w in neuron_counts.exact_law(k, d).values()]
        np.testing.assert_allclose(np.asarray(weights)[lane], exact, rtol=1e-13)


def test_weights_sum_to_one(lift_in):
    """The law is whole for many neurons, without overflow."""
    assert sum(neuron_counts.exact_law(9, 4).values()) == 1
    _, _, weights = neuron_counts.law(*lift_in([0.1875]), 600)
    assert abs(float(weights.sum()) - 1) < 1e-10


def test_too_few_patterns_are_refused():
    """One pattern leaves nothing to compare."""
    with pytest.raises(ValueError, match="at least 2"):
        neuron_counts.cell_probability(1)
