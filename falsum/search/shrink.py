"""Shrinking: the smallest configuration, then the shortest rationals that still break a claim."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import numpy as np

from falsum.decide.decide import decide_latent
from falsum.decide.in_balls import PRECISIONS, Answer, Decision
from falsum.instances.exact import arrays_of
from falsum.instances.latents import Floats
from falsum.instances.space import Config
from falsum.measure.check import Check
from falsum.measure.drawing import draws_at
from falsum.measure.slack import ROUNDING
from falsum.search.job import Audit
from falsum.search.score import score_latents

Latent = tuple[Fraction, ...]
DENOMINATORS = (1, 2, 4, 10, 100, 4096)
REFUSED = 30  # proposals of floats that balls may turn down before an instance is short enough
SIMPLE = tuple(Fraction(v) for v in ("0", "1", "-1", "1/2", "-1/2", "2", "-2", "3", "-3"))


def rounded(row: Floats, denominator: int | None) -> Latent:
    """Return a float latent as rationals with at most this denominator (None: exactly)."""
    exact = tuple(Fraction(float(v)) for v in row)
    if denominator is None:
        return exact
    return tuple(v.limit_denominator(denominator) for v in exact)


def certify(
    job: Audit, config: Config, row: Floats, wanted: Sequence[Answer]
) -> tuple[Latent | None, Decision]:
    """Decide roundings of a float latent, the coarsest first, until one is decided as wanted.

    Balls see those that floats cannot tell from a finding, and the float latent itself.
    Returns the latent found, or None with what the balls say of the float latent itself.
    """
    exact = rounded(row, None)
    coarse = () if draws_at(job.check, config) else _hopeful(job.check, config, row)
    for latent in coarse:
        decision = job.decide(config, latent, PRECISIONS[:1])
        if decision.answer in wanted:
            return latent, decision
    decision = job.decide(config, exact)
    return exact if decision.answer in wanted else None, decision


def _hopeful(check: Check, config: Config, row: Floats) -> list[Latent]:
    """Return the roundings of a latent, the coarsest first, that may be findings: one batch."""
    latents = list(dict.fromkeys(rounded(row, d) for d in DENOMINATORS[1:]))
    if check.family.exact or not len(row):
        return latents
    scored = score_latents(check, config, floats(latents))
    hopeful = (scored.accepted | scored.edge) & (scored.guarded | ~(scored.slack < -ROUNDING))
    return [latent for latent, hope in zip(latents, hopeful, strict=True) if hope]


def floats(latents: Sequence[Latent]) -> Floats:
    """Return exact latents as floats, (n, dimension)."""
    return np.array([[float(v) for v in latent] for latent in latents])


def shortest(check: Check, config: Config, latent: Latent, answer: Answer) -> Latent:
    """Return a short latent that few trials decide alike: rounded as a whole, then simplified."""
    for denominator in DENOMINATORS:
        coarse = tuple(v.limit_denominator(denominator) for v in latent)
        if decide_latent(check, config, coarse).answer is answer:
            latent = coarse
            break
    return simplify(check, config, latent, answer)


def simplify(check: Check, config: Config, latent: Latent, answer: Answer) -> Latent:
    """Shorten a certified instance greedily, one latent coordinate at a time.

    Floats propose which change keeps the answer and makes the instance shorter to write; balls
    confirm each one that is taken.
    """
    current = latent
    refused: set[Latent] = set()
    for _ in range(len(latent) + 4 if draws_at(check, config) else 4 * len(latent) + 8):
        if len(refused) >= REFUSED:
            break
        proposals = [current, *(p for p in _changes(current) if p not in refused)]
        scored = score_latents(check, config, floats(proposals))
        keeps = scored.violations if answer is Answer.VIOLATED else scored.accepted
        lengths = written_length(check, config, proposals)
        shorter = [n for n in range(1, len(proposals)) if keeps[n] and lengths[n] < lengths[0]]
        shorter.sort(key=lambda n: (lengths[n], -scored.slack[n]))
        taken = None
        for n in shorter[:3]:
            if decide_latent(check, config, proposals[n]).answer is answer:
                taken = proposals[n]
                break
            refused.add(proposals[n])
        if taken is None:
            break
        current = taken
    return current


def written_length(check: Check, config: Config, latents: Sequence[Latent]) -> Floats:
    """Return how many bits it takes to write each latent's instance, and the latent besides.

    The latent counts a hundredth: it only breaks ties.
    """
    latent_bits = np.array([0.01 * sum(_bits(v) for v in latent) for latent in latents])
    if check.family.exact:
        return 100 * latent_bits
    import array_api_compat.torch as xp
    import torch

    flat = torch.as_tensor(floats(latents))
    instance = check.family.instances(config, flat, xp)
    for array in arrays_of(instance):
        latent_bits += number_bits(array.reshape(len(latents), -1).numpy()).sum(axis=1)
    return latent_bits


def number_bits(values: Floats) -> Floats:
    """Return the bits of the shortest rational p/q, q <= 16, that each float is; 64 for others."""
    bits = np.full(values.shape, 64.0)
    for q in range(16, 0, -1):
        scaled = values * q
        whole = np.round(scaled)
        fits = np.abs(scaled - whole) <= 1e-12 * np.maximum(1.0, np.abs(scaled))
        bits = np.where(fits, np.log2(1 + np.abs(whole)) + 2 * np.log2(q), bits)
    return bits


def _bits(value: Fraction) -> int:
    return value.numerator.bit_length() + 2 * (value.denominator.bit_length() - 1) + (value < 0)


def _changes(latent: Latent) -> list[Latent]:
    """Return the latents that differ in one coordinate, or in all of them by rounding."""
    found: dict[Latent, None] = {}
    for denominator in DENOMINATORS:
        found[tuple(v.limit_denominator(denominator) for v in latent)] = None
    for place, value in enumerate(latent):
        options = {*SIMPLE, *(value.limit_denominator(d) for d in DENOMINATORS[:4]), value / 2}
        for option in sorted(options - {value}):
            found[(*latent[:place], option, *latent[place + 1 :])] = None
    return [p for p in found if p != latent]
