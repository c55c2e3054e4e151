"""Sums of products over named indices."""

import math
from collections import Counter
from functools import partial
from typing import Any, NamedTuple

import numpy as np

from falsum.balls.array import BallArray, coerce
from falsum.balls.manipulation import permute_dims, rearrange, reshape
from falsum.balls.matrices import matmul
from falsum.balls.reductions import sum as sum_along


class _Term(NamedTuple):
    """An array whose axes have different names."""

    array: BallArray
    labels: list[str]


def einsum(subscripts: str, /, *operands: Any) -> BallArray:
    """Return the sum of products that a formula such as "ij,jk->ik" describes.

    Letters name axes. A letter that is repeated in one operand takes its diagonal; one that isn't
    in the result is summed over. Without an arrow the result has the letters that occur once, in
    alphabetic order. Three dots stand for leading axes, which are broadcast.

    Args:
        subscripts: the formula.
        operands: one array for each of its parts.

    Raises:
        ValueError: the formula doesn't fit the arrays.
    """
    arrays = [coerce(x) for x in operands]
    inputs, output = _parse(subscripts, arrays)
    terms = [_diagonal(_Term(x, names)) for x, names in zip(arrays, inputs, strict=True)]
    lengths = _lengths(terms, subscripts)
    unknown = [name for name in output if name not in lengths]
    if unknown or len(set(output)) < len(output):
        raise ValueError(f"einsum: {subscripts!r}: each letter of the result once, from an operand")
    terms = [_without_ones(term, lengths) for term in terms]
    total = terms[0]
    for k, term in enumerate(terms[1:], start=2):
        needed = set(output).union(*(later.labels for later in terms[k:]))
        total = _multiply(total, term, needed)
    return _ordered(_summed(total, set(output)), output)


def _parse(subscripts: str, arrays: list[BallArray]) -> tuple[list[list[str]], list[str]]:
    left, arrow, right = subscripts.replace(" ", "").partition("->")
    parts = left.split(",")
    if len(parts) != len(arrays):
        raise ValueError(f"einsum: {subscripts!r} names {len(parts)} operands, got {len(arrays)}")
    inputs = [_names(part, x.ndim, subscripts) for part, x in zip(parts, arrays, strict=True)]
    dots = sorted({name for names in inputs for name in names if name.isdigit()}, key=int)[::-1]
    if arrow:
        before, found, after = right.partition("...")
        _require_letters(before + after, subscripts)
        return inputs, [*before, *(dots if found else []), *after]
    counts = Counter(name for names in inputs for name in names if not name.isdigit())
    return inputs, dots + sorted(name for name, count in counts.items() if count == 1)


def _names(part: str, ndim: int, subscripts: str) -> list[str]:
    """Return the names of an operand's axes; those of the dots are numbers, counted backwards."""
    before, found, after = part.partition("...")
    _require_letters(before + after, subscripts)
    free = ndim - len(before) - len(after)
    if free < 0 or (free and not found):
        raise ValueError(f"einsum: {part!r} in {subscripts!r} doesn't fit an array of {ndim} axes")
    return [*before, *(str(k) for k in reversed(range(free))), *after]


def _require_letters(text: str, subscripts: str) -> None:
    if text and not (text.isascii() and text.isalpha()):
        raise ValueError(f"einsum: {subscripts!r}: write letters, commas, '...' and one '->'")


def _diagonal(term: _Term) -> _Term:
    """Take diagonals until every axis has a name of its own."""
    array, labels = term
    for name in [name for name, count in Counter(labels).items() if count > 1]:
        while labels.count(name) > 1:
            first = labels.index(name)
            second = labels.index(name, first + 1)
            if array.shape[first] != array.shape[second]:
                raise ValueError(f"einsum: axes {name!r} of shape {array.shape} differ in length")
            array = rearrange(array, partial(np.diagonal, axis1=first, axis2=second))
            labels = [x for k, x in enumerate(labels) if k not in (first, second)] + [name]
    return _Term(array, labels)


def _lengths(terms: list[_Term], subscripts: str) -> dict[str, int]:
    lengths: dict[str, int] = {}
    for array, labels in terms:
        for name, length in zip(labels, array.shape, strict=True):
            known = lengths.get(name, 1)
            if 1 not in (known, length) and known != length:
                raise ValueError(
                    f"einsum: {subscripts!r}: axis {name!r} has the lengths {known} and {length}"
                )
            lengths[name] = length if known == 1 else known
    return lengths


def _without_ones(term: _Term, lengths: dict[str, int]) -> _Term:
    """Drop axes of length 1 that another operand stretches."""
    array, labels = term
    for name in list(labels):
        axis = labels.index(name)
        if array.shape[axis] == 1 and lengths[name] != 1:
            array = rearrange(array, partial(np.squeeze, axis=axis))
            labels = [x for x in labels if x != name]
    return _Term(array, labels)


def _summed(term: _Term, needed: set[str]) -> _Term:
    """Sum over the axes that nothing needs."""
    axes = tuple(k for k, name in enumerate(term.labels) if name not in needed)
    if not axes:
        return term
    return _Term(sum_along(term.array, axis=axes), [x for x in term.labels if x in needed])


def _multiply(a: _Term, b: _Term, needed: set[str]) -> _Term:
    """Return the product summed over the axes that nothing needs, as a product of matrices."""
    a, b = _summed(a, needed | set(b.labels)), _summed(b, needed | set(a.labels))
    shared = [name for name in a.labels if name in b.labels]
    batch = [name for name in shared if name in needed]
    inner = [name for name in shared if name not in needed]
    rows = [name for name in a.labels if name not in shared]
    columns = [name for name in b.labels if name not in shared]
    left = _grouped(a, batch, rows, inner)
    right = _grouped(b, batch, inner, columns)
    product = matmul(left, right) if inner else left * right
    sizes = {**_sizes(a), **_sizes(b)}
    labels = batch + rows + columns
    return _Term(reshape(product, tuple(sizes[name] for name in labels)), labels)


def _sizes(term: _Term) -> dict[str, int]:
    return dict(zip(term.labels, term.array.shape, strict=True))


def _grouped(term: _Term, batch: list[str], first: list[str], second: list[str]) -> BallArray:
    """Return matrices with all axes of two groups in one row and one column axis."""
    sizes = _sizes(term)
    ordered = _ordered(term, batch + first + second)
    shape = [sizes[name] for name in batch]
    shape += [math.prod(sizes[name] for name in group) for group in (first, second)]
    result: BallArray = reshape(ordered, tuple(shape))
    return result


def _ordered(term: _Term, labels: list[str]) -> BallArray:
    result: BallArray = permute_dims(term.array, tuple(term.labels.index(x) for x in labels))
    return result
