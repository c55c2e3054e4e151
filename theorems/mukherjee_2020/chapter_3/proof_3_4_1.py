"""The proof of Theorem 3.4.1: one step, the delayed process, the union over steps."""

from falsum import And, Eq, Le, Lt, Sum, hypothesis, index, measured, sqrt, with_probability

from . import notation_3_4 as n
from .lemma_3_4_2 import inner_product
from .lemma_3_4_3 import greatest_change
from .notation import thesis
from .theorem_3_4_1 import NOISE, printed_tail, squared_tail

proof = thesis.proof(
    __name__, "", "proof of Theorem 3.4.1", assuming=n.SETTING, providing=[n.elsewhere]
)

# The expansion of one step from an arbitrary point, which takes the start's place.
after = n.shown(
    "after",
    r"\|w_{t+1} - w_*\|^2",
    n.length**2,
    n.j,
    says="squared distance of the next iterate from the target",
)
added = n.shown(
    "added",
    r"\|\eta \tilde g_t + \sqrt{\eta} \zeta_2\|^2",
    n.length**2,
    n.j,
    says="squared norm of the step, both terms added",
)
moved = n.shown(
    "moved",
    r"\|-\eta \tilde g_t + \sqrt{\eta} \zeta_2\|^2",
    n.length**2,
    n.j,
    says="squared norm of the step that is taken",
)
along = measured(
    "along",
    r"\langle w_t - w_*, -\eta \tilde g_t + \sqrt{\eta} \zeta_2 \rangle",
    indices=(n.j,),
    dimension=n.length**2,
)
noisy_square = n.shown(
    "noisy_square",
    r"\|\tilde g_t\|^2",
    n.length**-2,
    n.j,
    says="squared norm of the gradient with its noise",
)
second_norm = n.shown(
    "second_norm", r"\|\zeta_2\|^2", 0, n.j, says="squared norm of the second noise"
)
mixed = n.shown(
    "mixed",
    r"\langle \tilde g_t, \zeta_2 \rangle",
    n.length**-1,
    n.j,
    says="inner product of the gradient with its noise and the second noise",
)
first_pull = n.shown(
    "first_pull",
    r"\langle w_t - w_*, \zeta_1 \rangle",
    0,
    n.j,
    says="inner product of the displacement from the target and the noise of the gradient",
)
second_pull = n.shown(
    "second_pull",
    r"\langle \zeta_2, w_t - w_* \rangle",
    n.length,
    n.j,
    says="inner product of the second noise and the displacement from the target",
)
expanded = n.eta**2 * noisy_square + n.eta * second_norm - 2 * n.eta * sqrt(n.eta) * mixed
expands = proof.step(
    "expansion",
    "One step expanded",
    place={
        "equation": "3.6",
        "note": "both lines, with the display after them: two wrong signs, which cancel in (3.7)",
    },
    latex=r"\|w_{t+1} - w_*\|^2 = \|w_t - w_*\|^2 + \|\eta_t \tilde{g}_t + \sqrt{\eta_t} "
    r"\zeta_{t,2}\|^2 + 2\langle w_t - w_*, -\eta_t \tilde{g}_t + \sqrt{\eta_t} \zeta_{t,2} "
    r"\rangle, \quad \|\eta_t \tilde{g}_t + \sqrt{\eta_t} \zeta_{t,2}\|^2 = \eta_t^2 "
    r"\|\tilde{g}_t\|^2 + \eta_t \|\zeta_{t,2}\|^2 - 2\eta_t^{3/2} \langle \tilde{g}_t, "
    r"\zeta_{t,2} \rangle",
    assuming=[],
    concludes=And(Eq(after, n.start_distance**2 + added + 2 * along), Eq(added, expanded)),
)
expansion = expands.printed(misprint="(3.7)")
expansion_corrected = expands.corrected(
    place={"note": ""},
    concludes=And(Eq(after, n.start_distance**2 + moved + 2 * along), Eq(moved, expanded)),
    note="Moves against the noisy gradient in the square too, as in the inner product.",
)
pull = 2 * sqrt(n.eta) * (second_pull - n.eta * mixed)
rest = n.eta**2 * noisy_square - 2 * n.eta * first_pull + n.eta * second_norm
summed = proof.step(
    "summed",
    "The squared distance after one step",
    place={"equation": "3.7"},
    latex=r"\|w_{t+1} - w_*\|^2 - \|w_t - w_*\|^2 = \langle \zeta_{t,2}, -2\eta_t^{3/2} "
    r"\tilde{g}_t + 2\sqrt{\eta_t} w_t - 2\sqrt{\eta_t} w_* \rangle + \eta_t \|\zeta_{t,2}\|^2 + "
    r"\eta_t^2 \|\tilde{g}_t\|^2 - 2\eta_t \langle w_t - w_*, \zeta_{t,1} \rangle - 2\eta_t "
    r"\langle w_t - w_*, g_t \rangle \leq -2\eta_t \langle w_t - w_*, \zeta_{t,1} \rangle + "
    r"\eta_t^2 \|\tilde{g}_t\|^2 + 2\sqrt{\eta_t} \langle \zeta_{t,2}, -\eta_t \tilde{g}_t + "
    r"w_t - w_* \rangle + \eta_t \|\zeta_{t,2}\|^2",
    assuming=[n.realisable],
    concludes=And(
        Eq(after - n.start_distance**2, pull + rest - 2 * n.eta * inner_product),
        Le(after - n.start_distance**2, rest + pull),
    ),
).printed()
mean_gap = n.shown(
    "mean_gap",
    r"\frac{1}{S} \sum_i |(w_* - w_t)^T x_i|",
    0,
    says="mean distance of the two gates' arguments",
)
within = hypothesis("w_t is within r_*", Le(n.start_distance, n.r), place="before (3.6)")
gradient = proof.step(
    "gradient",
    "The gradient is bounded near the target",
    place={"equation": "3.9"},
    latex=r"\|g_t\| \leq \frac{1}{S} \times C \sum_{i=1}^S |(w_* - w_t)^\top x_i| \leq C^2 r_*",
    assuming=[n.realisable, within],
    concludes=And(Le(n.gradient_norm, n.C * mean_gap), Le(n.C * mean_gap, n.C**2 * n.r)),
).printed()
bracket = (
    -2 * n.eta * first_pull
    - 2 * sqrt(n.eta) * (n.eta * mixed)
    + 2 * sqrt(n.eta) * second_pull
    + n.eta * (second_norm - n.n)
)
GROWTH = r"\|w_{t+1} - w_*\|^2 - \|w_t - w_*\|^2"
BRACKET = (
    r"\left[ -2\eta_t \langle w_t - w_*, \zeta_{t,1} \rangle - 2\sqrt{\eta_t} "
    r"\langle \zeta_{t,2}, \eta_t \tilde{g}_t \rangle + 2\sqrt{\eta_t} \langle \zeta_{t,2}, w_t - "
    r"w_* \rangle + \eta_t (\|\zeta_{t,2}\|^2 - n) \right]"
)
one_step = proof.step(
    "one_step",
    "The squared distance grows by at most the drift and what the noise adds",
    place={"equation": "3.8 and 3.10"},
    latex=rf"{GROWTH} \leq 2\eta_t^2 (\|g_t\|^2 + S_1^2) + \eta_t n + {BRACKET}, \quad "
    rf"{GROWTH} \leq \left\{{ 2\eta_t^2 (C^4 r_*^2 + S_1^2) + \eta_t n \right\}} + {BRACKET}",
    assuming=[n.realisable, n.bounded_first, within],
    concludes=And(
        Le(
            after - n.start_distance**2,
            2 * n.eta**2 * (n.gradient_norm**2 + n.S1**2) + n.eta * n.n + bracket,
        ),
        Le(after - n.start_distance**2, n.drift + bracket),
    ),
).printed()

# The delayed process: it falls in expectation, and its tail after i_max steps.
bounded = proof.step(
    "bounded",
    "The delayed process has bounded differences",
    place={"note": "the k after (3.11), with r_*^2 for one r_* of (3.20)"},
    latex=r"|z_{t+1} - z_t| \leq k, \quad k = 2\sqrt{\eta} C_L \left( r_* + \eta (C^2 r_*^2 + "
    r"S_1) \right) + \eta \left( 2S_1 r_* + n + 2C^2 r_*^2 + 2\eta (C^4 r_*^2 + S_1^2) \right)",
    concludes=Le(greatest_change, n.width(n.r**2)),
).printed(
    note="It holds all the same: lemma_3_4_3 has no need of the term that is smaller here.",
)
expected_growth = measured(
    "expected_growth",
    r"E[\|w'_{t+1} - w_*\|^2 - \|w'_t - w_*\|^2 | w'_t]",
    latex=r"E[\|w'_{t+1} - w_*\|^2 - \|w'_t - w_*\|^2 | F_t]",
    dimension=n.length**2,
)
falls = proof.step(
    "supermartingale",
    "The delayed process falls in expectation",
    place={"note": "the paragraph before (3.12), with z_t of (3.11) written out"},
    latex=r"\mathbb{E}[z_{t+1} - z_t \mid \mathcal{F}_t] \leq 0, \quad z_t = \|w'_t - w_*\|^2 - t "
    r"\left\{ 2\eta_t^2 (C^4 r_*^2 + S_1^2) + \eta_t n \right\}",
    concludes=Le(expected_growth, n.drift),
)
supermartingale = falls.printed()
supermartingale_corrected = falls.corrected(
    adding=[n.clipped_centred, n.uncoupled],
    note="Asks that the clipped noise be centred and not opposed by the first noise.",
)
EXPONENTIAL = (
    r"\exp\left\{-\frac{\lambda^2}{2t} \times \frac{1}{2\sqrt{\eta}C_L(r_* + \eta(C^2r_* + S_1)) "
    r"+ \eta(2S_1r_* + n + 2C^2r_*^2 + 2\eta(C^4r_*^2 + S_1^2))}\right\}"
)
rise = measured("rise", r"z_t - z_0, \ t = i_{\max}", latex="z_t - z_0", dimension=n.length**2)
concentrates = proof.step(
    "concentration",
    "Concentration of the delayed process",
    place={"equation": "3.12", "note": NOISE},
    latex=r"\mathbb{P}\left[\|w'_t - w_*\|^2 - t\left\{2\eta^2(C^4r_*^2 + S_1^2) + \eta n\right\} "
    r"- \|w_0 - w_*\|^2 \geq \lambda\right] \leq " + EXPONENTIAL,
    quantifier=with_probability(1 - printed_tail),
    adding=[n.small_step, n.large_radius],
    concludes=Lt(rise, n.lam),
)
concentration = concentrates.printed()
REPAIRED = (
    "Squares k in the exponent, and asks for a clipped noise that is centred and not opposed by "
    "the first."
)
concentration_corrected = concentrates.corrected(
    quantifier=with_probability(1 - squared_tail),
    adding=[n.clipped_centred, n.uncoupled],
    note=REPAIRED,
)
delayed = measured(
    "delayed",
    r"\|w'_t - w_*\|, \ t = i_{\max}",
    latex=r"\|w'_t - w_*\|",
    dimension=n.length,
)
leaving = proof.step(
    "leaves",
    "The delayed process seldom reaches the sphere",
    place={"equation": "3.13", "note": NOISE},
    latex=r"\mathbb{P}\left[\|w'_t - w_*\|^2 \geq r_*^2\right] \leq " + EXPONENTIAL,
    quantifier=with_probability(1 - printed_tail),
    adding=[n.small_step, n.large_radius],
    concludes=Lt(delayed**2, n.r**2),
)
leaves = leaving.printed()
leaves_corrected = leaving.corrected(
    quantifier=with_probability(1 - squared_tail),
    adding=[n.clipped_centred, n.uncoupled],
    note=REPAIRED,
)

# The union over steps, in which a process that rests on the sphere is lost.
i = index("i", 1, n.i_max)
chance = measured(
    "chance",
    r"P[\exists i \leq i_{\max} : \|w_i - w_*\| > r_*]",
    latex=r"P[\exists i : \|w_i - w_*\| > r_*]",
    dimension=0,
)
outside = n.shown(
    "delayed_outside",
    r"P[\|w'_i - w_*\| > r_*]",
    0,
    i,
    says="probability that the delayed process is outside of the ball after i steps",
)
at_least = n.shown(
    "delayed_at_least",
    r"P[\|w'_i - w_*\| \geq r_*]",
    0,
    i,
    says="probability that the delayed process is outside of the ball, or on its sphere, "
    "after i steps",
)
first_exit = n.shown(
    "first_exit",
    r"P[L_i]",
    0,
    i,
    says="probability that the process is outside of the ball for the first time at step i",
)
delayed_exit = n.shown(
    "delayed_exit",
    r"P[L'_i]",
    0,
    i,
    says="probability that the delayed process reaches the sphere for the first time at step i",
)
clipped = n.shown("clipped", r"P[A]", 0, says="probability that some second noise is clipped")
chain = proof.step(
    "chain",
    "An escape is clipped, or the delayed process leaves the ball for the first time",
    place={
        "note": "the display before 'The first equality'; L'_t is that the primed iterate steps "
        "out of the ball and stops, as it does at distance r_*; the equality in the middle, which "
        "a path that lands on the sphere breaks, is left to proof_3_4_1.union"
    },
    latex=r"\mathbb{P}[E] = \sum_{t=1}^{i_{\max}} \mathbb{P}[L_t] = \sum_{t=1}^{i_{\max}} "
    r"(\mathbb{P}[L_t \cap A] + \mathbb{P}[L'_t \cap B]) \leq \mathbb{P}[A] + "
    r"\sum_{t=1}^{i_{\max}} \mathbb{P}[L'_t] \leq \sum_{t=1}^{i_{\max}} (\mathbb{P}[E_t] + "
    r"\mathbb{P}[L'_t])",
    adding=[n.small_step, n.large_radius],
    concludes=And(
        Eq(chance, Sum(first_exit, i)),
        Le(chance, clipped + Sum(delayed_exit, i)),
        Le(clipped, Sum(n.tail, i)),
    ),
).printed()
accounted = proof.step(
    "union",
    "An escape is clipped, or the delayed process escapes too",
    place={"note": "after (3.14): the display after 'combining the above'"},
    latex=r"\mathbb{P}\left[\exists i \in \{1, \dots, i_{\max}\} \mid \|w_i - w_*\| > r_*\right] "
    r"\leq \sum_{t=1}^{i_{\max}} (\mathbb{P}[\|\xi_{t,2}\| > C_L] + \mathbb{P}[\|w'_t - w_*\| > "
    r"r_*])",
    adding=[n.small_step, n.large_radius],
    concludes=Le(chance, Sum(n.tail + outside, i)),
)
union = accounted.printed(misprint="(3.13)")
union_corrected = accounted.corrected(
    concludes=Le(chance, Sum(n.tail + at_least, i)),
    note="Counts the sphere as left: the delayed process stops there, at distance r_* itself, and "
    "never gets outside, while the algorithm goes on. (3.13), which is put in next, bounds this "
    "larger event.",
)
