"""What a counterexample shows, in one plain sentence in the statement's own symbols."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from falsum.records.chance import ChanceRecord
from falsum.records.described import Enclosure, Instance
from falsum.records.verdicts import Verdict
from falsum.report.growth_sentence import growth_sentence
from falsum.report.markdown import inline
from falsum.report.numbers import SLIGHT, brief, ends, powers, spoken, telling
from falsum.statement.claim import Claim
from falsum.statement.fold import comparison
from falsum.statement.latex import latex
from falsum.statement.symbols import Role, Symbol, symbols_of
from falsum.statement.text import plain

LONGEST = 90  # characters of a side before it is called by its place
MOST = 6  # symbols whose values a sentence gives
FAILS = {
    "<=": "is more than",
    "<": "is not less than",
    ">=": "is less than",
    ">": "is not more than",
    "==": "is not equal to",
    "!=": "is equal to",
}
CLAIMED = {"<=": "at most ", "<": "less than ", ">=": "at least ", ">": "more than "}


@dataclass(frozen=True)
class Script:
    """How a sentence writes mathematics: as LaTeX between dollars, or as plain text."""

    formula: Callable[[Any], str]
    set_off: Callable[[str], str]
    named: Callable[[Symbol], str]

    def equal(self, left: str, said: str) -> str:
        """Write that something has a value, in words where the value is no single number."""
        if ends(said) is None:
            return f"{self.set_off(left)} is {said}"
        return self.set_off(f"{left} = {said}")


TEX = Script(latex, lambda tex: inline(powers(tex)), lambda symbol: symbol.latex)
TEXT = Script(plain, lambda text: text, lambda symbol: symbol.name)


def failure(claim: Claim, instance: Instance, verdict: Verdict, script: Script = TEX) -> str:
    """Say what fails at an instance; "" where nothing can be said of it."""
    relation = None
    if verdict is Verdict.ILL_DEFINED:
        said = _undefined(instance, script)
    elif instance.growth is not None:
        said = growth_sentence(claim, instance, script.set_off, tex=script is TEX)
        relation = claim.conjuncts[0]
    elif instance.chance is not None:
        said = _chance(instance.chance, script)
    else:
        place = _broken(instance)
        if place is None or place >= len(claim.conjuncts):
            return ""
        relation = claim.conjuncts[place]
        said = _sides(relation, instance.conclusion[place], script)
    given = list(_values(claim, instance, relation, script))[:MOST]
    return f"With {', '.join(given)}: {said}." if given else f"Here {said}."


def _undefined(instance: Instance, script: Script) -> str:
    what = instance.reason or "an operation without a value"
    where = f" in {inline(instance.undefined)}" if instance.undefined and script is TEX else ""
    return f"the statement asks for {_article(what)}{what}{where}"


def _article(what: str) -> str:
    return "" if what.startswith(("a ", "an ")) else "an " if what[:1] in "aeiou" else "a "


def _chance(known: ChanceRecord, script: Script) -> str:
    """Say what a probability or an expectation comes to, and what is claimed of it."""
    claimed = script.set_off(brief(known.claimed))
    found = script.set_off(brief(known.estimate))
    if known.quantity != "probability":
        bound = f"{CLAIMED.get(known.sign, '')}{claimed}"
        return f"the {known.quantity} is {found}, where {bound} is claimed"
    said = f"it holds with probability {found}"
    if known.trials:
        said = f"it failed in {known.failures:,} of {known.trials:,} trials"
    return f"{said}, where a probability of at least {claimed} is claimed"


def _broken(instance: Instance) -> int | None:
    """Return the place of the relation that fails by most at an instance."""
    gaps = [(gap(side), -place) for place, side in enumerate(instance.conclusion)]
    known = [(size, place) for size, place in gaps if size is not None]
    return -max(known)[1] if known else None


def gap(side: Enclosure) -> float | None:
    """Return by how much a relation fails, relative to its sides; at most 0 where it may hold."""
    left, right = ends(side.lhs), ends(side.rhs)
    if left is None or right is None:
        return None
    if side.sign in ("==", "!="):
        apart = max(left[0] - right[1], right[0] - left[1])
        return _relative(apart if side.sign == "==" else -apart, left[0], right[0])
    return _relative(left[0] - right[1], left[0], right[0])


def _relative(apart: float, left: float, right: float) -> float:
    size = abs(left) + abs(right)
    return 1.0 if size == float("inf") else apart / size if size else 0.0


def _sides(relation: Any, side: Enclosure, script: Script) -> str:
    """Say both sides of a relation that fails, in the order in which they are printed."""
    sign = comparison(relation)
    values = (side.rhs, side.lhs) if sign in (">=", ">") else (side.lhs, side.rhs)
    first, second = telling(*values)
    left, right = (script.formula(tree) for tree in relation.args)
    said = script.equal(left, first)
    if len(left) > LONGEST:
        said = f"the left side is {_number(first, script)}"
    other = script.equal(right, second)
    if not symbols_of(relation.args[1]):
        other = script.set_off(right)
    elif len(right) > LONGEST:
        other = f"the right side, {_number(second, script)}"
    slight = 0 < (gap(side) or 0.0) < SLIGHT
    return f"{said}, which {FAILS[sign]} {other}{', by less than a millionth' if slight else ''}"


def _number(said: str, script: Script) -> str:
    return said if ends(said) is None else script.set_off(said)


def _values(claim: Claim, instance: Instance, relation: Any, script: Script) -> Iterator[str]:
    """Yield the values of single numbers: those in the relation, then the others of the claim."""
    trees = claim.trees if relation is None else list(relation.args)
    near = {s.name for tree in trees for s in symbols_of(tree)}
    own = {s.name for s in claim.definitions}
    symbols = {s.name: s for s in claim.symbols}
    sides = () if relation is None else relation.args
    taken = {side.name for side in sides if isinstance(side, Symbol)}
    taken |= {instance.growth.over} if instance.growth is not None else set()

    def rank(name: str) -> int:
        role = symbols[name].role
        if name in near:
            return 0 if role is Role.PARAMETER else 1
        return 2 if name in own else 3

    told = [(name, value) for name, _, value in instance.symbols if ends(value) is not None]
    free = [(n, v) for n, v in told if n in symbols and n not in taken]
    kept = [(n, v) for n, v in free if symbols[n].role in (Role.PARAMETER, Role.DEFINED)]
    for name, value in sorted(kept, key=lambda pair: rank(pair[0])):
        yield script.equal(script.named(symbols[name]), spoken(value))
