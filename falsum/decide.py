"""Decide an instance rigorously: balls answer yes, no, or not yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum
from fractions import Fraction
from typing import Any

import numpy as np

from falsum import balls
from falsum.binding import BindingError, Check
from falsum.numbers import number_text
from falsum.records import ChanceRecord
from falsum.slack import vanishing
from falsum.space import Config
from falsum.trial import Compared, Trial, run_trial, try_instance

PRECISIONS = (128, 512, 2048)
FEW = 2  # trials drawn in balls, where they decide nothing and only hypotheses matter


class Answer(Enum):
    """What the balls say of one instance."""

    HOLDS = "every hypothesis and the conclusion certainly hold"
    VIOLATED = "every hypothesis certainly holds and the conclusion certainly fails"
    UNDEFINED = "every hypothesis certainly holds and the claim is undefined there"
    REJECTED = "a hypothesis certainly fails"
    UNDECIDED = "the balls overlap at the highest precision tried"
    CHANCE = "every hypothesis certainly holds and trials decide the conclusion"


@dataclass(frozen=True)
class Side:
    """Enclosures of both sides of a relation at the entry that decides it."""

    name: str
    sign: str
    lhs: str
    rhs: str


@dataclass(frozen=True)
class Decision:
    """The answer for one instance, the precision that gave it and what was enclosed.

    ``doubt`` is the largest slack that the enclosures leave possible when they decide nothing.
    ``claimed`` is the probability claimed, for trials to decide on, and
    ``chance`` is what is known of the probability or expectation that the claim speaks of.
    """

    answer: Answer
    precision: int
    hypotheses: tuple[Side, ...]
    conclusion: tuple[Side, ...]
    reason: str = ""
    slack: float = float("nan")
    doubt: float = 1.0
    chance: ChanceRecord | None = None
    claimed: Any = None


def point_array(latent: Sequence[Fraction]) -> Any:
    """Return a latent as a ball array of exact rationals of shape (1, dimension)."""
    data = np.empty((1, len(latent)), dtype=object)
    data[0, :] = list(latent)
    return balls.asarray(data)


def decide_latent(
    check: Check,
    config: Config,
    latent: Sequence[Fraction],
    precisions: Sequence[int] = PRECISIONS,
) -> Decision:
    """Decode an exact latent in balls and decide it, raising the precision until it is certain."""
    few = check.drawing(trials=FEW)
    decision = _rising(
        precisions, lambda: run_trial(few, config, point_array(latent), balls.namespace)
    )
    return by_trials(check, config, latent, decision)


def by_trials(
    check: Check, config: Config, latent: Sequence[Fraction], decision: Decision
) -> Decision:
    """Return the decision that fresh trials make where every hypothesis certainly holds."""
    if decision.answer is not Answer.CHANCE:
        return decision
    from falsum.trials import settle_expectation, settle_probability

    if check.claim.quantifier.kind == "with_probability":
        known, slack = settle_probability(check, config, latent, decision.claimed)
    else:
        known, slack = settle_expectation(check, config, latent)
    answer = {"refuted": Answer.VIOLATED, "resolved": Answer.HOLDS}.get(known.how)
    sides = (Side(known.quantity, "<=", f"{known.claimed:.12g}", f"{known.estimate:.12g}"),)
    return replace(
        decision,
        answer=answer or Answer.UNDECIDED,
        conclusion=sides,
        reason="",
        slack=slack,
        chance=known,
    )


def exact_chance(event: Compared) -> ChanceRecord:
    """Record the probability that a finite law gives to the conclusion."""
    claimed, found = (float(side.midpoints().reshape(-1)[0]) for side in (event.lhs, event.rhs))
    low, high = (float(end.midpoints().reshape(-1)[0]) for end in _ends(event.rhs))
    return ChanceRecord("exact", "probability", claimed, found, low, high)


def _ends(ball: Any) -> tuple[Any, Any]:
    return ball.lower(), ball.upper()


def _claimed(trial: Trial) -> Any:
    """Return the claimed probability of the single instance, a 0-d ball array, if there is one."""
    if trial.least is None:
        return None
    return balls.namespace.reshape(trial.least + 0, (-1,))[0]


def decide_near(check: Check, config: Config, latent: Sequence[Fraction]) -> Decision:
    """Decide a whole box around a latent at once: half width 2^-40 relative to each entry."""
    point = point_array(latent)
    radius = (balls.namespace.abs(point) + 1) * Fraction(1, 2**40)
    box = balls.BallArray.from_bounds(point - radius, point + radius)
    return _rising(PRECISIONS[:2], lambda: run_trial(check, config, box, balls.namespace))


def refutes(check: Check, config: Config, latent: Sequence[Fraction]) -> bool:
    """Tell whether a certified finding counts: an almost-always claim needs an open set of them."""
    if check.claim.quantifier.kind != "almost_always":
        return True
    if check.family.exact or not latent:
        return False
    return decide_near(check, config, latent).answer in (Answer.VIOLATED, Answer.UNDEFINED)


def decide_instance(
    check: Check, config: Config, instance: Any, precisions: Sequence[int] = PRECISIONS
) -> Decision:
    """Decide a lifted instance of exact data, raising the precision until it is certain."""
    like, few = point_array([Fraction(0)]), check.drawing(trials=FEW)
    return _rising(precisions, lambda: try_instance(few, config, instance, like, balls.namespace))


def _rising(precisions: Sequence[int], attempt: Any) -> Decision:
    decision = None
    for precision in precisions:
        with balls.precision(precision):
            try:
                decision = judge(attempt(), precision)
            except balls.Undecided as error:
                decision = Decision(Answer.UNDECIDED, precision, (), (), str(error))
        if decision.answer is not Answer.UNDECIDED:
            return decision
    assert decision is not None  # precisions is never empty
    return decision


def judge(trial: Trial, precision: int) -> Decision:
    """Judge a ball trial of one instance at the precision it was run at."""
    met = [(h, _truth(h)) for h in trial.hypotheses]
    sides = tuple(_side(h) for h in trial.hypotheses)
    for compared, truth in met:
        if not truth.possible().any():
            return Decision(Answer.REJECTED, precision, sides, (), compared.name)
    for name, truth in trial.probes:
        if not np.all(truth.possible() if hasattr(truth, "possible") else truth):
            return Decision(Answer.REJECTED, precision, sides, (), name)
    assumed = all(truth.certain().all() for _, truth in met)
    undefined = next((name for name, where in trial.guards if where.array.certain().any()), "")
    if trial.sampled and not undefined:
        open_ones = [c.name for c, t in met if not t.certain().all()]
        answer = Answer.CHANCE if assumed else Answer.UNDECIDED
        text = ", ".join(open_ones)
        return Decision(answer, precision, sides, (), text, claimed=_claimed(trial))
    if trial.weights is not None and not trial.sampled:
        _check_weights(trial)
    conjuncts = trial.conjuncts if trial.least is None else (_event(trial),)
    conclusion = tuple(_side(c) for c in conjuncts)
    truths = [_truth(c) for c in conjuncts]
    slack = max(_midpoint_slack(_rarer(c) if trial.least is not None else c) for c in conjuncts)
    reason = undefined
    if assumed and undefined:
        answer = Answer.UNDEFINED
    elif assumed and any(not t.possible().any() for t in truths):
        answer = Answer.VIOLATED
    elif assumed and all(t.certain().all() for t in truths):
        answer = Answer.HOLDS
    else:
        answer = Answer.UNDECIDED
        open_ones = [c.name for c, t in met if not t.certain().all()]
        reason = f"not certain: {', '.join(open_ones) or 'the conclusion'}"
    doubt = max(_doubt(c) for c in conjuncts) if answer is Answer.UNDECIDED else 1.0
    chance = exact_chance(conjuncts[0]) if trial.least is not None else None
    return Decision(answer, precision, sides, conclusion, reason, slack, doubt, chance)


def _doubt(compared: Compared) -> float:
    """Return the largest slack that the enclosures of both sides leave possible."""
    lhs, rhs = compared.lhs, compared.rhs
    sides = [(lhs.upper(), rhs.lower())]
    if compared.sign == "==":
        sides.append((lhs.lower(), rhs.upper()))
    slacks = [_midpoint_slack(replace(compared, lhs=a, rhs=b)) for a, b in sides]
    return max(1.0 if np.isnan(slack) else slack for slack in slacks)


def _truth(compared: Compared) -> Any:
    """Return the truth of the relation for the single instance, over all its axes."""
    return balls.namespace.all(_entrywise(compared), axis=None, keepdims=True)


def _entrywise(compared: Compared) -> Any:
    lhs, rhs = compared.lhs, compared.rhs
    operations = {"<=": lhs.__le__, "<": lhs.__lt__, "==": lhs.__eq__, "!=": lhs.__ne__}
    return operations[compared.sign](rhs)


def _check_weights(trial: Trial) -> None:
    """Refuse weights that are certainly no law."""
    xp = trial.xp
    total, least = xp.sum(trial.weights, axis=1), xp.min(trial.weights, axis=1)
    if not ((total == 1) & (least >= 0)).possible().all():
        raise BindingError(
            f"the weights of the law add up to {number_text(total[0])} and the least one is "
            f"{number_text(least[0])}; a law has weights of at least 0 that add up to 1"
        )


def _event(trial: Trial) -> Compared:
    """Enclose the probability of the conclusion under the trial's law, against the claimed one."""
    xp = trial.xp
    certain = possible = np.ones(trial.weights.shape, dtype=bool)
    for conjunct in trial.conjuncts:
        truth = _entrywise(conjunct)
        axes = tuple(range(2 if conjunct.atoms else 1, conjunct.lhs.ndim))
        sure, maybe = truth.certain().all(axis=axes), truth.possible().all(axis=axes)
        if not conjunct.atoms:
            sure, maybe = sure[:, None], maybe[:, None]
        certain, possible = certain & sure, possible & maybe
    zero = xp.zeros_like(trial.weights)
    low = xp.sum(xp.where(xp.asarray(certain), trial.weights, zero), axis=1)
    high = xp.sum(xp.where(xp.asarray(possible), trial.weights, zero), axis=1)
    settled = bool((certain == possible).all())
    probability = low if settled else balls.BallArray.from_bounds(low.lower(), high.upper())
    return Compared("probability", "<=", trial.least + 0 * low, probability)


def _rarer(event: Compared) -> Compared:
    """Return the comparison of an event's probability, or of its complement's if that is rarer."""
    if np.all((event.lhs >= Fraction(1, 2)).possible().all()):
        return replace(event, lhs=1 - event.rhs, rhs=1 - event.lhs)
    return event


def _midpoint_slack(compared: Compared) -> float:
    lhs = compared.lhs.midpoints().reshape(-1)
    rhs = compared.rhs.midpoints().reshape(-1)
    if lhs.size == 0:
        return -1.0
    with np.errstate(all="ignore"):
        size = np.abs(lhs) + np.abs(rhs)
        gap = np.abs(lhs - rhs) if compared.sign in ("==", "!=") else lhs - rhs
        zero = size == 0
        value = np.where(zero, vanishing(compared.sign), gap / np.where(zero, 1.0, size))
        if compared.sign == "!=":
            return float(np.max(-value))
        value = np.where(np.isposinf(lhs) & np.isfinite(rhs), 1.0, value)
    return float(np.max(value))


def _side(compared: Compared) -> Side:
    """Write down both enclosures at the entry with the largest slack."""
    lhs, rhs = compared.lhs, compared.rhs
    if lhs.size == 0:
        return Side(compared.name, compared.sign, "none", "none")
    with np.errstate(invalid="ignore"):
        gap = lhs.midpoints().reshape(-1) - rhs.midpoints().reshape(-1)
    gap = np.abs(gap) if compared.sign == "==" else gap
    entry = int(np.nanargmax(gap)) if not np.isnan(gap).all() else 0
    xp = balls.namespace
    left, right = (xp.reshape(side, (lhs.size,))[entry] for side in (lhs, rhs))
    return Side(compared.name, compared.sign, number_text(left), number_text(right))
