"""Shrinking: the smallest configuration, then the shortest rationals that still break a claim."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

import numpy as np

from falsum.decide.in_balls import PRECISIONS, Answer
from falsum.instances.exact import arrays_of
from falsum.instances.latents import Floats
from falsum.instances.point import Latent, Point, coarser, floats
from falsum.instances.space import Config
from falsum.measure.check import Check
from falsum.measure.drawing import kind_at
from falsum.measure.slack import ROUNDING
from falsum.search.job import Job
from falsum.search.score import score_batch
from falsum.search.tally import Finding

DENOMINATORS = (1, 2, 4, 10, 100, 4096)
REFUSED = 30  # proposals of floats that balls may turn down before an instance is short enough
SIMPLE = tuple(Fraction(v) for v in ("0", "1", "-1", "1/2", "-1/2", "2", "-2", "3", "-3"))


def certify(job: Job, point: Point, wanted: Sequence[Answer]) -> Finding:
    """Decide roundings of a float latent, the coarsest first, until one is decided as wanted.

    Balls see those that floats cannot tell from a finding, and the float latent itself, which is
    returned with what they say of it where none is decided so.
    """
    for coarse in _hopeful(job, point) if kind_at(job.check, point.config).decided else ():
        found = Finding.of(job, coarse, PRECISIONS[:1])
        if found.decision.answer in wanted:
            return found
    return Finding.of(job, point)


def _hopeful(job: Job, point: Point) -> list[Point]:
    """Return the roundings of a latent, the coarsest first, that may be findings: one batch."""
    points = list(dict.fromkeys(point.coarser(d) for d in DENOMINATORS[1:]))
    if not job.check.kind.together or not point.latent:
        return points
    scored = score_batch(job, point.config, _rows(p.latent for p in points))
    hopeful = (scored.accepted | scored.edge) & (scored.guarded | ~(scored.slack < -ROUNDING))
    return [point for point, hope in zip(points, hopeful, strict=True) if hope]


def _rows(latents: Iterable[Latent]) -> Floats:
    """Return exact latents as floats, (n, dimension)."""
    return np.array([floats(latent) for latent in latents])


def shortest(job: Job, found: Finding) -> Finding:
    """Return a short finding that few trials decide alike: rounded as a whole, then simplified."""
    for denominator in DENOMINATORS:
        coarse = Finding.of(job, found.point.coarser(denominator))
        if coarse.decision.answer is found.decision.answer:
            return simplify(job, coarse)
    return simplify(job, found)


def simplify(job: Job, found: Finding) -> Finding:
    """Shorten a certified instance greedily, one latent coordinate at a time.

    Floats propose which change keeps the answer and makes the instance shorter to write; balls
    confirm each one that is taken.
    """
    config, latent = found.point.config, found.point.latent
    answer = found.decision.answer
    refused: set[Latent] = set()
    rounds = 4 * len(latent) + 8 if kind_at(job.check, config).decided else len(latent) + 4
    for _ in range(rounds):
        if len(refused) >= REFUSED:
            break
        proposals = _shorter(job, found, refused)
        taken = None
        for proposal in proposals[:3]:
            decided = Finding.of(job, found.point.at(proposal))
            if decided.decision.answer is answer:
                taken = decided
                break
            refused.add(proposal)
        if taken is None:
            break
        found = taken
    return found


def _shorter(job: Job, found: Finding, refused: set[Latent]) -> list[Latent]:
    """Return the changes of a finding that floats take for shorter ones, the shortest first."""
    config, current = found.point.config, found.point.latent
    proposals = [current, *(p for p in _changes(current) if p not in refused)]
    scored = score_batch(job, config, _rows(proposals))
    violated = found.decision.answer is Answer.VIOLATED
    keeps = scored.violations if violated else scored.accepted
    lengths = written_length(job.check, config, proposals)
    shorter = [n for n in range(1, len(proposals)) if keeps[n] and lengths[n] < lengths[0]]
    shorter.sort(key=lambda n: (lengths[n], -scored.slack[n]))
    return [proposals[n] for n in shorter]


def written_length(check: Check, config: Config, latents: Sequence[Latent]) -> Floats:
    """Return how many bits it takes to write each latent's instance, and the latent besides.

    The latent counts a hundredth: it only breaks ties.
    """
    latent_bits = np.array([0.01 * sum(_bits(v) for v in latent) for latent in latents])
    if not check.kind.together:
        return 100 * latent_bits
    import array_api_compat.torch as xp
    import torch

    flat = torch.as_tensor(_rows(latents))
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
        found[coarser(latent, denominator)] = None
    for place, value in enumerate(latent):
        options = {*SIMPLE, *(value.limit_denominator(d) for d in DENOMINATORS[:4]), value / 2}
        for option in sorted(options - {value}):
            found[(*latent[:place], option, *latent[place + 1 :])] = None
    return [p for p in found if p != latent]
