"""What a record holds of probabilities and expectations, and of the reach of trials."""

from __future__ import annotations

import msgspec

from falsum.records.rounding import rounded, six
from falsum.records.verdicts import Sign, State


class ChanceRecord(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is known of a probability or an expectation at one instance, and how.

    ``how`` is one of falsum.records.words.STATES.  ``lower`` and ``upper`` enclose the quantity: a
    Clopper-Pearson or betting interval of confidence 99 % for trials.  ``log_e`` is the logarithm
    of the evidence against the claim, which refutes it at log(1/error); ``needed`` is the number of
    trials, all of them successes, that would resolve the claim.  ``sign`` is the relation claimed,
    quantity first; a probability is claimed to be at least something, which leaves the failure
    probability ``allowed``.  ``decidable`` is the least such at which a claim that is exceeded
    twofold is refuted with probability 1/2 or more by the trials that a decision may take; there
    is none where the claim is refuted, or where it is not known.
    """

    how: State
    quantity: str
    claimed: float
    estimate: float
    lower: float
    upper: float
    trials: int = 0
    failures: int = 0
    log_e: float | None = None
    needed: int | None = None
    error: float | None = None
    sign: Sign = ">="
    allowed: float | None = None
    decidable: float | None = None


class ReachRecord(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which failure probabilities the trials of an audit could decide, and which came up.

    ``decidable`` is the least one at which they could have refuted a claim that is exceeded
    twofold, null where that is not known; ``least`` and ``greatest`` are what instances of the
    search allow, of which ``beyond`` allow less than trials could decide; ``decided`` are the ends
    of what fresh trials refuted or resolved, in ``decisions`` decisions.
    """

    decidable: float | None
    least: float
    greatest: float
    beyond: int = 0
    decisions: int = 0
    decided: tuple[float, float] | None = None

    def steady(self) -> ReachRecord:
        """Return it with rounded probabilities."""
        ends = self.decided and (six(self.decided[0]), six(self.decided[1]))
        return msgspec.structs.replace(
            self,
            decidable=rounded(self.decidable),
            least=six(self.least),
            greatest=six(self.greatest),
            decided=ends,
        )
