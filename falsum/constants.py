"""Constants: the sharpest value of each named constant that the instances found allow.

At one instance the *implied* constant is the value at which the conclusion turns from failing to
holding.  The best constant is at least (or at most) the implied constant of every admissible
instance.  The search climbs the slack of the claim at the best implied constant so far, so that
each positive slack improves it; balls then confirm a value at which the claim is certainly false.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

import numpy as np

from falsum.binding import Check
from falsum.decide import PRECISIONS, Answer, decide_latent
from falsum.draw import Floats
from falsum.profiles import Budget, deep_budget
from falsum.search import Scored, measured_blocks
from falsum.shrink import Latent, rounded
from falsum.slack import score
from falsum.space import Config
from falsum.stages import Audit, climb, configurations, screen
from falsum.symbols import Role, Symbol
from falsum.trial import Measured, evaluate_claim

WHOLE = ("always", "rate")  # quantifiers of which one instance can force a constant
WIDEST = 2.0**40  # the implied constant is sought within this factor of the printed one
HALVINGS = 90
RUNGS = 12  # best implied constants that balls are asked to confirm, the best first
ROUNDS = 3  # climbs at an improved constant per configuration
MARGINS = (1e-9, 1e-7, 1e-5, 1e-3)  # how far inside the float value the balls are asked to confirm


@dataclass(frozen=True)
class Sharp:
    """The sharpest value found, whether balls certify it, and the instance that forces it.

    The statement is false for every value of the constant on the tight side of ``value``.
    ``upward`` tells that larger values make the claim weaker.
    """

    value: float
    certified: bool
    upward: bool
    config: Config
    latent: Latent


@dataclass(frozen=True)
class Best:
    """The best implied constant so far and where it is attained."""

    value: float
    config: Config
    row: Floats


def printed_value(check: Check, constant: Symbol) -> float:
    """Return the printed value of a named constant as a float."""
    return float(check.constants.get(constant, constant.value))


def sharpest(
    check: Check,
    constant: Symbol,
    *,
    profile: str = "standard",
    seed: int = 0,
    device: str = "cpu",
) -> Sharp | None:
    """Return the sharpest value of ``constant`` that the search supports, or None.

    None means that no admissible instance depends on the constant, that it is not positive, or
    that the measurement is exact and offers no batches.
    """
    claimed = printed_value(check, constant)
    if check.family.exact or not claimed > 0 or check.claim.quantifier.kind not in WHOLE:
        return None
    job = Audit(check, profile, deep_budget(profile), seed, device)
    ladder: list[Best] = []
    upward: bool | None = None
    for config in configurations(job):
        scored = screen(job, config, job.budget.screen)
        if upward is None:
            upward = _direction(check, constant, config, scored, device)
            if upward is None:
                continue
        _improve(job, constant, config, scored, ladder, upward)
    if not ladder or upward is None:
        return None
    return _certify(check, constant, ladder[::-1][:RUNGS], upward)


def _slack_at(check: Check, measured: Measured, constant: Symbol, value: Any) -> Any:
    scores = score(evaluate_claim(check, measured, {constant: value}))
    return scores.conclusion


def _direction(
    check: Check, constant: Symbol, config: Config, scored: Scored, device: str
) -> bool | None:
    """Tell whether a larger constant weakens the claim; None where nothing depends on it."""
    import torch

    rows = scored.flat[scored.order()[:256]]
    if not len(rows):
        return None
    claimed = printed_value(check, constant)
    with torch.no_grad():
        measured = next(measured_blocks(check, config, rows, device))
        looser, tighter = (
            _slack_at(check, measured, constant, torch.full((len(rows),), v, dtype=torch.float64))
            for v in (claimed * 1.25, claimed * 0.8)
        )
    change = torch.nan_to_num(tighter - looser).sum().item()
    return None if change == 0 else change > 0


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


def _bisect(
    check: Check, constant: Symbol, measured: Measured, claimed: float, upward: bool
) -> Any:
    import torch

    like = measured.like
    shape, options = (like.shape[0],), {"dtype": like.dtype, "device": like.device}
    low = torch.full(shape, claimed / WIDEST, **options)
    high = torch.full(shape, claimed * WIDEST, **options)
    tight, loose = (low, high) if upward else (high, low)
    valid = score(evaluate_claim(check, measured)).hypotheses <= 0
    fails = _slack_at(check, measured, constant, tight) > 0
    holds = _slack_at(check, measured, constant, loose) <= 0
    valid = valid & fails & holds
    for _ in range(HALVINGS):
        middle = torch.sqrt(tight * loose)
        broken = _slack_at(check, measured, constant, middle) > 0
        tight = torch.where(broken, middle, tight)
        loose = torch.where(broken, loose, middle)
    return torch.where(valid, tight, torch.nan)


def _improve(
    job: Audit,
    constant: Symbol,
    config: Config,
    scored: Scored,
    ladder: list[Best],
    upward: bool,
) -> None:
    """Raise the ladder of implied constants at one configuration: a screen, then climbs."""
    _step_up(job, constant, config, scored.flat, ladder, upward)
    budget = replace(job.budget, starts=max(8, job.budget.starts), evolve=4)
    for _ in range(ROUNDS if scored.flat.shape[1] else 0):
        if not ladder:
            break
        flat = _climb_at(job, constant, config, scored, ladder[-1].value, budget)
        if not _step_up(job, constant, config, flat, ladder, upward):
            break


def _climb_at(
    job: Audit, constant: Symbol, config: Config, scored: Scored, value: float, budget: Budget
) -> Floats:
    tightened = replace(job, check=job.check.at(constant, Fraction(value)))
    return climb(tightened, config, scored, budget).flat


def _step_up(
    job: Audit,
    constant: Symbol,
    config: Config,
    flat: Floats,
    ladder: list[Best],
    upward: bool,
) -> bool:
    """Put the best implied constant of a batch on top of the ladder if it is better."""
    values = implied(job.check, constant, config, flat, upward, job.device)
    signed = np.where(np.isnan(values), -np.inf, values if upward else -values)
    top = int(signed.argmax()) if len(signed) else 0
    if not len(signed) or signed[top] == -np.inf:
        return False
    value = float(values[top])
    if ladder:
        gain = value / ladder[-1].value if upward else ladder[-1].value / value
        if gain <= 1 + 1e-12:
            return False
    ladder.append(Best(value, config, flat[top]))
    return True


def _certify(check: Check, constant: Symbol, rungs: list[Best], upward: bool) -> Sharp:
    """Confirm in balls that the claim is false just inside the best implied constant.

    A rung that balls do not confirm was a rounding error of floats; the next one down is tried.
    """
    for best in rungs:
        for margin in MARGINS:
            inside = Fraction(best.value * (1 - margin if upward else 1 + margin))
            value = inside.limit_denominator(10**12)
            tightened = check.at(constant, value)
            for denominator in (100, 4096, None):
                latent = rounded(best.row, denominator)
                decision = decide_latent(tightened, best.config, latent, PRECISIONS[:2])
                if decision.answer is Answer.VIOLATED:
                    return Sharp(float(value), True, upward, best.config, latent)
    last = rungs[-1]
    return Sharp(last.value, False, upward, last.config, rounded(last.row, None))


def named_constants(check: Check) -> tuple[Symbol, ...]:
    """Return the named constants of a claim."""
    return check.claim.of_role(Role.CONSTANT)
