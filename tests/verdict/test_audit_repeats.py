"""Evidence is a function of claim, profile and seed."""

from __future__ import annotations

from typing import Any

import numpy as np

from falsum import Le, Lt, log
from falsum.verdict.audit import audit
from tests.cases import audited, bound, stated, timeless, x


def test_the_same_seed_gives_the_same_evidence() -> None:
    """Everything but the time is a function of claim, profile and seed."""
    claim = stated(Le(x**3, 5 + 10 * x**2))
    first, second = (audit(bound(claim), profile="standard", seed=3) for _ in range(2))
    assert timeless(first[0]) == timeless(second[0])
    assert first[1] == second[1]


def test_the_order_of_audits_does_not_matter() -> None:
    """No audit leaves anything behind that the next one would meet."""
    checks = [
        bound(stated(c, id=f"doe.lemma_{n}"))
        for n, c in enumerate([Le(x, 7), Le(x**2, x**4 + 1), Le(log(x), x), Lt(x, x + 1)])
    ]

    def outcome(order: list[int]) -> dict[str, Any]:
        found = [audit(checks[n], profile="quick") for n in order]
        return {e.id: (timeless(e), c) for e, c in found}

    assert outcome([0, 1, 2, 3]) == outcome([3, 1, 0, 2])


def test_global_randomness_is_not_used() -> None:
    """Seeds of numpy and torch set elsewhere change nothing, and are not consumed."""
    import torch

    claim = stated(Le(x, 7))
    np.random.seed(1)
    torch.manual_seed(1)
    before = (np.random.get_state()[1].tolist(), torch.get_rng_state().tolist())
    first, _ = audited(claim)
    after = (np.random.get_state()[1].tolist(), torch.get_rng_state().tolist())
    assert before == after
    np.random.seed(2)
    torch.manual_seed(2)
    assert timeless(audited(claim)[0]) == timeless(first)
