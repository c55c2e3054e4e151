"""The binding of a claim to a family and a measurement."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import sympy

from falsum.instances.family import Family
from falsum.instances.quantities import Measurement
from falsum.measure.kinds import BATCHED, DRAWN, ONE_BY_ONE, Batched
from falsum.records.verdicts import Verdict, recorded
from falsum.statement.claim import Claim
from falsum.statement.exact import ClaimError, lift
from falsum.statement.quantifier import Kind
from falsum.statement.symbols import Role, Symbol


class BindingError(ValueError):
    """Raise when a check binds its claim's symbols wrongly; the message says which and how."""


@dataclass(frozen=True)
class Check:
    """A claim, where its instances come from, and how its measured symbols are computed.

    ``where`` maps parameters to instance fields (dotted for nested records); a parameter that is
    not listed binds to the field of its own name.  ``measure`` takes instance fields, definitions
    of the claim, ``config`` and the whole ``instance`` by name, and returns the measured symbols
    (or a :class:`Law`).  ``constants`` overrides the printed values of named constants;
    ``measured`` are the symbols that the measurement owes, also when a mutant drops one;
    ``given`` says what they equal, for a proof.  ``supremum`` is the reason why the values
    returned for chosen symbols are the worst that an opponent can choose, "" when they are
    witnesses only.  ``weak`` says why the check can hardly fail, where it cannot.
    """

    claim: Claim
    family: Family
    where: Mapping[Symbol, str]
    measure: Callable[..., Any]
    expect: Verdict | None = None
    file: str = ""
    arguments: tuple[str, ...] = ()
    constants: Mapping[Symbol, Any] = field(default_factory=dict)
    measured: frozenset[Symbol] = frozenset()
    given: Mapping[Symbol, Any] = field(default_factory=dict)
    supremum: str = ""
    weak: str = ""

    @property
    def random(self) -> bool:
        """Tell whether the measurement may draw trials."""
        return self.kind is DRAWN

    @property
    def kind(self) -> Batched:
        """Return how the measurement takes instances; one with a stream may draw trials."""
        if self.family.exact:
            return ONE_BY_ONE
        return DRAWN if "stream" in self.arguments else BATCHED

    @property
    def name(self) -> str:
        """Return the name under which pytest runs the check."""
        return self.claim.test_name

    def field_of(self, symbol: Symbol) -> str:
        """Return the instance field that a parameter is bound to."""
        return self.where.get(symbol, symbol.name)

    def variant(self, claim: Claim) -> Check:
        """Return this check of another claim over the same symbols, used for mutants."""
        return replace(self, claim=claim)

    def at(self, constant: Symbol, value: Any) -> Check:
        """Return this check with another value of a named constant."""
        return replace(self, constants={**self.constants, constant: value})


def _exact(claim: Claim, symbol: Symbol, value: Any) -> Any:
    """Return what is given for a symbol as an expression; refuse floats in it."""
    try:
        expression = lift(value)
        for number in sorted(expression.atoms(sympy.Float), key=str):
            lift(float(number))
    except ClaimError as error:
        raise BindingError(f"{claim.id}: given= for {symbol}: {error}") from None
    return expression


def _named(symbol: object) -> str:
    return f"{symbol!r}, a string and not the symbol" if isinstance(symbol, str) else str(symbol)


def check(
    claim: Claim,
    family: Family,
    *,
    where: Mapping[Symbol, str] | None = None,
    expect: str | None = None,
    given: Mapping[Symbol, Any] | None = None,
    supremum: str = "",
    weak: str = "",
) -> Callable[[Callable[..., Any]], Check]:
    """Bind ``claim`` to ``family`` and to the decorated measurement.

    ``expect`` is the verdict on record, written down once a certificate or a full audit exists.
    ``given`` says what measured symbols equal as expressions, so that the claim can be proved as a
    scalar statement; a symbol that may be any real is given as a parameter of its own.
    ``supremum`` says why the measurement's choice of the chosen symbols is the worst there is;
    without it a claim about all choices can be refuted by the choice, but never survives.
    ``weak`` says in a sentence why a claim that stands could hardly have failed.

    Raises BindingError when a free symbol is bound to nothing or twice, when the family does not
    grant what the claim takes for granted, or when the quantifier cannot be audited.
    """
    if not isinstance(claim, Claim):
        raise BindingError(f"check() takes a Claim first, got {type(claim).__name__}")
    if not isinstance(family, Family):
        raise BindingError(
            f"{claim.id}: {family!r} is not a family; decorate its decoder with @family(...)"
        )
    if expect == Verdict.ERROR:
        raise BindingError(
            f"{claim.id}: expect={expect!r} is no verdict: a crash is never on record; mend what "
            "raises, and leave expect= out until there is a verdict"
        )
    if expect is not None and expect not in recorded():
        raise BindingError(f"{claim.id}: expect={expect!r}; write one of {', '.join(recorded())}")
    if not claim.quantifier.kind.audited:
        raise BindingError(
            f"{claim.id}: claims with the quantifier {claim.quantifier.kind} cannot be audited "
            f"yet; supported are {', '.join(kind for kind in Kind if kind.audited)}"
        )
    bound = {s: path for s, path in family.where.items() if s in claim.of_role(Role.PARAMETER)}
    bound |= where or {}
    for symbol in bound:
        if symbol not in claim.of_role(Role.PARAMETER):
            raise BindingError(
                f"{claim.id}: where= binds {_named(symbol)}, which is no parameter of the claim; "
                f"its parameters are {[s.name for s in claim.of_role(Role.PARAMETER)]}"
            )
    for assumed in claim.hypotheses:
        if assumed.granted and family.grant(assumed.name) is None:
            raise BindingError(
                f"{claim.id} takes {assumed.name!r} for granted, and the family {family.name} "
                f"does not say how it is met; add Grant({assumed.name!r}, reason, probe)"
            )

    equal = {symbol: _exact(claim, symbol, value) for symbol, value in (given or {}).items()}
    for symbol in equal:
        if symbol not in claim.of_role(Role.MEASURED):
            raise BindingError(
                f"{claim.id}: given= speaks of {_named(symbol)}, which is no measured symbol of "
                f"the claim; those are {[s.name for s in claim.of_role(Role.MEASURED)]}"
            )

    def bind(measure: Callable[..., Any]) -> Check:
        if not inspect.isroutine(measure) and not isinstance(measure, Measurement):
            raise BindingError(
                f"{claim.id}: the measurement is a {type(measure).__name__}; decorate a function, "
                "def measure(x): ..."
            )
        return Check(
            claim=claim,
            family=family,
            where=bound,
            measure=measure,
            expect=None if expect is None else Verdict(expect),
            file=_file_of(measure),
            arguments=tuple(inspect.signature(measure).parameters),
            measured=frozenset(claim.of_role(Role.MEASURED) + claim.of_role(Role.CHOSEN)),
            given=equal,
            supremum=supremum,
            weak=weak,
        )

    return bind


def _file_of(measure: Callable[..., Any]) -> str:
    """Return the file that a measurement is written in, "" for one that is put together."""
    return (inspect.getsourcefile(measure) or "") if inspect.isroutine(measure) else ""
