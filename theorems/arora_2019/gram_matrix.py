"""The closed form of the Gram matrix against the expectation that defines it."""

from falsum import Eq, acos, measured, pi

from .notation import i, j, slides, unit_inputs

inner = measured("inner", r"x_i^T x_j", indices=(i, j), says="inner product of two inputs")
expectation = measured(
    "expectation",
    r"\mathbb{E}_{w \sim N(0, I)} [x_i^T x_j 1\{w^T x_i \geq 0, w^T x_j \geq 0\}]",
    latex=r"H_{ij}^\infty",
    indices=(i, j),
)
printed = slides.statement(
    __name__,
    "Closed form of the Gram matrix of the ReLU network",
    "Definition: Gram matrix",
    note="the setting has the 2-norm of the data matrix X for that of each input: the closed form "
    "takes the arc cosine of inner products",
    latex=r"H_{ij}^\infty = \mathbb{E}_{w \sim N(0, I)} [x_i^T x_j \mathbb{I}\{w^T x_i \geq 0, "
    r"w^T x_j \geq 0\}] = \frac{x_i^T x_j (\pi - \arccos(x_i^T x_j))}{2\pi}",
    assuming=[unit_inputs],
    concludes=Eq(expectation, (inner * (pi - acos(inner))) / (2 * pi)),
).printed()
