"""The stages beyond the search: proof, constants, hypotheses, power, dimensions."""

from __future__ import annotations

from typing import Any

import msgspec

from falsum.ablate import ablations
from falsum.agreement import agrees
from falsum.audit import audit
from falsum.binding import Check
from falsum.certificate import Certificate
from falsum.constants import named_constants, sharpest
from falsum.describe import describe_instance
from falsum.dimensions import homogeneity
from falsum.informative import informative
from falsum.power import power
from falsum.profiles import PROFILES
from falsum.prove import Proof, Unproved, prove
from falsum.records import ConstantRecord, Evidence, ProofRecord, Start
from falsum.symbols import Symbol


def full_audit(
    check: Check,
    *,
    profile: str = "standard",
    seed: int = 0,
    device: str = "cpu",
    start: Start | None = None,
) -> tuple[Evidence, Certificate | None]:
    """Audit a claim with every stage that the profile pays for.

    A refuted claim keeps its constants and its dimensions; proof, ablation and power speak of
    claims that still stand.  ``start`` is the worst instance of an earlier audit, to begin from.
    """
    evidence, certificate = audit(check, profile=profile, seed=seed, device=device, start=start)
    scale = homogeneity(check.claim)
    found: dict[str, Any] = {"homogeneous": scale.homogeneous, "dimensions": scale.reason}
    options: dict[str, Any] = {"profile": profile, "seed": seed, "device": device}
    if PROFILES[profile].deep:
        found["informative"] = informative(check, **options)
        found["constants"] = [_constant(check, c, options) for c in named_constants(check)]
        if evidence.verdict == "survived":
            found["hypotheses"] = ablations(check, seed=seed, device=device)
            known = {"dropped": found["hypotheses"], "worst": evidence.start}
            found["power"] = power(check, **known, **options).record()
        found |= _settled(check, evidence)
    return msgspec.structs.replace(evidence, **found), certificate


def _settled(check: Check, evidence: Evidence) -> dict[str, Any]:
    """Return what a proof changes: a claim that stands is proved, an empty one is vacuous."""
    if evidence.verdict not in ("survived", "inconclusive"):
        return {}
    outcome = prove(check.claim, check.given)
    if isinstance(outcome, Unproved) and outcome.empty and not evidence.instances:
        return {
            "verdict": "vacuous",
            "summary": f"no object meets the hypotheses: {outcome.reason}",
        }
    if not isinstance(outcome, Proof) or evidence.verdict != "survived" or not agrees(check):
        return {}
    record = ProofRecord(outcome.domain, outcome.method, outcome.boxes)
    text = f"proved for {record.domain} by {record.method} ({record.boxes} boxes)"
    return {"verdict": "proved", "proof": record, "summary": f"{text}; {evidence.summary}"}


def _constant(check: Check, constant: Symbol, options: dict[str, Any]) -> ConstantRecord:
    sharp = sharpest(check, constant, **options)
    if sharp is None:
        return ConstantRecord(constant.name, "not searched", str(constant.value))
    by = "certified instance" if sharp.certified else "float search"
    tightened = check.at(constant, sharp.value)
    return ConstantRecord(
        constant.name,
        by,
        str(constant.value),
        sharp.value,
        describe_instance(tightened, sharp.config, sharp.latent),
    )
