"""The families of the catalogue that exploit dependence keep their word."""

from fractions import Fraction

import pytest

from checks.families.processes.supermartingales import supermartingales
from falsum import balls
from falsum.couplings import worst_supermartingale
from impl.processes.branching import paths


def tail(key: str, latent: list[Fraction]) -> Fraction:
    """Return the exact probability that the decoded process climbs its height."""
    config = supermartingales.space.parse(key)
    process = supermartingales.instances(config, balls.asarray([latent]), balls.namespace)
    run = paths(process.down, process.up, process.lean)
    assert run.drifts.points().max() <= 0
    rises = balls.namespace.sum(run.steps, axis=2).points()[0]
    weights, height = run.weights.points()[0], process.height.points()[0]
    return sum((w for x, w in zip(rises, weights, strict=True) if x >= height), Fraction(0))


@pytest.mark.parametrize(
    ("kind", "bounds", "level"),
    [("equal", [1, 1, 1], 2), ("alternating", [1, 2, 1], 3), ("fine", [4, 4], 5)],
)
def test_lattice_instances_attain_the_worst_probability(
    kind: str, bounds: list[int], level: int
) -> None:
    """In any unit of the lattice the tree has the probability of dynamic programming."""
    key = f"n={len(bounds)},kind={kind},level={level}"
    best = worst_supermartingale(bounds, level).value
    for scale in (Fraction(0), Fraction(-1, 2), Fraction(3)):
        assert tail(key, [Fraction(0), scale]) == best


def test_the_top_of_a_free_tree_is_reached_with_positive_probability() -> None:
    """The height of a "top" instance is that of its highest path."""
    config = supermartingales.space.parse("n=2,kind=top,level=1")
    latent = [Fraction(1)] * supermartingales.dimension(config)
    assert tail(config.key, latent) == Fraction(1, 4)
