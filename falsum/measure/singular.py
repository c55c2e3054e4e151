"""Batches in which a routine of linear algebra refuses some instances, such as a singular matrix.

The routines raise for a whole batch.  The instances that they refuse are found by halving, measured
as another one would be, and marked as unknown; the rest of the batch is not touched.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from falsum.instances.space import Config
from falsum.measure.check import Check
from falsum.measure.values import Measured, measure
from falsum.randomness import stream
from falsum.statement.symbols import Role

HALVINGS = 512  # parts of a batch that are tried; what is then not told apart counts as refused
DONORS = 16  # random instances tried where a whole batch is refused


def measured_batch(check: Check, config: Config, flat: Any, xp: Any) -> Measured:
    """Decode and measure torch latents (batch, dimension); NaN is what is refused measures to."""
    try:
        return _measured(check, config, flat, xp)
    except Exception as error:
        if not is_singular(error):
            raise
        regular = regular_rows(check, config, flat, xp)
        donor = _donor(check, config, flat, regular, xp)
        if donor is None:
            raise
    kept = xp.asarray(regular.tolist(), dtype=xp.bool, device=flat.device)
    measured = _measured(check, config, xp.where(kept[:, None], flat, donor), xp)
    return _marked(check, measured, kept)


def is_singular(error: BaseException | None) -> bool:
    """Tell whether an error, or what caused it, comes from a routine of linear algebra."""
    import torch

    while error is not None:
        if isinstance(error, torch.linalg.LinAlgError | np.linalg.LinAlgError):
            return True
        error = error.__cause__
    return False


def _measured(check: Check, config: Config, flat: Any, xp: Any) -> Measured:
    return measure(check, config, check.family.instances(config, flat, xp), flat, xp)


def _accepts(check: Check, config: Config, flat: Any, xp: Any) -> bool:
    try:
        _measured(check, config, flat, xp)
    except Exception as error:
        if not is_singular(error):
            raise
        return False
    return True


def regular_rows(check: Check, config: Config, flat: Any, xp: Any) -> NDArray[np.bool_]:
    """Tell which latents can be measured."""
    still = flat.detach()
    regular = np.zeros(len(still), dtype=np.bool_)
    parts = [np.arange(len(still))]
    for _ in range(HALVINGS):
        if not parts:
            break
        rows = parts.pop(0)
        if _accepts(check, config, still[rows.tolist()], xp):
            regular[rows] = True
        elif len(rows) > 1:
            parts += np.array_split(rows, 2)
    return regular


def _donor(
    check: Check, config: Config, flat: Any, regular: NDArray[np.bool_], xp: Any
) -> Any | None:
    """Return one latent (1, dimension) that can be measured."""
    if regular.any():
        place = int(np.flatnonzero(regular)[0])
        return flat.detach()[place : place + 1]
    rng = stream(check.claim.id, config.key, "regular")
    for _ in range(DONORS):
        row = xp.asarray(
            rng.standard_normal((1, flat.shape[1])).tolist(), dtype=flat.dtype, device=flat.device
        )
        if flat.shape[1] and _accepts(check, config, row, xp):
            return row
    return None


def _marked(check: Check, measured: Measured, kept: Any) -> Measured:
    """Return the batch with NaN for what was measured of the instances that were refused."""
    xp, batch = measured.xp, measured.like.shape[0]
    owed = check.measured or frozenset(check.claim.of_role(Role.PARAMETER))

    def mark(array: Any) -> Any:
        if not hasattr(array, "shape") or array.ndim == 0 or array.shape[0] != batch:
            return array
        floating = xp.astype(array, measured.like.dtype)
        known = xp.reshape(kept, (batch, *(1,) * (array.ndim - 1)))
        return xp.where(known, floating, xp.full_like(floating, xp.nan))

    values = {s: mark(v) if s in owed else v for s, v in measured.values.items()}
    return replace(measured, values=values)
