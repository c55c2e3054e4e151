"""Objectives by the shape that a configuration names, and where runs start on them."""

from dataclasses import replace
from typing import Any

from falsum.maps import wide
from impl.objectives.objectives import RationalWell, SeparableHuber, SeparablePlateau
from impl.objectives.sawtooth import Sawtooth

TEETH = {"sawtooth": 3, "long_sawtooth": 16}
STEEP = 16  # how much faster the slope of a tooth falls than it rises, at the latent 0


def objective_of(config: Any, z: Any, xp: Any) -> Any:
    """Decode the blocks ``scale``, ``width`` and ``fall`` into the objective ``config.shape``.

    The teeth of a sawtooth are as high as its slope; :func:`striding` cuts them to size.
    """
    scale = wide(z.scale, xp)
    if config.shape == "well":
        return RationalWell(scale)
    width = wide(z.width, xp)
    if config.shape == "plateau":
        return SeparablePlateau(scale, width, scale * wide(z.fall, xp))
    if config.shape in TEETH:
        heights = xp.stack([scale * width] * TEETH[config.shape], axis=-1)
        return Sawtooth(scale, 0 * scale, STEEP * scale * wide(z.fall, xp), heights)
    return SeparableHuber(scale, width)


def striding(saw: Sawtooth, share: Any) -> Sawtooth:
    """Raise the floor until a tooth is as long as a step that is a share of slope over scale."""
    peak = saw.heights[:, :, 0]
    height = peak * share[:, None] / (1 + saw.scale / saw.fall)
    return replace(saw, floor=peak - height, heights=height[:, :, None] + 0 * saw.heights)


def objective_blocks(c: Any) -> dict[str, tuple[int, ...]]:
    """Return the latent blocks of an objective and of a start."""
    fall = {"fall": (c.d,)} if c.shape in ("plateau", *TEETH) else {}
    return {"scale": (c.d,), "width": (c.d,), "start": (c.d,), **fall}


def started(objective: Any, z: Any, xp: Any) -> tuple[Any, Any]:
    """Return a start where the objective bends, and about the largest slope of each term.

    At the latent 1/2 it is a kink; a sawtooth is entered at its last peak at the latent 0.
    """
    if isinstance(objective, RationalWell):
        return z.start * 2, objective.scale / 2
    if isinstance(objective, Sawtooth):
        top = objective.ends()[:, :, -1] - objective.heights[:, :, -1] / objective.fall
        return top * (2 * z.start + 1), objective.floor + objective.heights[:, :, 0]
    return z.start * 2 * objective.width, objective.scale * objective.width
