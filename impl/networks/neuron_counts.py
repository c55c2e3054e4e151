"""How many neurons start out useful in a max-pooling network: the exact joint law.

Neuron i of k has a random weight ``w_i`` whose inner products with the d orthonormal patterns are
independent and symmetric without atoms (an isotropic law on a ball or sphere has signs and ranks
of the same law), and an independent output sign, +1 or -1 with probability 1/2. It is in ``W+``
when, among the patterns other than the second, the first has the greatest inner product with
``w_i`` and that product is positive; ``W-`` swaps the two. ``A+`` and ``A-`` go by the output sign.

Among those d - 1 inner products the greatest is positive unless all are negative, which has
probability ``2^(1-d)``; given that, each pattern is as likely as another to be the greatest. So
``P(W+) = (1 - 2^(1-d)) / (d - 1)``, and with the independent sign
``q = P(W+ and A+) = (1 - 2^(1-d)) / (2 (d - 1))``, the same for ``W-`` and ``A-``. The two events
exclude each other by the sign, and neurons are independent: the pair of counts is trinomial with
cells q, q, 1 - 2q.

Source: brutzkus_globerson_2021, appendix B.
"""

from collections.abc import Iterator
from fractions import Fraction
from itertools import permutations, product
from math import comb

from array_api_compat import array_namespace

from impl._types import Array


def cell_probability(patterns: int) -> Fraction:
    """Return q, the probability that a neuron is in ``W+`` and ``A+``, for d patterns.

    Raises:
        ValueError: fewer than 2 patterns.
    """
    if patterns < 2:
        raise ValueError(f"patterns is {patterns}; the definition needs at least 2")
    return (1 - Fraction(1, 2 ** (patterns - 1))) / (2 * (patterns - 1))


def enumerated_probabilities(patterns: int) -> tuple[Fraction, Fraction, Fraction]:
    """Return ``P(A+)``, ``P(W+)`` and ``P(W+ and A+)`` by going through every equal case.

    Independent symmetric inner products without atoms have every order of their magnitudes, every
    sign pattern and every output sign with the same probability; which case it is decides.

    Raises:
        ValueError: fewer than 2 patterns.
    """
    if patterns < 2:
        raise ValueError(f"patterns is {patterns}; the definition needs at least 2")
    counts = [0, 0, 0]
    total = 0
    for ranks in permutations(range(1, patterns + 1)):
        for signs in product((-1, 1), repeat=patterns + 1):
            inner = [s * r for s, r in zip(signs, ranks, strict=False)]
            others = [inner[0], *inner[2:]]
            leads = inner[0] > 0 and inner[0] == max(others)
            positive = signs[-1] > 0
            hits = (positive, leads, leads and positive)
            counts = [c + hit for c, hit in zip(counts, hits, strict=True)]
            total += 1
    first, second, both = (Fraction(c, total) for c in counts)
    return first, second, both


def atoms(neurons: int) -> Iterator[tuple[int, int]]:
    """Yield the pairs of counts ``(i, j)`` with ``i + j <= k``, by i and then by j."""
    for plus in range(neurons + 1):
        for minus in range(neurons + 1 - plus):
            yield plus, minus


def exact_law(neurons: int, patterns: int) -> dict[tuple[int, int], Fraction]:
    """Return the weight of each pair of counts for k neurons and d patterns, as fractions."""
    q = cell_probability(patterns)
    rest = 1 - 2 * q
    return {
        (i, j): comb(neurons, i) * comb(neurons - i, j) * q ** (i + j) * rest ** (neurons - i - j)
        for i, j in atoms(neurons)
    }


def law(q: Array, neurons: int) -> tuple[Array, Array, Array]:
    """Return ``(plus, minus, weights)``, the counts and the weights of all atoms.

    There are ``(k + 1)(k + 2) / 2`` atoms, in the order of `atoms`. Counts have shape
    ``(1, atoms)`` and the type of q, weights ``(batch, atoms)``. Factorials enter as sums of
    logarithms, so that nothing overflows for thousands of neurons.

    Args:
        q: probability of either cell, ``0 < q < 1/2``, ``(batch,)``.
        neurons: the number k >= 0.
    """
    xp = array_namespace(q)
    one = xp.ones_like(q[:1])
    up = xp.concat([n * one for n in range(neurons + 1)], axis=0)
    factorials = _log_factorials(one, neurons)
    fall, down = _reversed(factorials, neurons), _reversed(up, neurons)
    plus, minus, chosen, left, logarithms = [], [], [], [], []
    for i in range(neurons + 1):
        size = neurons + 1 - i  # the atoms (i, 0), ..., (i, k - i)
        plus.append(i * xp.ones_like(up[:size]))
        minus.append(up[:size])
        chosen.append(up[i:])
        left.append(down[i:])
        logarithms.append(
            factorials[neurons : neurons + 1] - factorials[i : i + 1] - factorials[:size] - fall[i:]
        )
    q = xp.expand_dims(q, axis=-1)
    joined = [xp.expand_dims(xp.concat(a, axis=0), axis=0) for a in (plus, minus, chosen, left)]
    exponent = joined[2] * xp.log(q) + joined[3] * xp.log(1 - 2 * q)
    weights = xp.exp(exponent + xp.expand_dims(xp.concat(logarithms, axis=0), axis=0))
    return joined[0], joined[1], weights


def _log_factorials(one: Array, top: int) -> Array:
    """Return ``log 0!, ..., log top!`` as ``(top + 1,)``, one term added at a time."""
    xp = array_namespace(one)
    terms = [0 * one]
    for n in range(1, top + 1):
        terms.append(terms[-1] + xp.log(n * one))
    return xp.concat(terms, axis=0)


def _reversed(array: Array, top: int) -> Array:
    xp = array_namespace(array)
    return xp.concat([array[n : n + 1] for n in range(top, -1, -1)], axis=0)
