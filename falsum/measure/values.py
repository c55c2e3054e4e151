"""One trial: a batch of instances, the hypotheses and the conclusion evaluated on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import reduce
from typing import Any

from falsum import balls
from falsum.balls.text import is_balls
from falsum.chance.streams import Stream
from falsum.instances.space import Config
from falsum.measure.arithmetic import ArrayAlgebra
from falsum.measure.axes import ATOM, CHOICE, Axes, Value
from falsum.measure.check import BindingError, Check
from falsum.measure.experiment import draws_of
from falsum.measure.laws import Law, Sample
from falsum.measure.returned import require_arrays, require_symbols
from falsum.statement.fold import fold
from falsum.statement.symbols import Role, Symbol


def field_value(instance: Any, path: str) -> Any:
    """Return the instance field at a dotted path."""
    return reduce(getattr, path.split("."), instance)


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

    def part(self, place: slice) -> Measured:
        """Return some rows of the batch, without the instances that they were measured on."""
        batch = self.like.shape[0]

        def cut(array: Any) -> Any:
            return array[place] if array.ndim and array.shape[0] == batch > 1 else array

        return replace(
            self,
            like=self.like[place],
            instance=None,
            values={s: cut(value) for s, value in self.values.items()},
            weights=None if self.weights is None else cut(self.weights),
            guards=tuple((n, Value(cut(v.array), v.axes)) for n, v in self.guards),
        )


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
    trials = draws_of(check).count
    equal = algebra.literal(Fraction(1, max(1, trials))).array
    weights = xp.broadcast_to(equal, (like.shape[0], trials))
    if result.ratios is not None:
        weights = weights * result.ratios
    return Measured(xp, like, instance, everything, axes, weights, result, guards)


def _number(value: Any) -> Any:
    """Return a value that a search has put for a constant as the number that it is."""
    return Fraction(value) if isinstance(value, float) else value


def _parameters(check: Check, instance: Any, algebra: ArrayAlgebra) -> dict[Symbol, Any]:
    values = {}
    for symbol in check.claim.of_role(Role.PARAMETER):
        path = check.field_of(symbol)
        try:
            value = field_value(instance, path)
        except AttributeError:
            raise _unbound(check, symbol) from None
        values[symbol] = _bound(value, algebra)
    return values


def _unbound(check: Check, symbol: Symbol) -> BindingError:
    """Return the error of a parameter without a field, with what to write."""
    name, family = symbol.name, check.family.name
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
    result = check.measure(**check.kind.given(arguments))
    require_symbols(check, result)
    result = check.kind.entered(result, algebra.xp)
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
        return _of_batch(fold(defined[name], algebra).array, algebra)
    if hasattr(instance, name):
        return getattr(instance, name)
    fields: Any = getattr(instance, "__dataclass_fields__", None)
    fields = fields or getattr(instance, "_fields", ())
    known = ", ".join([*fields, *sorted(defined), "config", "instance", "stream"])
    raise BindingError(
        f"{check.claim.id}: the measurement asks for {name!r}, which is neither a field of the "
        f"instance nor a definition of the claim; it may ask for {known}"
    )


def _of_batch(value: Any, algebra: ArrayAlgebra) -> Any:
    """Return a value with an axis for the batch, although it is the same number throughout."""
    return value if value.ndim else algebra.xp.broadcast_to(value, (algebra.like.shape[0],))


def _stream(check: Check, config: Config, algebra: ArrayAlgebra) -> Stream:
    """Return the stream of one block of trials, the same numbers for every instance."""
    draws = draws_of(check)
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
