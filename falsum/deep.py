"""The stages beyond the verdict: constants, hypotheses, power, dimensions, exponents."""

from __future__ import annotations

from typing import Any

import msgspec

from falsum.ablate import ablations
from falsum.audit import audit
from falsum.binding import Check
from falsum.certificate import Certificate
from falsum.constants import named_constants, sharpest
from falsum.describe import describe_instance
from falsum.dimensions import homogeneity
from falsum.power import power
from falsum.profiles import PROFILES
from falsum.records import ConstantRecord, Evidence


def full_audit(
    check: Check, *, profile: str = "standard", seed: int = 0, device: str = "cpu"
) -> tuple[Evidence, Certificate | None]:
    """Audit a claim with every stage that the profile pays for.

    A refuted claim keeps its constants and its dimensions; ablation and power speak of claims that
    still stand.
    """
    evidence, certificate = audit(check, profile=profile, seed=seed, device=device)
    scale = homogeneity(check.claim)
    found: dict[str, Any] = {"homogeneous": scale.homogeneous, "dimensions": scale.reason}
    options: dict[str, Any] = {"profile": profile, "seed": seed, "device": device}
    if PROFILES[profile].deep:
        found["constants"] = [_constant(check, c, options) for c in named_constants(check)]
        if evidence.verdict in ("survived", "proved"):
            found["hypotheses"] = ablations(check, seed=seed, device=device)
            found["power"] = power(check, **options).record()
    return msgspec.structs.replace(evidence, **found), certificate


def _constant(check: Check, constant: Any, options: dict[str, Any]) -> ConstantRecord:
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
