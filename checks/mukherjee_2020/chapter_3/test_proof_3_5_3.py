"""The cross term of centred noise, by an exact average over its outcomes."""

from checks.families.gates.noise_laws import affine_noise, centred_noise
from falsum import audits
from theorems.mukherjee_2020.chapter_3 import proof_3_5_3 as stated

checks = audits(centred_noise, {stated.vanishing: "refuted"})
of_affine = audits(
    affine_noise,
    {stated.vanishing_corrected: "survived"},
    weak={stated.vanishing_corrected: "a sign is all that it claims"},
)
