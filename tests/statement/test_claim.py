"""Claims: what is refused and with which cure; what the hash covers and what it does not."""

from collections.abc import Callable
from dataclasses import FrozenInstanceError, replace
from fractions import Fraction
from typing import Any

import pytest
import sympy

from falsum import (
    And,
    Claim,
    ClaimError,
    Domain,
    E,
    Eq,
    Ge,
    Gt,
    Le,
    Lt,
    Ne,
    Rational,
    Source,
    Symbol,
    almost_always,
    always,
    constant,
    count,
    defined,
    exists,
    floor,
    granted,
    hypothesis,
    index,
    integers,
    interval,
    log,
    measured,
    naturals,
    parameter,
    positive,
    real,
    with_probability,
)
from falsum.statement.claim import Hypothesis
from falsum.statement.hashing import serialise
from tests.cases import stated, x, y

n = parameter("n", "a size", domain=naturals)


def test_a_claim_is_frozen_data() -> None:
    """Nothing of a claim can be changed, and its sequences become tuples."""
    claim = stated(Le(x, 1), hypotheses=[hypothesis("small", Le(x, 0))])
    assert isinstance(claim.hypotheses, tuple)
    with pytest.raises(FrozenInstanceError):
        claim.note = "changed"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("identifier", "kind", "printed", "test"),
    [
        ("doe_2020.lemma_1", "printed", "doe_2020.lemma_1", "test_lemma_1"),
        ("doe.lemma_1.part_2", "printed", "doe.lemma_1.part_2", "test_lemma_1_part_2"),
        ("doe.lemma_1.corrected", "corrected", "doe.lemma_1", "test_lemma_1_corrected"),
        ("doe.lemma_1.reading_ceiling", "reading", "doe.lemma_1", "test_lemma_1_reading_ceiling"),
    ],
)
def test_ids(identifier: str, kind: str, printed: str, test: str) -> None:
    """The id says what kind of claim it is, whose statement it reads, how its test is called."""
    claim = stated(Le(x, 1), id=identifier, note="what it changes")
    assert (claim.named_form, claim.printed_id, claim.test_name) == (kind, printed, test)


ID_CURE = "not of the form document.statement.*write lower case"
REFUSED: dict[str, tuple[Callable[[], Any], str]] = {
    "float in the conclusion": (lambda: stated(Le(x, 0.5)), r"float.*write Rational\(1, 2\)"),
    "bare symbol in the conclusion": (
        lambda: stated(Le(sympy.Symbol("q"), 1)),
        r"q is a bare SymPy symbol; declare it with parameter\(\), measured\(\)",
    ),
    "bare symbol in a hypothesis": (
        lambda: stated(Le(x, 1), [hypothesis("h", Le(sympy.Symbol("q"), 1))]),
        r"q is a bare SymPy symbol; declare it with parameter\(\)",
    ),
    "decided by SymPy": (
        lambda: stated(sympy.Integer(1) < sympy.Integer(2)),
        "already been decided: it is the constant True; build it with Le, Lt",
    ),
    "decided by Python": (
        lambda: stated(x == 1),
        "already been decided: it is the constant False; build it with",
    ),
    "decided hypothesis": (
        lambda: hypothesis("h", Rational(1, 2) < 1),
        "hypothesis 'h' has already been decided",
    ),
    "hypothesis that is no relation": (
        lambda: hypothesis("h", x + 1),
        r"which is not a relation; write Le\(lhs, rhs\)",
    ),
    "hypothesis that is a conjunction": (
        lambda: hypothesis("h", And(Le(x, 1), Le(0, x))),
        "which is not a relation",
    ),
    "conclusion that is no relation": (lambda: stated(x), "not a relation; write Le"),
    "no symbol": (lambda: stated(Le(1, 2)), "speaks of no symbol, so it is decided"),
    "no symbol in one part": (lambda: stated(And(Le(x, 1), Le(1, 2))), "speaks of no symbol"),
    "conjunction of one": (lambda: And(Le(x, 1)), "joins two relations or more, got 1"),
    "duplicate hypothesis names": (
        lambda: stated(Le(x, 1), [hypothesis("h", Le(x, 1)), granted("h", "x")]),
        r"two hypotheses share a name among \['h', 'h'\]",
    ),
    "unnamed hypothesis": (
        lambda: stated(Le(x, 1), hypotheses=[Le(x, 0)]),
        "is not a named hypothesis; write hypothesis\\('its name', relation\\)",
    ),
    "no source": (
        lambda: stated(Le(x, 1), source=None),
        r"source is None; write Source\(document, label",
    ),
    "empty source": (lambda: stated(Le(x, 1), source=Source("", "Lemma 1")), "write Source"),
    "source as text": (lambda: stated(Le(x, 1), source="Lemma 1"), "write Source"),
    "id without a document": (lambda: stated(Le(x, 1), id="lemma_1"), ID_CURE),
    "id in capitals": (lambda: stated(Le(x, 1), id="Doe.lemma_1"), ID_CURE),
    "id as a path": (lambda: stated(Le(x, 1), id="../doe.lemma_1"), ID_CURE),
    "id with a line end": (lambda: stated(Le(x, 1), id="doe.lemma_1\n"), ID_CURE),
    "id with an empty part": (lambda: stated(Le(x, 1), id="doe..lemma"), ID_CURE),
    "id of another type": (lambda: stated(Le(x, 1), id=7), ID_CURE),
    "unknown quantifier": (
        lambda: stated(Le(x, 1), quantifier="always"),  # type: ignore[arg-type]
        r"quantifier is 'always'; write always, with_probability\(p\)",
    ),
    "float probability": (lambda: with_probability(0.9), r"write Rational\(9, 10\)"),
    "corrected without a note": (
        lambda: stated(Le(x, 1), id="doe.lemma_1.corrected"),
        "a corrected claim needs note= saying what it changes",
    ),
    "definition of the wrong kind": (
        lambda: stated(Le(x, 1), definitions=[n]),
        r"no definition; write defined\(name, expression\)",
    ),
    "unknown node": (
        lambda: stated(Le(sympy.zeta(x), 1)),
        "is a zeta, which no arithmetic here can evaluate; write it with abs",
    ),
    "unknown node in a hypothesis": (
        lambda: stated(Le(x, 1), [hypothesis("h", Le(sympy.zeta(x), 1))]),
        "is a zeta, which no arithmetic",
    ),
    "unknown node in a probability": (
        lambda: stated(Le(x, 1), quantifier=with_probability(sympy.zeta(x))),
        "is a zeta, which no arithmetic",
    ),
    "unknown node in a definition": (
        lambda: stated(Le(x, 1), definitions=[defined("T", sympy.zeta(x))]),
        "is a zeta, which no arithmetic",
    ),
    "unknown node in a constant": (
        lambda: stated(Le(x, constant("c", sympy.zeta(3)))),
        "is a zeta, which no arithmetic",
    ),
    "unknown node in the range of an axis": (
        lambda: stated(Le(measured("a", "a", indices=(index("i", 1, sympy.zeta(x)),)), 1)),
        "is a zeta, which no arithmetic",
    ),
    "two symbols of one name": (
        lambda: stated(Le(x, parameter("x", "another number"))),
        "two different symbols are named 'x'",
    ),
    "two symbols of one name, far apart": (
        lambda: stated(
            Le(x, 1), [hypothesis("h", Le(measured("y", "y"), 1))], definitions=[defined("y", x)]
        ),
        "two different symbols are named 'y'",
    ),
    "two index ranges of one name": (
        lambda: stated(
            Le(
                measured("a", "a", indices=(index("i", 1, n),)),
                measured("b", "b", indices=(index("i", 0, n),)),
            )
        ),
        "two different symbols are named 'i'",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_malformed_claim_is_refused_with_a_cure(case: str) -> None:
    """Each defect raises at once, and the message says what to write instead."""
    build, message = REFUSED[case]
    with pytest.raises(ClaimError, match=message):
        build()


def test_errors_of_a_claim_name_the_claim() -> None:
    """Of many claims in a file, the message says which one is wrong."""
    with pytest.raises(ClaimError, match=r"^doe\.lemma_9: "):
        stated(Le(1, 2), id="doe.lemma_9")


def test_domains_become_hypotheses() -> None:
    """A parameter's domain is assumed like any hypothesis: open ends strictly."""
    beta = parameter("beta", "decay", domain=interval(0, Fraction(1, 2), "[)"))
    claim = stated(And(Le(n, beta), Le(parameter("c", "scale", domain=positive), y)))
    found = {(h.name, serialise(h.relation)) for h in claim.domain_hypotheses}
    c = parameter("c", "scale", domain=positive)
    assert found == {
        ("beta in its domain", serialise(Ge(beta, 0))),
        ("beta in its domain", serialise(Lt(beta, Rational(1, 2)))),
        ("c in its domain", serialise(Gt(c, 0))),
        ("n in its domain", serialise(Ge(n, 1))),
        ("n in its domain", serialise(Eq(n, floor(n)))),
    }


two = constant("c", 2)
T = defined("T", 2 * x)
BASE: dict[str, Any] = {
    "conclusion": Le(y, two * x),
    "hypotheses": [hypothesis("h", Le(x, 1)), granted("g", "x")],
    "definitions": [T],
}


def base(**parts: Any) -> Claim:
    """Return the claim that the variants below differ from."""
    return stated(**{**BASE, **parts})


def with_x(domain: Domain = real, meaning: str = "any number", **parts: Any) -> Claim:
    """Return the base claim over another x."""
    other = parameter("x", meaning, domain=domain, **parts)
    return stated(
        Le(y, two * other),
        [hypothesis("h", Le(other, 1)), granted("g", "x")],
        definitions=[defined("T", 2 * other)],
    )


i = index("i", 1, n)


def indexed(i: Symbol) -> Claim:
    """Return a claim over an axis."""
    return stated(Le(measured("a", "a_i", indices=(i,)), x))


CHANGES: dict[str, Callable[[], tuple[Claim, Claim]]] = {
    "id": lambda: (base(), base(id="doe_2020.lemma_2")),
    "value of a constant": lambda: (base(), base(conclusion=Le(y, constant("c", 3) * x))),
    "literal instead of a constant": lambda: (base(), base(conclusion=Le(y, 2 * x))),
    "strictness": lambda: (base(), base(conclusion=Lt(y, two * x))),
    "direction": lambda: (base(), base(conclusion=Ge(y, two * x))),
    "sides": lambda: (base(), base(conclusion=Le(two * x, y))),
    "equality": lambda: (base(conclusion=Eq(y, x)), base(conclusion=Ne(y, x))),
    "order of factors": lambda: (base(), base(conclusion=Le(y, x * two))),
    "a conjunct more": lambda: (base(), base(conclusion=And(Le(y, two * x), Le(0, y)))),
    "no hypothesis": lambda: (base(), base(hypotheses=[granted("g", "x")])),
    "relation of a hypothesis": lambda: (
        base(),
        base(hypotheses=[hypothesis("h", Le(x, 2)), granted("g", "x")]),
    ),
    "relation behind a caption": lambda: (
        base(hypotheses=[Hypothesis("h", Le(x, 1), "x")]),
        base(hypotheses=[Hypothesis("h", Le(x, 2), "x")]),
    ),
    "granted instead of computed": lambda: (
        base(hypotheses=[granted("h", serialise(Le(x, 1)))]),
        base(hypotheses=[hypothesis("h", Le(x, 1))]),
    ),
    "what is granted": lambda: (
        base(),
        base(hypotheses=[hypothesis("h", Le(x, 1)), granted("g", "y")]),
    ),
    "domain": lambda: (with_x(), with_x(positive)),
    "open end": lambda: (with_x(interval(0, 1)), with_x(interval(0, 1, "[)"))),
    "integers": lambda: (with_x(), with_x(integers)),
    "meaning of a symbol": lambda: (with_x(), with_x(meaning="a positive number")),
    "domain instead of a conjunct": lambda: (
        stated(And(Gt(x, 0), Le(x, y))),
        stated(Le(parameter("x", "any number", domain=positive), y)),
    ),
    "quantifier": lambda: (base(), base(quantifier=almost_always)),
    "probability": lambda: (
        base(quantifier=with_probability(1 - E**x)),
        base(quantifier=with_probability(1 - 2 * E**x)),
    ),
    "definition": lambda: (base(), base(definitions=[defined("T", 3 * x)])),
    "no definition": lambda: (base(), base(definitions=[])),
    "definition inside the conclusion": lambda: (
        base(conclusion=Le(y, T), definitions=[]),
        base(conclusion=Le(y, defined("T", x)), definitions=[]),
    ),
    "range of an axis": lambda: (indexed(i), indexed(index("i", 0, n))),
    "axis": lambda: (
        indexed(i),
        stated(Le(measured("a", "a_i"), x)),
    ),
}


@pytest.mark.parametrize("part", CHANGES)
def test_the_hash_changes_with_each_part_of_the_statement(part: str) -> None:
    """Two claims that state different things have different hashes."""
    one, other = CHANGES[part]()
    assert one.hash != other.hash


def test_quantifiers_all_hash_differently() -> None:
    """No two quantifiers share a hash."""
    kinds = [always, almost_always, exists, count]
    kinds.append(with_probability(Rational(1, 2)))
    assert len({base(quantifier=q).hash for q in kinds}) == len(kinds)


def test_the_hash_ignores_presentation() -> None:
    """Title, note, page, citation, LaTeX and dimensions of symbols leave the hash alone."""
    plain = base().hash
    other = Source("other_2021", "Theorem 2", page=9, equation="3", note="n", citation="c")
    assert base(title="Another title", note="a remark", source=other).hash == plain
    assert with_x(latex=r"\xi", dimension={"m": 2}).hash == plain
    assert replace(base(), title="Another").hash == plain


def test_equal_claims_hash_alike_though_built_twice() -> None:
    """The hash is of the content: building the claim again gives the same one."""
    assert base().hash == base().hash
    assert len(base().hash) == 64


def test_a_grant_without_latex_hashes() -> None:
    """A granted hypothesis may have no LaTeX."""
    bare = stated(Le(log(x), y), [granted("independence", "")])
    assert bare.hash != stated(Le(log(x), y)).hash


def test_a_superseded_name_names_the_new_one() -> None:
    """``kind`` still answers, and says what to write instead."""
    with pytest.warns(FutureWarning, match="write claim.form"):
        assert stated(Le(x, 1), id="doe_2020.lemma_1").kind == "printed"
