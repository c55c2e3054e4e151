"""The adversary: many ascents at once in the latent, with and without gradients."""

from __future__ import annotations

from typing import Any

import numpy as np

from falsum.binding import Check
from falsum.draw import Floats
from falsum.search import Scored, score_latents, torch_device
from falsum.slack import ROUNDING, score
from falsum.space import Config
from falsum.trial import run_trial

FENCE = 10.0  # weight of a missed hypothesis against the conclusion's log-ratio
RATE = 0.15  # first step length of Adam, annealed to a hundredth of it


def ascend(check: Check, config: Config, starts: Floats, steps: int, device: str = "cpu") -> Floats:
    """Climb the slack from every start at once by annealed Adam; return the best latents met.

    The climb is on ``atanh(s)``, half the logarithm of lhs/rhs, which does not flatten where the
    claim holds with room to spare.  Gradients that are not finite are set to zero.
    """
    import array_api_compat.torch as xp
    import torch

    z = torch.as_tensor(starts, device=torch_device(device)).clone().requires_grad_(True)
    optimiser = torch.optim.Adam([z], lr=RATE)
    best, height = z.detach().clone(), torch.full((z.shape[0],), -torch.inf, dtype=z.dtype)
    height = height.to(z.device)
    for step in range(steps):
        for group in optimiser.param_groups:
            group["lr"] = RATE * 0.01 ** (step / max(1, steps - 1))
        optimiser.zero_grad()
        scores = score(run_trial(check, config, z, xp))
        reached = torch.where(scores.hypotheses <= ROUNDING, scores.conclusion, -torch.inf)
        better = reached > height
        height = torch.where(better, reached, height).detach()
        best = torch.where(better[:, None], z.detach(), best)
        objective = _objective(scores.conclusion, scores.hypotheses)
        if not objective.requires_grad:
            break
        (-objective.sum()).backward()
        z.grad = torch.nan_to_num(z.grad, nan=0.0, posinf=0.0, neginf=0.0)
        optimiser.step()
    return np.asarray(best.cpu().numpy())


def _objective(conclusion: Any, hypotheses: Any) -> Any:
    import torch

    inside = torch.clamp(conclusion, -1 + 1e-12, 1 - 1e-12)
    missed = torch.clamp(hypotheses, min=0.0)
    value = torch.atanh(inside) - FENCE * missed
    return torch.where(torch.isfinite(value), value, torch.zeros_like(value))


def evolve(
    check: Check,
    config: Config,
    starts: Floats,
    steps: int,
    rng: np.random.Generator,
    device: str = "cpu",
) -> Floats:
    """Improve every start by random steps whose length adapts; needs no gradient.

    Each round tries four children per start: two Gaussian, one that changes a single coordinate,
    one that sets a coordinate to zero or to another one's value (towards degenerate cases).
    """
    best = score_latents(check, config, starts, device)
    height = _height(best)
    flat, length = best.flat.copy(), np.full((len(starts), 1), 0.5)
    count, dimension = flat.shape
    if dimension == 0:
        return flat
    for _ in range(steps):
        children = _children(flat, length, rng)
        if check.family.exact:
            children = np.round(2 * children) / 2
        heights = _height(score_latents(check, config, children, device)).reshape(4, count)
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
    valid = scored.accepted & np.isfinite(scored.slack)
    return np.where(valid, scored.slack, -np.inf)
