"""Two elementary bounds on the size of an example's pull on the gradient."""

from falsum import And, Claim, Le, always, exp

from .notation import example_loss, margin, source

pull = 1 / (1 + exp(margin))

lemma_20_part_1 = Claim(
    id="chatterji_long_bartlett_2021.lemma_20.part_1",
    title="The pull of an example is at most its loss",
    source=source("Lemma 20, part 1", page=39),
    quantifier=always,
    conclusion=Le(pull, example_loss),
)
lemma_20_part_2 = Claim(
    id="chatterji_long_bartlett_2021.lemma_20.part_2",
    title="The curvature of an example's loss is at most its pull, hence at most its loss",
    source=source("Lemma 20, part 2", page=39),
    quantifier=always,
    conclusion=And(
        Le(exp(margin) / (1 + exp(margin)) ** 2, pull),
        Le(pull, example_loss),
    ),
)
