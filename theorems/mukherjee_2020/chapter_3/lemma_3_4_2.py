"""The gradient of a realisable ReLU gate points away from the target."""

from falsum import Ge, measured

from .notation_3_4 import one_step, realisable

inner_product = measured(
    "inner_product",
    r"\langle w_t - w_*, g_t \rangle",
    latex=r"\langle w_t - w_*, g_t\rangle",
    dimension=0,
)
active_loss = measured(
    "active_loss",
    r"\frac{1}{S} \sum_i (\max\{0, w_*^T x_i\} - \max\{0, w_t^T x_i\})^2 1_{w_t^T x_i \geq 0}",
    latex="l_t",
    dimension=0,
)
lemma_3_4_2 = one_step(
    "lemma_3_4_2",
    Ge(inner_product, 0),
    [realisable],
    label="Lemma 3.4.2",
    title="The gradient points away from the target",
    note="Nothing can be tightened by a factor here, for the right side is 0; what the left side "
    "exceeds, proof_3_4_2.lower says.",
)
proof_3_4_2_lower = one_step(
    "proof_3_4_2.lower",
    Ge(inner_product, active_loss),
    [realisable],
    label="proof of Lemma 3.4.2",
    title="The inner product is at least the loss of the active samples",
)
