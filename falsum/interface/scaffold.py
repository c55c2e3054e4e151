"""The command ``falsum new``: the two files of a new statement, with an example that runs."""

from __future__ import annotations

import keyword
import re
from pathlib import Path
from string import Template

from falsum.campaign.catalogue import Root
from falsum.errors.usage import UsageError
from falsum.interface.audit_command import root_here
from falsum.records.reading import write_atomically

NAME = re.compile(r"([a-z][a-z0-9_]*)\.([a-z][a-z0-9_]*)")

CATALOGUE = '"""One package per document, one module per numbered statement."""\n'
DOCUMENT = '"""$document."""\n'

THEOREM = '''"""The square of a mean is at most the mean of the squares."""

from falsum import Claim, Le, Source, always, measured

mean = measured("mean", r"\\frac{1}{n} \\sum_{i=1}^n x_i", latex=r"\\bar x", dimension={"x": 1})
mean_square = measured(
    "mean_square", r"\\frac{1}{n} \\sum_{i=1}^n x_i^2", latex=r"\\overline{x^2}", dimension={"x": 2}
)

$statement = Claim(
    id="$document.$statement",
    title="Square of a mean",
    source=Source("$document", "$label"),
    quantifier=always,
    conclusion=Le(mean**2, mean_square),
)
'''

CHECK = '''"""The square of a mean against the mean of the squares, on arbitrary numbers."""

from dataclasses import dataclass
from typing import Any

from array_api_compat import array_namespace

from falsum import Space, check, family, sizes
from $theorems.$document import $statement as stated


@dataclass(frozen=True)
class Sample:
    """Numbers x of shape (batch, n)."""

    x: Any


@family(space=Space(n=sizes(1, 5)), latent=lambda c: {"x": (c.n,)})
def samples(config: Any, z: Any, xp: Any) -> Sample:
    """Take the latent itself as the sample."""
    return Sample(x=z.x)


@check(stated.$statement, samples)
def test_$statement(x: Any) -> dict[Any, Any]:
    """Measure both means."""
    xp = array_namespace(x)
    return {stated.mean: xp.mean(x, axis=1), stated.mean_square: xp.mean(x**2, axis=1)}
'''


def scaffold(name: str) -> int:
    """Write the theorem and the check of ``document.statement``; refuse to overwrite anything."""
    document, statement = _parts(name)
    root = root_here()
    files = planned(root, document, statement)
    taken = [path for path in files if path.exists() and path.name != "__init__.py"]
    taken += sorted((root.folder / root.theorems / document).glob(f"*/**/{statement}.py"))
    if taken:
        raise UsageError(f"{taken[0]} exists already, and nothing was written; choose another name")
    for path, text in files.items():
        if not path.exists():
            write_atomically(path, text)
            print(path.relative_to(root.folder))
    print(f"next: fill in what is printed, then run: falsum audit {name}")
    return 0


def _parts(name: str) -> tuple[str, str]:
    """Return document and statement; raise UsageError with what is wrong with the name."""
    reserved = next((part for part in name.split(".") if keyword.iskeyword(part)), None)
    if reserved is not None:
        raise UsageError(
            f"{name!r} has the word {reserved}, a keyword of Python, and names a module here; "
            "choose another word"
        )
    document, _, rest = name.partition(".")
    first, *more = rest.split(".")
    if more and all(NAME.fullmatch(f"{document}.{part}") for part in (first, *more)):
        raise UsageError(
            f"{name!r} has more than one dot: a part or a corrected form is a second claim in the "
            f"files of {document}.{first}; write that name, and add the claim there"
        )
    if NAME.fullmatch(name) is None:
        raise UsageError(
            f"{name!r} is not of the form document.statement; write lower case letters, digits "
            "and underscores, such as mukherjee_2020.theorem_3_5_2"
        )
    return document, first


def planned(root: Root, document: str, statement: str) -> dict[Path, str]:
    """Return the files of a new statement with their content."""
    label = statement.replace("_", " ", 1).replace("_", ".").capitalize()
    package = root.theorems.strip("/").replace("/", ".")
    words = {"document": document, "statement": statement, "label": label, "theorems": package}
    theorems, checks = (root.folder / top / document for top in (root.theorems, root.checks))
    texts = {
        theorems.parent / "__init__.py": CATALOGUE,
        checks.parent / "__init__.py": CATALOGUE,
        theorems / "__init__.py": DOCUMENT,
        checks / "__init__.py": DOCUMENT,
        theorems / f"{statement}.py": THEOREM,
        checks / f"test_{statement}.py": CHECK,
    }
    return {path: Template(text).substitute(words) for path, text in texts.items()}
