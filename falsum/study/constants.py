"""Constants: the sharpest value of each named constant that the instances found allow.

At one instance the *implied* constant is the value at which the conclusion turns from failing to
holding.  The best constant is at least (or at most) the implied constant of every admissible
instance.  The search climbs the slack of the claim at the best implied constant so far, so that
each positive slack improves it, and trembles around the best instance where slacks say nothing.
Only a value at which balls find the claim certainly false counts as progress: what rounding errors
suggest is passed over.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from fractions import Fraction

import numpy as np

from falsum.decide.in_balls import PRECISIONS, Answer, Decision
from falsum.evidence.describe import describe_instance
from falsum.instances.latents import Floats
from falsum.instances.point import Point
from falsum.instances.space import Config
from falsum.measure.check import Check
from falsum.records.described import Instance
from falsum.search.budget import deep_budget
from falsum.search.job import Job
from falsum.search.score import Scored
from falsum.search.stages import climb, configurations, screen
from falsum.search.tally import Finding
from falsum.statement.symbols import Role, Symbol
from falsum.study.implied import implied, printed_value, weakens_upward

ROUNDS = 3  # climbs at an improved constant per configuration
TREMBLES = (0.3, 0.03, 0.003)  # how far the best instance is shaken, relative to its size
SHAKEN = 256  # latents of each of these
GAIN = 1e-9  # relative improvement below which a search ends
PLACES = 8  # ranks at which balls look for the first implied constant that is no rounding error
MARGINS = (1e-9, 1e-7, 1e-5, 1e-3)  # how far inside the float value the balls are asked to confirm
SHORT = (100, 4096)  # denominators with which a latent is tried for the page


@dataclass(frozen=True)
class Sharp:
    """The sharpest value found, whether balls certify it, and the instance that forces it.

    The statement is false for every value of the constant on the tight side of ``value``.
    ``upward`` tells that larger values make the claim weaker; ``decision`` is what balls say of
    the point at a certified value.
    """

    value: float
    certified: bool
    upward: bool
    point: Point
    decision: Decision | None = None

    def beats(self, other: Sharp | None) -> bool:
        """Tell whether it says more: certified before not, then the sharper value."""
        if other is None or self.certified != other.certified:
            return other is None or self.certified
        return self.value > other.value if self.upward else self.value < other.value


def named_constants(check: Check) -> tuple[Symbol, ...]:
    """Return the named constants of a claim."""
    return check.claim.of_role(Role.CONSTANT)


def sharpest(job: Job, constant: Symbol, *, climbs: bool = True) -> Sharp | None:
    """Return the sharpest value of ``constant`` that the search supports, or None.

    Without ``climbs`` a screen is the whole search.
    None means that no admissible instance depends on the constant, that it is not positive, or
    that the measurement is exact and offers no batches.
    """
    return best_of(by_configuration(job, constant, climbs=climbs))


def best_of(found: dict[Config, Sharp]) -> Sharp | None:
    """Return what says most of all configurations."""
    best: Sharp | None = None
    for sharp in found.values():
        best = sharp if sharp.beats(best) else best
    return best


def by_configuration(job: Job, constant: Symbol, *, climbs: bool = True) -> dict[Config, Sharp]:
    """Return the sharpest value of ``constant`` at each configuration that forces one."""
    check, claimed = job.check, printed_value(job.check, constant)
    whole = check.claim.quantifier.kind.refuted_by_one and check.kind.decided
    if not check.kind.continuous or not claimed > 0 or not whole:
        return {}
    job = job.within(deep_budget(job.profile))
    found: dict[Config, Sharp] = {}
    upward: bool | None = None
    for config in configurations(job):
        scored = screen(job, config, job.budget.screen)
        if upward is None:
            upward = weakens_upward(check, constant, config, scored, job.device)
        if upward is not None:
            sharp = _Hunt(job, constant, config, upward).run(scored, climbs)
            if sharp is not None:
                found[config] = sharp
    return found


def by_size(found: dict[Config, Sharp]) -> list[tuple[str, int, Sharp]]:
    """Return (axis, size, sharpest value) for each axis of integers seen at two sizes or more."""
    rows = []
    axes = dict.fromkeys(axis for config in found for axis, _ in config.items)
    for axis in axes:
        sizes = {getattr(config, axis) for config in found}
        if len(sizes) < 2 or not all(type(size) is int for size in sizes):
            continue
        for size in sorted(sizes):
            best = best_of({c: s for c, s in found.items() if getattr(c, axis) == size})
            if best is not None:
                rows.append((axis, size, best))
    return rows


@dataclass
class _Hunt:
    """The search for the sharpest value of one constant at one configuration."""

    job: Job
    constant: Symbol
    config: Config
    upward: bool
    best: Sharp | None = None
    tried: dict[tuple[float, Point], Sharp | None] = field(default_factory=dict)

    def run(self, scored: Scored, climbs: bool) -> Sharp | None:
        """Take a screen, then climb and tremble as long as that helps, if that is wanted."""
        self.take(scored.flat)
        if climbs and scored.flat.shape[1]:
            self._climb(scored)
            self._tremble()
        return self.best if self.best is None else self._shortened(self.best)

    def _climb(self, scored: Scored) -> None:
        """Attack the claim at the best constant so far."""
        budget = replace(self.job.budget, starts=max(8, self.job.budget.starts), evolve=4)
        for _ in range(ROUNDS):
            if self.best is None:
                return
            tightened = self.job.at(self.constant, Fraction(self.best.value))
            if not self.take(climb(tightened, self.config, scored, budget).flat):
                return

    def _tremble(self) -> None:
        """Look around the best instance, ever nearer to it."""
        rng = self.job.stream(self.config, "tremble")
        for size in TREMBLES:
            if self.best is None:
                return
            row = self.best.point.floats
            step = size * (np.abs(row) + size)
            self.take(row + step * rng.standard_normal((SHAKEN, len(row))))

    def take(self, flat: Floats) -> bool:
        """Keep the best implied constant of a batch that balls confirm, if it is an improvement."""
        values = implied(
            self.job.check, self.constant, self.config, flat, self.upward, self.job.device
        )
        signed = np.where(np.isnan(values), -np.inf, values if self.upward else -values)
        ranked = np.argsort(-signed, kind="stable")
        ranked = ranked[: int(np.isfinite(signed).sum())]
        if not len(ranked):
            return False
        before, failing = self.best, -1
        for place in self._places(len(ranked)):
            if not self._gains(values[ranked[place]]):
                break
            if self._confirm(flat[ranked[place]], float(values[ranked[place]])):
                self._narrow(flat, values, ranked, failing, place)
                break
            failing = place
        if self.best is None:  # nothing is certain yet: keep the most modest suggestion
            last = ranked[len(ranked) // 2]
            point = Point.of(self.config, flat[last])
            self.best = Sharp(float(values[last]), False, self.upward, point)
        return self.best is not before

    def _places(self, count: int) -> list[int]:
        """Return ranks to look at: the first ones, then further and further down."""
        return sorted({0, *(count >> n for n in range(1, 2 * PLACES))} & set(range(count)))

    def _narrow(
        self, flat: Floats, values: Floats, ranked: np.ndarray, failing: int, place: int
    ) -> None:
        """Close in on the first rank that balls confirm, beyond one that they do not."""
        while place - failing > 1:
            middle = (failing + place) // 2
            if self._confirm(flat[ranked[middle]], float(values[ranked[middle]])):
                place = middle
            else:
                failing = middle

    def _gains(self, value: float) -> bool:
        if self.best is None or not self.best.certified:
            return True
        gain = value / self.best.value if self.upward else self.best.value / value
        return bool(gain > 1 + GAIN)

    def _confirm(self, row: Floats, value: float) -> bool:
        """Keep a value just inside an implied constant if the claim is certainly false there."""
        for margin in MARGINS:
            inside = value * (1 - margin if self.upward else 1 + margin)
            if not self._gains(inside):
                return False
            sharp = self._certain(inside, Point.of(self.config, row))
            if sharp is not None:
                self.best = sharp
                return True
        return False

    def _certain(self, value: float, point: Point) -> Sharp | None:
        """Return a value with its decision if the claim is certainly false there."""
        if (value, point) not in self.tried:
            tightened = self.job.at(self.constant, Fraction(value))
            decision = tightened.decide(point, PRECISIONS[:2])
            certain = decision.answer is Answer.VIOLATED
            sharp = Sharp(value, True, self.upward, point, decision)
            self.tried[value, point] = sharp if certain else None
        return self.tried[value, point]

    def _shortened(self, sharp: Sharp) -> Sharp:
        """Return the same with a shorter instance that forces the same value, if there is one."""
        if not sharp.certified:
            return sharp
        for denominator in SHORT:
            shorter = self._certain(sharp.value, sharp.point.coarser(denominator))
            if shorter is not None:
                return shorter
        return sharp


def described(job: Job, constant: Symbol, sharp: Sharp) -> Instance:
    """Describe the instance that forces a value, with what decides the claim at that value."""
    tightened = job.at(constant, Fraction(sharp.value))
    decision = sharp.decision or tightened.decide(sharp.point)
    return describe_instance(tightened.check, Finding(sharp.point, decision))
