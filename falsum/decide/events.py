"""The truth of a relation in balls, entry by entry, and of an event atom by atom."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from falsum import balls
from falsum.measure.arithmetic import ATOM
from falsum.measure.values import Compared, Trial

Mask = NDArray[np.bool_]


def entrywise(compared: Compared) -> Any:
    """Return the three-valued truth of a relation at every entry, (batch, *axes)."""
    lhs, rhs = compared.lhs, compared.rhs
    operations = {"<=": lhs.__le__, "<": lhs.__lt__, "==": lhs.__eq__, "!=": lhs.__ne__}
    return operations[compared.sign](rhs)


def truth(compared: Compared, weights: Any = None) -> Any:
    """Return the truth of the relation for the single instance, over all its axes.

    Atoms that certainly have no weight don't count.
    """
    found = entrywise(compared)
    if compared.atoms and weights is not None:
        idle = _spread((weights == 0).certain(), found.can_be_true.ndim)
        found = found | balls.truth.Truth.decided(idle)
    return balls.namespace.all(found, axis=None, keepdims=True)


def held(trial: Trial) -> tuple[Mask, Mask]:
    """Tell for each atom whether the conclusion certainly holds and whether it may, (batch, atoms).

    A conclusion that may be undefined is neither certain to hold nor certain to fail.
    """
    return _all(trial.conjuncts, trial)


def assumed(trial: Trial) -> Mask:
    """Tell for each atom whether what is assumed of it certainly holds, (batch, atoms)."""
    return _all([h for h in trial.hypotheses if h.atoms], trial)[0]


def _all(relations: Any, trial: Trial) -> tuple[Mask, Mask]:
    certain = possible = np.ones(trial.weights.shape, dtype=np.bool_)
    for compared in relations:
        found = entrywise(compared)
        axes = tuple(range(2 if compared.atoms else 1, compared.lhs.ndim))
        sure, maybe = found.certain().all(axis=axes), found.possible().all(axis=axes)
        if not compared.atoms:
            sure, maybe = sure[:, None], maybe[:, None]
        certain, possible = certain & sure, possible & maybe
    return certain, possible


def undefined(trial: Trial) -> str:
    """Return the name of an operation that is certainly undefined, on an atom with weight."""
    for name, where in trial.guards:
        certain = where.array.certain()
        if trial.weights is not None and ATOM in where.axes:
            place = 1 + where.axes.index(ATOM)
            matters = (trial.weights > 0).certain()
            certain = np.moveaxis(certain, place, 1) & _spread(matters, certain.ndim)
        if certain.any():
            return name
    return ""


def surely_defined(trial: Trial) -> bool:
    """Tell whether no operation can be undefined anywhere."""
    return not any(where.array.possible().any() for _, where in trial.guards)


def _spread(mask: Mask, dimensions: int) -> Mask:
    """Give a mask (batch, atoms) further axes of length one."""
    return mask.reshape(*mask.shape, *(1,) * (dimensions - mask.ndim))
