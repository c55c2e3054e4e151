"""The records that an audit writes: typed, frozen, refused when they carry anything unknown."""

from __future__ import annotations

from typing import Any

import msgspec

from falsum.records.strength import Strength
from falsum.records.verdicts import Ending, FileName, Sign, State, Verdict


class Enclosure(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Both sides of a relation, enclosed, oriented so that ``lhs`` is the small one."""

    name: str
    sign: str
    lhs: str
    rhs: str


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


class Instance(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An instance in words and numbers, with the enclosures that decide it."""

    config: str
    fields: list[tuple[str, str]]
    slack: float
    conclusion: list[Enclosure]
    precision: int
    chance: ChanceRecord | None = None


class HypothesisRecord(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A hypothesis: computed by the engine or granted by the family, and whether it is needed.

    ``shown_by`` is an instance that meets all the others and breaks the conclusion.
    """

    name: str
    computed: bool
    needed: bool | None = None
    shown_by: Instance | None = None


class SizeRecord(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The sharpest value of a constant at one size, along one axis of the configurations."""

    axis: str
    size: int
    sharp: float
    certified: bool


class ConstantRecord(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A named constant: claimed value and the sharpest that the instances found allow.

    ``by`` says how the sharp value is known; ``instance`` is the one that forces it.
    """

    name: str
    by: str
    claimed: str
    sharp: float | None = None
    instance: Instance | None = None
    by_size: list[SizeRecord] = []


class ThresholdRecord(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """From which size on a claim holds, as far as a search says, and what is certain of that.

    ``last_failure`` is the largest size with a certified counterexample, ``instance``; from
    ``holds_from`` up to ``largest`` the search found none; from ``proved_from`` on there is none.
    """

    size: str
    constant: str | None
    claimed: str | None
    holds_from: int | None
    last_failure: int | None
    smallest: int
    largest: int
    failing: list[int] = []
    instance: Instance | None = None
    proved_from: int | None = None
    given: list[str] = []
    domain: str = ""


class ProofRecord(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A rigorous computation that covers a whole domain.

    ``given`` says what the check puts for measured symbols, on which condition the proof rests, and
    ``compared`` how often the measurement agreed.
    """

    domain: str
    method: str
    boxes: int
    given: list[str] = []
    compared: str = ""


class Place(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A configuration's key and an exact latent, its entries written as p or p/q."""

    config: str
    latent: list[str]


class RateRecord(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How the constant that a rate hides grows along the sizes, (size, least constant) each.

    ``lower`` and ``upper`` enclose the exponent of its growth, whichever end is left out.
    """

    outcome: str
    exponent: float
    lower: float
    upper: float
    table: list[tuple[float, float]]


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


class Start(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The worst instance of an audit, as a place where a later one begins.

    ``decoder`` is the version of the family that reads the latent; ``by`` signs the run, as
    profile/seed; ``given`` is the place that this run itself began from, if any.
    """

    decoder: str
    by: str
    place: Place
    given: Place | None = None


class PowerRecord(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which changes to a claim its search notices.

    ``kinds`` maps a kind of change to how many were caught and how many were tried,
    ``least_factor`` is the least tightening of a bound that was caught, and ``escaped`` names the
    changes that were not.
    """

    escaped: list[str] = []
    kinds: dict[str, tuple[int, int]] = {}
    least_factor: float | None = None


class Evidence(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What one audit of one claim found.

    ``raised_at`` is the file:line of the user's code that an error is to be mended at.
    ``opportunity`` is the share of instances that could have shown a violation, and ``strength``
    how much a claim that stands was put to the test, with ``weak_because`` where it is little.
    """

    id: str
    verdict: Ending
    expected: Verdict | None
    quantifier: str
    worst_slack: float | None
    instances: int
    rejected: int
    artefacts: int
    undecided: int
    certificate: FileName | None
    constants: list[ConstantRecord]
    hypotheses: list[HypothesisRecord]
    homogeneous: bool | None
    power: PowerRecord | None
    informative: float | None
    seconds: float
    summary: str
    claim_hash: str = ""
    profile: str = "standard"
    configurations: int = 0
    extent: str | None = None
    dimensions: str = ""
    undefined: int = 0
    rejected_by: dict[str, int] = {}
    smallest: Instance | None = None
    worst: Instance | None = None
    slack_by_configuration: list[tuple[str, float]] = []
    exponents: list[tuple[str, float]] = []
    proof: ProofRecord | None = None
    chance: ChanceRecord | None = None
    chances: list[tuple[str, ChanceRecord]] = []
    unconfirmed: int = 0
    rate: RateRecord | None = None
    start: Start | None = None
    thresholds: list[ThresholdRecord] = []
    raised_at: str = ""
    reach: ReachRecord | None = None
    opportunity: float | None = None
    strength: Strength | None = None
    weak_because: str = ""


class Run(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The circumstances of a run."""

    profile: str
    device: str
    seed: int
    versions: dict[str, str]


class AuditFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The content of ``audit.json``."""

    schema: int
    run: Run
    claims: list[Evidence]


def write_json(record: Any) -> str:
    """Return a record as indented JSON; floats must be finite."""
    return msgspec.json.format(msgspec.json.encode(record), indent=1).decode() + "\n"
