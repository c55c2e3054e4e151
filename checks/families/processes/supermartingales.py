"""Supermartingales with bounded differences: free ones, the worst on a lattice, long fair walks."""

from dataclasses import dataclass, replace
from typing import Any

from checks.families.relaxing import scaled
from falsum import Space, choice, family, sizes
from falsum.couplings import WorstProcess, worst_supermartingale
from falsum.maps import unit, wide
from theorems.mukherjee_2020.chapter_3 import theorem_3_d_1 as stated

# Numbers of equal steps, whose law is binomial: the height at which the exponent is nearest.
WALKS = {50: 36, 200: 114, 1000: 412}


@dataclass(frozen=True)
class Supermartingale:
    """A process of n steps from ``X_0``, its bounds and the height it is asked to climb.

    ``down``, ``up`` and ``lean`` have shape (batch, 2^n - 1), one entry a node, and (batch, 1) for
    a walk; ``c`` (batch, n); the others (batch,).
    """

    n: int
    X_0: Any
    c: Any
    height: Any
    down: Any
    up: Any
    lean: Any


def _share(z: Any, xp: Any) -> Any:
    """Map the line onto [0, 1], both ends with positive probability."""
    return xp.clip(2 * unit(z, xp) - 0.5, 0, 1)


def _bounds(config: Any) -> list[int]:
    """Return the bounds of a lattice process, in units of the lattice."""
    if config.kind == "fine":
        return [4] * config.n
    return [1 + i % 2 if config.kind == "alternating" else 1 for i in range(config.n)]


def _admitted(config: Any) -> bool:
    if config.kind == "walk" or config.n in WALKS:
        return bool(config.kind == "walk" and config.n in WALKS and config.level == 1)
    if config.kind in ("top", "free"):
        return bool(config.n <= 4 and config.level == 1)
    if config.kind == "fine":
        return bool(config.n <= 4)
    return bool(config.level <= sum(_bounds(config)))


def _latent(config: Any) -> dict[str, tuple[int, ...]]:
    if config.kind not in ("top", "free"):
        return {"start": (), "scale": ()}
    nodes = 2**config.n - 1
    per_node = {"up": (nodes,), "down": (nodes,), "drift": (nodes,)}
    return {"start": (), "c": (config.n,), "height": (), **per_node}


def upward_drift(process: Supermartingale, z: Any, xp: Any) -> Supermartingale:
    """Make the steps up likelier than is fair, a step up certain at the most."""
    down = xp.where(process.down > 0, process.down, xp.ones_like(process.down))
    most = xp.where(process.down > 0, process.up / down, xp.zeros_like(down))
    return replace(process, lean=1 + most * unit(z, xp)[:, None])


@family(
    space=Space(
        n=choice(*range(1, 9), *WALKS),
        kind=choice("top", "free", "equal", "alternating", "fine", "walk"),
        level=sizes(1, 8),
        where=_admitted,
    ),
    latent=_latent,
    relax={
        stated.bounded: scaled("c", unit),
        stated.supermartingale: upward_drift,
    },
    where={stated.lam: "height"},
)
def supermartingales(config: Any, z: Any, xp: Any) -> Supermartingale:
    """Decode a process on a binary tree, or the worst one on a lattice of any unit.

    The height is that of the highest path ("top"), any below the sum of the bounds ("free"), or a
    level of the lattice. Above that sum the event is empty, and there is nothing to look for.
    """
    start = xp.where(xp.abs(z.start) > 1, z.start, xp.zeros_like(z.start))
    if config.kind in ("top", "free"):
        return _free(config, z, xp, start)
    scale = wide(z.scale, xp)
    if config.kind == "walk":
        return _walk(config, scale, xp, start)
    process = worst_supermartingale(_bounds(config), config.level)
    down, up = ([side * scale for side in steps] for steps in _nodes(process))
    down, up = xp.stack(down, axis=1), xp.stack(up, axis=1)
    return Supermartingale(
        n=config.n,
        X_0=start,
        c=xp.stack([bound * scale for bound in _bounds(config)], axis=1),
        height=config.level * scale,
        down=down,
        up=up,
        lean=xp.ones_like(down),
    )


def _walk(config: Any, scale: Any, xp: Any, start: Any) -> Supermartingale:
    """Return a fair walk of equal steps."""
    step = scale[:, None]
    return Supermartingale(
        n=config.n,
        X_0=start,
        c=xp.repeat(step, config.n, axis=1),
        height=WALKS[config.n] * scale,
        down=step,
        up=step,
        lean=xp.ones_like(step),
    )


def _free(config: Any, z: Any, xp: Any, start: Any) -> Supermartingale:
    c = wide(z.c, xp)
    levels = [i for i in range(config.n) for _ in range(2**i)]
    bound = xp.stack([c[:, i] for i in levels], axis=1)
    down, up = bound * _share(z.down, xp), bound * _share(z.up, xp)
    height = xp.sum(c, axis=1) * unit(z.height, xp)
    if config.kind == "top":
        last = up[:, 0]
        for i in range(1, config.n):
            last = last + up[:, 2 ** (i + 1) - 2]
        height = xp.where(last > 0, last, height)
    lean = _share(z.drift + 1, xp)
    return Supermartingale(config.n, start, c, height, down, up, lean)


def _nodes(process: WorstProcess) -> tuple[list[int], list[int]]:
    """Return the steps down and up at the nodes of the tree that the process runs through."""
    down, up, level = [], [], [0]
    for policy in process.steps:
        pairs = [policy[position] for position in level]
        down += [a for a, _ in pairs]
        up += [b for _, b in pairs]
        level = [s + move for s, (a, b) in zip(level, pairs, strict=True) for move in (-a, b)]
    return down, up
