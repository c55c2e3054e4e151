"""The proof of Lemma 3.5.1 in Appendix 3.A."""

from falsum import And, Ge, Le, measured

from . import notation_3_5 as n
from .lemma_3_5_1 import W, effective_loss, eta, near_enough, small_residual

pull = measured(
    "pull",
    r"\left\| \frac{1}{S} \sum_{i=1}^{S} (\sigma(\langle w, x_i \rangle) "
    r"- \sigma(\langle w_t, x_i \rangle)) x_i \right\|",
    latex=r"\|p\|",
    dimension=n.label,
)
alignment = measured(
    "alignment",
    r"\frac{2}{S} \sum_{i=1}^{S} (y_i - \sigma(\langle w_t, x_i \rangle)) "
    r"(\langle w, x_i \rangle - \langle w_t, x_i \rangle)",
    latex="a",
    dimension=n.label**2,
)
step_length = measured(
    "step_length",
    r"\|w_{t+1} - w_t\|",
    dimension=n.label,
    says="length of a step",
)
proof = n.thesis.statement(
    __name__, "A step of the proof for one step of GLM-Tron", "proof of Lemma 3.5.1"
)
jensen = proof.step(
    "jensen",
    proof.title,
    latex=r"\left\| \frac{1}{S} \sum_{i=1}^S (\sigma(\langle w, x_i \rangle) - "
    r"\sigma(\langle w_t, x_i \rangle)) x_i \right\|^2 \leq \tilde{L}_S(h_t), \quad "
    r"\left\| \frac{1}{S} \sum_{i=1}^S (\sigma(\langle w, x_i \rangle) - "
    r"\sigma(\langle w_t, x_i \rangle)) x_i \right\| \leq L \times W",
    assuming=[n.bounded_inputs, n.lipschitz_gate, near_enough],
    concludes=And(Le(pull**2, effective_loss), Le(pull, n.L * W)),
).printed()
first_term = proof.step(
    "alignment",
    proof.title,
    place={"equation": "3.22"},
    latex=r"\frac{2}{S} \sum_{i=1}^S (y_i - \sigma(\langle w_t, x_i \rangle)) "
    r"(\langle w, x_i \rangle - \langle w_t, x_i \rangle) \geq "
    r"-2\eta W + \frac{2}{L} \tilde{L}_S(h_t)",
    assuming=[n.lipschitz_gate, n.monotone_gate, near_enough, small_residual],
    concludes=Ge(alignment, -2 * eta * W + 2 / n.L * effective_loss),
).printed()
second_term = proof.step(
    "square",
    proof.title,
    place={"equation": "3.24"},
    latex=r"\left\| \frac{1}{S} \sum_{i=1}^S (y_i - \sigma(\langle w_t, x_i \rangle)) x_i "
    r"\right\|^2 \leq \eta^2 + 2\eta LW + \tilde{L}_S(h_t)",
    assuming=[n.bounded_inputs, n.lipschitz_gate, near_enough, small_residual],
    concludes=Le(step_length**2, eta**2 + 2 * eta * n.L * W + effective_loss),
).printed()
