"""Random claims with their checks, the points of their domain and what the oracle needs."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import falsum
from falsum import Claim, Domain, Source, check, hypothesis, index, measured, parameter
from falsum.measure.check import Check
from tests.cases import nothing
from tests.fuzz.domains import DOMAINS, within
from tests.fuzz.generate import NUMBERS, N, Terms, relation
from tests.fuzz.instances import FAMILIES, LAWS, measured_law, points
from tests.fuzz.judge import Relation, Statement
from tests.fuzz.oracle import Environment
from tests.fuzz.terms import RELATIONS, Term, number, speaks_of, written

KINDS = ("plane", "plane", "plane", "vectors", "vectors", "lists", "laws", "exact", "line")
SPOKEN = ("a", "b", "n", "p", "w", "v", "y", "c", "d")
PRODUCTS: dict[str, Callable[..., Any]] = {
    "product": lambda a, b: a * b,
    "gap": lambda a, b: abs(a) - b,
    "square": lambda a, b: a * a,
}


@dataclass(frozen=True)
class Case:
    """A random claim: its check for the engine; its statement and points for the oracle."""

    seed: int
    kind: str
    check: Check
    statement: Statement
    points: list[Environment]
    trivial: Relation | None = None


def case(seed: int) -> Case:
    """Return the random claim of a seed."""
    rng = random.Random(f"claim {seed}")
    kind = rng.choice(KINDS)
    return _Maker(rng, seed, kind).case()


class _Maker:
    """What is put together for one claim."""

    def __init__(self, rng: random.Random, seed: int, kind: str) -> None:
        self.rng, self.seed, self.kind = rng, seed, kind
        self.law = rng.choice(LAWS) if kind == "laws" else ""
        self.how = rng.choice(list(PRODUCTS))
        self.domains: dict[str, Domain] = {}
        self.named: dict[str, Term] = {"c": number(rng.choice(NUMBERS))}
        self.symbols = self._symbols()
        self.points = self._points()

    def _parameter(self, name: str, indices: tuple[Any, ...] = ()) -> Any:
        roll = self.rng.random()
        names = [n for n in DOMAINS if n != "nothing" or roll > 0.99]
        chosen = self.rng.choice(names) if roll > 0.6 else "real"
        self.domains[name] = DOMAINS[chosen]
        return parameter(name, f"the number {name}", domain=DOMAINS[chosen], indices=indices)

    def _symbols(self) -> dict[str, Any]:
        found: dict[str, Any] = {"s": index("s", 0, 2)}
        constant = self.named["c"][1]
        found["c"] = falsum.constant("c", falsum.Rational(*constant.as_integer_ratio()))
        if self.kind in ("vectors", "lists", "laws"):
            found["n"] = parameter("n", "a size")
        if self.kind in ("vectors", "lists"):
            last = found["n"] - 2 if self.kind == "lists" else found["n"]
            found["t"] = index("t", 1, found["n"])
            found["u"] = index("u", 0 if self.kind == "lists" else 1, last)
        if self.kind == "lists":
            found["p"] = self._parameter("p")
            return found
        found["a"] = self._parameter("a")
        if self.kind in ("plane", "exact"):
            found["b"] = self._parameter("b")
        if self.kind == "vectors":
            found["w"] = self._parameter("w", (found["t"],))
            found["v"] = measured("v", "w + a", indices=(found["t"],))
        if self.kind in ("plane", "exact", "laws"):
            found["y"] = measured("y", f"{self.how} {self.law}")
        return found

    def _points(self) -> list[Environment]:
        if self.kind == "line":
            return [self._completed({"a": f, "ranges": {"s": (0, 2)}}) for f in NUMBERS]
        return [self._completed(dict(env)) for env in points(self.kind, self.law)]

    def _completed(self, env: dict[str, Any]) -> Environment:
        if self.kind in ("plane", "exact"):
            env["y"] = PRODUCTS[self.how](env["a"], env["b"])
        if self.kind == "vectors":
            env["v"] = [w + env["a"] for w in env["w"]]
        return {**env, "named": self.named}

    def _terms(self, drawn: bool = False) -> Terms:
        leaves = [("symbol", s) for s in ("a", "b", "n", "p") if s in self.symbols]
        leaves.append(("constant", "c"))
        if "y" in self.symbols and (drawn or self.kind != "laws"):
            leaves.append(("symbol", "y"))
        if "d" in self.named:
            leaves.append(("defined", "d"))
        over, arrays, ends = ["s"], {}, [number(v) for v in (0, 1, 2, -1)]
        if "t" in self.symbols:
            over += ["t"] if self.kind == "vectors" else ["t", "u"]
            ends += [N, ("subtract", N, number(2))]
        if self.kind == "vectors":
            arrays = {"t": [("symbol", "w", "t"), ("symbol", "v", "t")]}
        curved = self.rng.choice((0.0, 0.2, 0.6))
        return Terms(self.rng, leaves, over, arrays, ends, curved)

    def case(self) -> Case:
        """Put the claim together."""
        rng = self.rng
        if rng.random() < 0.3:
            self.named["d"] = self._terms().term(2)
            self.symbols["d"] = falsum.defined("d", written(self.named["d"], self.symbols))
        quantifier, least = self._quantifier()
        drawn = self.kind == "laws" and quantifier.kind == "with_probability"
        assumed = self._hypotheses(self.kind == "laws")
        conclusion = tuple(self._conclusion(drawn) for _ in range(1 + (rng.random() < 0.2)))
        domains = self._domain_relations((*assumed, *conclusion), least)
        statement = Statement(quantifier.kind, assumed, conclusion, domains, least)
        trivial = None
        if rng.random() < 0.1 and self.kind not in ("laws", "line"):
            trivial = (rng.choice(("<=", ">=")), conclusion[0][1], conclusion[0][2])
        claim = self._claim(statement, quantifier, trivial)
        bound = check(claim, FAMILIES[self.kind])(self._measure(claim))
        return Case(self.seed, self.kind, bound, statement, self.points, trivial)

    def _quantifier(self) -> tuple[Any, Term | None]:
        if self.kind == "line":
            return falsum.almost_always, None
        if self.kind != "laws":
            return falsum.always, None
        if self.rng.random() < 0.4:
            return falsum.in_expectation, None
        options = [*(Fraction(k, 16) for k in range(17)), Fraction(1, 3), Fraction(3, 4)]
        least = number(self.rng.choice(options))
        if self.rng.random() < 0.2:
            least = self._terms().term(2)
        return falsum.with_probability(written(least, self.symbols)), least

    def _hypotheses(self, drawn: bool) -> tuple[Relation, ...]:
        count = self.rng.choice((0, 0, 1, 1, 2))
        return tuple(self._relation(self._terms(drawn), 1) for _ in range(count))

    def _relation(self, source: Terms, depth: int, of: Sequence[str] = SPOKEN) -> Relation:
        while True:
            found = relation(source, self.points, depth)
            if any(speaks_of(side, s) for side in found[1:] for s in of):
                return found

    def _conclusion(self, drawn: bool) -> Relation:
        if self.kind != "laws" or drawn:
            spoken = ("y",) if drawn else SPOKEN
            return self._relation(self._terms(drawn), self.rng.choice((1, 2, 3)), spoken)
        inner = self._terms(True)
        mean: Term = ("number",)
        while not speaks_of(mean, "y"):
            mean = ("mean", inner.term(2))
        outer = self._terms()
        outer.leaves = [*outer.leaves, mean]
        sign, left, _ = self._relation(outer, 1)
        return (sign, ("add", mean, left) if self.rng.random() < 0.3 else mean, outer.term(1))

    def _domain_relations(
        self, relations: tuple[Relation, ...], least: Term | None
    ) -> tuple[Relation, ...]:
        found: list[Relation] = []
        sides = [side for r in relations for side in r[1:]] + [least or number(0)]
        if any(speaks_of(side, "d") for side in sides):
            sides.append(self.named["d"])
        if any(speaks_of(side, "w") for side in sides):
            sides.append(("symbol", "n"))
        for name, domain in self.domains.items():
            if any(speaks_of(side, name) for side in sides):
                found += within(name, domain)
        return tuple(found)

    def _claim(self, statement: Statement, quantifier: Any, trivial: Relation | None) -> Claim:
        conclusion = [self._written(r) for r in statement.conclusion]
        return Claim(
            id=f"fuzz.claim_{self.seed}",
            title="A random claim",
            source=Source("fuzz", f"Claim {self.seed}", page=1),
            quantifier=quantifier,
            conclusion=conclusion[0] if len(conclusion) == 1 else falsum.And(*conclusion),
            hypotheses=[
                hypothesis(f"h{n}", self._written(r)) for n, r in enumerate(statement.hypotheses)
            ],
            trivial=self._written(trivial) if trivial else None,
        )

    def _written(self, found: Relation) -> Any:
        return RELATIONS[found[0]](*(written(side, self.symbols) for side in found[1:]))

    def _measure(self, claim: Claim) -> Callable[..., Any]:
        wanted = {s.name: s for s in claim.of_role(falsum.statement.symbols.Role.MEASURED)}
        if self.kind == "laws":
            return measured_law(self.law, self.symbols["y"])
        if self.kind == "vectors":
            return lambda instance: (
                {wanted["v"]: instance.w + instance.a[..., None]} if "v" in wanted else {}
            )
        if self.kind in ("plane", "exact"):
            how = PRODUCTS[self.how]
            return lambda a, b: {wanted["y"]: how(a, b)} if "y" in wanted else {}
        return nothing
