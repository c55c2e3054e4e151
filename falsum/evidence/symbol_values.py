"""What every symbol of a statement comes to at one instance, and what is undefined there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

import numpy as np

from falsum import balls
from falsum.balls.text import number_text
from falsum.decide.in_balls import FEW
from falsum.instances.exact import point_array
from falsum.instances.space import Config
from falsum.measure.arithmetic import ArrayAlgebra
from falsum.measure.axes import ATOM
from falsum.measure.check import Check
from falsum.measure.experiment import experiment
from falsum.measure.values import measure
from falsum.statement.claim import Claim
from falsum.statement.expressions import Extreme
from falsum.statement.fold import fold
from falsum.statement.latex import latex
from falsum.statement.symbols import Role, Symbol

TOLD = (Role.PARAMETER, Role.CHOSEN, Role.CONSTANT, Role.HIDDEN, Role.DEFINED, Role.MEASURED)
ENTRIES = 64  # numbers of an array that are written down; of a larger one the shape is
OUTCOMES = 4  # values of a random number that are listed
RANDOM = "random"


def measured_at(
    check: Check, config: Config, latent: Sequence[Fraction], precision: int
) -> ArrayAlgebra | None:
    """Return the table that evaluates the claim at an instance, None where balls cannot tell."""
    few, point = experiment(check, trials=FEW), point_array(latent)
    try:
        with balls.precision(precision), np.errstate(all="ignore"):
            instance = few.family.instances(config, point, balls.namespace)
            return measure(few, config, instance, point, balls.namespace).algebra()
    except balls.Undecided:
        return None


def symbol_values(claim: Claim, algebra: ArrayAlgebra) -> list[tuple[str, str, str]]:
    """Return name, LaTeX and value of each symbol, those that the instance gives first."""
    symbols = [symbol for role in TOLD for symbol in claim.of_role(role)]
    with np.errstate(all="ignore"):
        return [(s.name, s.latex, _written(s, algebra)) for s in symbols]


def _written(symbol: Symbol, algebra: ArrayAlgebra) -> str:
    """Write the value of a symbol, or the values that it takes at random."""
    value = fold(symbol, algebra)
    array = balls.asarray(value.array)
    if array.ndim > len(value.axes):
        array = array[0]
    if ATOM in value.axes:
        return _random(array) if value.axes == (ATOM,) else RANDOM
    if array.size > ENTRIES:
        return f"an array of {' x '.join(map(str, array.shape))} numbers"
    return nested_text(array, number_text)


def _random(atoms: Any) -> str:
    texts = dict.fromkeys(number_text(atoms[n]) for n in range(min(len(atoms), ENTRIES)))
    if len(texts) == 1:
        return next(iter(texts))
    if len(atoms) > ENTRIES or len(texts) > OUTCOMES:
        return RANDOM
    return f"{' or '.join(texts)}, at random"


def nested_text(array: Any, written: Callable[[Any], str]) -> str:
    """Write an array of balls, nested in brackets."""
    if array.ndim == 0:
        return written(array)
    return "(" + ", ".join(nested_text(array[n], written) for n in range(array.shape[0])) + ")"


def undefined_part(claim: Claim, algebra: ArrayAlgebra) -> str:
    """Return LaTeX of the smallest expression of the claim that is undefined, "" for none."""
    with np.errstate(all="ignore"):
        broken = next((tree for tree in claim.trees if _undefined(tree, algebra)), None)
        return "" if broken is None else latex(_narrowed(broken, algebra))


def _narrowed(tree: Any, algebra: ArrayAlgebra) -> Any:
    """Return the smallest part of an undefined expression that is undefined by itself."""
    parts = [tree.value] if isinstance(tree, Symbol) else list(tree.args)
    if isinstance(tree, Extreme) or type(tree).__name__ in ("Sum", "Integral"):
        return tree  # its body speaks of an index that means nothing outside
    for part in parts:
        if _undefined(part, algebra):
            return _narrowed(part, algebra)
    return tree


def _undefined(tree: Any, algebra: ArrayAlgebra) -> bool:
    """Tell whether an expression is certainly undefined, by the guards that it leaves."""
    if isinstance(tree, Symbol) and tree.role is not Role.DEFINED:
        return False
    before = len(algebra.guards)
    fold(tree, algebra)
    left = algebra.guards[before:]
    del algebra.guards[before:]
    return any(bool(np.any(where.array.certain())) for _, where in left)
