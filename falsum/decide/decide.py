"""Decide an instance: by balls, and by fresh trials where balls leave it to chance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from falsum.chance.error_budget import Settled
from falsum.decide.bench import Bench
from falsum.decide.expectation import settle_expectation
from falsum.decide.in_balls import PRECISIONS, Answer, Decision, decide_without_trials
from falsum.decide.probability import settle_probability
from falsum.decide.relations import Side
from falsum.instances.space import Config
from falsum.measure.check import Check
from falsum.measure.experiment import draws_of
from falsum.records.chance import ChanceRecord
from falsum.statement.quantifier import Kind

if TYPE_CHECKING:
    pass


def decide_latent(
    check: Check,
    config: Config,
    latent: Sequence[Fraction],
    precisions: Sequence[int] = PRECISIONS,
) -> Decision:
    """Decode an exact latent in balls and decide it, raising the precision until it is certain."""
    decision = decide_without_trials(check, config, latent, precisions)
    return by_trials(check, config, latent, decision)


def by_trials(
    check: Check, config: Config, latent: Sequence[Fraction], decision: Decision
) -> Decision:
    """Return the decision that fresh trials make where every hypothesis certainly holds."""
    if decision.answer is not Answer.CHANCE:
        return decision

    bench = Bench(check, config, tuple(latent))

    def settle() -> Settled:
        if check.claim.quantifier.kind is Kind.WITH_PROBABILITY:
            return settle_probability(bench, decision.claimed)
        return settle_expectation(bench)

    draws = draws_of(check)
    changed = tuple(sorted((s.name, str(v)) for s, v in check.constants.items()))
    key = (check.claim.hash, changed, config.key, bench.latent, draws.seed, draws.most)
    known, slack = draws.spending.settle(key, settle)
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
