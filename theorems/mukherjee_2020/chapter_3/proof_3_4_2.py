"""The last line of the proof of Lemma 3.4.2."""

from falsum import Ge, measured

from . import notation_3_4 as n
from .lemma_3_4_2 import inner_product
from .notation import thesis

active_loss = measured(
    "active_loss",
    r"\frac{1}{S} \sum_i (\max\{0, w_*^T x_i\} - \max\{0, w_t^T x_i\})^2 1_{w_t^T x_i \geq 0}",
    latex="l_t",
    dimension=0,
)
proof = thesis.proof(__name__, "", "proof of Lemma 3.4.2", assuming=[n.realisable])
lower = proof.step(
    "lower",
    "The inner product is at least the loss of the active samples",
    latex=r"\langle w_t - w_*, g_t \rangle \geq \frac{1}{S} \sum_{i=1}^S \left( "
    r"\text{ReLU}(w_*^\top x_i) - \text{ReLU}(w_t^\top x_i) \right)^2 "
    r"\mathbf{1}(w_t^\top x_i \geq 0)",
    concludes=Ge(inner_product, active_loss),
).printed()
