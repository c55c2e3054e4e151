"""Profiles: how many evaluations each stage of an audit may spend."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Budget:
    """Evaluations per stage; ``seconds`` is only a safety stop for one claim."""

    configurations: int
    screen: int
    starts: int
    climb: int
    evolve: int
    certify: int
    seconds: float
    polish: int = 0  # generations of the long climb from the configurations nearest a violation
    orbit: int = 0  # instances of a sweep along scales and symmetries, at each configuration
    neighbours: int = 0  # configurations tried around the one with the largest slack
    pairs: int = 0  # configurations that no corner is like, tried where nothing was found
    scatter: int = 0  # configurations screened again by latents of unlike coordinates
    trials: int = 2**13  # trials that one decision may take
    deep: int = 0  # configurations for constants, ablation and power; 0 leaves these stages out


PROFILES = {
    "quick": Budget(
        configurations=5,
        screen=1024,
        starts=0,
        climb=0,
        evolve=0,
        certify=3,
        seconds=10,
        orbit=256,
    ),
    "standard": Budget(
        configurations=8,
        screen=4096,
        starts=16,
        climb=24,
        evolve=8,
        certify=4,
        seconds=60,
        polish=120,
        orbit=512,
        neighbours=2,
        pairs=8,
        scatter=8,
        trials=2**16,
        deep=2,
    ),
    "nightly": Budget(
        configurations=64,
        screen=32768,
        starts=96,
        climb=300,
        evolve=60,
        certify=8,
        seconds=1800,
        polish=800,
        orbit=8192,
        neighbours=16,
        pairs=24,
        scatter=24,
        trials=2**21,
        deep=24,
    ),
}

SHORT = Budget(
    configurations=1, screen=512, starts=16, climb=40, evolve=8, certify=2, seconds=10
)  # one configuration, tried for a smaller instance


def deep_budget(profile: str) -> Budget:
    """Return the budget of the stages beyond the verdict: the same on fewer configurations."""
    budget = PROFILES[profile]
    return replace(budget, configurations=budget.deep or 1)
