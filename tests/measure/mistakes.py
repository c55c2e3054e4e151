"""Measurements and decoders, wrong in one way each, and what their messages must say."""
# ruff: noqa: D103 - what each one gets wrong is its name

from __future__ import annotations

import random
from fractions import Fraction
from typing import Any

import numpy as np
from array_api_compat import array_namespace

from falsum import Law, Sample
from falsum.balls.text import is_balls
from falsum.maps import unit
from tests.measure.points import Points, u, y


def forgotten_axis(x):
    xp = array_namespace(x)
    return {y: xp.max(xp.abs(x))}


def mean_of_all(x):
    return {y: array_namespace(x).mean(x)}


def sum_of_all_kept(x):
    xp = array_namespace(x)
    return {y: xp.reshape(xp.sum(x), (1,))}


def constant_of_the_batch(x):
    xp = array_namespace(x)
    return {y: xp.max(xp.clip(x, 5, 5))}


SEEN = {}


def scaled_by_the_first_batch(x):
    xp = array_namespace(x)
    if not is_balls(xp):
        SEEN.setdefault(x.shape[1], xp.max(xp.abs(x)))
        return {y: xp.sum(x, axis=1) / SEEN[x.shape[1]]}
    return {y: xp.sum(x, axis=1)}


def small_batches_apart(x):
    xp = array_namespace(x)
    return {y: xp.sum(x, axis=1) if x.shape[0] < 8 else 0 * x[:, 0]}


def first_axis(x):
    return {y: array_namespace(x).sum(x, axis=0)}


def scaled_by_the_batch(x):
    xp = array_namespace(x)
    return {y: xp.sum(x / (1 + xp.max(xp.abs(x))), axis=1)}


def centred_by_the_batch(x):
    xp = array_namespace(x)
    return {y: xp.sum((x - xp.mean(x, axis=0)) ** 2, axis=1)}


def cumulated_over_the_batch(x):
    xp = array_namespace(x)
    return {y: xp.cumulative_sum(x, axis=0)[:, 0]}


def sorted_over_the_batch(x):
    return {y: array_namespace(x).sort(x, axis=0)[:, 0]}


def neighbour(x):
    return {y: array_namespace(x).roll(x, 1, axis=0)[:, 0]}


def looped_until_all_converge(x):
    xp = array_namespace(x)
    value = xp.sum(x**2, axis=1)
    while bool(xp.any(value > 0.01)):
        value = value / 2
    return {y: value}


def any_decides(x):
    xp = array_namespace(x)
    total = xp.sum(x, axis=1)
    return {y: 2 * total if bool(xp.any(x == 0)) else total}


def rescaled_where_one_is_large(x):
    xp = array_namespace(x)
    largest = xp.max(xp.abs(x), axis=1)
    top = xp.max(largest)
    return {y: largest * 50 / top if top > 50 else largest}


def keepdims(x):
    return {y: array_namespace(x).sum(x, axis=1, keepdims=True)}


def whole_vector(x):
    return {y: x}


def in_place(x):
    xp = array_namespace(x)
    x -= xp.mean(x, axis=1, keepdims=True)
    return {y: xp.sum(x**2, axis=1)}


def assigned_in_place(x):
    x[:, 0] = 0
    return {y: array_namespace(x).sum(x, axis=1)}


COUNTER = [0]
MEMORY: list[Any] = []


def counting(x):
    COUNTER[0] += 1
    return {y: COUNTER[0] + array_namespace(x).sum(x, axis=1)}


def remembering(x):
    total = array_namespace(x).sum(x, axis=1)
    MEMORY.append(float(COUNTER[0]) + len(MEMORY))
    return {y: total + MEMORY[-1]}


def unseeded(x):
    rng = np.random.default_rng()
    return {y: array_namespace(x).sum(x, axis=1) + float(rng.random())}


def global_random(x):
    return {y: array_namespace(x).sum(x, axis=1) + random.random()}


def by_namespace(x):
    xp = array_namespace(x)
    return {y: xp.sum(x, axis=1) * (2 if is_balls(xp) else 1)}


def shifted_by_namespace(x):
    xp = array_namespace(x)
    return {y: xp.sum(x, axis=1) + (Fraction(1, 100) if is_balls(xp) else 0)}


def truth(x):
    return {y: array_namespace(x).sum(x, axis=1) > 0}


def counted(x):
    xp = array_namespace(x)
    return {y: xp.argmax(x, axis=1)}


def single_precision(x):
    xp = array_namespace(x)
    return {y: xp.astype(xp.sum(x, axis=1), xp.float32)}


def complex_numbers(x):
    xp = array_namespace(x)
    return {y: xp.astype(xp.sum(x, axis=1), xp.complex128)}


def python_number(n):
    return {y: n}


def python_list(x):
    return {y: [0.0] * x.shape[0]}


def numpy_array(x):
    return {y: np.zeros(x.shape[0])}


def no_value(x):
    return {y: None}


def two_rows_only(x):
    xp = array_namespace(x)
    return {y: xp.zeros((2,), dtype=x.dtype)}


SINGLE = [
    (forgotten_axis, ["y has shape () for a batch of 4", "shape (4,)", "axis=1"]),
    (mean_of_all, ["y has shape () for a batch of 4", "shape (4,)"]),
    (sum_of_all_kept, ["y has shape (1,) for a batch of 4", "shape (4,)"]),
    (constant_of_the_batch, ["y has shape () for a batch of 4"]),
    (first_axis, ["y has shape (1,) for a batch of 4"]),
    (scaled_by_the_first_batch, ["SEEN keeps an array that was computed from a batch"]),
    (small_batches_apart, ["y of the same row", "in a batch of 4", "in a batch of 64"]),
    (scaled_by_the_batch, ["y of the same row", "rows of a batch mix", "axis=1", "x = "]),
    (centred_by_the_batch, ["y of the same row", "rows of a batch mix"]),
    (cumulated_over_the_batch, ["y of the same row", "rows of a batch mix"]),
    (sorted_over_the_batch, ["y of the same row", "rows of a batch mix"]),
    (neighbour, ["y of the same row", "rows of a batch mix"]),
    (looped_until_all_converge, ["y of the same row", "rows of a batch mix"]),
    (any_decides, ["y of the same row", "rows of a batch mix"]),
    (rescaled_where_one_is_large, ["y of the same row", "rows of a batch mix"]),
    (keepdims, ["y has shape (4, 1) for a batch of 4", "shape (batch,)", "keepdims"]),
    (whole_vector, ["y has shape (4, 1) for a batch of 4", "shape (batch,)"]),
    (in_place, ["changes its input x in place", "x = x - c"]),
    (assigned_in_place, ["changes its input x in place"]),
    (counting, ["y is", "measured again", "random numbers that don't come from the stream"]),
    (remembering, ["y is", "a state kept between calls"]),
    (unseeded, ["random numbers that don't come from the stream"]),
    (global_random, ["random numbers that don't come from the stream"]),
    (by_namespace, ["measured differently by floats and balls: y is", "n=1", "x = "]),
    (shifted_by_namespace, ["measured differently by floats and balls: y is"]),
    (truth, ["y has the dtype bool", "xp.astype(condition"]),
    (counted, ["y has the dtype int64", "xp.astype(y, x.dtype)"]),
    (single_precision, ["y has the dtype float32", "dtype=x.dtype"]),
    (complex_numbers, ["y has the dtype complex128", "real numbers"]),
    (python_number, ["y is a int", "shape (batch,)", "xp.full(x.shape[0], 1, dtype=x.dtype)"]),
    (python_list, ["y is a list", "shape (batch,)"]),
    (numpy_array, ["y is a numpy array", "xp = array_namespace(x)"]),
    (no_value, ["y is a NoneType", "shape (batch,)"]),
    (two_rows_only, ["y has shape (2,) for a batch of 4", "shape (batch,)"]),
]


def truncated(x):
    return {u: x[:, :1]}


def summed(x):
    return {u: array_namespace(x).sum(x, axis=1)}


def prefixed(x):
    xp = array_namespace(x)
    return {u: xp.concat([x[:, :1], x], axis=1)}


def transposed(x):
    return {u: x.T if x.shape[1] > 1 else x}


def pairwise(x):
    return {u: x[:, :, None] - x[:, None, :]}


LISTED = [
    (truncated, ["u has 1 entries along i", "2", "one for each"]),
    (summed, ["u has shape (4,) for a batch of 4", "shape (batch, i)", "an axis too few"]),
    (prefixed, ["u has 2 entries along i at n=1, where there are 1"]),
    (transposed, ["u has shape (2, 4) for a batch of 4", "shape (batch, i)"]),
    (pairwise, ["u has shape (4, 1, 1) for a batch of 4", "shape (batch, i)", "an axis too many"]),
]


def shared(config, z, xp):
    return Points(config.n, z.x, xp.max(z.b))


def decoded_across(config, z, xp):
    return Points(config.n, z.x - xp.mean(z.x, axis=0), z.b)


def decoded_in_place(config, z, xp):
    b = z.b
    b += 1
    return Points(config.n, z.x, b)


def decoded_at_random(config, z, xp):
    return Points(config.n, z.x + float(np.random.default_rng().random()), z.b)


def decoded_by_namespace(config, z, xp):
    return Points(config.n, z.x + (1 if is_balls(xp) else 0), z.b)


def decoded_single(config, z, xp):
    return Points(config.n, z.x, xp.ones(z.b.shape[0]))


DECODERS = [
    (shared, ["the decoder shared gives the field b shape () for a batch of 4", "(batch, ...)"]),
    (decoded_across, ["the field x of the same row", "rows of a batch mix"]),
    (decoded_in_place, ["the decoder decoded_in_place changes the latent z in place"]),
    (decoded_at_random, ["the field x is", "random numbers"]),
    (decoded_by_namespace, ["measured differently by floats and balls: the field x is"]),
    (decoded_single, ["the decoder decoded_single gives the field b the dtype float32", "dtype="]),
]


def beside_the_stream(x, stream):
    noise = float(np.random.default_rng().random())
    return Sample({y: stream.uniform() + noise + 0 * x[:, :1]})


def averaged_too_soon(x, stream):
    xp = array_namespace(x)
    return Sample({y: xp.mean(stream.uniform() + x[:, :1], axis=1, keepdims=True)})


def without_trials(x, stream):
    return Sample({y: array_namespace(x).sum(x, axis=1) + 0 * stream.uniform()[:, 0]})


def mixed_trials(x, stream):
    xp = array_namespace(x)
    return Sample({y: stream.uniform() + xp.max(x[:, :1], axis=0)})


def bare_weights(x):
    xp = array_namespace(x)
    return Law({y: xp.stack([x[:, 0], -x[:, 0]], axis=1)}, xp.full((2,), 0.5, dtype=x.dtype))


def weights_of_the_batch(x):
    xp = array_namespace(x)
    p = xp.max(unit(x, xp)) + 0 * x[:, 0]
    return Law({y: xp.stack([x[:, 0], -x[:, 0]], axis=1)}, xp.stack([p, 1 - p], axis=1))


def no_atoms(x):
    nothing = array_namespace(x).zeros((x.shape[0], 0), dtype=x.dtype)
    return Law({y: nothing}, nothing)


def atoms_missing(x):
    xp = array_namespace(x)
    p = xp.full(x.shape[:1], 0.25, dtype=x.dtype)
    return Law({y: xp.stack([p, p], axis=1)}, xp.stack([p, p, 2 * p], axis=1))


def fixed_of_the_batch(x, stream):
    xp = array_namespace(x)
    return Sample({}, fixed={y: xp.sum(x)})


CHANCE = [
    (beside_the_stream, ["y is", "random numbers that don't come from the stream"]),
    (averaged_too_soon, ["y has 1 entries along trials", "3"]),
    (without_trials, ["y has shape (4,) for a batch of 4", "shape (batch, trials)"]),
    (mixed_trials, ["y has shape (1, 3) for a batch of 4", "shape (4, 3)"]),
    (bare_weights, ["the weights of the law", "shape (2,)", "shape (batch, atoms)"]),
    (weights_of_the_batch, ["y of the same row", "rows of a batch mix"]),
    (no_atoms, ["the law has no atom; return one or more"]),
    (atoms_missing, ["y has 2 entries along atoms", "3"]),
    (fixed_of_the_batch, ["y has shape () for a batch of 4"]),
]
