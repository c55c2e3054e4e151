"""Symbols of the slides: n unit inputs and the Gram matrix of the infinitely wide ReLU network."""

from falsum import Document, Eq, hypothesis, index, measured, naturals, parameter

slides = Document(
    "arora_2019",
    "Summary slides of S. Arora, S. Du, W. Hu, Z. Li, R. Wang, Fine-Grained Analysis "
    "of Optimization and Generalization for Overparameterized Two-Layer Neural "
    "Networks, 2019",
)

n = parameter("n", "number of inputs", domain=naturals, place="notation: 'n input-label samples'")
i = index("i", 1, n)
j = index("j", 1, n)

input_norm = measured(
    "input_norm",
    r"\|x_i\|",
    indices=(i,),
    says="Euclidean norm of the i-th input",
)
unit_inputs = hypothesis(
    "unit inputs",
    Eq(input_norm, 1),
    place="notation: 'Assume ||X||_2 = 1', said of the matrix (x_1, ..., x_n)",
)
