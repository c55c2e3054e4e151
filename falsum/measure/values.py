"""One trial: a batch of instances, the hypotheses and the conclusion evaluated on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import reduce
from typing import Any

import numpy as np

from falsum import balls
from falsum.balls.text import is_balls
from falsum.chance.reach import Reach, reach
from falsum.chance.streams import Stream
from falsum.errors.faults import DecoderError, MeasurementError, blame
from falsum.instances.space import Config
from falsum.measure.arithmetic import ArrayAlgebra
from falsum.measure.axes import ATOM, CHOICE, Axes, Value, aligned, union
from falsum.measure.check import BindingError, Check, Law, Sample
from falsum.measure.returned import require_arrays, require_symbols
from falsum.statement.claim import Claim, Hypothesis
from falsum.statement.expressions import Expectation
from falsum.statement.fold import comparison, fold
from falsum.statement.symbols import Role, Symbol


@dataclass(frozen=True)
class Compared:
    """Both sides of a relation, (batch, *axes) each, oriented so that lhs is the small one.

    ``atoms`` tells that the first axis is that of the atoms; ``averaged`` names the side that is an
    expectation, "" where neither is.
    """

    name: str
    sign: str
    lhs: Any
    rhs: Any
    atoms: bool = False
    averaged: str = ""


@dataclass(frozen=True)
class Trial:
    """The sides of every hypothesis and conjunct, and where an operation was undefined.

    ``weights`` (batch, atoms) are those of a law, or equal ones of ``sampled`` trials; ``least`` is
    the claimed probability, and ``reach`` what the trials of a decision can tell of it.
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


def field_value(instance: Any, path: str) -> Any:
    """Return the instance field at a dotted path."""
    return reduce(getattr, path.split("."), instance)


def run_trial(check: Check, config: Config, flat: Any, xp: Any) -> Trial:
    """Decode a latent batch of shape (batch, dimension) and evaluate the claim on it."""
    return try_instance(check, config, check.family.instances(config, flat, xp), flat, xp)


def try_instance(check: Check, config: Config, instance: Any, like: Any, xp: Any) -> Trial:
    """Evaluate the claim on decoded instances; ``like`` is any array of their batch."""
    return evaluate_claim(check, measure(check, config, instance, like, xp))


@dataclass(frozen=True)
class Measured:
    """A batch with every symbol of its claim bound: parameters, measured quantities, constants.

    ``guards`` tell where a definition that the measurement asked for is undefined.
    """

    xp: Any
    like: Any
    instance: Any
    values: Mapping[Symbol, Any]
    axes: Mapping[Symbol, Axes] = field(default_factory=dict)
    weights: Any = None
    sample: Sample | None = None
    guards: tuple[tuple[str, Value], ...] = ()

    def algebra(self, constants: Mapping[Symbol, Any] | None = None) -> ArrayAlgebra:
        """Return the arithmetic of this batch, with other values of named constants if given."""
        values = {**self.values, **(constants or {})}
        bound = {s: Value(values[s], axes) for s, axes in self.axes.items()}
        return ArrayAlgebra(self.xp, self.like, values, bound=bound, weights=self.weights)


def measure(check: Check, config: Config, instance: Any, like: Any, xp: Any) -> Measured:
    """Bind the parameters, run the measurement and collect the values of all symbols."""
    algebra = ArrayAlgebra(xp, like, {})
    given = {s: algebra.literal(_number(v)).array for s, v in check.constants.items()}
    algebra.values = values = {**_parameters(check, instance, algebra), **given}
    result = _measure(check, config, instance, algebra)
    guards = tuple(algebra.guards)
    if not isinstance(result, Law | Sample):
        return Measured(xp, like, instance, {**values, **result}, guards=guards)
    axes: dict[Symbol, Axes] = {s: (ATOM, *s.indices) for s in result.values}
    axes |= {s: (ATOM, CHOICE, *s.indices) for s in result.choices}
    everything = {**values, **result.symbols}
    if isinstance(result, Law):
        weights = xp.broadcast_to(result.weights, (like.shape[0], result.weights.shape[1]))
        return Measured(xp, like, instance, everything, axes, weights, guards=guards)
    trials = check.draws.count
    equal = algebra.literal(Fraction(1, max(1, trials))).array
    weights = xp.broadcast_to(equal, (like.shape[0], trials))
    if result.ratios is not None:
        weights = weights * result.ratios
    return Measured(xp, like, instance, everything, axes, weights, result, guards)


def _number(value: Any) -> Any:
    """Return a value that a search has put for a constant as the number that it is."""
    return Fraction(value) if isinstance(value, float) else value


def evaluate_claim(
    check: Check, measured: Measured, constants: Mapping[Symbol, Any] | None = None
) -> Trial:
    """Evaluate hypotheses and conclusion on a measured batch.

    ``constants`` overrides named constants by arrays of shape (batch,) or ().
    """
    claim, batch, algebra = check.claim, measured.like.shape[0], measured.algebra(constants)
    computed = [h for h in (*claim.domain_hypotheses, *claim.hypotheses) if not h.granted]
    with np.errstate(all="ignore"):  # what is undefined is told by the guards
        hypotheses = tuple(_compare(h.name, h.relation, algebra, batch) for h in computed)
        conjuncts = tuple(
            _compare(f"conclusion {n + 1}", relation, algebra, batch)
            for n, relation in enumerate(claim.conjuncts)
        )
    if measured.sample is not None:
        _refuse_drawn(claim, hypotheses, measured)
    granted = [h for h in claim.hypotheses if h.granted]
    printed = claim.quantifier.least
    least = None if printed is None else _least(claim, printed, algebra)
    return Trial(
        xp=measured.xp,
        batch=batch,
        hypotheses=hypotheses,
        probes=tuple(_probe(check, h, measured.instance, batch, measured.xp) for h in granted),
        conjuncts=conjuncts,
        guards=(*measured.guards, *algebra.guards),
        weights=measured.weights,
        least=least,
        sampled=measured.sample is not None,
        reach=None if least is None or is_balls(measured.xp) else reach_of(check, measured.sample),
    )


def reach_of(check: Check, sample: Sample | None) -> Reach | None:
    """Return what a decision by trials of a sample can tell; None where a law decides."""
    if sample is None:
        return None
    draws = check.draws
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


def _parameters(check: Check, instance: Any, algebra: ArrayAlgebra) -> dict[Symbol, Any]:
    values = {}
    for symbol in check.claim.of_role(Role.PARAMETER):
        path = check.field_of(symbol)
        try:
            value = field_value(instance, path)
        except AttributeError:
            raise _unbound(check, symbol, instance) from None
        values[symbol] = _bound(value, algebra)
    return values


def _unbound(check: Check, symbol: Symbol, instance: Any) -> Exception:
    """Return the error of a parameter without a field: why, and what to write."""
    name, family = symbol.name, check.family.name
    if instance is None or isinstance(instance, Mapping):
        return DecoderError(
            f"{check.claim.id}: the decoder {family} returned a {type(instance).__name__}; return "
            f"a frozen dataclass or a named tuple with a field for each parameter, such as {name}"
        )
    return BindingError(
        f"{check.claim.id}: parameter {name} is bound to the field {check.field_of(symbol)!r}, "
        f"which the instances of {family} lack; add where={{{name}: 'field'}}, or declare it with "
        "measured() if the measurement computes it"
    )


def _bound(value: Any, algebra: ArrayAlgebra) -> Any:
    if not hasattr(value, "shape"):
        return algebra.literal(value).array
    return balls.asarray(value) if is_balls(algebra.xp) else value


def _measure(check: Check, config: Config, instance: Any, algebra: ArrayAlgebra) -> Any:
    """Run the measurement on the arguments that it names, and check what it returns."""
    arguments = {n: _argument(n, check, config, instance, algebra) for n in check.arguments}
    if check.family.exact:
        arguments = {name: _single(value) for name, value in arguments.items()}
    result = check.measure(**arguments)
    require_symbols(check, result)
    if check.family.exact:
        result = _batched(result, algebra.xp)
    elif is_balls(algebra.xp):
        result = _entered(result)
    require_arrays(check, result, algebra.like)
    return result


def _argument(name: str, check: Check, config: Config, instance: Any, algebra: ArrayAlgebra) -> Any:
    """Return what a measurement asks for by name."""
    if name == "config":
        return config
    if name == "instance":
        return instance
    if name == "stream":
        return _stream(check, config, algebra)
    defined = {s.name: s for s in check.claim.of_role(Role.DEFINED)}
    if name in defined:
        return fold(defined[name], algebra).array
    if hasattr(instance, name):
        return getattr(instance, name)
    fields: Any = getattr(instance, "__dataclass_fields__", None)
    fields = fields or getattr(instance, "_fields", ())
    known = ", ".join([*fields, *sorted(defined), "config", "instance", "stream"])
    raise BindingError(
        f"{check.claim.id}: the measurement asks for {name!r}, which is neither a field of the "
        f"instance nor a definition of the claim; it may ask for {known}"
    )


def _entered(result: Any) -> Any:
    """Return what was measured in balls as arrays of balls, and refuse what was rounded."""

    def enter(values: Mapping[Symbol, Any]) -> dict[Symbol, Any]:
        return {s: balls.asarray(v) for s, v in values.items()}

    if not isinstance(result, Law | Sample):
        return enter(result)
    drawn = {"values": enter(result.values), "fixed": enter(result.fixed)}
    drawn["choices"] = enter(result.choices)
    if isinstance(result, Law):
        return replace(result, weights=balls.asarray(result.weights), **drawn)
    ratios = None if result.ratios is None else balls.asarray(result.ratios)
    within = {
        s: (balls.asarray(low), balls.asarray(high)) for s, (low, high) in result.within.items()
    }
    return replace(result, ratios=ratios, within=within, **drawn)


def _batched(result: Any, xp: Any) -> Any:
    """Return an exact measurement of one instance as arrays with a batch axis."""

    def one(values: Mapping[Symbol, Any]) -> dict[Symbol, Any]:
        return {s: _exactly([_nested(v)], xp) for s, v in values.items()}

    if isinstance(result, Law):
        weights = _exactly([_nested(result.weights)], xp)
        return Law(one(result.values), weights, one(result.fixed), one(result.choices))
    return one(result)


def _stream(check: Check, config: Config, algebra: ArrayAlgebra) -> Stream:
    """Return the stream of one block of trials, the same numbers for every instance."""
    draws = check.draws
    dtype, device = algebra.like.dtype, algebra.like.device
    return Stream(
        (draws.seed, check.claim.id, config.key, draws.purpose),
        draws.block,
        algebra.xp,
        None if is_balls(algebra.xp) else dtype,
        None if is_balls(algebra.xp) else device,
        draws.trials,
        rows=draws.rows,
    )


def _single(value: Any) -> Any:
    """Return an exact array of one instance as Fractions without the batch axis."""
    return value.points()[0] if isinstance(value, balls.BallArray) else value


def _exactly(values: list[Any], xp: Any) -> Any:
    """Return exact values as an array; fractions among them may be the data of the instance."""
    if is_balls(xp) and any(isinstance(v, Fraction) for v in np.asarray(values, object).flat):
        return balls.BallArray.from_fractions(values)
    return xp.asarray(values)


def _nested(value: Any) -> Any:
    return value.tolist() if isinstance(value, np.ndarray) else value


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
    lhs, rhs = (fold(side, algebra) for side in relation.args)
    sign = comparison(relation)
    averaged = [side.has(Expectation) for side in relation.args]
    if sign in (">=", ">"):
        lhs, rhs, sign = rhs, lhs, {">=": "<=", ">": "<"}[sign]
        averaged.reverse()
    axes = union([(ATOM,) if ATOM in (*lhs.axes, *rhs.axes) else (), lhs.axes, rhs.axes])
    left, right = (aligned(algebra.xp, side, axes) for side in (lhs, rhs))
    left, right = algebra.xp.broadcast_arrays(left, right)
    if 0 in left.shape:
        del algebra.guards[before:]
    if left.ndim == 0 or left.shape[0] != batch:
        shape = (batch, *left.shape[1:])
        left, right = (algebra.xp.broadcast_to(side, shape) for side in (left, right))
    which = "lhs" if averaged[0] else "rhs" if averaged[1] else ""
    return Compared(name, sign, left, right, ATOM in axes, which)
