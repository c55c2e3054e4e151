"""The steps of the proof of Theorem 3.3.1, averaged over the data, and its number of steps."""

from typing import Any

from checks.families.data.data_laws import GateLearning, gate_learning
from checks.families.data.long_learning import long_learning
from falsum import Law, Sample, audits, check
from impl.gates import modified_sgd
from impl.gates.sampled_sgd import sampled_squares
from theorems.mukherjee_2020.chapter_3 import proof_3_3_1 as stated

COUNTED = 24  # most steps on the line with two points, by counts of draws
ENUMERATED = {2: 5, 3: 3}  # most steps by the number of points, all paths enumerated

averaged = audits(
    gate_learning,
    {
        stated.term_1: "survived",
        stated.term_2: "survived",
        stated.contraction: "survived",
        stated.iterated: "survived",
        stated.jensen: "survived",
        stated.strict: "refuted",
        stated.strict_corrected: "survived",
        stated.risk: "survived",
    },
)


@check(stated.count, long_learning, expect="survived")
def test_proof_3_3_1_count(
    instance: GateLearning, config: Any, stream: Any, step: Any, T: Any
) -> Law | Sample:
    """Return the law of the distance where runs are short, and draw trials where they are long."""
    run = (instance.law, instance.target, instance.start, instance.alpha, step, T)
    if config.kind == "long":
        draws = stream.uniform(config.steps + 1)  # one to spare: floats may round T up once more
        return Sample({stated.square: sampled_squares(*run, draws)})
    if (config.n, config.m) == (1, 2):
        paths = modified_sgd.counted_paths(*run, horizon=COUNTED)
    else:
        paths = modified_sgd.all_paths(*run, horizon=ENUMERATED[config.m])
    return Law({stated.square: paths.squares}, paths.weights)
