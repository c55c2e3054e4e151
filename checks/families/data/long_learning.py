"""Data for modified SGD on which the number of steps is hardly enough, in short and long runs."""

from dataclasses import replace
from typing import Any

from checks.families.data.data_laws import RELAX, GateLearning, family, gate_learning, oriented
from checks.families.scalars.small_parts import small_part
from falsum import Space, choice
from falsum.maps import signs, sphere, squash, unit, wide
from impl.gates.modified_sgd import DataLaw

STEPS = {(2, 3): 16, (3, 4): 16}  # of a long run, by dimension and number of points


def _admitted(config: Any) -> bool:
    if config.kind == "long":
        return bool(STEPS.get((config.n, config.m)) == config.steps)
    if config.kind == "rare":
        return bool((config.n, config.m) == (1, 2) and config.steps <= 8)
    return bool(config.n <= 2 and config.m in (2, 3) and config.steps == 1)


def _latent(config: Any) -> dict[str, tuple[int, ...]]:
    if config.kind == "any":
        return {**gate_learning.shapes(config), **dict.fromkeys(("gap", "delta"), ())}
    if config.kind == "rare":
        names = ("chance", "active", "passive", "target", "alpha", "eps", "side", "u", "v")
        return dict.fromkeys(names, ())
    scalars = ("length", "idle", "scale", "alpha", "eps", "shake", "far", "lenient")
    return {
        **dict.fromkeys(scalars, ()),
        "points": (config.m, config.n),
        "target": (config.n,),
        "start": (config.n,),
    }


def _any(config: Any, z: Any, xp: Any) -> GateLearning:
    """Return any run whose start is not near enough."""
    run: GateLearning = gate_learning.decode(config, z, xp)
    gap = run.eps / unit(z.gap, xp)
    start = run.target + gap[:, None] * sphere(z.start[:, :-1], xp)
    return replace(run, start=start, delta=1 / (1 + wide(z.delta, xp)))


def _rare(config: Any, z: Any, xp: Any) -> GateLearning:
    """Return data of which one point alone is active: it leads to the target at once.

    The run fails as long as that point is not drawn.  The start is little more than eps away, or
    little less, and delta little more than the probability that ``steps`` draws miss the point.
    """
    chance, eps = unit(z.chance, xp), wide(z.eps, xp)
    miss = (1 - chance) ** config.steps
    far = 1 + signs(z.side, xp) * chance / (4 * (1 + wide(z.u, xp, 6)))
    lenient = 1 + chance / (4 * (1 + wide(z.v, xp, 6)))
    points = xp.stack([wide(z.active, xp), -wide(z.passive, xp)], axis=1)[:, :, None]
    target = wide(z.target, xp)[:, None]
    return GateLearning(
        n=1,
        law=DataLaw(points, xp.stack([chance, 1 - chance], axis=1)),
        target=target,
        start=target + (eps * far)[:, None],
        alpha=-wide(z.alpha, xp),
        eta=xp.ones_like(eps),
        eps=eps,
        delta=miss * far * far * lenient,
    )


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
    """Decode a start that is not near enough, with all draws enumerated but for the long runs."""
    decode = {"any": _any, "rare": _rare, "long": _long}[config.kind]
    return decode(config, z, xp)
