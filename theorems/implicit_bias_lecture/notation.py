"""Symbols of the lecture: a two-layer ReLU network, its first layer trained, logistic loss."""

from falsum import Document, Eq, Le, hypothesis, index, measured, naturals, parameter

lecture = Document(
    "implicit_bias_lecture",
    "ReLU net optimization and implicit bias 2, lecture slides after Telgarsky's "
    "notes and Ji and Telgarsky 2019",
)

SETTINGS = "slide 'Settings'"
n = parameter("n", "number of examples", domain=naturals, place=SETTINGS)
m = parameter("m", "number of hidden units", domain=naturals, place=SETTINGS)
k = index("k", 1, n)
j = index("j", 1, m)

input_norm = measured(
    "input_norm",
    r"\|x_k\|",
    indices=(k,),
    says="Euclidean norm of the k-th input",
)
sign_size = measured(
    "sign_size",
    r"|a_j|",
    indices=(j,),
    says="absolute value of the j-th output weight",
)
label_size = measured("label_size", r"|y_k|", indices=(k,), says="absolute value of the k-th label")
bounded_inputs = hypothesis("inputs in the unit ball", Le(input_norm, 1), place=SETTINGS)
sign_weights = hypothesis("output weights are signs", Eq(sign_size, 1), place=SETTINGS)
sign_labels = hypothesis("labels are signs", Eq(label_size, 1), place="logistic regression")
