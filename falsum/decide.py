"""Decide an instance rigorously: balls answer yes, no, or not yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum
from fractions import Fraction
from typing import Any

import numpy as np

from falsum import balls
from falsum.binding import Check
from falsum.events import surely_defined, truth, undefined
from falsum.records import ChanceRecord
from falsum.sides import (
    Side,
    doubt_of,
    event,
    exact_chance,
    midpoint_slack,
    rarer,
    side,
    weights_known,
)
from falsum.space import Config
from falsum.spending import Settled
from falsum.trial import Trial, run_trial, try_instance

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
class Decision:
    """The answer for one instance, the precision that gave it and what was enclosed.

    ``doubt`` is the largest slack that the enclosures leave possible when they decide nothing.
    ``claimed`` is the probability claimed, for trials to decide on, and
    ``chance`` is what is known of the probability or expectation that the claim speaks of.
    ``perhaps_undefined`` tells that every hypothesis certainly holds there and that an operation of
    the claim may be undefined.  ``unsettled`` names the hypotheses that may hold or not.
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
    perhaps_undefined: bool = True
    unsettled: tuple[str, ...] = ()

    @property
    def strictly_tied(self) -> bool:
        """Tell whether nothing is open but a strict relation between numbers that exist."""
        strict = any(side.sign in ("<", "!=") for side in self.conclusion)
        return strict and not self.unsettled and not self.perhaps_undefined


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
    decision = decide_without_trials(check, config, latent, precisions)
    return by_trials(check, config, latent, decision)


def decide_without_trials(
    check: Check,
    config: Config,
    latent: Sequence[Fraction],
    precisions: Sequence[int] = PRECISIONS,
) -> Decision:
    """Decide an exact latent as far as balls can; what only trials can decide is CHANCE."""
    few = check.drawing(trials=FEW)
    return _rising(precisions, lambda: run_trial(few, config, point_array(latent), balls.namespace))


def by_trials(
    check: Check, config: Config, latent: Sequence[Fraction], decision: Decision
) -> Decision:
    """Return the decision that fresh trials make where every hypothesis certainly holds."""
    if decision.answer is not Answer.CHANCE:
        return decision
    from falsum.expectations import settle_expectation
    from falsum.fresh import Bench
    from falsum.trials import settle_probability

    bench = Bench(check, config, tuple(latent))

    def settle() -> Settled:
        if check.claim.quantifier.kind == "with_probability":
            return settle_probability(bench, decision.claimed)
        return settle_expectation(bench)

    draws = check.draws
    changed = tuple(sorted((s.name, str(v)) for s, v in check.constants.items()))
    key = (check.claim.hash, changed, config.key, bench.latent, draws.seed, draws.most)
    known, slack = draws.spending.settle(key, settle) if draws.spending else settle()
    answer = {"refuted": Answer.VIOLATED, "resolved": Answer.HOLDS}.get(known.how)
    return replace(
        decision,
        answer=answer or Answer.UNDECIDED,
        conclusion=(_chance_side(known),),
        reason="" if answer else known.how,
        slack=slack,
        chance=known,
    )


def _chance_side(known: ChanceRecord) -> Side:
    """Write down what was found and what is claimed, the side claimed to be small on the left."""
    claimed, found = f"{known.claimed:.12g}", f"{known.estimate:.12g}"
    if known.sign == ">=":
        return Side(known.quantity, "<=", claimed, found)
    return Side(known.quantity, known.sign, found, claimed)


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
    near = decide_near(check, config, latent).answer
    if near not in (Answer.VIOLATED, Answer.UNDEFINED):
        return False
    if near is not decide_without_trials(check, config, latent).answer:
        return False  # false at a point amid others where it is undefined, or the reverse
    from falsum.openness import is_open_at

    return is_open_at(check, config, latent)


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
    met = [(h, truth(h, trial.weights)) for h in trial.hypotheses]
    sides = tuple(side(h) for h in trial.hypotheses)
    for compared, found in met:
        if not found.possible().any():
            return Decision(Answer.REJECTED, precision, sides, (), compared.name)
    for name, probe in trial.probes:
        if not np.all(probe.possible() if hasattr(probe, "possible") else probe):
            return Decision(Answer.REJECTED, precision, sides, (), name)
    open_ones = tuple(c.name for c, found in met if not found.certain().all())
    assumed, lost = not open_ones, undefined(trial)
    if trial.sampled and not lost:
        answer = Answer.CHANCE if assumed else Answer.UNDECIDED
        text = ", ".join(open_ones)
        claimed = _claimed(trial)
        return Decision(answer, precision, sides, (), text, claimed=claimed, unsettled=open_ones)
    perhaps = assumed and not surely_defined(trial)
    lawful = trial.weights is None or trial.sampled or weights_known(trial)
    if not lawful and not (assumed and lost):
        text = "a weight of the law may be undefined"
        return Decision(Answer.UNDECIDED, precision, sides, (), text, perhaps_undefined=perhaps)
    conjuncts = trial.conjuncts if trial.least is None else (event(trial),)
    conclusion = tuple(side(c) for c in conjuncts)
    truths = [truth(c) for c in conjuncts]
    slack = max(midpoint_slack(rarer(c) if trial.least is not None else c) for c in conjuncts)
    reason = lost
    if assumed and lost:
        answer = Answer.UNDEFINED
    elif assumed and any(not t.possible().any() for t in truths):
        answer = Answer.VIOLATED
    elif assumed and all(t.certain().all() for t in truths):
        answer = Answer.HOLDS
    else:
        answer = Answer.UNDECIDED
        reason = f"not certain: {', '.join(open_ones) or 'the conclusion'}"
    doubt = max(doubt_of(c, assumed) for c in conjuncts) if answer is Answer.UNDECIDED else 1.0
    chance = None if trial.sampled else exact_chance(trial, conjuncts)
    return Decision(
        answer,
        precision,
        sides,
        conclusion,
        reason,
        slack,
        doubt,
        chance,
        perhaps_undefined=perhaps,
        unsettled=open_ones,
    )
