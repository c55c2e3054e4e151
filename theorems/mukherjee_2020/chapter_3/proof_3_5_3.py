"""The proof of Theorem 3.5.3 in Appendix 3.C."""

from falsum import Eq, Ge, hypothesis, measured

from . import notation_3_5 as n
from .theorem_3_5_3 import SETTING, centred, small_noise

cross_term = measured(
    "cross_term",
    r"E[\frac{1}{S} \sum_i \xi_i (\sigma(\langle w_T, x_i\rangle) "
    r"- \sigma(\langle w_*, x_i\rangle))], \text{ after floor(T) steps}",
    latex=r"E[\langle \xi, h_T - h_* \rangle / S]",
    dimension=n.label**2,
)
affine = hypothesis("the activation is affine", Eq(n.slope_least, n.slope_greatest))
proof = n.thesis.statement(
    __name__,
    "The cross term of unbiased noise",
    "proof of Theorem 3.5.3",
    note="'By the assumption of xi_i being an unbiased noise the second term vanishes'",
    assuming=[*SETTING, small_noise, centred],
)
crossing = proof.step(
    "cross_term",
    proof.title,
    latex=r"\mathbb{E}_{\{x_i, \xi_i\}_{i=1, \dots, S}} \left[ \frac{2}{S} \sum_{i=1}^S \xi_i "
    r"\left( \sigma(\langle w_T, x_i \rangle) - \sigma(\langle w_*, x_i \rangle) \right) \right] "
    r"= 0",
    defining=n.taking(n.printed_steps),
    concludes=Eq(cross_term, 0),
)
vanishing = crossing.printed()
vanishing_corrected = crossing.corrected(
    adding=[affine],
    concludes=Ge(cross_term, 0),
    note="The iterate fits the noise that it is trained on: the term has a sign, which is the one "
    "that the proof needs. With a kink it may be the wrong one, so the activation is affine.",
)
