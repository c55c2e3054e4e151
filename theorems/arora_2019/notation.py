"""Symbols of the slides: n unit inputs and the Gram matrix of the infinitely wide ReLU network."""

from falsum import Document, Eq, hypothesis, index, measured, naturals, parameter

slides = Document(
    "arora_2019",
    "Summary slides of S. Arora, S. Du, W. Hu, Z. Li, R. Wang, Fine-Grained Analysis "
    "of Optimization and Generalization for Overparameterized Two-Layer Neural "
    "Networks, 2019",
    says={
        "x_i^T x_j": "inner product of two inputs",
        r"\|x_i\|": "Euclidean norm of the i-th input",
        r"\|X\|_2": "spectral norm of the matrix of the inputs",
        r"y^T (H^\infty)^{-1} y": "complexity of the labels",
        r"\det H^\infty": "determinant of the Gram matrix",
    },
)

n = parameter("n", "number of inputs", domain=naturals, place="notation: 'n input-label samples'")
i = index("i", 1, n)
j = index("j", 1, n)

input_norm = measured("input_norm", r"\|x_i\|", latex=r"\|x_i\|", indices=(i,))
unit_inputs = hypothesis(
    "unit inputs",
    Eq(input_norm, 1),
    place="notation: 'Assume ||X||_2 = 1', said of the matrix (x_1, ..., x_n)",
)
