"""The sides of every relation of a claim, evaluated on a measured batch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import sympy

from falsum import balls
from falsum.balls.text import is_balls
from falsum.chance.reach import Reach, reach
from falsum.errors.faults import MeasurementError, blame
from falsum.instances.space import Config
from falsum.measure.arithmetic import ArrayAlgebra
from falsum.measure.axes import ATOM, Axes, Value, aligned, union
from falsum.measure.check import BindingError, Check
from falsum.measure.experiment import draws_of
from falsum.measure.laws import Sample
from falsum.measure.slack import slack
from falsum.measure.values import Measured, measure
from falsum.statement.claim import Claim, Hypothesis, says_nothing
from falsum.statement.common import rest
from falsum.statement.expressions import Expectation
from falsum.statement.fold import fold, oriented
from falsum.statement.symbols import Role, Symbol


@dataclass(frozen=True)
class Compared:
    """Both sides of a relation, (batch, *axes) each, oriented so that lhs is the small one.

    ``atoms`` tells that the first axis is that of the atoms; ``averaged`` names the side that is an
    expectation, "" where neither is.  ``apart`` are both sides without the terms that they share,
    None where they share none: of these is the slack, which the shared ones would swamp.
    ``number`` tells that the small side is a number of the claim itself.
    """

    name: str
    sign: str
    lhs: Any
    rhs: Any
    atoms: bool = False
    averaged: str = ""
    apart: tuple[Any, Any] | None = None
    number: bool = False

    def slack(self, xp: Any) -> Any:
        """Return the elementwise slack in floats."""
        whole = slack(self.sign, self.lhs, self.rhs, xp)
        if self.apart is None:
            return whole
        known = xp.isfinite(self.lhs) & xp.isfinite(self.rhs)
        return xp.where(known, slack(self.sign, *self.apart, xp), whole)


@dataclass(frozen=True)
class Trial:
    """The sides of every hypothesis and conjunct, and where an operation was undefined.

    ``weights`` (batch, atoms) are those of a law, or equal ones of ``sampled`` trials; ``least`` is
    the claimed probability, and ``reach`` what the trials of a decision can tell of it.  Where
    ``trivial`` holds the claim says nothing.
    """

    xp: Any
    batch: int
    hypotheses: tuple[Compared, ...]
    probes: tuple[tuple[str, Any], ...]
    conjuncts: tuple[Compared, ...]
    guards: tuple[tuple[str, Value], ...]
    weights: Any = None
    least: Any = None
    sampled: bool = False
    reach: Reach | None = None
    trivial: Compared | None = None


def run_trial(check: Check, config: Config, flat: Any, xp: Any) -> Trial:
    """Decode a latent batch of shape (batch, dimension) and evaluate the claim on it."""
    return try_instance(check, config, check.family.instances(config, flat, xp), flat, xp)


def try_instance(check: Check, config: Config, instance: Any, like: Any, xp: Any) -> Trial:
    """Evaluate the claim on decoded instances; ``like`` is any array of their batch."""
    return evaluate_claim(check, measure(check, config, instance, like, xp))


def evaluate_claim(
    check: Check,
    measured: Measured,
    constants: Mapping[Symbol, Any] | None = None,
    *,
    concluding: bool = False,
) -> Trial:
    """Evaluate hypotheses and conclusion on a measured batch.

    ``constants`` overrides named constants by arrays of shape (batch,) or ().  ``concluding`` asks
    for the conclusion alone.
    """
    claim, batch, algebra = check.claim, measured.like.shape[0], measured.algebra(constants)
    assumed = () if concluding else (*claim.domain_hypotheses, *claim.hypotheses)
    computed = [h for h in assumed if not h.granted]
    with np.errstate(all="ignore"):  # what is undefined is told by the guards
        hypotheses = tuple(_compare(h.name, h.relation, algebra, batch) for h in computed)
        conjuncts = tuple(
            _compare(f"conclusion {n + 1}", relation, algebra, batch)
            for n, relation in enumerate(claim.conjuncts)
        )
        guards = (*measured.guards, *algebra.guards)
        empty = says_nothing(claim)
        trivial = None if empty is None else _compare("trivial", empty, algebra, batch)
    if measured.sample is not None:
        _refuse_drawn(claim, hypotheses, measured)
    granted = [h for h in assumed if h.granted]
    printed = claim.quantifier.least
    least = None if printed is None else _least(claim, printed, algebra)
    return Trial(
        xp=measured.xp,
        batch=batch,
        hypotheses=hypotheses,
        probes=tuple(_probe(check, h, measured.instance, batch, measured.xp) for h in granted),
        conjuncts=conjuncts,
        guards=guards,
        weights=measured.weights,
        least=least,
        sampled=measured.sample is not None,
        reach=None if least is None or is_balls(measured.xp) else reach_of(check, measured.sample),
        trivial=trivial,
    )


def reach_of(check: Check, sample: Sample | None) -> Reach | None:
    """Return what a decision by trials of a sample can tell; None where a law decides."""
    if sample is None:
        return None
    draws = draws_of(check)
    return reach(draws.most, draws.share, sample.ratios is not None, sample.largest)


def _least(claim: Claim, printed: Any, algebra: ArrayAlgebra) -> Any:
    """Return the claimed probability, (batch,) or (); refuse one that is random itself."""
    value = fold(printed, algebra)
    if value.axes:
        raise BindingError(
            f"{claim.id}: the probability claimed varies with {value.axes[0].name}; bind what it "
            "speaks of to parameters, or return it as fixed=, one number for each instance"
        )
    return value.array


def _refuse_drawn(claim: Claim, hypotheses: Sequence[Compared], measured: Measured) -> None:
    """Refuse a hypothesis about what trials draw: no number of trials shows that it holds.

    Chosen symbols may be bounded; where a choice leaves its domain the trial is no witness.
    """
    chosen = {f"{s.name} in its domain" for s in claim.of_role(Role.CHOSEN)}
    for assumed in hypotheses:
        if assumed.atoms and assumed.name not in chosen:
            raise BindingError(
                f"{claim.id}: the hypothesis {assumed.name!r} speaks of what the trials draw, and "
                "trials cannot show that it always holds; return what it speaks of as fixed=, "
                "state it as granted, or use a Law"
            )


def _probe(
    check: Check, assumed: Hypothesis, instance: Any, batch: int, xp: Any
) -> tuple[str, Any]:
    """Ask the probe of a granted hypothesis; refuse an answer that is no truth of each row."""
    grant = check.family.grant(assumed.name)
    assert grant is not None  # the binding was refused otherwise
    truth = grant.probe(instance, xp)
    kind = str(getattr(truth, "dtype", type(truth).__name__)).removeprefix("torch.")
    if not isinstance(truth, balls.Truth) and (kind != "bool" or not hasattr(truth, "shape")):
        fault = MeasurementError(
            f"{check.claim.id}: the probe of {assumed.name!r} returned {kind}; return a truth "
            "array of shape (batch,), as in xp.all(x > 0, axis=1)"
        )
        raise blame(fault, grant.probe)
    if tuple(truth.shape) != (batch,):
        fault = MeasurementError(
            f"{check.claim.id}: the probe of {assumed.name!r} has shape {tuple(truth.shape)} for a "
            f"batch of {batch}; return shape (batch,), as in xp.all(x > 0, axis=1)"
        )
        raise blame(fault, grant.probe)
    return assumed.name, truth


def _compare(name: str, relation: Any, algebra: ArrayAlgebra, batch: int) -> Compared:
    """Evaluate both sides; of a relation over an index without values nothing is evaluated."""
    before = len(algebra.guards)
    sign, small, large, turned = oriented(relation)
    lhs, rhs = _folded(relation.args, turned, algebra)
    axes = union([(ATOM,) if ATOM in (*lhs.axes, *rhs.axes) else (), lhs.axes, rhs.axes])
    left, right = (aligned(algebra.xp, side, axes) for side in (lhs, rhs))
    left, right = algebra.xp.broadcast_arrays(left, right)
    if 0 in left.shape:
        del algebra.guards[before:]
    if left.ndim == 0 or left.shape[0] != batch:
        shape = (batch, *left.shape[1:])
        left, right = (algebra.xp.broadcast_to(side, shape) for side in (left, right))
    which = "lhs" if small.has(Expectation) else "rhs" if large.has(Expectation) else ""
    apart = _apart(relation, axes, left, algebra)
    number = isinstance(small, sympy.Number)
    return Compared(name, sign, left, right, ATOM in axes, which, apart, number)


def _apart(relation: Any, axes: Axes, like: Any, algebra: ArrayAlgebra) -> tuple[Any, Any] | None:
    """Evaluate both sides without the terms that they share; guards speak of the whole sides."""
    known, before = rest(relation), len(algebra.guards)
    if known is None:
        return None
    sides = _folded((known.lhs, known.rhs), oriented(relation).turned, algebra)
    del algebra.guards[before:]
    left, right = (aligned(algebra.xp, side, axes) for side in sides)
    left, right = (algebra.xp.broadcast_to(side, like.shape) for side in (left, right))
    return left, right


def _folded(sides: Sequence[Any], turned: bool, algebra: ArrayAlgebra) -> tuple[Value, Value]:
    """Evaluate both sides in the order in which they are printed; return the small one first."""
    first, second = (fold(side, algebra) for side in sides)
    return (second, first) if turned else (first, second)
