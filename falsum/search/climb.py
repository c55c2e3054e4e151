"""The adversary: many ascents at once in the latent, with and without gradients."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import Any

import numpy as np

from falsum.instances.latents import Floats
from falsum.instances.space import Config
from falsum.measure.relations import evaluate_claim
from falsum.measure.scores import Scores, score
from falsum.measure.singular import measured_batch
from falsum.measure.slack import ROUNDING
from falsum.search.job import Job
from falsum.search.score import Scored, score_batch, torch_device

FENCE = 10.0  # weight of a missed hypothesis against the conclusion's log-ratio
RATES = (0.3, 0.1, 0.03)  # first step lengths, dealt out to the starts and annealed
FINAL = 0.01  # the last step length, as a share of the first
BLUR = 0.3  # first width of the random smoothing of kinks, for the starts that use it


def ascend(
    job: Job,
    config: Config,
    starts: Floats,
    steps: int,
    rng: np.random.Generator,
    *,
    towards: str = "conclusion",
) -> Floats:
    """Climb the slack from every start at once; return the best latents met, (n, dimension).

    The climb is on ``atanh(s)``, half the logarithm of lhs/rhs, which does not flatten where the
    claim holds with room to spare.  The starts are dealt out to three optimisers: Adam, Adam on an
    objective smoothed by random shifts that shrink, and steps of the gradient's sign in proportion
    to each coordinate, for latents of unlike sizes.  Gradients that are not finite count as zero.
    ``towards="hypotheses"`` climbs towards meeting the hypotheses instead.
    """
    import array_api_compat.torch as xp

    def scored(at: Any) -> Scores:
        return score(evaluate_claim(job.check, measured_batch(job.check, config, at, xp)))

    return ascend_by(scored, starts, steps, rng, job.device, towards=towards)


def ascend_by(
    scored: Callable[[Any], Scores],
    starts: Floats,
    steps: int,
    rng: np.random.Generator,
    device: str = "cpu",
    *,
    towards: str = "conclusion",
) -> Floats:
    """Climb what ``scored`` says of a batch of latents; see :func:`ascend`."""
    import torch

    count = len(starts)
    z = torch.as_tensor(starts, device=torch_device(device)).clone()
    kind = torch.arange(count, device=z.device) % 3
    rates = torch.tensor([RATES[n // 3 % len(RATES)] for n in range(count)], dtype=z.dtype)
    rates = rates.to(z.device)[:, None]
    best, height = z.clone(), torch.full((count,), -torch.inf, dtype=z.dtype, device=z.device)
    mean, square = torch.zeros_like(z), torch.zeros_like(z)
    for step in range(steps):
        cooled = FINAL ** (step / max(1, steps - 1))
        shift = torch.as_tensor(rng.standard_normal(tuple(z.shape)), device=z.device)
        at = (z + (kind == 1)[:, None] * BLUR * cooled * shift).requires_grad_(True)
        reached, objective = _aims(scored(at), towards)
        better = reached > height
        height = torch.where(better, reached, height).detach()
        best = torch.where(better[:, None], at.detach(), best)
        if not objective.requires_grad:
            break
        (gradient,) = torch.autograd.grad(objective.sum(), at, allow_unused=True)
        if gradient is None:
            break
        gradient = torch.nan_to_num(gradient, nan=0.0, posinf=0.0, neginf=0.0)
        mean, square = 0.9 * mean + 0.1 * gradient, 0.99 * square + 0.01 * gradient**2
        unbiased = mean / (1 - 0.9 ** (step + 1))
        spread = torch.sqrt(square / (1 - 0.99 ** (step + 1)))
        adam = unbiased / (spread + 1e-12)
        scaled = torch.sign(gradient) * (0.1 + torch.abs(z))
        z = z + rates * cooled * torch.where((kind == 2)[:, None], scaled, adam)
    return np.asarray(best.cpu().numpy())


def adapt(
    job: Job,
    config: Config,
    start: Floats,
    generations: int,
    rng: np.random.Generator,
    *,
    towards: str = "conclusion",
) -> Floats:
    """Improve one start (dimension,) by CMA-ES, for slacks whose gradients lie; return (n, dim).

    Returns the last generation together with the best point met.  ``towards="hypotheses"`` climbs
    towards meeting the hypotheses instead.
    """
    if len(start) < 2 or generations < 1:
        return start[None, :]
    options = {
        "verbose": -9,
        "seed": int(rng.integers(1, 2**31)),
        "popsize": 24,
        "verb_log": 0,
        "tolflatfitness": 10**6,
    }
    width = 0.1 * (1 + float(np.abs(start).mean()))
    strategy = _cma().CMAEvolutionStrategy(start, width, options)
    flat = start[None, :]
    for _ in range(generations):
        flat = np.array(strategy.ask())
        scored = score_batch(job, config, flat)
        heights = -scored.missed if towards == "hypotheses" else _height(scored)
        strategy.tell(list(flat), list(np.where(np.isfinite(heights), -heights, 2.0)))
        if strategy.stop():
            break
    best = strategy.result.xbest
    return flat if best is None else np.concatenate([flat, np.asarray(best)[None, :]])


def _cma() -> Any:
    """Return the library, which warns on its first import that it could not plot."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Could not import matplotlib")
        import cma

    return cma


def _aims(scores: Scores, towards: str) -> tuple[Any, Any]:
    """Return what is kept (the higher the better) and what is climbed, both (n,)."""
    import torch

    if towards == "hypotheses":
        outside = torch.clamp(scores.hypotheses, 0.0, 1 - 1e-12)
        return -scores.hypotheses, torch.nan_to_num(-torch.atanh(outside))
    within = (scores.hypotheses <= ROUNDING) | scores.edge
    kept = torch.where(within, scores.conclusion, -torch.inf)
    inside = torch.clamp(scores.conclusion, -1 + 1e-12, 1 - 1e-12)
    value = torch.atanh(inside) - FENCE * torch.clamp(scores.hypotheses, min=0.0)
    return kept, torch.where(torch.isfinite(value), value, torch.zeros_like(value))


def evolve(
    job: Job,
    config: Config,
    starts: Floats,
    steps: int,
    rng: np.random.Generator,
) -> Floats:
    """Improve every start by random steps whose length adapts; needs no gradient.

    Each round tries four children per start: two Gaussian, one that changes a single coordinate,
    one that sets a coordinate to zero or to another one's value (towards degenerate cases).
    """
    best = score_batch(job, config, starts)
    height = _height(best)
    flat, length = best.flat.copy(), np.full((len(starts), 1), 0.5)
    count, dimension = flat.shape
    if dimension == 0:
        return flat
    for _ in range(steps):
        children = _children(flat, length, rng)
        children = job.check.kind.snapped(children)
        heights = _height(score_batch(job, config, children)).reshape(4, count)
        winner = heights.argmax(axis=0)
        reached = heights[winner, np.arange(count)]
        better = reached > height
        chosen = children.reshape(4, count, dimension)[winner, np.arange(count)]
        flat = np.where(better[:, None], chosen, flat)
        height = np.where(better, reached, height)
        length = np.clip(np.where(better[:, None], 1.6 * length, 0.85 * length), 1e-6, 4.0)
    return flat


def _children(flat: Floats, length: Floats, rng: np.random.Generator) -> Floats:
    count, dimension = flat.shape
    wide = flat + length * rng.standard_normal(flat.shape)
    narrow = flat + 0.1 * length * rng.standard_normal(flat.shape)
    rows = np.arange(count)
    one, pick = flat.copy(), rng.integers(dimension, size=count)
    one[rows, pick] += 2 * length[:, 0] * rng.standard_normal(count)
    copied, source = flat.copy(), rng.integers(dimension, size=count)
    sign = rng.choice([-1.0, 0.0, 1.0], size=count)
    copied[rows, rng.integers(dimension, size=count)] = sign * flat[rows, source]
    return np.concatenate([wide, narrow, one, copied])


def _height(scored: Scored) -> Floats:
    valid = (scored.accepted | scored.edge) & np.isfinite(scored.slack)
    return np.where(valid, scored.slack, -np.inf)
