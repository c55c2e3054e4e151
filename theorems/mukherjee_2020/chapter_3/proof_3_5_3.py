"""The proof of Theorem 3.5.3 in Appendix 3.C."""

from falsum import Abs, Eq, Le, measured, sqrt

from . import notation_3_5 as n
from .theorem_3_5_3 import centred, noise_variance, small_noise

expected_loss = measured(
    "expected_loss", r"E[\tilde{L}_S(h_T)]", latex=r"E[\tilde{L}_S(h_T)]", dimension=n.label**2
)
cross_term = measured(
    "cross_term",
    r"E[\frac{1}{S} \sum_i \xi_i (\sigma(\langle w_T, x_i\rangle) "
    r"- \sigma(\langle w_*, x_i\rangle))]",
    latex=r"E[\langle \xi, h_T - h_* \rangle / S]",
    dimension=n.label**2,
)
proof = n.thesis.statement(
    __name__,
    "The cross term of unbiased noise",
    "proof of Theorem 3.5.3",
    assuming=[small_noise, centred],
)
crossing = proof.step(
    "cross_term", proof.title, defining=n.taking(n.printed_steps), concludes=Eq(cross_term, 0)
)
vanishing = crossing.printed()
vanishing_corrected = crossing.corrected(
    concludes=Le(Abs(cross_term), sqrt(noise_variance * expected_loss)),
    note="Bounds the term by Cauchy and Schwarz: the iterate depends on the same noise.",
)
