"""Azuma's bound against the exact law of a process: every path, or the binomial law of a walk."""

from array_api_compat import array_namespace

from checks.families.processes.supermartingales import WALKS, Supermartingale, supermartingales
from falsum import Law, check
from impl.processes.branching import bounds, paths, walk
from theorems.mukherjee_2020.chapter_3 import theorem_3_d_1 as stated


@check(stated.printed, supermartingales, expect="survived")
def test_theorem_3_d_1(instance: Supermartingale) -> Law:
    """Return the law of the end, and the bounds that hold on every path."""
    n, tree = instance.n, (instance.down, instance.up, instance.lean)
    xp = array_namespace(instance.down)
    steps, drifts = bounds(*tree)
    if n in WALKS:
        ends, weights = walk(*tree, n)
        steps, drifts = (xp.repeat(each, n, axis=1) for each in (steps, drifts))
    else:
        run = paths(*tree)
        ends, weights = xp.sum(run.steps, axis=2), run.weights
    fixed = {stated.step: steps, stated.drift: drifts}
    return Law({stated.X_n: instance.X_0[:, None] + ends}, weights, fixed=fixed)
