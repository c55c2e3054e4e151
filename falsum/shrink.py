"""Shrinking: the smallest configuration, then the shortest rationals that still break a claim."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import numpy as np

from falsum.binding import Check
from falsum.decide import PRECISIONS, Answer, Decision, decide_latent
from falsum.draw import Floats
from falsum.search import score_latents
from falsum.space import Config

Latent = tuple[Fraction, ...]
DENOMINATORS = (1, 2, 4, 10, 100, 4096)
SIMPLE = tuple(Fraction(v) for v in ("0", "1", "-1", "1/2", "-1/2", "2", "-2", "3", "-3"))


def rounded(row: Floats, denominator: int | None) -> Latent:
    """Return a float latent as rationals with at most this denominator (None: exactly)."""
    exact = tuple(Fraction(float(v)) for v in row)
    if denominator is None:
        return exact
    return tuple(v.limit_denominator(denominator) for v in exact)


def certify(
    check: Check, config: Config, row: Floats, wanted: Sequence[Answer]
) -> tuple[Latent | None, Decision]:
    """Decide roundings of a float latent, the coarsest first, until one is decided as wanted.

    Returns that latent, or None with what the balls say of the float latent itself.
    """
    tried: set[Latent] = set()
    for denominator in (*DENOMINATORS[1:], None):
        latent = rounded(row, denominator)
        if latent in tried:
            continue
        tried.add(latent)
        coarse = PRECISIONS[:1] if denominator is not None else PRECISIONS
        decision = decide_latent(check, config, latent, coarse)
        if decision.answer in wanted:
            return latent, decision
    return None, decide_latent(check, config, rounded(row, None))


def length(latent: Latent) -> int:
    """Return how long a latent is to write: the bits of its non-zero entries."""
    return sum(
        v.numerator.bit_length() + 2 * (v.denominator.bit_length() - 1) + (v < 0)
        for v in latent
        if v
    )


def simplify(check: Check, config: Config, latent: Latent, answer: Answer) -> Latent:
    """Shorten a certified latent greedily, one coordinate at a time, as long as it keeps its answer.

    Floats propose which change keeps the violation; balls confirm each one that is taken.
    """
    current = latent
    refused: set[Latent] = set()
    for _ in range(4 * len(latent) + 8):
        proposals = [p for p in _shorter(current) if p not in refused]
        if not proposals:
            break
        flat = np.array([[float(v) for v in p] for p in proposals])
        scored = score_latents(check, config, flat)
        keeps = scored.violations if answer is Answer.VIOLATED else scored.accepted
        ranked = sorted(
            (n for n in range(len(proposals)) if keeps[n]),
            key=lambda n: (length(proposals[n]), -scored.slack[n]),
        )
        taken = None
        for n in ranked[:3]:
            if decide_latent(check, config, proposals[n]).answer is answer:
                taken = proposals[n]
                break
            refused.add(proposals[n])
        if taken is None:
            break
        current = taken
    return current


def _shorter(latent: Latent) -> list[Latent]:
    """Return the latents that differ in one coordinate (or in all, by rounding) and are shorter."""
    now = length(latent)
    found: dict[Latent, None] = {}
    for denominator in DENOMINATORS:
        found[tuple(v.limit_denominator(denominator) for v in latent)] = None
    for place, value in enumerate(latent):
        options = {*SIMPLE, *(value.limit_denominator(d) for d in DENOMINATORS[:4])}
        for option in options - {value}:
            found[(*latent[:place], option, *latent[place + 1 :])] = None
    return [p for p in found if length(p) < now]
