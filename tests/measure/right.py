"""Measurements that nothing is wrong with, whatever they look like."""
# ruff: noqa: D103 - what each one looks like is its name

from __future__ import annotations

from array_api_compat import array_namespace

from falsum import Law, Sample, binomial_law
from falsum.maps import unit
from tests.measure.points import good, y


def over_sizes(n, config, x):
    xp = array_namespace(x)
    return {y: xp.asarray(1 / (n + config.n), dtype=x.dtype)}


def of_a_definition(half):
    return {y: half}


def one_for_all(x):
    return {y: array_namespace(x).zeros((1,), dtype=x.dtype)}


def branches(x):
    xp = array_namespace(x)
    largest = xp.max(xp.abs(x), axis=1)
    return {y: xp.where(largest > 1, xp.floor(largest), xp.astype(xp.argmax(x, axis=1), x.dtype))}


def own_array_in_place(x):
    xp = array_namespace(x)
    total = xp.zeros_like(x[:, 0])
    for k in range(x.shape[1]):
        total += x[:, k] ** 2
    return {y: total}


def undefined(x):
    xp = array_namespace(x)
    return {y: xp.sum(0 * x, axis=1) / xp.sum(0 * x, axis=1)}


def chaotic(x):
    xp = array_namespace(x)
    value = unit(xp.sum(x, axis=1), xp)
    for _ in range(60):
        value = 4 * value * (1 - value)
    return {y: value}


def ratio_of_rounding_errors(x):
    xp = array_namespace(x)
    t = xp.sum(x**2, axis=1) + 3
    return {y: ((t + 1) / 3 - t / 3 - 1 / (3 * xp.ones_like(t))) * 2**50}


def logsumexp_by_the_batch(x):
    xp = array_namespace(x)
    top = xp.max(x)
    return {y: top + xp.log(xp.sum(xp.exp(x - top), axis=1))}


def cancelled_to_nothing(x):
    return {y: (0 * x[:, 0] + 10.0**17 + 1) - 10.0**17}


RIGHT = [
    cancelled_to_nothing,
    good,
    over_sizes,
    of_a_definition,
    one_for_all,
    branches,
    own_array_in_place,
    undefined,
    chaotic,
    ratio_of_rounding_errors,
    logsumexp_by_the_batch,
]


def tossed(n, x):
    xp = array_namespace(x)
    values, weights = binomial_law(n, unit(x[:, 0], xp), xp)
    return Law({y: values}, weights)


def sampled(x, stream):
    return Sample({y: x[:, :1] + stream.normal()})


def common_numbers(stream):
    return Sample({y: stream.normal()})
