"""Two elementary bounds on the size of an example's pull on the gradient."""

from falsum import And, Le, exp

from .notation import article, example_loss, margin

pull = 1 / (1 + exp(margin))

lemma = article.statement(__name__, "", "Lemma 20", page=39)
part_1 = lemma.part(
    "part_1",
    "The pull of an example is at most its loss",
    place={"label": "Lemma 20, part 1"},
    latex=r"\frac{1}{1 + \exp(y f_V(x))} \leq \log(1 + \exp(-y f_V(x))) = L(V; x, y)",
    concludes=Le(pull, example_loss),
).printed()
part_2 = lemma.part(
    "part_2",
    "The curvature of an example's loss is at most its pull, hence at most its loss",
    place={
        "label": "Lemma 20, part 2",
        "note": "the last inequality of the display is torn off in the scan; its end, L(V; x, y), "
        "stands after the proof",
    },
    latex=r"\frac{\exp(y f_V(x))}{(1 + \exp(y f_V(x)))^2} \leq \frac{1}{1 + \exp(y f_V(x))} "
    r"\leq L(V; x, y)",
    concludes=And(Le(exp(margin) / (1 + exp(margin)) ** 2, pull), Le(pull, example_loss)),
).printed()
