"""True claims whose measurement rounds: a file of claims as anybody may write it, audited."""

from dataclasses import replace
from pathlib import Path
from textwrap import dedent, indent
from typing import Any

import pytest
import sympy

from falsum import (
    Le,
    Mean,
    Sample,
    Space,
    check,
    family,
    in_expectation,
    sizes,
    with_probability,
)
from falsum.balls import InexactNumber
from falsum.campaign.catalogue import load_file
from falsum.measure.check import BindingError
from falsum.verdict.audit import audit
from tests.cases import Number, bound, exact_line, line, stated, x, y
from tests.decide.chances import biased, coins, heads, n, p, tilted, toss
from tests.decide.chances import bound as chance_bound

HEAD = '''
"""One claim of a paper."""

import math
import statistics
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from array_api_compat import array_namespace

from falsum import (
    Claim, Eq, Law, Le, Lt, Sample, Source, Space, always, check, cos, exp, family,
    in_expectation, measured, parameter, pi, positive, sizes, sqrt, tanh, Mean, with_probability,
)
from falsum.maps import wide

t = parameter("t", "a positive number")
y = measured("y", "a number computed from t")


@dataclass(frozen=True)
class Number:
    t: Any


@family(space=Space(n=sizes(1, 2)), latent=lambda c: {"t": ()})
def numbers(config, z, xp):
    return Number(DECODED)


claim = Claim(
    id="their_paper.lemma",
    title="A lemma",
    source=Source("their_paper", "Lemma 1", page=1),
    quantifier=QUANTIFIER,
    hypotheses=[],
    conclusion=CONCLUSION,
)


@check(claim, numbers)
def test_lemma(t):
    xp = array_namespace(t)
'''


def audited(
    folder: Path,
    conclusion: str,
    body: str,
    decoded: str = "wide(z.t, xp)",
    quantifier: str = "always",
) -> Any:
    """Write the file, load it as the command does, and audit its one check."""
    text = HEAD.replace("CONCLUSION", conclusion).replace("DECODED", decoded)
    path = folder / "their_claims.py"
    path.write_text(text.replace("QUANTIFIER", quantifier) + indent(dedent(body), "    ") + "\n")
    (found,) = load_file(path)
    evidence, certificate = audit(found, profile="quick")
    return evidence.verdict, certificate


ROWS = "xp.asarray([{} for v in t], dtype=t.dtype)"
HOST = "t.detach().numpy() if hasattr(t, 'detach') else np.asarray(t)"
NUMBERS = "t.midpoints() if hasattr(t, 'midpoints') else t.detach().numpy()"

# What is claimed holds for what is meant by the measurement, and the message says what to write.
EXPERIMENTS = {
    "a float literal": ("Le(y, t / 10)", "return {y: 0.1 * t}", r"write x / 10 for 0\.1 \* x"),
    "a quotient of ints": ("Le(y, t / 3)", "return {y: 1 / 3 * t}", r"write x / 3 for"),
    "a literal that is added": ("Le(y, t + 0 * t)", "return {y: t + 0.1 - 0.1}", "write x / 10"),
    "a literal exponent": ("Le(y**10, t)", "return {y: t**0.1}", r"write x / 10"),
    "a literal bound": (
        "Eq(10 * y, y + 9 * y)",
        "return {y: xp.clip(t, 0.1, None)}",
        "write x / 10",
    ),
    "a filled array": ("Eq(10 * y, t - t + 1)", "return {y: xp.full_like(t, 0.1)}", "write x / 10"),
    "an assignment": (
        "Eq(10 * y, t - t + 1)",
        "y_ = xp.zeros_like(t)\ny_[...] = 0.1\nreturn {y: y_}",
        "write x / 10",
    ),
    "a number of numpy": ("Le(y, t / 10)", "return {y: float(np.float32(0.1)) * t}", "functions"),
    "a rounded Fraction": ("Le(y, t / 10)", "return {y: t * float(Fraction(0.1))}", "x / 10"),
    "pi of math": ("Eq(y, pi * t)", "return {y: math.pi * t}", r"write xp\.pi"),
    "e of math": ("Eq(y, exp(1) * t)", "return {y: math.e * t}", r"write xp\.e"),
    "a root of math": (
        "Eq(y, sqrt(2) * t)",
        "return {y: math.sqrt(2) * t}",
        r"write xp\.sqrt\(xp\.full_like\(x, 2\)\)",
    ),
    "float() of a quotient": (
        "Le(y, t / 3)",
        f"return {{y: {ROWS.format('float(v / 3)')}}}",
        r"float\(\) of",
    ),
    "math.sqrt and back": (
        "Le(y, t)",
        f"return {{y: {ROWS.format('math.sqrt(v) ** 2')}}}",
        r"float\(\) of .*write xp\.sqrt",
    ),
    "a short result of math": (
        "Lt(y, 1 + 0 * t)",
        f"return {{y: {ROWS.format('math.tanh(v)')}}}",
        r"float\(\) of .*write xp\.sqrt",
    ),
    "a mean of statistics": (
        "Le(y, t)",
        f"return {{y: {ROWS.format('statistics.fmean([v, v])')}}}",
        r"float\(\) of",
    ),
    "rounding": ("Le(y, t + 1)", f"return {{y: {ROWS.format('round(float(v), 3)')}}}", "float"),
    "numpy": ("Le(y, t)", f"t = {HOST}\nreturn {{y: xp.asarray(np.sqrt(t) ** 2)}}", "detach"),
    "midpoints": ("Le(y, t)", f"t = {NUMBERS}\nreturn {{y: xp.asarray(t / 3 * 3)}}", "midpoints"),
}


@pytest.mark.filterwarnings("ignore:Converting a tensor with requires_grad")
@pytest.mark.parametrize(("conclusion", "body", "advice"), EXPERIMENTS.values(), ids=EXPERIMENTS)
def test_a_measurement_that_rounds_is_refused(
    tmp_path: Path, conclusion: str, body: str, advice: str
) -> None:
    """No finding comes of rounding: balls refuse the number and say on one line what to write."""
    with pytest.raises(InexactNumber, match=advice) as caught:
        audited(tmp_path, conclusion, body)
    assert "\n" not in str(caught.value)


AS_ADVISED = {
    "a quotient": ("Le(y, t / 10)", "return {y: t / 10}"),
    "a filled array": ("Eq(10 * y, t - t + 1)", "return {y: xp.ones_like(t) / 10}"),
    "a short dyadic": ("Le(y, 3 * t / 8)", "return {y: 0.375 * t}"),
    "a root": ("Le(y, sqrt(2) * t)", "return {y: xp.sqrt(xp.full_like(t, 2)) * t}"),
    "pi": ("Le(y, 4 * t)", "return {y: xp.pi * t}"),
    "integers": ("Le(y, 10 * t)", "return {y: math.comb(5, 2) * t}"),
    "a comparison": ("Le(0, y)", "return {y: xp.where(t > 1, t, 0 * t)}"),
}


@pytest.mark.parametrize(("conclusion", "body"), AS_ADVISED.values(), ids=AS_ADVISED)
def test_what_the_messages_advise_survives(tmp_path: Path, conclusion: str, body: str) -> None:
    """The same true claims, measured as the messages say, are audited to the end."""
    assert audited(tmp_path, conclusion, body) == ("survived", None)


def test_a_decoder_that_rounds_is_refused(tmp_path: Path) -> None:
    """An instance's own numbers enter exactly, and a decoder's literals are held to the rule."""
    with pytest.raises(InexactNumber, match=r"write x / 10 for 0\.1"):
        audited(tmp_path, "Le(y, t)", "return {y: t}", decoded="0.1 * z.t")
    assert audited(tmp_path, "Le(y, t)", "return {y: t}", decoded="z.t / 10")[0] == "survived"


def test_a_number_that_a_decoder_keeps_is_refused() -> None:
    """A float field of an instance is no parameter of a claim unless it is short."""
    for kept in (0.1, 0.5):
        place = family(space=Space(n=sizes(1, 2)), latent=lambda c: {"x": ()})(
            lambda config, z, xp, kept=kept: Number(kept)
        )
        if kept == 0.5:
            assert audit(bound(stated(Le(x, 1)), place), profile="quick")[0].verdict == "survived"
            continue
        with pytest.raises(InexactNumber, match=r"write x / 10 for 0\.1"):
            audit(bound(stated(Le(x, 1)), place), profile="quick")


ROW = "xp.broadcast_to(xp.asarray([[0.1, 0.9]], dtype=t.dtype), (t.shape[0], 2))"
LAWS = {
    "weights": f"Law({{y: xp.stack([t, t], axis=1)}}, {ROW})",
    "values": "Law({y: 0.1 * t[:, None]}, xp.ones_like(t)[:, None])",
    "values as a list": f"Law({{y: {ROW}}}, xp.stack([t, t], axis=1) / (2 * t[:, None]))",
}


@pytest.mark.parametrize("law", LAWS.values(), ids=LAWS)
def test_a_law_that_rounds_is_refused(tmp_path: Path, law: str) -> None:
    """Weights and values of a law enter through the same door."""
    with pytest.raises(InexactNumber, match="write x / 10"):
        audited(tmp_path, "Le(y, t + 1)", f"return {law}", quantifier="with_probability(1)")


def _scaled(stream: Any, n: int, p: Any) -> Sample:
    found = tilted(stream, n, p)
    return replace(found, ratios=found.ratios * 0.3, largest=found.largest)


def _confined(stream: Any, n: int, p: Any) -> Sample:
    found = toss(stream, n, p)
    return replace(found, within={heads: (0, n + 0.1)})


@pytest.mark.parametrize(
    ("measure", "conclusion", "quantifier", "among"),
    [
        (_scaled, Le(heads, n - 1), with_probability(1 - p**n), biased),
        (_confined, Le(Mean(heads), n), in_expectation, coins),
    ],
)
def test_trials_that_round_are_refused(
    measure: Any, conclusion: Any, quantifier: Any, among: Any
) -> None:
    """Ratios and bounds of trials enter through the same door."""
    with pytest.raises(InexactNumber, match="may have been rounded"):
        audit(chance_bound(conclusion, quantifier, measure, among), profile="quick")


@pytest.mark.parametrize("given", [0.1, 0.1 * sympy.Symbol("z"), 1 / 3])
def test_what_is_given_for_a_proof_holds_exact_numbers_only(given: Any) -> None:
    """A float in given= is refused when the check is bound, with what to write."""
    with pytest.raises(BindingError, match=r"lemma_1: given= for y: .*write Rational\(1, "):
        check(stated(Le(y, x)), line, given={y: given})


def test_an_exact_measurement_may_keep_data_and_round_nothing() -> None:
    """Fractions of the latent come back as they are, also those of floats; a long float not."""
    kept, _ = audit(bound(stated(Le(y, x)), exact_line, lambda x: {y: x}), profile="quick")
    assert kept.verdict == "survived"
    with pytest.raises(InexactNumber, match="may have been rounded"):
        audit(bound(stated(Le(3 * y, x)), exact_line, lambda x: {y: float(x / 3)}), profile="quick")
