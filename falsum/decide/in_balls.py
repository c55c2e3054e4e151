"""Decide an instance in balls: they answer yes, no, or not yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum
from fractions import Fraction
from typing import Any

from falsum import balls
from falsum.decide.open_sets import Openness, openness
from falsum.decide.questions import (
    conclusion_defined,
    conclusion_holds,
    hypotheses_hold,
    says_nothing_at,
)
from falsum.decide.relations import Side
from falsum.instances.exact import point_array
from falsum.instances.space import Config
from falsum.measure.check import Check
from falsum.measure.experiment import experiment
from falsum.measure.relations import Trial, run_trial, try_instance
from falsum.measure.slack import behind
from falsum.records.chance import ChanceRecord

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


FOUND = (Answer.VIOLATED, Answer.UNDEFINED)  # what a counterexample shows


@dataclass(frozen=True)
class Decision:
    """The answer for one instance, the precision that gave it and what was enclosed.

    ``doubt`` is the largest slack that the enclosures leave possible when they decide nothing.
    ``claimed`` is the probability claimed, for trials to decide on, and
    ``chance`` is what is known of the probability or expectation that the claim speaks of.
    ``perhaps_undefined`` tells that every hypothesis certainly holds there and that an operation of
    the claim may be undefined; ``empty`` that the conclusion ranges over no index at all.
    ``unsettled`` names the hypotheses that may hold or not.  Where the claim certainly says nothing
    it is ``trivial``, and ``idle`` where nothing could fail for this or another reason.
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
    empty: bool = False
    unsettled: tuple[str, ...] = ()
    trivial: bool = False
    idle: bool = False

    @property
    def ranked(self) -> float:
        """Return the slack by which instances are compared: of what is trivial, behind all else."""
        return behind(self.slack) if self.trivial and self.slack <= 0 else self.slack

    @property
    def strictly_tied(self) -> bool:
        """Tell whether nothing is open but a strict relation between numbers that exist."""
        strict = any(side.sign in ("<", "!=") for side in self.conclusion)
        return strict and not self.unsettled and not self.perhaps_undefined


def decide_without_trials(
    check: Check,
    config: Config,
    latent: Sequence[Fraction],
    precisions: Sequence[int] = PRECISIONS,
) -> Decision:
    """Decide an exact latent as far as balls can; what only trials can decide is CHANCE."""
    few = experiment(check, trials=FEW)
    return _rising(precisions, lambda: run_trial(few, config, point_array(latent), balls.namespace))


def _claimed(trial: Trial) -> Any:
    """Return the claimed probability of the single instance, a 0-d ball array, if there is one."""
    if trial.least is None:
        return None
    return balls.namespace.reshape(trial.least + 0, (-1,))[0]


def box_around(latent: Sequence[Fraction]) -> Any:
    """Return a box of latents, (1, dimension): half width 2^-40 relative to each entry."""
    point = point_array(latent)
    radius = (balls.namespace.abs(point) + 1) * Fraction(1, 2**40)
    return balls.BallArray.from_bounds(point - radius, point + radius)


def decide_near(check: Check, config: Config, latent: Sequence[Fraction]) -> Decision:
    """Decide a whole box around a latent at once."""
    box = box_around(latent)
    return _rising(PRECISIONS[:2], lambda: run_trial(check, config, box, balls.namespace))


def spread(
    check: Check, config: Config, latent: Sequence[Fraction], answer: Answer | None = None
) -> Openness:
    """Return on how large a set of instances a certified finding breaks an almost-always claim.

    ``answer`` is that of the latent itself where it is known already.
    """
    if not check.kind.continuous or not latent:
        return Openness.NULL
    near = decide_near(check, config, latent).answer
    if near not in FOUND:
        return Openness.NULL
    if near is not (answer or decide_without_trials(check, config, latent).answer):
        return Openness.NULL  # false at a point amid others where it is undefined, or the reverse
    with balls.precision(PRECISIONS[0]):
        return openness(check, config, box_around(latent))


def refutes(check: Check, config: Config, latent: Sequence[Fraction]) -> bool:
    """Tell whether a certified finding counts: an almost-always claim needs an open set of them."""
    if check.claim.quantifier.kind.refuted_by_one:
        return True
    return spread(check, config, latent) is Openness.OPEN


def decide_instance(
    check: Check, config: Config, instance: Any, precisions: Sequence[int] = PRECISIONS
) -> Decision:
    """Decide a lifted instance of exact data, raising the precision until it is certain."""
    like, few = point_array([Fraction(0)]), experiment(check, trials=FEW)
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
    held = hypotheses_hold(trial)
    if held.answer is False:
        return Decision(Answer.REJECTED, precision, held.sides, (), held.failing)
    defined, trivial = conclusion_defined(trial), says_nothing_at(trial)
    decided = Decision(
        Answer.UNDECIDED,
        precision,
        held.sides,
        (),
        perhaps_undefined=held.answer is True and not defined.surely,
        empty=not any(c.lhs.size for c in trial.conjuncts),
        unsettled=held.open,
        trivial=trivial,
        idle=trivial,
    )
    if trial.sampled and not defined.lost:
        return replace(
            decided,
            answer=Answer.CHANCE if held.answer else Answer.UNDECIDED,
            reason=", ".join(held.open),
            claimed=_claimed(trial),
            perhaps_undefined=True,
        )
    if not defined.lawful and not (held.answer and defined.lost):
        return replace(decided, reason="a weight of the law may be undefined")
    concluded = conclusion_holds(trial, defined)
    answer = answer_of(held.answer, defined.answer, concluded.answer)
    open_ones = ", ".join(held.open) or "the conclusion"
    undecided = answer is Answer.UNDECIDED
    return replace(
        decided,
        answer=answer,
        conclusion=concluded.sides,
        reason=f"not certain: {open_ones}" if undecided else defined.lost,
        slack=concluded.slack,
        doubt=concluded.doubt(held) if undecided else 1.0,
        chance=concluded.chance,
        idle=decided.trivial or concluded.idle,
    )


def answer_of(held: bool | None, defined: bool | None, concluded: bool | None) -> Answer:
    """Return what the answers to three questions amount to; None is not yet.

    What is perhaps undefined holds or fails only where it certainly does, defined or not.
    """
    if held is False:
        return Answer.REJECTED
    if held and defined is False:
        return Answer.UNDEFINED
    if held and concluded is not None:
        return Answer.HOLDS if concluded else Answer.VIOLATED
    return Answer.UNDECIDED
