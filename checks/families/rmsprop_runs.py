"""Runs of RMSProp on objectives whose constants are known exactly."""

from dataclasses import dataclass, replace
from typing import Any

from falsum import Grant, Space, Symmetry, choice, family, sizes
from falsum.maps import squash, unit, wide
from impl.objectives import Objective, RationalWell, SeparableHuber


@dataclass(frozen=True)
class Run:
    """An objective, its claimed constants, a start and the algorithm's parameters."""

    objective: Any
    start: Any
    L: Any
    slack: Any
    xi: Any
    beta2: Any
    eps: Any

    @property
    def sigma(self) -> Any:
        """Return a bound on the gradient's norm: the least one, widened by ``slack``."""
        return self.objective.gradient_bound() * self.slack

    @property
    def f1(self) -> Any:
        """Return the objective's value at the start."""
        return self.objective.value(self.start)

    @property
    def f_star(self) -> Any:
        """Return the objective's least value."""
        return self.objective.minimum()


def _objective(config: Any, z: Any, xp: Any) -> Objective:
    scale = wide(z.scale, xp)
    if config.shape == "well":
        return RationalWell(scale)
    return SeparableHuber(scale, wide(z.width, xp))


def _minimiser_probe(run: Run, xp: Any) -> Any:
    """Compare the value at the start with the minimum, and the minimum with the value at 0."""
    at_zero = run.objective.value(xp.zeros_like(run.start))
    return (run.f_star <= run.f1) & (at_zero <= run.f_star)


def smaller_smoothness(run: Run, z: Any, xp: Any) -> Run:
    """Shrink L below the objective's smoothness."""
    return replace(run, L=run.L * unit(z, xp))


def smaller_sigma(run: Run, z: Any, xp: Any) -> Run:
    """Shrink sigma below the gradient's bound."""
    return replace(run, slack=run.slack * unit(z, xp))


def other_values(run: Run, z: Any, xp: Any) -> Run:
    """Change the unit of the objective's values."""
    unit = wide(z, xp)
    objective = replace(run.objective, scale=run.objective.scale * unit[:, None])
    return replace(
        run, objective=objective, L=run.L * unit, xi=run.xi * unit**2, eps=run.eps * unit
    )


def other_lengths(run: Run, z: Any, xp: Any) -> Run:
    """Change the unit of length, which a rational well fixes."""
    if isinstance(run.objective, RationalWell):
        return run
    unit = wide(z, xp)
    scale = run.objective.scale / (unit**2)[:, None]
    objective = replace(run.objective, scale=scale, width=run.objective.width * unit[:, None])
    return replace(
        run,
        objective=objective,
        start=run.start * unit[:, None],
        L=run.L / unit**2,
        xi=run.xi / unit**2,
        eps=run.eps / unit,
    )


@family(
    relax={
        "f is L-smooth": smaller_smoothness,
        "the gradient's norm is at most sigma": smaller_sigma,
    },
    space=Space(d=sizes(1, 4), shape=choice("huber", "well")),
    latent=lambda c: {
        "scale": (c.d,),
        "width": (c.d,),
        "start": (c.d,),
        "L": (),
        "sigma": (),
        "xi": (),
        "beta2": (),
        "eps": (),
    },
    symmetries=(
        Symmetry("unit of value", other_values),
        Symmetry("unit of length", other_lengths),
    ),
    grants=(
        Grant(
            "f has a minimiser",
            "each objective is a sum of terms that are least, and zero, at the origin",
            _minimiser_probe,
        ),
    ),
)
def rmsprop_runs(config: Any, z: Any, xp: Any) -> Run:
    """Decode a separable Huber function or rational well, and everything the theorem names."""
    objective = _objective(config, z, xp)
    return Run(
        objective=objective,
        start=z.start * 2,
        L=objective.smoothness() * (1 + xp.maximum(squash(z.L, xp), xp.zeros_like(z.L))),
        slack=1 + xp.maximum(squash(z.sigma, xp), xp.zeros_like(z.sigma)),
        xi=wide(z.xi, xp, 5),
        beta2=xp.where(z.beta2 > 0, unit(z.beta2, xp) * 2 - 1, xp.zeros_like(z.beta2)),
        eps=wide(z.eps, xp),
    )
