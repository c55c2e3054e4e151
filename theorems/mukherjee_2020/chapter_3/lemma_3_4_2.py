"""The gradient of a realisable ReLU gate points away from the target."""

from falsum import Ge, measured

from . import notation_3_4 as n
from .notation import thesis

inner_product = measured(
    "inner_product",
    r"\langle w_t - w_*, g_t \rangle",
    latex=r"\langle w_t - w_*, g_t\rangle",
    dimension=0,
    says="inner product of the displacement from the target and the gradient, at iterate t",
)
lemma = thesis.statement(
    __name__,
    "The gradient points away from the target",
    "Lemma 3.4.2",
    latex=r"\langle w_t - w_*, g_t \rangle \geq 0",
    assuming=[n.realisable],
    concludes=Ge(inner_product, 0),
)
printed = lemma.printed(
    note="Nothing can be tightened by a factor here, for the right side is 0; what the left side "
    "exceeds, proof_3_4_2.lower says.",
)
