"""The worst instance of an audit, and the largest slack met at each configuration."""

from __future__ import annotations

import numpy as np

from falsum.decide.in_balls import PRECISIONS, Answer
from falsum.instances.latents import Floats
from falsum.instances.point import Point
from falsum.instances.space import Config
from falsum.records.chance_sentences import out_of_reach
from falsum.search.job import Job
from falsum.search.shrink import DENOMINATORS
from falsum.search.tally import Finding, Tally


def closest(job: Job, tally: Tally) -> dict[Config, tuple[float, Floats]]:
    """Return the instance of largest slack at each configuration.

    Where balls have cleared rounding errors, float slacks cannot be compared, and balls measure a
    few instances of each configuration again.
    """
    found = {}
    for config, entries in tally.nearest.items():
        measured = entries
        if tally.artefacts or tally.undecided:
            measured = [(_ball_slack(job, config, *entry), entry[1]) for entry in entries]
        known = [entry for entry in measured if np.isfinite(entry[0])]
        if known:
            found[config] = max(known, key=lambda entry: entry[0])
    return found


def _ball_slack(job: Job, config: Config, height: float, row: Floats) -> float:
    """Return the slack by balls; where chance decides, the one of the search's trials."""
    decision = job.decide_without_trials(Point.of(config, row))
    return height if decision.answer is Answer.CHANCE else decision.ranked


def slacks(
    tally: Tally, near: dict[Config, tuple[float, Floats]], decided: list[Finding]
) -> list[tuple[str, float]]:
    """Return the largest slack by configuration, certified violations first of all.

    What fresh trials found of the nearest instance replaces what the search's few trials showed.
    """
    heights = {config.key: height for config, (height, _) in near.items()}
    for found in decided:
        chance, slack = found.decision.chance, found.decision.slack
        if chance is not None and chance.trials and np.isfinite(slack):
            heights[found.point.config.key] = slack
    for found in (f for f in tally.findings if np.isfinite(f.decision.slack)):
        key = found.point.config.key
        heights[key] = max(found.decision.slack, heights.get(key, -1.0))
    return list(heights.items())


def worst_of(
    job: Job,
    near: dict[Config, tuple[float, Floats]],
    decided: list[Finding],
    found: Finding | None,
) -> Finding | None:
    """Return the worst instance: the worst certified violation, else the largest slack met.

    An instance that trials could not decide is the worst only where there is no other.
    """
    if found is not None:
        return found
    if decided:
        return max(decided, key=_height)
    if not near:
        return None
    config = max(near, key=lambda c: near[c][0])
    height, row = near[config]
    return Finding.of(job, short_worst(job, Point.of(config, row), height))


def _height(found: Finding) -> tuple[bool, float]:
    slack = found.decision.slack
    return not out_of_reach(found.decision.chance), slack if np.isfinite(slack) else -1.0


def short_worst(job: Job, point: Point, height: float) -> Point:
    """Return the coarsest rounding of the worst latent that keeps its slack to three digits.

    One that balls leave undecided is no worse than the latent, unless they leave that so, too.
    """
    settled = [Answer.HOLDS]
    if job.decide(point, PRECISIONS[:1]).answer is Answer.UNDECIDED:
        settled.append(Answer.UNDECIDED)
    for denominator in DENOMINATORS:
        coarse = point.coarser(denominator)
        decision = job.decide(coarse, PRECISIONS[:1])
        if decision.answer in settled and decision.slack >= height - 1e-3 * abs(height):
            return coarse
    return point
