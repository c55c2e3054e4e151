"""Symbols of the two-layer Huberised network: 2p hidden units, n unit inputs, logistic loss."""

from falsum import Document, Eq, hypothesis, index, measured, naturals, parameter

article = Document(
    "chatterji_long_bartlett_2021",
    "N. S. Chatterji, P. M. Long, P. L. Bartlett, When Does Gradient Descent with "
    "Logistic Loss Find Interpolating Two-Layer Networks?, arXiv:2012.02409v4, 2021",
)

p = parameter("p", "half the number of hidden units", domain=naturals, place="section 2")
n = parameter("n", "number of examples", domain=naturals, place="section 2")
s = index("s", 1, n)

input_norm = measured(
    "input_norm",
    r"\|x_s\|",
    indices=(s,),
    says="Euclidean norm of the s-th input",
)
loss = measured("loss", r"\frac{1}{n} \sum_{s=1}^{n} \log(1 + \exp(-y_s f_V(x_s)))", latex="L(V)")
gradient_norm = measured("gradient_norm", r"\|\nabla_V L(V)\|_F", latex=r"\|\nabla L(V)\|")
margin = measured(
    "margin",
    r"y f_V(x)",
    indices=(s,),
    says="margin: the output of the network times the label",
)
example_loss = measured(
    "example_loss",
    r"\log(1 + \exp(-y f_V(x)))",
    latex="L(V; x, y)",
    indices=(s,),
)
unit_inputs = hypothesis("unit inputs", Eq(input_norm, 1), place="the data of section 2")
