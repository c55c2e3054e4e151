"""How often a random Boolean function agrees with given ones.

A function on n bits is its truth table, an integer of ``N = 2^n`` binary digits; a uniform function
is a uniform integer below ``2^N``. Two functions agree on the inputs where their digits coincide.

Against one fixed f, each of the N inputs is an independent fair coin, whatever f is: the number of
agreements is binomial with N trials and probability 1/2. Against a class of functions the greatest
agreement is found by going through all ``2^N`` functions.

Source: mukherjee_2020, section 2.6.
"""

from collections import Counter
from collections.abc import Iterable
from fractions import Fraction
from itertools import product

from array_api_compat import array_namespace

from impl._types import Array


def agreement(first: int, second: int, bits: int) -> int:
    """Return on how many of the ``2^bits`` inputs two truth tables agree."""
    return int(2**bits - (first ^ second).bit_count())


def best_agreements(functions: Iterable[int], bits: int) -> dict[int, Fraction]:
    """Return the law of the greatest agreement of a uniform function with any of a class."""
    members = list(functions)
    total = 2 ** (2**bits)
    counts = Counter(max(agreement(f, g, bits) for f in members) for g in range(total))
    return {k: Fraction(c, total) for k, c in sorted(counts.items())}


def binomial_weights(trials: int, like: Array) -> Array:
    """Return the weights of 0, ..., N successes in N fair trials, of shape (batch, N + 1).

    They come from one another by ``(N - k) / (k + 1)``, so that balls keep them exact; floats
    underflow from about N = 1070 on. ``like`` is an array of shape (batch,).
    """
    xp = array_namespace(like)
    weights = [(xp.ones_like(like) / 2) ** trials]
    for k in range(trials):
        weights.append(weights[-1] * (trials - k) / (k + 1))
    return xp.stack(weights, axis=1)


def spread(count: int, bits: int) -> list[int]:
    """Return ``count`` truth tables, each as far as can be from those before it."""
    chosen = [0]
    rest = set(range(1, 2 ** (2**bits)))
    while len(chosen) < count:
        distance = {g: min(2**bits - agreement(f, g, bits) for f in chosen) for g in sorted(rest)}
        chosen.append(max(distance, key=lambda g: distance[g]))
        rest.remove(chosen[-1])
    return chosen


def thresholds(bits: int) -> list[int]:
    """Return the truth tables of all linear threshold functions of at most 3 bits.

    ``x`` in {-1, 1}^n goes to 1 where ``<w, x> + b >= 0``; integer weights up to 2 and thresholds
    between their sums give all of them for n <= 3.
    """
    inputs = list(product((-1, 1), repeat=bits))
    tables = set()
    for w in product(range(-2, 3), repeat=bits):
        for b in range(-2 * bits - 1, 2 * bits + 2):
            values = [sum(wi * xi for wi, xi in zip(w, x, strict=True)) + b >= 0 for x in inputs]
            tables.add(sum(2**place for place, value in enumerate(values) if value))
    return sorted(tables)
