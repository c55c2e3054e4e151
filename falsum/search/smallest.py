"""The smallest instance of a finding."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import islice

from falsum.decide.in_balls import Answer
from falsum.instances.latents import Floats
from falsum.instances.space import Config
from falsum.measure.drawing import kind_at
from falsum.search.budget import SHORT
from falsum.search.confirm import examine
from falsum.search.job import Job
from falsum.search.score import Scored, score_batch
from falsum.search.shrink import shortest, simplify
from falsum.search.stages import climb, screen
from falsum.search.tally import Finding, Tally

FEW_TRIALS = 2**13  # of a decision on whether a smaller instance breaks the claim too
SMALLER = 40  # configurations screened when shrinking, from the smallest up
CLIMBS = 3  # fruitless climbs in a row that end a descent: each costs far more than a screen
BRIEF = replace(SHORT, starts=32, climb=8, evolve=24)  # many starts: basins may be narrow


def smallest(job: Job, tally: Tally) -> Finding:
    """Shrink a finding: to the smallest configuration that has one, then to short rationals.

    What chance decides shrinks as far as few trials can follow.
    """
    space = job.check.family.space
    brief = job.within(replace(job.budget, trials=min(job.budget.trials, FEW_TRIALS)))
    violated = [f for f in tally.findings if f.decision.answer is Answer.VIOLATED]
    first = min(violated or tally.findings, key=lambda f: space.rank(f.point.config))
    best = Descent(brief, first).run()
    shorten = simplify if kind_at(job.check, best.point.config).decided else shortest
    short = shorten(brief, best)
    return Finding.of(job, short.point if job.refutes(short.point) else best.point)


@dataclass
class Descent:
    """The way from a finding down to smaller configurations that have one of its kind.

    ``near`` holds what was scored at the smaller ones that have none yet, and may be climbed from;
    ``met`` are the configurations that findings were met at.
    """

    job: Job
    best: Finding
    near: dict[Config, Scored] = field(default_factory=dict)
    met: list[Config] = field(default_factory=list)

    def run(self) -> Finding:
        """Screen every smaller configuration, climb where a screen came nearest, and repeat."""
        self.met.append(self.best.point.config)
        self._screen()
        barren = 0
        while barren < CLIMBS and self.near:
            config = max(self.near, key=self._promise)
            scored = climb(self.job, config, self.near.pop(config), BRIEF)
            if self._accept(config, scored):
                barren = 0
                self._carry()
            else:
                barren += 1
        return self.best

    def _screen(self) -> None:
        """Screen from the smallest configuration up, until one has a finding."""
        start = self.best
        for config in islice(self.job.check.family.space.enumerate(), SMALLER):
            if not self._smaller(config):
                break
            scored = screen(self.job, config, SHORT.screen, self._carried(start, config))
            if self._accept(config, scored):
                break
            if scored.flat.shape[1]:
                self.near[config] = scored
        self._prune()

    def _carry(self) -> None:
        """Carry the best finding over to what is smaller, again from the smallest up."""
        self._prune()
        found = self.best
        for config in list(self.near):
            warm = self._carried(found, config)
            scored = score_batch(self.job, config, warm)
            if self._accept(config, scored):
                break
            self.near[config] = self.near[config].joined(scored)
        self._prune()

    def _carried(self, found: Finding, config: Config) -> Floats:
        start, family = found.point, self.job.check.family
        carried: Floats = family.transfer(start.config, start.floats, config)[None, :]
        return self.job.check.kind.snapped(carried)

    def _accept(self, config: Config, scored: Scored) -> bool:
        """Take a finding among scored latents that balls decide as they decided the best."""
        attempt = Tally()
        examine(self.job, config, scored, attempt)
        for found in attempt.findings:
            if found.decision.answer is self.best.decision.answer:
                self.best = found
                self.met.append(config)
                return True
        return False

    def _promise(self, config: Config) -> tuple[float, bool, object]:
        """Rank by the largest slack below 0, to a tenth.

        Of equals those are best that lie below a finding in every size, and then the next smaller.
        """
        scored, rank = self.near[config], self.job.check.family.space.rank
        known = scored.slack[scored.accepted & (scored.slack < 0)]
        height = round(float(known.max(initial=-1.0)), 1)
        place = rank(config)
        below = any(
            all(a <= b for a, b in zip(place[1], rank(other)[1], strict=True)) for other in self.met
        )
        return height, below, place

    def _smaller(self, config: Config) -> bool:
        rank = self.job.check.family.space.rank
        return rank(config) < rank(self.best.point.config)

    def _prune(self) -> None:
        self.near = {c: scored for c, scored in self.near.items() if self._smaller(c)}
