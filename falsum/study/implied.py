"""Implied constants: the value of a named constant at which one instance turns the claim.

It turns where the conclusion begins to hold, or where a hypothesis that names the constant begins
to leave the instance out.

It is sought by bisection between a value at which the conclusion fails and one at which it holds.
Both are looked for step by step away from the printed value, so that neither is so far out that
floats overflow there.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from falsum.instances.latents import Floats
from falsum.instances.space import Config
from falsum.measure.arithmetic import ArrayAlgebra
from falsum.measure.check import Check
from falsum.measure.relations import evaluate_claim
from falsum.measure.scores import score
from falsum.measure.values import Measured
from falsum.search.score import Scored, measured_blocks
from falsum.statement.fold import fold
from falsum.statement.symbols import Symbol

STEPS = (1, 2, 4, 10, 20, 40)  # powers of 2 by which the constant is moved from its printed value
HALVINGS = 90
NUDGES = (1.25, 2.0, 16.0)  # factors that ought to change the slack of some instance


def printed_value(check: Check, constant: Symbol) -> float:
    """Return the printed value of a named constant as a float."""
    given = check.constants.get(constant)
    if given is not None:
        return float(given)
    import array_api_compat.numpy as xp

    return float(fold(constant.value, ArrayAlgebra(xp, np.zeros(1), {})).array)


def weakens_upward(
    check: Check, constant: Symbol, config: Config, scored: Scored, device: str
) -> bool | None:
    """Tell whether a larger constant weakens the claim; None where nothing depends on it.

    Every admissible instance is asked: the worst ones may all have the same slack.
    """
    import torch

    rows = scored.flat[scored.order()]
    if not len(rows):
        return None
    claimed, changes = printed_value(check, constant), [0.0] * len(NUDGES)
    with torch.no_grad():
        for measured in measured_blocks(check, config, rows, device):
            for n, factor in enumerate(NUDGES):
                looser, tighter = (
                    _slack_at(check, measured, constant, measured.like.new_tensor(value))
                    for value in (claimed * factor, claimed / factor)
                )
                changes[n] += torch.nan_to_num(tighter - looser).sum().item()
    return next((change > 0 for change in changes if change), None)


def implied(
    check: Check, constant: Symbol, config: Config, flat: Floats, upward: bool, device: str
) -> Floats:
    """Return the implied constant of each latent, shape (n,), by bisection on a log scale.

    NaN marks instances that do not meet the hypotheses, that floats cannot evaluate, or whose
    constant lies outside the range searched.
    """
    import torch

    claimed = printed_value(check, constant)
    values = []
    with torch.no_grad():
        for measured in measured_blocks(check, config, flat, device):
            values.append(_bisect(check, constant, measured, claimed, upward).cpu().numpy())
    return np.concatenate(values) if values else np.zeros(0)


def _slack_at(check: Check, measured: Measured, constant: Symbol, value: Any) -> Any:
    """Return the slack at a value of the constant, -1 where a hypothesis fails with that value."""
    scores = score(evaluate_claim(check, measured, {constant: value}))
    return measured.xp.where(scores.hypotheses > 0, -1.0, scores.conclusion)


def _bisect(
    check: Check, constant: Symbol, measured: Measured, claimed: float, upward: bool
) -> Any:
    import torch

    like = measured.like
    shape, options = (like.shape[0],), {"dtype": like.dtype, "device": like.device}
    tight, loose = (torch.full(shape, torch.nan, **options) for _ in range(2))
    for step in (0, *STEPS):
        for sign in (1, -1):
            value = torch.full(shape, claimed * 2.0 ** (sign * step), **options)
            slack = _slack_at(check, measured, constant, value)
            tight = torch.where(torch.isnan(tight) & (slack > 0), value, tight)
            loose = torch.where(torch.isnan(loose) & (slack <= 0), value, loose)
    valid = (tight < loose) if upward else (tight > loose)
    for _ in range(HALVINGS):
        middle = torch.sqrt(tight * loose)
        if not (valid & (middle != tight) & (middle != loose)).any():
            break
        broken = _slack_at(check, measured, constant, middle) > 0
        tight = torch.where(broken, middle, tight)
        loose = torch.where(broken, loose, middle)
    return torch.where(valid, tight, torch.nan)
