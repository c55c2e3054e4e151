"""Audit a random claim and hold what the engine says against the oracle."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

import pytest

from falsum.decide.decide import decide_latent
from falsum.evidence.certificates import Certificate, parse, to_json, verify
from falsum.instances.space import Config
from falsum.prove import Disproof, Proof, prove
from falsum.search.budget import PROFILES, Budget
from falsum.study.full import full_audit
from tests.fuzz.claims import Case, case
from tests.fuzz.judge import HOLDS, REJECTED, UNDEFINED, UNKNOWN, VIOLATED, judge, verdicts
from tests.fuzz.oracle import Environment

BUDGET = Budget(
    configurations=12, screen=512, starts=0, climb=0, evolve=0, certify=3, seconds=20, trials=64
)
ANSWERS = {"HOLDS": HOLDS, "VIOLATED": VIOLATED, "UNDEFINED": UNDEFINED, "REJECTED": REJECTED}
BOXES = 300  # that a proof may look at
LOOKED = 2  # points of each claim that balls decide by themselves


@pytest.fixture
def fuzz_profile(monkeypatch: pytest.MonkeyPatch) -> str:
    """Offer the budget of the fuzzing as a profile."""
    monkeypatch.setitem(PROFILES, "fuzz", BUDGET)
    return "fuzz"


@dataclass
class Totals:
    """What came of many claims: counts, misses, and whatever was wrong."""

    counts: Counter[str] = field(default_factory=Counter)
    missed: list[str] = field(default_factory=list)
    doubted: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def add(self, seed: int) -> None:
        """Audit the claim of a seed and compare."""
        found = case(seed)
        judged = [judge(found.statement, env) for env in found.points]
        try:
            evidence, certificate = full_audit(found.check, profile="fuzz")
        except Exception as error:
            self.wrong.append(f"{seed}: {type(error).__name__}: {error}")
            return
        right = verdicts(judged) if found.kind != "line" else {"open"}
        self.counts[f"{evidence.verdict} where {' or '.join(sorted(right))}"] += 1
        self._verdict(found, evidence.verdict, certificate, right)
        self._points(found, judged)
        self._proof(found, judged)

    def _verdict(
        self, found: Case, verdict: str, certificate: Certificate | None, right: set[str]
    ) -> None:
        if verdict in ("refuted", "ill_defined"):
            assert certificate is not None
            again = parse(to_json(certificate))
            if verify(again, lambda name: found.check) is not found.check:
                self.wrong.append(f"{found.seed}: the certificate does not verify")
            for env in certified(found, certificate):
                said = judge(found.statement, env)
                wanted = VIOLATED if verdict == "refuted" else UNDEFINED
                if wanted not in said and (found.kind != "line" or UNDEFINED not in said):
                    self.wrong.append(f"{found.seed}: {verdict} where the claim {said}: {env}")
        elif verdict in ("proved", "vacuous"):
            if right & {"refuted", "ill_defined"} or (verdict, right) == ("vacuous", {"true"}):
                self.wrong.append(f"{found.seed}: {verdict}, but {right}")
        elif verdict == "survived" and right & {"refuted", "ill_defined", "vacuous"}:
            if found.kind != "exact":  # whose domain is not searched in full
                self.missed.append(f"{found.seed}: survived, but {right}")
        elif verdict == "inconclusive" and right & {"refuted", "ill_defined"}:
            self.doubted.append(f"{found.seed}: inconclusive, but {right}")

    def _proof(self, found: Case, judged: list[str]) -> None:
        """Try to prove the claim for all numbers: its points are among them."""
        outcome = prove(found.check.claim, boxes=BOXES, seconds=1.0)
        broken = set(judged) & {VIOLATED, UNDEFINED}
        if isinstance(outcome, Proof):
            self.counts["a proof"] += 1
            if broken:
                self.wrong.append(f"{found.seed}: proved, but some points are {broken}")
        elif isinstance(outcome, Disproof):
            self.counts["a disproof"] += 1
            if found.kind in ("plane", "exact", "line") and not _fails(found, outcome):
                self.wrong.append(f"{found.seed}: {outcome}")
        elif outcome.empty and broken | (set(judged) & {HOLDS}):
            self.wrong.append(f"{found.seed}: no point meets the hypotheses, but {set(judged)}")

    def _points(self, found: Case, judged: list[str]) -> None:
        if found.kind == "line":
            return
        rng = random.Random(found.seed)
        for n in rng.sample(range(len(judged)), LOOKED):
            config, latent = place(found, found.points[n])
            answer = decide_latent(found.check, config, latent).answer.name
            said, expected = ANSWERS.get(answer, "undecided"), judged[n]
            self.counts[f"a point {said}" if said == expected else f"{said} for {expected}"] += 1
            agree = said == expected or said == "undecided" or expected.startswith(UNKNOWN)
            found_out = said in (VIOLATED, UNDEFINED) and said not in expected
            if not agree or found_out:
                self.wrong.append(f"{found.seed}: {said} for {expected} at {found.points[n]}")


def _fails(found: Case, outcome: Disproof) -> bool:
    """Tell whether one relation fails at a point, with any values of what it does not name."""
    near = [{**env, **outcome.point} for env in found.points]
    alone = [replace(found.statement, conclusion=(r,)) for r in found.statement.conclusion]
    judged = {judge(part, env) for part in alone for env in near}
    return judged <= {REJECTED} or any(VIOLATED in said or UNKNOWN in said for said in judged)


def place(found: Case, env: Environment) -> tuple[Config, list[Fraction]]:
    """Return the configuration and a latent that decode to a point."""
    space = found.check.family.space
    if found.kind in ("plane", "exact"):
        return space.parse("k=1"), [env["a"] / 4, env["b"] / 4]
    if found.kind == "vectors":
        return space.parse(f"n={env['n']}"), [env["a"] / 8, *(w / 8 for w in env["w"])]
    if found.kind == "lists":
        return space.parse(f"n={env['n']},p={env['p']}"), []
    return space.parse(f"n={env['n']}"), [env["a"] / 4]


def certified(found: Case, certificate: Certificate) -> list[Environment]:
    """Return the points that a certificate speaks of: one, or a few nearby on the line."""
    if found.kind == "line":
        at = Fraction(certificate.latent[0])
        near = [at + Fraction(k, 2**44) for k in (-3, 1, 2)]
        return [{**found.points[0], "a": a} for a in near]
    latent = [Fraction(v) for v in certificate.latent]
    size = dict(part.split("=") for part in certificate.config.split(","))
    return [env for env in found.points if _decodes(found.kind, latent, size, env)]


def _decodes(kind: str, latent: list[Fraction], size: Any, env: Environment) -> bool:
    if any(str(env[name]) != size[name] for name in ("n", "p") if name in size):
        return False
    if kind == "lists":
        return True
    count, step = (3, 1) if kind == "vectors" else (9, 2)
    coordinates = [_wrapped(z, count, step) for z in latent]
    if kind == "vectors":
        return coordinates == [env["a"], *env["w"]]
    return coordinates == [env["a"], env["b"]] if "b" in env else coordinates == [env["a"]]


def _wrapped(z: Fraction, count: int, step: int) -> Fraction:
    return Fraction((round(8 * z) + count // 2) % count - count // 2, step)
