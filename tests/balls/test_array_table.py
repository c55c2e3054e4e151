"""The page on arrays says what the namespace has, and the messages say what the page says."""

import inspect
import re
from fractions import Fraction
from pathlib import Path
from typing import Any

import array_api_compat.numpy as floats
import array_api_compat.torch as tensors
import numpy as np
import pytest
import torch

from falsum.balls import Truth, midpoint_floats
from falsum.balls import namespace as xp
from falsum.balls.standard import CHAPTERS
from falsum.balls.table import beyond_the_standard, in_floats, page
from falsum.errors.substitutes import ABSENT, OTHERS

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "arrays.md"
NAMES = [name for names in CHAPTERS.values() for name in names]


def found(space: Any, name: str) -> Any:
    """Return what a namespace has under a dotted name."""
    for part in name.split("."):
        space = getattr(space, part)
    return space


def test_the_page_is_what_is_generated() -> None:
    """`python -m falsum.balls.table > docs/arrays.md` brings it up to date."""
    assert PAGE.read_text() == page()


def test_each_row_has_the_cells_of_its_table() -> None:
    """No text of a cell is taken for the end of it."""
    width = 0
    for line in page().splitlines():
        cells = len(re.findall(r"(?<!\\)\|", line)) if line.startswith("|") else 0
        assert not cells or not width or cells == width, line
        width = cells


@pytest.mark.parametrize("name", NAMES)
def test_each_name_of_the_standard_is_there_or_explained(name: str) -> None:
    """A name is an attribute of the namespace or in the table of substitutes, never both."""
    if name not in ABSENT:
        assert _has(xp, name)
        return
    why, instead = ABSENT[name]
    with pytest.raises(AttributeError) as caught:
        found(xp, name)
    message = str(caught.value)
    assert message.startswith(f"no {name!r} in balls: {why}; write ")
    assert instead.replace("`", "") in message
    assert message.endswith("(docs/arrays.md)")
    assert "\n" not in message


@pytest.mark.parametrize("name", OTHERS)
def test_names_of_other_libraries_are_explained(name: str) -> None:
    """The message names a substitute whose functions exist."""
    with pytest.raises(AttributeError, match=re.escape(f"no {name!r} in balls: {OTHERS[name][0]}")):
        found(xp, name)
    for used in re.findall(r"\bxp\.([a-z_0-9.]+)", OTHERS[name][1]):
        assert callable(found(xp, used)) or used == "pi"


def in_numbers(array: Any) -> Any:
    """Return an array of balls, of truths or of torch as one of numpy."""
    if isinstance(array, torch.Tensor):
        return array.numpy()
    return array.certain() if isinstance(array, Truth) else midpoint_floats(array)


@pytest.mark.parametrize(
    "formula", [text for _, text in OTHERS.values() if "(" in text and "`" not in text]
)
def test_formulas_of_the_table_serve_a_batch_in_floats_and_balls(formula: str) -> None:
    """Followed to the letter they give the same in both, and no row depends on another."""
    names = {"x": [[1, 2, 4], [3, 5, 9]], "y": [[2, 1, 4], [8, 5, 9]], "w": [[1, 1, 2], [5, 1, 2]]}
    names |= {"bound": [[1, 1, 0], [9, 9, 9]], "A": [[[2, 1], [1, 2]]], "b": [[[1], [3]]]}
    given = {name: np.array(rows, dtype=float) for name, rows in names.items()}
    numbers = {}
    for space, lift in ((tensors, torch.tensor), (xp, xp.asarray)):
        whole = {name: lift(array) for name, array in given.items()}
        alone = {name: lift(array[:1]) for name, array in given.items()}
        known = {"xp": space, "Fraction": Fraction}
        both, first = (in_numbers(eval(formula, known, rows)) for rows in (whole, alone))
        assert np.allclose(both[:1], first)
        numbers[space] = both
    assert np.allclose(numbers[tensors], numbers[xp])


def test_the_page_says_which_further_functions_floats_lack() -> None:
    """A name that only balls have is no advice for a measurement, which serves both."""
    assert in_floats("erf") and not in_floats("linalg.spectral_norm")
    lacking = {name for name in beyond_the_standard() if not in_floats(name)}
    advised = " ".join(text for _, text in [*OTHERS.values(), *ABSENT.values()])
    assert not lacking & set(re.findall(r"\bxp\.([a-z_0-9.]+)", advised))


def test_unknown_names_lead_to_the_page() -> None:
    """A name that nobody knows is refused with the page that lists what there is."""
    for name in ("foo", "linalg.foo", "fft.foo"):
        with pytest.raises(AttributeError, match=f"no {name!r} in the namespace.*arrays.md"):
            found(xp, name)
    assert not hasattr(xp, "__path__")


def test_the_list_of_the_standard_is_complete() -> None:
    """All that another namespace of the standard and balls share is in the list or told apart."""
    told = {*NAMES, *beyond_the_standard(), *OTHERS, *ABSENT}
    ours = {name for name in xp.__all__ if callable(getattr(xp, name))}
    assert ours <= told
    assert len(NAMES) == len(set(NAMES))
    there = [name for name in NAMES if _has(floats, name)]
    assert len(there) > len(NAMES) - 5


def _has(space: Any, name: str) -> bool:
    try:
        found(space, name)
    except AttributeError:
        return False
    return True


@pytest.mark.parametrize("name", [name for name in NAMES if name not in ABSENT])
def test_arguments_have_the_names_of_the_standard(name: str) -> None:
    """Keywords that another namespace takes are taken here as well."""
    ours, theirs = found(xp, name), found(floats, name)
    if not callable(ours) or isinstance(theirs, type) or not inspect.isfunction(theirs):
        return
    standard = {"axis", "keepdims", "correction", "descending", "stable", "side", "sorter"}
    standard |= {"mode", "upper", "full_matrices", "rtol", "include_initial", "n", "ord", "k"}
    wanted = set(inspect.signature(theirs).parameters) & standard
    assert wanted <= set(inspect.signature(ours).parameters)


def test_the_namespace_tells_about_itself() -> None:
    """The inspection functions of the standard answer."""
    info = xp.__array_namespace_info__()
    assert info.default_device() == info.devices()[0] == "cpu"
    assert info.default_dtypes()["real floating"] == xp.float64
    assert set(info.dtypes(kind="real floating")) == {"float32", "float64"}
    assert info.capabilities()["boolean indexing"]


def test_the_reference_leads_to_the_page() -> None:
    """Who reads the reference finds the table."""
    assert "](arrays.md" in (ROOT / "docs" / "reference.md").read_text()
