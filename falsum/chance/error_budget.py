"""The error that an audit may spend on decisions by trials, and what each decision came to.

A true claim may be refuted by bad luck.  Each decision has an equal share of the error, an audit
takes no more decisions than there are shares, and the union bound does the rest, however the
search chooses what to decide.  An instance that comes up again costs nothing: its trials are the
same, and so is what they decided.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field

from falsum.records.chance import ChanceRecord

ERROR = 1e-9  # of a claim: the probability that its audit refutes it although it holds
DECISIONS = 4096  # that one audit may take

Settled = tuple[ChanceRecord, float]
"""What is known of the chance at one instance, and the slack of the relation."""


@dataclass
class Spending:
    """The decisions of one audit by what was decided; no more than ``most`` of them are taken."""

    most: int = DECISIONS
    known: dict[Hashable, Settled] = field(default_factory=dict)

    def settle(self, key: Hashable, decide: Callable[[], Settled]) -> Settled:
        """Return what is known under a key, or decide it if there is error left for that."""
        if key not in self.known:
            if len(self.known) >= self.most:
                return UNTRIED
            self.known[key] = decide()
        return self.known[key]


UNTRIED: Settled = (ChanceRecord("untried", "quantity", 0.0, 0.0, 0.0, 0.0), -1.0)
