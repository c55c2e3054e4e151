"""Data for modified SGD with runs too long to enumerate, beside those of `rare_data`."""

from dataclasses import replace
from typing import Any

from checks.families.data.data_laws import RELAX, GateLearning, oriented
from checks.families.data.rare_data import rare_data
from checks.families.scalars.small_parts import small_part
from falsum import Space, choice, family
from falsum.maps import sphere, squash, unit, wide
from impl.gates.modified_sgd import DataLaw

STEPS = {(2, 3): 16, (3, 4): 16}  # of a long run, by dimension and number of points


def _admitted(config: Any) -> bool:
    if config.kind == "long":
        return bool(STEPS.get((config.n, config.m)) == config.steps)
    return any(known.items == config.items for known in rare_data.space.enumerate())


def _latent(config: Any) -> dict[str, tuple[int, ...]]:
    if config.kind != "long":
        return dict(rare_data.shapes(config))
    scalars = ("length", "idle", "scale", "alpha", "eps", "shake", "far", "lenient")
    return {
        **dict.fromkeys(scalars, ()),
        "points": (config.m, config.n),
        "target": (config.n,),
        "start": (config.n,),
    }


def _rare_axis(config: Any, z: Any, target: Any, xp: Any) -> DataLaw:
    """Return one rare point of length 1, others that are shorter and more frequent, one idle one.

    The first n lie near the axes.  Each adds as much to the second moment, which is near a multiple
    of the identity, and the rare one most to the fourth moment.
    """
    n, short = config.n, (1 + 7 * unit(z.length - 1, xp)) / 8
    rare = short * short / (n - 1 + short * short)
    often, busy = (1 - rare) / (n - 1), 1 - unit(z.idle, xp) / 2
    weights = xp.stack([*([often * busy] * (n - 1)), rare * busy, 1 - busy], axis=1)
    one = xp.ones_like(short)
    lengths = xp.stack([*([short] * (n - 1)), one, one], axis=1)
    rows = [[int(j == min(k, n - 1)) for j in range(n)] for k in range(n + 1)]
    axes = xp.asarray([rows], dtype=short.dtype, device=short.device)
    shaken = axes + squash(z.points, xp) * small_part(z.shake, xp)[:, None, None] / (2 * n)
    points = oriented(shaken * lengths[:, :, None], target, n + 1, xp)
    points = xp.concat([points[:, :n], -points[:, n:]], axis=1)
    return DataLaw(points * wide(z.scale, xp)[:, None, None], weights)


def _long(config: Any, z: Any, xp: Any) -> GateLearning:
    """Return a run for which T is one more than ``steps``.

    Delta is little more than (1 - r)^steps times the square of the start's distance in units of
    eps, with r the rate at which the proof contracts, so that T asks for no step more.
    """
    eps = wide(z.eps, xp)
    target = eps[:, None] * wide(z.target, xp, 1)
    run = GateLearning(
        n=config.n,
        law=_rare_axis(config, z, target, xp),
        target=target,
        start=target,
        alpha=-wide(z.alpha, xp),
        eta=xp.ones_like(eps),
        eps=eps,
        delta=eps,
        steps=config.steps,
    )
    rate = run.lambda_min * run.lambda_min / run.fourth_moment
    half = (1 - rate) ** (config.steps // 2)
    far = 1 + small_part(z.far, xp) * (1 - half) / (1 + half)
    lenient = 1 + small_part(z.lenient, xp) * rate / 2
    away = sphere(z.start * small_part(z.shake, xp)[:, None], xp)
    return replace(
        run,
        start=target + (eps * far)[:, None] * away,
        delta=half * half * far * far * lenient,
    )


@family(
    space=Space(
        n=choice(1, 2, 3),
        m=choice(2, 3, 4),
        kind=choice("any", "rare", "long"),
        steps=choice(1, 2, 4, 8, 16),
        where=_admitted,
    ),
    latent=_latent,
    relax=RELAX,
)
def long_learning(config: Any, z: Any, xp: Any) -> GateLearning:
    """Decode `rare_data` where all draws can be enumerated, and long runs in two sizes beyond."""
    run: GateLearning = (_long if config.kind == "long" else rare_data.decode)(config, z, xp)
    return run
