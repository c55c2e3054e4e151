"""A small catalogue made by hand, and evidence about it."""

from typing import Any

from falsum.instances.family import Family, Grant
from falsum.instances.space import Space, sizes
from falsum.measure.check import Check
from falsum.records.described import Enclosure, Instance
from falsum.records.evidence import Evidence
from falsum.records.studies import HypothesisRecord
from falsum.statement.claim import And, Claim, Source, always, granted, hypothesis, with_probability
from falsum.statement.declarations import constant, defined, index, measured, parameter
from falsum.statement.domain import interval, naturals, positive
from falsum.statement.expressions import Min, Rational, sqrt
from falsum.statement.relations import Eq, Le

n = parameter("n", "number of samples, $n$-dimensional", domain=naturals)
L = parameter("L", "smoothness | Lipschitz constant", domain=positive)
beta = parameter("beta", "decay", domain=interval(0, 1, "[)"), latex=r"\beta_{1}")
i = index("i", 1, n)
x = measured("x", r"\|x_i\|_{2}", latex=r"\|x_i\|", indices=(i,))
loss = measured("loss", r"\frac{1}{n} \sum_{i} |y_i - f(x_i)|", latex=r"\ell^{*}")
c = constant("c", 2, meaning="printed without a proof")
T = defined("T", sqrt(L * n), meaning="number of steps")

ID = "doe_2020.theorem_1_2"


def claim(suffix: str = "", note: str = "", factor: int = 1, **parts: Any) -> Claim:
    """Return a claim with every kind of symbol in it."""
    given: dict[str, Any] = {
        "id": ID + suffix,
        "title": "A bound on $\\|w\\|$ for GLM-Tron* with w_1 < w_2",
        "source": Source("doe_2020", "Theorem 1.2", page=7, equation="3", note="sums restored"),
        "quantifier": always,
        "hypotheses": [
            hypothesis("inputs in the unit ball", Le(x, 1)),
            granted("f has a minimiser", r"\exists x_* : f(x_*) = \min_x f(x)"),
        ],
        "conclusion": And(Le(loss**2, factor * sqrt(c * L) * Min(T, 1)), Le(x, beta * loss)),
        "note": note,
    }
    return Claim(**{**given, **parts})


family = Family(
    name="samples",
    space=Space(n=sizes(1, 3)),
    shapes=lambda config: {"w": (config.n,)},
    decode=lambda config, z, xp: z,
    grants=(Grant("f has a minimiser", "f is a strictly convex quadratic", lambda z, xp: True),),
)


def check(stated: Claim) -> Check:
    """Bind a claim to a family that is never run."""
    return Check(claim=stated, family=family, where={}, measure=dict)


printed = check(claim())
corrected = check(claim(".corrected", note="Squares the loss on the left only.", factor=4))
reading = check(claim(".reading_strict", note="Reads $<$ for at most."))
chance = check(
    claim(
        id="roe_2021.lemma_10",
        quantifier=with_probability(1 - Rational(1, 10) / n),
        conclusion=Eq(loss, T),
        hypotheses=(),
    )
)
catalogue = [printed, corrected, reading, chance]


def instance(config: str, slack: float, value: str = "1/3") -> Instance:
    """Return an instance with one array."""
    sides = [Enclosure("conclusion 1", "<=", "[0.5 +/- 1e-30]", "0.25")]
    return Instance(config, [("z.w", f"({value}, 0)"), ("n", "2")], slack, sides, 128)


def evidence(stated: Claim, verdict: str = "survived", **parts: Any) -> Evidence:
    """Return evidence as an audit would."""
    given: dict[str, Any] = {
        "id": stated.id,
        "verdict": verdict,
        "expected": None,
        "quantifier": stated.quantifier.kind,
        "worst_slack": -0.25,
        "instances": 1000,
        "rejected": 12,
        "artefacts": 1,
        "undecided": 0,
        "certificate": None,
        "constants": [],
        "hypotheses": [HypothesisRecord(h.name, not h.granted) for h in stated.hypotheses],
        "homogeneous": None,
        "power": None,
        "informative": None,
        "seconds": 1.5,
        "summary": "no counterexample among 1000 instances in 3 configurations; 12 rejected",
        "configurations": 3,
        "rejected_by": {"inputs in the unit ball": 2},
        "worst": instance("n=3", -0.25),
        "slack_by_configuration": [("n=2", -0.5), ("n=10", -0.25), ("n=1", -0.75)],
    }
    return Evidence(**{**given, **parts})


def refutation(stated: Claim, **parts: Any) -> Evidence:
    """Return evidence of a certified counterexample."""
    given = {
        "verdict": "refuted",
        "certificate": f"{stated.id}.json",
        "extent": "open set",
        "summary": "an admissible instance breaks the conclusion, certified; 3 rejected",
        "worst_slack": 0.5,
        "smallest": instance("n=1", 0.1),
        "worst": instance("n=3", 0.5, "22/7"),
        "slack_by_configuration": [("n=1", 0.1), ("n=2", -0.1), ("n=3", 0.5)],
    }
    return evidence(stated, **{**given, **parts})
