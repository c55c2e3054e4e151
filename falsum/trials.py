"""Decide a claim about chance at one instance by fresh trials, or say that they cannot."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Sequence
from fractions import Fraction
from typing import Any, Literal

import numpy as np
from flint import arb, fmpq

from falsum.binding import Check, Sample
from falsum.chance.betting import Betting, mean_interval
from falsum.chance.intervals import Interval, clopper_pearson
from falsum.chance.sequential import Sequential
from falsum.draw import Floats
from falsum.expr import Expectation
from falsum.records import ChanceRecord
from falsum.slack import ROUNDING, atomwise
from falsum.space import Config
from falsum.symbols import Symbol
from falsum.trial import Measured, evaluate_claim, measure
from falsum.walk import comparison, fold

ERROR = 1e-9  # of a claim: the probability that its audit refutes it although it holds
DECISIONS = 4096  # that one audit may take; each has an equal share of the error
BLOCK = 1024  # trials of one block; a decision takes as many blocks as it needs
SHOWN = 0.01  # error of the interval that is shown
Side = Literal["at_most", "at_least"]
SIGNS: dict[str, Side] = {"<=": "at_most", "<": "at_most", ">=": "at_least", ">": "at_least"}
OPPOSITE: dict[Side, Side] = {"at_most": "at_least", "at_least": "at_most"}


def settle_probability(
    check: Check, config: Config, latent: Sequence[Fraction], claimed: Any
) -> tuple[ChanceRecord, float]:
    """Decide whether the conclusion has at least the probability claimed, a 0-d ball array.

    Floats decide each trial; one whose slack is within rounding, or not a number, counts as a
    success where the claim could be refuted, and as a failure where it could be resolved.
    """
    least, share = _ball(claimed), ERROR / DECISIONS
    if _sample(fresh(check, config, latent, 0)).ratios is not None:
        return _by_ratios(check, config, latent, least)
    against, towards = Sequential(least, share), Sequential(least, share)
    block = 0
    while against.decision != "refuted" and towards.decision != "resolved":
        if against.trials >= check.draws.most:
            break
        slacks = atomwise(evaluate_claim(check, fresh(check, config, latent, block)))
        against = against.update(BLOCK - int((slacks > ROUNDING).sum()), BLOCK)
        towards = towards.update(int((slacks < -ROUNDING).sum()), BLOCK)
        block += 1
    needed, trials = towards.needed(), against.trials
    known = ChanceRecord(
        how=_state(against, towards, needed, check.draws.most),
        quantity="probability",
        claimed=float(least),
        estimate=against.successes / trials if trials else math.nan,
        lower=clopper_pearson(towards.successes, trials, SHOWN).lower if trials else 0.0,
        upper=clopper_pearson(against.successes, trials, SHOWN).upper if trials else 1.0,
        trials=trials,
        failures=against.failures,
        log_e=against.e_value,
        needed=needed,
        error=ERROR,
    )
    return known, _event_gap(known)


def _event_gap(known: ChanceRecord) -> float:
    """Return the slack of the rarer side of an event against what is claimed of it."""
    if known.claimed >= 0.5:
        return _gap(1 - known.estimate, 1 - known.claimed)
    return _gap(known.claimed, known.estimate)


def _by_ratios(
    check: Check, config: Config, latent: Sequence[Fraction], least: arb | Fraction
) -> tuple[ChanceRecord, float]:
    """Decide a rare failure by trials of another law, each weighed by its likelihood ratio."""
    allowed, share = 1 - float(least), ERROR / DECISIONS
    values: Floats = np.zeros(0)
    test: Betting | None = None
    interval = Interval(0.0, math.inf)
    while test is None or not (test.decision == "refuted" or _resolved(interval, test)):
        if len(values) >= check.draws.most:
            break
        blocks = range(len(values) // BLOCK, max(1, 2 * len(values) // BLOCK))
        more, largest = [], 1.0
        for n in blocks:
            measured = fresh(check, config, latent, n)
            slacks = atomwise(evaluate_claim(check, measured))[0]
            drawn = _sample(measured)
            ratios = np.broadcast_to(np.asarray(drawn.ratios)[0], slacks.shape)
            more.append(np.where(slacks > ROUNDING, ratios, 0.0))
            largest = float(np.asarray(drawn.largest).reshape(-1)[0]) * (1 + ROUNDING)
        new = np.concatenate(more)
        if test is None:
            test = Betting(allowed * (1 + ROUNDING), -allowed, largest, "at_most", share)
        test, values = test.update(new), np.concatenate([values, new])
        interval = mean_interval(values, -allowed, largest, share)
    assert test is not None
    shown = mean_interval(values, -allowed, test.upper, SHOWN)
    how = "resolved" if _resolved(interval, test) else "consistent"
    known = ChanceRecord(
        how="refuted" if test.decision == "refuted" else how,
        quantity="probability",
        claimed=float(least),
        estimate=1 - float(values.mean()),
        lower=1 - shown.upper,
        upper=1 - max(0.0, shown.lower),
        trials=len(values),
        failures=int((values > 0).sum()),
        log_e=test.best,
        error=ERROR,
    )
    return known, _gap(float(values.mean()), allowed)


def _gap(less: float, more: float) -> float:
    """Return the slack of the relation less <= more."""
    size = abs(less) + abs(more)
    return (less - more) / size if size else -1.0


def _state(against: Sequential, towards: Sequential, needed: int | None, most: int) -> str:
    if against.decision == "refuted":
        return "refuted"
    if towards.decision == "resolved":
        return "resolved"
    return "unresolved" if needed is None or needed > most else "consistent"


def _end(successes: int, trials: int, side: int) -> float:
    if not trials:
        return float(side)
    interval = clopper_pearson(successes, trials, SHOWN)
    return interval.upper if side else interval.lower


def settle_expectation(
    check: Check, config: Config, latent: Sequence[Fraction]
) -> tuple[ChanceRecord, float]:
    """Decide a bound on the expectation of a bounded symbol, or approximate anything else."""
    first = fresh(check, config, latent, 0)
    bet = _bet(check, first)
    if bet is None:
        return _approximate(check, config, latent)
    symbol, test = bet
    values, state = _trials_of(first, symbol), test.update(_trials_of(first, symbol))
    interval = mean_interval(values, test.lower, test.upper, ERROR / DECISIONS)
    while not (state.decision == "refuted" or _resolved(interval, test)):
        if len(values) >= check.draws.most:
            break
        blocks = range(len(values) // BLOCK, 2 * len(values) // BLOCK)
        more = [_trials_of(fresh(check, config, latent, n), symbol) for n in blocks]
        state = state.update(np.concatenate(more))
        values = np.concatenate([values, *more])
        interval = mean_interval(values, test.lower, test.upper, ERROR / DECISIONS)
    shown = mean_interval(values, test.lower, test.upper, SHOWN)
    how = "resolved" if _resolved(interval, test) else "consistent"
    known = ChanceRecord(
        how="refuted" if state.decision == "refuted" else how,
        quantity="expectation",
        claimed=float(test.mean),
        estimate=float(values.mean()),
        lower=shown.lower,
        upper=shown.upper,
        trials=len(values),
        log_e=state.best,
        error=ERROR,
    )
    if test.side == "at_most":
        return known, _gap(known.estimate, known.claimed)
    return known, _gap(known.claimed, known.estimate)


def _resolved(interval: Interval, test: Betting) -> bool:
    if test.side == "at_most":
        return interval.upper <= float(test.mean)
    return interval.lower >= float(test.mean)


def _trials_of(measured: Measured, symbol: Symbol) -> Floats:
    return np.broadcast_to(np.asarray(measured.values[symbol])[0], (BLOCK,)).astype(np.float64)


def _bet(check: Check, measured: Measured) -> tuple[Symbol, Betting] | None:
    """Return the e-process of a claim "the mean of a bounded symbol is at most (at least) m".

    The bounds and m are moved by more than the rounding of floats, in favour of the claim.
    """
    if len(check.claim.conjuncts) != 1:
        return None
    relation = check.claim.conjuncts[0]
    lhs, rhs = relation.args
    means = [
        isinstance(side, Expectation) and side.args[0] in _sample(measured).within
        for side in (lhs, rhs)
    ]
    sign = comparison(relation)
    if sum(means) != 1 or sign not in SIGNS:
        return None
    mean, other = (lhs, rhs) if means[0] else (rhs, lhs)
    side = SIGNS[sign] if means[0] else OPPOSITE[SIGNS[sign]]
    symbol = mean.args[0]
    value = fold(other, measured.algebra())
    if value.axes or symbol.indices:
        return None
    bound = float(np.asarray(value.array).reshape(-1)[0])
    low, high = (float(np.asarray(end).reshape(-1)[0]) for end in _sample(measured).within[symbol])
    room = ROUNDING * (abs(bound) + abs(low) + abs(high))
    bound += room if side == "at_most" else -room
    low, high = min(low, bound) - room, max(high, bound) + room
    if not math.isfinite(high - low) or not low < bound < high:
        return None
    return symbol, Betting(bound, low, high, side, ERROR / DECISIONS)


def _approximate(
    check: Check, config: Config, latent: Sequence[Fraction]
) -> tuple[ChanceRecord, float]:
    """Average the gap of the worst conjunct over blocks of trials; three standard errors wide."""
    gaps, sides = [], []
    for block in range(max(2, check.draws.most // BLOCK)):
        trial = evaluate_claim(check, fresh(check, config, latent, block))
        gaps.append([float(np.max(c.lhs - c.rhs)) for c in trial.conjuncts])
        sides.append([float(np.max(c.rhs)) for c in trial.conjuncts])
    worst = int(np.mean(gaps, axis=0).argmax())
    gap, side = np.array(gaps)[:, worst], float(np.array(sides)[:, worst].mean())
    spread = 3 * float(gap.std(ddof=1)) / math.sqrt(len(gap))
    middle = side + float(gap.mean())
    known = ChanceRecord(
        how="approximate",
        quantity="expectation",
        claimed=side,
        estimate=middle,
        lower=middle - spread,
        upper=middle + spread,
        trials=BLOCK * len(gap),
    )
    return known, _gap(middle, side)


def fresh(check: Check, config: Config, latent: Sequence[Fraction], block: int) -> Measured:
    """Measure one block of trials that no search has looked at, on the host in float64."""
    import array_api_compat.numpy as xp

    text = "/".join(str(v) for v in latent)
    purpose = f"decide {hashlib.sha256(text.encode()).hexdigest()[:16]}"
    drawing = check.drawing(purpose=purpose, block=block, trials=BLOCK)
    flat = np.array([[float(v) for v in latent]])
    with np.errstate(all="ignore"):
        return measure(drawing, config, check.family.instances(config, flat, xp), flat, xp)


def _sample(measured: Measured) -> Sample:
    assert measured.sample is not None  # only sampled instances are left to trials
    return measured.sample


def _ball(entry: Any) -> arb | Fraction:
    """Return a 0-d ball array as an exact fraction or a ball."""
    element = entry.elements().item()
    if isinstance(element, fmpq):
        return Fraction(int(element.p), int(element.q))
    return element if isinstance(element, arb) else element.lo.union(element.hi)
